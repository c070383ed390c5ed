"""Which of two overlapping spans wins: one named policy, whoever proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.records import Label

Rank = Literal[0, 1, 2, 3]
"""Who is believed first: 0 rules that beat the tagger, 1 the tagger, 2 rules that fill gaps, 3 the article's memory."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that somebody proposes; ``begin`` and ``stop`` are offsets into the article text."""

    begin: int
    stop: int
    label: Label
    rank: Rank
    source: str
    score: float


def rank_then_length(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Spans that do not overlap, in order: the better rank first, then the longer, then the earlier one.

    >>> a, b = Candidate(0, 5, "ORG", 1, "model", 0.9), Candidate(3, 9, "STREET", 2, "rule:x", 0.9)
    >>> rank_then_length([b, a]) == (a,)
    True
    """
    taken: list[Candidate] = []
    covered: set[int] = set()
    key = lambda c: (c.rank, c.begin - c.stop, c.begin, c.label, c.source)  # noqa: E731 - the policy, in one line
    for candidate in sorted(candidates, key=key):
        span = range(candidate.begin, candidate.stop)
        if covered.isdisjoint(span):
            covered.update(span)
            taken.append(candidate)
    return tuple(sorted(taken, key=lambda c: c.begin))
