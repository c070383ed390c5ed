"""Groups of keys to entities: organisations, streets, places, initiatives and events, and the persons beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.records import Entity, Kind
from kg.resolution.aliases import Key, Reading
from kg.resolution.ids import entity_id
from kg.resolution.people import Person
from kg.resolution.profiles import Sighting
from kg.resolution.references import Scene
from kg.resolution.rules import subkind_of

Place = tuple[str, int]
"""Address of an article and position of a reference in it."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """Where and when the names of one entity stand."""

    aliases: frozenset[str]
    mentions: int
    articles: int
    dates: tuple[str, ...]  # of its articles, sorted

    def entity(self, kind: Kind, ident: str, name: str, anchor: str | None, **more: Any) -> Entity:
        """The entity that is attested so; ``more`` are fields of Entity that mentions do not tell."""
        return Entity(
            id=ident,
            kind=kind,
            name=name,
            aliases=tuple(sorted(self.aliases - {name})),
            subkind=subkind_of(kind, name),
            anchor=anchor,
            mention_count=self.mentions,
            article_count=self.articles,
            first_seen=self.dates[0] if self.dates else None,
            last_seen=self.dates[-1] if self.dates else None,
            **more,
        )


def attested(places: Sequence[Place], scenes: Mapping[str, Scene]) -> Attestation:
    """Add up what the references at ``places`` tell."""
    references = [scenes[address].references[position] for address, position in places]
    dates = {date for address, _ in places if (date := scenes[address].article.date)}
    return Attestation(
        frozenset(name for reference in references for name in reference.names),
        sum(reference.count for reference in references),
        len({address for address, _ in places}),
        tuple(sorted(dates)),
    )


def make_things(
    scenes: Mapping[str, Scene], groups: Mapping[Key, Key], implied: Iterable[Reading] = ()
) -> dict[Key, Entity]:
    """One entity for each group of keys, by the key that stands for the group.

    Its name is the fullest that is printed, a relative one completed by the home's unit (区委 to 江北区委); a form that
    few of the articles have is passed over, for it may be a slip. ``implied`` are things that names imply and no
    article may name: the district of a street.
    """
    places: dict[Key, list[Place]] = {}
    readings: dict[Key, Counter[Reading]] = {}
    for scene in scenes.values():
        for position, reference in enumerate(scene.references):
            if reference.kind != "person":
                group = groups[reference.main.key]
                places.setdefault(group, []).append((scene.address, position))
                readings.setdefault(group, Counter())[reference.main] += 1
    made: dict[Key, Entity] = {}
    for reading in implied:
        if groups[reading.key] not in readings:
            nowhere = Attestation(frozenset(), 0, 0, ())
            made[groups[reading.key]] = nowhere.entity(
                reading.key.kind, _id_of(reading.key), reading.display, reading.anchor, code=reading.code
            )
    for group, held in places.items():
        often = max(readings[group].values())
        best = max(
            (reading for reading, articles in readings[group].items() if articles * 5 >= often or reading.code),
            key=lambda r: (r.code is not None, len(r.display), readings[group][r], r.display, r.key),
        )
        former = {_id_of(reading.key) for reading in readings[group]} - {_id_of(best.key)}
        made[group] = attested(held, scenes).entity(
            best.key.kind, _id_of(best.key), best.display, best.anchor, code=best.code, former=tuple(sorted(former))
        )
    return made


def _id_of(key: Key) -> str:
    return entity_id(key.kind, key.body, key.scope)


def make_persons(
    people: Sequence[Person], places: Mapping[tuple[str, str], tuple[Place, ...]], scenes: Mapping[str, Scene]
) -> list[tuple[Entity, tuple[Place, ...]]]:
    """One entity for each person, with the places of their references.

    Namesakes of one home are told apart by where they are first seen, so that ids stay when later issues are added.
    """
    rows = []
    for person in people:
        homes = Counter(sighting.home for sighting in person)
        home = min(homes, key=lambda name: (-homes[name], name))
        first = min(person, key=_in_time)
        rows.append((person[0].name, home, _in_time(first), person, homes.keys() - {home}))
    made = []
    numbers: Counter[tuple[str, str]] = Counter()
    for key, home, (_, address), person, others in sorted(rows, key=lambda row: row[:3]):
        held = tuple(place for sighting in person for place in places[sighting.address, sighting.name])
        printed = Counter(scenes[address].references[position].name for address, position in held)
        name = min(printed, key=lambda form: (-printed[form], form))
        homonym = numbers[key, home]
        numbers[key, home] += 1
        ident = entity_id("person", key, home, address if homonym else "0")
        former = {entity_id("person", key, home, begun) for begun in _beginnings(person)}
        former |= {entity_id("person", key, other) for other in others}
        told = {"homonym": homonym, "former": tuple(sorted(former))}
        made.append((attested(held, scenes).entity("person", ident, name, home or None, **told), held))
    return made


def told_apart(entities: Iterable[Entity]) -> list[Entity]:
    """Entities without former ids that another one has, now or before."""
    given = list(entities)
    claims = Counter(ident for entity in given for ident in {entity.id, *entity.former})
    return [
        replace(entity, former=tuple(old for old in entity.former if claims[old] == 1 and old != entity.id))
        for entity in given
    ]


def _in_time(sighting: Sighting) -> tuple[str, str]:
    return sighting.date or "9999", sighting.address


def _beginnings(person: Person) -> set[str]:
    """Addresses, but the first, where a seat or the name alone comes up for the first time.

    In a build that ends there they might have been taken for somebody else of the name.
    """
    found = []
    seen: set[tuple[str, str]] = set()
    for sighting in sorted(person, key=_in_time):
        seats: set[tuple[str, str]] = {(seat.capacity, seat.host) for seat in sighting.seats} or {("", "")}
        if not seats <= seen:
            found.append(sighting.address)
        seen |= seats
    return set(found[1:])
