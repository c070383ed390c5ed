"""What the components read of a text: its lines with blanks taken out, and windows of lines.

The segmenter and the rules read *units*: a line each, long ones cut at sentence ends. The tagger reads *windows*: as
many units as fit, so that a name it knows by its title in one sentence is known in the next one too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE
from spacy.tokens import Doc

LIMIT: Final = 240  # characters of a unit
WINDOW: Final = 480  # characters of a window; what the training data is cut to as well
_STOPS: Final = frozenset("。！？；")
_CLOSERS: Final = frozenset("”’）》")


@dataclass(frozen=True, slots=True)
class Unit:
    """``text`` has no blanks; ``positions[i]`` is the offset of ``text[i]`` in the text that was cut."""

    text: str
    positions: tuple[int, ...]
    headline: bool

    @property
    def blanks(self) -> list[bool]:
        """Whether a blank stood before each character."""
        before = (self.positions[0] - 1, *self.positions) if self.positions else ()
        return [here - last > 1 for last, here in zip(before, self.positions, strict=False)]


def cut_units(text: str) -> tuple[Unit, ...]:
    r"""Units of a text in order. The first line counts as a headline.

    >>> [(u.text, u.headline) for u in cut_units("路灯亮了\n记者 易 川报道")]
    [('路灯亮了', True), ('记者易川报道', False)]
    """
    units: list[Unit] = []
    start, first = 0, True
    for line in text.split("\n"):
        kept = [start + i for i, char in enumerate(line) if not char.isspace()]
        start += len(line) + 1
        if kept:
            units += [Unit("".join(text[i] for i in piece), tuple(piece), first) for piece in _pieces(text, kept)]
            first = False
    return tuple(units)


@dataclass(frozen=True, slots=True)
class Window:
    """Units in a row, a line feed where a line ends; ``positions`` as of a unit.

    A blank stood before each of ``blanks``; the first ``headline`` characters are the headline's.
    """

    text: str
    positions: tuple[int, ...]
    blanks: tuple[int, ...]
    headline: int


def cut_windows(text: str, limit: int = WINDOW) -> tuple[Window, ...]:
    r"""Windows of a text in order; every character that is no blank stands in one of them.

    >>> [(w.text, w.blanks, w.headline) for w in cut_windows("路灯亮了\n记者 易 川报道")]
    [('路灯亮了\n记者易川报道', (7, 8), 5)]
    """
    return windows_of(cut_units(text), text, limit)


def windows_of(units: Iterable[Unit], text: str, limit: int = WINDOW) -> tuple[Window, ...]:
    """Windows of the units of a text, where they are cut already."""
    windows: list[Window] = []
    group: list[Unit] = []
    size = 0
    for unit in units:
        if group and size + len(unit.text) >= limit:
            windows.append(_joined(group, text))
            group, size = [], 0
        group.append(unit)
        size += len(unit.text) + 1
    return (*windows, _joined(group, text)) if group else ()


def _joined(units: list[Unit], text: str) -> Window:
    parts: list[str] = []
    positions: list[int] = []
    blanks: list[int] = []
    for unit in units:
        first = unit.positions[0]
        if positions:
            feed = text.find("\n", positions[-1], first)
            if feed >= 0:
                parts.append("\n")
                positions.append(feed)
        before = first
        for place, position in enumerate(unit.positions, len(positions)):
            if position - before > 1:
                blanks.append(place)
            before = position
        parts.append(unit.text)
        positions.extend(unit.positions)
    headline = len(units[0].text) + (len(units) > 1) if units[0].headline else 0
    return Window("".join(parts), tuple(positions), tuple(blanks), headline)


def _pieces(text: str, kept: list[int]) -> list[list[int]]:
    pieces: list[list[int]] = []
    while len(kept) > LIMIT:
        cut = LIMIT
        for i in range(LIMIT - 1, 0, -1):
            if text[kept[i]] in _STOPS:
                cut = i + 1
                while cut < LIMIT and text[kept[cut]] in _CLOSERS:
                    cut += 1
                break
        pieces.append(kept[:cut])
        kept = kept[cut:]
    return [*pieces, kept]


def tokens_of_characters(doc: Doc, text: str) -> npt.NDArray[np.int64]:
    """Index of the token that holds each character of ``text``, the text of ``doc``; -1 for blanks.

    Tokens are single characters.
    """
    out = np.full(len(text), -1, dtype=np.int64)
    solid: Any = [i for i, char in enumerate(text) if not char.isspace()]
    out[solid] = np.flatnonzero(doc.to_array([IS_SPACE]).ravel() == 0)
    return out
