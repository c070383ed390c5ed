"""The cue words and patterns of the ingest stage, read from ``kg/data``: the only door from that data to code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.errors import DataFileError
from kg.rows import from_yaml, rows

PATTERNS = ("rules/ingest.yaml", "rules/dates.yaml")  # the parts of the first hold in the second too

_KEYS = {"id", "pattern", "example", "counter"}
_REFERENCE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class DateWord:
    """One row of ``ingest_dates.tsv``; its comment head defines the columns."""

    id: str
    kind: str
    surface: str
    value: str
    example: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of a file of patterns: a regular expression with what it must and must not match."""

    id: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counters: tuple[str, ...]


@cache
def date_words() -> tuple[DateWord, ...]:
    """Return the rows of ``ingest_dates.tsv``.

    Raises:
        DataFileError: a row breaks the format.
    """
    return tuple(DateWord(**row) for row in rows("lexicon/ingest_dates.tsv"))


@cache
def patterns() -> Mapping[str, Pattern]:
    """Return the patterns of all files by id, each ``{part}`` filled in.

    Raises:
        DataFileError: a row breaks the format.
    """
    parts = _word_parts()
    found: dict[str, Pattern] = {}
    for file in PATTERNS:
        data: Any = from_yaml(file)
        for name, value in data["parts"].items():
            parts[name] = _fill(value, parts, f"{file}: {name!r}")
        for row in data["patterns"]:
            name = row.get("id", "?")
            if set(row) - _KEYS or not {"id", "pattern", "example"} <= set(row) or name in found:
                raise DataFileError(f"{file}: row {name!r}: give id (once), pattern, example and perhaps counter")
            try:
                regex = re.compile(_fill(row["pattern"], parts, f"{file}: {name!r}"))
            except re.error as error:
                raise DataFileError(f"{file}: row {name!r}: {error}") from error
            found[name] = Pattern(name, regex, _strings(row["example"]), _strings(row.get("counter", ())))
    return MappingProxyType(found)


def pattern(name: str) -> re.Pattern[str]:
    """Return the regular expression of the row ``name``."""
    return patterns()[name].regex


def _word_parts() -> dict[str, str]:
    """Return one alternation for each kind of date word, longer words first so that none hides behind its beginning."""
    kinds: dict[str, list[str]] = {}
    for row in date_words():
        kinds.setdefault(f"date_{row.kind}", []).append(row.surface)
    return {
        kind: "|".join(map(re.escape, sorted(surfaces, key=lambda s: (-len(s), s)))) for kind, surfaces in kinds.items()
    }


def _fill(value: str, parts: Mapping[str, str], where: str) -> str:
    def part(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.isdigit():  # a repetition such as {2}
            return match.group()
        if name not in parts:
            raise DataFileError(f"{where} names {{{name}}}, which no part above it is")
        return f"(?:{parts[name]})"

    return _REFERENCE.sub(part, value)


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
