"""Headline, other heads and paragraphs of one article to its record: the text in reading order, with source offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ingest.lines import is_blank
from kg.ingest.page.bylines import Piece, find_reporters
from kg.ingest.page.heads import Head, shown
from kg.ingest.page.paragraph import Paragraph, ParagraphKind
from kg.ingest.page.running_text import joined
from kg.ingest.words import pattern
from kg.records import Article


@dataclass(frozen=True, slots=True)
class Parts:
    """What an article is made of. ``others`` are the heads beside the headline, ``flow`` the rest in reading order."""

    headline: Head | None
    others: tuple[Head, ...]
    flow: tuple[Paragraph, ...]
    score: float  # how sure the match of headline to body is


def assemble(source: str, common: Article, parts: Parts) -> Article:
    """Put an article together.

    Args:
        source: the source text, from whose view of the same length the parts were cut.
        common: what all articles of the document share; the rest is filled in, but for the id.
        parts: its parts.
    """
    top = [parts.headline] if parts.headline else []
    heads = [joined(_as_paragraph(head)) for head in (*top, *parts.others)]
    flow = [joined(p) for p in parts.flow if not p.kind.startswith("jump")]
    text, offsets = _below_each_other([*heads, *flow])
    printed = _as_printed(text, offsets, source)
    body_start = sum(len(head) + 1 for head, _ in heads)
    spans = [(h.start, h.end) for h in (*top, *parts.others)] + [(p.start, p.end) for p in parts.flow]
    inner = [*map(_as_paragraph, parts.others), *(p for p in parts.flow if p.kind == "head")]
    subheads = [_as_printed(*joined(p), source) for p in sorted(inner, key=lambda p: p.start)]
    return replace(
        common,
        text=text,
        offsets=offsets,
        ranges=_ranges(source, spans),
        headline=_as_printed(*heads[0], source) if top else None,
        body_start=min(body_start, len(text)),
        subheads=tuple(subheads),
        reporters=find_reporters([Piece(p.kind, joined(p)[0]) for p in parts.flow]),
        continued_from=_continued_from(parts.flow),
        continued_on=_continued_on(parts.flow),
        headline_score=parts.score,
        printed="" if printed == text else printed,
    )


def _as_printed(text: str, offsets: Sequence[int], source: str) -> str:
    """Return ``text`` in the characters that the source has at its offsets; blanks may be inserted ones and stay."""
    return "".join(c if c in " \n" else source[at] for c, at in zip(text, offsets, strict=True))


def _continued_from(flow: Sequence[Paragraph]) -> str | None:
    for p in flow:
        if p.kind == "jump-from":
            return shown(joined(p)[0])
        if p.kind == "body":
            return _inline(pattern("jump-from-opening").match(joined(p)[0]))
    return None


def _continued_on(flow: Sequence[Paragraph]) -> str | None:
    jump = _last(flow, "jump-on")
    if jump:
        return shown(joined(jump)[0])
    body = _last(flow, "body")
    return _inline(pattern("jump-on-closing").search(joined(body)[0])) if body else None


def _last(flow: Sequence[Paragraph], kind: ParagraphKind) -> Paragraph | None:
    return next((p for p in reversed(flow) if p.kind == kind), None)


def _inline(match: re.Match[str] | None) -> str | None:
    return shown(match.group()) if match else None


def _below_each_other(pieces: Sequence[tuple[str, list[int]]]) -> tuple[str, tuple[int, ...]]:
    """Put pieces of text below each other, a newline between; it has the offset just after the character before it."""
    chars: list[str] = []
    offsets: list[int] = []
    for text, at in pieces:
        if chars and text:
            chars.append("\n")
            offsets.append(offsets[-1] + 1)
        chars.extend(text)
        offsets.extend(at)
    return "".join(chars), tuple(offsets)


def _as_paragraph(head: Head) -> Paragraph:
    if len(head.paragraph.lines) > 1:  # a headline that an input sets in several lines; it is never a part of a line
        return replace(head.paragraph, kind="head")
    line = replace(head.paragraph.lines[0], start=head.start, end=head.end, text=head.text)
    return replace(head.paragraph, kind="head", lines=(line,))


def _ranges(source: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(_merged(source, spans))


def _merged(source: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Merge spans that only blanks part."""
    held: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if held and all(map(is_blank, source[held[1] : start])):
            held = (held[0], max(end, held[1]))
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
