"""Posts and who holds them when, over all articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.records import Entity, Evidence, HoldsPost, Mention, Status, Tenure
from kg.relations.evidence import sentence_at
from kg.relations.roles import is_official
from kg.resolution.aliases import Key, squash
from kg.resolution.ids import content_id, entity_id
from kg.resolution.references import Scene
from kg.resolution.sites import Site, plain_site, site_of
from kg.resolution.things import Place

NEWEST: Final[Mapping[Status, int]] = {"former": 0, "incoming": 1, "acting": 2, "current": 3}
"""Of two statuses of one day, the one that later articles will bear out."""


@dataclass(slots=True)
class _Post:
    site: Site
    anchor: str | None
    host: Entity | None
    addresses: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    mentions: int = 0
    printed: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Held:
    statuses: set[tuple[str, int, Status]] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)  # at which it is attested as held, not as left
    evidence: set[tuple[str, Evidence]] = field(default_factory=set)


def find_tenures(
    scenes: Sequence[Scene],
    owner: Mapping[Place, str],
    groups: Mapping[Key, Key],
    things: Mapping[Key, Entity],
) -> tuple[tuple[Tenure, ...], tuple[Entity, ...], dict[Mention, str]]:
    """Tenures and posts, each sorted by id; and the post that each post mention is of, where a fact tells.

    The status is that of the latest article. First and last attested are dates of articles that tell of the post as
    held or taken up; both are None when only former holding is told.
    """
    sites = _sites(scenes, owner, groups)
    posts: dict[str, _Post] = {}
    held: dict[tuple[str, str], _Held] = {}
    mentions: dict[Mention, str] = {}
    for scene in scenes:
        facts = [fact for fact in scene.facts if isinstance(fact, HoldsPost)]
        stated: list[tuple[HoldsPost, str]] = []
        for fact in facts:
            person = scene.holder(fact)
            if person is None:
                continue
            site = site_of(scene, fact, groups)
            known = sites.get((owner[scene.address, person], site.title), set())
            told = {site, plain_site(scene, fact, groups)}
            if not site.host and len(known) == 1:
                (site,) = known
            ident, post = _post(site, scene, things)
            post = posts.setdefault(ident, post)
            post.former.update(_post(one, scene, things)[0] for one in told)
            post.addresses.add(scene.address)
            post.printed.add(squash(fact.post))
            tenure = held.setdefault((owner[scene.address, person], ident), _Held())
            date = scene.article.date or ""
            tenure.statuses.add((date, NEWEST[fact.status], fact.status))
            tenure.evidence.add((date, fact.evidence))
            if date:
                post.dates.add(date)
                if fact.status != "former":
                    tenure.dates.add(date)
            stated.append((fact, ident))
        for mention, ident in _post_mentions(scene, stated):
            mentions[mention] = ident
            posts[ident].mentions += 1
    made = [_tenure(person, ident, posts[ident], held[person, ident]) for person, ident in sorted(held)]
    entities = [_entity(ident, posts[ident]) for ident in sorted(posts)]
    return tuple(sorted(made, key=lambda t: t.id)), tuple(entities), mentions


def _sites(
    scenes: Sequence[Scene], owner: Mapping[Place, str], groups: Mapping[Key, Key]
) -> dict[tuple[str, str], set[Site]]:
    """Where each person bears each title: a title without host is held where the same person bears it elsewhere."""
    found: dict[tuple[str, str], set[Site]] = {}
    for scene in scenes:
        for fact in scene.facts:
            person = scene.holder(fact) if isinstance(fact, HoldsPost) else None
            if isinstance(fact, HoldsPost) and person is not None:
                site = site_of(scene, fact, groups)
                if site.host:
                    found.setdefault((owner[scene.address, person], site.title), set()).add(site)
    return found


def _post(site: Site, scene: Scene, things: Mapping[Key, Entity]) -> tuple[str, _Post]:
    host = things[site.host] if site.host else None
    anchor = host.id if host else scene.home.full if scene.home else ""
    former = {entity_id("post", site.title, old) for old in host.former} if host else set()
    post = _Post(site, (host.name if host else anchor) or None, host, former=former)
    return entity_id("post", site.title, anchor), post


def _entity(ident: str, post: _Post) -> Entity:
    title = post.site.title
    name = (post.host.name if post.host else "") + title
    dates = sorted(post.dates)
    return Entity(
        id=ident,
        kind="post",
        name=name,
        aliases=tuple(sorted(post.printed - {name})),
        official=is_official(title, post.host.name if post.host else None),
        anchor=post.anchor,
        mention_count=post.mentions,
        article_count=len(post.addresses),
        first_seen=dates[0] if dates else None,
        last_seen=dates[-1] if dates else None,
        former=tuple(sorted(post.former)),
    )


def _tenure(person: str, ident: str, post: _Post, held: _Held) -> Tenure:
    dates = sorted(held.dates)
    return Tenure(
        id=content_id("ten", person, ident),
        person=person,
        post=ident,
        org=post.host.id if post.host else None,
        title=post.site.title,
        status=max(held.statuses)[2],
        first_attested=dates[0] if dates else None,
        last_attested=dates[-1] if dates else None,
        evidence=tuple(item for _, item in sorted(held.evidence, key=evidence_order)),
    )


def evidence_order(dated: tuple[str, Evidence]) -> tuple[str, str, str, int, int, str, float]:
    """Sort key of evidence with its article's date: oldest first."""
    date, item = dated
    return date, item.doc, item.article, item.start, item.end, item.source, item.score


def _post_mentions(scene: Scene, stated: Sequence[tuple[HoldsPost, str]]) -> list[tuple[Mention, str]]:
    """Each post mention with the post of the fact that its sentence tells; the nearest person's where there are two."""
    found = []
    for mention in scene.mentions:
        if mention.label != "POST":
            continue
        text = squash(mention.text)
        near = [
            (_distance(scene, mention, fact.person), ident)
            for fact, ident in stated
            if squash(fact.post) == text and _tells(scene, fact, mention)
        ]
        if near:
            found.append((mention, min(near)[1]))
    return found


def _tells(scene: Scene, fact: HoldsPost, mention: Mention) -> bool:
    """Whether the fact's sentences hold the mention.

    A sentence that lies in two columns spans others in the source, so that its text counts: it must be the one in
    which the mention stands in the article.
    """
    if not fact.evidence.start <= mention.start < fact.evidence.end:
        return False
    begin, stop = sentence_at(scene.article.text, mention.begin)
    sentence = "".join((scene.article.printed or scene.article.text)[begin:stop].split())
    return sentence in "".join(fact.evidence.text.split())


def _distance(scene: Scene, mention: Mention, person: str) -> int:
    position = scene.find(person, "person")
    names = scene.references[position].names if position is not None else ()
    return min(
        (
            abs(other.begin - mention.begin)
            for other in scene.mentions
            if other.label == "PERSON" and squash(other.text) in names
        ),
        default=len(scene.article.text),
    )
