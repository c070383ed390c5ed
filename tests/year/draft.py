"""One article of a composed year as it is written: its text, the names in it, and what it says of who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from kg.records import Article, Evidence, Fact, HoldsPost, Label, Mention, SameAs, Status
from tests.year.people import Person, Seat
from tests.year.things import Name, Thing, World


@dataclass(frozen=True, slots=True)
class Told:
    """A post as an article states it: the person, and the host and title as the whole corpus knows them."""

    person: str
    host: str | None
    title: str
    status: Status
    hosted: bool  # whether the host is printed, or shown by the title


@dataclass(slots=True)
class Draft:
    """An article under the pen. ``gold`` has for each name where it begins the thing or person that it is of."""

    rng: Random
    world: World
    doc: str
    id: str
    date: str
    text: str = ""
    mentions: list[tuple[int, int, Label]] = field(default_factory=list)
    gold: dict[int, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    holds: list[tuple[int, str, str, str | None, Status]] = field(default_factory=list)  # begin of the sentence first
    reporters: list[str] = field(default_factory=list)
    body_start: int = 0
    sentence: int = 0
    printed: dict[str, dict[Name, None]] = field(default_factory=dict)  # thing to its names so far

    def add(self, text: str) -> None:
        """Plain text."""
        self.text += text
        if text.endswith(("。", "\n")):
            self.sentence = len(self.text)

    def name(self, name: Name, gold: str) -> str:
        """A name of the thing ``gold``. A district before a street is a name of its own, as the guidelines say."""
        text, label = name
        district = self.world.district
        if label == "STREET" and text.startswith(district):
            self.name((district, "PLACE"), "place:" + district)
            return self.name((text.removeprefix(district), label), gold)
        self.mentions.append((len(self.text), len(self.text) + len(text), label))
        if label != "POST":
            self.gold[len(self.text)] = gold
            self.printed.setdefault(gold, {})[name] = None
        self.text += text
        return text

    def thing(self, thing: Thing, *, again: bool = False) -> str:
        """A thing under one of its names; a shorter one only where it was named before."""
        before = thing.id in self.printed
        if again and before and thing.again:
            return self.name(self.rng.choice(thing.again), thing.id)
        if before and self.rng.random() < 0.5:  # a paper keeps to one name in an article, mostly
            full = [name for name in self.printed[thing.id] if name in thing.names]
            return self.name(self.rng.choice(full or thing.names), thing.id)
        return self.name(self.rng.choice(thing.names), thing.id)

    def post(self, title: str) -> str:
        """A title."""
        return self.name((title, "POST"), "")

    def person(self, person: Person) -> None:
        """The name alone."""
        self.name((person.name, "PERSON"), person.id)

    def posts(self, person: Person, seats: Sequence[Seat], status: Status = "current") -> None:
        """The posts of a person one after the other, as they stand before the name."""
        last: Thing | None = None
        for number, seat in enumerate(seats):
            if number:
                self.add("、")
            org, title = self._seat(seat, last if number else None)
            last = seat.host
            self.holds.append((self.sentence, person.name, title, org, status))
            shown = org is not None or seat.form in ("head", "none") or seat.form == "inner"
            self.told.append(Told(person.id, seat.gold[0], seat.title, status, shown))

    def _seat(self, seat: Seat, last: Thing | None) -> tuple[str | None, str]:
        """Print one seat; the organisation and the title as printed."""
        rng, host = self.rng, seat.host
        if seat.form in ("none", "head") or host is None:
            return None, self.post(seat.title)
        if host is last:
            known = list(self.printed[host.id])
            return known[-1][0], self.post(seat.title)
        if seat.form == "inner" and last is not None:
            return self._inner(host, seat.title)
        if seat.form == "place":
            area = next((a for a in self.world.areas if a.id == host.inside), None)
            if area and rng.random() < 0.5:
                self.name(rng.choice(area.names[:1]), area.id)
            elif host.id in self.printed:
                return None, self.post(seat.title)
            return self.thing(host), self.post(seat.title)
        if seat.form in ("party", "office") and rng.random() < 0.35:
            body = self.world.area_bodies[host.id][seat.form == "office"]
            rest = seat.title
            for front in ("党工委", "党委", "办事处"):
                rest = rest.removeprefix(front)
            return self.thing(body), self.post(rest)
        return self.thing(host), self.post(seat.title)

    def _inner(self, host: Thing, title: str) -> tuple[str | None, str]:
        """A department's head behind a member of the committee: 区委常委、组织部部长."""
        short = host.names[0][0].removeprefix(self.world.letter + "委")
        if self.rng.random() < 0.7:
            party = list(self.printed[self.world.organs["party"].id])[-1][0]
            return party, self.post(short + title)
        return self.thing(host), self.post(title)

    def article(self, paper: str) -> tuple[Article, tuple[Mention, ...]]:
        """The article and its mentions."""
        size = len(self.text)
        headline = self.text[: self.body_start - 1]
        article = Article(
            self.doc,
            self.id,
            self.text,
            tuple(range(size)),
            ((0, size),),
            headline,
            self.body_start,
            reporters=tuple(self.reporters),
            date=self.date,
            date_basis="given",
            paper=paper,
            home=self.world.full,
            home_basis="given",
        )
        made = (
            Mention(self.doc, self.id, b, e, b, e, label, self.text[b:e], "gold", 1.0) for b, e, label in self.mentions
        )
        return article, tuple(sorted(made))

    def facts(self) -> tuple[Fact, ...]:
        """What the article says, as somebody tells who reads without a slip."""
        found: list[Fact] = []
        for begin, person, post, org, status in self.holds:
            found.append(HoldsPost(person, post, org, status, self._evidence(begin)))
        for _gold, names in sorted(self.printed.items()):
            texts = sorted({text for text, _ in names}, key=lambda text: (-len(text), text))
            if len(texts) > 1:
                label = next(label for text, label in names if text == texts[0])
                found.append(SameAs(tuple(texts), label, self._evidence(self.text.find(texts[0]))))
        return tuple(dict.fromkeys(found))

    def _evidence(self, begin: int) -> Evidence:
        stops = [at for at in (self.text.find("。", begin), self.text.find("\n", begin)) if at >= 0]
        end = min(stops, default=len(self.text) - 1) + 1
        return Evidence(self.doc, self.id, begin, end, self.text[begin:end], "gold", 1.0)
