"""Who is who among people: sightings to profiles, profiles to persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.records import Decision
from kg.resolution.blocking import candidates, profiles
from kg.resolution.compare import Surroundings, compare, rarities, shown
from kg.resolution.decide import Comparison, Finding, decide, decision
from kg.resolution.judgements import Spot, written
from kg.resolution.profiles import Profile, Sighting, profile_of
from kg.resolution.rules import rules
from kg.resolution.similar import difference, neighbours

Person = tuple[Sighting, ...]


def find_people(
    sightings: Sequence[Sighting],
    related: Mapping[str, frozenset[str]],
    articles: int,
    judged: Sequence[tuple[Spot, Spot, bool]] = (),
) -> tuple[tuple[Person, ...], tuple[Decision, ...]]:
    """Group sightings into persons, each sorted by address; and say why.

    A name without any capacity goes to the likeliest person of that name in the same home, to the one named most
    where two are equally likely, and stands for a person of its own when there is none.
    """
    counts = Counter(sighting.name for sighting in sightings)
    bearers = {(seat.title, sighting.name) for sighting in sightings for seat in sighting.seats if seat.title}
    titles = Counter(title for title, _ in bearers)
    around = Surroundings(related, rarities(counts, articles), rarities(titles, len(bearers)), _holders(sightings))
    made, bare = profiles(sightings, [(one, other) for one, other, same in judged if not same])
    by_id = {profile.id: profile for profile in made}
    seen = {(sighting.address, sighting.name): sighting for sighting in sightings}
    comparisons = [compare(left, right, around) for left, right in candidates(made)]
    decided = _decided(made, judged)
    known_pairs = {(c.left, c.right) for c in comparisons}
    comparisons += [compare(by_id[a], by_id[b], around) for a, b in sorted(decided) if (a, b) not in known_pairs]
    groups, judged_pairs = decide(by_id, comparisons, decided)
    decisions = [
        _decision(c, same, by_id[c.left], by_id[c.right], decided.get((c.left, c.right))) for c, same in judged_pairs
    ]
    people = [[seen[address, by_id[key].name] for key in group for address in by_id[key].addresses] for group in groups]
    known: dict[tuple[str, str], list[int]] = {}
    for position, person in enumerate(people):
        for home in sorted({sighting.home for sighting in person}):
            known.setdefault((person[0].name, home), []).append(position)
    merged = {position: profile_of(people[position]) for held in known.values() for position in held}
    alone: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in bare:
        chosen, made_of = _likeliest(
            sighting, [(p, merged[p]) for p in known.get((sighting.name, sighting.home), ())], around, judged
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
    decisions += misprinted(sightings, judged)
    return tuple(ordered), tuple(decisions)


def misprinted(sightings: Sequence[Sighting], judged: Sequence[tuple[Spot, Spot, bool]]) -> list[Decision]:
    """Suggestions that two names are one, misprinted: alike, or cut short, and of one public post."""
    posts: dict[tuple[str, str], dict[str, list[Sighting]]] = {}
    for sighting in sightings:
        for seat in sighting.seats:
            if seat.host and seat.title and seat.capacity == "official":
                posts.setdefault((seat.host, seat.title), {}).setdefault(sighting.name, []).append(sighting)
    known = {frozenset((one[1], other[1])) for one, other, _ in judged}
    found: dict[tuple[str, str], Decision] = {}
    for (host, title), names in sorted(posts.items()):
        for pair in neighbours(names) if len(names) > 1 else ():
            told = difference(*pair) if len(pair[0]) == len(pair[1]) else _cut(*pair)
            if told and pair not in found and frozenset(pair) not in known:
                left, right = (profile_of(names[name]) for name in pair)
                reason = f"{told}, both {shown(host)}{title}"
                finding = Finding(rules().person_weights["name_other"], reason)
                found[pair] = _decision(Comparison(left.id, right.id, (finding,)), False, left, right)
    return list(found.values())


def _cut(left: str, right: str) -> str | None:
    """How one name is the other without its last character, as a misread one may be: 许行 for 许行以."""
    short, long = sorted((left, right), key=len)
    return f"{long[-1]} is missing from one" if long[:-1] == short and len(long) > 2 else None


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
    sighting: Sighting,
    persons: Sequence[tuple[int, Profile]],
    around: Surroundings,
    judged: Sequence[tuple[Spot, Spot, bool]],
) -> tuple[int | None, list[Decision]]:
    """The person that a sighting without capacity is of, with the decisions on all that it could be."""
    mine = profile_of((sighting,))
    told = _told(sighting, judged)
    wanted = {position for position, theirs in persons if any(told.get((a, theirs.name)) for a in theirs.addresses)}
    refused = {
        position
        for position, theirs in persons
        if any(told.get((address, theirs.name)) is False for address in theirs.addresses)
    }
    persons = [(p, theirs) for p, theirs in persons if p in wanted or (not wanted and p not in refused)]
    scored = [(compare(mine, theirs, around), position, theirs) for position, theirs in persons]
    scored.sort(key=lambda found: (-found[0].score, -found[2].count, found[2].id))
    if not scored or (not wanted and scored[0][0].score < rules().thresholds["merge"]):
        return None, [_decision(c, False, mine, theirs) for c, _, theirs in scored]
    chosen = scored[0][1]
    return chosen, [
        _decision(c, position == chosen, mine, theirs, True if wanted else None) for c, position, theirs in scored
    ]


def _decided(made: Sequence[Profile], judged: Sequence[tuple[Spot, Spot, bool]]) -> dict[tuple[str, str], bool]:
    """Pairs of profiles that a reader has decided."""
    if not judged:
        return {}
    profile = {(address, one.name): one.id for one in made for address in one.addresses}
    found = {}
    for left, right, same in judged:
        ids = sorted(profile[spot] for spot in (left, right) if spot in profile)
        if len(ids) == 2 and ids[0] != ids[1]:
            found[ids[0], ids[1]] = same
    return found


def _told(sighting: Sighting, judged: Sequence[tuple[Spot, Spot, bool]]) -> dict[Spot, bool]:
    """What a reader has decided about a sighting: other spots, and whether they are of the same person."""
    mine = sighting.address, sighting.name
    return {other: same for a, b, same in judged for one, other in ((a, b), (b, a)) if one == mine}


def _decision(
    comparison: Comparison[str], same: bool, left: Profile, right: Profile, decided: bool | None = None
) -> Decision:
    spots = written((left.addresses[0], left.name)), written((right.addresses[0], right.name))
    return decision(comparison, same, (left.words, right.words), spots, decided=decided)
