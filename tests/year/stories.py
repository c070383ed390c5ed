"""Stories written into drafts: a cast drawn for each, a sentence for each line, and the news of who moves where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.year.draft import Draft
from tests.year.people import Person, Seat, Stint
from tests.year.things import Thing, World, stock

NUMERALS = "一二三四五六七八九十"
MOVES = (
    "{day}，{L}人大常委会举行会议，决定任命{new}；免去{old}职务。",
    "{day}，{D}召开干部大会，宣布{new.plain}，{old.former}。",
    "原{old.post}{name}任{new.post}。",
    "{day}起，原{old.post}{name}调任{new.post}。",
    "曾任{old.post}的{new.post}{name}说，换了岗位，服务群众的心不变。",
)


class Writer:
    """Writes the articles of one home, one after the other; everybody is written of before anybody is at random."""

    def __init__(self, rng: Random, world: World, people: Sequence[Person]) -> None:
        self.rng, self.world, self.people = rng, world, people
        self.stories: list[dict[str, Any]] = [story for story in stock("stories")["stories"] if story["weight"]]
        self.pools = self._pools()
        self.weights = {person.id: 1.0 / rng.randint(1, 12) for person in people}
        self.seen: dict[str, int] = {}
        self.news = sorted(
            (person.stints[1].begin + rng.randrange(1, 12), person.id)
            for person in people
            if len(person.stints) > 1 and person.told
        )
        self.by_id = {person.id: person for person in people}
        self.roles: dict[str, list[Person]] = {}
        for person in people:
            self.roles.setdefault(person.role, []).append(person)

    def write(self, draft: Draft, day: int) -> None:
        """One article of a day."""
        if self.news and self.news[0][0] <= day:
            self._move(draft, self.by_id[self.news.pop(0)[1]], day)
            return
        story = self.rng.choices(self.stories, [story["weight"] for story in self.stories])[0]
        cast = self._cast(story["cast"], day)
        topic = self.rng.choice(stock("stories")["topics"])
        words = self._words(draft, topic, day)
        draft.add(self._headline(topic))
        draft.add("\n")
        draft.body_start = len(draft.text)
        signed = self._byline(draft, day)
        for number, line in enumerate(story["lines"]):
            options = line
            sentence = self.rng.choice(options)
            if sentence.startswith("?"):
                if self.rng.random() < 0.5:
                    continue
                sentence = sentence[1:]
            if number and self.rng.random() < 0.3:
                draft.add("\n")
            self._sentence(draft, sentence, cast, words, day)
        if signed:
            draft.add("（")
            draft.post("记者")
            draft.add(" ")
            self._sign(draft, signed)
            draft.add("）")

    def _headline(self, topic: str) -> str:
        return self.rng.choice(
            [
                f"{topic}这样干",
                f"{topic}有了新变化",
                f"家门口的{topic}",
                f"{self.world.district}扎实推进{topic}",
                f"{topic}：一件小事的分量",
            ]
        )

    def _byline(self, draft: Draft, day: int) -> Person | None:
        """The reporter at the head; returned where the name goes to the end."""
        reporter = self._person("reporter", day, set())
        draw = self.rng.random()
        if reporter is None or draw < 0.25:
            draft.add("本报讯 " if draw < 0.1 else "")
            return None
        if draw < 0.75:
            draft.add("本报讯（")
            draft.post("记者")
            draft.add(" ")
            self._sign(draft, reporter)
            draft.add("）")
            return None
        return reporter

    def _sign(self, draft: Draft, reporter: Person) -> None:
        draft.person(reporter)
        draft.reporters.append(reporter.name)
        draft.holds.append((draft.sentence, reporter.name, "记者", None, "current"))
        seat = reporter.stints[0].seats[0]
        draft.told.append(_told(reporter, seat.gold[0], seat.title))

    def _pools(self) -> dict[str, Sequence[Thing]]:
        world = self.world
        return {
            "organ": [*list(world.organs.values())[:5], world.organs["government"]],
            "body": [*world.bodies, *world.bodies, *world.sections, *world.organs.values()],
            "firm": world.firms,
            "school_body": world.schools,
            "group": world.groups,
            "city_body": world.city_bodies,
            "road": world.roads,
            "area": world.areas,
            "place": world.communities,
        }

    def _cast(self, wanted: dict[str, str], day: int) -> dict[str, Any]:
        cast: dict[str, Any] = {}
        taken: set[str] = set()
        for role, kind in wanted.items():
            found: Any
            if kind in self.pools:
                pool = [thing for thing in self.pools[kind] if thing.id not in taken]
                found = self.rng.choice(pool)
            else:
                found = self._person(kind, day, taken)
            if found is not None:
                taken.add(found.id)
                if isinstance(found, Person):
                    taken.add(found.name)
            cast[role] = found
        return cast

    def _person(self, role: str, day: int, taken: set[str]) -> Person | None:
        free = [p for p in self.roles.get(role, ()) if p.id not in taken and p.name not in taken and p.stint(day)]
        if role in ("bureau", "street"):
            other = "street" if role == "bureau" else "bureau"
            free += [
                p
                for p in self.roles[other]
                if len(p.stints) > 1 and p.id not in taken and p.name not in taken and p.stint(day)
            ]
            free = [p for p in free if _kind_of(p.stint(day)) == role]
        if not free:
            return None
        unseen = [p for p in free if self.seen.get(self._stint_key(p, day), 0) < 2]
        pool = unseen if unseen and self.rng.random() < 0.5 else free
        chosen = self.rng.choices(pool, [self.weights[p.id] for p in pool])[0]
        key = self._stint_key(chosen, day)
        self.seen[key] = self.seen.get(key, 0) + 1
        return chosen

    def _stint_key(self, person: Person, day: int) -> str:
        stint = person.stint(day)
        return f"{person.id}@{stint.begin if stint else -1}"

    def _words(self, draft: Draft, topic: str, day: int) -> dict[str, Any]:
        rng, data = self.rng, stock("stories")
        tag, head = rng.choice(data["tags"]), rng.choice(data["heads"])
        event = rng.choice(
            [
                topic + rng.choice(data["meetings"]),
                rng.choice(data["feasts"]),
                f"第{rng.choice(NUMERALS)}届{rng.choice(data['feasts'])}",
            ]
        )
        paper = f"《{rng.choice([self.world.district, ''])}{topic}{rng.choice(data['papers'])}》"
        return {
            "topic": topic,
            "L": self.world.letter,
            "D": self.world.district,
            "n": str(rng.randrange(2, 90)),
            "day": rng.choice(["近日", "日前", f"{day % 12 + 1}月{day % 28 + 1}日", "昨日", "12日"]),
            "event": (event, "EVENT"),
            "scheme": (f"“{tag}”{head}", "INITIATIVE"),
            "title": (paper, "INITIATIVE"),
        }

    def _sentence(self, draft: Draft, sentence: str, cast: dict[str, Any], words: dict[str, Any], day: int) -> None:
        if any(cast.get(key, 0) is None for key in re.findall(r"\{(\w)\W", sentence + " ") if key in cast):
            return
        for piece in re.split(r"(\{[^}]+\})", sentence):
            if not piece.startswith("{"):
                draft.add(piece)
                continue
            key, _, part = piece[1:-1].partition(".")
            if key in words:
                value = words[key]
                if isinstance(value, str):
                    draft.add(value if key != "D" else "")
                    if key == "D":
                        draft.name((value, "PLACE"), "place:" + value)
                else:
                    draft.name(value, f"{value[1]}:{value[0]}")
            elif isinstance(cast[key], Thing):
                draft.thing(cast[key], again=part == "again")
            else:
                self._of_person(draft, cast[key], part, day)

    def _of_person(self, draft: Draft, person: Person, part: str, day: int) -> None:
        stint = person.stint(day)
        assert stint is not None
        if part == "reader":  # the two capacities of who writes a letter: 读者三洞社区居民
            draft.posts(person, (Seat(None, "读者", "none"),))
            part = ""
        if part in ("name", "bare"):
            if part == "bare" or person.id in draft.printed:
                draft.person(person)
                return
            part = ""
        host = next((seat.host for seat in stint.seats if seat.host is not None), None)
        if part.startswith(("body", "area", "home")):
            if host is not None:
                draft.thing(host, again=part.endswith("again"))
            else:
                draft.name((self.world.district, "PLACE"), "place:" + self.world.district)
            return
        if person.id in draft.printed and self.rng.random() < 0.8:
            draft.person(person)
            return
        seats = list(stint.seats)
        if len(seats) > 1 and self.rng.random() < 0.35 and seats[-1].form != "inner":
            seats = seats[-1:]
        draft.posts(person, seats)
        draft.person(person)

    def _move(self, draft: Draft, person: Person, day: int) -> None:
        """The news that somebody has moved."""
        old, new = person.stints
        draft.add(self.rng.choice([f"{self.world.district}一批干部履新", "任免名单", "新岗位 新担当", "干部任免"]))
        draft.add("\n")
        draft.body_start = len(draft.text)
        sentence = self.rng.choice(MOVES)
        fill = self._words(draft, "干部任免", day)
        for piece in re.split(r"(\{[^}]+\})", sentence):
            match piece:
                case "{day}" | "{L}":
                    draft.add(fill[piece[1:-1]])
                case "{D}":
                    draft.name((self.world.district, "PLACE"), "place:" + self.world.district)
                case "{name}":
                    draft.person(person)
                case "{new}":
                    draft.person(person)
                    draft.add("为")
                    draft.posts(person, new.seats[-1:], "incoming")
                case "{new.plain}":
                    draft.person(person)
                    draft.add("同志任")
                    draft.posts(person, new.seats, "incoming")
                case "{new.post}":
                    draft.posts(person, new.seats, "current" if "曾任" in sentence else "incoming")
                case "{old}":
                    draft.person(person)
                    draft.add("的")
                    draft.posts(person, old.seats[-1:], "former")
                case "{old.former}":
                    draft.add("不再担任")
                    draft.posts(person, old.seats[-1:], "former")
                    draft.add("职务")
                case "{old.post}":
                    draft.posts(person, old.seats[-1:], "former")
                case _:
                    draft.add(piece)


def _kind_of(stint: Stint | None) -> str:
    form = stint.seats[-1].form if stint else ""
    return "street" if form in ("party", "office") else "bureau"


def _told(person: Person, host: str | None, title: str) -> Any:
    from tests.year.draft import Told

    return Told(person.id, host, title, "current", hosted=True)
