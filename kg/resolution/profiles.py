"""What the papers say of a person: one profile for each thing known of a name, before it is decided who is who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Capacity = Literal["official", "reporter", "private", "delegate", "open"]
NEUTRAL: Final = frozenset(("delegate", "open"))
"""Delegates keep their daily work, and an open capacity is a director's of nobody knows what: neither tells much."""


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """A post as one article states it, its host resolved."""

    host: str  # a thing that hosts posts, "" when none is stated
    title: str
    capacity: Capacity
    leading: bool  # a seat in a leading body of the home
    held: bool  # attested as held at the article's date: not former
    order: int = 9  # 1 head, 2 deputy, 3 member of the leadership, 9 none
    unit: str = ""  # full name of the division whose body the host is


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person as one article names them."""

    address: str
    name: str
    home: str
    date: str | None
    count: int
    seats: frozenset[Seat]
    company: frozenset[str]  # other people named in the article


@dataclass(frozen=True, slots=True)
class Profile:
    """Sightings that are surely of one person: same name and home, and a seat at one host in one capacity."""

    id: str  # "<name>\t<home>\t<first address>": content, and unique
    name: str
    homes: frozenset[str]
    seats: frozenset[Seat]
    spans: Mapping[str, tuple[str, str]]  # host to the first and last date at which a seat there is attested as held
    company: frozenset[str]
    count: int
    addresses: tuple[str, ...]
    dates: tuple[str, ...] = ()  # of the articles, sorted, each once

    @property
    def hosts(self) -> frozenset[str]:
        """Hosts of all seats, held or left."""
        return frozenset(seat.host for seat in self.seats if seat.host)

    @property
    def capacities(self) -> frozenset[Capacity]:
        """The capacities that tell people apart."""
        return frozenset(seat.capacity for seat in self.seats) - NEUTRAL

    @property
    def titles(self) -> frozenset[str]:
        """Titles of all seats."""
        return frozenset(seat.title for seat in self.seats if seat.title)

    @property
    def words(self) -> str:
        """The profile as a reader knows it: name, posts and home."""
        posts = sorted({f"{seat.host.rpartition(chr(9))[2]}{seat.title}" for seat in self.seats})
        return f"{self.name} [{'、'.join(posts) or '-'}; {'、'.join(sorted(self.homes)) or '-'}; {self.addresses[0]}]"


def profile_of(sightings: Iterable[Sighting]) -> Profile:
    """Put sightings of one person together."""
    seen = sorted(sightings, key=lambda sighting: sighting.address)
    spans: dict[str, tuple[str, str]] = {}
    for sighting in seen:
        for seat in sighting.seats:
            if seat.host and seat.held and sighting.date:
                first, last = spans.get(seat.host, (sighting.date, sighting.date))
                spans[seat.host] = (min(first, sighting.date), max(last, sighting.date))
    homes = frozenset(sighting.home for sighting in seen if sighting.home)
    name = seen[0].name
    return Profile(
        "\t".join((name, min(homes, default=""), seen[0].address)),
        name,
        homes,
        frozenset(seat for sighting in seen for seat in sighting.seats),
        spans,
        frozenset(other for sighting in seen for other in sighting.company),
        sum(sighting.count for sighting in seen),
        tuple(sighting.address for sighting in seen),
        tuple(sorted({sighting.date for sighting in seen if sighting.date})),
    )
