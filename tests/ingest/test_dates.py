import datetime

import pytest

from kg.ingest.dates import date_in_name, find_dates, issue_date, page_in_name, resolve_date

ISSUED = datetime.date(2023, 1, 9)  # a Monday

CASES = [
    ("1月5日", "2023-01-05", "2023-01-05", "day"),
    ("1 月 5 日", "2023-01-05", "2023-01-05", "day"),
    ("1月9日", "2023-01-09", "2023-01-09", "day"),
    ("12月28日", "2022-12-28", "2022-12-28", "day"),
    ("2022年12月28日", "2022-12-28", "2022-12-28", "day"),
    ("二〇二三年一月九日", "2023-01-09", "2023-01-09", "day"),
    ("十二月二十八日", "2022-12-28", "2022-12-28", "day"),
    ("去年 3月", "2022-03-01", "2022-03-31", "month"),
    ("去年9月底", "2022-09-21", "2022-09-30", "month"),
    ("去年12月5日", "2022-12-05", "2022-12-05", "day"),
    ("2022年10月", "2022-10-01", "2022-10-31", "month"),
    ("12月", "2022-12-01", "2022-12-31", "month"),
    ("1月", "2023-01-01", "2023-01-31", "month"),
    ("2月中旬", "2022-02-11", "2022-02-20", "month"),
    ("上月底", "2022-12-21", "2022-12-31", "month"),
    ("上个月", "2022-12-01", "2022-12-31", "month"),
    ("本月6日", "2023-01-06", "2023-01-06", "day"),
    ("下月初", "2023-02-01", "2023-02-10", "month"),
    ("近日", "2023-01-02", "2023-01-09", "about"),
    ("日前", "2023-01-02", "2023-01-09", "about"),
    ("昨日", "2023-01-08", "2023-01-08", "day"),
    ("昨天下午", "2023-01-08", "2023-01-08", "day"),
    ("前天", "2023-01-07", "2023-01-07", "day"),
    ("今日零时", "2023-01-09", "2023-01-09", "day"),
    ("明天", "2023-01-10", "2023-01-10", "day"),
    ("上周三", "2023-01-04", "2023-01-04", "day"),
    ("周五", "2023-01-06", "2023-01-06", "day"),
    ("本周五", "2023-01-13", "2023-01-13", "day"),
    ("今年", "2023-01-01", "2023-12-31", "year"),
    ("2022年", "2022-01-01", "2022-12-31", "year"),
    ("2022 年以来", "2022-01-01", "2022-12-31", "year"),
    ("2022—2025年", "2022-01-01", "2025-12-31", "year"),
    ("2022年至2025年", "2022-01-01", "2025-12-31", "year"),
    ("明年2月", "2024-02-01", "2024-02-29", "month"),
    ("将于2月3日", "2023-02-03", "2023-02-03", "day"),
]


@pytest.mark.parametrize(("expression", "first", "last", "precision"), CASES)
def test_expression_is_counted_from_the_issue_date(expression: str, first: str, last: str, precision: str) -> None:
    span = resolve_date(expression, ISSUED)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat(), span.precision) == (first, last, precision)


def test_end_of_a_range_lies_after_its_beginning() -> None:
    spans = list(find_dates("2023年灯会从1月7日至2月15日结束", ISSUED))
    assert [s.first.isoformat() for s in spans] == ["2023-01-01", "2023-01-07", "2023-02-15"]


@pytest.mark.parametrize("text", ["三个月", "第5版", "12个月", "13月5日", "2月30日", "月底前", "每周三", "96、98号"])
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert list(find_dates(text, ISSUED)) == []


def test_offsets_take_in_the_blanks_inside() -> None:
    text = "到了 1 月 5 日，会开了"
    (span,) = find_dates(text, ISSUED)
    assert text[span.start : span.end] == "1 月 5 日"


def test_without_an_issue_date_only_full_dates_are_read() -> None:
    assert [s.first.isoformat() for s in find_dates("1月5日、昨日和2022年3月1日", None)] == ["2022-03-01"]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("20230109-02.txt", "2023-01-09"),
        ("江州报2023-01-09.txt", "2023-01-09"),
        ("20231399.txt", None),
        ("a.txt", None),
    ],
)
def test_file_name_gives_the_date(name: str, date: str | None) -> None:
    assert date_in_name(name) == date


@pytest.mark.parametrize(
    ("name", "page"),
    [("20230109-02.txt", 2), ("20230109.txt", None), ("2023-01-09_A03.txt", 3), ("第4版.txt", 4), ("a2.txt", None)],
)
def test_file_name_gives_the_page(name: str, page: int | None) -> None:
    assert page_in_name(name) == page


def test_masthead_gives_the_issue_date() -> None:
    text = "江州报\n2023年1月9日 星期一 第2版\n\n本报讯 2022年12月5日，会议举行。"
    assert issue_date(text) == ("2023-01-09", "masthead")


def test_latest_past_date_is_a_lower_bound() -> None:
    text = "2022年12月5日，方案公布。2023年1月6日上午，方案施行，有效期至2025年12月31日。"
    assert issue_date(text) == ("2023-01-06", "lower bound")


def test_text_without_full_dates_has_no_issue_date() -> None:
    assert issue_date("1月5日，全会举行。") == (None, "none")
