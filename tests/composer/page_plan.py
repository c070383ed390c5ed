"""The plan of an issue as records: what stands on its pages, before it is set in lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tests.composer.page_style import HeadPart, Style

Role = Literal["body", "subhead", "byline", "caption", "box", "sign", "jump", "section"]
At = Literal["break", "paragraph", "start", "end"]
Form = Literal["plain", "bullet", "bracket"]
Heads = dict[HeadPart, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of an article; ``before`` and ``after`` are jump lines that stand on its lines."""

    role: Role
    text: str
    before: str = ""
    after: str = ""
    optional: bool = False  # whether it belongs to the article is a matter of taste
    flush: bool = False  # goes on in the middle of a paragraph, so it has no indent


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines that belong to no article: furniture, advertisements; ``optional`` where one might say otherwise."""

    lines: tuple[str, ...]
    kind: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Inset:
    """What interrupts the text of an article: a caption or a box of its own, or what is none of it."""

    at: At
    blocks: tuple[Block, ...] = ()
    strip: Strip | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An article on one page, or the part of it that stands there; ``heads`` are the lines of its head as printed."""

    id: str
    story: str  # id in the stock, or "" where it is not of the stock
    heads: Heads
    accepted: tuple[str | None, ...]  # what may count as the headline; None where there may be none
    blocks: tuple[Block, ...]
    heads_first: bool
    widths: tuple[float, ...]  # of its columns, in Han characters
    seed: int
    insets: tuple[Inset, ...] = ()
    tail: tuple[Block, ...] = ()  # a box between body and head, or below the article
    reporters: tuple[str, ...] = ()
    continued_from: str | None = None
    continued_on: str | None = None
    column: str | None = None  # id of the column of short news whose items one may also take for one article
    mark: str = ""  # in front of the headline of an item
    tags: frozenset[str] = frozenset()

    @property
    def starts_with_head(self) -> bool:
        """Whether the first thing a reader meets is a head."""
        return self.heads_first and bool(self.heads)

    @property
    def ends_with_head(self) -> bool:
        """Whether the last thing a reader meets is a head."""
        return not self.heads_first and bool(self.heads)


@dataclass(frozen=True, slots=True)
class Twins:
    """Neighbours whose headlines stand on one line, before or after their bodies."""

    parts: tuple[Part, ...]
    heads_first: bool


@dataclass(frozen=True, slots=True)
class Column:
    """Short news under the name of a section; each item is an article."""

    name: str
    form: Form
    parts: tuple[Part, ...]


Item = Part | Twins | Column | Strip


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: what stands on it, in the order in which the reader gives it."""

    number: int
    section: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """One issue; ``jumps`` are (page, part) that goes on as (page, part)."""

    seed: int
    paper: str
    date: date
    style: Style
    pages: tuple[PagePlan, ...]
    jumps: tuple[tuple[int, str, int, str], ...]


def parts_of(page: PagePlan) -> list[Part]:
    """All parts on a page, those inside others too."""
    found: list[Part] = []
    for item in page.items:
        group = item.parts if isinstance(item, Twins | Column) else (item,) if isinstance(item, Part) else ()
        for part in group:
            found += [part, *(inset.part for inset in part.insets if inset.part)]
    return found
