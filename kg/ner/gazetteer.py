"""Names of the division tables in a text: provinces, cities, counties, subdistricts and towns, in full and in short.

The tables cover all of China, so a hit is a hint and no proof: 东风 is a town, and a wind. The tagger reads the hits
as features; ``kg.ner.rules`` uses only those that the text around them confirms.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import ahocorasick
import numpy as np

from kg.errors import DataFileError
from kg.ner.features import Ints

DATA: Final = Path(__file__).parents[1] / "data" / "gazetteer"
DIVISION, DIVISION_SHORT, STREET, STREET_SHORT = 1, 2, 4, 8  # bits of the feature ``table``


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated data file with ``#`` comment lines above its header.

    Raises:
        DataFileError: a row has more or fewer cells than the header.
    """
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) != len(header):
            raise DataFileError(f"{path.name}:{number}: {len(cells)} cells where the header has {len(header)}")
        yield dict(zip(header, cells, strict=True))


@cache
def suffixes(level: str) -> tuple[str, ...]:
    """Generic endings of division names that a short form leaves out, longest first."""
    rows = read_table(DATA / "division_suffixes.tsv")
    found = [row["suffix"] for row in rows if row["level"] == level]
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
    for row in read_table(DATA / "divisions.tsv"):
        bits[row["name"]] = bits.get(row["name"], 0) | DIVISION
        short = shorten(row["name"], "division")
        if short:
            bits[short] = bits.get(short, 0) | DIVISION_SHORT
    for row in read_table(DATA / "streets.tsv"):
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
