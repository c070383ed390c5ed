"""The paragraph styles of a Word file: what each means, and how what is in it is set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from lxml import etree

from kg.ingest.office.xml import attribute, events_of, is_on, local_name, value_of
from kg.rows import rows

StyleRole = Literal["title", "heading", "subtitle", "caption", "skip", "body"]

_MOST_PARENTS = 20  # of one style


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: ``size`` in half points, 0 where nothing says it."""

    centred: bool = False
    bold: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style means. ``level`` is that of a heading, from 1, else 0."""

    role: StyleRole = "body"
    level: int = 0
    look: Look = Look()


def style_of(name: str) -> Style:
    """Return what the name of a paragraph style means."""
    squeezed = "".join(name.casefold().split())
    kind = re.sub(r"\d+$", "#", squeezed)
    role = _roles().get(kind, "body")
    level = int(squeezed[len(kind) - 1 :]) if role == "heading" and kind.endswith("#") else 0
    return Style(role, min(level, 9))


@cache
def _roles() -> Mapping[str, StyleRole]:
    return {row["name"]: row["role"] for row in rows("lexicon/word_styles.tsv")}  # type: ignore[misc]


def read_styles(data: bytes) -> dict[str, Style]:
    """Return the paragraph styles by their ids, each with what it takes over from those that it is based on."""
    own: dict[str, Style] = {}
    parents: dict[str, str] = {}
    for event, element in events_of(data):
        if event == "end" and local_name(element) == "style" and attribute(element, "type") == "paragraph":
            name = attribute(element, "styleId")
            own[name] = _own_style(element)
            parents[name] = value_of(element, "basedOn") or ""
    return {name: _inherited(name, own, parents) for name in own}


def _own_style(element: etree._Element) -> Style:
    style = style_of(value_of(element, "name") or "")
    outline = value_of(element, "outlineLvl") or ""
    if style.role == "body" and outline.isdecimal() and int(outline) < 9:
        style = replace(style, role="heading", level=int(outline) + 1)
    size = value_of(element, "sz") or ""
    look = Look(value_of(element, "jc") == "center", is_on(element, "b"), int(size) if size.isdecimal() else 0)
    return replace(style, look=look)


def _inherited(name: str, own: Mapping[str, Style], parents: Mapping[str, str]) -> Style:
    style = own[name]
    for _ in range(_MOST_PARENTS):
        name = parents.get(name, "")
        above = own.get(name)
        if above is None:
            break
        look = Look(
            style.look.centred or above.look.centred,
            style.look.bold or above.look.bold,
            style.look.size or above.look.size,
        )
        means = (style.role, style.level) if style.role != "body" else (above.role, above.level)
        style = Style(means[0], means[1], look)
    return style
