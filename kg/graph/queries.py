"""The questions that come with the package in SPARQL: ``data/queries/*.rq``, one file each.

A file stands by itself and can be sent to any SPARQL endpoint. Its head, in comments, has a title in Chinese (``zh:``)
and English (``en:``), what it means, and a line for each parameter (``?name:``). A parameter is a ``VALUES`` line of
its own with one value, an example from the sample pages; ``kg ask`` puts the user's value in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import DataFileError, SettingError
from kg.export.rdf_terms import chinese
from kg.ontology import DEFAULT_BASE, prefixes
from kg.settings import as_date

_VALUES = re.compile(r'^( *VALUES \?(\w+) \{ )("(?:[^"\\]|\\.)*")(@zh-Hans|\^\^xsd:date)( \})$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks its user for."""

    name: str
    about: str
    example: str
    is_day: bool  # a day as 2023-03-08; else a name


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question."""

    name: str
    zh: str
    en: str
    about: str
    parameters: tuple[Parameter, ...]
    text: str  # the whole file


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All questions by name, sorted.

    Raises:
        DataFileError: a head lacks a title, or its parameters are not those of the query.
    """
    found = sorted(files("kg").joinpath("data", "queries").iterdir(), key=lambda path: path.name)
    texts = {
        path.name.removesuffix(".rq"): path.read_text(encoding="utf-8") for path in found if path.name[-3:] == ".rq"
    }
    return {name: read_query(name, text) for name, text in texts.items()}


def read_query(name: str, text: str) -> NamedQuery:
    """Read a query with its head.

    Raises:
        DataFileError: the head lacks a title, or its parameters are not those of the query.
    """
    head = [line[1:].strip() for line in text.split("\n\n", 1)[0].splitlines() if line.startswith("#")]
    titles = {line[:2]: line[3:].strip() for line in head if line.startswith(("zh:", "en:"))}
    asked = {line[1:].partition(":")[0]: line.partition(":")[2].strip() for line in head if line.startswith("?")}
    values = {match[2]: match for match in _VALUES.finditer(text)}
    if set(titles) != {"zh", "en"}:
        raise DataFileError(f"queries/{name}.rq: its head wants a line zh: and a line en: with the title; add them")
    if set(asked) != set(values):
        odd = ", ".join(sorted(set(asked) ^ set(values)))
        raise DataFileError(f"queries/{name}.rq: head and VALUES lines differ in the parameters {odd}; mend one")
    about = " ".join(line for line in head if line and not line.startswith(("zh:", "en:", "?")))
    parameters = tuple(
        Parameter(key, asked[key], match[3][1:-1], match[4] != "@zh-Hans") for key, match in values.items()
    )
    return NamedQuery(name, titles["zh"], titles["en"], about, parameters, text)


def with_values(query: NamedQuery, values: Mapping[str, str], base: str = DEFAULT_BASE) -> str:
    """The query with the user's values in it and under the base IRI of a graph.

    Raises:
        SettingError: a value is of no parameter, or is no day where a day is asked for.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            choice = ", ".join(known) or "none"
            raise SettingError(f"the query {query.name} has no parameter {name!r}: it has {choice}")

    def put(match: re.Match[str]) -> str:
        before, name, literal, kind, after = match.groups()
        if name in values:
            day = as_date(values[name]).isoformat() if known[name].is_day else None
            literal, kind = (f'"{day}"', kind) if day else (chinese(values[name]).removesuffix(kind), kind)
        return f"{before}{literal}{kind}{after}"

    return under_base(_VALUES.sub(put, query.text), base)


def under_base(text: str, base: str) -> str:
    """A query with the prefixes that hang from the default base hung from ``base`` instead."""
    own = prefixes(base)
    for prefix, namespace in prefixes(DEFAULT_BASE).items():
        text = text.replace(f"<{namespace}>", f"<{own[prefix]}>")
    return text
