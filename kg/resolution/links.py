"""Co-mentions over all articles, weighted.

The weight is normalised pointwise mutual information over articles, which is 1 for two names that are always together
and 0 for two that meet by chance, times a discount, because with few articles anything looks like always. Both are
at most 1. NPMI: Bouma 2009; the discount: Pantel and Ravichandran 2004. The number of articles is rounded up to a power
of two, so that a new article changes the weights of those whom it names, and not of all others too.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.records import CoMention, Evidence, Label, Scope, Together
from kg.resolution.aliases import KINDS
from kg.resolution.ids import content_id
from kg.resolution.link_columns import SCOPES, Links
from kg.resolution.references import Scene
from kg.resolution.rules import rules

METHOD: Final = "npmi-discounted"
TIGHTNESS: Final[Mapping[Scope, int]] = {scope: place for place, scope in enumerate(SCOPES)}
CLOSENESS: Final[Mapping[Scope, float]] = {"sentence": 1.0, "paragraph": 0.5, "article": 0.25}
"""How much a meeting tells, by scope."""

Ints = NDArray[np.int64]
_ARTICLE: Final = TIGHTNESS["article"]


def _column() -> array[int]:
    return array("i")


@dataclass(slots=True)
class _Meetings:
    """Co-mentions in columns, one row for each pair and article; ends are numbered as they are met."""

    scenes: Sequence[Scene]
    left: array[int] = field(default_factory=_column)
    right: array[int] = field(default_factory=_column)
    scope: array[int] = field(default_factory=_column)
    count: array[int] = field(default_factory=_column)
    scene: array[int] = field(default_factory=_column)
    piece: array[int] = field(default_factory=_column)
    entities: dict[str, int] = field(default_factory=dict)
    evidence: dict[Evidence, int] = field(default_factory=dict)

    def add(self, owner: Mapping[tuple[str, int], str]) -> None:
        for number, scene in enumerate(self.scenes):
            ends: dict[tuple[str, str], int] = {}  # of the scene's names, by name and label

            def end(name: str, label: Label, scene: Scene = scene, ends: dict[tuple[str, str], int] = ends) -> int:
                found = ends.get((name, label))
                if found is None:
                    place = scene.find(name, KINDS[label])
                    found = ends[name, label] = -1
                    if place is not None:
                        ident = owner[scene.address, place]
                        found = ends[name, label] = self.entities.setdefault(ident, len(self.entities))
                return found

            tight: set[tuple[str, str]] = set()
            for fact in scene.facts:
                if isinstance(fact, CoMention):
                    tight.add((fact.a, fact.b))
                    a, b = end(fact.a, fact.a_label), end(fact.b, fact.b_label)
                    if a >= 0 <= b and a != b:
                        piece = self.evidence.setdefault(fact.evidence, len(self.evidence))
                        self._put([a], [b], TIGHTNESS[fact.scope], fact.count, number, [piece])
            for fact in scene.facts:
                if isinstance(fact, Together):
                    self._add_group(fact, [*map(end, fact.names, fact.labels)], tight, number)

    def _add_group(self, group: Together, ends: list[int], tight: set[tuple[str, str]], scene: int) -> None:
        names = group.names
        pieces = [self.evidence.setdefault(piece, len(self.evidence)) for piece in group.places]
        for i, (name, a) in enumerate(zip(names, ends, strict=True)):
            if a < 0:
                continue
            met = [
                b
                for other, b in zip(names[i + 1 :], ends[i + 1 :], strict=True)
                if b >= 0 and b != a and (name, other) not in tight and (other, name) not in tight
            ]
            self._put([a] * len(met), met, _ARTICLE, 1, scene, [pieces[i]] * len(met))

    def _put(self, a: list[int], b: list[int], scope: int, count: int, scene: int, pieces: list[int]) -> None:
        self.left.extend(a)
        self.right.extend(b)
        self.piece.extend(pieces)
        for column, value in ((self.scope, scope), (self.count, count), (self.scene, scene)):
            column.extend([value] * len(a))


class _Meeting(NamedTuple):
    """One row of the meetings of a pair."""

    scope: int
    units: int
    scene: int
    piece: int


class _Sum(NamedTuple):
    """What several meetings of a pair add up to."""

    scope: int
    counts: tuple[int, int]  # sentences, paragraphs
    articles: int
    closeness: float
    first: int
    last: int
    pieces: tuple[int, ...]


def find_links(scenes: Sequence[Scene], owner: Mapping[tuple[str, int], str], articles_of: Mapping[str, int]) -> Links:
    """Add up the co-mention facts of all scenes.

    ``sentences`` counts sentences that hold both, ``paragraphs`` paragraphs that do in articles where no sentence
    does, ``articles`` all articles that do in any scope.
    """
    met = _Meetings(scenes)
    met.add(owner)
    names = sorted(met.entities)
    rank = np.zeros(len(names), dtype=np.int64)
    rank[[met.entities[name] for name in names]] = np.arange(len(names))
    left, right = rank[np.array(met.left, dtype=np.int64)], rank[np.array(met.right, dtype=np.int64)]
    pairs = np.minimum(left, right) * len(names) + np.maximum(left, right)
    order = np.argsort(pairs, kind="stable")
    pairs, starts = np.unique(pairs[order], return_index=True)
    stops = np.append(starts[1:], len(order))
    a, b = np.divmod(pairs, max(len(names), 1))
    days = sorted({scene.article.date for scene in scenes if scene.article.date})
    day_of = {day: number for number, day in enumerate(days)}
    dated = np.array([day_of.get(scene.article.date or "", len(days)) for scene in scenes], dtype=np.int64)
    column = {
        name: np.array(getattr(met, name), dtype=np.int64)[order] for name in ("scope", "count", "scene", "piece")
    }
    scope, count = column["scope"][starts], column["count"][starts]
    sentences, paragraphs = np.where(scope == 0, count, 0), np.where(scope == 1, count, 0)
    articles = np.ones(len(pairs), dtype=np.int64)
    closeness = np.array([CLOSENESS[name] for name in SCOPES])[scope]
    first = dated[column["scene"][starts]] if len(scenes) else starts
    last = first.copy()
    several = np.flatnonzero(stops - starts > 1)
    evidence = tuple(met.evidence)
    held: dict[int, tuple[int, ...]] = {}
    for at in several.tolist():
        own = slice(starts[at], stops[at])
        rows = [_Meeting(*row) for row in zip(*(values[own].tolist() for values in column.values()), strict=True)]
        found = _added_up(rows, dated, len(days), scenes, evidence)
        scope[at], (sentences[at], paragraphs[at]), articles[at] = found.scope, found.counts, found.articles
        closeness[at], first[at], last[at], held[at] = found.closeness, found.first, found.last, found.pieces
    sizes = np.ones(len(pairs), dtype=np.int64)
    sizes[several] = [len(held[at]) for at in several.tolist()]
    begins = np.concatenate(([0], np.cumsum(sizes)))
    pieces = np.zeros(begins[-1], dtype=np.int32)
    pieces[begins[:-1]] = column["piece"][starts]
    for at, own_pieces in held.items():
        pieces[begins[at] : begins[at + 1]] = own_pieces
    each = np.array([articles_of.get(name, 0) for name in names], dtype=np.int64)
    return Links(
        ids=np.array([content_id("lnk", names[x], names[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)], "S"),
        entities=tuple(names),
        a=a.astype(np.int32),
        b=b.astype(np.int32),
        scope=scope.astype(np.int8),
        sentences=sentences.astype(np.int32),
        paragraphs=paragraphs.astype(np.int32),
        articles=articles.astype(np.int32),
        weight=_weights(articles, each[a], each[b], len(scenes), closeness),
        method=np.zeros(len(pairs), dtype=np.int8),
        first=first.astype(np.int32),
        last=last.astype(np.int32),
        starts=begins.astype(np.int64),
        pieces=pieces,
        evidence=evidence,
        days=(*days, None),
        methods=(METHOD,),
    )


def weight(both: int, left: int, right: int, articles: int, closeness: float) -> float:
    """Weight of a pair named together in ``both`` of ``articles`` articles, alone in ``left`` and ``right``.

    ``closeness`` adds up the meetings, each 1 or less by its scope. Articles in which neither stands are added up to
    the next power of two, at least one, so that a graph of one article has weights too. The result lies between 0 and
    1, rounded to four places.
    """
    total = 1 << articles.bit_length()
    if not 0 < both <= min(left, right):
        return 0.0
    mutual = math.log(both * total / (left * right)) / -math.log(both / total)
    rare = min(left, right)
    return round(max(0.0, mutual) * closeness / (closeness + 1) * rare / (rare + 1), 4)


def _weights(both: Ints, left: Ints, right: Ints, articles: int, closeness: NDArray[np.float64]) -> NDArray[np.float64]:
    known: dict[tuple[int, int, int, float], float] = {}  # most pairs are alike
    found = np.zeros(len(both))
    rows = zip(both.tolist(), left.tolist(), right.tolist(), closeness.tolist(), strict=True)
    for at, (n, one, other, close) in enumerate(rows):
        key = n, one, other, close
        if key not in known:
            known[key] = weight(n, max(n, one), max(n, other), articles, close)
        found[at] = known[key]
    return found


def _added_up(
    meetings: Sequence[_Meeting], dated: Ints, undated: int, scenes: Sequence[Scene], evidence: Sequence[Evidence]
) -> _Sum:
    """Several meetings of one pair; of the evidence as much is kept as the rules say, the tightest and oldest first."""
    tightest: dict[str, int] = {}  # by article
    counts = [0, 0, 0]
    for met in meetings:
        address = scenes[met.scene].address
        tightest[address] = min(met.scope, tightest.get(address, met.scope))
        counts[met.scope] += met.units

    def order(key: tuple[int, str, int]) -> tuple[int, str, str, int, int, str, str, float]:
        scope, date, piece = key
        item = evidence[piece]
        return scope, date, item.doc, item.start, item.end, item.source, item.article, item.score

    distinct = {(met.scope, scenes[met.scene].article.date or "", met.piece) for met in meetings}
    known = [day for met in meetings if (day := int(dated[met.scene])) != undated]
    return _Sum(
        min(tightest.values()),
        (counts[0], counts[1]),
        len(tightest),
        sum(CLOSENESS[SCOPES[scope]] for scope in tightest.values()),
        min(known, default=undated),
        max(known, default=undated),
        tuple(piece for _, _, piece in sorted(distinct, key=order)[: rules().limits["link_evidence"]]),
    )
