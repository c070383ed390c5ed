"""One article read into a scene: names that it declares the same gathered, and every name read against its home."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.records import Acts, Article, CoMention, Fact, HoldsPost, Kind, Mention, PartOf, Said, SameAs, Together
from kg.resolution.aliases import KINDS, Key, Reading, read_name, squash
from kg.resolution.authority import Home, read_home
from kg.resolution.contradictions import contradiction
from kg.resolution.formal_names import formal_body
from kg.resolution.references import AGENTS, HOSTS, TARGETS, WHOLES, Reference, Scene
from kg.resolution.rules import rules, subkind_of
from kg.resolution.signatures import of_two, signing

Member = tuple[Kind, str]
"""A kind and a name of it in one article, without white space."""

MAY_BE_ONE: frozenset[frozenset[Kind]] = frozenset(
    (
        frozenset(("street", "place")),  # 石马河 for 石马河街道
        frozenset(("organisation", "place")),
        frozenset(("initiative", "event")),
    )
)
"""Kinds that different names of one thing may have."""


def read_scene(
    article: Article, home: str | None, paper: str | None, mentions: Sequence[Mention], facts: Sequence[Fact]
) -> Scene:
    """Gather the names of one article. ``home`` and ``paper`` stand in where the article states none."""
    address = f"{article.doc}#{article.id}"
    where = read_home(article.home or home)
    counts: dict[tuple[Kind, str], int] = {}
    for mention in mentions:
        kind = KINDS[mention.label]
        if kind != "post":
            name = squash(mention.text)
            counts[kind, name] = counts.get((kind, name), 0) + 1
    for kind, name in _unmentioned(facts, counts):
        counts.setdefault((kind, name), 0)
    read = {member: _read(member, where, address) for member in counts}
    shorts = dict(_short_of(read))
    groups, refused = _groups(read, [fact for fact in facts if isinstance(fact, SameAs)], shorts)
    references = []
    index: dict[tuple[Kind, str], int] = {}
    for fullest, members in groups:
        kind = fullest[0]
        names = tuple(sorted({name for _, name in members}))
        told = [member for member in members if shorts.get(member) not in members]
        readings = tuple(sorted({read[member] for member in told}, key=lambda r: (r.key, r.display)))
        references.append(Reference(kind, fullest[1], names, readings, read[fullest], sum(counts[m] for m in members)))
        for member in members:
            index[member] = len(references) - 1
            index.setdefault((kind, member[1]), len(references) - 1)
    signed = _split_signatures(references, index, article, mentions, facts)
    scene = Scene(
        address,
        article,
        where,
        article.paper or paper,
        tuple(sorted(mentions)),
        tuple(facts),
        tuple(references),
        index,
        signed,
        tuple((read[one], read[other]) for one, other in refused),
        _instead(refused),
    )
    return replace(scene, references=tuple(_completed(scene)))


def _split_signatures(
    references: list[Reference],
    index: Mapping[tuple[Kind, str], int],
    article: Article,
    mentions: Sequence[Mention],
    facts: Sequence[Fact],
) -> dict[Mention, int]:
    """Add a reference for whoever signs with the name of somebody else in the article; returns where each went."""
    names = of_two(article, facts)
    signed: dict[Mention, int] = {}
    for name in sorted(names):
        position = index.get(("person", name))
        mine = sorted(m for m in signing(article, mentions) if squash(m.text) == name)
        if position is None or not mine:
            continue
        whole = references[position]
        references[position] = replace(whole, count=whole.count - len(mine))
        references.append(replace(whole, name=name, names=(name,), count=len(mine)))
        signed.update(dict.fromkeys(mine, len(references) - 1))
    return signed


def _completed(scene: Scene) -> list[Reference]:
    """References, a bare body's (街道办事处) named after what the article says that it belongs to."""
    wholes: dict[int, Reading] = {}
    for fact in scene.facts:
        if isinstance(fact, PartOf):
            child, parent = scene.find(fact.child, "organisation"), scene.find(fact.parent, *WHOLES)
            if child is not None and parent is not None and child != parent:
                reading = scene.references[parent].main
                wholes[child] = min(wholes.get(child, reading), reading, key=lambda r: r.key)
    found = list(scene.references)
    for position, whole in wholes.items():
        bare = found[position].main.key
        if bare.scope == scene.address and whole.key.scope != scene.address:
            tail = re.sub(rules().bare_fronts, "", bare.body)
            key = Key("organisation", whole.key.scope, whole.key.body + tail)
            main = Reading(key, whole.display + tail, whole.anchor, unit=whole.unit)
            found[position] = replace(found[position], readings=(main,), main=main)
    return found


def _read(member: tuple[Kind, str], home: Home | None, address: str) -> Reading:
    return read_name(member[0], member[1], home, address)


def _unmentioned(facts: Iterable[Fact], known: Mapping[tuple[Kind, str], int]) -> list[tuple[Kind, str]]:
    """Names that a fact has put together and that no mention has in that form, with the kind their form shows."""
    found: list[tuple[Kind, str]] = []
    for fact in facts:
        wanted: list[tuple[str | None, tuple[Kind, ...]]] = []
        match fact:
            case HoldsPost():
                wanted = [(fact.person, ("person",)), (fact.org, HOSTS)]
            case Acts():
                wanted = [(fact.agent, AGENTS), (fact.target, TARGETS)]
            case PartOf():
                wanted = [(fact.child, WHOLES), (fact.parent, WHOLES)]
            case Said():
                wanted = [(fact.speaker, ("person",))]
            case SameAs():
                wanted = [(name, (KINDS[fact.label],)) for name in fact.names if fact.label != "POST"]
            case CoMention():
                wanted = [(fact.a, (KINDS[fact.a_label],)), (fact.b, (KINDS[fact.b_label],))]
            case Together():
                wanted = [(name, (KINDS[label],)) for name, label in zip(fact.names, fact.labels, strict=True)]
        for name, kinds in wanted:
            clean = squash(name) if name else ""
            if clean and not any((kind, clean) in known for kind in _relatives(kinds)):
                found.append((_kind_by_form(clean, kinds), clean))
    return sorted(set(found))


@functools.cache
def _relatives(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    return kinds + tuple(sorted({other for pair in MAY_BE_ONE for kind in kinds if kind in pair for other in pair}))


def _kind_by_form(name: str, kinds: tuple[Kind, ...]) -> Kind:
    """The kind whose sub-kinds know the name's form; roads and others know any form, so they do not count."""
    if len(kinds) > 1:
        for kind in kinds:
            if subkind_of(kind, name) not in (None, "road", "other", "project"):
                return kind
    return kinds[0]


def _groups(
    read: Mapping[Member, Reading], same: Sequence[SameAs], shorts: Mapping[Member, Member]
) -> tuple[list[tuple[Member, tuple[Member, ...]]], list[tuple[Member, Member]]]:
    """Names that are one, each group with its fullest name; and the pairs declared the same that cannot be.

    A short form (``shorts``) goes with its fuller name whatever it would mean alone.
    """
    group: dict[Member, set[Member]] = {member: {member} for member in read}
    refused: set[tuple[Member, Member]] = set()

    def join(one: Member, other: Member) -> None:
        if group[one] is group[other]:
            return
        clashes = [
            (a, b)
            for a in group[one]
            for b in group[other]
            if a not in shorts and b not in shorts and _contradict(read[a], read[b])
        ]
        for a, b in clashes:
            left, right = sorted((a, b), key=lambda m: (read[m].key, m))
            refused.add((left, right))
        if not clashes:
            group[one] |= group[other]
            for member in group[other]:
                group[member] = group[one]

    for short, full in sorted(shorts.items()):
        join(full, short)
    rank: dict[Member, int] = {}
    for fact in sorted(same, key=lambda f: (f.names, f.label)):
        names = [squash(name) for name in fact.names]
        members: list[Member] = []
        kind = KINDS[fact.label]
        for place, name in enumerate(names):
            for other in (kind, *sorted(k for pair in MAY_BE_ONE if kind in pair for k in pair if k != kind)):
                if (other, name) in read:
                    members.append((other, name))
                    rank[other, name] = min(place, rank.get((other, name), place))
        for member in members[1:]:
            join(members[0], member)
    chosen = []
    for held in {id(held): held for held in group.values()}.values():
        fullest = min(held, key=lambda m: (rank.get(m, 0), -len(m[1]), m))
        chosen.append((fullest, tuple(sorted(held))))
    return sorted(chosen), sorted(refused)


def _instead(refused: Sequence[tuple[Member, Member]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for (_, one), (_, other) in refused:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {name: tuple(sorted(others, key=lambda other: (-len(other), other))) for name, others in found.items()}


def _contradict(left: Reading, right: Reading) -> bool:
    units = left.unit, right.unit
    return contradiction(left.key, right.key, (left.code, right.code), units) is not None


def _short_of(read: Mapping[Member, Reading]) -> list[tuple[Member, Member]]:
    """Names that stand in one article for one fuller name of it: 石马河 for 石马河街道, 法院 for 江北区法院."""
    fuller: dict[tuple[str, str], set[Key]] = {}
    for (kind, _), reading in read.items():
        if kind == "street" and _stem(reading.key.body):
            fuller.setdefault(("place", _stem(reading.key.body)), set()).add(reading.key)
        if kind == "organisation" and reading.unit:
            fuller.setdefault(("organisation", reading.key.body), set()).add(reading.key)
    found = []
    for (kind, name), reading in read.items():
        body = name if kind == "place" else formal_body(name) if kind == "organisation" and not reading.unit else ""
        meant = fuller.get((kind, body), set()) - {reading.key}
        if len(meant) == 1:
            (key,) = meant
            full = min(member for member, other in read.items() if other.key == key)
            found.append(((kind, name), full))
    return sorted(found)


def _stem(street: str) -> str:
    """石马河 of 石马河街道; "" for a road and for a name that nothing would be left of."""
    subkind = subkind_of("street", street)
    stem = "" if subkind in (None, "road") else street.removesuffix("街道") if street.endswith("街道") else street[:-1]
    return stem if len(stem) > 1 else ""
