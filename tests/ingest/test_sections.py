"""Inputs that show their own sections: fields of a record, tags of a page, sizes of type."""

from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.articles import split_articles
from kg.records import Article, Document, Section, SectionKind


def document(*fields: tuple[int, SectionKind, str]) -> Document:
    """A document of fields below each other, each a section."""
    text, sections = "", []
    for article, kind, value in fields:
        sections.append(Section(article, kind, len(text), len(text) + len(value)))
        text += value + "\n"
    return Document("a.jsonl:1", text, "", "utf-8", home="江州市", sections=tuple(sections))


def split(*fields: tuple[int, SectionKind, str]) -> tuple[Article, ...]:
    return split_articles(document(*fields))


def test_a_ready_article_is_never_split() -> None:
    text = "本报讯（记者 闻川）老茶馆重新开门。\n\n石板巷的灯亮了\n\n本报讯（记者 阮小满）石板巷昨天装上了路灯。"
    (article,) = split((0, "headline", "茶馆和路灯"), (0, "text", text))
    assert article.headline == "茶馆和路灯"
    assert article.subheads == ("石板巷的灯亮了",)
    assert article.reporters == ("闻川", "阮小满")


def test_kicker_and_subtitle_stand_between_headline_and_body_whatever_their_order() -> None:
    (article,) = split(
        (0, "kicker", "走进石板巷"),
        (0, "headline", "灯亮了，心也亮了"),
        (0, "subtitle", "十二盏路灯昨天通电"),
        (0, "body", "路灯亮了。"),
    )
    assert article.text == "灯亮了，心也亮了\n走进石板巷\n十二盏路灯昨天通电\n路灯亮了。"
    assert article.text[article.body_start :] == "路灯亮了。"


def test_a_headline_in_two_lines_is_one() -> None:
    (article,) = split((0, "headline", "石板巷的灯\n昨天亮了"), (0, "body", "路灯亮了。"))
    assert article.headline == "石板巷的灯昨天亮了"
    assert article.subheads == ()


def test_a_name_in_the_author_field_needs_no_role() -> None:
    (article,) = split((0, "headline", "灯亮了"), (0, "byline", "乐正清 佘墨"), (0, "body", "路灯亮了。"))
    assert article.reporters == ("乐正清", "佘墨")


def test_a_text_without_a_headline_field_may_begin_with_one() -> None:
    (article,) = split((0, "text", "石板巷的灯亮了\n\n本报讯（记者 闻川）石板巷昨天装上了路灯。"))
    assert article.headline == "石板巷的灯亮了"


def test_sections_of_several_articles_come_back_in_source_order() -> None:
    first, second = split(
        (1, "headline", "灯亮了"), (1, "body", "路灯亮了。"), (0, "headline", "门开了"), (0, "body", "茶馆开门了。")
    )
    assert (first.id, first.headline, second.id, second.headline) == ("a1", "灯亮了", "a2", "门开了")


def test_a_jump_line_of_a_page_is_no_text() -> None:
    (article,) = split((0, "body", "（上接1版）"), (0, "body", "路灯亮了。"), (0, "body", "（下转3版）"))
    assert (article.continued_from, article.continued_on) == ("上接1版", "下转3版")
    assert article.text == "路灯亮了。"


def test_furniture_and_signatures_in_a_ready_text_are_its_own() -> None:
    (article,) = split((0, "headline", "公告"), (0, "text", "招聘网格员三名。\n\n江州市人民政府\n2023年3月1日"))
    assert article.text.endswith("江州市人民政府\n2023年3月1日")


KINDS: tuple[SectionKind, ...] = ("headline", "kicker", "subtitle", "subhead", "byline", "caption", "body", "text")
FIELD = st.tuples(st.integers(0, 2), st.sampled_from(KINDS), st.text("灯亮了。 \n（）12a本报讯记者下转版", max_size=30))


@given(st.lists(FIELD, max_size=8))
def test_every_character_has_its_source_offset(fields: list[tuple[int, SectionKind, str]]) -> None:
    source = document(*fields)
    for article in split_articles(source):
        assert len(article.offsets) == len(article.text)
        for c, at in zip(article.printed or article.text, article.offsets, strict=True):
            assert c in " \n" or source.text[at] == c
