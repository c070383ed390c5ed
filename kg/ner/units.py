"""The units that segmenter and tagger read: the lines of a text, blanks taken out, long ones cut at sentence ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE
from spacy.tokens import Doc

LIMIT: Final = 240  # characters; what the training data's units are cut to as well
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


def tokens_of_characters(doc: Doc) -> npt.NDArray[np.int64]:
    """Index of the token that holds each character of ``doc.text``; -1 for blanks. Tokens are single characters."""
    text = doc.text
    out = np.full(len(text), -1, dtype=np.int64)
    solid: Any = [i for i, char in enumerate(text) if not char.isspace()]
    out[solid] = np.flatnonzero(doc.to_array([IS_SPACE]).ravel() == 0)
    return out
