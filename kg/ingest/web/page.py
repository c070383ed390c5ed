"""A parsed page, ready to be asked: for the values of a field, its text, the number that it prints of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TypeVar

from lxml.html import HtmlElement

from kg.ingest.dates.figures import page_in, printed_page_in
from kg.ingest.web.linked_data import article_data
from kg.ingest.web.markup import Markup
from kg.ingest.web.rules import WebField, field_rows
from kg.ingest.web.text import Block, blocks, in_one_line, line

Found = TypeVar("Found")

LONGEST_FIELD = 300
MOST_ELEMENTS = 50  # that one row may find
_LONGEST_LINE = 80
_PROPERTY = re.compile(r"<([\w-]{1,40})>([^<]{0,2000}|<p>[^<]{0,2000}</p>)</\1>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A parsed page: its tree, its paragraphs, what it says for machines, and the place of each element in the tree."""

    markup: Markup
    blocks: tuple[Block, ...]
    properties: Mapping[str, str]
    places: Mapping[HtmlElement, int]

    @property
    def root(self) -> HtmlElement:
        """The root of the tree."""
        return self.markup.root


def page_of(markup: Markup) -> WebPage:
    """Return a page ready to be asked."""
    places = {element: n for n, element in enumerate(markup.root.iter())}
    return WebPage(markup, tuple(blocks(markup.root)), _properties(markup), places)


def body_of(page: WebPage) -> HtmlElement | None:
    """Return the element that a known layout names as the text, if there is one that is not empty."""
    elements = (element for row in field_rows()["body"] for element in row.select(page.root))
    return next((element for element in elements if blocks(element)), None)


def page_of_issue(page: WebPage, body: HtmlElement | None = None) -> int | None:
    """Return the number of the page of the issue, where the page names it or one number alone outside ``body``."""
    named = (page_in(text) for text, _ in values(page, "page"))
    printed = (printed_page_in(text) for text in lines_outside(page, body))
    return next(filter(None, named), None) or only(printed)


def values(page: WebPage, name: WebField) -> Iterator[tuple[str, int]]:
    """Yield what the rows of a field give, each with the place of its element in the tree (0 where it has none)."""
    for row in field_rows()[name]:
        if row.named is not None:
            found = [(in_one_line(page.properties.get(row.named, "")), 0)]
        else:
            elements = row.select(page.root)[:MOST_ELEMENTS]
            found = [(_said_by(element), page.places[element]) for element in elements]
        yield from ((text, place) for text, place in found if 0 < len(text) <= LONGEST_FIELD)


def value(page: WebPage, name: WebField) -> str:
    """Return the first value of a field, or nothing."""
    return next((text for text, _ in values(page, name)), "")


def _said_by(element: HtmlElement) -> str:
    if element.tag == "meta":
        return in_one_line(element.get("content") or "")
    return in_one_line(element.get("datetime") or "") or line(element)


def _properties(markup: Markup) -> dict[str, str]:
    """Return what linked data and the comment ``enpproperty`` say, by name."""
    found = {f"ld:{name}": value for name, value in article_data(markup.data).items()}
    for comment in markup.comments:
        if comment.lstrip().startswith("enpproperty"):
            for match in _PROPERTY.finditer(comment):
                value = unescape(match[2].removeprefix("<p>").removesuffix("</p>")).strip()
                if value:
                    found.setdefault(match[1].lower(), value)
    return found


def lines_outside(page: WebPage, body: HtmlElement | None) -> list[str]:
    """Return the short lines of the page outside ``body`` that are no links: among them what it says of itself."""
    within = set(body.iter()) if body is not None else set()
    return [b.text for b in page.blocks if not b.linked and len(b.text) <= _LONGEST_LINE and b.holder not in within]


def only(found: Iterable[Found | None]) -> Found | None:
    """Return what is found, if it is the same wherever something is."""
    different = {each for each in found if each is not None}
    return different.pop() if len(different) == 1 else None
