"""Where a post is held: the host of a title over all articles, so that two ways to print one post are one post.

石马河街道党工委 + 书记 is the post 党工委书记 at 石马河街道, and 区商务局党组 + 书记 is 党组书记 at 区商务局.
区长 without a host is held at the home's district.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import HoldsPost
from kg.relations.roles import concept, is_official
from kg.resolution.aliases import Key, squash
from kg.resolution.profiles import Capacity, Seat
from kg.resolution.references import HOSTS, Scene
from kg.resolution.rules import rules


@dataclass(frozen=True, slots=True)
class Site:
    """A post's place: the key of its host's group and the title there."""

    host: Key | None
    unit: str  # full name of the division of a unit's head without host, "" for others
    title: str


def site_of(scene: Scene, fact: HoldsPost, groups: Mapping[Key, Key]) -> Site:
    """The site of a post as one article states it; ``groups`` maps every key to its group's."""
    title = squash(fact.post)
    position = scene.find(fact.org, *HOSTS)
    if position is None:
        head = rules().unit_heads.match(title)
        unit = scene.home.unit(head.group(3)) if head and scene.home and not fact.org else None
        return Site(None, scene.home.name_of(unit) if unit and scene.home else "", title)
    key = scene.references[position].main.key
    for tail, prefix in _tails():
        body = key.body.removesuffix(tail)
        if key.kind != "organisation" or body == key.body or not body:
            continue
        for kind in HOSTS:
            whole = Key(kind, key.scope, body)
            if whole in groups and (tail, prefix) in _tails_of(kind):
                return Site(groups[whole], "", title if title.startswith(prefix) else prefix + title)
    return Site(groups[key], "", title)


@functools.cache
def _tails_of(kind: str) -> tuple[tuple[str, str], ...]:
    """How names of bodies inside a host of ``kind`` end, and what goes before a title held in one."""
    if kind == "street":
        return tuple((body.tail, body.prefix) for body in rules().street_bodies)
    inside = rules().community_bodies if kind == "place" else rules().party_sections
    return tuple((tail, tail) for tail in inside)


@functools.cache
def _tails() -> tuple[tuple[str, str], ...]:
    both = {tail for kind in HOSTS for tail in _tails_of(kind)}
    return tuple(sorted(both, key=lambda tail: (-len(tail[0]), tail)))


def seats_of(scene: Scene, groups: Mapping[Key, Key], names: Mapping[Key, str]) -> dict[int, frozenset[Seat]]:
    """The seats of every person of a scene, by the position of the person's reference."""
    found: dict[int, set[Seat]] = {}
    for fact in scene.facts:
        if not isinstance(fact, HoldsPost):
            continue
        person = scene.find(fact.person, "person")
        if person is None:
            continue
        site = site_of(scene, fact, groups)
        leading = bool(site.unit) or (site.host is not None and site.host.body in rules().leading)
        host = host_id(site, names)
        capacity = capacity_of(site.title, names.get(site.host) if site.host else None)
        order = concept(site.title).order
        seat = Seat(host, site.title, capacity, leading, fact.status != "former", order)
        found.setdefault(person, set()).add(seat)
    for name in scene.article.reporters:
        person = scene.find(name, "person")
        if person is not None and person not in found:
            found[person] = {Seat("", "", "reporter", False, True)}
    return {person: frozenset(seats) for person, seats in found.items()}


def host_id(site: Site, names: Mapping[Key, str]) -> str:
    """What tells a host from others, a tab, and its name; "" when there is none."""
    if site.host is not None:
        return "\x1f".join(site.host) + "\t" + names[site.host]
    return f"unit\x1f{site.unit}\t{site.unit}" if site.unit else ""


def capacity_of(title: str, host: str | None) -> Capacity:
    """In what capacity somebody with this title appears."""
    if rules().reporters.search(title):
        return "reporter"
    if rules().delegates.search(title):
        return "delegate"
    if host is None and concept(title).branch == "host":
        return "open"
    return "official" if is_official(title, host) else "private"
