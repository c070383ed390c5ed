"""The authority tables: divisions and subdistricts with their codes, and a home district read against them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.rows import rows

MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
"""Provinces that have no cities below them, but districts."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county; ``code`` is empty for one that the tables lack."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def is_placeholder(self) -> bool:
        """True for the table's stand-ins for a missing city (市辖区), which no text ever names."""
        return self.level == "city" and (self.code[:2] in MUNICIPALITIES or self.code[2:] == "90")


@dataclass(frozen=True, slots=True)
class Home:
    """A home district: its divisions from the province down, and the full name that anchors what belongs to it."""

    full: str
    chain: tuple[Division, ...]

    def unit(self, ending: str) -> Division | None:
        """The division that a relative name means: 区 in 区委 is the home's lowest division that ends so."""
        return next((d for d in reversed(self.chain) if d.name.endswith(ending)), None)

    def name_of(self, division: Division) -> str:
        """Full name of a division of this home, from the province down."""
        names = []
        for step in self.chain:
            names.append(step.name)
            if step == division:
                break
        return "".join(names)


@functools.cache
def divisions() -> dict[str, Division]:
    """All divisions by code."""
    return {row["code"]: Division(*row.values()) for row in rows("gazetteer/divisions.tsv")}


@functools.cache
def divisions_by_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by name, placeholders left out, in the order of their codes."""
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        if not division.is_placeholder:
            found.setdefault(division.name, []).append(division)
    return {name: tuple(sorted(same, key=lambda d: d.code)) for name, same in found.items()}


@functools.cache
def streets_by_name() -> dict[str, tuple[str, ...]]:
    """Codes of the subdistricts, towns and townships of each name."""
    found: dict[str, list[str]] = {}
    for row in rows("gazetteer/streets.tsv"):
        found.setdefault(row["name"], []).append(row["code"])
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def lineage(division: Division) -> tuple[Division, ...]:
    """The division and those above it, from the province down, placeholders left out."""
    chain = [division]
    while chain[0].parent:
        chain.insert(0, divisions()[chain[0].parent])
    return tuple(step for step in chain if not step.is_placeholder)


def leading_division(text: str, home: Home | None) -> tuple[Division | None, str]:
    """Split a division's name, written as a path or alone, off the front of ``text``.

    Of several divisions of one name the one in, beside or nearest above the home is meant; where that leaves more
    than one, none is split off. Returns the division, or None, and the rest of the text.
    """
    current: Division | None = None
    rest = text
    while rest:
        step = _first_division(rest, current, home)
        if step is None:
            break
        current, rest = step, rest[len(step.name) :]
    return current, rest


def _first_division(text: str, above: Division | None, home: Home | None) -> Division | None:
    table = divisions_by_name()
    for length in range(min(len(text), 15), 1, -1):
        found = table.get(text[:length], ())
        if above is not None:
            found = tuple(d for d in found if d.code.startswith(above.code) and d != above)
        chosen = nearest(found, home)
        if chosen is not None:
            return chosen
    return None


def nearest(found: tuple[Division, ...], home: Home | None) -> Division | None:
    """The one division that is meant from where ``home`` stands, or None when that leaves two."""
    if home is not None:
        for step in reversed(home.chain):
            if step in found:
                return step
            inside = [d for d in found if step.code and d.code.startswith(step.code)]
            if len(inside) == 1:
                return inside[0]
    return found[0] if len(found) == 1 else None


@functools.cache
def read_home(text: str | None) -> Home | None:
    """Read a home district's full name; city or province may be left out where that is clear.

    A home that the tables lack (重庆市两江新区) keeps its name and has a lowest division without a code. Returns
    None for no home.
    """
    text = "".join(text.split()) if text else ""
    if not text:
        return None
    division, rest = leading_division(text, None)
    chain = lineage(division) if division else ()
    if rest:  # a unit that the tables lack, or 省市县 with a name between that is no division (第八师石河子市)
        below = _last_division(rest, division)
        if below is not None:
            chain = lineage(below)
        else:
            return Home(text, (*chain, *(Division("", name, "county", "") for name in _units(rest))))
    return Home("".join(step.name for step in chain), chain)


def _units(text: str) -> list[str]:
    """Cut the name of a home that the tables lack behind each ending of a division: 云渚市青澜区 into two."""
    endings = [row["suffix"] for row in rows("gazetteer/division_suffixes.tsv") if row["level"] == "division"]
    unit = "|".join(sorted(endings, key=lambda ending: (-len(ending), ending)))
    names = re.findall(f".{{2,}}?(?:{unit})", text)
    return names if "".join(names) == text else [text]


def _last_division(rest: str, above: Division | None) -> Division | None:
    for start in range(1, len(rest) - 1):
        found = divisions_by_name().get(rest[start:], ())
        inside = [d for d in found if above is None or d.code.startswith(above.code)]
        if len(inside) == 1:
            return inside[0]
    return None
