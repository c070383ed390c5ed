"""Pinyin keys by which a name is found: full and initials, with surnames read as surnames."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pypinyin import Style, lazy_pinyin

from kg.errors import DataFileError
from kg.rows import rows


@cache
def surname_readings() -> dict[str, tuple[str, ...]]:
    """Surnames that a dictionary of words reads wrongly: surname → syllables.

    Raises:
        DataFileError: a row has not three columns, or as many syllables as characters.
    """
    readings = {}
    for row in rows("lexicon/surname_readings.tsv"):
        surname, reading = row["surname"], tuple(row["reading"].split())
        if len(reading) != len(surname):
            raise DataFileError(
                f"surname_readings.tsv: {surname!r} wants {len(surname)} syllables, has {row['reading']!r}"
            )
        readings[surname] = reading
    return readings


def syllables(name: str, *, person: bool) -> list[str]:
    """The syllables of ``name`` in small letters; Latin letters and digits stand as they are, marks are dropped."""
    surname = next((name[:n] for n in (2, 1) if person and name[:n] in surname_readings()), "")
    read = [*surname_readings().get(surname, ()), *lazy_pinyin(name[len(surname) :], style=Style.NORMAL)]
    kept = ("".join(c for c in syllable.lower() if c.isascii() and c.isalnum()) for syllable in read)
    return [syllable for syllable in kept if syllable]


def search_key(names: Iterable[str], *, person: bool) -> str:
    """What the page matches typed letters against: for each name its full pinyin and its initials, blanks between."""
    keys: dict[str, None] = {}
    for name in names:
        read = syllables(name, person=person)
        keys["".join(read)] = None
        keys["".join(syllable[0] for syllable in read)] = None
    return " ".join(key for key in keys if key)
