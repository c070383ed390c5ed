"""How one composed PDF page looks and how its file is made: everything that varies, drawn from the seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.composer.pdf_type import Face, FontSet, Type, type_of

Separators = Literal["rules", "dots", "white"]
Order = Literal["articles", "columns", "headlines", "shuffled", "rows"]
Pieces = Literal["glyphs", "words", "lines"]
Boxes = Literal["plain", "rotated", "offset", "cropped"]
Adverts = Literal["none", "strip", "classified", "poster"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper with what suits it. Lengths in points, ranges inclusive."""

    name: str
    width: float
    height: float
    margin: float
    columns: tuple[int, ...]  # of the page's own grid
    body: tuple[float, ...]  # sizes of body type
    articles: tuple[int, int]
    lead: tuple[float, float]  # size of the largest headline


SHEETS = (
    Sheet("A4", 595, 842, 36, (3, 4), (8, 8.5, 9), (4, 5), (22, 30)),
    Sheet("A3", 842, 1191, 42, (4, 5, 6), (8.5, 9, 9.5), (5, 8), (30, 42)),
    Sheet("tabloid", 780, 1106, 44, (4, 5), (8.5, 9, 9.5, 10), (4, 7), (28, 40)),
    Sheet("broadsheet", 1105, 1545, 56, (5, 6, 7, 8), (9, 9.5, 10, 10.5, 11), (6, 8), (40, 56)),
)


@dataclass(frozen=True, slots=True)
class Style:
    """One page's look (``sheet`` to ``adverts``) and the making of its file (``order`` to ``pad``)."""

    sheet: Sheet
    columns: int
    gutter: float  # between the columns of an article
    gap: float  # between two articles, one above the other
    aside: float  # between two articles side by side
    body_size: float
    leading: float
    fonts: FontSet
    separators: Separators
    column_rules: bool  # hairlines between the columns of one article too
    blank_indent: bool  # two ideographic blanks begin a paragraph; else it is moved in and no blank is printed
    squeeze: float  # ems by which a closing mark may overhang before it is carried down
    shadow: bool  # large headlines are printed twice, a hair apart
    adverts: Adverts
    order: Order
    pieces: Pieces
    boxes: Boxes
    rotate: int  # degrees
    pad: tuple[float, float]  # where the lower left corner of the page lies in user space

    @property
    def measure(self) -> float:
        """Width of the type area."""
        return self.sheet.width - 2 * self.sheet.margin

    @property
    def column(self) -> float:
        """Width of one column of the page's grid."""
        return (self.measure - (self.columns - 1) * self.gutter) / self.columns

    def type(self, face: Face, size: float, *, bold: bool = False, grey: float = 0.0) -> Type:
        """Return a face of the page's fonts in a size; a Hei that is small is bold as it is."""
        heavy = bold and not (face == "hei" and self.fonts != "cid" and size < 14)
        return type_of(self.fonts, face, size, bold=heavy, grey=grey)

    @property
    def body(self) -> Type:
        """The type of running text."""
        return self.type("song", self.body_size)

    def names(self) -> tuple[str, ...]:
        """Return the variations by name, for a breakdown of scores."""
        flags = {"column rules": self.column_rules, "blank indent": self.blank_indent, "shadow": self.shadow}
        return (
            f"sheet: {self.sheet.name}",
            f"grid: {self.columns}",
            f"fonts: {self.fonts}",
            f"separators: {self.separators}",
            f"order: {self.order}",
            f"pieces: {self.pieces}",
            f"boxes: {self.boxes}",
            f"adverts: {self.adverts}",
            *(f"page: {name}" for name, held in flags.items() if held),
        )


def draw_style(rng: Random) -> Style:
    """Draw a style; every combination of sheet, separators, order, pieces and boxes can come."""
    sheet = rng.choices(SHEETS, (20, 30, 20, 30))[0]
    size = rng.choice(sheet.body)
    columns = rng.choice([n for n in sheet.columns if (sheet.width - 2 * sheet.margin) / n >= 11 * size])
    separators: Separators = rng.choices(("rules", "dots", "white"), (50, 12, 38))[0]
    gutter = round(size * rng.choice((1.2, 1.5, 1.8)), 1)
    leading = round(size * rng.choice((1.35, 1.45, 1.55, 1.65)), 1)
    boxes: Boxes = rng.choices(("plain", "rotated", "offset", "cropped"), (55, 15, 15, 15))[0]
    return Style(
        sheet=sheet,
        columns=columns,
        gutter=gutter,
        gap=round(leading * rng.choice((1.2, 1.5, 1.9)), 1),
        aside=round(
            gutter * (rng.choice((1.3, 1.6, 2.0)) if separators != "white" else rng.choice((1.4, 1.8, 2.2))), 1
        ),
        body_size=size,
        leading=leading,
        fonts=rng.choices(("cid", "embedded", "mixed"), (35, 45, 20))[0],
        separators=separators,
        column_rules=separators != "white" and rng.random() < 0.12,
        blank_indent=rng.random() < 0.45,
        squeeze=rng.choice((0.0, 0.6)),
        shadow=rng.random() < 0.08,
        adverts=rng.choices(("none", "strip", "classified", "poster"), (45, 25, 15, 15))[0],
        order=rng.choices(("articles", "columns", "headlines", "shuffled", "rows"), (35, 20, 15, 20, 10))[0],
        pieces=rng.choices(("glyphs", "words", "lines"), (30, 35, 35))[0],
        boxes=boxes,
        rotate=rng.choice((90, 180, 270)) if boxes == "rotated" else 0,
        pad=(rng.choice((-120.0, 36.5, 200.0)), rng.choice((-300.0, 48.25, 150.0)))
        if boxes == "offset"
        else (0.0, 0.0),
    )
