"""Where web pages show what, read from ``kg/data/rules/web.yaml``: the only door from that data to code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from kg.errors import DataFileError
from kg.rows import expression, from_yaml

RULES = "rules/web.yaml"

WebField = Literal[
    "kicker", "headline", "title", "subtitle", "deck", "byline", "date", "page", "paper", "body", "caption"
]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row of ``fields``: the elements or the property that may hold a field, and what is read in the example."""

    id: str
    field: WebField
    select: Callable[[HtmlElement], list[HtmlElement]]  # none where a property is meant
    named: str | None  # the property
    example: str
    reads: str


@dataclass(frozen=True, slots=True)
class WebPattern:
    """One row of ``patterns``: a regular expression with what it must and must not find."""

    id: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    counters: tuple[str, ...]


@cache
def field_rows() -> Mapping[WebField, tuple[FieldRow, ...]]:
    """Return the rows of ``fields`` by field, those that come first before those that come later.

    Raises:
        DataFileError: a row breaks the format.
    """
    found: dict[WebField, list[FieldRow]] = {name: [] for name in get_args(WebField)}
    for row in _rows("fields", {"id", "field", "example", "reads"}, {"select", "property"}):
        if row["field"] not in found or ("select" in row) == ("property" in row):
            raise DataFileError(f"{RULES}: row {row['id']!r}: give a known field, and either select or property")
        select = _selector(row["select"], row["id"]) if "select" in row else _nothing
        made = FieldRow(row["id"], row["field"], select, row.get("property"), row["example"], row["reads"])
        found[made.field].append(made)
    return MappingProxyType({name: tuple(rows) for name, rows in found.items()})


@cache
def web_patterns() -> Mapping[str, WebPattern]:
    """Return the patterns by id.

    Raises:
        DataFileError: a row breaks the format.
    """
    found: dict[str, WebPattern] = {}
    for row in _rows("patterns", {"id", "pattern", "example"}, {"counter"}):
        regex = expression(row["pattern"], RULES, row["id"])
        found[row["id"]] = WebPattern(row["id"], regex, _strings(row["example"]), _strings(row.get("counter", ())))
    return MappingProxyType(found)


def web_pattern(name: str) -> re.Pattern[str]:
    """Return the regular expression of the row ``name``."""
    return web_patterns()[name].regex


def _selector(css: str, row: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    try:
        path = etree.XPath(HTMLTranslator().css_to_xpath(css))
    except (SelectorError, etree.XPathError) as error:
        raise DataFileError(f"{RULES}: row {row!r}: {css!r} is no selector ({error})") from error

    def select(root: HtmlElement) -> list[HtmlElement]:
        found = path(root)
        return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []

    return select


def _nothing(root: HtmlElement) -> list[HtmlElement]:
    return []


def _rows(part: str, wanted: set[str], allowed: set[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = from_yaml(RULES)[part]
    for row in rows:
        if not wanted <= set(row) <= wanted | allowed:
            raise DataFileError(f"{RULES}: row {row.get('id', '?')!r}: give {', '.join(sorted(wanted))}")
    return rows


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
