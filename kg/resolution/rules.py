"""The rules of resolution, as an editor writes them in ``data/rules`` and ``data/gazetteer``, read and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import DataFileError
from kg.records import Kind
from kg.rows import expression, from_yaml, rows

RULES: Final = "rules/resolution.yaml"


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A row of ``name_readings.tsv`` or ``subkinds.tsv``: what a name says by its form."""

    id: str
    kind: str
    value: str  # the reading or the sub-kind
    pattern: re.Pattern[str]
    example: str
    counter: str

    def holds(self, kind: Kind, name: str) -> bool:
        """True when the row is for ``kind`` and its pattern is found in ``name``."""
        return self.kind in ("any", kind) and self.pattern.search(name) is not None


@dataclass(frozen=True, slots=True)
class FramedBody:
    """An organisation's name with the unit inside: 中共 + 江北区 + 委."""

    id: str
    front: str
    tail: re.Pattern[str]
    body: str
    shown: str  # the front as a full name has it
    example: str


@dataclass(frozen=True, slots=True)
class StreetBody:
    """A body of a street: how its name ends, and what goes before a title held in it."""

    id: str
    tail: str
    runs: bool  # the street is its jurisdiction
    prefix: str
    example: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody in a leading body may head beside, by sub-kind or by name, and where they never sit."""

    heads: frozenset[str]
    named: re.Pattern[str] | None
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """``resolution.yaml``: see its comments."""

    letters: tuple[str, ...]
    deictics: tuple[str, ...]
    framed: tuple[FramedBody, ...]
    term: re.Pattern[str]
    street_bodies: tuple[StreetBody, ...]
    bare_fronts: re.Pattern[str]
    street_titles: Mapping[tuple[str, str], str]
    party_sections: tuple[str, ...]
    community_bodies: tuple[str, ...]
    reporters: re.Pattern[str]
    delegates: re.Pattern[str]
    passing: re.Pattern[str]
    unit_heads: re.Pattern[str]
    leading: frozenset[str]
    telling: frozenset[str]
    beside: Mapping[str, Beside]
    person_weights: Mapping[str, float]
    name_weights: Mapping[str, float]
    thresholds: Mapping[str, float]
    limits: Mapping[str, int]


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Sort so that a word comes before those it begins with."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def rules() -> Rules:
    """Read ``resolution.yaml``.

    Raises:
        DataFileError: when a key is missing or unknown, or a value has the wrong form.
    """
    table: dict[str, Any] = from_yaml(RULES)
    try:
        term = table.pop("term")
        read = Rules(
            letters=longest_first(table.pop("unit_letters")),
            deictics=tuple(table.pop("deictics")),
            framed=tuple(
                FramedBody(**{**row, "tail": re.compile(row["tail"].replace("{term}", term))})
                for row in table.pop("framed_bodies")
            ),
            term=re.compile("^" + term),
            street_bodies=tuple(
                sorted((StreetBody(**row) for row in table.pop("street_bodies")), key=lambda b: (-len(b.tail), b.tail))
            ),
            bare_fronts=re.compile(table.pop("bare_fronts")),
            street_titles={
                (row["street"], short): full
                for row in table.pop("street_titles")
                for short, full in row["titles"].items()
            },
            party_sections=longest_first(table.pop("party_sections")),
            community_bodies=longest_first(table.pop("community_bodies")),
            reporters=re.compile(table.pop("reporter_titles")),
            delegates=re.compile(table.pop("delegate_titles")),
            passing=re.compile(table.pop("passing_titles")),
            unit_heads=re.compile(table.pop("unit_heads")),
            leading=frozenset(table.pop("leading_bodies")),
            telling=frozenset(table.pop("telling_characters")),
            beside={
                row["body"]: Beside(
                    frozenset(row["heads"]),
                    re.compile(row["named"]) if row["named"] else None,
                    frozenset(row["never"]),
                )
                for row in table.pop("deputies_head")
            },
            person_weights=_numbers(table.pop("person_weights")),
            name_weights=_numbers(table.pop("name_weights")),
            thresholds=_numbers(table.pop("thresholds")),
            limits={key: int(value) for key, value in table.pop("limits").items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise DataFileError(f"{RULES}: {str(error).splitlines()[0]}; compare it with the packaged file") from error
    if table:
        raise DataFileError(f"{RULES}: unknown key {min(table)}; remove it")
    return read


def _numbers(row: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in row.items()}


def _patterns(name: str) -> tuple[NamePattern, ...]:
    found = []
    for row in rows(f"rules/{name}"):
        key, kind, value, pattern, example, counter = row.values()
        found.append(NamePattern(key, kind, value, expression(pattern, name, key), example, counter))
    return tuple(found)


@functools.cache
def name_readings() -> tuple[NamePattern, ...]:
    """The rows of ``name_readings.tsv`` in their order."""
    return _patterns("name_readings.tsv")


@functools.cache
def subkinds() -> tuple[NamePattern, ...]:
    """The rows of ``subkinds.tsv`` in their order."""
    return _patterns("subkinds.tsv")


@functools.cache
def bodies() -> tuple[tuple[str, str], ...]:
    """Pairs of a name of a public body, without its unit, and the body's formal name; longer names first.

    Raises:
        DataFileError: when one name stands in two rows.
    """
    formal: dict[str, str] = {}
    for row in rows("gazetteer/org_abbreviations.tsv"):
        for name in (row["body"], *row["short"].split("|")):
            if name in formal:
                raise DataFileError(
                    f"org_abbreviations.tsv row {row['id']}: {name} stands in another row too; keep one"
                )
            formal[name] = row["body"]
    return tuple((name, formal[name]) for name in longest_first(formal))


@functools.cache
def subkind_of(kind: Kind, name: str) -> str | None:
    """Sub-kind that a name shows by its form, or None for a kind without sub-kinds."""
    return next((row.value for row in subkinds() if row.holds(kind, name)), None)
