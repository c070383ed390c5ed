"""Words that stand for a name said before: 会议, 该办法, 他, 街道."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.records import Mention
from kg.relations.function_words import words
from kg.relations.tables import rows

_NOT_NAME = re.compile(r"（[^（）]*）$|[”》’]+$")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word at ``begin`` to ``stop`` of the article text that stands for mention number ``mention``."""

    begin: int
    stop: int
    mention: int
    row: str  # id of the row of anaphors.tsv
    pointed: bool  # a pointer (该, 此, 这项, 本次 …) or a clause border stands right before it


@dataclass(frozen=True, slots=True)
class _Row:
    row: str
    form: str
    labels: frozenset[str]
    endings: tuple[str, ...]


_BORDER = frozenset("，。；：！？、“\n（")


@cache
def _rows() -> tuple[_Row, ...]:
    table = [
        _Row(r["id"], r["form"], frozenset(r["labels"].split("|")), tuple(r["endings"].split("|")))
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
        fitting = [i for i in range(before) if _fits(row, mentions[i], names[i])]
        if not fitting and row.labels & {"EVENT", "INITIATIVE"}:
            fitting = [i for i in range(before, len(mentions)) if _fits(row, mentions[i], names[i])][:1]
        if not fitting:
            continue
        left = text[: match.start()]
        pointed = not left or left[-1] in _BORDER or left.endswith(words("pointer"))
        found.append(Anaphor(match.start(), match.end(), fitting[-1], row.row, pointed))
    return tuple(found)


def _fits(row: _Row, mention: Mention, name: str) -> bool:
    return mention.label in row.labels and ("*" in row.endings or name.endswith(row.endings))
