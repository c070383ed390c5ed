"""Words that stand for a name said before: 会议, 该办法, 他, 街道."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.records import Mention
from kg.relations.function_words import words
from kg.rows import rows

_NOT_NAME = re.compile(r"（[^（）]*）$|[”》’]+$")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word at ``begin`` to ``stop`` of the article text that stands for mention number ``mention``."""

    begin: int
    stop: int
    mention: int
    row: str  # id of the row of anaphors.tsv, or "tail" for the end of a name (支队 for 区公安分局交巡警支队)
    pointed: bool  # a pointer (该, 此, 这项, 本次 …) or a clause border stands right before it


@dataclass(frozen=True, slots=True)
class _Row:
    row: str
    form: str
    labels: frozenset[str]
    endings: tuple[str, ...]
    barred: tuple[str, ...]  # a district is no 社区, though both end in 区


HOST = "@host"
BAR = "!"
TAILED = frozenset({"EVENT", "INITIATIVE", "ORG"})
SHORTEST_TAIL, LONGEST_TAIL = 2, 8
_BORDER = frozenset("，。；：！？、“\n（")


@cache
def _rows() -> tuple[_Row, ...]:
    table = [
        _Row(
            r["id"],
            r["form"],
            frozenset(r["labels"].split("|")),
            tuple(ending for ending in r["endings"].split("|") if not ending.startswith(BAR)),
            tuple(ending.removeprefix(BAR) for ending in r["endings"].split("|") if ending.startswith(BAR)),
        )
        for r in rows("lexicon/anaphors.tsv")
    ]
    return tuple(sorted(table, key=lambda row: (-len(row.form), row.form)))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row.form) for row in _rows()))


def bare_name(name: str) -> str:
    """``name`` without closing marks and without a closing bracket such as （试行）."""
    while True:
        shorter = _NOT_NAME.sub("", name)
        if shorter == name:
            return name
        name = shorter


def anaphors(text: str, mentions: Sequence[Mention]) -> tuple[Anaphor, ...]:
    """Anaphors of ``text`` outside its ``mentions`` (sorted), each with the latest fitting mention before it.

    An EVENT or INITIATIVE that is first named later is taken where none stands before: 会上 in a kicker.
    """
    by_form = {row.form: row for row in _rows()}
    names = [bare_name(m.text) for m in mentions]
    found: list[Anaphor] = []
    before = 0  # mentions that end at or before the place we look at
    for match in _pattern().finditer(text):
        while before < len(mentions) and mentions[before].stop <= match.start():
            before += 1
        if before < len(mentions) and mentions[before].begin < match.end():
            continue  # inside a name
        row = by_form[match.group()]
        fitting = [i for i in range(before) if _fits(row, mentions, i, names[i])]
        if not fitting and row.labels & {"EVENT", "INITIATIVE"}:
            fitting = [i for i in range(before, len(mentions)) if _fits(row, mentions, i, names[i])][:1]
        if not fitting:
            continue
        left = text[: match.start()]
        pointed = not left or left[-1] in _BORDER or left.endswith(words("pointer"))
        found.append(Anaphor(match.start(), match.end(), fitting[-1], row.row, pointed))
    taken = [(m.begin, m.stop) for m in mentions] + [(a.begin, a.stop) for a in found]
    found += _tails(text, mentions, names, taken)
    return tuple(sorted(found, key=lambda anaphor: (anaphor.begin, anaphor.stop)))


def _tails(
    text: str, mentions: Sequence[Mention], names: Sequence[str], taken: Sequence[tuple[int, int]]
) -> Iterator[Anaphor]:
    """Ends of names said before, where no table row and no name covers them: 柑橘节 for 2023年石门柑橘节."""
    last: dict[str, list[int]] = {}
    for i, mention in enumerate(mentions):
        if mention.label in TAILED:
            for size in range(SHORTEST_TAIL, min(len(names[i]) - 1, LONGEST_TAIL) + 1):
                last.setdefault(names[i][-size:], []).append(i)
    if not last:
        return
    covered = bytearray(len(text))
    for begin, stop in taken:
        covered[begin:stop] = b"\1" * (stop - begin)
    pattern = re.compile("|".join(re.escape(tail) for tail in sorted(last, key=lambda tail: (-len(tail), tail))))
    for match in pattern.finditer(text):
        before = [i for i in last[match.group()] if mentions[i].stop <= match.start()]
        if before and not any(covered[match.start() : match.end()]):
            left = text[: match.start()]
            pointed = not left or left[-1] in _BORDER or left.endswith(words("pointer"))
            yield Anaphor(match.start(), match.end(), before[-1], "tail", pointed)


def _fits(row: _Row, mentions: Sequence[Mention], i: int, name: str) -> bool:
    if mentions[i].label not in row.labels or (row.barred and name.endswith(row.barred)):
        return False
    if HOST in row.endings:
        return i + 1 < len(mentions) and mentions[i + 1].label == "POST" and mentions[i + 1].begin == mentions[i].stop
    return "*" in row.endings or name.endswith(row.endings)
