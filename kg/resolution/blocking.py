"""Which profiles are worth comparing: those of one name that share a home or a host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from kg.resolution.judgements import Spot
from kg.resolution.profiles import Profile, Sighting, profile_of
from kg.resolution.rules import rules


def profiles(
    sightings: Iterable[Sighting], apart: Iterable[tuple[Spot, Spot]] = ()
) -> tuple[tuple[Profile, ...], tuple[Sighting, ...]]:
    """Put together what is surely one person; return the profiles and the sightings with no capacity at all.

    Sightings are surely of one person when name and home are the same and a seat at one host is, in one capacity, or
    a unit head's title, or when both are reporters of the home's paper; but for those that a reader holds ``apart``.
    """
    foes: dict[Spot, set[Spot]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    judged = {spot[1] for spot in foes}
    ordered = sorted(sightings, key=lambda sighting: (sighting.address, sighting.name))
    telling = [sighting for sighting in ordered if sighting.seats]
    parent = list(range(len(telling)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first: dict[tuple[str, ...], int] = {}
    for position, sighting in enumerate(telling):
        for seat in sighting.seats:
            mark: tuple[str, ...]
            if seat.host:
                mark = (sighting.name, sighting.home, seat.capacity, seat.host)
            elif seat.capacity == "reporter":
                mark = (sighting.name, sighting.home, "reporter")
            else:
                continue
            a, b = sorted((root(first.setdefault(mark, position)), root(position)))
            if sighting.name in judged and _contains_foes(telling, (a, b), root, foes):
                first[(*mark, sighting.address)] = position
                continue
            parent[b] = a
    groups: dict[int, list[Sighting]] = {}
    for position, sighting in enumerate(telling):
        groups.setdefault(root(position), []).append(sighting)
    made = sorted((profile_of(group) for group in groups.values()), key=lambda profile: profile.id)
    return tuple(made), tuple(sighting for sighting in ordered if not sighting.seats)


def _contains_foes(
    telling: Sequence[Sighting], roots: tuple[int, int], root: Callable[[int], int], foes: Mapping[Spot, set[Spot]]
) -> bool:
    """Whether two groups, given by their roots, hold sightings that are held apart."""
    name = telling[roots[0]].name
    same = [n for n, sighting in enumerate(telling) if sighting.name == name]
    sides = [{(telling[n].address, name) for n in same if root(n) == top} for top in roots]
    return any(not foes.get(spot, set()).isdisjoint(sides[1]) for spot in sides[0])


def candidates(made: Sequence[Profile]) -> list[tuple[Profile, Profile]]:
    """Pairs of profiles of one name that share a home or a host, sorted.

    A block that is too large to compare in full keeps the profiles with most mentions.
    """
    blocks: dict[tuple[str, ...], list[Profile]] = {}
    for profile in made:
        for home in profile.homes or {""}:
            blocks.setdefault((profile.name, "home", home), []).append(profile)
        for host in profile.hosts:
            blocks.setdefault((profile.name, "host", host), []).append(profile)
    pairs: dict[tuple[str, str], tuple[Profile, Profile]] = {}
    for block in blocks.values():
        kept = sorted(block, key=lambda profile: (-profile.count, profile.id))[: rules().limits["block"]]
        for left, right in combinations(sorted(kept, key=lambda profile: profile.id), 2):
            pairs[left.id, right.id] = (left, right)
    return [pairs[key] for key in sorted(pairs)]
