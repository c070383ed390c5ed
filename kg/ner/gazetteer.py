"""Names of the division tables in a text: provinces, cities, counties, subdistricts and towns, in full and in short.

The tables cover all of China, so a hit is a hint and no proof: 东风 is a town, and a wind. The tagger reads the hits
as features; ``kg.ner.rules`` uses only those that the text around them confirms.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import ahocorasick
import numpy as np

from kg.ner.features import Ints
from kg.rows import rows

DIVISION, DIVISION_SHORT, STREET, STREET_SHORT = 1, 2, 4, 8  # bits of the feature ``table``


@cache
def suffixes(level: str) -> tuple[str, ...]:
    """Generic endings of division names that a short form leaves out, longest first."""
    found = [row["suffix"] for row in rows("gazetteer/division_suffixes.tsv") if row["level"] == level]
    return tuple(sorted(found, key=lambda s: (-len(s), s)))


def shorten(name: str, level: str) -> str | None:
    """Short form of a division's name, or None where too little would be left.

    >>> shorten("江北区", "division"), shorten("石马河街道", "street"), shorten("吉县", "division")
    ('江北', '石马河', None)
    """
    for suffix in suffixes(level):
        if name.endswith(suffix):
            short = name[: -len(suffix)]
            return short if len(short) >= 2 else None
    return None


@cache
def automaton() -> Any:
    """Aho-Corasick automaton over all names of the tables; a hit carries ``(length, bit)``."""
    bits: dict[str, int] = {}
    for row in rows("gazetteer/divisions.tsv"):
        bits[row["name"]] = bits.get(row["name"], 0) | DIVISION
        short = shorten(row["name"], "division")
        if short:
            bits[short] = bits.get(short, 0) | DIVISION_SHORT
    for row in rows("gazetteer/streets.tsv"):
        if len(row["name"]) >= 3:
            bits[row["name"]] = bits.get(row["name"], 0) | STREET
        short = shorten(row["name"], "street")
        if short:
            bits[short] = bits.get(short, 0) | STREET_SHORT
    found = ahocorasick.Automaton()
    for name in sorted(bits):
        found.add_word(name, (len(name), bits[name]))
    found.make_automaton()
    return found


def table_bits(text: str) -> Ints:
    """Bits of the tables that cover each character of ``text``."""
    out = np.zeros(len(text), dtype=np.int32)
    for last, (length, bits) in automaton().iter(text):
        out[last - length + 1 : last + 1] |= bits
    return out
