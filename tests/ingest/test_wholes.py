"""Halves of an article put together: the text is one, and every character still has its page."""

from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.articles import split_articles
from kg.ingest.page.jumps import jumps_of
from kg.ingest.wholes import Sheet, read_sheet, sheets
from kg.records import Document, Jump
from tests.ingest.page.test_jumps import FIRST, SECOND, page


def read(*documents: Document) -> dict[str, Sheet]:
    return {sheet.doc: sheet for sheet in sheets(documents, jumps_of(documents))}


def test_a_sentence_over_the_jump_line_is_whole() -> None:
    bound = read(page("1.txt", FIRST), page("2.txt", SECOND))
    articles, wholes = read_sheet(bound["1.txt"])
    assert "比去年快了四分钟。演练由" in articles[1].text
    assert "一块钱一碗的价钱。" in articles[0].text
    assert [len(whole.halves) for whole in wholes] == [2, 2]


def test_a_rest_is_read_with_its_beginning_and_not_once_more() -> None:
    bound = read(page("1.txt", FIRST), page("2.txt", SECOND))
    assert read_sheet(bound["2.txt"]) == ((), ())


def test_every_character_of_a_whole_stands_in_one_of_its_pages() -> None:
    documents = page("1.txt", FIRST), page("2.txt", SECOND)
    for whole in read_sheet(read(*documents)["1.txt"])[1]:
        source = "".join(half.document.text for half in whole.halves)
        for c, at, (n, spot) in zip(whole.article.text, whole.article.offsets, whole.places, strict=True):
            assert c in " \n" or source[at] == c
            assert spot < 0 or whole.halves[n].article.text[spot] == c


def test_an_article_over_three_pages_is_one() -> None:
    first = page("1.txt", "石板巷的灯亮了\n\n本报讯（记者 闻川）石板巷昨天装上了路灯，（下转2版）", number=1)
    second = page("2.txt", "（上接1版）石板巷的老人们说，路灯亮了以后晚上敢出门，（下转3版）", number=2)
    third = page("3.txt", "（上接2版）石板巷的路灯还要再装十二盏。", number=3)
    articles, _ = read_sheet(read(first, second, third)["1.txt"])
    assert "装上了路灯，石板巷的老人们说" in articles[0].text
    assert articles[0].text.endswith("晚上敢出门，石板巷的路灯还要再装十二盏。")


def test_jump_lines_in_a_ring_join_nothing() -> None:
    one, two = page("1.txt", FIRST), page("2.txt", SECOND)
    ring = (Jump("1.txt", "a1", "2.txt", "a1", 1.0), Jump("2.txt", "a1", "1.txt", "a1", 1.0))
    assert all(not sheet.rests and not sheet.continued for sheet in sheets([one, two], ring))


@given(st.lists(st.sampled_from(["路灯亮了。", "（下转2版）", "（上接1版）", "\n", "茶馆", "，"]), max_size=12))
def test_whatever_the_jump_lines_no_article_is_lost_or_read_twice(pieces: list[str]) -> None:
    documents = page("1.txt", "石板巷的灯亮了\n\n" + "".join(pieces)), page("2.txt", "".join(reversed(pieces)))
    whole_pages = {(a.doc, a.id) for document in documents for a in split_articles(document)}
    read_once = []
    for sheet in read(*documents).values():
        articles, wholes = read_sheet(sheet)
        joined = {(w.article.doc, w.article.id): w for w in wholes}
        for article in articles:
            halves = joined[article.doc, article.id].halves if (article.doc, article.id) in joined else ()
            read_once += [(h.article.doc, h.article.id) for h in halves] or [(article.doc, article.id)]
    assert sorted(read_once) == sorted(whole_pages)
