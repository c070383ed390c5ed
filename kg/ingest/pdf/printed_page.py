"""A printed page: its lines with their places and type, and the rules, frames and pictures between them.

All places are in points (1/72 inch) from the upper left corner of the page as its text stands upright, x to the right
and y down. It comes from a PDF's text layer, and may as well come from the recognised lines of a picture.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle, as x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Say whether the point lies inside, or no more than ``slack`` outside."""
        return self.left - slack <= x <= self.right + slack and self.top - slack <= y <= self.bottom + slack

    def shared_width(self, other: Box) -> float:
        """Return how much of the x axis both take up."""
        return max(0.0, min(self.right, other.right) - max(self.left, other.left))

    def shared_height(self, other: Box) -> float:
        """Return how much of the y axis both take up."""
        return max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it is printed. ``base`` is the y of its baseline, ``right - left`` its advance.

    ``order`` is its place in the file, which only decides between characters printed at one spot, as the two of a
    ligature are. ``size`` is the height of its em.
    """

    char: str
    left: float
    right: float
    base: float
    size: float
    font: str
    bold: bool
    order: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed, or one column of a headline that is set downwards (``vertical``).

    ``text`` has a blank where the print shows one, whether the file holds it or only leaves room. ``turned`` text
    stands at another angle than the page's.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    vertical: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn or tinted rectangle large enough to hold text."""

    box: Box
    filled: bool


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its size, its lines in no order that means anything, and what is drawn on it."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...] = ()  # thin in one of their two extents
    frames: tuple[Frame, ...] = ()
    pictures: tuple[Box, ...] = ()
    notes: tuple[str, ...] = ()
