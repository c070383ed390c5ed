"""What a composed PDF page is made of, lines of type and shapes, and what is known of it: the gold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.composer.pdf_areas import Rect
from tests.composer.pdf_type import Line

Role = Literal[
    "headline", "kicker", "subtitle", "byline", "subhead", "body", "caption", "box", "jump", "furniture", "advert"
]
ShapeKind = Literal["rule", "dots", "frame", "tint", "photo"]
GoldKind = Literal["article", "brief", "picture"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that were set as one: a head, one column's part of a body, a caption."""

    role: Role
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A line or a filled or framed rectangle. ``grey``: 0 is black, 1 white."""

    kind: ShapeKind
    rect: Rect
    grey: float = 0.0
    weight: float = 0.5


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article of a page. All texts are as printed but without blanks.

    ``paragraphs`` are its body in reading order, subheads and bylines within a paragraph included. ``loose`` texts
    belong to it but may be left out or stand anywhere: kicker, subtitle, bylines and jump lines of their own. So may
    captions and boxes. A "picture" (a picture with headline and caption) and a box may be read as articles or not.
    """

    id: str
    kind: GoldKind
    headlines: tuple[str, ...]  # acceptable
    paragraphs: tuple[str, ...]
    loose: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()  # title and text
    features: tuple[str, ...] = ()
    continued_from: str | None = None
    continued_on: str | None = None

    @property
    def text(self) -> str:
        """The body in reading order."""
        return "".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class GoldPage:
    """What is known of one page. ``furniture`` and ``adverts`` are texts that belong to no article."""

    number: int
    articles: tuple[GoldArticle, ...]
    furniture: tuple[str, ...]
    adverts: tuple[str, ...]
    variations: tuple[str, ...]


@dataclass(slots=True)
class Sheetful:
    """A page while it is being composed."""

    blocks: list[Block] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    articles: list[GoldArticle] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    adverts: list[str] = field(default_factory=list)

    def add(self, role: Role, *lines: Line) -> None:
        """Add a block of lines."""
        if lines:
            self.blocks.append(Block(role, tuple(lines)))


def squashed(text: str) -> str:
    """Return ``text`` without its blanks."""
    return "".join(text.split())
