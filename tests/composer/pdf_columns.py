"""The columns of a composed article, and the places for lines that pictures and neighbours leave in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.composer.pdf_areas import Rect
from tests.composer.pdf_type import Type


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with the stretches from top to bottom that no picture or other article takes."""

    x: float
    width: float
    stretches: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one line."""

    column: int
    x: float
    y: float  # of the base line


@dataclass(frozen=True, slots=True)
class Setting:
    """How one article's body is set."""

    type: Type
    subhead: Type
    leading: float
    blank_indent: bool
    squeeze: float
    subhead_centred: bool
    subhead_space: bool  # a line is left free above each subhead


def make_columns(rect: Rect, count: int, gutter: float) -> list[Column]:
    """Cut a rectangle into ``count`` columns of one width."""
    each = (rect.width - (count - 1) * gutter) / count
    return [Column(rect.x0 + n * (each + gutter), each, ((rect.y0, rect.y1),)) for n in range(count)]


def without(columns: Sequence[Column], taken: Rect) -> list[Column]:
    """Take a rectangle out of the columns that it covers by more than a hair."""
    found = []
    for column in columns:
        covered = min(column.x + column.width, taken.x1) - max(column.x, taken.x0)
        if covered > 0.1 * column.width:
            parts = [
                p for t, b in column.stretches for p in ((t, min(b, taken.y0)), (max(t, taken.y1), b)) if p[1] > p[0]
            ]
            found.append(replace(column, stretches=tuple(parts)))
        else:
            found.append(column)
    return found


def slots(columns: Sequence[Column], setting: Setting) -> list[Slot]:
    """Return the places for lines in reading order, level with each other in all columns, three or more a stretch."""
    starts = [t for column in columns for t, _ in column.stretches]
    top = min(starts, default=0.0)
    found = []
    for n, column in enumerate(columns):
        for start, bottom in column.stretches:
            row = -int(-(start - top + 0.01) // setting.leading) if start - top > 0.02 else 0
            ys = []
            while (y := top + row * setting.leading + setting.type.size * 0.88) + setting.type.size * 0.14 <= bottom:
                ys.append(y)
                row += 1
            if len(ys) >= 3:
                found += [Slot(n, column.x, y) for y in ys]
    return found
