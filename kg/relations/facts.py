"""The chain of the stage: mentions of one article in, its facts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.records import Acts, Article, CoMention, Fact, HoldsPost, Mention, PartOf, Said, SameAs, Together
from kg.relations.acts import find_acts
from kg.relations.aliases import find_aliases, fullest
from kg.relations.assists import find_assists
from kg.relations.belief import believed, sureness
from kg.relations.comentions import find_company
from kg.relations.mentions import own_mentions
from kg.relations.parts import find_parts
from kg.relations.posts import find_posts
from kg.relations.reading import read
from kg.relations.speech import find_speech


def find_facts(article: Article, mentions: Sequence[Mention]) -> tuple[Fact, ...]:
    """All facts that ``article`` states about its ``mentions``, sorted, each once with its best evidence.

    Names are the fullest surface form that the article has for them. Mentions of other articles are passed over.
    """
    own = own_mentions(article, mentions)
    groups = find_aliases(article, own)
    names = fullest(groups)
    sure = sureness(own)
    best: dict[tuple[str, ...], Fact] = {}
    for found in (*groups, *_others(article, own, names)):
        fact = _renamed(believed(found, sure), names)
        if fact is None:
            continue
        key = _key(fact)
        if key not in best or _rank(fact) < _rank(best[key]):
            best[key] = fact
    return tuple(best[key] for key in sorted(best))


def _others(article: Article, own: Sequence[Mention], names: Mapping[str, str]) -> Iterator[Fact]:
    """What the finders say of one reading of the article; ``names`` are its fullest names."""
    reading = read(article, own)
    yield from find_posts(article, own, names=names)
    yield from find_acts(article, own, reading=reading, names=names)
    yield from find_assists(article, reading)
    yield from find_parts(article, own)
    yield from find_speech(article, own, reading=reading)
    yield from find_company(article, own, names=names)


def _renamed(fact: Fact, names: Mapping[str, str]) -> Fact | None:
    """``fact`` over fullest names, or None where it then says that something belongs to or meets itself."""

    def full(name: str) -> str:
        return names.get(name, name)

    match fact:
        case HoldsPost():
            return replace(fact, person=full(fact.person), org=None if fact.org is None else full(fact.org))
        case Acts():
            fact = replace(fact, agent=full(fact.agent), target=full(fact.target))
            return None if fact.agent == fact.target else fact
        case PartOf():
            fact = replace(fact, child=full(fact.child), parent=full(fact.parent))
            return None if fact.child == fact.parent else fact
        case Said():
            about = tuple(sorted({full(name) for name in fact.about}))
            return replace(fact, speaker=full(fact.speaker), about=about)
        case SameAs() | CoMention() | Together():
            return fact  # the first is what names come from, the second is counted over fullest names


def _key(fact: Fact) -> tuple[str, ...]:
    """What makes two facts the same fact; also the order in which facts are given."""
    match fact:
        case HoldsPost():
            return ("holds_post", fact.person, fact.post, fact.org or "", fact.status)
        case Acts():
            return ("acts", fact.agent, fact.role, fact.target)
        case PartOf():
            return ("part_of", fact.child, fact.parent)
        case SameAs():
            return ("same_as", *fact.names)
        case Said():
            return ("said", f"{fact.evidence.start:09d}", fact.speaker, fact.quote)
        case CoMention():
            return ("co_mention", fact.a, fact.b)
        case Together():
            return ("together",)


def _rank(fact: Fact) -> tuple[float, int, int, str]:
    """Order of evidence for one fact: best score, then earliest, then shortest."""
    evidence = fact.evidence
    return (-evidence.score, evidence.start, evidence.end, evidence.source)
