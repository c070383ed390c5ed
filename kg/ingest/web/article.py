"""One article page of a paper or a news site to the fields of its article.

First the places are asked where the digital newspapers in use show each field (``web.yaml``), then what every page may
have: its title, the part that reads like text, days and page numbers that stand alone in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from kg.ingest.dates.figures import day_in
from kg.ingest.web.main_text import asides_of, is_text, main_element
from kg.ingest.web.page import (
    LONGEST_FIELD,
    MOST_ELEMENTS,
    WebPage,
    body_of,
    lines_outside,
    only,
    page_of_issue,
    value,
    values,
)
from kg.ingest.web.rules import field_rows, web_pattern
from kg.ingest.web.text import blocks, in_one_line
from kg.records import SectionKind

_LONGEST_SUBHEAD = 40  # characters
_LONGEST_BYLINE = 80
_ENDS_SENTENCE = re.compile("[，。；：！？…、,;:]$")


@dataclass(frozen=True, slots=True)
class WebArticle:
    """What a page shows of its article; ``flow`` are the paragraphs, each with its kind, in reading order."""

    headline: str
    kicker: str
    subtitle: str
    byline: str
    flow: tuple[tuple[SectionKind, str], ...]
    date: str | None
    page: int | None
    paper: str | None


def article_of(page: WebPage) -> WebArticle:
    """Read the fields of a page's article; those that it does not show are empty."""
    body = body_of(page)
    asides: frozenset[HtmlElement] = frozenset()
    if body is None:
        asides = asides_of(page.root, page.blocks)
        body = main_element(page.root, page.blocks, asides.union(_caption_elements(page)))
    heads = {"kicker": value(page, "kicker"), "subtitle": value(page, "subtitle")}
    headline, at = _headline(page, heads.values())
    byline = next(filter(None, (_byline(text) for text, _ in values(page, "byline"))), "")
    for text, place in values(page, "deck"):
        if text not in (headline, byline, *heads.values()):
            above = "kicker" if place < at else "subtitle"
            heads[above] = heads[above] or text
    heads = {name: text if text not in (headline, byline) else "" for name, text in heads.items()}
    outside = lines_outside(page, body)
    days = (day_in(text) for text, _ in values(page, "date"))
    return WebArticle(
        headline=headline,
        kicker=heads["kicker"],
        subtitle=heads["subtitle"] if heads["subtitle"] != heads["kicker"] else "",
        byline=byline,
        flow=(*_flow(page, body, asides, {headline, byline, *heads.values()}), *_captions(page, body)),
        date=next(filter(None, days), None) or only(map(day_in, outside)),
        page=page_of_issue(page, body),
        paper=_paper(page),
    )


def _headline(page: WebPage, beside: Collection[str]) -> tuple[str, int]:
    """Return the headline and its place: a named one, the title's words where the page repeats them, or a heading.

    ``beside`` are the lines above and below it, where they are known: none of them is the headline.
    """
    named = next(values(page, "headline"), None)
    if named is not None:
        return named
    by_text = {block.text: page.places[block.holder] for block in reversed(page.blocks)}
    titles = (*(text for text, _ in values(page, "title")), *map(in_one_line, page.markup.titles))
    parts = [part for title in titles for part in _title_parts(title)]
    for part in parts:
        if part in by_text:
            return part, by_text[part]
    for block in page.blocks:
        if block.holder.tag in ("h1", "h2") and not block.linked and block.text not in beside:
            return block.text[:LONGEST_FIELD], page.places[block.holder]
    return (parts[1] if len(parts) > 1 else "".join(parts)), 0


def _title_parts(title: str) -> list[str]:
    """Return a title and then its parts, the longest part first."""
    parts = [part for part in web_pattern("title-part").split(title) if part]
    return [part for part in (title, *sorted(parts, key=len, reverse=True)) if 0 < len(part) <= LONGEST_FIELD]


def _byline(text: str) -> str:
    """Return the names in a line that says who wrote an article, with their roles, or nothing."""
    text = web_pattern("byline-label").sub("", text)
    text = web_pattern("byline-rest").sub("", text).strip(" \u3000（）()[]【】")
    return "" if len(text) > _LONGEST_BYLINE or web_pattern("no-byline").search(text) else text


def _flow(
    page: WebPage, body: HtmlElement | None, asides: frozenset[HtmlElement], heads: Collection[str]
) -> Iterator[tuple[SectionKind, str]]:
    if body is None:
        return
    captions = {inner for element in _caption_elements(page) for inner in element.iter()}
    for block in blocks(body, asides - {body, *body.iterancestors()}):
        if block.text in heads or web_pattern("boilerplate").search(block.text) or (asides and not is_text(block)):
            continue
        if block.holder in captions and body not in captions:
            yield "caption", block.text
        elif (block.heading or block.strong) and _is_subhead(block.text):
            yield "subhead", block.text
        else:
            yield "body", block.text


def _captions(page: WebPage, body: HtmlElement | None) -> Iterator[tuple[SectionKind, str]]:
    """Yield the captions that stand outside the text."""
    within = {body, *body.iter()} if body is not None else set()
    for element in _caption_elements(page):
        inner = set(element.iter())
        if element not in within and body not in inner:
            yield from (("caption", block.text) for block in blocks(element) if is_text(block))


def _caption_elements(page: WebPage) -> list[HtmlElement]:
    """Return the elements of captions, in the order of the page, those inside another left out."""
    found = {element for row in field_rows()["caption"] for element in row.select(page.root)[:MOST_ELEMENTS]}
    outer = [element for element in found if found.isdisjoint(element.iterancestors())]
    return sorted(outer, key=page.places.__getitem__)


def _is_subhead(text: str) -> bool:
    return len(text) <= _LONGEST_SUBHEAD and not _ENDS_SENTENCE.search(text)


def _paper(page: WebPage) -> str | None:
    for text, place in values(page, "paper"):
        match = web_pattern("paper-in-brackets").search(text)
        if match or not place:
            return match["paper"] if match else text
    for title in page.markup.titles:
        if match := web_pattern("paper-in-title").search(in_one_line(title)):
            return match["paper"] or match["dated"]
    return None
