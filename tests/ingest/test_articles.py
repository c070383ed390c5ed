"""Pages here are set the way a PDF reader gives a newspaper page back; their text is our own."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.articles import split_articles
from kg.records import Article, Document

PAGE = """江州报
2023年3月2日 星期四 第1版

本报讯（记者 闻 川）3月 1日，三岔口社
区的老茶馆重新开门，来喝茶的街坊坐满了
八张桌子。

茶馆关了两年，缺的是一块钱一碗的价钱。

社区和老板商量了三回，定下规矩：早上十
点以前，茶价不动，老板的水电由社区贴补。

社区和老板商量了三回

三岔口社区：老茶馆重新开门

本报讯（记者 阮小满）梨坪镇的防汛
演练昨天举行，三百多人沿江撤到高处，
用时十一分钟。镇长石一鸣说，比去年
快了四分钟。

演练由区应急局主办，梨坪镇承办。

本报讯（记者 佘 墨）区图书馆
把书柜搬进了公交总站，司机们轮
休时就能借书。首批上架八百册，
最受欢迎的是菜谱和修车手册。

图书馆馆长乐正清说，书丢了不怕，
怕的是没人翻。

梨坪镇防汛演练快了四分钟 公交总站里有了图书馆的书柜

（上接2版）
石板巷的老人们说，路灯亮了以后，晚上敢
出门了。街道打算再装十二盏，年底完工。

“灯不用太亮，照得见台阶就行。”居民夏长
庚说。
（下转4版）

（上接2版）
"""


def split(text: str) -> tuple[Article, ...]:
    return split_articles(Document("page.txt", text, "", "utf-8", home="江州市"))


def check(source: str, articles: tuple[Article, ...]) -> None:
    """Assert what holds for the articles of any document."""
    taken: set[int] = set()
    for article in articles:
        assert len(article.offsets) == len(article.text)
        assert list(article.ranges) == sorted(article.ranges)
        covered = {i for start, end in article.ranges for i in range(start, end)}
        assert len(covered) == sum(end - start for start, end in article.ranges)
        assert not covered & taken
        taken |= covered
        for c, at in zip(article.printed or article.text, article.offsets, strict=True):
            if c not in " \n":
                assert source[at] == c
                assert at in covered
    assert [a.id for a in articles] == [f"a{n}" for n in range(1, len(articles) + 1)]


def test_page_gives_its_articles_with_headlines_set_after_bodies() -> None:
    articles = split(PAGE)
    check(PAGE, articles)
    assert [a.headline for a in articles] == [
        "三岔口社区：老茶馆重新开门",
        "梨坪镇防汛演练快了四分钟",
        "公交总站里有了图书馆的书柜",
        None,
    ]


def test_two_headlines_on_one_line_go_to_the_two_bodies_above_it() -> None:
    _, drill, library, _ = split(PAGE)
    assert "三百多人" in drill.text
    assert "公交总站" not in drill.text
    assert library.text.startswith("公交总站里有了图书馆的书柜\n本报讯（记者 佘 墨）区图书馆把书柜")


def test_jump_lines_are_noted_and_a_stray_one_belongs_to_none() -> None:
    rest = split(PAGE)[-1]
    assert (rest.continued_from, rest.continued_on) == ("上接2版", "下转4版")
    assert rest.text.startswith("石板巷")
    assert rest.ranges[-1][1] < PAGE.rindex("（上接2版）")


def test_kicker_stands_between_headline_and_body() -> None:
    tea = split(PAGE)[0]
    assert tea.subheads == ("社区和老板商量了三回",)
    assert tea.text[: tea.body_start] == "三岔口社区：老茶馆重新开门\n社区和老板商量了三回\n"
    assert tea.text[tea.body_start :].startswith("本报讯（记者 闻 川）3月1日")
    assert tea.reporters == ("闻川",)


def test_masthead_dates_the_articles_and_belongs_to_none() -> None:
    articles = split(PAGE)
    assert {(a.date, a.date_basis) for a in articles} == {("2023-03-02", "masthead")}
    assert not any("江州报" in a.text for a in articles)


def test_headlines_set_before_bodies_are_found_too() -> None:
    bodies = PAGE.split("\n\n", 1)[1]
    tea, rest = bodies.split("\n\n社区和老板商量了三回\n\n三岔口社区：老茶馆重新开门\n\n")
    drill = rest.split("\n\n本报讯（记者 佘 墨）")[0]
    page = f"三岔口社区：老茶馆重新开门\n\n{tea}\n\n梨坪镇防汛演练快了四分钟\n\n{drill}\n"
    articles = split(page)
    check(page, articles)
    assert [a.headline for a in articles] == ["三岔口社区：老茶馆重新开门", "梨坪镇防汛演练快了四分钟"]


def test_plain_article_is_one_article_with_its_first_line_as_headline() -> None:
    text = (
        "给老街安灯\n——三岔口社区见闻\n"
        + "灯亮了，人就来了。" * 9
        + "\n\n夜里也热闹\n"
        + "店开了，狗也不叫了。" * 12
        + "\n"
    )
    (article,) = split(text)
    check(text, (article,))
    assert article.headline == "给老街安灯"
    assert article.subheads == ("——三岔口社区见闻", "夜里也热闹")
    assert article.headline_score == 1.0


@pytest.mark.parametrize("text", ["", " \n\n", "2023年3月2日 星期四 第1版\n", "（上接1版）\n"])
def test_text_without_an_article_gives_none(text: str) -> None:
    assert split(text) == ()


def test_headline_alone_is_an_article() -> None:
    (article,) = split("老茶馆重新开门\n")
    assert (article.headline, article.text) == ("老茶馆重新开门", "老茶馆重新开门")


def test_what_the_document_knows_is_on_every_article() -> None:
    document = Document(
        "p.txt", PAGE, "", "utf-8", date="2023-03-03", date_basis="given", paper="江州报", home="江州市", page=3
    )
    for article in split_articles(document):
        assert (article.date, article.date_basis, article.page) == ("2023-03-03", "given", 3)
        assert (article.paper, article.home, article.home_basis) == ("江州报", "江州市", "given")


def test_home_is_guessed_where_none_is_given() -> None:
    text = "重庆市渝北区办夜校\n" + "渝北区的夜校开课了，渝北区龙溪街道来了三百人。" * 3 + "\n"
    (article,) = split_articles(replace(Document("p.txt", text, "", "utf-8"), home=None))
    assert (article.home, article.home_basis) == ("重庆市渝北区", "guessed")


PIECES = st.lists(st.sampled_from([*PAGE.split("\n"), "", "一、先修灯", "记者 闻 川"]), max_size=60).map("\n".join)


@settings(deadline=None)
@given(PIECES | st.text(max_size=120))
def test_no_character_is_in_two_articles_and_every_offset_is_true(source: str) -> None:
    check(source, split(source))
