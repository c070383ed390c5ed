"""A printed newspaper page to its text in reading order, article by article, and the sections of its articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.ingest.pdf.articles import flows, give_captions, give_jumps
from kg.ingest.pdf.blocks import Block, blocks, body_size, regions
from kg.ingest.pdf.briefs import with_briefs
from kg.ingest.pdf.furniture import sort_out
from kg.ingest.pdf.heads import headings
from kg.ingest.pdf.printed_page import Line, PrintedPage
from kg.ingest.pdf.sections import Stretch, stretches_of, text_of
from kg.records import Section


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its sections. ``furniture`` are the lines by which the page speaks of itself."""

    text: str
    sections: tuple[Section, ...]
    furniture: tuple[str, ...]


def read_articles(page: PrintedPage) -> Reading:
    """Read a page set in columns: its head, its articles from the top, then what belongs to none, and its foot."""
    found = blocks(page)
    em = body_size([line for line in page.lines if not line.vertical and not line.turned] or page.lines)
    sorts = sort_out(page, found, regions(page), em)
    titles, labels = with_briefs(sorts.texts, headings(sorts.heads, sorts.texts, page.rules), page.rules)
    articles, untitled = flows(sorts.texts, titles, page.rules, page.pictures)
    lost_jumps = give_jumps(articles, sorts.jumps)
    lost = give_captions(articles, sorts.captions, page.pictures, em)
    middle = page.height / 2
    top = [b for b in sorts.furniture if b.box.top < middle]
    foot = [b for b in sorts.furniture if b.box.top >= middle]
    others = [*(b for h in (*labels, *untitled) for b in h.blocks), *lost, *lost_jumps, *sorts.adverts]
    turned = [line for line in page.lines if line.turned]
    groups = [
        *_alone(top),
        *(stretches_of(flow) for flow in articles),
        *_alone(sorted(others, key=lambda b: (b.box.top, b.box.left))),
        [Stretch(None, (line,)) for line in turned],
        *_alone(foot),
    ]
    text, sections = text_of(groups)
    return Reading(text, sections, tuple(line.text for b in sorts.furniture for line in b.lines))


def _alone(found: Iterable[Block]) -> list[list[Stretch]]:
    """Return each block that belongs to no article as a group of its own."""
    return [[Stretch(None, b.lines)] for b in found]


def lines_of(page: PrintedPage) -> list[Line]:
    """Return the lines of a page that stand upright, from top to bottom."""
    return [line for line in page.lines if not line.turned]
