"""Heads: a headline, kicker, subtitle or subhead as printed, or a part of a line that is one."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ingest.lines import is_blank
from kg.ingest.page.paragraph import Paragraph
from kg.ingest.words import pattern


@dataclass(frozen=True, slots=True)
class Head:
    """A head or a piece of one: source offsets ``start``/``end`` and its text as printed."""

    start: int
    end: int
    text: str
    paragraph: Paragraph


def shown(text: str) -> str:
    """Return a jump line as printed, its brackets and blanks left out."""
    inner = pattern("brackets").sub("", text)
    return "".join(c for c in inner if not is_blank(c))
