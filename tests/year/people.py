"""The people of a composed year: three hundred with their posts over time, thirty of whom share a name with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from tests.year.things import Thing, World, stock

Form = Literal["body", "party", "office", "head", "inner", "place", "none"]
YEAR = 365
LAST = YEAR - 1


@dataclass(frozen=True, slots=True)
class Seat:
    """A post: ``host`` and ``title`` as the whole corpus knows it, and the way it is printed."""

    host: Thing | None
    title: str
    form: Form
    place: str = ""  # id of the place that a district's head heads

    @property
    def gold(self) -> tuple[str | None, str]:
        return (self.host.id if self.host else self.place or None), self.title


@dataclass(frozen=True, slots=True)
class Stint:
    """Seats held from one day of the year to another, both included."""

    begin: int
    end: int
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One person. ``role`` says in what stories they may appear."""

    id: str
    name: str
    role: str
    stints: tuple[Stint, ...]
    told: bool = True  # whether the papers tell of a move

    def stint(self, day: int) -> Stint | None:
        return next((s for s in self.stints if s.begin <= day <= s.end), None)


def make_people(rng: Random, world: World, number: int = 300, namesakes: int = 30, movers: int = 40) -> list[Person]:
    """Draw people, let some move, and give pairs of them one name."""
    drafts: list[tuple[str, tuple[Seat, ...]]] = [*_leaders(world), *_bureaus(rng, world), *_streets(rng, world)]
    drafts += _others(rng, world)
    drafts = drafts[:number]
    names = _names(rng, len(drafts) - namesakes)
    order = list(range(len(drafts)))
    rng.shuffle(order)
    shared = _namesakes(rng, drafts, namesakes)
    fresh = iter(names)
    named = {n: next(fresh) for n in order if n not in shared}
    named.update({n: named[other] for n, other in shared.items()})
    people = [Person(f"p{n:03}", named[n], role, (Stint(0, LAST, seats),)) for n, (role, seats) in enumerate(drafts)]
    return _moved(rng, people, movers)


def _names(rng: Random, number: int) -> list[str]:
    people = stock("people")
    surnames, weights = list(people["surnames"]), list(people["surnames"].values())
    found: dict[str, None] = {}
    while len(found) < number:
        surname = rng.choices(surnames, weights)[0]
        length = 1 if rng.random() < 0.16 else 2
        found["".join((surname, *rng.sample(people["given"], length)))] = None
    return list(found)


def _leaders(world: World) -> list[tuple[str, tuple[Seat, ...]]]:
    at, letter, organs = "place:" + world.district, world.letter, world.organs
    party = organs["party"]

    def head(title: str) -> Seat:
        return Seat(None, title, "head", at)

    member = Seat(party, "常委", "body")
    rows: list[tuple[Seat, ...]] = [
        (Seat(party, "书记", "body"),),
        (Seat(party, "副书记", "body"), head(letter + "长")),
        (Seat(party, "副书记", "body"), Seat(organs["law_committee"], "书记", "inner")),
        (member, head(f"常务副{letter}长")),
        (member, Seat(organs["organisation_dept"], "部长", "inner")),
        (member, Seat(organs["propaganda_dept"], "部长", "inner")),
        (member, Seat(organs["united_dept"], "部长", "inner")),
        (Seat(organs["congress"], "主任", "body"),),
        (Seat(organs["congress"], "副主任", "body"),),
        (Seat(organs["congress"], "副主任", "body"),),
        (Seat(organs["cppcc"], "主席", "body"),),
        (Seat(organs["cppcc"], "副主席", "body"),),
        *((head(f"副{letter}长"),) for _ in range(4)),
        *(
            (Seat(organs[key], f"{rank}部长", "body"),)
            for key in ("organisation_dept", "propaganda_dept")
            for rank in ("副",)
        ),
        (Seat(organs["party_office"], "主任", "body"),),
        (Seat(organs["government_office"], "主任", "body"),),
    ]
    return [("leader", seats) for seats in rows]


def _bureaus(rng: Random, world: World) -> list[tuple[str, tuple[Seat, ...]]]:
    rows: list[tuple[str, tuple[Seat, ...]]] = []
    for body in world.bodies:
        head = Seat(body, body.head, "body")
        both = body.head in ("局长", "主任") and rng.random() < 0.5
        rows.append(("bureau", (Seat(body, "党组书记", "body"), head) if both else (head,)))
    for body in rng.sample(world.bodies, 38):
        rows.append(("bureau", (Seat(body, "副" + body.head, "body"),)))
    rows += [("bureau", (Seat(section, section.head, "body"),)) for section in world.sections]
    return rows


def _streets(rng: Random, world: World) -> list[tuple[str, tuple[Seat, ...]]]:
    rows: list[tuple[str, tuple[Seat, ...]]] = []
    for area in world.areas[:18]:
        if area.id.endswith("街道"):
            party, office, deputy = "党工委书记", "办事处主任", "办事处副主任"
        else:
            party, office = "党委书记", "镇长" if area.id.endswith("镇") else "乡长"
            deputy = "副" + office
        rows.append(("street", (Seat(area, party, "party"),)))
        rows.append(("street", (Seat(area, office, "office"),)))
        if rng.random() < 0.6:
            rows.append(("street", (Seat(area, deputy, "office"),)))
    for place in rng.sample(world.communities, 25):
        body = "居委会主任" if place.id.endswith("社区") else "村委会主任"
        title = rng.choice(["党委书记" if place.id.endswith("社区") else "党支部书记", body])
        rows.append(("community", (Seat(place, title, "place"),)))
    return rows


def _others(rng: Random, world: World) -> list[tuple[str, tuple[Seat, ...]]]:
    people = stock("people")
    rows: list[tuple[str, tuple[Seat, ...]]] = [("reporter", (Seat(None, "记者", "none"),)) for _ in range(12)]
    rows += [
        ("school", (Seat(s, rng.choice(people["school_titles"]) if n else s.head, "body"),))
        for n, s in enumerate(world.schools)
    ]
    rows += [
        ("hospital", (Seat(h, rng.choice(people["hospital_titles"]), "body"),))
        for h in (*world.hospitals, world.hospitals[0])
    ]
    rows += [
        ("company", (Seat(f, rng.choice(people["company_titles"]), "body"),)) for f in (*world.firms, *world.firms[:5])
    ]
    rows += [("expert", (Seat(b, rng.choice(people["expert_titles"]), "body"),)) for b in world.city_bodies[:6]]
    delegate = world.letter + "人大代表"
    for firm in world.firms[5:9]:
        rows.append(("delegate", (Seat(None, delegate, "none"), Seat(firm, "董事长", "body"))))
    rows += [("delegate", (Seat(None, delegate, "none"), Seat(s, "校长", "body"))) for s in world.schools[3:6]]
    while len(rows) < 300:
        place = rng.choice(world.communities)
        rows.append(("resident", (Seat(place, rng.choice(people["resident_titles"]), "place"),)))
    return rows


def _namesakes(rng: Random, drafts: Sequence[tuple[str, tuple[Seat, ...]]], number: int) -> dict[int, int]:
    """For each of ``number`` people another whose name is theirs too; the two have no host in common."""
    free = list(range(len(drafts)))
    rng.shuffle(free)
    shared: dict[int, int] = {}
    while len(shared) < number and len(free) > 1:
        one = free.pop()
        hosts = {seat.gold[0] for seat in drafts[one][1]}
        other = next(n for n in reversed(free) if not hosts & {seat.gold[0] for seat in drafts[n][1]})
        free.remove(other)
        shared[one] = other
    return shared


def _moved(rng: Random, people: list[Person], number: int) -> list[Person]:
    """Rings of three people who take each other's posts, and deputies who become heads where the head leaves.

    Nobody moves to where a namesake holds a post, or held one: of those two no paper could tell who is meant.
    """
    made = {person.id: person for person in people}

    def free_of_namesakes(person: Person, seats: Sequence[Seat]) -> bool:
        hosts = {seat.gold[0] for seat in seats}
        others = [p for p in made.values() if p.name == person.name and p.id != person.id]
        return not any(seat.gold[0] in hosts for p in others for stint in p.stints for seat in stint.seats)

    free = [p for p in people if p.role in ("bureau", "street")]
    rng.shuffle(free)
    moves = 0
    heads = [p for p in free if not p.stints[0].seats[-1].title.startswith("副")]
    while moves + 3 <= number * 2 // 3 and len(heads) >= 3:
        ring, day = [heads.pop() for _ in range(3)], rng.randrange(70, 290)
        taken_over = list(zip(ring, [*ring[1:], ring[0]], strict=True))
        if not all(free_of_namesakes(person, after.stints[0].seats) for person, after in taken_over):
            continue
        for person, after in taken_over:
            made[person.id] = _move(person, day, after.stints[0].seats, after.role, told=rng.random() < 0.85)
        moves += 3
    taken = {person.id for person in people if len(made[person.id].stints) > 1}
    for deputy in free:
        if moves >= number:
            break
        seat = deputy.stints[0].seats[-1]
        if not seat.title.startswith("副") or deputy.id in taken:
            continue
        head = next((p for p in heads if p.stints[0].seats[-1].host == seat.host), None) or (
            heads[-1] if heads else None
        )
        if head is None:
            break
        if not free_of_namesakes(deputy, head.stints[0].seats):
            continue
        heads.remove(head)
        day = rng.randrange(70, 290)
        made[deputy.id] = _move(deputy, day, head.stints[0].seats, head.role, told=rng.random() < 0.85)
        made[head.id] = replace(head, stints=(replace(head.stints[0], end=day - 1),))
        moves += 1
    return [made[person.id] for person in people]


def _move(person: Person, day: int, seats: tuple[Seat, ...], role: str, *, told: bool) -> Person:
    first = replace(person.stints[0], end=day - 1)
    return replace(person, role=role, stints=(first, Stint(day, LAST, seats)), told=told)
