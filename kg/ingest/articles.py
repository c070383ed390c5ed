"""Documents to articles: headline, kickers, body in reading order, each character with its source offset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ingest.assembly import Parts, assemble
from kg.ingest.cuts import Cut, Page, cut, parse
from kg.ingest.dates import issue_date
from kg.ingest.headlines import Head, Heads, match_headlines
from kg.ingest.home import guess_home
from kg.ingest.layout import paragraphs
from kg.ingest.page_number import page_number
from kg.ingest.paragraph import Paragraph
from kg.ingest.sections import parts_of_sections
from kg.ingest.view import reading_view
from kg.records import Article, Document


def split_articles(document: Document) -> tuple[Article, ...]:
    """Cut a document into its articles, in source order.

    A document without a body of text, one of headlines alone, is one article; one of page furniture alone is none.
    Date and home are the document's, else found in its text, with their basis.
    """
    view = reading_view(document.text)
    common = _common(document, view)
    parts = parts_of_sections(view, document.sections) if document.sections else _parts_of_page(view)
    articles = [assemble(document.text, common, each) for each in parts]
    articles.sort(key=lambda article: article.ranges[0])
    return tuple(replace(article, id=f"a{n}") for n, article in enumerate(articles, 1))


def _parts_of_page(text: str) -> Iterator[Parts]:
    found = paragraphs(text)
    page = parse(found)
    cuts, after = cut(page)
    if len(cuts) == 1:  # an article by itself: what stands under it, such as who edited it, is its own
        page = parse(_with_foot(found))
        cuts, after = cut(page)
    heads = [Head(p.start, p.end, p.lines[0].text, p) for p in found if p.kind == "head"]
    if cuts:
        for own, its in zip(cuts, match_headlines(page, cuts, after), strict=True):
            yield _parts(page, own, its)
    elif heads:
        yield Parts(heads[0], tuple(heads[1:]), (), 1.0)


def _parts(page: Page, own: Cut, heads: Heads) -> Parts:
    gaps = page.gaps[own.begin : own.end + 1]
    inside = [p for gap in gaps[1:-1] for p in (*gap.closing, *gap.heads, *gap.opening)]
    bodies = page.bodies[own.begin : own.end]
    flow = sorted([*gaps[0].opening, *inside, *bodies, *gaps[-1].closing], key=lambda p: p.start)
    return Parts(heads.headline, heads.others, tuple(flow), heads.score)


def _with_foot(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with the furniture below the last body paragraph made body."""
    last = max((n for n, p in enumerate(found) if p.kind == "body"), default=0)
    return [replace(p, kind="body") if n > last and p.kind == "furniture" else p for n, p in enumerate(found)]


def _common(document: Document, view: str) -> Article:
    """Return an empty article with what all articles of the document share."""
    date, basis = document.date, document.date_basis
    if date is None:
        date, basis = issue_date(view)
    home, home_basis = document.home, "given"
    if home is None:
        home, home_basis = guess_home(view)
    return Article(
        doc=document.doc,
        id="",
        text="",
        offsets=(),
        ranges=(),
        headline=None,
        date=date,
        date_basis=basis,
        paper=document.paper,
        home=home,
        home_basis=home_basis,
        page=document.page or (printed.number if (printed := page_number(document)) else None),
    )
