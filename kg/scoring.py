"""How good an extraction is, against gold annotations: counts of exact hits, from which precision, recall and F1.

A mention counts if span and label are the gold's. Names in relations are compared without white space, and a name
that the gold lists in a same_as group is equal to every other of its group. An article counts if it shares 0.9 of its
characters with a gold one, its headline if the gold lists it. Training and ``kg evaluate`` both score with this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kg.export.jsonl import relation_row
from kg.gold import Gold, Span
from kg.records import LABELS, Article, CoMention, Extraction, Fact, Mention, Together

Part = tuple[dict[str, "Score"], list[str]]  # rows of one document, and its differences

_SAME_ARTICLE = 0.9  # least share of characters, of those either has, that gold and found article have in common


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was found and what was wanted. Scores of parts add up to the score of the whole.

    Where a hit is equality, ``found_right`` and ``gold_right`` are one number; where it is overlap they may differ.
    """

    found_right: int = 0
    found: int = 0
    gold_right: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        """Pool the counts."""
        return Score(
            self.found_right + other.found_right,
            self.found + other.found,
            self.gold_right + other.gold_right,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 if nothing was found."""
        return self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 if there is none."""
        return self.gold_right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores by row of the table, and each difference from the gold as a line."""

    rows: Mapping[str, Score]
    errors: tuple[str, ...] = ()


def score(gold: Mapping[str, Gold], found: Mapping[str, Extraction]) -> Scores:
    """Score extractions by the file name of their document; a document that is missing counts as one without finds."""
    rows: dict[str, Score] = {}
    errors: list[str] = []
    for name, wanted in gold.items():
        extraction = found.get(name)
        mentions, facts, articles = (
            (extraction.mentions, extraction.facts, extraction.articles) if extraction else ((), (), ())
        )
        for part, differences in (
            _score_mentions(wanted, mentions),
            _score_relations(wanted, facts),
            _score_articles(wanted, articles),
        ):
            for row, more in part.items():
                rows[row] = rows.get(row, Score()) + more
            errors += [f"{name} {line}" for line in differences]
    return Scores(rows, tuple(errors))


def _score_mentions(gold: Gold, mentions: Sequence[Mention]) -> Part:
    wanted = {entity for entity in gold.entities if gold.covers(entity[0], entity[1])}
    got: set[tuple[int, int, str]] = {(m.start, m.end, m.label) for m in mentions if gold.covers(m.start, m.end)}
    rows: dict[str, Score] = {}
    for label in LABELS:
        rows[f"entity {label}"] = _compare(
            {item for item in wanted if item[2] == label}, {item for item in got if item[2] == label}
        )
    rows["entity all"] = _compare(wanted, got)
    rows["entity overlap"] = Score(
        sum(_overlaps(item, wanted) for item in got),
        len(got),
        sum(_overlaps(item, got) for item in wanted),
        len(wanted),
    )
    lines = []
    for start, end, kind in sorted(wanted - got):
        near = [f"{gold.text[s:e]!r} {other}" for s, e, other in sorted(got) if s < end and start < e]
        lines.append(f"missed {kind} {gold.text[start:end]!r}" + (f", found {', '.join(near)}" if near else ""))
    for start, end, kind in sorted(got - wanted):
        if not any(s < end and start < e for s, e, _ in wanted):
            lines.append(f"extra {kind} {gold.text[start:end]!r}")
    return rows, lines


def _score_relations(gold: Gold, facts: Sequence[Fact]) -> Part:
    same = _canonical(gold.relations)
    told = (fact for fact in facts if not isinstance(fact, CoMention | Together))  # no annotator lists co-mentions
    found = [relation_row(fact) for fact in told if gold.covers(fact.evidence.start, fact.evidence.end)]
    wanted, got = _relation_keys(gold.relations, same), _relation_keys(found, same)
    rows = {kind: _compare(wanted[kind], got[kind]) for kind in wanted}
    rows["same_as"] = _compare(_alias_pairs(gold.relations), _alias_pairs(found))
    lines = []
    for kind in ("holds_post", "acts", "part_of"):
        lines += [f"missed {kind} {key}" for key in sorted(wanted[kind] - got[kind], key=str)]
        lines += [f"extra {kind} {key}" for key in sorted(got[kind] - wanted[kind], key=str)]
    return rows, lines


def _score_articles(gold: Gold, articles: Sequence[Article]) -> Part:
    if not gold.articles:
        return {}, []
    characters = [(article, _characters(gold.text, article.ranges)) for article in articles]
    in_scope = sum(all(gold.covers(start, end) for start, end in article.ranges) for article in articles)
    found = headlines = 0
    lines = []
    for wanted in gold.articles:
        want = _characters(gold.text, wanted["ranges"])
        share, headline = max(
            ((len(want & got) / len(want | got), article.headline) for article, got in characters if want | got),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        accepted = {_squash(name) for name in wanted["headlines"]}
        right = share > 0 and _squash(headline) in accepted
        found += share >= _SAME_ARTICLE
        headlines += right
        if share < _SAME_ARTICLE or not right:
            lines.append(f"article {wanted['headlines']}: shares {share:.2f}, headline {headline!r}")
    total = len(gold.articles)
    return {
        "articles": Score(found, in_scope, found, total),
        "headlines": Score(headlines, in_scope, headlines, total),
    }, lines


def _compare(wanted: set[Any], got: set[Any]) -> Score:
    right = len(wanted & got)
    return Score(right, len(got), right, len(wanted))


def _overlaps(item: tuple[int, int, str], others: Iterable[tuple[int, int, str]]) -> bool:
    start, end, label = item
    return any(start < e and s < end and label == other for s, e, other in others)


def _squash(name: str | None) -> str:
    return "".join((name or "").split())


def _canonical(relations: Iterable[Mapping[str, Any]]) -> Callable[[str | None], str]:
    """Return a function from a name to the name that stands for its same_as group."""
    group: dict[str, str] = {}
    for relation in relations:
        if relation["rel"] == "same_as":
            names = [_squash(name) for name in relation["names"]]
            root = next((group[name] for name in names if name in group), names[0])
            group.update(dict.fromkeys(names, root))
    return lambda name: group.get(_squash(name), _squash(name))


def _relation_keys(
    rows: Iterable[Mapping[str, Any]], same: Callable[[str | None], str]
) -> dict[str, set[tuple[str, ...]]]:
    keys: dict[str, set[tuple[str, ...]]] = {
        "holds_post": set(),
        "holds_post (person, post)": set(),
        "acts": set(),
        "acts (agent, target)": set(),
        "part_of": set(),
    }
    for row in rows:
        match row["rel"]:
            case "holds_post":
                person, post = same(row["person"]), _squash(row["post"])
                keys["holds_post"].add((person, post, same(row.get("org"))))
                keys["holds_post (person, post)"].add((person, post))
            case "acts":
                agent, target = same(row["agent"]), same(row["target"])
                keys["acts"].add((agent, row["role"], target))
                keys["acts (agent, target)"].add((agent, target))
            case "part_of":
                keys["part_of"].add((same(row["child"]), same(row["parent"])))
    return keys


def _alias_pairs(rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for row in rows:
        if row["rel"] == "same_as":
            pairs |= set(combinations(sorted({_squash(name) for name in row["names"]}), 2))
    return pairs


def _characters(text: str, ranges: Iterable[Span]) -> set[int]:
    """Return the offsets of the characters in the ranges, white space left out."""
    return {i for start, end in ranges for i in range(start, end) if not text[i].isspace()}
