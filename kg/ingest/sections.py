"""Sections to the parts of articles: what an input itself shows of its articles is taken as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kg.ingest.lines import Line, lines_of
from kg.ingest.page.assembly import Parts
from kg.ingest.page.heads import Head
from kg.ingest.page.line_kinds import line_kind
from kg.ingest.page.paragraph import Paragraph, ParagraphKind
from kg.ingest.page.parts import paragraphs_of_article
from kg.ingest.words import pattern
from kg.records import Section, SectionKind

_KINDS: dict[SectionKind, ParagraphKind] = {"subhead": "head", "byline": "byline", "caption": "body", "body": "body"}


def parts_of_sections(source: str, sections: Sequence[Section]) -> Iterator[Parts]:
    """Yield the parts of each article that the sections of a document name, by the articles' numbers.

    Args:
        source: the source text.
        sections: in reading order.
    """
    for _, own in groupby(sorted(sections, key=lambda section: section.article), key=lambda section: section.article):
        parts = _parts(source, list(own))
        if parts.headline or parts.flow:
            yield parts


def _parts(source: str, sections: Sequence[Section]) -> Parts:
    named = [s for s in sections if s.kind == "headline"]
    headlines = [head for s in named for head in _heads(source, s)]
    others = [head for s in sections if s.kind in ("kicker", "subtitle") for head in _heads(source, s)]
    flow: list[Paragraph] = []
    for section in sections:
        if section.kind == "text":
            flow += _in_text(source, section)
        elif section.kind in _KINDS:
            flow += _paragraph(source, section, _KINDS[section.kind])
    if not headlines:  # the text may begin with it
        first = next((n for n, p in enumerate(flow) if p.kind != "head"), len(flow))
        top = [_head(p) for p in flow[:first]]
        able = [head for head in top if not pattern("subtitle").match(head.text)]
        if able and any(s.kind == "text" for s in sections):
            headlines, others = able[:1], [*others, *(head for head in top if head is not able[0])]
            flow = flow[first:]
    score = min((s.score for s in named), default=1.0 if headlines else 0.0)
    return Parts(headlines[0] if headlines else None, (*headlines[1:], *others), tuple(flow), score)


def _heads(source: str, section: Section) -> list[Head]:
    return [_head(p) for p in _paragraph(source, section, "head")]


def _head(p: Paragraph) -> Head:
    return Head(p.start, p.end, " ".join(line.text for line in p.lines), p)


def _paragraph(source: str, section: Section, kind: ParagraphKind) -> list[Paragraph]:
    """Return the one paragraph that a section is, or none where it holds nothing but blanks."""
    lines = _moved(lines_of(source[section.start : section.end]), section.start)
    if not lines:
        return []
    jump = line_kind(lines[0].text) if len(lines) == 1 and kind == "body" else None
    return [Paragraph(jump if jump in ("jump-from", "jump-on") else kind, lines)]


def _in_text(source: str, section: Section) -> list[Paragraph]:
    """Return the paragraphs of a whole text, moved to their place in the source."""
    found = paragraphs_of_article(source[section.start : section.end])
    return [replace(p, lines=_moved(p.lines, section.start)) for p in found]


def _moved(lines: Sequence[Line], by: int) -> tuple[Line, ...]:
    return tuple(replace(line, start=line.start + by, end=line.end + by) for line in lines)
