"""Resolution: the extractions of all documents to entities and the records between them.

    scenes → groups of names → things → seats → people → posts → records

The result is the same in whatever order the extractions come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.records import (
    Article,
    CoMention,
    Decision,
    Entity,
    Extraction,
    Fact,
    HoldsPost,
    Kind,
    Knowledge,
    Mention,
    PartOf,
    Settings,
    Together,
)
from kg.resolution.acts import find_acts, find_statements
from kg.resolution.aliases import Key, Reading, unit_reading
from kg.resolution.judgements import Judgements, Spot
from kg.resolution.links import find_links
from kg.resolution.names import THINGS, group_keys
from kg.resolution.parts import district_of, find_parts
from kg.resolution.people import find_people
from kg.resolution.profiles import Sighting
from kg.resolution.references import WHOLES, Scene
from kg.resolution.scenes import read_scene
from kg.resolution.seats import host_id, seats_of
from kg.resolution.sites import unit_of_head
from kg.resolution.tenures import find_tenures
from kg.resolution.things import Place, make_persons, make_things, told_apart

SIGNED = " (byline)"
"""What is put behind the address of who signs with the name of somebody else in the article."""


def resolve(extractions: Sequence[Extraction], settings: Settings, judgements: Judgements | None = None) -> Knowledge:
    """Decide who is who over all documents.

    ``settings.home`` and ``settings.paper`` stand in for articles and documents that have none. Facts and names stay
    as extracted, but for facts below ``settings.min_score``, which are left out; mentions get the id of their entity.
    A document given twice counts once. ``judgements`` are what a reader has decided, which stands above all evidence.
    """
    judgements = judgements or Judgements()
    ordered = sorted({e.document.doc: e for e in sorted(extractions, key=_content)}.values(), key=_content)
    scenes = _scenes(ordered, settings)
    by_address = {scene.address: scene for scene in scenes}
    groups, name_decisions = group_keys(scenes, judgements.pairs(THINGS, by_address))
    implied = _implied(scenes)
    groups = {**{reading.key: reading.key for reading in implied}, **groups}
    things = make_things(by_address, groups, implied)
    groups = {key: group for key, group in groups.items() if group in things}  # not of a by-name that was refused
    sightings, places = _sightings(scenes, groups, things)
    judged = judgements.pairs(("person",), by_address)
    people, person_decisions = find_people(sightings, _related(scenes, groups, things), len(scenes), judged)
    persons = make_persons(people, places, by_address)
    owner = {place: entity.id for entity, held in persons for place in held}
    for scene in scenes:
        for position, reference in enumerate(scene.references):
            if reference.kind != "person":
                owner[scene.address, position] = things[groups[reference.main.key]].id
    tenures, posts, post_mentions = find_tenures(scenes, owner, groups, things)
    official_posts = {post.id for post in posts if post.official}
    officials = {t.person for t in tenures if t.status != "former" and t.post in official_posts}
    entities = [
        *things.values(),
        *(replace(person, official=person.id in officials) for person, _ in persons),
        *posts,
    ]
    articles_of = Counter(ident for _, ident in {(address, ident) for (address, _), ident in owner.items()})
    return Knowledge(
        documents=tuple(e.document for e in ordered),
        articles=tuple(scene.article for scene in scenes),
        mentions=tuple(mention for scene in scenes for mention in _mentions(scene, owner, post_mentions)),
        facts=tuple(fact for scene in scenes for fact in scene.facts),
        entities=tuple(
            sorted(_renamed(told_apart(entities), by_address, owner, judgements), key=lambda entity: entity.id)
        ),
        tenures=tenures,
        acts=find_acts(scenes, owner),
        parts=find_parts(scenes, owner, groups, things),
        links=find_links(scenes, owner, articles_of),
        statements=find_statements(scenes, owner),
        decisions=tuple(
            sorted(
                _placed({*name_decisions, *person_decisions}, by_address, owner),
                key=lambda d: (d.left, d.right, d.score, d.reason, d.same),
            )
        ),
    )


def _entity_at(spot: Spot, kind: Kind, scenes: Mapping[str, Scene], owner: Mapping[Place, str]) -> str:
    """Id of the entity that a name in an article is of; "" where there is none."""
    address = spot[0].removesuffix(SIGNED)
    scene = scenes.get(address)
    position = scene.find(spot[1], kind) if scene else None
    if scene and address != spot[0]:
        position = next((p for p in scene.signed.values() if spot[1] in scene.references[p].names), position)
    return owner.get((address, position), "") if position is not None else ""


def _placed(
    decisions: Iterable[Decision], scenes: Mapping[str, Scene], owner: Mapping[Place, str]
) -> Iterator[Decision]:
    """Decisions with the ids of the entities that their two are of now."""
    for made in decisions:
        ids = []
        for text in (made.a, made.b):
            name, _, address = text.partition("@")
            ids.append(_entity_at((address, name), made.kind, scenes, owner))
        yield replace(made, a_id=ids[0], b_id=ids[1])


def _renamed(
    entities: Iterable[Entity], scenes: Mapping[str, Scene], owner: Mapping[Place, str], judgements: Judgements
) -> Iterator[Entity]:
    """Entities under the names that a reader has given them; ids stay."""
    names = {_entity_at(spot, kind, scenes, owner): name for (kind, spot), name in judgements.names(scenes).items()}
    for entity in entities:
        name = names.get(entity.id)
        if name and name != entity.name:
            entity = replace(entity, name=name, aliases=tuple(sorted({*entity.aliases, entity.name} - {name})))
        yield entity


def _content(extraction: Extraction) -> tuple[str, str]:
    return extraction.document.doc, extraction.document.sha256


def _article_order(article: Article) -> tuple[int, str]:
    return len(article.id), article.id  # a2 before a10


def _scenes(extractions: Iterable[Extraction], settings: Settings) -> list[Scene]:
    scenes = []
    for extraction in extractions:
        home = extraction.document.home or settings.home
        paper = extraction.document.paper or settings.paper
        mentions: dict[str, list[Mention]] = {}
        for mention in extraction.mentions:
            mentions.setdefault(mention.article, []).append(mention)
        facts: dict[str, list[Fact]] = {}
        for fact in extraction.facts:
            if fact.evidence.score < settings.min_score and not isinstance(fact, CoMention | Together):
                continue
            facts.setdefault(fact.evidence.article, []).append(fact)
        for article in sorted(extraction.articles, key=_article_order):
            scenes.append(read_scene(article, home, paper, mentions.get(article.id, []), facts.get(article.id, [])))
    return scenes


def _implied(scenes: Iterable[Scene]) -> list[Reading]:
    """Districts that codes of streets and posts without host imply, sorted."""
    found: set[Reading] = set()
    for scene in scenes:
        for reference in scene.references:
            found.update(district_of(r.code) for r in reference.readings if r.key.kind == "street" and r.code)
        for fact in scene.facts:
            key = unit_of_head(scene, fact) if isinstance(fact, HoldsPost) else None
            chain = scene.home.chain if key and scene.home else ()
            found.update(r for r in (unit_reading(unit, scene.home) for unit in chain) if r.key == key)
    return sorted(found, key=lambda reading: reading.key)


def _sightings(
    scenes: Sequence[Scene], groups: Mapping[Key, Key], things: Mapping[Key, Entity]
) -> tuple[list[Sighting], dict[tuple[str, str], tuple[Place, ...]]]:
    """Every person of every scene as sighted there, and their places by address and name."""
    names = {key: thing.name for key, thing in things.items()}
    sightings = []
    places: dict[tuple[str, str], tuple[Place, ...]] = {}
    for scene in scenes:
        persons = {p: r.main.key.body for p, r in enumerate(scene.references) if r.kind == "person"}
        seats = seats_of(scene, groups, names)
        writers = {p for p, held in seats.items() if any(seat.capacity == "reporter" for seat in held)}
        for position, name in persons.items():
            signs = position in scene.signed.values()
            address = scene.address + SIGNED * signs, name
            places[address] = (*places.get(address, ()), (scene.address, position))
            if len(places[address]) > 1:  # one name in two ways of writing the dot or the digits
                continue
            sightings.append(
                Sighting(
                    address[0],
                    name,
                    scene.home.full if scene.home else "",
                    scene.article.date,
                    scene.references[position].count,
                    seats.get(position, frozenset()),
                    frozenset(other for p, other in persons.items() if other != name and p not in writers),
                )
            )
    return sightings, places


def _related(
    scenes: Sequence[Scene], groups: Mapping[Key, Key], things: Mapping[Key, Entity]
) -> dict[str, frozenset[str]]:
    """Hosts that belong to each other, as articles tell or as one's name begins with the other's."""
    pairs: set[tuple[Key, Key]] = set()
    for scene in scenes:
        for fact in scene.facts:
            if isinstance(fact, PartOf):
                ends = [scene.find(name, *WHOLES) for name in (fact.child, fact.parent)]
                child, parent = (groups[scene.references[p].main.key] if p is not None else None for p in ends)
                if child and parent and child != parent:
                    pairs.add((child, parent))
    for key, group in groups.items():
        if key.kind == "organisation":
            wholes = (Key(kind, key.scope, key.body[:end]) for end in range(3, len(key.body)) for kind in WHOLES)
            pairs.update((group, groups[whole]) for whole in wholes if whole in groups and groups[whole] != group)
    names = {key: thing.name for key, thing in things.items()}
    found: dict[str, set[str]] = {}
    for left, right in pairs:
        hosts = [host_id(key, names) for key in (left, right)]
        found.setdefault(hosts[0], set()).add(hosts[1])
        found.setdefault(hosts[1], set()).add(hosts[0])
    return {host: frozenset(others) for host, others in found.items()}


def _mentions(scene: Scene, owner: Mapping[Place, str], posts: Mapping[Mention, str]) -> list[Mention]:
    found = []
    for mention in scene.mentions:
        if mention.label == "POST":
            found.append(replace(mention, entity=posts.get(mention)))
        else:
            found.append(replace(mention, entity=owner[scene.address, scene.place_of(mention)]))
    return found
