"""Who is who among people: sightings to profiles, profiles to persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.records import Decision
from kg.resolution.blocking import candidates, profiles
from kg.resolution.compare import Surroundings, compare, rarities
from kg.resolution.decide import decide, decision
from kg.resolution.profiles import Profile, Sighting, profile_of
from kg.resolution.rules import rules

Person = tuple[Sighting, ...]


def find_people(
    sightings: Sequence[Sighting], related: Mapping[str, frozenset[str]], articles: int
) -> tuple[tuple[Person, ...], tuple[Decision, ...]]:
    """Group sightings into persons, each sorted by address; and say why.

    A name without any capacity goes to the likeliest person of that name in the same home, to the one named most
    where two are equally likely, and stands for a person of its own when there is none.
    """
    counts = Counter(sighting.name for sighting in sightings)
    bearers = {(seat.title, sighting.name) for sighting in sightings for seat in sighting.seats if seat.title}
    titles = Counter(title for title, _ in bearers)
    around = Surroundings(related, rarities(counts, articles), rarities(titles, len(bearers)), _holders(sightings))
    made, bare = profiles(sightings)
    by_id = {profile.id: profile for profile in made}
    seen = {(sighting.address, sighting.name): sighting for sighting in sightings}
    comparisons = [compare(left, right, around) for left, right in candidates(made)]
    groups, judged = decide(by_id, comparisons)
    decisions = [decision(c, same, by_id[c.left].words, by_id[c.right].words) for c, same in judged]
    people = [[seen[address, by_id[key].name] for key in group for address in by_id[key].addresses] for group in groups]
    known: dict[tuple[str, str], list[int]] = {}
    for position, person in enumerate(people):
        for home in sorted({sighting.home for sighting in person}):
            known.setdefault((person[0].name, home), []).append(position)
    merged = {position: profile_of(people[position]) for held in known.values() for position in held}
    alone: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in bare:
        chosen, made_of = _likeliest(
            sighting, [(p, merged[p]) for p in known.get((sighting.name, sighting.home), ())], around
        )
        decisions.extend(made_of)
        if chosen is None:
            alone.setdefault((sighting.name, sighting.home), []).append(sighting)
        else:
            people[chosen].append(sighting)
    people.extend(alone[key] for key in sorted(alone))
    ordered = sorted(
        (tuple(sorted(person, key=lambda s: s.address)) for person in people),
        key=lambda person: (person[0].name, person[0].address),
    )
    return tuple(ordered), tuple(decisions)


def _holders(sightings: Sequence[Sighting]) -> dict[tuple[str, str], tuple[tuple[str, str, str], ...]]:
    """Who is attested as holding each post, by host and title: names with the first and the last date."""
    spans: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    for sighting in sightings:
        for seat in sighting.seats:
            if seat.host and seat.held and sighting.date:
                held = spans.setdefault((seat.host, seat.title), {})
                first, last = held.get(sighting.name, (sighting.date, sighting.date))
                held[sighting.name] = min(first, sighting.date), max(last, sighting.date)
    return {post: tuple(sorted((name, *span) for name, span in held.items())) for post, held in spans.items()}


def _likeliest(
    sighting: Sighting, persons: Sequence[tuple[int, Profile]], around: Surroundings
) -> tuple[int | None, list[Decision]]:
    """The person that a sighting without capacity is of, with the decisions on all that it could be."""
    mine = profile_of((sighting,))
    scored = [(compare(mine, theirs, around), position, theirs) for position, theirs in persons]
    scored.sort(key=lambda found: (-found[0].score, -found[2].count, found[2].id))
    if not scored or scored[0][0].score < rules().thresholds["merge"]:
        return None, [decision(c, False, mine.words, theirs.words) for c, _, theirs in scored]
    chosen = scored[0][1]
    return chosen, [decision(c, position == chosen, mine.words, theirs.words) for c, position, theirs in scored]
