"""Which of two overlapping spans wins: one named policy, whoever proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from kg.records import Label

Rank = Literal[0, 1, 2, 3, 4]
"""Who is believed first: 0 rules that beat the tagger, 1 the tagger, 2 rules that fill gaps, 3 the article's memory,
4 the tagger where it doubts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that somebody proposes; ``begin`` and ``stop`` are offsets into the article text."""

    begin: int
    stop: int
    label: Label
    rank: Rank
    source: str
    score: float


PAIRS: Final = ("“”", "‘’", "《》")
QUOTED: Final = ("INITIATIVE", "EVENT")
REACH: Final = 40  # characters within which the missing mark of a pair is looked for


def with_both_marks(candidate: Candidate, text: str) -> Candidate:
    """A span with one mark of a pair, mended: the marks belong to the names of initiatives and events, not to others.

    The tagger reads long lists of quoted tags, and now and then begins or ends inside one. An initiative or event is
    stretched to the other mark in its line; another name loses a mark that stands at its edge without the other.

    >>> span = with_both_marks(Candidate(6, 13, "INITIATIVE", 1, "model", 0.9), "推进“暖心、安居”五大工程")
    >>> "推进“暖心、安居”五大工程"[span.begin : span.stop]
    '“暖心、安居”五大工程'
    """
    begin, stop = candidate.begin, candidate.stop
    for opening, closing in PAIRS:
        name = text[begin:stop]
        if candidate.label not in QUOTED:
            begin += name.startswith(opening) and closing not in name
            stop -= name.endswith(closing) and opening not in name
        elif name.count(closing) > name.count(opening):
            line = text[max(text.rfind("\n", 0, begin) + 1, begin - REACH) : begin]
            found = line.rfind(opening)
            if found > line.rfind(closing):
                begin -= len(line) - found
        elif name.count(opening) > name.count(closing):
            found = text[stop : stop + REACH].partition("\n")[0].find(closing)
            if found >= 0 and opening not in text[stop : stop + found]:
                stop += found + 1
    return replace(candidate, begin=begin, stop=stop) if begin < stop else candidate


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
