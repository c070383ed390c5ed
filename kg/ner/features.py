"""What the tagger sees of a text: one row of small integers per character, and nothing of its labels.

The tagger reads *windows*: the lines of an article one after another, their blanks taken out, because a newspaper
column puts blanks inside names ("易 川") as readily as between them; where a blank stood is kept as a feature of the
next character, and where a line ends a line feed stands.

For each character: itself (folded), the two-character strings that it ends and begins, the longest words of the
vocabulary that begin there, end there and cover it with its place in the last (Ma et al. 2020, SoftLexicon, keeping one
word of each kind), its class, whether it stands inside quotation marks or title marks, and which names of the division
tables cover it. Training and inference share this module, so that they cannot drift apart.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import ahocorasick
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

PAD: Final = 0
UNKNOWN: Final = 1
MASKED: Final = 2
FIRST_ID: Final = 3  # ids below this are the three above

# Columns of the matrix that ``encode`` gives.
COLUMNS: Final = (
    "char", "bigram_left", "bigram_right", "word_begins", "word_ends", "word",
    "border", "shape", "quote", "blank", "table", "line",
)  # fmt: skip
WORDS: Final = slice(3, 6)

_OPEN: Final = {"“": 1, "‘": 1, "「": 1, "《": 2, "〈": 2, "（": 4, "(": 4}
_CLOSE: Final = {"”": 1, "’": 1, "」": 1, "》": 2, "〉": 2, "）": 4, ")": 4}
_FINAL: Final = frozenset("。！？；…!?;")
_ENDING: Final = _FINAL | frozenset("”）")
SIZES: Final[Mapping[str, int]] = {"border": 4, "shape": 12, "quote": 8, "blank": 2, "table": 16, "line": 3}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ids of the characters, two-character strings and words that training saw often enough."""

    chars: Mapping[str, int]
    bigrams: Mapping[str, int]
    words: Mapping[str, int]
    lexicon: Any  # pyahocorasick's automaton over the words of two characters and more

    @classmethod
    def of(cls, chars: Iterable[str], bigrams: Iterable[str], words: Iterable[str]) -> Vocabulary:
        """Number three lists of keys in their order."""
        ids = [{key: i + FIRST_ID for i, key in enumerate(keys)} for keys in (chars, bigrams, words)]
        lexicon = ahocorasick.Automaton()
        for word, number in ids[2].items():
            if len(word) > 1:
                lexicon.add_word(word, (len(word), number))
        if len(lexicon):
            lexicon.make_automaton()
        return cls(ids[0], ids[1], ids[2], lexicon)


@lru_cache(maxsize=2)
def load_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of a trained pipeline, read once for all who need it."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return Vocabulary.of(record["chars"], record["bigrams"], record["words"])


@lru_cache(maxsize=65536)
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


@lru_cache(maxsize=65536)
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


def words_at(folded: str, vocabulary: Vocabulary) -> Ints:
    """Words at each character, shape ``(len(folded), 4)``: the longest that begins, that ends there, that covers it.

    The fourth column is the place in the covering word: 0 begins, 1 inside, 2 ends, 3 no word of two characters covers
    it. Where two words of one length overlap, the later one covers what both do.
    """
    n = len(folded)
    singles = [vocabulary.words.get(char, UNKNOWN) for char in folded]
    begins, ends, covers, places = singles[:], singles[:], singles[:], [3] * n
    if len(vocabulary.lexicon):
        lengths = [1] * n
        hits = sorted((length, last, word) for last, (length, word) in vocabulary.lexicon.iter(folded))
        for length, last, word in hits:  # from short to long, so that the longest is written last
            first = last - length + 1
            if length >= lengths[first]:
                lengths[first] = length
                begins[first] = word
            ends[last] = word
            covers[first : last + 1] = [word] * length
            places[first] = 0
            places[last] = 2
            if length > 2:
                places[first + 1 : last] = [1] * (length - 2)
    return np.array([begins, ends, covers, places], dtype=np.int32).T


def quotes(text: str) -> Ints:
    """Bits for each character: 1 inside quotation marks, 2 inside title marks, 4 inside brackets; marks included.

    A mark that is never closed holds to the end of its line.
    """
    depth = [0] * 5
    bits, now = [], 0
    for char in text:
        if char in _OPEN:
            depth[_OPEN[char]] += 1
            now |= _OPEN[char]
        elif char == "\n":
            depth, now = [0] * 5, 0
        bits.append(now)
        if char in _CLOSE and depth[_CLOSE[char]]:
            depth[_CLOSE[char]] -= 1
            if not depth[_CLOSE[char]]:
                now ^= _CLOSE[char]
    return np.array(bits, dtype=np.int32)


def encode(window: str, blanks: Sequence[int], table: Ints, vocabulary: Vocabulary, *, headline: int) -> Ints:
    """Features of one window, shape ``(len(window), len(COLUMNS))``.

    ``blanks`` are the places before which a blank stood; ``table[i]`` are bits of the division tables (see
    ``kg.ner.gazetteer``); the first ``headline`` characters belong to the headline.
    """
    folded = "".join(map(fold, window))
    n = len(window)
    out = np.zeros((n, len(COLUMNS)), dtype=np.int32)
    if not n:
        return out
    chars, bigrams = vocabulary.chars, vocabulary.bigrams
    out[:, 0] = [chars.get(char, UNKNOWN) for char in folded]
    pairs = [bigrams.get(folded[i : i + 2], UNKNOWN) for i in range(n - 1)]
    out[1:, 1] = pairs
    out[:-1, 2] = pairs
    out[:, 3:7] = words_at(folded, vocabulary)
    out[:, 7] = list(map(shape, window))
    out[:, 8] = quotes(window)
    out[list(blanks), 9] = 1
    out[:, 10] = table
    out[:, 11] = lines(window, headline)
    return out


def lines(window: str, headline: int) -> Ints:
    """Kind of the line of each character: 2 headline, 1 a line that ends like a sentence, 0 another."""
    out = np.full(len(window), 2, dtype=np.int32)
    start = headline
    for line in window[headline:].split("\n"):
        out[start : start + len(line) + 1] = int(line[-1:] in _ENDING)
        start += len(line) + 1
    return out
