"""Names that patterns find: titles of papers, document numbers, quoted tags with the noun of a scheme, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import DataFileError
from kg.ner.spans import Candidate, Rank
from kg.ner.units import Unit
from kg.records import LABELS, Label
from kg.rows import expression, rows


@dataclass(frozen=True, slots=True)
class NameRule:
    """One row of ``data/rules/names.tsv``."""

    id: str
    label: Label
    beats: bool
    score: float
    pattern: re.Pattern[str]
    example: str
    counter: str


@cache
def name_rules() -> tuple[NameRule, ...]:
    """The rules, in file order.

    Raises:
        DataFileError: a row has an unknown label, or a pattern that is no regular expression.
    """
    heads: dict[str, list[str]] = {}
    for row in rows("lexicon/name_heads.tsv"):
        heads.setdefault(row["kind"], []).append(re.escape(row["word"]))
    found: list[NameRule] = []
    for row in rows("rules/names.tsv"):
        if row["label"] not in LABELS:
            raise DataFileError(f"names.tsv: row {row['id']!r}: label {row['label']!r} is none of {', '.join(LABELS)}")
        pattern = row["pattern"]
        for kind, words in heads.items():
            pattern = pattern.replace("{" + kind + "}", "|".join(sorted(words, key=lambda w: (-len(w), w))))
        compiled = expression(pattern, "names.tsv", row["id"])
        label = row["label"]
        found.append(
            NameRule(
                row["id"], label, row["beats"] == "yes", float(row["score"]), compiled, row["example"], row["counter"]
            )
        )
    return tuple(found)


def rule_candidates(unit: Unit) -> Iterator[Candidate]:
    """Spans that the rules propose in one unit."""
    for rule in name_rules():
        for match in rule.pattern.finditer(unit.text):
            start, end = match.span("name") if "name" in rule.pattern.groupindex else match.span()
            rank: Rank = 0 if rule.beats else 2
            first, last = unit.positions[start], unit.positions[end - 1]
            yield Candidate(first, last + 1, rule.label, rank, f"rule:{rule.id}", rule.score)
