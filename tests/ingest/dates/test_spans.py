import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.dates.spans import DateSpan, find_dates, resolve_date
from kg.rows import Row, read_rows

ISSUED = datetime.date(2023, 1, 9)  # a Monday
CASES = read_rows(Path(__file__).with_name("cases.tsv"))
SHARE = 0.97  # of the cases that must come out right


def expected(row: Row) -> list[tuple[str, str, str]]:
    return [] if row["precision"] == "none" else [(row["first"], row["last"], row["precision"])]


def found(row: Row) -> list[tuple[str, str, str]]:
    """What is found in the brackets of the sentence of a case."""
    before, inside, after = row["sentence"].replace("\\n", "\n").replace("]", "[").split("[")
    start, end = len(before), len(before) + len(inside)
    spans = find_dates(before + inside + after, datetime.date.fromisoformat(row["issued"]))
    return [
        (span.first.isoformat(), span.last.isoformat(), span.precision)
        for span in spans
        if span.start < end and start < span.end
    ]


@pytest.mark.parametrize("row", [row for row in CASES if row["missed"] != "yes"], ids=lambda row: row["id"])
def test_expression_means_the_days_that_a_reader_takes_it_for(row: Row) -> None:
    assert found(row) == expected(row)


@pytest.mark.parametrize("row", [row for row in CASES if row["missed"] == "yes"], ids=lambda row: row["id"])
def test_case_that_is_named_as_missed_is_still_missed(row: Row) -> None:
    assert found(row) != expected(row)


def test_enough_cases_come_out_right() -> None:
    assert len(CASES) >= 160
    assert sum(found(row) == expected(row) for row in CASES) >= SHARE * len(CASES)


BARE = [
    ("1月5日", "2023-01-05", "2023-01-05", "day"),
    ("12月28日", "2022-12-28", "2022-12-28", "day"),
    ("2月3日", "2022-02-03", "2022-02-03", "day"),
    ("2月中旬", "2022-02-11", "2022-02-20", "month"),
    ("去年9月底", "2022-09-21", "2022-09-30", "month"),
    ("去年12月5日", "2022-12-05", "2022-12-05", "day"),
    ("3月", "2022-03-01", "2022-03-31", "month"),
    ("2022 年以来", "2022-01-01", "2023-01-09", "year"),
    ("2022年至2025年", "2022-01-01", "2025-12-31", "year"),
    ("将于2月3日", "2023-02-03", "2023-02-03", "day"),
]


@pytest.mark.parametrize(("expression", "first", "last", "precision"), BARE)
def test_expression_by_itself_means_the_past(expression: str, first: str, last: str, precision: str) -> None:
    span = resolve_date(expression, ISSUED)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat(), span.precision) == (first, last, precision)


def test_range_is_one_expression() -> None:
    text = "2023年灯会从1月7日至2月15日结束"
    assert [(text[s.start : s.end], s.first.isoformat(), s.last.isoformat()) for s in find_dates(text, ISSUED)] == [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("1月7日至2月15日", "2023-01-07", "2023-02-15"),
    ]


def test_end_before_the_beginning_makes_no_range() -> None:
    text = "2022年12月5日至2021年3月1日"
    assert [s.first.isoformat() for s in find_dates(text, ISSUED)] == ["2022-12-05", "2021-03-01"]


@pytest.mark.parametrize("text", ["三个月", "第5版", "12个月", "13月5日", "2月30日", "每周三", "96、98号", "", "\n\n"])
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert list(find_dates(text, ISSUED)) == []


@pytest.mark.parametrize("inside", ["1 月 5 日", "1\n月5日", "1月5\n日", "\uff11 月\t\uff15日", "1　月　5　日"])
def test_offsets_take_in_the_blanks_inside(inside: str) -> None:
    text = f"到了 {inside} ，会开了"
    (span,) = find_dates(text, ISSUED)
    assert (text[span.start : span.end], span.first) == (inside, datetime.date(2023, 1, 5))


def test_a_blank_line_ends_an_expression() -> None:
    assert [s.precision for s in find_dates("共计1\n\n月5日", ISSUED)] == []
    assert [s.first.day for s in find_dates("共计1\n1月5日", datetime.date(2022, 12, 9))] == [5]


def test_without_an_issue_date_only_expressions_with_a_year_are_read() -> None:
    text = "1月5日、昨日、近日、上周三、春节期间、正月十五、三年前、年底、2022年3月1日和“十四五”时期"
    assert [s.first.isoformat() for s in find_dates(text, None)] == ["2022-03-01", "2021-01-01"]


@pytest.mark.parametrize("issued", ["0001-01-01", "0002-03-01", "9998-12-31", "9999-12-31"])
def test_days_beyond_the_calendar_are_no_dates(issued: str) -> None:
    words = "去年3月、后年、三百年前、近日、上上周三、下月5日、大后天、春节、正月初三、12月、31日、年底、近三年来"
    assert all(span.first.year >= 1 for span in find_dates(words, datetime.date.fromisoformat(issued)))


PIECES = st.text(
    st.sampled_from(
        "0123456789年月日号一二三十廿上下本去今明昨周末至—到前后起将于，。\n 近初底中旬季度半春节正腊农历“”"
    )
)


@given(PIECES, st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_spans_are_in_order_and_end_after_they_begin(text: str, issued: datetime.date) -> None:
    spans: list[DateSpan] = list(find_dates(text, issued))
    assert all(span.start < span.end and span.first <= span.last for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
