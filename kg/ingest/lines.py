"""Source text to lines that are not blank, each with its width in the cells of a fixed-pitch grid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# What ends a sentence, or a line that leads to a list, with what may close after it.
FINAL = re.compile(r"[。！？!?…；;：:][”’」』）)》〉】\]]*$")
FULL_STOP = re.compile(r"[。！？!?…][”’」』）)》〉】\]]*$")
# Variation selectors, joiners and fillers, which Unicode does not class as format characters, and the empty place of an
# object that was pasted with the text.
_INVISIBLE = re.compile(
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufffc]"
)
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. ``start``/``end`` are source offsets, blanks at its ends left out.

    ``width`` counts half-width cells, ``indent`` the cells of blanks before it, ``gap`` the blank lines above it.
    """

    start: int
    end: int
    text: str
    width: int
    indent: int
    gap: int


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of the source text that are not blank, quotation marks counted as wide as its font has them."""
    return _evenest(tuple(_lines(text, 2)), tuple(_lines(text, 1)))


def _evenest(*readings: tuple[Line, ...]) -> tuple[Line, ...]:
    """Choose the reading that makes neighbouring lines most even: fonts set quotation marks full or half width."""

    def even(lines: tuple[Line, ...]) -> int:
        return sum(abs(a.width - b.width) <= 1 for a, b in pairwise(lines) if not b.gap and not FINAL.search(b.text))

    return max(readings, key=even)


def _lines(text: str, quote: int) -> Iterator[Line]:
    """Yield the lines that are not blank; ``quote`` is the width of a quotation mark in cells."""
    gap = begin = 0
    ends = [m.span() for m in _BREAK.finditer(text)] + [(len(text), len(text))]
    for end, after in ends:
        raw = text[begin:end]
        left = next((i for i, c in enumerate(raw) if not is_blank(c)), None)
        if left is None:
            gap += bool(begin < after)
        else:
            right = next(i for i in range(len(raw), 0, -1) if not is_blank(raw[i - 1]))
            shown = raw[left:right]
            yield Line(begin + left, begin + right, shown, _width(shown, quote), _width(raw[:left], quote), gap)
            gap = 0
        begin = after


@lru_cache(4096)
def is_blank(c: str) -> bool:
    """Say whether ``c`` shows nothing: white space, a control or format character, a variation selector, a filler."""
    return c.isspace() or unicodedata.category(c) in ("Cc", "Cf") or bool(_INVISIBLE.match(c))


@lru_cache(16384)
def _cells(c: str) -> int:
    if is_blank(c):
        return 2 if c == "\u3000" else 1
    return 2 if unicodedata.east_asian_width(c) in "WFA" else 1


def _width(text: str, quote: int) -> int:
    return sum(quote if c in "“”‘’" else _cells(c) for c in text)


def is_han(c: str) -> bool:
    """Say whether ``c`` is a Chinese character."""
    return "\u3400" <= c <= "\u9fff" or c > "\uffff" or c == "\u3007"
