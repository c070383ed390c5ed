"""The articles that pages are composed of, as records: our own texts, with bylines parsed away.

``stock.jsonl`` holds one article a line. Bylines are not in the text, so that a composer can print them in any form it
likes: ``reporters`` says who wrote the article, where the text said so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

STOCK = Path(__file__).resolve().parent / "stock.jsonl"

Role = Literal["记者", "通讯员", "实习生"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Someone a byline names, without blanks in the name."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, without indent; or a subhead (小标题) on a line of its own."""

    text: str
    subhead: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A small text set apart (链接, 名词解释, 小贴士) that belongs to an article; ``heads`` are its label and title."""

    heads: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the stock; ``kicker`` (引题) stands above its headline, ``subtitle`` (副题) below it."""

    id: str
    headline: str
    paragraphs: tuple[Paragraph, ...]
    reporters: tuple[Reporter, ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    signature: tuple[str, ...] = ()  # who issues a notice, and its date, on lines of their own at the end
    captions: tuple[str, ...] = ()  # of its pictures, each one sentence, without who took it
    box: Box | None = None
    genre: str = ""
    place: str = ""  # the district it is about, in full
    date: str | None = None  # ISO date of the issue it was written for

    @property
    def length(self) -> int:
        """Number of characters in the body."""
        return sum(len(paragraph.text) for paragraph in self.paragraphs)


def _story(row: dict[str, Any]) -> Story:
    box = row.get("box")
    return Story(
        id=row["id"],
        headline=row["headline"],
        paragraphs=tuple(Paragraph(p["text"], p.get("subhead", False)) for p in row["paragraphs"]),
        reporters=tuple(Reporter(name, role) for name, role in row.get("reporters", [])),
        kicker=row.get("kicker"),
        subtitle=row.get("subtitle"),
        signature=tuple(row.get("signature", [])),
        captions=tuple(row.get("captions", [])),
        box=Box(tuple(box["heads"]), tuple(box["paragraphs"])) if box else None,
        genre=row.get("genre", ""),
        place=row.get("place", ""),
        date=row.get("date"),
    )


@cache
def load_stock() -> tuple[Story, ...]:
    """Return all stories, sorted by id."""
    lines = STOCK.read_text(encoding="utf-8").splitlines()
    return tuple(sorted((_story(json.loads(line)) for line in lines), key=lambda story: story.id))
