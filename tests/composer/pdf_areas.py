"""A page's type area cut into the areas of its articles: rectangles, and L shapes around another article's corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from tests.composer.pdf_style import Style

Corner = Literal["lower right", "lower left", "upper right"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points, ``y`` running down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    def inset(self, by: float) -> Rect:
        """Return the rectangle made smaller by ``by`` on each side."""
        return Rect(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)


@dataclass(frozen=True, slots=True)
class Area:
    """Where one article goes. ``notch`` is the corner that another article has, with the white around it."""

    rect: Rect
    columns: int  # of the page's grid
    notch: Rect | None = None
    corner: Corner | None = None

    @property
    def size(self) -> float:
        """Size in square points."""
        taken = self.notch.width * self.notch.height if self.notch else 0.0
        return self.rect.width * self.rect.height - taken


@dataclass(frozen=True, slots=True)
class Separator:
    """The line from one end of a cut to the other, in the middle of the white between two areas."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of the page still to be cut, from column ``left`` up to column ``right`` of the grid."""

    left: int
    right: int
    top: float
    bottom: float

    @property
    def columns(self) -> int:
        return self.right - self.left


def cut_areas(rng: Random, style: Style, top: float, bottom: float, count: int) -> tuple[list[Area], list[Separator]]:
    """Cut the page between ``top`` and ``bottom`` into about ``count`` areas, and give the lines between them."""
    areas: list[Area] = []
    lines: list[Separator] = []
    _cut(rng, style, _Field(0, style.columns, top, bottom), count, areas, lines)
    return areas, lines


def _cut(rng: Random, style: Style, field: _Field, count: int, areas: list[Area], lines: list[Separator]) -> None:
    least = style.leading * 15  # a headline and a dozen lines
    height = field.bottom - field.top
    if count == 2 and field.columns >= 3 and height > 2.2 * least and rng.random() < 0.5:
        _cut_corner(rng, style, field, areas, lines)
        return
    across = height - style.gap >= 2 * least
    along = field.columns >= 2
    if count == 1 or not (across or along):
        areas.append(Area(_rect(style, field), field.columns))
        return
    first = count // 2 if rng.random() < 0.6 else rng.randint(1, count - 1)
    share = min(0.72, max(0.28, first / count + rng.uniform(-0.08, 0.08)))
    wide = field.columns * (style.column + style.gutter) / height
    upright = along and (not across or rng.random() < (0.65 if wide > 1.0 else 0.25))
    if upright:
        at = min(field.right - 1, max(field.left + 1, field.left + round(share * field.columns)))
        parts = (replace(field, right=at), replace(field, left=at))
        x = _left(style, at) - style.gutter / 2
        lines.append(Separator(x, field.top, x, field.bottom))
    else:
        at_y = min(field.bottom - style.gap - least, max(field.top + least, field.top + share * height))
        parts = (replace(field, bottom=at_y), replace(field, top=at_y + style.gap))
        rect = _rect(style, field)
        lines.append(Separator(rect.x0, at_y + style.gap / 2, rect.x1, at_y + style.gap / 2))
    for part, number in zip(parts, (first, count - first), strict=True):
        _cut(rng, style, part, number, areas, lines)


def _cut_corner(rng: Random, style: Style, field: _Field, areas: list[Area], lines: list[Separator]) -> None:
    """Give one article a corner of the field and the other the L around it, whose columns are the grid's."""
    corners: tuple[Corner, ...] = ("lower right", "lower left")
    if style.separators == "rules":  # without a rule nobody could tell that the text goes on below the other article
        corners = ("lower right", "lower left", "upper right")
    corner = rng.choice(corners)
    taken = rng.randint(1, max(1, field.columns - 2))
    height = (field.bottom - field.top) * rng.uniform(0.42, 0.58)
    whole = _rect(style, field)
    left = field.left if corner == "lower left" else field.right - taken
    inner = replace(field, left=left, right=left + taken)
    inner = (
        replace(inner, bottom=field.top + height)
        if corner == "upper right"
        else replace(inner, top=field.bottom - height)
    )
    rect = _rect(style, inner)
    x = _left(style, left + taken if corner == "lower left" else left) - style.gutter / 2
    y = rect.y1 + style.gap / 2 if corner == "upper right" else rect.y0 - style.gap / 2
    notch = Rect(
        whole.x0 if corner == "lower left" else x,
        whole.y0 if corner == "upper right" else y - style.gap / 2,
        x if corner == "lower left" else whole.x1,
        y + style.gap / 2 if corner == "upper right" else whole.y1,
    )
    areas.append(Area(whole, field.columns, notch, corner))
    areas.append(Area(rect, taken))
    lines.append(Separator(min(x, notch.x0), y, max(x, notch.x1), y))
    begin, end = (field.top, y) if corner == "upper right" else (y, field.bottom)
    lines.append(Separator(x, begin, x, end))


def _left(style: Style, column: int) -> float:
    return style.sheet.margin + column * (style.column + style.gutter)


def _rect(style: Style, field: _Field) -> Rect:
    """Return a field's rectangle, drawn in at the sides where another area is its neighbour."""
    extra = (style.aside - style.gutter) / 2
    x0 = _left(style, field.left) + (extra if field.left else 0.0)
    x1 = _left(style, field.right) - style.gutter - (extra if field.right < style.columns else 0.0)
    return Rect(x0, field.top, x1, field.bottom)
