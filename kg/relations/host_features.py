"""What is to be seen of each body that may host a post without one beside it, for the model that chooses among them.

The options are the bodies and places that the article names, each once under its fullest name, and none of them. What
the rules of ``kg.relations.hosts`` propose is one feature among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.relations.chains import HOST_LABELS, Passage
from kg.relations.clauses import COMMAS, STOPS
from kg.relations.roles import Role, concept, kinds_of

NEAREST = 24
"""Options of one post: the names nearest before it, besides those of its sentence."""
STEPS = (0, 1, 2, 4, 8, 16)
PIECE = 2
"""Characters of a post, or of the text beside a name, that are looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """A post whose host is asked for: its index, those of its holders, and what the rules propose by which way."""

    post: int
    names: tuple[int, ...]
    proposed: str | None
    way: str
    first: int  # index of the first mention of the post's chain


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: a name as it stands in the text, or None."""

    name: str | None
    features: tuple[str, ...]
    proposed: bool = False  # by the rules


def options(passage: Passage, question: Question, full: Mapping[str, str]) -> tuple[Option, ...]:
    """The answers that ``question`` may have, none first. ``full`` maps names to their fullest forms."""
    groups = _groups(passage, question, full)
    role = concept(passage.mentions[question.post].text)
    proposed = None if question.proposed is None else full.get(question.proposed, question.proposed)
    view = _View(passage, question, role, proposed, len(groups))
    found = [Option(None, tuple(_none(view)), proposed is None)]
    for number, (name, places) in enumerate(groups):
        found.append(
            Option(_text(passage, question, places), tuple(_body(view, name, places, number)), name == proposed)
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _View:
    passage: Passage
    question: Question
    role: Role
    proposed: str | None
    count: int  # of the options

    @property
    def post(self) -> str:
        return self.passage.mentions[self.question.post].text


def _groups(passage: Passage, question: Question, full: Mapping[str, str]) -> list[tuple[str, list[int]]]:
    """Fullest names with the places where they stand, the one named nearest before the post first."""
    places: dict[str, list[int]] = {}
    for i, mention in enumerate(passage.mentions):
        if mention.label in HOST_LABELS:
            places.setdefault(full.get(mention.text, mention.text), []).append(i)
    post = question.post
    before = {name: max((i for i in at if i < post), default=-1) for name, at in places.items()}
    ordered = sorted((name for name in places if before[name] >= 0), key=lambda name: -before[name])[:NEAREST]
    later = [n for n in places if before[n] < 0 and _same_sentence(passage, post, places[n][0])]
    return [(name, places[name]) for name in (*ordered, *later)]


def _same_sentence(passage: Passage, left: int, right: int) -> bool:
    return STOPS.isdisjoint(passage.gap(left, right)) and not passage.broken(left, right)


def _nearest(question: Question, places: Sequence[int]) -> int:
    """The place of a name nearest before the post, else the first after it."""
    return max((i for i in places if i < question.post), default=places[0])


def _text(passage: Passage, question: Question, places: Sequence[int]) -> str:
    return passage.mentions[_nearest(question, places)].text


def _step(count: int) -> int:
    return max(step for step in STEPS if step <= count)


def _kinds(name: str, label: str) -> list[str]:
    return [kind.id for kind in kinds_of(name, label)[:2]] or [label.lower()]


def _none(view: _View) -> Iterator[str]:
    passage, question, role = view.passage, view.question, view.role
    yield "none"
    yield f"none role={role.id}"
    yield f"none own={role.own} branch={role.branch}"
    yield f"none post={view.post[-PIECE:]}"
    yield f"none post={view.post}"
    yield f"none begin={view.post[:PIECE]}"
    yield f"none way={question.way}"
    yield f"none way={question.way} role={role.id}"
    yield f"none way={question.way} proposed={view.proposed is not None}"
    yield f"none options={_step(view.count)}"
    yield f"none before={_left(passage, question.post, 1)}"
    yield f"none before={_left(passage, question.post, 2)}"
    yield f"none before={_left(passage, question.first, 1)} proposed={view.proposed is not None}"
    yield f"none after={_right(passage, question.post, 1)}"
    yield f"none names={min(len(question.names), 3)}"
    yield f"none chain={question.first != question.post}"
    sentence = passage.before(question.first)
    yield f"none opens={not sentence} proposed={view.proposed is not None}"
    yield f"none title={passage.mentions[question.post].begin < passage.article.body_start}"


def _body(view: _View, name: str, places: Sequence[int], number: int) -> Iterator[str]:
    passage, question, role = view.passage, view.question, view.role
    post, near = question.post, _nearest(question, places)
    host = passage.mentions[near]
    kinds = _kinds(name, host.label)
    chosen = view.proposed == name
    base = f"chosen={chosen}"
    yield base
    yield f"{base} way={question.way}"
    yield f"{base} way={question.way} role={role.id}"
    yield f"proposed={'this' if chosen else 'other' if view.proposed else 'none'} way={question.way} kind={kinds[0]}"
    yield f"label={host.label}"
    yield f"label={host.label} role={role.id}"
    text = passage.gap(near, post) if near < post else passage.gap(post, near)
    back = len(re.findall("[。！？]+", text))
    side = "before" if near < post else "after"
    where = f"{side}{min(back, 6)}"
    for kind in kinds:
        yield f"kind={kind} role={role.id}"
        yield f"kind={kind} post={view.post[-PIECE:]}"
        yield f"kind={kind} post={view.post}"
        yield f"kind={kind} {where}"
        yield f"kind={kind} {where} own={role.own}"
        yield f"kind={kind}"
        reach = role.hosts.get(kind)
        yield f"fits={reach is not None and back <= reach} {where}"
    yield where
    yield f"{where} role={role.id}"
    yield f"{where} branch={role.branch}"
    yield f"{where} rank={min(number, 6)}"
    yield f"rank={min(number, 6)}"
    between = range(near + 1, post) if near < post else range(post + 1, near)
    others = [i for i in between if passage.label(i) in HOST_LABELS]
    alike = [i for i in others if set(_kinds(passage.mentions[i].text, passage.label(i))) & set(kinds)]
    yield f"alike={min(len(alike), 3)} {side}"
    yield f"alike={min(len(alike), 3)} kind={kinds[0]}"
    people = sum(passage.label(i) == "PERSON" for i in between)
    yield f"people={min(people, 4)} {where}"
    yield f"people={min(people, 4)} back={min(back, 2)} role={role.id}"
    if near > post:
        held = question.names[-1] if question.names else post
        link = passage.gap(held, near) if near > held else ""
        yield f"behind={link[-PIECE:]}"
        yield f"behind={link[-1:]} role={role.id}"
    yield f"next={_right(passage, near, 1)} {where}"
    yield f"next={_right(passage, near, 2)}"
    yield f"last={_left(passage, near, 1)} {where}"
    yield f"last={_left(passage, near, 2)}"
    if not back and near < post:
        yield f"clause={sum(mark in COMMAS or mark == '、' for mark in text)}"
        yield f"between={text[-PIECE:]}"
        yield f"between={text}" if len(text) <= 4 else "between long"
    follows = passage.label(near + 1)
    yield f"follows={follows} {bool(passage.gap(near, near + 1)) if follows else ''} {where}"
    yield f"leads={passage.label(near - 1)} {bool(passage.gap(near - 1, near)) if near else ''} {where}"
    if near != post - 1 and follows == "POST" and not passage.gap(near, near + 1):
        other = passage.mentions[near + 1].text
        yield f"held={concept(other).id} role={role.id}"
        yield f"held same={other == view.post} branch={concept(other).branch == role.branch}"
    yield f"times={_step(len(places))}"
    first = passage.mentions[places[0]]
    yield f"head={first.begin < passage.article.body_start} kind={kinds[0]}"
    yield f"head={first.begin < passage.article.body_start}"
    yield from _place(view, near, kinds, where)
    yield from _shared(passage, question, name, places, view.post)


def _place(view: _View, near: int, kinds: Sequence[str], where: str) -> Iterator[str]:
    """Where in its sentence and paragraph a name stands, and whether it is the only one of its kind."""
    passage, post = view.passage, view.question.post
    mentions = passage.mentions
    rivals = {m.text for m in mentions if m.label in HOST_LABELS and _kinds(m.text, m.label)[0] == kinds[0]}
    most = max((sum(m.text == rival for m in mentions) for rival in rivals), default=0)
    mine = sum(m.text == mentions[near].text for m in mentions)
    fits = any(kind in view.role.hosts for kind in kinds)
    yield f"alone={min(len(rivals), 3)} fits={fits}"
    yield f"alone={min(len(rivals), 3)} fits={fits} {where}"
    yield f"most={mine == most} fits={fits}"
    low, high = sorted((mentions[near].begin, mentions[post].begin))
    lines = passage.article.text.count("\n", low, high)
    yield f"lines={min(lines, 3)} {where}"
    opens = not passage.before(near) or passage.label(near - 1) == ""
    yield f"opens={opens} {where}"
    yield f"opens={opens} {where} fits={fits}"
    line = passage.article.text.rfind("\n", 0, mentions[near].begin)
    yield f"line begins={not passage.article.text[line + 1 : mentions[near].begin].strip()} {where}"
    yield f"kind={kinds[0]} ends={view.post[-1:]}"
    yield f"kind={kinds[0]} ends={view.post[-3:]}"


def _shared(passage: Passage, question: Question, name: str, places: Sequence[int], post: str) -> Iterator[str]:
    """What the name shares with the post, with the text before it and with other posts of the holders."""
    same = max((size for size in range(1, min(len(name), len(post))) if post[:size] in name), default=0)
    yield f"begin of post in name={min(same, 3)}"
    word = _left(passage, question.post, 3)
    ends = max((size for size in range(1, 4) if size <= len(word) and name.endswith(word[-size:])), default=0)
    yield f"word before ends name={ends}"
    holders = {passage.mentions[i].text for i in question.names}
    beside = False
    for at in places:
        span = passage.mentions[max(at - 3, 0) : at + 4]
        beside |= any(m.label == "PERSON" and m.text in holders for m in span)
    yield f"near holder={beside}"
    title = [passage.mentions[at + 1].text for at in places if passage.label(at + 1) == "POST"]
    yield f"same title there={post in title}"


def _left(passage: Passage, index: int, size: int) -> str:
    begin = passage.mentions[index].begin
    edge = passage.mentions[index - 1].stop if index else 0
    piece = passage.between(max(edge, begin - size - 4), begin)[-size:]
    return piece if len(piece) == size else piece + f"<{passage.label(index - 1)}"


def _right(passage: Passage, index: int, size: int) -> str:
    stop = passage.mentions[index].stop
    edge = passage.mentions[index + 1].begin if index + 1 < len(passage.mentions) else len(passage.article.text)
    piece = passage.between(stop, min(edge, stop + size + 4))[:size]
    return piece if len(piece) == size else piece + f">{passage.label(index + 1)}"
