"""The composed PDF pages: that their gold is what a reader gets, and that the measure on them fails when it should."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pypdfium2 as pdfium
import pytest

from kg.records import Article
from tests.composer.pdf_blocks import GoldArticle, GoldPage
from tests.composer.pdf_pages import ComposedFile, compose
from tests.composer.pdf_scores import common_length, offset_errors, score_page

SEEDS = tuple(range(90_053, 90_060))  # seven pages that show every drawing order and page box


@cache
def composed(seed: int) -> ComposedFile:
    return compose(seed)


@cache
def layers(seed: int) -> tuple[str, ...]:
    """The text layer of each page in stream order, without blanks."""
    with pdfium.PdfDocument(composed(seed).data) as pdf:
        return tuple("".join(page.get_textpage().get_text_range().split()) for page in pdf)


def printed(page: GoldPage) -> str:
    articles = [
        piece for a in page.articles for piece in (*a.headlines, *a.paragraphs, *a.loose, *a.captions, *a.boxes)
    ]
    return "".join((*articles, *page.furniture, *page.adverts))


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_the_same_seed_gives_the_same_bytes_and_gold(seed: int) -> None:
    assert compose(seed) == composed(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_prints_what_its_gold_says_and_nothing_else(seed: int) -> None:
    for page, layer in zip(composed(seed).pages, layers(seed), strict=True):
        # pdfium takes a hyphen that ends a line for one that cuts a word, and leaves it out
        gold, found = Counter(printed(page).replace("-", "")), Counter(layer.replace("-", ""))

        assert gold - found == Counter()
        if "page: shadow" not in page.variations:  # whose headlines are printed twice
            assert found - gold == Counter()


def test_the_gold_has_the_body_of_an_article_in_reading_order() -> None:
    pages = [(page, layer) for seed in SEEDS for page, layer in zip(composed(seed).pages, layers(seed), strict=True)]
    in_order = [(page, layer) for page, layer in pages if "order: articles" in page.variations]

    assert in_order
    for page, layer in in_order:
        for article in page.articles:
            assert article.text in layer


def test_the_pages_show_every_kind_of_drawing_order_and_page_box() -> None:
    names = {name for seed in SEEDS for page in composed(seed).pages for name in page.variations}

    for wanted in ("articles", "columns", "headlines", "shuffled", "rows"):
        assert f"order: {wanted}" in names
    for wanted in ("plain", "rotated", "offset", "cropped"):
        assert f"boxes: {wanted}" in names


# --- the measure

PARAGRAPHS = (
    "石桥街道办事处昨日在滨江路设点登记。",
    "登记点早上八点开门，先到的是住在河对岸的两位老人。",
    "工作人员把表格念给他们听，一项一项填好。",
    "下午的人少些，窗口照样开到六点。",
)
GOLD = GoldArticle("1-1", "article", ("登记点开到六点",), PARAGRAPHS, loose=("□记者闻川",), captions=("图为登记点。",))
PAGE = GoldPage(1, (GOLD,), ("青澜报", "2023年3月8日"), (), ())


def article(*lines: str, headline: str = "登记点开到六点") -> Article:
    text = "\n".join((headline, *lines))
    offsets = tuple(range(len(text)))
    return Article("d", "a1", text, offsets, ((0, len(text)),), headline, body_start=len(headline) + 1)


def test_an_article_as_printed_is_found() -> None:
    score = score_page(PAGE, [article(*PARAGRAPHS)])

    assert (len(score.pairs), score.whole, score.headlines, score.wrong) == (1, 4, 1, ())
    assert score.ordered == score.read == len(GOLD.text)


def test_captions_and_bylines_may_stand_in_an_article_or_not() -> None:
    score = score_page(PAGE, [article("□ 记者 闻川", *PARAGRAPHS[:2], "图为登记点。", *PARAGRAPHS[2:])])

    assert len(score.pairs) == 1


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((*PARAGRAPHS[2:], *PARAGRAPHS[:2]), "out of order"),
        (PARAGRAPHS[:3], "cut"),
        ((*PARAGRAPHS, "另一篇里的话。" * 5), "merged with other text"),
    ],
)
def test_an_article_out_of_order_cut_or_merged_is_missed(lines: tuple[str, ...], why: str) -> None:
    score = score_page(PAGE, [article(*lines)])

    assert [reason for _, reason in score.missed] == [why]
    assert len(score.wrong) == 1


def test_two_articles_that_share_one_text_count_once() -> None:
    score = score_page(PAGE, [article(*PARAGRAPHS), article(*PARAGRAPHS)])

    assert (len(score.pairs), len(score.wrong)) == (1, 1)


def test_furniture_read_as_an_article_is_wrong_and_a_picture_story_is_not() -> None:
    picture = GoldArticle("1-2", "picture", ("雪后初晴",), ("昨日雪停，孩子们在广场上堆雪人。",))
    page = replace(PAGE, articles=(GOLD, picture))
    found = [
        article(*PARAGRAPHS),
        article("2023年3月8日", headline="青澜报"),
        article(*picture.paragraphs, headline="雪后初晴"),
    ]

    assert [wrong.why for wrong in score_page(page, found).wrong] == ["furniture"]


def test_the_longest_common_subsequence_is_what_the_plain_algorithm_gives() -> None:
    def plain(one: str, other: str) -> int:
        row = [0] * (len(other) + 1)
        for a in one:
            last = 0
            for n, b in enumerate(other, 1):
                last, row[n] = row[n], max(row[n], row[n - 1], last + 1 if a == b else 0)
        return row[-1]

    for one, other in [
        ("", "甲"),
        ("甲乙丙丁", "乙甲丁丙"),
        (PARAGRAPHS[0], PARAGRAPHS[1]),
        ("甲乙" * 40, "乙甲丙" * 30),
    ]:
        assert common_length(one, other) == plain(one, other)


def test_a_wrong_offset_is_counted() -> None:
    right = article(*PARAGRAPHS)

    assert offset_errors(right, right.text) == 0
    assert offset_errors(right, "。" + right.text) > len(right.text) / 2


def test_a_blank_between_latin_words_shows_the_end_of_the_line_that_parted_them() -> None:
    parted = Article("d", "a1", "QING LAN", tuple(range(8)), ((0, 8),), None)

    assert offset_errors(parted, "QING\nLAN") == 0
    assert offset_errors(parted, "QINGXLAN") == 1
