"""The score of articles cut from composed pages says what is right and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from kg.records import Article, Document, Jump
from tests.benchmarks.articles_from_pages import (
    PageScore,
    document_of,
    pages_from,
    report,
    score_jumps,
    score_page,
    show,
)
from tests.composer.text_pages import MARKS, GoldArticle, GoldIssue, GoldPage, compose


def as_article(document: Document, page: GoldPage, gold: GoldArticle) -> Article:
    """The gold as a found article: every range as it stands, a newline between them."""
    ranges = sorted((r.start, r.end) for r in gold.ranges)
    text = ""
    offsets: list[int] = []
    for start, end in ranges:
        text += ("\n" if text else "") + page.text[start:end]
        offsets += [*([start] if offsets else []), *range(start, end)]
    return Article(document.doc, gold.id, text, tuple(offsets), tuple(ranges), gold.headlines[0])


def perfect(issue: GoldIssue, page: GoldPage) -> PageScore:
    return score_page(
        page, document_of(issue, page), lambda document: [as_article(document, page, gold) for gold in page.articles]
    )


def test_gold_itself_has_a_perfect_score() -> None:
    for seed in range(40):
        issue = compose(seed)
        for page in issue.pages:
            score = perfect(issue, page)
            assert (score.f1, score.offset_errors, score.matched) == (1.0, 0, len(page.articles))
            assert all(outcome.headline for outcome in score.outcomes)


def test_a_page_taken_for_one_article_is_said_to_join_them() -> None:
    issue = next(issue for issue in map(compose, range(100)) if len(issue.pages[0].articles) > 2)
    page = issue.pages[0]

    def whole(document: Document) -> Sequence[Article]:
        return [Article(document.doc, "a1", "", (), ((0, len(page.text)),), None)]

    score = score_page(page, document_of(issue, page), whole)
    assert score.matched == 0
    assert {outcome.miss for outcome in score.outcomes} == {"joined with another"}


def test_wrong_offsets_and_wrong_headlines_are_counted() -> None:
    issue = compose(3)
    page = issue.pages[0]

    def shifted(document: Document) -> Sequence[Article]:
        found = [as_article(document, page, gold) for gold in page.articles]
        return [replace(a, offsets=tuple(i + 1 for i in a.offsets), headline="别的标题") for a in found]

    score = score_page(page, document_of(issue, page), shifted)
    assert score.matched == len(page.articles)
    assert score.offset_errors > 100
    assert not any(outcome.headline for outcome in score.outcomes)


def test_an_article_too_many_costs_precision() -> None:
    issue = compose(4)
    page = next(p for p in issue.pages if any(not r.optional for r in p.none))
    furniture = next((r.start, r.end) for r in page.none if not r.optional)

    def one_more(document: Document) -> Sequence[Article]:
        found = [as_article(document, page, gold) for gold in page.articles]
        return [*found, Article(document.doc, "a99", "", (), (furniture,), None)]

    score = score_page(page, document_of(issue, page), one_more)
    assert score.matched == len(page.articles)
    assert score.predicted == score.matched + 1


def test_run_in_short_news_may_be_found_as_one_article_or_as_many() -> None:
    issue, page = next(
        (issue, page)
        for issue in map(compose, range(400))
        for page in issue.pages
        if any(a.column for a in page.articles)
    )
    items = [gold for gold in page.articles if gold.column == next(a.column for a in page.articles if a.column)]

    def joined(document: Document) -> Sequence[Article]:
        rest = [as_article(document, page, gold) for gold in page.articles if gold not in items]
        ranges = tuple((r.start, r.end) for gold in items for r in gold.ranges)
        return [*rest, Article(document.doc, "column", "", (), ranges, "简讯")]

    score = score_page(page, document_of(issue, page), joined)
    assert score.f1 == 1.0
    assert len(score.outcomes) == len(page.articles) - len(items) + 1


def digest() -> tuple[GoldIssue, GoldPage, GoldArticle]:
    return next(
        (issue, page, gold)
        for issue in map(compose, range(400))
        for page in issue.pages
        for gold in page.articles
        if "digest" in gold.tags and "one-line news" in gold.tags
    )


def cut(page: GoldPage, gold: GoldArticle, places: Sequence[int]) -> list[tuple[tuple[int, int], ...]]:
    """The ranges of an article cut at places in the page."""
    chars = sorted(i for r in gold.ranges for i in range(r.start, r.end))
    borders = [0, *places, len(page.text)]
    return [tuple((i, i + 1) for i in chars if a <= i < b) for a, b in pairwise(borders)]


@pytest.mark.parametrize("at_marks", [True, False])
def test_a_digest_may_be_found_as_its_items_but_not_cut_anywhere_else(at_marks: bool) -> None:
    issue, page, gold = digest()
    spots = sorted(i for r in gold.ranges for i in range(r.start, r.end))
    marks = [i for i in spots if page.text[i] in MARKS and (page.text[i - 1].isspace() or page.text[i - 1] == "\n")]
    places = marks if at_marks else [i + 3 for i in marks]

    def split(document: Document) -> Sequence[Article]:
        rest = [as_article(document, page, other) for other in page.articles if other is not gold]
        pieces = [Article(document.doc, f"p{n}", "", (), r, None) for n, r in enumerate(cut(page, gold, places)) if r]
        return [*rest, *pieces]

    score = score_page(page, document_of(issue, page), split)
    assert len(places) > 2
    assert score.digests == int(at_marks)
    assert (score.f1 == 1.0) == at_marks


def test_joined_jumps_are_scored_against_the_pairs_of_the_issue() -> None:
    issue = next(issue for issue in map(compose, range(200)) if issue.jumps)
    scores = [perfect(issue, page) for page in issue.pages]
    right = [Jump(a, b, c, d, 1.0) for a, b, c, d in issue.jumps]
    assert score_jumps([(issue, scores)], lambda pages: right) == (len(right), len(right), len(right))
    assert score_jumps([(issue, scores)], lambda pages: []) == (0, 0, len(right))
    wrong = [Jump(c, d, a, b, 1.0) for a, b, c, d in issue.jumps]
    assert score_jumps([(issue, scores)], lambda pages: wrong) == (0, len(right), len(right))


def test_report_names_variations_and_show_names_owners() -> None:
    issues = list(pages_from(1, 12))
    scores = [perfect(issue, page) for issue in issues for page in issue.pages]
    assert len(scores) == 12
    assert "F1 1.000" in report(scores)
    assert "byline opening" in report(scores)
    assert scores[0].page.articles[0].id in show(scores[0])
