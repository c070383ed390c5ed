from pathlib import PurePosixPath

import pytest

from kg.ingest.dates.issue_date import date_in_name, date_in_path, issue_date, page_in_name


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("20230109-02.txt", "2023-01-09"),
        ("江州报2023-01-09.txt", "2023-01-09"),
        ("江州报2023年1月9日.pdf", "2023-01-09"),
        ("2023_1_9.txt", "2023-01-09"),
        ("2023.01.09.txt", "2023-01-09"),
        ("jzb20230109A02.pdf", "2023-01-09"),
        ("t20230109_1234567.html", "2023-01-09"),
        ("20230109083000.txt", "2023-01-09"),
        ("20231399-20230109.txt", "2023-01-09"),
        ("230109.txt", None),
        ("20231399.txt", None),
        ("2023-0109.txt", None),
        ("120230109.txt", None),
        ("a.txt", None),
    ],
)
def test_file_name_gives_the_date(name: str, date: str | None) -> None:
    assert date_in_name(name) == date


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("html/2023-01/09/content_1.htm", "2023-01-09"),
        ("2023/01/09/node_2.htm", "2023-01-09"),
        ("202301/09/a.txt", "2023-01-09"),
        ("江州报/2023年/1月/9日/a.txt", "2023-01-09"),
        ("20230109/a.txt", "2023-01-09"),
        ("2023-01-09/02.txt", "2023-01-09"),
        ("/data/2022-01/01/2023-01/09/a.txt", "2023-01-09"),
        ("2022-12-31/20230109.txt", "2023-01-09"),
        ("2023/01/a.txt", None),
        ("2023-13/40/a.txt", None),
        ("a.txt", None),
    ],
)
def test_folders_give_the_date_where_the_name_does_not(path: str, date: str | None) -> None:
    assert date_in_path(PurePosixPath(path)) == date


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("20230109-02.txt", 2),
        ("20230109.txt", None),
        ("2023-01-09_A03.txt", 3),
        ("jzb20230109A02.pdf", 2),
        ("20230109第3版.txt", 3),
        ("第4版.txt", 4),
        ("第二版.txt", 2),
        ("A02版.txt", 2),
        ("node_2.htm", 2),
        ("page-03.txt", 3),
        ("content_12.htm", None),
        ("t20230109_1234567.html", None),
        ("20230109083000.txt", None),
        ("a2.txt", None),
    ],
)
def test_file_name_gives_the_page(name: str, page: int | None) -> None:
    assert page_in_name(name) == page


BODY = "\n\n本报讯 2022年12月5日，三岔口社区的路灯亮了。\n街坊们晚上敢出门了。\n"


@pytest.mark.parametrize(
    "masthead",
    [
        "江州报\n2023年1月9日 星期一 第2版",
        "江州报 2023年1月9日 星期一 农历壬寅年十二月十八",
        "星期一 2023年1月9日 第2版",
        "2023.01.09",
        "2023-01-09 星期一",
        "2023/1/9 星期一 02版",
        "二〇二三年一月九日",
        "二○二三年一月九日 星期一",
        "２０２３年１月９日　星期一",
        "2023 年 1 月 9 日  星期一",
        "2023年1月9日",
        "发布时间：2023-01-09 08:30 来源：江州报",
        "出版日期：2023年1月9日",
        "2023年\n1月\n9日",
        "2023年\n1月9日\n星期一",
        "2023年1月\n9日\n星期一 农历腊月十八",
        "09\n2023.01\n星期一",
        "09 2023年1月",
        "2023年1月\n09\n星期一",
        "二\n\u3007\n二\n三\n年\n一\n月\n九\n日",
    ],
)
def test_masthead_gives_the_issue_date(masthead: str) -> None:
    assert issue_date(f"{masthead}{BODY}") == ("2023-01-09", "masthead")


def test_masthead_may_stand_at_the_foot() -> None:
    lines = "\n".join(f"第{n}户人家领到了新灯。" for n in range(30))
    assert issue_date(f"给老街安灯{BODY}{lines}\n江州报 2023年1月9日 星期一\n") == ("2023-01-09", "masthead")


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月9日，全会召开。",
        "截至2023年1月9日 星期一中午，路灯全亮了。",
        "办证大厅2023年1月9日全天开放",
        "2023年13月9日 星期一",
        "09\n共2023.01元",
    ],
)
def test_a_date_in_running_text_is_no_masthead(text: str) -> None:
    assert issue_date(f"{text}\n给老街安灯，街坊们晚上敢出门了。\n")[1] != "masthead"


@pytest.mark.parametrize("end", ["2023年1月9日", "三岔口社区居委会\n2023年1月9日", "2023年\n1月9日"])
def test_a_date_that_signs_a_text_is_no_masthead(end: str) -> None:
    text = f"停水通知\n因检修管网，三岔口社区明日停水六小时，请居民备好用水。\n{end}\n"
    assert issue_date(text)[1] != "masthead"


def test_latest_past_date_is_a_lower_bound() -> None:
    text = "2022年12月5日，方案公布。2023年1月6日上午，方案施行，有效期至2025年12月31日。"
    assert issue_date(text) == ("2023-01-06", "lower bound")


def test_text_without_full_dates_has_no_issue_date() -> None:
    assert issue_date("1月5日，全会举行。") == (None, "none")
    assert issue_date("") == (None, "none")
