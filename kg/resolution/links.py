"""Co-mentions over all articles, weighted.

The weight is normalised pointwise mutual information over articles, which is 1 for two names that are always together
and 0 for two that meet by chance, times a discount, because with few articles anything looks like always. Both are
at most 1. NPMI: Bouma 2009; the discount: Pantel and Ravichandran 2004. The number of articles is rounded up to a power
of two, so that a new article changes the weights of those whom it names, and not of all others too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.records import CoMention, Evidence, Link, Scope
from kg.resolution.aliases import KINDS
from kg.resolution.ids import content_id
from kg.resolution.references import Scene
from kg.resolution.rules import rules

METHOD: Final = "npmi-discounted"
TIGHTNESS: Final[Mapping[Scope, int]] = {"sentence": 0, "paragraph": 1, "article": 2}
CLOSENESS: Final[Mapping[Scope, float]] = {"sentence": 1.0, "paragraph": 0.5, "article": 0.25}
"""How much a meeting tells, by scope."""


@dataclass(slots=True)
class _Meetings:
    counts: dict[Scope, int] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)  # article to the tightest scope in it
    dates: set[str] = field(default_factory=set)
    evidence: set[tuple[int, str, Evidence]] = field(default_factory=set)


def find_links(
    scenes: Sequence[Scene], owner: Mapping[tuple[str, int], str], articles_of: Mapping[str, int]
) -> tuple[Link, ...]:
    """Add up the co-mention facts of all scenes.

    ``sentences`` counts sentences that hold both, ``paragraphs`` paragraphs that do in articles where no sentence
    does, ``articles`` all articles that do in any scope.
    """
    found: dict[tuple[str, str], _Meetings] = {}
    for scene in scenes:
        for fact in scene.facts:
            if not isinstance(fact, CoMention):
                continue
            left, right = scene.find(fact.a, KINDS[fact.a_label]), scene.find(fact.b, KINDS[fact.b_label])
            if left is None or right is None:
                continue
            a, b = sorted((owner[scene.address, left], owner[scene.address, right]))
            if a == b:
                continue
            meeting = found.setdefault((a, b), _Meetings())
            known = meeting.scopes.get(scene.address)
            if known is None or TIGHTNESS[fact.scope] < TIGHTNESS[known]:
                meeting.scopes[scene.address] = fact.scope
            meeting.counts[fact.scope] = meeting.counts.get(fact.scope, 0) + fact.count
            meeting.evidence.add((TIGHTNESS[fact.scope], scene.article.date or "", fact.evidence))
            if scene.article.date:
                meeting.dates.add(scene.article.date)
    return tuple(_link(pair, found[pair], articles_of, len(scenes)) for pair in sorted(found))


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


def _link(pair: tuple[str, str], meeting: _Meetings, articles_of: Mapping[str, int], articles: int) -> Link:
    a, b = pair
    both = len(meeting.scopes)
    closeness = sum(map(CLOSENESS.__getitem__, meeting.scopes.values()))
    evidence = list(meeting.evidence)
    if len(evidence) > 1:
        evidence.sort(key=lambda e: (e[0], e[1], e[2].doc, e[2].start, e[2].end, e[2].source, e[2].article, e[2].score))
    return Link(
        content_id("lnk", a, b),
        a,
        b,
        min(meeting.scopes.values(), key=TIGHTNESS.__getitem__),
        meeting.counts.get("sentence", 0),
        meeting.counts.get("paragraph", 0),
        both,
        weight(both, max(both, articles_of.get(a, 0)), max(both, articles_of.get(b, 0)), articles, closeness),
        METHOD,
        min(meeting.dates, default=None),
        max(meeting.dates, default=None),
        tuple(item for _, _, item in evidence[: rules().limits["link_evidence"]]),
    )
