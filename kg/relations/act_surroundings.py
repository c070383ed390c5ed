"""More of what is to be seen of an agent with a target: who else is near, whose words these are, what the clauses say.

``act_features`` looks at the two names and at the cues around them; this looks at what competes with them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from kg.relations.anaphors import bare_name
from kg.relations.clauses import STOPS
from kg.relations.function_words import words
from kg.relations.phrases import Name
from kg.relations.reading import Cue, Reading

QUOTES = {"“": "”", "「": "」"}
_REACH = 60  # elements of a clause that are looked at
_EDGE = frozenset("，。；：！？")


class Surroundings:
    """The article with what these features need; made once an article."""

    def __init__(self, reading: Reading, names: Sequence[Name], key: Sequence[str], flow_at: Sequence[int]) -> None:
        self.r, self.names, self.key, self.flow_at = reading, names, key, flow_at
        self.agents = sorted(k for k in reading.at if reading.flow[k].text in "POL")
        self.targets = sorted(
            (k, key[j]) for j, k in enumerate(flow_at) if k >= 0 and names[j].label in ("INITIATIVE", "EVENT")
        )
        self.target_at = [k for k, _ in self.targets]
        self.cue_at = [cue.first for cue in reading.cues]
        self.spoken = _spoken(reading)
        self.said: dict[int, set[str]] = {}
        for k, target in self.targets:
            self.said.setdefault(reading.sentence[k], set()).add(target)
        self.labels: dict[str, str] = {target: names[j].label for j, target in enumerate(key)}
        self.bounds = _bounds(reading.clause)
        self.lines = _bounds(reading.sentence)
        self.pairs: dict[tuple[int, str], tuple[str, ...]] = {}

    def pair(self, i: int, j: int, kind: str, near: str, order: str) -> Iterator[str]:
        """Features of agent occurrence ``i`` with target occurrence ``j``."""
        r = self.r
        a, t = self.flow_at[i], self.flow_at[j]
        here = self.key[j]
        lo, hi = min(a, t), max(a, t)
        # who stands nearer
        place = bisect_left(self.agents, t)
        if order == "<":
            rank = place - bisect_right(self.agents, a)
        else:
            rank = bisect_left(self.agents, a) - bisect_right(self.agents, t)
        yield f"agent rank {order}{min(rank, 4)} {kind}"
        between = self.targets[bisect_right(self.target_at, lo) : bisect_left(self.target_at, hi)]
        others = {target for _, target in between if target != here}
        yield f"targets between {order}{min(len(others), 3)} {kind}"
        same = {target for target in others if self.labels.get(target) == self.names[j].label}
        yield f"like targets between {order}{min(len(same), 2)} {kind} {near}"
        mine = self.said.get(r.sentence[a], set())
        state = "none" if not mine else "only" if mine == {here} else "also" if here in mine else "other"
        yield f"sentence of a {state} {kind}"
        yield f"sentence of a {state} {kind} {near}{order}"
        # cues on the left of the agent, and the first ones of the two sentences
        yield from self._left_cues(a, t, kind, near, order)
        # whose words these are
        inside = f"{self.spoken[a]:d}{self.spoken[t]:d}"
        yield f"spoken {inside} {kind}{order}"
        own = f"{r.subject[t] == r.phrase_of[i]:d}{r.speaker[t] == r.phrase_of[i]:d}"
        yield f"spoken {inside} {near[0]} {kind} subject {own}"
        first, _ = self.bounds[r.clause[t]]
        said = "".join(f.text for f in r.flow[first:t])
        voice = next((word for word in words("self") if word in said), "")
        if voice:
            yield f"voice {voice} {own} {kind} {near}{order}"
            yield f"voice {voice} speaks {r.speaks[r.phrase_of[i]]} {kind} {r.paragraph[a] == r.paragraph[t]}"
        # what the clause of the target begins with, and that of the agent ends in
        for word, k in (("t", t), ("a", a)):
            for piece in self._clause_words(k, word):
                yield f"{piece} {kind[-1]}{order}"
                if near[0] == "c":
                    yield f"{piece} {kind}{order} {near}"
        # names that share their letters
        agent, target = bare_name(self.names[i].text), bare_name(here)
        common = _common(agent, target)
        yield f"common {min(common, 4)} {kind}"

    def _left_cues(self, a: int, t: int, kind: str, near: str, order: str) -> Iterator[str]:
        r = self.r
        first, last = self.bounds[r.clause[a]]
        cues = self._cues(first, a)
        if cues:
            yield f"cue before a {cues[-1].row} {order}{near[0]}"
            yield f"cue before a {cues[-1].role} {kind}{order}{near}"
        start, _ = self.lines[r.sentence[a]]
        wide = () if cues else self._cues(start, a)
        if wide:
            yield f"cue before a in sentence {wide[-1].role} {kind}{order}{near}"
        for k in {r.clause[a], r.clause[t]}:
            first, last = self.bounds[k]
            word = "both" if r.clause[a] == r.clause[t] else "a" if k == r.clause[a] else "t"
            roles = "".join(sorted({c.role[:2] for c in self._cues(first, last) if c.role != "joint"}))
            yield f"roles of {word} {roles} {kind}{order}"

    def _cues(self, first: int, last: int) -> tuple[Cue, ...]:
        """Cues that begin at elements ``first`` to ``last`` (not included)."""
        return self.r.cues[bisect_left(self.cue_at, first) : bisect_left(self.cue_at, last)]

    def _clause_words(self, k: int, word: str) -> tuple[str, ...]:
        """Begin of the clause of element ``k``, and the pairs of characters in it."""
        known = self.pairs.get((k, word))
        if known is None:
            r = self.r
            first, last = self.bounds[r.clause[k]]
            texts = [f.text for f in r.flow[max(first, k - _REACH) : min(last, k + _REACH)]]
            out = [f"{word}clause {''.join(texts[:n])}" for n in (1, 2, 3)]
            out += [f"{word}end {''.join(texts[-n:])}" for n in (1, 2)]
            grams = {"".join(texts[x : x + 2]) for x in range(len(texts) - 1)}
            out += [f"{word}has {gram}" for gram in sorted(grams)]
            if first > 0 and r.flow[first - 1].text not in STOPS:
                before, _ = self.bounds[r.clause[first - 1]]
                out += [f"{word}earlier {''.join(f.text for f in r.flow[before : before + n])}" for n in (2, 3)]
            known = self.pairs[k, word] = tuple(out)
        return known


def _bounds(numbers: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """First and last (not included) element of each clause or sentence."""
    found: dict[int, tuple[int, int]] = {}
    for k, number in enumerate(numbers):
        first, _ = found.get(number, (k, k))
        found[number] = (first, k + 1)
    return found


def _spoken(reading: Reading) -> tuple[bool, ...]:
    """Whether each element stands in quotation marks that hold a clause or more."""
    out = [False] * len(reading.flow)
    start = -1
    for k, f in enumerate(reading.flow):
        if f.phrase >= 0:
            continue
        if f.text in QUOTES:
            start = k
        elif f.text in QUOTES.values() and start >= 0:
            if any(g.text in _EDGE for g in reading.flow[start:k]):
                out[start:k] = [True] * (k - start)
            start = -1
        elif k and reading.paragraph[k] != reading.paragraph[k - 1]:
            start = -1
    return tuple(out)


def _common(a: str, b: str) -> int:
    """Length of the longest string that both names hold."""
    best = 0
    for x in range(len(a)):
        while x + best < len(a) and a[x : x + best + 1] in b:
            best += 1
    return best
