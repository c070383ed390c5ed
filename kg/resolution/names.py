"""Which names of things, over all articles, name one thing: organisations, streets, places, initiatives, events.

Names with equal keys are one from the start. Different keys come together where an article says that its two names
are one, unless that contradicts the tables: two codes, bodies of two districts, two bodies that a district has both of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from kg.records import Decision, Kind
from kg.resolution.aliases import Key, Reading
from kg.resolution.contradictions import contradiction
from kg.resolution.decide import Comparison, Finding, decide, decision
from kg.resolution.judgements import Spot, written
from kg.resolution.references import Scene
from kg.resolution.rules import rules
from kg.resolution.similar import difference, neighbours

THINGS: Final[tuple[Kind, ...]] = ("organisation", "street", "place", "initiative", "event")


SHORTEST_BODY: Final = 3
"""Characters of a body's name that a section's may begin with."""
SHORTEST_ALIKE: Final = 4
"""Characters of the names that are compared for likeness; of three too many differ in one."""


def group_keys(
    scenes: Sequence[Scene], judged: Iterable[tuple[Spot, Spot, bool]] = ()
) -> tuple[dict[Key, Key], tuple[Decision, ...]]:
    """Map every key to the key that stands for its group, the smallest; with the decisions that were made.

    ``judged`` are names in articles that a reader has decided to be of one thing, or of two.
    """
    spots: dict[Key, Spot] = {}
    readings: dict[Key, Reading] = {}
    stated: dict[Key, str] = {}
    votes: dict[tuple[Key, Key], int] = {}
    for scene in scenes:
        for reference in scene.references:
            if reference.kind in ("person", "post"):
                continue
            spot = scene.address, reference.name
            spots[reference.main.key] = min(spots.get(reference.main.key, spot), spot)
            for reading in reference.readings:
                readings.setdefault(reading.key, reading)
                stated[reading.key] = max(stated.get(reading.key, ""), reading.unit)
            pairs = combinations(sorted({reading.key for reading in reference.readings}), 2)
            for pair in pairs:
                votes[pair] = votes.get(pair, 0) + 1
        for left, right in scene.refused:
            votes[left.key, right.key] = votes.get((left.key, right.key), 0) + 1
    comparisons = [compare_keys(pair, count, readings, stated) for pair, count in sorted(votes.items())]
    comparisons += [_twins(pair) for pair in _one_name_two_labels(readings) if pair not in votes]
    decided = _decided(scenes, judged)
    for pair in decided:
        if pair not in votes:
            comparisons.append(compare_keys(pair, 0, readings, stated))
    groups, made = decide(readings, comparisons, decided)
    compared = {(c.left, c.right) for c in comparisons}
    sections = [pair for pair, known in same_sections(groups) if known and pair not in compared]
    if sections:
        comparisons += [_sections(pair, readings, stated) for pair in sections]
        groups, made = decide(readings, comparisons, decided)
    chosen = {key: group[0] for group in groups for key in group}
    for (section, other), _ in same_sections(groups):
        chosen.setdefault(section, chosen.get(other, section))
        chosen.setdefault(other, chosen[section])
    compared = {(c.left, c.right) for c in comparisons}
    made += tuple((c, False) for c in suggested(spots, chosen, readings, stated) if (c.left, c.right) not in compared)
    return chosen, tuple(
        decision(
            c,
            same,
            (words(c.left), words(c.right)),
            (_spot(c.left, spots), _spot(c.right, spots)),
            kind=c.left.kind,
            decided=decided.get((c.left, c.right)),
        )
        for c, same in made
    )


def _one_name_two_labels(readings: Mapping[Key, Reading]) -> list[tuple[Key, Key]]:
    """A road is taken for a place in one article and for a street in another: pairs of one home and name."""
    streets = (key for key in readings if key.kind == "street")
    pairs = ((Key("place", key.scope, key.body), key) for key in sorted(streets))
    return [pair for pair in pairs if pair[0] in readings]


def _twins(pair: tuple[Key, Key]) -> Comparison[Key]:
    weights = rules().name_weights
    findings = Finding(weights["bias"], "place and street"), Finding(weights["name_same"], "one name in one home")
    return Comparison(*pair, findings)


def suggested(
    spots: Mapping[Key, Spot],
    chosen: Mapping[Key, Key],
    readings: dict[Key, Reading],
    stated: dict[Key, str],
) -> list[Comparison[Key]]:
    """Two things of one kind in one home whose names differ in a character: 三洞社区 and 三洞桥社区."""
    named: dict[tuple[Kind, str], list[str]] = {}
    for key in sorted(spots):
        if len(key.body) >= SHORTEST_ALIKE:
            named.setdefault((key.kind, key.scope), []).append(key.body)
    found = []
    for (kind, scope), bodies in named.items():
        for one, other in neighbours(bodies):
            pair = Key(kind, scope, one), Key(kind, scope, other)
            told = difference(one, other)
            if told and chosen[pair[0]] != chosen[pair[1]]:
                comparison = compare_keys(pair, 0, readings, stated)
                if not comparison.apart:
                    weight = rules().name_weights["similar"]
                    found.append(replace(comparison, findings=(*comparison.findings, Finding(weight, told))))
    return found


def same_sections(groups: Iterable[Sequence[Key]]) -> list[tuple[tuple[Key, Key], bool]]:
    """Sections that are one because their bodies are: 商粮局人事科 and 商务和粮食局人事科.

    Pairs of keys, sorted, one of which at least is there, and whether both are.
    """
    wholes: dict[Key, Sequence[Key]] = {}
    there: list[Key] = []
    for group in groups:
        there += (key for key in group if key.kind == "organisation")
        wholes.update({key: group for key in group if len(group) > 1 and key.kind == "organisation"})
    known, found = set(there), {}
    for section in there if wholes else ():
        for cut in range(SHORTEST_BODY, len(section.body) - 1):
            whole = Key("organisation", section.scope, section.body[:cut])
            for other in wholes.get(whole, ()):
                named = Key("organisation", other.scope, other.body + section.body[cut:])
                if other.kind == "organisation" and other.scope == whole.scope and named != section:
                    found[min(section, named), max(section, named)] = named in known
    return sorted(found.items())


def _sections(pair: tuple[Key, Key], readings: dict[Key, Reading], stated: dict[Key, str]) -> Comparison[Key]:
    comparison = compare_keys(pair, 0, readings, stated)
    finding = Finding(rules().name_weights["name_same"], "one section of one body")
    return replace(comparison, findings=(*comparison.findings, finding))


def _decided(scenes: Sequence[Scene], judged: Iterable[tuple[Spot, Spot, bool]]) -> dict[tuple[Key, Key], bool]:
    """Pairs of keys that a reader has decided."""
    by_address = {scene.address: scene for scene in scenes} if judged else {}
    found = {}
    for left, right, same in judged:
        keys = []
        for address, name in (left, right):
            scene = by_address[address]
            position = scene.find(name, *THINGS)
            if position is not None:
                keys.append(scene.references[position].main.key)
        if len(keys) == 2 and keys[0] != keys[1]:
            found[min(keys), max(keys)] = same
    return found


def _spot(key: Key, spots: dict[Key, Spot]) -> str:
    return written(spots[key]) if key in spots else ""


def words(key: Key) -> str:
    """A key as a reader may know it."""
    return f"{key.kind} {key.body} [{key.scope}]" if key.scope else f"{key.kind} {key.body}"


def compare_keys(
    pair: tuple[Key, Key], articles: int, readings: dict[Key, Reading], stated: dict[Key, str]
) -> Comparison[Key]:
    """Compare two keys that ``articles`` articles declare the same."""
    left, right = pair
    weights = rules().name_weights
    findings = [
        Finding(weights["bias"], "different names"),
    ]
    if articles:
        findings.append(Finding(weights["same_as"], "an article says that they are one"))
    if articles > 1:
        findings.append(Finding(weights["same_as_again"] * min(articles - 1, 3), f"so do {articles - 1} more"))
    codes = readings[left].code, readings[right].code
    against = contradiction(left, right, codes, (stated[left], stated[right]))
    if against:
        findings.append(Finding(weights[against[0]], against[1]))
    return Comparison(left, right, tuple(findings), against is not None)
