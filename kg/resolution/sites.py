"""Where a post is held: the host and the title over all articles, so that two ways to print one post are one post.

石马河街道党工委 + 书记 is the post 党工委书记 at 石马河街道, as is 书记 at the street itself; 区商务局党组 + 书记 is
党组书记 at 区商务局; 区委 + 组织部部长 is 部长 at 区委组织部. 区长 without a host is held at the home's district.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import HoldsPost
from kg.resolution.aliases import Key, read_name, squash, unit_reading
from kg.resolution.formal_names import firm_core, formal_body
from kg.resolution.references import HOSTS, Scene
from kg.resolution.rules import rules, subkind_of

SHORTEST_NAME = 3
"""Characters of a body's name that a title may begin with; of no more only where they tell whose it is (县二中)."""


@dataclass(frozen=True, slots=True)
class Site:
    """A post's place: the key of its host's group, or None, and the title there."""

    host: Key | None
    title: str


def site_of(scene: Scene, fact: HoldsPost, groups: Mapping[Key, Key]) -> Site:
    """The site of a post as one article states it; ``groups`` maps every key to its group's."""
    title = squash(fact.post)
    position = scene.find(scene.stated(fact.org, fact.evidence), *HOSTS)
    if position is None:
        unit = unit_of_head(scene, fact)
        return (None if unit else _named(title, scene, groups)) or Site(groups.get(unit) if unit else None, title)
    main = scene.references[position].main
    key = main.key
    if key.kind == "place" and main.unit:
        named = _named(main.display + title, scene, groups, len(main.display))
        if named:
            return named
    if key.kind == "organisation":
        named = _named(title, scene, groups)
        if named and named.host == groups[key]:
            return named  # 县二中校长 at 县第二中学
    whole, prefix = _whole(key, groups) or (None, "")
    if whole:
        return _at(whole, title if title.startswith(prefix) else prefix + title, groups)
    inner = _inner(key, title, groups)
    return inner or _at(key, title, groups)


def plain_site(scene: Scene, fact: HoldsPost, groups: Mapping[Key, Key]) -> Site:
    """The site that the article alone tells of, where no other article names the whole or the section."""
    position = scene.find(scene.stated(fact.org, fact.evidence), *HOSTS)
    if position is None:
        return Site(None, squash(fact.post))
    return _at(scene.references[position].main.key, squash(fact.post), groups)


def _named(title: str, scene: Scene, groups: Mapping[Key, Key], place: int = 0) -> Site | None:
    """The body, known from other articles, whose name is printed in one with the title: 县二中校长.

    ``place`` is the length of a division's name at its front.
    """
    if rules().delegates.search(title):
        return None  # who sits in a congress is no head of it
    for length in range(len(title) - 2, (place + 1 if place else SHORTEST_NAME - 1), -1):
        reading = read_name("organisation", title[:length], scene.home, scene.address)
        stated = place or reading.unit or length > SHORTEST_NAME
        if stated and reading.key in groups and groups[reading.key].kind == "organisation":
            return _at(reading.key, title[length:], groups)
    return None


def unit_of_head(scene: Scene, fact: HoldsPost) -> Key | None:
    """The key of the division whose government somebody heads where no host is stated: 区长, 副市长."""
    head = rules().unit_heads.match(squash(fact.post)) if scene.home and not fact.org else None
    unit = scene.home.unit(head.group(3)) if head and scene.home else None
    return unit_reading(unit, scene.home).key if unit else None


def _at(key: Key, title: str, groups: Mapping[Key, Key]) -> Site:
    """The title at a host, without a repetition of the host's end, and in full where it is a street's bare one."""
    if key.kind == "organisation":
        for length in range(min(len(title) - 2, len(key.body) - 1), 1, -1):
            if key.body.endswith(title[:length]):
                return Site(groups[key], title[length:])
    if key.kind == "street":
        for tail, prefix in _tails_of("street"):
            if len(tail) > 1 and title.startswith(tail) and len(title) > len(tail) + 1:
                title = prefix + title.removeprefix(tail)  # 政府镇长 at a town is its 镇长
                break
        title = rules().street_titles.get((subkind_of("street", key.body) or "", title), title)
    return Site(groups[key], title)


def _whole(key: Key, groups: Mapping[Key, Key]) -> tuple[Key, str] | None:
    """The host that a body bears the name of, and what goes before a title held in the body."""
    if key.kind != "organisation":
        return None
    for tail, prefix in _tails():
        body = key.body.removesuffix(tail)
        for kind in HOSTS if body and body != key.body else ():
            whole = Key(kind, key.scope, firm_core(body) or body)
            if whole in groups and (tail, prefix) in _tails_of(kind):
                return whole, prefix
    return None


def _inner(key: Key, title: str, groups: Mapping[Key, Key]) -> Site | None:
    """The section that a title names, when the section is known: 区委 + 组织部部长 is held at 区委组织部."""
    if key.kind != "organisation":
        return None
    front = "委" if key.body == "委员会" else key.body
    for length in range(len(title) - 2, 1, -1):
        section = Key("organisation", key.scope, formal_body(front + title[:length]))
        if section in groups and groups[section] != groups[key]:
            return Site(groups[section], title[length:])
    return None


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
