"""The home district of a document, guessed from the divisions it names where nobody gave it.

Each county-level name, and each name of a subdistrict or town, is a vote for the divisions that bear it; a name that
several bear is shared out, and its city or province standing in the text favours theirs. Only a clear winner is taken:
a wrong home would turn 区委 into the wrong district's committee, no home only leaves it open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from kg.rows import rows

_LENGTH = 200_000  # characters that are looked at: a page has ten thousand
_ENOUGH = 1.0  # votes of one unshared county name
_CLEAR = 2.0  # how many times the votes of the next best the winner needs
_STREET = 0.5  # what a street's vote weighs beside a county's
_NAMED_ABOVE = 3.0  # how much a county gains whose city or province is named too


@dataclass(frozen=True, slots=True)
class _Authority:
    names: Any  # an Aho-Corasick automaton: name → tuple of (codes of counties, weight)
    full_name: dict[str, str]  # county code → 重庆市江北区
    above: dict[str, tuple[str, ...]]  # county code → names and short names of its province and city


def guess_home(text: str) -> tuple[str | None, str]:
    """Guess the home district of a text.

    Returns:
        The district's full name, such as 重庆市江北区, and "guessed"; or None and "none" where no district stands out.
    """
    authority = _authority()
    text = text[:_LENGTH]
    votes: defaultdict[str, float] = defaultdict(float)
    for name, codes, weight in _longest_names(authority, "".join(text.split())):
        bearers = [code for code in codes if any(above in text for above in authority.above[code])] or list(codes)
        gain = _NAMED_ABOVE if len(bearers) < len(codes) or len(codes) == 1 else 1.0
        for code in bearers:
            votes[code] += gain * weight * len(name) / 3 / len(bearers)
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
        return None, "none"
    return authority.full_name[ranked[0][0]], "guessed"


def _longest_names(authority: _Authority, text: str) -> list[tuple[str, tuple[str, ...], float]]:
    """Return the names in ``text``, none inside another: 城北街道 holds no 北街."""
    found = sorted((end + 1 - len(row[0]), -end, row) for end, row in authority.names.iter(text))
    kept: list[tuple[str, tuple[str, ...], float]] = []
    done = 0
    for start, end, row in found:
        if start >= done:
            done = 1 - end
            kept.append(row)
    return kept


@cache
def _authority() -> _Authority:
    divisions = rows("gazetteer/divisions.tsv")
    names = {row["code"]: row["name"] for row in divisions}
    shared = Counter(row["name"] for row in divisions if row["level"] == "city")
    full_name: dict[str, str] = {}
    above: dict[str, tuple[str, ...]] = {}
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for code, name, level, parent in (row.values() for row in divisions):
        if level != "county":
            continue
        province, city = names[code[:2]], names.get(parent, "")
        placeholder = shared[city] > 1 or len(city) < 2 or parent.endswith("90")  # 市辖区 and the like are no cities
        parts = [province] + ([] if placeholder or city in (province, name) else [city])
        full_name[code] = "".join(parts) + name
        above[code] = tuple(sorted({short for part in parts for short in _short(part)}))
        bearers[name].add(code)
    weights: dict[str, float] = dict.fromkeys(bearers, 1.0)
    for code, name in (row.values() for row in rows("gazetteer/streets.tsv")):
        if code[:6] in full_name and len(name) >= 3 and name not in weights:
            bearers[name].add(code[:6])
    automaton = ahocorasick.Automaton()
    for name in sorted(bearers):
        automaton.add_word(name, (name, tuple(sorted(bearers[name])), weights.get(name, _STREET)))
    automaton.make_automaton()
    return _Authority(automaton, full_name, above)


def _short(name: str) -> set[str]:
    return {name, name[:-1]} if len(name) > 2 else {name}  # 重庆市 is most often called 重庆
