"""What belongs to what: community to street, street to district, section to bureau, body to its village."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from kg.errors import DataFileError
from kg.records import Article, Mention, PartOf
from kg.relations.clauses import COMMAS
from kg.relations.evidence import evidence_at
from kg.relations.function_words import words
from kg.relations.short_names import by_level, divisions, parts, short_form
from kg.rows import from_yaml

UNITS = frozenset({"ORG", "PLACE", "STREET"})
NEAR = 10
REACH = 8
"""Longest text between two names that rules of the kinds ``near`` and ``stated`` look at."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of rules/parts.yaml; see the head of that file."""

    id: str
    how: str
    child: frozenset[str]
    parent: frozenset[str]
    score: float
    example: str
    counter: str = ""
    endings: tuple[str, ...] = ("",)
    barred: tuple[str, ...] = ()
    child_endings: tuple[str, ...] = ("",)
    not_child: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    flip: bool = False
    division: bool = False

    def allows(self, child: Mention, parent: Mention) -> bool:
        """Whether labels and endings of the two names fit the rule."""
        return (
            child.label in self.child
            and parent.label in self.parent
            and child.text != parent.text
            and parent.text.endswith(self.endings)
            and child.text.endswith(self.child_endings)
            and not (self.division and not _is_division(parent.text))
            and not (self.barred and parent.text.endswith(self.barred))
            and not (self.not_child and child.text.endswith(self.not_child))
        )


def _is_division(name: str) -> bool:
    return name in divisions() or (name.endswith(parts("level")) and not name.endswith(parts("zone")))


@cache
def part_rules() -> tuple[Rule, ...]:
    """Rows of rules/parts.yaml, in file order.

    Raises:
        DataFileError: a row has an unknown or a missing key.
    """
    rules = []
    for row in from_yaml("rules/parts.yaml"):
        try:
            cells: dict[str, Any] = {key: tuple(cell) if isinstance(cell, list) else cell for key, cell in row.items()}
            cells["child"], cells["parent"] = frozenset(row["child"]), frozenset(row["parent"])
            rules.append(Rule(**cells))
        except (KeyError, TypeError) as error:
            raise DataFileError(
                f"rules/parts.yaml: row {row.get('id')!r}: {error}; see the head of the file"
            ) from error
    return tuple(rules)


def find_parts(article: Article, mentions: Sequence[Mention]) -> tuple[PartOf, ...]:
    """Belongings stated in ``article`` by neighbouring names, by the names themselves, or in words; sorted."""
    units = [m for m in mentions if m.label in UNITS]
    best: dict[tuple[str, str], tuple[float, int, Mention, Mention, Rule]] = {}
    for child, parent, rule in (
        *_beside(article, mentions),
        *_near(article, mentions),
        *_named(units),
        *_bare(units),
        *_stated(article, mentions),
    ):
        key = (child.text, parent.text)
        rank = (-rule.score, child.begin)
        if key not in best or rank < best[key][:2]:
            best[key] = (*rank, child, parent, rule)
    found = []
    for (child_name, parent_name), (_, _, child, parent, rule) in best.items():
        near = abs(child.begin - parent.stop) <= REACH
        begin, stop = (
            (min(child.begin, parent.begin), max(child.stop, parent.stop)) if near else (child.begin, child.stop)
        )
        evidence = evidence_at(article, begin, stop, f"rule:part_of.{rule.id}", rule.score)
        found.append(PartOf(child_name, parent_name, evidence))
    return tuple(sorted(found, key=lambda part: (part.child, part.parent)))


Found = tuple[Mention, Mention, Rule]


def _rules(how: str) -> list[Rule]:
    return [rule for rule in part_rules() if rule.how == how]


def _beside(article: Article, mentions: Sequence[Mention]) -> Iterator[Found]:
    """A child right behind its parent, and the children listed behind the first."""
    for at, (parent, child) in enumerate(pairwise(mentions)):
        if article.text[parent.stop : child.begin].strip():
            continue
        rule = next((rule for rule in _rules("beside") if rule.allows(child, parent)), None)
        if rule is None:
            continue
        yield child, parent, rule
        before = child
        for other in mentions[at + 2 :]:
            joined = article.text[before.stop : other.begin].strip() in words("join")
            if not joined or other.label != child.label or other.text[-1] != child.text[-1]:
                break
            for listed in _rules("listed"):
                if listed.allows(other, parent):
                    yield other, parent, listed
            before = other


def _near(article: Article, mentions: Sequence[Mention]) -> Iterator[Found]:
    """A child a few words behind its parent, with no comma and no other name between: 复盛镇去年在红旗村."""
    for parent, child in pairwise(mentions):
        between = article.text[parent.stop : child.begin]
        if 0 < len(between) <= NEAR and not COMMAS & set(between) and between not in words("join"):
            for rule in _rules("near"):
                if rule.allows(child, parent):
                    yield child, parent, rule


def _named(units: Sequence[Mention]) -> Iterator[Found]:
    """A child whose name begins with its parent's: the longest such parent, and below it the next."""
    first: dict[str, Mention] = {}
    for unit in units:
        first.setdefault(unit.text, unit)
    for child in first.values():
        rest = child.text
        parent: tuple[Mention, Rule] | None = None
        while (step := _head(child, rest, first.values())) is not None:
            size, unit, rule = step
            parent = (unit, rule)
            rest = rest[size:]
        if parent is not None:
            yield child, *parent


def _head(child: Mention, name: str, units: Iterable[Mention]) -> tuple[int, Mention, Rule] | None:
    """The unit with whose name, or with a short or full form of it, ``name`` begins."""
    rules = [rule for rule in _rules("prefix") if child.label in rule.child]
    ordered = sorted(units)
    for size in range(len(name) - 2, 1, -1):
        head = name[:size]
        for unit in ordered:
            if unit.text == child.text or not _same(head, unit):
                continue
            for rule in rules:
                if rule.allows(child, unit) and short_form(child.text, unit.text, "ORG") is None:
                    return size, unit, rule
    return None


def _same(head: str, unit: Mention) -> bool:
    """Whether ``head`` is the unit's name, or one of the two is a local short form of the other (区委, 江北区委)."""
    if head == unit.text:
        return True
    if unit.label != "ORG" or len(head) < 2:
        return False
    return by_level(unit.text, head) or by_level(head, unit.text)


def _bare(units: Sequence[Mention]) -> Iterator[Found]:
    """A child that begins with the bare word for its parent's kind: the parent is the last one named before."""
    for at, child in enumerate(units):
        for rule in _rules("bare"):
            if not child.text.startswith(rule.words):
                continue
            parent = next((unit for unit in reversed(units[:at]) if rule.allows(child, unit)), None)
            if parent is not None:
                yield child, parent, rule


def _stated(article: Article, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Two names with nothing but words of belonging between them."""
    for left, right in pairwise(mentions):
        between = article.text[left.stop : right.begin].strip() if right.begin - left.stop <= REACH else ""
        if not between:
            continue
        for rule in _rules("stated"):
            child, parent = (right, left) if rule.flip else (left, right)
            if between in rule.words and rule.allows(child, parent):
                yield child, parent, rule
