"""Ask a built graph one of the package's questions in SPARQL, or a question of the user's own, without a server.

A query is run as the endpoint runs it: in a process of its own, which ends with its time, and which reaches no network.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.endpoint.evaluate import Limits, answer, evaluate
from kg.endpoint.protocol import Query, Refusal, calls_another_endpoint
from kg.errors import DataFileError, InputError, SettingError
from kg.graph.queries import named_queries, read_query, under_base, with_values
from kg.graph.store import open_graph
from kg.ontology import prefixes

Cell = str | int | float | bool | None

_LARGEST = 512  # megabytes of an answer
_LONGEST_SHOWN = 100  # characters of a name
_FORM = "application/sparql-results+json"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {_XSD + name for name in ("integer", "nonNegativeInteger", "int", "long")}
_NUMBERS = {_XSD + name for name in ("decimal", "double", "float")}


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the list of questions."""

    name: str
    zh: str
    en: str
    parameters: str  # each with the example that stands for it where the user gives nothing


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: a name for each column, and the rows, None where a row has no value for a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def questions() -> list[Question]:
    """The questions of the package."""
    return [
        Question(q.name, q.zh, q.en, ", ".join(f"{p.name}={p.example}" for p in q.parameters))
        for q in named_queries().values()
    ]


def ask(folder: Path, question: str, values: Sequence[str] = (), *, seconds: float = 60) -> Table:
    """Put a question to the graph of an output folder.

    Args:
        folder: what ``kg build`` wrote.
        question: one of the package, or a file that holds a query.
        values: ``name=value`` for the question's parameters.
        seconds: the longest time for the query.

    Raises:
        InputError: there is no such question, or the file holds no query that gives a table within the limits.
        OutputError: the folder is no output of a build.
        SettingError: a value is of no parameter, or cannot be used.
    """
    given = dict(_pair(value) for value in values)
    named = named_queries().get(question)
    text = "" if named else _own_text(question)
    if calls_another_endpoint(text):
        raise InputError(f"{question}: SERVICE is switched off, as kg asks no other machine; ask the folder alone")
    loaded = open_graph(folder)
    if named is None and given:
        try:
            named = read_query(Path(question).stem, text)
        except DataFileError as error:
            raise InputError(
                f"{question}: --set wants a head and VALUES lines as in kg/data/queries ({error})"
            ) from error
    query = with_values(named, given, loaded.base) if named else under_base(text, loaded.base)
    run = answer if hasattr(os, "fork") else evaluate  # without a fork: no limits, and Ctrl-C only between queries
    try:
        found = run(loaded.store, prefixes(loaded.base), Query(query, _FORM), Limits(seconds, _LARGEST))
    except Refusal as refusal:
        if refusal.status == 406:
            raise InputError(f"{question}: only SELECT and ASK give a table; kg serve answers the others") from refusal
        raise InputError(f"{question}: {refusal}") from refusal
    return _table(json.loads(found.body))


def _own_text(name: str) -> str:
    shown = name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"  # a query where its name should be
    try:
        if not Path(name).exists():
            raise InputError(f"{shown}: there is no such question or file; kg ask lists the questions")
        if not Path(name).is_file():
            raise InputError(f"{shown}: is no file; name a question that kg ask lists, or a file that holds a query")
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{shown}: cannot be read as a query ({reason}); name a text file or a question") from error


def _pair(value: str) -> tuple[str, str]:
    name, equals, text = value.partition("=")
    if not (name and equals):
        raise SettingError(f"--set {value!r} gives no value: write the parameter's name, = and the value")
    return name, text


def _table(told: Mapping[str, Any]) -> Table:
    """The table in SPARQL 1.1 Query Results JSON."""
    if "boolean" in told:
        return Table(("answer",), ((told["boolean"],),))
    columns = tuple(told["head"]["vars"])
    return Table(columns, tuple(tuple(_cell(row.get(name)) for name in columns) for row in told["results"]["bindings"]))


def _cell(term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return None
    text, kind = term["value"], term.get("datatype")
    if isinstance(text, dict):  # a triple as a term, in parts
        return " ".join(str(_cell(text[part])) for part in ("subject", "predicate", "object"))
    try:
        if kind in _INTEGERS:
            return int(text)
        if kind in _NUMBERS and math.isfinite(float(text)):
            return float(text)
    except ValueError:  # of a query's own making: "abc"^^xsd:integer
        pass
    return str(text)
