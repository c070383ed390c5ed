"""Co-mentions over all articles, weighted.

The weight is normalised pointwise mutual information over articles, which is 1 for two names that are always together
and 0 for two that meet by chance, times a discount, because with few articles anything looks like always. Both are
at most 1. NPMI: Bouma 2009; the discount: Pantel and Ravichandran 2004. The number of articles is rounded up to a power
of two, so that a new article changes the weights of those whom it names, and not of all others too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from kg.records import CoMention, Evidence, Link, Scope
from kg.resolution.aliases import KINDS
from kg.resolution.ids import content_id
from kg.resolution.references import Scene
from kg.resolution.rules import rules

METHOD: Final = "npmi-discounted"
SCOPES: Final[tuple[Scope, ...]] = ("sentence", "paragraph", "article")
TIGHTNESS: Final[Mapping[Scope, int]] = {scope: place for place, scope in enumerate(SCOPES)}
CLOSENESS: Final[Mapping[Scope, float]] = {"sentence": 1.0, "paragraph": 0.5, "article": 0.25}
"""How much a meeting tells, by scope."""


_Meeting = tuple[int, str, int, str, Evidence]  # tightness, date, units that hold both, article, evidence


def find_links(
    scenes: Sequence[Scene], owner: Mapping[tuple[str, int], str], articles_of: Mapping[str, int]
) -> tuple[Link, ...]:
    """Add up the co-mention facts of all scenes.

    ``sentences`` counts sentences that hold both, ``paragraphs`` paragraphs that do in articles where no sentence
    does, ``articles`` all articles that do in any scope.
    """
    found: dict[tuple[str, str], list[_Meeting]] = {}
    for scene in scenes:
        ids: dict[tuple[str, str], str | None] = {}  # of the scene's names, by name and label
        for fact in scene.facts:
            if not isinstance(fact, CoMention):
                continue
            for name, label in ((fact.a, fact.a_label), (fact.b, fact.b_label)):
                if (name, label) not in ids:
                    place = scene.find(name, KINDS[label])
                    ids[name, label] = None if place is None else owner[scene.address, place]
            a, b = ids[fact.a, fact.a_label], ids[fact.b, fact.b_label]
            if a is None or b is None or a == b:
                continue
            date = scene.article.date or ""
            meeting = (TIGHTNESS[fact.scope], date, fact.count, scene.address, fact.evidence)
            found.setdefault((a, b) if a < b else (b, a), []).append(meeting)
    # Each list goes as its link comes: both at once would be the most that a build holds.
    return tuple(_link(pair, found.pop(pair), articles_of, len(scenes)) for pair in sorted(found))


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


def _link(pair: tuple[str, str], meetings: Sequence[_Meeting], articles_of: Mapping[str, int], articles: int) -> Link:
    a, b = pair
    tightest: dict[str, int] = {}  # by article
    counts = [0, 0, 0]
    for scope, _, count, address, _ in meetings:
        tightest[address] = min(scope, tightest.get(address, scope))
        counts[scope] += count
    both = len(tightest)
    closeness = sum(CLOSENESS[SCOPES[scope]] for scope in tightest.values())
    if len(meetings) == 1:
        evidence: tuple[Evidence, ...] = (meetings[0][4],)
    else:
        distinct = {(scope, date, item) for scope, date, _, _, item in meetings}
        ordered = sorted(
            distinct, key=lambda e: (e[0], e[1], e[2].doc, e[2].start, e[2].end, e[2].source, e[2].article, e[2].score)
        )
        evidence = tuple(item for _, _, item in ordered[: rules().limits["link_evidence"]])
    dates = [date for _, date, *_ in meetings if date]
    return Link(
        content_id("lnk", a, b),
        a,
        b,
        SCOPES[min(tightest.values())],
        counts[0],
        counts[1],
        both,
        weight(both, max(both, articles_of.get(a, 0)), max(both, articles_of.get(b, 0)), articles, closeness),
        METHOD,
        min(dates, default=None),
        max(dates, default=None),
        evidence,
    )
