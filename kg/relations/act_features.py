"""What is looked at to tell who did what to which initiative or event: one set of features a pair of occurrences.

A pair of names is judged on all the places where both occur. Each place is an instance: one occurrence of the agent and
the occurrence of the target that belongs to it. Features are strings; what they weigh is learned (``act_model``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Article
from kg.relations.act_surroundings import Surroundings
from kg.relations.anaphors import bare_name
from kg.relations.function_words import words
from kg.relations.phrases import Name
from kg.relations.reading import Cue, Reading, letter

BY = words("by")
OF = words("of")[0]
AGENTS = frozenset({"PERSON", "ORG", "STREET", "PLACE"})
TARGETS = frozenset({"INITIATIVE", "EVENT"})
_CUE_REACH = 40  # elements of the flow around a name among which its verb can be


@dataclass(frozen=True, slots=True)
class Instance:
    """One place where agent and target meet; ``begin`` and ``stop`` span both in the article text."""

    agent: str
    target: str
    begin: int
    stop: int
    features: tuple[str, ...]
    kind: str = ""  # letters of the agent, of its part in its list, and of the target
    near: str = "far"  # clauses or sentences between the two
    phrase: int = -1  # the list in which the agent stands
    cues: tuple[tuple[str, str], ...] = ()  # (row, role) of the cues that may show the act, nearest first
    names: tuple[int, int] = (0, 0)  # the two occurrences, as numbers of the reading's names


def instances(article: Article, reading: Reading, full: Mapping[str, str]) -> Iterator[Instance]:
    """Instances of all pairs of an agent and a target of the article. ``full`` maps names to their fullest form."""
    names = reading.names
    key = [full.get(name.text, name.text) for name in names]
    targets: dict[str, list[int]] = {}
    agents: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        if reading.phrase_of[i] < 0:
            continue
        if name.label in TARGETS:
            targets.setdefault(key[i], []).append(i)
        elif name.label in AGENTS:
            agents.setdefault(key[i], []).append(i)
    order = {target: n for n, target in enumerate(targets)}
    head = len(article.headline or "")
    scene = _Scene(article, reading, names, key, targets, agents, order, head)
    for agent, places in agents.items():
        about_agent = scene.agent(agent)
        for target, spots in targets.items():
            if agent == target:
                continue
            about = [*about_agent, *scene.target(target)]
            for i in places:
                for j in scene.nearest(i, spots):
                    begin, stop = min(names[i].begin, names[j].begin), max(names[i].stop, names[j].stop)
                    seen = tuple(sorted({*about, *scene.pair(i, j)}))
                    kind, near = scene.kind(i, j), scene.near(i, j)
                    list_of, cues = reading.phrase_of[i], scene.cues(i, j)
                    yield Instance(agent, target, begin, stop, seen, kind, near, list_of, cues, (i, j))


class _Scene:
    """The article with what its features need; made once an article."""

    def __init__(
        self,
        article: Article,
        reading: Reading,
        names: Sequence[Name],
        key: Sequence[str],
        targets: Mapping[str, Sequence[int]],
        agents: Mapping[str, Sequence[int]],
        order: Mapping[str, int],
        head: int,
    ) -> None:
        self.article, self.r, self.names, self.key = article, reading, names, key
        self.targets, self.agents, self.order, self.head = targets, agents, order, head
        self.events = [t for t, spots in targets.items() if names[spots[0]].label == "EVENT"]
        self.flow_at = [reading.at[p] if p >= 0 else -1 for p in reading.phrase_of]
        self.target_flow = sorted((self.flow_at[j], t) for t, spots in targets.items() for j in spots)
        self.signs = _signs(reading)
        self.target_places = [k for k, _ in self.target_flow]
        self.event_flow = [(k, name) for k, name in self.target_flow if name in set(self.events)]
        self.event_places = [k for k, _ in self.event_flow]
        self.agent_phrases = sorted(k for k in reading.at if reading.flow[k].text in "POL")
        self.cue_places = [cue.first for cue in reading.cues]  # cues stand in the order of the text
        self.cue_lines = [reading.sentence[k] for k in self.cue_places]
        self.around = Surroundings(reading, names, key, self.flow_at)

    def agent(self, agent: str) -> list[str]:
        """Features of the agent alone."""
        spots = self.agents[agent]
        label = letter(self.names[spots[0]])
        out = ["bias", f"a={label}", f"a={label} n={min(len(spots), 4)}"]
        out.append(f"label {self.names[spots[0]].label}")
        if label != "P":
            out += [f"a~{agent[-1:]}", f"a~{agent[-2:]}"]
        else:
            posts = {
                self.names[post].text
                for i in spots
                if (p := self.r.phrase_of[i]) >= 0
                for person, post in self.r.phrases[p].posts
                if person == i
            }
            out += [f"post~{post[-2:]}" for post in posts] or ["post none"]
        return out

    def target(self, target: str) -> list[str]:
        """Features of the target alone."""
        spots = self.targets[target]
        first = self.names[spots[0]]
        bare = bare_name(target)
        out = [f"t={first.label[0]}", f"t~{bare[-2:]}", f"t~{bare[-1:]}"]
        if any(self.names[j].begin < self.head for j in spots):
            out.append(f"t={first.label[0]} headline")
        if first.label == "EVENT":
            rank = self.events.index(target)
            out.append(f"event {min(rank, 3)} of {min(len(self.events), 4)}")
        out.append(f"t={first.label[0]} n={min(len(spots), 4)}")
        headline = self.article.headline or ""
        shared = sum(bare[x : x + 2] in headline for x in range(len(bare) - 1))
        out.append(f"t={first.label[0]} shares {min(shared, 4)} with headline")
        alike = sum(self.names[others[0]].label == first.label for others in self.targets.values())
        out.append(f"t={first.label[0]} of {min(alike, 5)}")
        return out

    def nearest(self, i: int, spots: Sequence[int]) -> list[int]:
        """The occurrences of a target that count for occurrence ``i``: the last before it and the next after it."""
        before = [j for j in spots if j < i]
        after = [j for j in spots if j > i]
        out = before[-1:]
        if after and (not before or self._sentences(i, after[0]) <= 1):
            out.append(after[0])
        return out

    def _sentences(self, i: int, j: int) -> int:
        return abs(self.r.sentence[self.flow_at[i]] - self.r.sentence[self.flow_at[j]])

    def kind(self, i: int, j: int) -> str:
        """Letters of the agent, of its part in its list (head, host, prefix), and of the target."""
        phrase = self.r.phrases[self.r.phrase_of[i]]
        part = "h" if i in phrase.hosts else "p" if i in phrase.prefixes else "-"
        return f"{letter(self.names[i])}{part}{self.names[j].label[0]}"

    def near(self, i: int, j: int) -> str:
        """How many clauses (c) or sentences (s) lie between the two."""
        r = self.r
        a, t = self.flow_at[i], self.flow_at[j]
        gap = self._sentences(i, j)
        if gap == 0:
            return f"c{min(abs(r.clause[a] - r.clause[t]), 4)}"
        return f"s{min(gap, 3)}" if gap <= 2 or r.paragraph[a] == r.paragraph[t] else "far"

    def pair(self, i: int, j: int) -> Iterator[str]:
        """Features of agent occurrence ``i`` with target occurrence ``j``."""
        r = self.r
        a, t = self.flow_at[i], self.flow_at[j]
        agent, target = self.names[i], self.names[j]
        phrase = r.phrases[r.phrase_of[i]]
        kind, near = self.kind(i, j), self.near(i, j)
        al, part, tl = kind[0], kind[1], kind[2]
        order = "<" if a < t else ">"
        gap = abs(r.sentence[a] - r.sentence[t])
        yield f"near {near}{order}"
        yield f"{kind} {near}{order}"
        yield f"{kind}"
        if target.anaphor:
            yield f"t by {target.anaphor}"
            yield f"{tl} anaphor {target.pointed} {near}{order}"
        if agent.anaphor:
            yield f"a by {agent.anaphor}"
        lo, hi = (a, t) if a < t else (t, a)
        # context of the agent
        right = self._texts(a + 1, 4)
        left = self._texts(a - 3, 3)
        for n in (1, 2, 3, 4):
            yield f"a> {part}{right[:n]}"
            if near[0] != "c":
                yield f"a> {al}{tl}{near}{order}{right[:n]}"
        for n in (1, 2, 3):
            yield f"a< {part}{left[-n:]}"
        # context of the target
        tright = self._texts(t + 1, 6)
        tleft = self._texts(t - 4, 4)
        for n in (1, 2, 3, 4):
            yield f"t> {tl}{tright[:n]}"
            yield f"t< {tl}{tleft[-n:]}"
            if gap == 0:
                yield f"t< {kind}{order}{near}{tleft[-n:]}"
        # what stands between
        between = self._texts(lo + 1, hi - lo - 1) if gap <= 1 and hi - lo <= 60 else None
        if between is not None and gap == 0:
            if len(between) <= 5:
                yield f"gap {order}{between}"
            for n in (2, 3):
                for x in range(max(len(between) - n + 1, 0)):
                    yield f"g{order}{between[x : x + n]}"
        if between is not None:
            clean = "".join(c for c in between if c in "POLIEJ")
            yield f"names between {order}{clean[:4]}"
        # cues
        yield from self._cues(a, t, kind, near, order, lo, hi)
        yield from self._frame(i, j, a, t, kind, near, order)
        yield from self._skeletons(a, t, lo, hi, kind, order)
        # salience: which target would one expect here
        last = self._last_target(a)
        here = self.key[j]
        if last:
            yield f"last target {last == here} {near}"
        if tl == "E":
            seen = bisect_left(self.event_places, a)
            mine = seen > 0 and self.event_flow[seen - 1][1] == here
            single = len(self.events) == 1
            yield f"last event {mine} {al}{part}"
            yield f"only event {single} {al}{part} {near}"
            speaks = r.speaks[r.phrase_of[i]]
            yield f"event {mine}{single} speaks {speaks} {al}{part} rank {min(self.order[here], 2)}"
            if mine or single:
                for cue in self._after(a, 14):
                    yield f"event here {al}{part} then {cue}"
                for n in (1, 2, 3):
                    yield f"event here {al}{part} a> {right[:n]}"
                    yield f"event here {al}{part} a< {left[-n:]}"
        # other agents in the way
        crowd = bisect_left(self.agent_phrases, hi) - bisect_right(self.agent_phrases, lo)
        yield f"crowd {order}{min(crowd, 3)}"
        yield f"crowd {kind}{order}{min(crowd, 3)} {near}"
        # subject and speaker
        subject = r.subject[t]
        mine = subject >= 0 and subject == r.phrase_of[i]
        yield f"subject {mine} {kind} {near}{order}"
        if r.opens[r.phrase_of[i]]:
            yield f"opens {kind} {near}{order}"
        speaker = r.speaker[t]
        if speaker >= 0:
            yield f"speaker {speaker == r.phrase_of[i]} {kind} {near}{order}"
        if r.speaks[r.phrase_of[i]]:
            yield f"speaks {kind} {near}{order}"
        yield from self._discourse(i, a, t, kind, near)
        yield from self.around.pair(i, j, kind, near, order)
        if agent.begin < self.head:
            yield f"agent headline {kind}"
        yield f"list {min(len(phrase.heads), 4)} {kind}"
        yield f"list {phrase.heads.index(i) if i in phrase.heads and phrase.heads.index(i) < 2 else 'x'} {part}"

    def _frame(self, i: int, j: int, a: int, t: int, kind: str, near: str, order: str) -> Iterator[str]:
        """The verb that the target hangs on, and the slot in which the agent stands to it."""
        r = self.r
        mine = r.phrase_of[i]
        slot = self._slot(a, t, mine, order)
        verb = self._verb(t)
        if verb is None:
            yield f"slot {slot} no verb {kind}"
        else:
            where, word, rows, roles = verb
            for role in roles:
                yield f"slot {slot} {where} {role} {kind[-1]}"
                yield f"slot {slot} {where} {role} {kind} {near}"
            for row in rows:
                yield f"slot {slot} {where} {row}"
            yield f"verb {where} {word} {slot}"
            yield f"verb {where} {word} {kind}{order}"
        own = self._verb(a, right_only=True)
        if own is not None:
            _, word, rows, roles = own
            for role in roles:
                yield f"own {slot} {role} {kind} {near}"
            yield f"own {word} {kind[-1]}{order} {near[0]}"
            if self._last_target(a) == self.key[j]:
                yield f"own {word} last target {kind}"
                for row in rows:
                    yield f"own {row} last target {kind}"

    def _skeletons(self, a: int, t: int, lo: int, hi: int, kind: str, order: str) -> Iterator[str]:
        """The names, the kinds of verbs and the commas around the two, with all other words left out."""
        r = self.r
        close = abs(r.sentence[a] - r.sentence[t]) <= 1 and hi - lo <= 80
        gap = self.signs[lo + 1 : hi] if close else None
        if gap is not None and len(compact := "".join(gap)) <= 12:
            yield f"skeleton {order}{compact} {kind}"
            yield f"skeleton {order}{compact.replace(',', '')} {kind[-1]}"
            yield f"skeleton {order}{''.join(c for c in compact if c.islower())} {kind}"
        after_a = "".join(self.signs[a + 1 : a + 25])
        after_t = "".join(self.signs[t + 1 : t + 25])
        before_t = "".join(self.signs[max(t - 25, 0) : t])
        before_a = "".join(self.signs[max(a - 15, 0) : a])
        for n in (1, 2, 3):
            yield f"signs a> {after_a[:n]} {kind}"
            yield f"signs t> {after_t[:n]} {kind}{order}"
            yield f"signs t< {before_t[-n:]} {kind}{order}"
            yield f"signs a< {before_a[-n:]} {kind}"

    def _discourse(self, i: int, a: int, t: int, kind: str, near: str) -> Iterator[str]:
        """Whether the agent is what the passage around the target is about, or who speaks there for a body."""
        r = self.r
        mine = r.phrase_of[i]
        apart = min(r.paragraph[t] - r.paragraph[a], 3)
        verb = self._verb(t)
        roles = verb[3] if verb else ("none",)
        single = len(r.phrases[mine].holders) <= 1
        for word, phrase in (("holder", r.holder[t]), ("topic", r.topic[t])):
            if phrase < 0:
                continue
            same = phrase == mine
            yield f"{word} {same} {kind} {apart if same else near}"
            if same:
                yield f"{word} alone {single} {kind} {apart}"
                for role in roles:
                    yield f"{word} {role} {kind} {min(apart, 1)}"
        if r.holder[t] == mine and r.topic[t] == mine:
            yield f"holder and topic {kind}"

    def _slot(self, a: int, t: int, mine: int, order: str) -> str:
        """How the agent's phrase stands to the clause of the target."""
        r = self.r
        left = self._texts(a - 2, 2)
        right = self._texts(a + 1, 1)
        by = "by " if left.endswith(BY) else ""
        of = " of" if right == OF else ""
        clauses = r.clause[t] - r.clause[a]
        if order == "<" and r.subject[t] == mine:
            return f"{by}subject{min(clauses, 3)}{of}"
        if order == "<" and r.speaker[t] == mine:
            return f"{by}speaker{min(clauses, 3)}{of}"
        if r.sentence[a] != r.sentence[t]:
            return f"{by}far{order}"
        if clauses == 0:
            return f"{by}inside{order}{of}"
        return f"{by}{'near' if abs(clauses) <= 2 else 'off'}{order}{of}"

    def _verb(self, k: int, *, right_only: bool = False) -> tuple[str, str, tuple[str, ...], tuple[str, ...]] | None:
        """The cue that governs element ``k``: the last before it in its clause, else the first after it."""
        r = self.r
        near = self._cues_from(k - _CUE_REACH, k + _CUE_REACH)
        here = [c for c in near if r.clause[c.first] == r.clause[k] and c.role not in ("joint", "order")]
        before = [c for c in here if c.first < k and k - c.last <= 10]
        after = [c for c in here if c.first > k and c.first - k <= 12]
        if before and not right_only:
            first = before[-1].first
            chosen, where = [c for c in before if c.first == first], "before"
        elif after:
            first = after[0].first
            chosen, where = [c for c in after if c.first == first], "after"
        else:
            return None
        word = "".join(f.text for f in r.flow[chosen[0].first : chosen[0].last])
        return where, word, tuple(c.row for c in chosen), tuple(c.role for c in chosen)

    def cues(self, i: int, j: int) -> tuple[tuple[str, str], ...]:
        """Cues of the sentences of the pair, nearest to either first."""
        r = self.r
        a, t = self.flow_at[i], self.flow_at[j]
        lines = {r.sentence[a], r.sentence[t]}
        near = sorted(
            (min(abs(c.first - a), abs(c.first - t)), c.first, c.row, c.role)
            for line in lines
            for c in r.cues[bisect_left(self.cue_lines, line) : bisect_right(self.cue_lines, line)]
        )
        return tuple((row, role) for _, _, row, role in near)

    def _texts(self, first: int, count: int) -> str:
        flow = self.r.flow
        return "".join(flow[k].text for k in range(max(first, 0), min(first + count, len(flow))))

    def _after(self, k: int, reach: int) -> list[str]:
        """Cues within ``reach`` elements after ``k`` in its sentence, as row ids."""
        r = self.r
        return [c.row for c in self._cues_from(k + 1, k + reach + 1) if r.sentence[c.first] == r.sentence[k]]

    def _cues_from(self, begin: int, stop: int) -> tuple[Cue, ...]:
        """Cues whose first element is one of ``begin`` to ``stop``, the last not counted."""
        return self.r.cues[bisect_left(self.cue_places, begin) : bisect_left(self.cue_places, stop)]

    def _last_target(self, k: int) -> str | None:
        """The target named last before element ``k``, or None."""
        seen = bisect_left(self.target_places, k)
        return self.target_flow[seen - 1][1] if seen else None

    def _cues(self, a: int, t: int, kind: str, near: str, order: str, lo: int, hi: int) -> Iterator[str]:
        """Cues between the two, right before and after the target, and right after the agent."""
        r = self.r
        between = self._cues_from(lo + 1, hi) if hi - lo <= 80 else ()
        for c in between:
            yield f"cue between {order}{c.row}"
            if near[0] == "c":
                yield f"cue between {kind}{order}{c.role}"
        if between:
            yield f"cue last {kind}{order}{between[-1].role} {near}"
            yield f"cue last {order}{between[-1].row}"
            yield f"cue first {kind}{order}{between[0].role} {near}"
            yield f"cue first {order}{between[0].row}"
        before = [c for c in self._cues_from(t - 12, t) if r.clause[c.first] == r.clause[t]]
        if before:
            yield f"cue before t {before[-1].row} {order}"
            yield f"cue before t {before[-1].role} {kind}{order}{near}"
        after = [c for c in self._cues_from(t + 1, t + 21) if r.sentence[c.first] == r.sentence[t]]
        if after:
            yield f"cue after t {after[0].row} {order}"
            yield f"cue after t {after[0].role} {kind}{order}{near}"
        mine = [c for c in self._cues_from(a + 1, a + 16) if r.sentence[c.first] == r.sentence[a]]
        if mine:
            yield f"cue after a {mine[0].row} {order}{near}"
            yield f"cue after a {mine[0].role} {kind}{order}{near}"
        for c in mine:
            yield f"cue near a {c.row} {kind[-1]}{order}"


SIGNS = {
    "host": "h",
    "undertake": "u",
    "lead": "l",
    "issue": "i",
    "implement": "m",
    "propose": "p",
    "attend": "t",
    "award": "w",
    "speech": "s",
    "order": "o",
    "joint": "j",
    "not": "n",
    "support": "k",
    "benefit": "b",
    "progress": "g",
    "approve": "v",
    "happen": "e",
    "name": "c",
}
"""One letter a cue role, for skeletons."""


def _signs(reading: Reading) -> tuple[str, ...]:
    """For each flow element what it is in a skeleton: a name's label, a cue's role, a mark, or nothing."""
    signs = [f.text if f.phrase >= 0 else "" for f in reading.flow]
    marks = {"，": ",", "、": "", "。": ".", "；": ";", "：": ":", OF: "d", **dict.fromkeys(BY, "y")}
    for k, f in enumerate(reading.flow):
        if f.phrase < 0:
            signs[k] = marks.get(f.text, "J" if f.text == "J" else "")
    for cue in reading.cues:
        signs[cue.first] = SIGNS.get(cue.role, "")
        for k in range(cue.first + 1, cue.last):
            signs[k] = ""
    return tuple(signs)
