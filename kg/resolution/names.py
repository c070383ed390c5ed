"""Which names of things, over all articles, name one thing: organisations, streets, places, initiatives, events.

Names with equal keys are one from the start. Different keys come together where an article says that its two names
are one, unless that contradicts the tables: two codes, bodies of two districts, two bodies that a district has both of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from kg.records import Decision, Kind
from kg.resolution.aliases import Key, Reading
from kg.resolution.contradictions import contradiction
from kg.resolution.decide import Comparison, Finding, decide, decision
from kg.resolution.judgements import Spot, written
from kg.resolution.references import Scene
from kg.resolution.rules import rules

THINGS: Final[tuple[Kind, ...]] = ("organisation", "street", "place", "initiative", "event")


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
    chosen = {key: group[0] for group in groups for key in group}
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
