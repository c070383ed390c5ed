"""Pieces to one source text: each piece on lines of its own, with the section that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import Section, SectionKind

_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A field or paragraph of an article. ``kind`` is None for what belongs to no article, such as a masthead."""

    kind: SectionKind | None
    text: str
    article: int = 0


def compose(pieces: Iterable[TextPiece], gap: str = "\n") -> tuple[str, tuple[Section, ...]]:
    """Put pieces below each other with ``gap`` between them.

    Returns:
        The source text and the sections in it, in the order of the pieces. A piece of blanks alone is left out, and so
        are the blanks at the ends of each, but the indent of a whole text's first line.
    """
    parts: list[str] = []
    sections: list[Section] = []
    length = 0
    for piece in pieces:
        text = _BLANK_LINES.sub("", piece.text).rstrip() if piece.kind == "text" else piece.text.strip()
        if not text:
            continue
        if parts:
            parts.append(gap)
            length += len(gap)
        if piece.kind is not None:
            sections.append(Section(piece.article, piece.kind, length, length + len(text)))
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(sections)
