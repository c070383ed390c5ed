"""What the tagger sees of a text: one row of small integers per character, and nothing of its labels.

A *unit* is one paragraph (or headline) of an article with its blanks taken out, because a newspaper column puts blanks
inside names ("易 川") as readily as between them; where a blank stood is kept as a feature of the next character.

For each character: itself (folded), the two-character strings that it ends and begins, the segmenter's word around it
with its place in that word, its class, whether it stands inside quotation marks or title marks, and which names of the
division tables cover it. Training and inference share this module, so that they cannot drift apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

PAD: Final = 0
UNKNOWN: Final = 1
MASKED: Final = 2
FIRST_ID: Final = 3  # ids below this are the three above

# Columns of the matrix that ``encode`` gives.
COLUMNS: Final = ("char", "bigram_left", "bigram_right", "word", "border", "shape", "quote", "blank", "table", "unit")

_OPEN: Final = {"“": 1, "‘": 1, "「": 1, "《": 2, "〈": 2, "（": 4, "(": 4}
_CLOSE: Final = {"”": 1, "’": 1, "」": 1, "》": 2, "〉": 2, "）": 4, ")": 4}
_FINAL: Final = frozenset("。！？；…!?;")
SIZES: Final[Mapping[str, int]] = {"border": 4, "shape": 12, "quote": 8, "blank": 2, "table": 16, "unit": 3}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ids of the characters, two-character strings and words that training saw often enough."""

    chars: Mapping[str, int]
    bigrams: Mapping[str, int]
    words: Mapping[str, int]


@lru_cache(maxsize=1 << 16)
def fold(char: str) -> str:
    """Fold a character to the form the vocabulary knows: half-width, digits as 0, Latin in lower case.

    >>> fold("７"), fold("Ａ"), fold("江")
    ('0', 'a', '江')
    """
    code = ord(char)
    if 0x4E00 <= code < 0xA000:
        return char
    if 0xFF01 <= code < 0xFF5F:
        char = chr(code - 0xFEE0) if chr(code - 0xFEE0).isalnum() else char
    if char.isdigit():
        return "0"
    if char.isascii() and char.isalpha():
        return char.lower()
    return char


@lru_cache(maxsize=1 << 16)
def shape(char: str) -> int:
    """Class of a character as a small integer: Han, numeral, digit, Latin, kinds of punctuation, other."""
    code = ord(char)
    if 0x4E00 <= code < 0xA000 or 0x3400 <= code < 0x4DC0:
        return 1 if char not in "一二三四五六七八九十百千万亿零两〇" else 2
    if char.isdigit():
        return 3
    if char.isalpha():
        return 4
    if char in "“‘「《〈":
        return 5
    if char in "”’」》〉":
        return 6
    if char in "（(":
        return 7
    if char in "）)":
        return 8
    if char in "、·":
        return 9
    if char in _FINAL:
        return 10
    return 11 if unicodedata.category(char).startswith("P") else 0


def borders(words: Sequence[str]) -> Ints:
    """Place of each character in its word: 0 begins, 1 inside, 2 ends, 3 is a word by itself."""
    out: list[int] = []
    for word in words:
        out += _places(len(word))
    return np.array(out, dtype=np.int32)


@cache
def _places(length: int) -> tuple[int, ...]:
    return (3,) if length == 1 else (0, *(1,) * (length - 2), 2)


def quotes(unit: str) -> Ints:
    """Bits for each character: 1 inside quotation marks, 2 inside title marks, 4 inside brackets; marks included."""
    out = np.zeros(len(unit), dtype=np.int32)
    marks = [i for i, char in enumerate(unit) if char in _OPEN or char in _CLOSE]
    depth = {1: 0, 2: 0, 4: 0}
    bits, start = 0, 0  # what holds from ``start`` on
    for i in marks:
        out[start:i] = bits
        char = unit[i]
        if char in _OPEN:
            depth[_OPEN[char]] += 1
        out[i] = sum(bit for bit, level in depth.items() if level)
        if char in _CLOSE:
            bit = _CLOSE[char]
            depth[bit] = max(0, depth[bit] - 1)
        bits, start = sum(bit for bit, level in depth.items() if level), i + 1
    out[start:] = bits
    return out


def encode(
    unit: str,
    words: Sequence[str],
    blanks: Sequence[bool],
    table: Ints,
    vocabulary: Vocabulary,
    *,
    headline: bool,
) -> Ints:
    """Features of one unit, shape ``(len(unit), len(COLUMNS))``.

    ``words`` are the segmenter's words of ``unit`` in order (their lengths sum to its length); ``blanks[i]`` says that
    a blank stood before character ``i``; ``table[i]`` are bits of the division tables (see ``kg.ner.gazetteer``).
    """
    folded = [fold(char) for char in unit]
    n = len(unit)
    out = np.zeros((n, len(COLUMNS)), dtype=np.int32)
    if not n:
        return out
    chars, bigrams = vocabulary.chars, vocabulary.bigrams
    out[:, 0] = [chars.get(char, UNKNOWN) for char in folded]
    pairs = [bigrams.get(left + right, UNKNOWN) for left, right in pairwise(folded)]
    out[1:, 1] = pairs
    out[:-1, 2] = pairs
    plain = "".join(folded)
    position = 0
    of_words: list[int] = []
    for word in words:
        end = position + len(word)
        of_words += [vocabulary.words.get(plain[position:end], UNKNOWN)] * len(word)
        position = end
    out[:, 3] = of_words
    out[:, 4] = borders(words)
    out[:, 5] = [shape(char) for char in unit]
    out[:, 6] = quotes(unit)
    out[:, 7] = blanks
    out[:, 8] = table
    out[:, 9] = 2 if headline else int(unit[-1] in _FINAL or unit[-1] in "”）")
    return out
