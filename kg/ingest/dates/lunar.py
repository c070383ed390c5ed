"""Days of the lunar calendar, and of the one feast that follows the sun, as days of the common calendar."""

from __future__ import annotations

import datetime
from functools import cache

from kg.rows import rows

_DAY = datetime.timedelta(days=1)


def lunar_day(year: int, month: int, day: int) -> datetime.date | None:
    """Return a day of the lunar year that begins in ``year``, or None for a year that the table lacks.

    Day 0 of a month is the last of the month before, so that day 0 of the first month is New Year's Eve.
    """
    found = _years().get(year)
    if found is None or not 1 <= month <= 12:
        return None
    new_year, lengths, leap = found
    months = month - 1 + (0 < leap < month)
    if not 0 <= day <= lengths[months]:
        return None
    return new_year + (sum(lengths[:months]) + day - 1) * _DAY


def clear_bright_day(year: int) -> datetime.date:
    """Return the day of 清明, which falls on 4 or 5 April in this century."""
    of_century = year % 100
    return datetime.date(year, 4, int(of_century * 0.2422 + 4.81) - of_century // 4)


@cache
def _years() -> dict[int, tuple[datetime.date, tuple[int, ...], int]]:
    return {
        int(row["year"]): (
            datetime.date.fromisoformat(row["new_year"]),
            tuple(29 + int(c) for c in row["months"]),
            int(row["leap"] or 0),
        )
        for row in rows("calendar/lunar_years.tsv")
    }
