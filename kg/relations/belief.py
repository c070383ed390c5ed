"""How far a fact can be believed: as far as what says it, and no further than the names that it is about.

The finders score a fact as if its names were right. Names that the tagger found have a score of their own, the chance
that their borders and kind are right, so the least sure of them lowers the score of the fact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records import Acts, CoMention, Fact, HoldsPost, Mention, PartOf, Said, SameAs, Together


def sureness(mentions: Sequence[Mention]) -> Mapping[str, float]:
    """Each name with the best score of its mentions."""
    sure: dict[str, float] = {}
    for mention in mentions:
        sure[mention.text] = max(mention.score, sure.get(mention.text, 0.0))
    return sure


def believed(fact: Fact, sure: Mapping[str, float]) -> Fact:
    """``fact`` with its score times the least of those of its names; co-mentions as they are."""
    match fact:
        case HoldsPost():
            names: tuple[str | None, ...] = (fact.person, fact.post, fact.org)
        case Acts():
            names = (fact.agent, fact.target)
        case PartOf():
            names = (fact.child, fact.parent)
        case SameAs():
            names = fact.names
        case Said():
            names = (fact.speaker,)
        case CoMention() | Together():
            return fact
    least = min((sure.get(name, 1.0) for name in names if name is not None), default=1.0)
    evidence = replace(fact.evidence, score=round(fact.evidence.score * least, 4))
    return replace(fact, evidence=evidence)
