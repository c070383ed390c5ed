"""The seats of a person as one article states them: host, title, and what the title says of its holder."""

from __future__ import annotations

from collections.abc import Mapping

from kg.records import HoldsPost
from kg.relations.roles import concept, is_official
from kg.resolution.aliases import Key, squash
from kg.resolution.profiles import Capacity, Seat
from kg.resolution.references import Scene
from kg.resolution.rules import rules, subkind_of
from kg.resolution.sites import site_of

PUBLIC = frozenset(
    ("party", "government", "congress", "cppcc", "discipline", "court", "procuratorate", "mass_organisation")
)
"""Sub-kinds of the bodies whose leaders are officials whatever their title: 残联理事长."""


def seats_of(scene: Scene, groups: Mapping[Key, Key], names: Mapping[Key, str]) -> dict[int, frozenset[Seat]]:
    """The seats of every person of a scene, by the position of the person's reference."""
    found: dict[int, set[Seat]] = {}
    for fact in scene.facts:
        person = scene.holder(fact) if isinstance(fact, HoldsPost) else None
        if not isinstance(fact, HoldsPost) or person is None:
            continue
        site = site_of(scene, fact, groups)
        head = rules().unit_heads.match(site.title) is not None
        seat = Seat(
            host_id(site.host, names) if site.host else "",
            site.title,
            capacity_of(site.title, names.get(site.host) if site.host else None),
            head or (site.host is not None and site.host.body in rules().leading),
            fact.status != "former",
            concept(site.title).order,
            "".join(site.host[1:]) if site.host and head else site.host.scope if site.host else "",
        )
        found.setdefault(person, set()).add(seat)
    for name in scene.article.reporters:
        signed = [p for p in scene.signed.values() if squash(name) in scene.references[p].names]
        person = signed[0] if signed else scene.find(name, "person")
        if person is not None and person not in found:
            found[person] = {Seat("", "", "reporter", False, True)}
    return {person: frozenset(seats) for person, seats in found.items()}


def host_id(host: Key, names: Mapping[Key, str]) -> str:
    """What tells a host from others, a tab, and its name."""
    return "\x1f".join(host) + "\t" + names[host]


def capacity_of(title: str, host: str | None) -> Capacity:
    """In what capacity somebody with this title appears."""
    if rules().reporters.search(title):
        return "reporter"
    if rules().delegates.search(title):
        return "delegate"
    if host is None and concept(title).branch == "host":
        return "open"
    if is_official(title, host) or (host and concept(title).order <= 3 and subkind_of("organisation", host) in PUBLIC):
        return "official"
    return "private"
