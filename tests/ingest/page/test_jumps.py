"""Articles that go on in another place: which half belongs to which."""

from kg.ingest.articles import split_articles
from kg.ingest.page.jumps import join_jumps, jumps_of
from kg.ingest.page.number import PageNumber, page_number
from kg.records import Document, Jump

FIRST = """江州报
2023年3月2日 星期四 第1版

本报讯（记者 闻 川）3月1日，三岔口社
区的老茶馆重新开门，来喝茶的街坊坐满了
八张桌子。茶馆关了两年，缺的是一块钱一
（下转2版）

三岔口老茶馆重新开门

本报讯（记者 阮小满）梨坪镇的防汛演
练昨天举行，三百多人沿江撤到高处，用时
十一分钟。镇长石一鸣说，比去年快了四分
（下转2版）

梨坪镇防汛演练快了四分钟
"""
SECOND = """江州报
2023年3月2日 星期四 第2版

（上接1版）
钟。演练由区应急局主办，梨坪镇承办。沿
江的三百多人都记住了撤到高处的路。

（上接1版）
碗的价钱。社区和老板商量了三回，定下规
矩：早上十点以前，老茶馆的茶价不动。街
坊们说，八张桌子还不够坐。
"""


def page(name: str, text: str, date: str = "2023-03-02", number: int | None = None) -> Document:
    return Document(name, text, "", "utf-8", date=date, date_basis="given", paper="江州报", home="江州市", page=number)


def test_two_halves_go_to_the_two_beginnings_by_their_words() -> None:
    first, second = page("1.txt", FIRST), page("2.txt", SECOND)
    assert [(j.doc, j.article, j.rest_doc, j.rest_article) for j in jumps_of([first, second])] == [
        ("1.txt", "a1", "2.txt", "a2"),
        ("1.txt", "a2", "2.txt", "a1"),
    ]


def test_the_order_of_the_pages_does_not_matter() -> None:
    first, second = page("1.txt", FIRST), page("2.txt", SECOND)
    assert jumps_of([first, second]) == jumps_of([second, first])


def test_pages_of_another_issue_are_not_joined() -> None:
    assert jumps_of([page("1.txt", FIRST), page("2.txt", SECOND, date="2023-03-09")]) == ()


def test_a_jump_to_another_page_than_the_one_at_hand_is_not_joined() -> None:
    assert jumps_of([page("1.txt", FIRST), page("3.txt", SECOND.replace("第2版", "第3版"))]) == ()


def test_a_rest_without_its_beginning_keeps_its_jump_line() -> None:
    document = page("2.txt", SECOND)
    assert join_jumps([(document, split_articles(document))]) == ()
    assert {article.continued_from for article in split_articles(document)} == {"上接1版"}


def test_a_title_in_the_jump_line_finds_its_half_without_page_numbers() -> None:
    begun = page("a.txt", FIRST.replace("第1版", ""))
    rest = page(
        "b.txt", SECOND.replace("第2版", "").replace("（上接1版）\n碗", "（上接1版《三岔口老茶馆重新开门》）\n碗")
    )
    assert Jump("a.txt", "a1", "b.txt", "a2", 1.0).rest_article in {
        j.rest_article for j in jumps_of([begun, rest]) if j.article == "a1"
    }


def test_a_page_number_is_read_from_its_edge_and_today_s_count_of_pages_is_none() -> None:
    assert page_number(page("x.txt", "江州报\n2023年3月2日 星期四 第3版\n\n老茶馆开门了。")) == PageNumber("", 3)
    assert page_number(page("x.txt", "江州报\n2023年3月2日 星期四 今日8版\n\n老茶馆开门了。")) is None
    assert page_number(page("20230302-B02.txt", "老茶馆开门了。", number=2)) == PageNumber("B", 2)


def test_a_page_of_section_a_is_not_one_of_section_b() -> None:
    assert not PageNumber("A", 2).may_be(PageNumber("B", 2))
    assert PageNumber("A", 2).may_be(PageNumber("", 2))


def test_halves_are_joined_by_jump_lines_in_full_width_letters() -> None:
    first, second = (
        text.replace("下转2版", "下转Ａ２版·镇街").replace("上接1版", "上接Ａ１版·要闻") for text in (FIRST, SECOND)
    )
    found = jumps_of([page("A01.txt", first), page("A02.txt", second)])
    assert [(j.article, j.rest_article) for j in found] == [("a1", "a2"), ("a2", "a1")]


def test_a_jump_line_broken_by_a_line_end_is_one() -> None:
    second = SECOND.replace("（上接1版）\n钟。演练", "（上 接第1版《梨坪镇防汛演\n练快了四分钟》）\n钟。演练")
    document = page("2.txt", second)
    assert split_articles(document)[0].continued_from == "上接第1版《梨坪镇防汛演练快了四分钟》"


def test_a_jump_line_in_square_brackets_is_no_headline_in_brackets() -> None:
    document = page("2.txt", SECOND.replace("（上接1版）\n", "【上接1版】"))
    assert [a.headline for a in split_articles(document)] == [None, None]
    assert [a.continued_from for a in split_articles(document)] == ["上接1版", "上接1版"]
