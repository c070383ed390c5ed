"""How well a composed year is resolved: B³ of people, organisations and streets, namesakes, tenures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.records import Knowledge
from tests.year.corpus import Corpus

KINDS = {"person": "p", "organisation": "o", "street": "s"}
Place = tuple[str, str, int]
"""Document, article, and where in its text a name begins."""


@dataclass(frozen=True, slots=True)
class Scores:
    """B³ as (precision, recall, F1) by kind; the others as shares between 0 and 1."""

    b3: Mapping[str, tuple[float, float, float]]
    namesakes_merged: float  # pairs of namesakes most of whose mentions are of one entity
    namesake_mentions_merged: float  # of all pairs of mentions of two namesakes, those that are of one entity
    reporters_merged: float  # pairs of a reporter and a namesake who is none
    tenures: tuple[float, float, float]  # person, host, title and both dates right
    posts: tuple[float, float, float]  # the same without the dates
    counts: Mapping[str, int]


def score(corpus: Corpus, knowledge: Knowledge) -> Scores:
    """Compare the entities of the mentions with those that the corpus was composed of."""
    gold = {(s.article.doc, s.article.id, begin): thing for s in corpus.sheets for begin, thing in s.gold.items()}
    found = {(m.doc, m.article, m.begin): m.entity for m in knowledge.mentions if m.entity and m.label != "POST"}
    both = {place: (gold[place], entity) for place, entity in found.items() if place in gold}
    kinds = {
        kind: [
            pair
            for pair in both.values()
            if pair[0].startswith(first) and pair[0] != "person" and not pair[0].startswith("place")
        ]
        for kind, first in KINDS.items()
    }
    merged = _namesakes(corpus, kinds["person"])
    return Scores(
        {kind: b_cubed(pairs) for kind, pairs in kinds.items()},
        *merged,
        _tenures(corpus, knowledge, both, dated=True),
        _tenures(corpus, knowledge, both, dated=False),
        {
            "articles": len(corpus.sheets),
            "mentions": len(knowledge.mentions),
            **{kind: len({thing for thing, _ in pairs}) for kind, pairs in kinds.items()},
            "namesakes": sum(1 for _ in _pairs(corpus, {thing for thing, _ in kinds["person"]})),
            "movers": sum(len(p.stints) > 1 for p in corpus.people),
        },
    )


def b_cubed(pairs: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering (Bagga and Baldwin 1998), from each item's gold and found id."""
    cells = Counter(pairs)
    total = sum(cells.values())
    if not total:
        return 0.0, 0.0, 0.0
    golds: Counter[str] = Counter()
    founds: Counter[str] = Counter()
    for (one, other), count in cells.items():
        golds[one] += count
        founds[other] += count
    precision = sum(count * count / founds[found] for (_, found), count in cells.items()) / total
    recall = sum(count * count / golds[gold] for (gold, _), count in cells.items()) / total
    return precision, recall, 2 * precision * recall / (precision + recall)


def _pairs(corpus: Corpus, seen: set[str]) -> Iterable[tuple[str, str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for person in corpus.people:
        if person.id in seen:
            names[person.name].append(person.id)
    for same in names.values():
        yield from combinations(same, 2)


def _namesakes(corpus: Corpus, pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    entities: dict[str, Counter[str]] = defaultdict(Counter)
    for person, entity in pairs:
        entities[person][entity] += 1
    posted = {told.person for sheet in corpus.sheets for told in sheet.told}
    roles = {person.id: person.role for person in corpus.people}
    wrong = mixed = reporters = 0
    couples = list(_pairs(corpus, set(entities) & posted))  # of a bare name nobody can tell whose it is
    with_reporter = [pair for pair in couples if (roles[pair[0]] == "reporter") != (roles[pair[1]] == "reporter")]
    total = 0
    for a, b in couples:
        same = entities[a].most_common(1)[0][0] == entities[b].most_common(1)[0][0]
        wrong += same
        reporters += same and (a, b) in with_reporter
        mixed += sum(count * entities[b][entity] for entity, count in entities[a].items())
        total += entities[a].total() * entities[b].total()
    return wrong / max(1, len(couples)), mixed / max(1, total), reporters / max(1, len(with_reporter))


def best(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each entity's thing: that of most of its mentions, where it holds most of that thing's mentions in turn."""
    cells = Counter(pairs)
    thing_of: dict[str, str] = {}
    entity_of: dict[str, str] = {}
    for (thing, entity), _ in sorted(cells.items(), key=lambda item: (-item[1], item[0])):
        thing_of.setdefault(entity, thing)
        entity_of.setdefault(thing, entity)
    return {entity: thing for entity, thing in thing_of.items() if entity_of[thing] == entity}


def _tenures(
    corpus: Corpus, knowledge: Knowledge, both: Mapping[Place, tuple[str, str]], *, dated: bool
) -> tuple[float, float, float]:
    """Precision, recall and F1 of tenures."""
    dates: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    hosted: Counter[tuple[str, str | None, str]] = Counter()
    for sheet in corpus.sheets:
        for told in sheet.told:
            key = told.person, told.host, told.title
            hosted[key] += told.hosted
            dates[key] += [sheet.article.date or ""] if told.status != "former" else []
    wanted = set()
    for (person, host, title), days in dates.items():
        row = person, host if hosted[person, host, title] else None, title
        wanted.add((*row, min(days, default=None), max(days, default=None)) if dated else row)
    thing = best(both.values())
    places = {e.id: f"place:{e.name}" for e in knowledge.entities if e.kind == "place"}
    found = []
    for tenure in knowledge.tenures:
        host = None if tenure.org is None else thing.get(tenure.org) or places.get(tenure.org, tenure.org)
        row = thing.get(tenure.person, tenure.person), host, tenure.title
        found.append((*row, tenure.first_attested, tenure.last_attested) if dated else row)
    right = len(wanted & set(found))
    precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
    return precision, recall, 2 * right / max(1, len(found) + len(wanted))
