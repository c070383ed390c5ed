import datetime
from itertools import pairwise

import pytest

from kg.ingest.dates.lunar import clear_bright_day, lunar_day
from kg.rows import rows


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        (2023, 1, 1, "2023-01-22"),
        (2023, 1, 0, "2023-01-21"),
        (2022, 12, 30, "2023-01-21"),
        (2023, 1, 15, "2023-02-05"),
        (2023, 3, 3, "2023-04-22"),  # after the leap month
        (2023, 5, 5, "2023-06-22"),
        (2020, 8, 15, "2020-10-01"),  # after a leap month
        (2022, 9, 9, "2022-10-04"),
        (2024, 1, 1, "2024-02-10"),
    ],
)
def test_lunar_day_is_a_day_of_the_common_calendar(year: int, month: int, day: int, date: str) -> None:
    assert lunar_day(year, month, day) == datetime.date.fromisoformat(date)


@pytest.mark.parametrize(("year", "month", "day"), [(1900, 1, 1), (2023, 13, 1), (2023, 1, 31), (2023, 1, 30)])
def test_day_that_the_calendar_has_not_is_none(year: int, month: int, day: int) -> None:
    assert lunar_day(year, month, day) is None


def test_each_year_of_the_table_ends_where_the_next_begins() -> None:
    table = rows("calendar/lunar_years.tsv")
    for year, following in pairwise(table):
        days = sum(29 + int(c) for c in year["months"])
        begin, end = (datetime.date.fromisoformat(row["new_year"]) for row in (year, following))
        assert begin + datetime.timedelta(days) == end
        assert len(year["months"]) == (13 if year["leap"] else 12)


@pytest.mark.parametrize(("year", "day"), [(2020, 4), (2021, 4), (2022, 5), (2023, 5), (2024, 4), (2025, 4), (2027, 5)])
def test_clear_bright_falls_on_the_fourth_or_fifth_of_april(year: int, day: int) -> None:
    assert clear_bright_day(year) == datetime.date(year, 4, day)
