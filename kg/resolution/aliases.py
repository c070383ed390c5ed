"""What a name means where it stands: 区委 in a paper of 重庆市江北区 is the party committee of that district.

A name is read against the home of its article into a key. Names with equal keys name one thing: 区人社局 and
江北区人力资源和社会保障局 in that home, but never 区人社局 in two homes.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.records import Kind, Label
from kg.resolution.authority import (
    Division,
    Home,
    divisions,
    divisions_by_name,
    leading_division,
    lineage,
    nearest,
    streets_by_name,
)
from kg.resolution.formal_names import firm_core, formal_body
from kg.resolution.rules import bodies, name_readings, rules

KINDS: Final[dict[Label, Kind]] = {
    "PERSON": "person",
    "POST": "post",
    "STREET": "street",
    "ORG": "organisation",
    "PLACE": "place",
    "INITIATIVE": "initiative",
    "EVENT": "event",
}
TITLE_MARKS: Final = str.maketrans("", "", "《》〈〉“”‘’\"'「」『』")
DOTS: Final = str.maketrans("•・‧∙．", "·····")


class Key(NamedTuple):
    """What names of one thing have in common. Keys sort, and hash into ids."""

    kind: Kind
    scope: str  # full name of the division it belongs to, "" for the whole country, or "<doc>#<article>"
    body: str  # the name without that division, short forms written out


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read against a home."""

    key: Key
    display: str  # the name as a reader far away needs it: 江北区委
    anchor: str | None  # full name of the division it belongs to; None for the whole country
    code: str | None = None  # state statistics code
    unit: str = ""  # full name of the division that the name itself states, "" when it states none


@functools.lru_cache(maxsize=200_000)
def squash(name: str) -> str:
    """Take out white space; leave everything else as printed."""
    return "".join(name.split())


@functools.lru_cache(maxsize=200_000)
def read_name(kind: Kind, name: str, home: Home | None, address: str) -> Reading:
    """Read ``name``, without white space, as it stands in the article at ``address`` ("<doc>#<article>")."""
    text = unicodedata.normalize("NFKC", name).translate(DOTS)
    bare = text.translate(TITLE_MARKS) or text
    shown = next((row.value for row in name_readings() if row.holds(kind, bare)), None)
    if kind == "organisation" and shown == "absolute" and bare[:1] in rules().letters and _is_body(bare[1:]):
        shown = None  # 县城管局 is no 局 of a 县城
    if kind == "person" or kind == "post":
        return _local(kind, text, name, home)
    if shown == "short":
        return Reading(Key(kind, address, bare), name, _home_name(home) or None)
    framed = _framed(text, name, home) if kind == "organisation" else None
    if framed:
        return framed
    if shown == "national":
        return Reading(Key(kind, "", bare), name, None)
    if kind == "street":
        return _street(text, home)
    if kind == "place":
        return _place(text, name, home)
    if kind == "organisation":
        return _organisation(bare, name, home, relative=shown != "absolute")
    unit, rest, _ = _unit(bare, home) if shown != "absolute" else (None, bare, False)
    rest = _without_note(rest)
    scope = _full(unit, home) if unit else _home_name(home)
    return Reading(Key(kind, scope, rest or bare), name, scope or None, unit=_full(unit, home) if unit else "")


def _is_body(text: str) -> bool:
    return any(text == short for short, _ in bodies())


def _local(kind: Kind, text: str, name: str, home: Home | None) -> Reading:
    return Reading(Key(kind, _home_name(home), text), name, _home_name(home) or None)


def _home_name(home: Home | None) -> str:
    return home.full if home else ""


def _full(division: Division, home: Home | None) -> str:
    """Full name of a division; one that the tables lack is a step of the home."""
    if division.code:
        return "".join(step.name for step in lineage(division))
    return home.name_of(division) if home else division.name


def _without_note(text: str) -> str:
    """Drop a note in brackets at the end, for example that a rule is on trial."""
    head, _, tail = text.rpartition("(")
    return head if head and tail.endswith(")") and len(tail) <= 7 else text


def _unit(text: str, home: Home | None) -> tuple[Division | None, str, bool]:
    """Split a division or a unit's letter off the front; True when it was a letter."""
    division, rest = leading_division(text, home)
    if division:
        return division, rest, False
    if home:
        for step in reversed(home.chain):  # a home that the tables lack
            if text.startswith(step.name):
                return step, text[len(step.name) :], False
        start = 1 if text[:1] in rules().deictics else 0
        for letter in rules().letters:
            unit = home.unit(letter) if text.startswith(letter, start) and len(text) > start + len(letter) else None
            if unit:
                return unit, text[start + len(letter) :], True
    return None, text, False


def _framed(text: str, name: str, home: Home | None) -> Reading | None:
    """Read a name with its unit inside, or return None when it is no such name."""
    for frame in rules().framed:
        if not text.startswith(frame.front):
            continue
        unit, rest, letter = _unit(text[len(frame.front) :], home)
        tail = frame.tail.match(rest)
        if unit and tail:
            scope = _full(unit, home)
            display = frame.shown + unit.name + rest if letter else name
            section = rest[tail.end() :]
            body = "委" + section if section and frame.body == "委员会" else frame.body + section
            return Reading(Key("organisation", scope, formal_body(body)), display, scope, unit=scope)
    return _branch(text, name, home)


def _branch(text: str, name: str, home: Home | None) -> Reading | None:
    """A district's branch of the bureau of its city: 重庆市公安局江北区分局 and 公安江北分局 are 江北区公安局."""
    if not text.endswith("分局"):
        return None
    division, rest = leading_division(text, home)
    body = (rest if division else text).removesuffix("分局")
    for step in reversed(home.chain) if home else ():
        front = body.removesuffix(step.name)
        front = front if front != body else body.removesuffix(step.name[:-1])
        if front != body and len(front) > 1 and (division is None or division in home.chain):  # type: ignore[union-attr]
            scope = _full(step, home)
            return Reading(
                Key("organisation", scope, formal_body(front.removesuffix("局") + "局")), name, scope, unit=scope
            )
    return None


def _organisation(text: str, name: str, home: Home | None, *, relative: bool) -> Reading:
    unit, rest, letter = _unit(text, home) if relative and not _is_body(text) else (None, text, False)
    firm = firm_core(_without_stem(rest, home) if unit is None else rest)
    if firm and (unit is None or (home and unit in home.chain)):
        return Reading(Key("organisation", _home_name(home), firm), name, _home_name(home) or None)
    if unit is None or not rest:
        return Reading(Key("organisation", _home_name(home), formal_body(text)), name, _home_name(home) or None)
    scope = _full(unit, home)
    rest = rules().term.sub("", rest)
    display = unit.name + rest if letter else name
    return Reading(Key("organisation", scope, formal_body(rest)), display, scope, unit=scope)


def _without_stem(text: str, home: Home | None) -> str:
    """A firm's name without its city's or district's: 宏源物业有限公司 for 重庆宏源物业有限公司."""
    for step in reversed(home.chain) if home else ():
        rest = text.removeprefix(step.name[:-1])
        if len(step.name) > 2 and rest != text and len(firm_core(rest) or "") > 3:
            return rest
    return text


def _street(text: str, home: Home | None) -> Reading:
    unit, rest, _ = _unit(text, home) if len(text) > 3 else (None, text, False)
    rest = rest or text
    codes = streets_by_name().get(rest, ())
    inside = [code for code in codes if unit and unit.code and code.startswith(unit.code)]
    for step in () if inside or not home else reversed(home.chain):
        inside = inside or [code for code in codes if step.code and code.startswith(step.code)]
    if len(inside) == 1:
        county = "".join(step.name for step in lineage(divisions()[inside[0][:6]]))
        return Reading(Key("street", county, rest), rest, county, code=inside[0], unit=county)
    scope = _full(unit, home) if unit else _home_name(home)
    return Reading(Key("street", scope, rest), rest, scope or None)


def _place(text: str, name: str, home: Home | None) -> Reading:
    division, rest = leading_division(text, home)
    division = division or _short_division(text, home)
    if division and (not rest or rest == text):
        return division_reading(division)
    unit, rest, _ = _unit(text, home)
    if unit and not rest:
        return unit_reading(unit, home)
    scope = _full(unit, home) if unit else _home_name(home)
    return Reading(Key("place", scope, rest or text), rest or name, scope or None)


def unit_reading(division: Division, home: Home | None) -> Reading:
    """A division of a home as a place; the tables may lack it."""
    if division.code or not home:
        return division_reading(division)
    full = home.name_of(division)
    above = full.removesuffix(division.name)
    return Reading(Key("place", above, division.name), division.name, above or None, unit=full)


def division_reading(division: Division) -> Reading:
    """The division as a place: named by its own name, anchored where it lies."""
    above = "".join(step.name for step in lineage(division)[:-1])
    full = above + division.name
    return Reading(Key("place", above, division.name), division.name, above or None, code=division.code, unit=full)


@functools.lru_cache(maxsize=20_000)
def _short_division(text: str, home: Home | None) -> Division | None:
    """The division that a name without its ending means: 重庆. Counties only where they are of the home itself."""
    if len(text) < 2:
        return None
    for step in reversed(home.chain) if home else ():
        if step.code and step.name.startswith(text) and len(step.name) - len(text) <= 1:
            return step
    for level in ("province", "city"):
        found = [
            division
            for name, same in divisions_by_name().items()
            if name.startswith(text) and name != text
            for division in same
            if division.level == level
        ]
        if found:
            return nearest(tuple(found), home)
    return None
