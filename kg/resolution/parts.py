"""What belongs to what: told in articles, shown by a body's own name, or written in the authority tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.records import Entity, Evidence, Part, PartOf
from kg.resolution.aliases import Key, division_reading
from kg.resolution.authority import divisions
from kg.resolution.ids import content_id, entity_id
from kg.resolution.references import WHOLES, Scene
from kg.resolution.rules import rules, subkind_of
from kg.resolution.tenures import evidence_order
from kg.resolution.things import Place

NAMED_AFTER = "rule:named-after"
"""Source of the evidence that a body bears its street's name."""


def find_parts(
    scenes: Sequence[Scene], owner: Mapping[Place, str], groups: Mapping[Key, Key], things: Mapping[Key, Entity]
) -> tuple[tuple[Part, ...], tuple[Entity, ...]]:
    """Parts sorted by id; and the districts that no article names and the tables put above a street."""
    found: dict[tuple[str, str], set[tuple[str, Evidence]]] = {}
    for scene in scenes:
        for fact in scene.facts:
            if isinstance(fact, PartOf):
                child, parent = scene.find(fact.child, *WHOLES), scene.find(fact.parent, *WHOLES)
                if child is not None and parent is not None:
                    pair = (owner[scene.address, child], owner[scene.address, parent])
                    found.setdefault(pair, set()).add((scene.article.date or "", fact.evidence))
    districts: dict[str, Entity] = {}
    for key, (date, evidence) in _first_sentences(scenes, groups).items():
        thing = things[key]
        street = _street_of(key, groups)
        if street and things[street].id != thing.id:
            source = (date, replace(evidence, source=NAMED_AFTER, score=1.0))
            found.setdefault((thing.id, things[street].id), set()).add(source)
        if thing.kind == "street" and thing.code:
            district = _district(thing.code, groups, things)
            districts[district.id] = district
            source = (date, replace(evidence, source=f"table:{thing.code}", score=1.0))
            found.setdefault((thing.id, district.id), set()).add(source)
    known = {thing.id for thing in things.values()}
    made = [
        Part(content_id("prt", child, parent), child, parent, tuple(e for _, e in sorted(evidence, key=evidence_order)))
        for (child, parent), evidence in found.items()
        if child != parent
    ]
    unnamed = (districts[ident] for ident in sorted(districts) if ident not in known)
    return tuple(sorted(made, key=lambda part: part.id)), tuple(unnamed)


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


def _district(code: str, groups: Mapping[Key, Key], things: Mapping[Key, Entity]) -> Entity:
    """The county or district of a street's code: the entity that articles name, else one from the tables."""
    reading = division_reading(divisions()[code[:6]])
    group = groups.get(reading.key)
    if group is not None:
        return things[group]
    key = reading.key
    ident = entity_id("place", key.body, key.scope, 0)
    return Entity(
        ident,
        "place",
        reading.display,
        subkind=subkind_of("place", reading.display),
        anchor=reading.anchor,
        code=reading.code,
    )
