"""Noun phrases over names: which names are listed together, and which of them a phrase is about.

An article is read as a row of elements. A name is one element, and so is any other character that is not white space.
Phrases are found on that row: 副区长甲、乙，区政府办公室主任丙 is one list with three persons as heads, the office as a
host and the posts as titles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.records import Label, Mention
from kg.relations.anaphors import anaphors
from kg.relations.function_words import words

_PRIVATE: dict[Label, str] = {
    "PERSON": "\ue000",
    "POST": "\ue001",
    "STREET": "\ue002",
    "ORG": "\ue003",
    "PLACE": "\ue004",
    "INITIATIVE": "\ue005",
    "EVENT": "\ue006",
}
"""One private character a label, so that lists of names can be found with a regular expression."""
_P, _J, _I, _E = (_PRIVATE[label] for label in ("PERSON", "POST", "INITIATIVE", "EVENT"))
_UNIT = "[" + "".join(_PRIVATE[label] for label in ("STREET", "ORG", "PLACE")) + "]"
_JOIN = "(?:" + "|".join(map(re.escape, words("join"))) + ")"
_TITLE = f"(?:{_UNIT}{{0,4}}{_J}(?:{_JOIN}?{_UNIT}{{0,3}}{_J}){{0,6}})"
_PERSONS = f"{_TITLE}?{_P}(?:（[^）。]{{0,12}}）)?"
_UNITS = f"{_UNIT}{{1,5}}(?!{_UNIT}|{_J})(?:（[^）。]{{0,12}}）)?"
_LIST = re.compile(f"(?:{_PERSONS}|{_UNITS})(?:{_JOIN}(?:{_PERSONS}|{_UNITS})|，{_PERSONS})*")
_TARGETS = re.compile(f"[{_I}{_E}](?:{_JOIN}?[{_I}{_E}])*")


@dataclass(frozen=True, slots=True)
class Name:
    """A mention, or a word that stands for one; ``begin`` and ``stop`` point into the article text."""

    begin: int
    stop: int
    label: Label
    text: str  # the name meant, not the word that stands for it
    anaphor: str = ""  # row of anaphors.tsv, or "" for a mention itself
    pointed: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the row. ``name`` is an index into the names, or -1 for a character."""

    text: str
    begin: int
    stop: int
    name: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A list of names, at ``first`` to ``last`` (not included) of the row. Members are indexes into the names."""

    first: int
    last: int
    heads: tuple[int, ...]  # what the phrase is about
    hosts: tuple[int, ...] = ()  # bodies at which a listed person holds a post
    prefixes: tuple[int, ...] = ()  # places and bodies that only say where a head belongs
    posts: tuple[tuple[int, int], ...] = ()  # (person, post), as far as they stand together
    holders: tuple[tuple[int, int], ...] = ()  # (host, person)


def names_of(text: str, mentions: Sequence[Mention]) -> tuple[Name, ...]:
    """Mentions and anaphors of an article text, in order, without overlap."""
    names: list[Name] = []
    for mention in mentions:
        if not names or mention.begin >= names[-1].stop:
            names.append(Name(mention.begin, mention.stop, mention.label, mention.text))
    for found in anaphors(text, mentions):
        meant = mentions[found.mention]
        names.append(Name(found.begin, found.stop, meant.label, meant.text, found.row, found.pointed))
    return tuple(sorted(names, key=lambda name: (name.begin, name.stop)))


def elements(text: str, names: Sequence[Name]) -> tuple[Element, ...]:
    """The row of ``text``: every name and every other visible character, in order."""
    row: list[Element] = []
    at = 0
    for index, name in enumerate(names):
        row += [Element(_shown(text[i]), i, i + 1, -1) for i in range(at, name.begin) if not text[i].isspace()]
        row.append(Element(_PRIVATE[name.label], name.begin, name.stop, index))
        at = name.stop
    row += [Element(_shown(text[i]), i, i + 1, -1) for i in range(at, len(text)) if not text[i].isspace()]
    return tuple(row)


def _shown(character: str) -> str:
    """A character of the text, one of those that stand for names here as none in particular."""
    return character if character < "\ue000" or character > "\ue006" else "\ufffd"


def phrases(row: Sequence[Element], names: Sequence[Name], breaks: Sequence[int]) -> tuple[Phrase, ...]:
    """Lists of names in ``row``, in order. ``breaks`` are offsets where a paragraph begins: no list crosses one."""
    shape = "".join(element.text for element in row)
    starts = [element.begin for element in row]
    edges = sorted({0, len(row), *(bisect_left(starts, offset) for offset in breaks)})
    found: list[Phrase] = []
    for left, right in pairwise(edges):
        for match in _LIST.finditer(shape, left, right):
            found.append(_phrase(row, names, match.start(), match.end()))
        for match in _TARGETS.finditer(shape, left, right):
            heads = tuple(row[k].name for k in range(*match.span()) if row[k].name >= 0)
            found.append(Phrase(match.start(), match.end(), heads))
    return tuple(sorted(found, key=lambda phrase: phrase.first))


def _phrase(row: Sequence[Element], names: Sequence[Name], first: int, last: int) -> Phrase:
    """Sort the names of one list into heads, hosts, prefixes and posts."""
    heads: list[int] = []
    hosts: list[int] = []
    prefixes: list[int] = []
    posts: list[tuple[int, int]] = []
    holders: list[tuple[int, int]] = []
    host: int | None = None
    post: list[int] = []
    fresh = True  # the next post begins a new holder
    for k in range(first, last):
        index = row[k].name
        if index < 0:
            continue
        label = names[index].label
        after = row[k + 1].name if k + 1 < last else -1
        follows = names[after].label if after >= 0 else None
        if label == "PERSON":
            heads.append(index)
            posts += [(index, one) for one in post]
            holders += [(host, index)] if host is not None else []
            fresh = True
        elif label == "POST":
            post = [index] if fresh else [*post, index]
            fresh = False
        elif follows == "POST":
            hosts.append(index)
            host = index
        elif follows in ("ORG", "STREET", "PLACE"):
            prefixes.append(index)
        else:
            heads.append(index)
            host, post, fresh = None, [], True
    return Phrase(first, last, tuple(heads), tuple(hosts), tuple(prefixes), tuple(posts), tuple(holders))
