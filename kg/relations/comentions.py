"""Which names stand together: one record a pair of names and article, at the tightest scope that holds.

Lists are discounted: members of a long enumeration share only the article, because a list of forty attendants says of
no two of them that they have to do with each other. Who signs an article stands together with nobody in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.records import Article, CoMention, Evidence, Fact, Mention, Scope, Together
from kg.relations.aliases import find_aliases, fullest
from kg.relations.clauses import Span, paragraphs
from kg.relations.evidence import evidence_at, sentence_at, sentence_spans
from kg.relations.function_words import words

LABELS = frozenset({"PERSON", "STREET", "ORG", "PLACE", "INITIATIVE", "EVENT"})
LONG_LIST = 8
"""An enumeration of more names than this pairs its members at article scope only."""
CROWDED = 30
"""A sentence or paragraph of more distinct names than this pairs none of them."""
MOST_NAMES = 80
"""Names of an article that are paired at article scope: the most often named, then the first named."""
SCORES: Mapping[Scope, float] = {"sentence": 0.9, "paragraph": 0.6, "article": 0.3}


@dataclass(frozen=True, slots=True)
class _Place:
    """One mention of a name that counts; ``chain`` numbers the enumeration that holds it, -1 for none."""

    name: str
    begin: int
    stop: int
    chain: int


@dataclass(slots=True)
class _Tally:
    """Units that hold a pair, and the first pair of places of the tightest."""

    scope: Scope
    count: int
    begin: int
    stop: int


def find_comentions(
    article: Article, mentions: Sequence[Mention], *, names: Mapping[str, str] | None = None
) -> tuple[CoMention, ...]:
    """One record for each pair of distinct fullest names of ``article``, sorted by the two names.

    ``names`` maps its names to their fullest forms; they are found here where it is not given.
    """
    return tuple(
        fact for fact in spelt_out(find_company(article, mentions, names=names)) if isinstance(fact, CoMention)
    )


def spelt_out(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of one article with a co-mention for each pair that a ``Together`` stands for; these come last.

    Sorted by their names where there is nothing but co-mentions.
    """
    told: list[Fact] = []
    groups: list[Together] = []
    for fact in facts:
        if isinstance(fact, Together):
            groups.append(fact)
        else:
            told.append(fact)
    if not groups:
        return tuple(told)
    tight = [fact for fact in told if isinstance(fact, CoMention)]
    known = {(fact.a, fact.b) for fact in tight}
    pairs = [*tight, *(pair for group in groups for pair in _pairs(group) if (pair.a, pair.b) not in known)]
    others = [fact for fact in told if not isinstance(fact, CoMention)]
    return (*others, *sorted(pairs, key=lambda pair: (pair.a, pair.b)))


def _pairs(group: Together) -> Iterator[CoMention]:
    rows = zip(group.names, group.labels, group.places, strict=True)
    for (left, left_label, where), (right, right_label, _) in combinations(rows, 2):
        if left < right:
            yield CoMention(left, left_label, right, right_label, "article", 1, where)
        else:
            yield CoMention(right, right_label, left, left_label, "article", 1, where)


def find_company(
    article: Article, mentions: Sequence[Mention], *, names: Mapping[str, str] | None = None
) -> tuple[CoMention | Together, ...]:
    """What ``find_comentions`` finds, with one record for all pairs that share the article only."""
    full = fullest(find_aliases(article, mentions)) if names is None else names
    signed = bylines(article, mentions)
    counted = [m for i, m in enumerate(mentions) if m.label in LABELS and i not in signed]
    chains = _chains(article.text, counted)
    places = [
        _Place(full.get(m.text, m.text), m.begin, m.stop, chain) for m, chain in zip(counted, chains, strict=True)
    ]
    by_text = {m.text: m.label for m in reversed(counted)}
    labels = {p.name: by_text.get(p.name, m.label) for p, m in zip(places, counted, strict=True)}
    found: dict[tuple[str, str], _Tally] = {}
    spans: tuple[tuple[Scope, Sequence[Span]], ...] = (
        ("sentence", sentence_spans(article.text)),
        ("paragraph", paragraphs(article.text)),
    )
    for scope, units in spans:
        for unit in _units(places, units):
            _count(found, unit, scope)
    evidence: dict[tuple[int, int, Scope], Evidence] = {}  # pairs of one sentence share its record

    def stated(scope: Scope, begin: int, stop: int) -> Evidence:
        first = sentence_at(article.text, begin)[0]
        last = sentence_at(article.text, max(stop - 1, begin))[1]
        key = (first, last, scope)
        if key not in evidence:
            evidence[key] = evidence_at(article, begin, stop, f"rule:co_mention.{scope}", SCORES[scope])
        return evidence[key]

    tight = tuple(
        CoMention(a, labels[a], b, labels[b], tally.scope, tally.count, stated(tally.scope, tally.begin, tally.stop))
        for (a, b), tally in sorted(found.items())
    )
    chosen = _most_named(places)
    if all((min(a.name, b.name), max(a.name, b.name)) in found for a, b in combinations(chosen, 2)):
        return tight
    where = tuple(stated("article", place.begin, place.stop) for place in chosen)
    named = tuple(place.name for place in chosen)
    return (*tight, Together(named, tuple(labels[name] for name in named), where, where[0]))


def bylines(article: Article, mentions: Sequence[Mention]) -> frozenset[int]:
    """Indexes of the mentions that sign the article: its reporters, and persons right behind 记者 and the like."""
    signed: set[int] = set()
    reporters = {"".join(name.split()) for name in article.reporters}
    for i, mention in enumerate(mentions):
        if mention.label != "PERSON":
            continue
        if mention.text in reporters:
            signed.add(i)
            continue
        before = mentions[i - 1] if i else None
        if before is None:
            continue
        between = article.text[before.stop : mention.begin].strip(" 　\n")
        follows = before.label == "POST" and before.text.endswith(words("byline")) and not between
        goes_on = i - 1 in signed and before.label == "PERSON" and between in ("", "、")
        if follows or goes_on:
            signed.add(i)
    return frozenset(signed)


def _chains(text: str, mentions: Sequence[Mention]) -> list[int]:
    """For each mention the number of the long enumeration that it is a member of, or -1."""
    runs: list[list[int]] = [[0]] if mentions else []
    for i, (left, right) in enumerate(pairwise(mentions), 1):
        between = text[left.stop : right.begin]
        close = (
            "\n" not in between and len(between) <= 12 and ("、" in between or between in words("join") or not between)
        )
        if close:
            runs[-1].append(i)
        else:
            runs.append([i])
    chains = [-1] * len(mentions)
    for number, run in enumerate(runs):
        if len(run) > LONG_LIST:
            for i in run:
                chains[i] = number
    return chains


def _units(places: Sequence[_Place], spans: Sequence[Span]) -> Iterator[list[_Place]]:
    """The places inside each span, where there are two names at least and not too many."""
    at = 0
    for begin, stop in spans:
        unit: list[_Place] = []
        while at < len(places) and places[at].begin < stop:
            if places[at].begin >= begin:
                unit.append(places[at])
            at += 1
        if 2 <= len({place.name for place in unit}) <= CROWDED:
            yield unit


def _count(found: dict[tuple[str, str], _Tally], unit: Sequence[_Place], scope: Scope) -> None:
    """Count the pairs of one unit, unless a tighter scope holds the pair already."""
    seen: set[tuple[str, str]] = set()
    for left, right in combinations(unit, 2):
        if left.name == right.name or (left.chain >= 0 and left.chain == right.chain):
            continue
        pair = (min(left.name, right.name), max(left.name, right.name))
        tally = found.get(pair)
        if pair in seen or (tally is not None and tally.scope != scope):
            continue
        seen.add(pair)
        if tally is None:
            found[pair] = _Tally(scope, 1, left.begin, right.stop)
        else:
            tally.count += 1


def _most_named(places: Sequence[_Place]) -> list[_Place]:
    """The first places of the most named names, which are paired at article scope."""
    first: dict[str, _Place] = {}
    times: dict[str, int] = {}
    for place in places:
        first.setdefault(place.name, place)
        times[place.name] = times.get(place.name, 0) + 1
    chosen = sorted(first, key=lambda name: (-times[name], first[name].begin, name))[:MOST_NAMES]
    return [first[name] for name in chosen]
