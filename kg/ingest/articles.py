"""Documents to articles: headline, kickers, body in reading order, each character with its source offset."""

from __future__ import annotations

from dataclasses import replace

from kg.ingest.dates.issue_date import issue_date
from kg.ingest.home import guess_home
from kg.ingest.page.assembly import assemble
from kg.ingest.page.number import page_number
from kg.ingest.page.parts import parts_of_page
from kg.ingest.sections import parts_of_sections
from kg.ingest.view import reading_view
from kg.records import Article, Document


def split_articles(document: Document) -> tuple[Article, ...]:
    """Cut a document into its articles, in source order.

    A document without a body of text, one of headlines alone, is one article; one of page furniture alone is none.
    Date and home are the document's, else found in its text, with their basis.

    Raises:
        ModelError: the network that reads pages is missing.
    """
    view = reading_view(document.text)
    common = _common(document, view)
    parts = parts_of_sections(view, document.sections) if document.sections else parts_of_page(view)
    articles = [assemble(document.text, common, each) for each in parts]
    articles.sort(key=lambda article: article.ranges[0])
    return tuple(replace(article, id=f"a{n}") for n, article in enumerate(articles, 1))


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
