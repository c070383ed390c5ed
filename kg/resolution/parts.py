"""What belongs to what: told in articles, shown by a body's own name, or written in the authority tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records import Entity, Evidence, Part, PartOf
from kg.resolution.aliases import Key, Reading, division_reading
from kg.resolution.authority import divisions
from kg.resolution.ids import content_id
from kg.resolution.references import WHOLES, Scene
from kg.resolution.rules import rules
from kg.resolution.tenures import evidence_order
from kg.resolution.things import Place

NAMED_AFTER = "rule:named-after"
"""Source of the evidence that a body bears its street's name."""


def find_parts(
    scenes: Sequence[Scene], owner: Mapping[Place, str], groups: Mapping[Key, Key], things: Mapping[Key, Entity]
) -> tuple[Part, ...]:
    """Parts sorted by id. The districts of coded streets are things, named or not."""
    found: dict[tuple[str, str], set[tuple[str, Evidence]]] = {}
    for scene in scenes:
        for fact in scene.facts:
            if isinstance(fact, PartOf):
                child, parent = scene.find(fact.child, *WHOLES), scene.find(fact.parent, *WHOLES)
                if child is not None and parent is not None:
                    pair = (owner[scene.address, child], owner[scene.address, parent])
                    found.setdefault(pair, set()).add((scene.article.date or "", fact.evidence))
    for key, (date, evidence) in _first_sentences(scenes, groups).items():
        thing = things[key]
        street = _street_of(key, groups)
        if street and things[street].id != thing.id:
            source = (date, replace(evidence, source=NAMED_AFTER, score=1.0))
            found.setdefault((thing.id, things[street].id), set()).add(source)
        if thing.kind == "street" and thing.code:
            district = things[groups[district_of(thing.code).key]]
            source = (date, replace(evidence, source=f"table:{thing.code}", score=1.0))
            found.setdefault((thing.id, district.id), set()).add(source)
    made = [
        Part(content_id("prt", child, parent), child, parent, tuple(e for _, e in sorted(evidence, key=evidence_order)))
        for (child, parent), evidence in found.items()
        if child != parent
    ]
    return tuple(sorted(made, key=lambda part: part.id))


def _first_sentences(scenes: Sequence[Scene], groups: Mapping[Key, Key]) -> dict[Key, tuple[str, Evidence]]:
    """The first sentence, in time, that names each body of a street and each street of the tables."""
    found: dict[Key, tuple[str, Evidence]] = {}
    for scene in sorted(scenes, key=lambda s: (s.article.date or "9999", s.address)):
        for reference in scene.references:
            key = groups.get(reference.main.key)
            if key is None or key in found or not (reference.main.code or _street_of(key, groups)):
                continue
            evidence = scene.sentence(reference)
            if evidence:
                found[key] = (scene.article.date or "", evidence)
    return found


def _street_of(key: Key, groups: Mapping[Key, Key]) -> Key | None:
    """The street that a body is named after, when that street is known."""
    if key.kind != "organisation":
        return None
    for body in rules().street_bodies:
        street = Key("street", key.scope, key.body.removesuffix(body.tail))
        if street.body != key.body and street in groups:
            return groups[street]
    return None


def district_of(code: str) -> Reading:
    """The county or district of a street's code, as the tables have it."""
    return division_reading(divisions()[code[:6]])
