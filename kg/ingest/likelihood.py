"""How likely a text is as Chinese, from how often Chinese uses each of its characters.

Bytes read in a wrong encoding give rare characters, so of two readings of the same bytes the likelier one is right.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

from kg.rows import rows

_ASCII = -4.0  # all weights are natural logarithms of a character's share of all characters
_WIDE_BLANK = -6.0
_LEVEL_1, _LEVEL_2, _IDEOGRAPH, _OTHER, _NONE = -13.0, -14.5, -16.0, -16.0, -20.0
_LEVELS = (("gb2312", 0xB0, 0xD7, 0xF7), ("big5", 0xA4, 0xC6, 0xF9))  # lead bytes: level 1 from, to; level 2 to


def log_likelihood(text: str) -> float:
    """Return the logarithm of how likely ``text`` is, its characters taken as drawn by themselves."""
    return sum(weight(c) * count for c, count in Counter(text).items())


def mean_weight(text: str) -> float:
    """Return the mean weight of the characters of ``text`` beyond ASCII, or 0 if it has none."""
    beyond = Counter({c: count for c, count in Counter(text).items() if c > "\x7f"})
    return sum(weight(c) * count for c, count in beyond.items()) / beyond.total() if beyond else 0.0


@cache
def weight(c: str) -> float:
    """Return the logarithm of the share that ``c`` has in Chinese text."""
    if (known := _known().get(c)) is not None:
        return known
    if c < "\x80":
        return _ASCII if c >= " " or c.isspace() else _NONE
    if c == "\u3000":
        return _WIDE_BLANK
    if "\u4e00" <= c <= "\u9fff":
        return _level(c)
    if unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs"):
        return _NONE
    return _OTHER


def _level(c: str) -> float:
    """Return the weight of an ideograph that our articles do not use, by the level it has in the national sets."""
    best = _IDEOGRAPH
    for name, first, last, last_2 in _LEVELS:
        try:
            lead = c.encode(name)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return _LEVEL_1
        if lead <= last_2:
            best = _LEVEL_2
    return best


@cache
def _known() -> dict[str, float]:
    return {c: float(row["weight"]) for row in rows("lexicon/character_weights.tsv") for c in row["characters"]}
