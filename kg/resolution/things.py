"""Groups of keys to entities: organisations, streets, places, initiatives and events, and the persons beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Entity, Kind
from kg.resolution.aliases import Key, Reading
from kg.resolution.ids import entity_id
from kg.resolution.people import Person
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

    def entity(self, kind: Kind, ident: str, name: str, anchor: str | None, homonym: int, code: str | None) -> Entity:
        """The entity that is attested so."""
        return Entity(
            id=ident,
            kind=kind,
            name=name,
            aliases=tuple(sorted(self.aliases - {name})),
            subkind=subkind_of(kind, name),
            anchor=anchor,
            homonym=homonym,
            code=code,
            mention_count=self.mentions,
            article_count=self.articles,
            first_seen=self.dates[0] if self.dates else None,
            last_seen=self.dates[-1] if self.dates else None,
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
            ident = entity_id(reading.key.kind, reading.key.body, reading.key.scope, 0)
            nowhere = Attestation(frozenset(), 0, 0, ())
            made[groups[reading.key]] = nowhere.entity(
                reading.key.kind, ident, reading.display, reading.anchor, 0, reading.code
            )
    for group, held in places.items():
        often = max(readings[group].values())
        best = max(
            (reading for reading, articles in readings[group].items() if articles * 5 >= often or reading.code),
            key=lambda r: (r.code is not None, len(r.display), readings[group][r], r.display, r.key),
        )
        ident = entity_id(best.key.kind, best.key.body, best.key.scope, 0)
        made[group] = attested(held, scenes).entity(best.key.kind, ident, best.display, best.anchor, 0, best.code)
    return made


def make_persons(
    people: Sequence[Person], places: Mapping[tuple[str, str], tuple[Place, ...]], scenes: Mapping[str, Scene]
) -> list[tuple[Entity, tuple[Place, ...]]]:
    """One entity for each person, with the places of their references.

    Namesakes of one home are numbered by the date and address at which they are first seen, so that a number stays
    when later issues are added.
    """
    rows = []
    for person in people:
        homes = Counter(sighting.home for sighting in person)
        home = min(homes, key=lambda name: (-homes[name], name))
        date = min((sighting.date for sighting in person if sighting.date), default="9999")
        rows.append((person[0].name, home, date, person[0].address, person))
    made = []
    numbers: Counter[tuple[str, str]] = Counter()
    for key, home, _, _, person in sorted(rows, key=lambda row: row[:4]):
        held = tuple(place for sighting in person for place in places[sighting.address, sighting.name])
        printed = Counter(scenes[address].references[position].name for address, position in held)
        name = min(printed, key=lambda form: (-printed[form], form))
        homonym = numbers[key, home]
        numbers[key, home] += 1
        ident = entity_id("person", key, home, homonym)
        made.append((attested(held, scenes).entity("person", ident, name, home or None, homonym, None), held))
    return made
