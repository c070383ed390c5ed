"""The lines of a page as numbers: what the eye sees of each line, and nothing of what it is about.

Width, indent and blank lines, the column's measure, how the line begins and ends, which cue patterns it matches, and
how many pairs of characters it shares with the text above and below. No word is a feature, so that a model of them
learns how pages are set and not what one paper writes of.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.ingest.lines import FINAL, FULL_STOP, Line, is_han
from kg.ingest.page.line_kinds import line_kind
from kg.ingest.page.measures import measures_of
from kg.ingest.page.overlap import bigrams
from kg.ingest.page.paragraph import LONGEST_HEAD, is_open
from kg.ingest.words import pattern

_MATCHED = (
    "opening", "opening-byline", "item", "speaker", "section-head", "subtitle", "jump-from-opening", "bracket-head",
    "caption-opening",
)  # fmt: skip
_FOUND = (
    "byline-closing", "byline-names", "jump-on-closing", "unfinished", "credit", "role", "caption-closing", "contact",
    "slogan",
)  # fmt: skip
_KINDS = ("jump-from", "jump-on", "furniture", "byline", "signature")
_WINDOWS = (4, 12, 40)  # lines above and below with which a line's pairs are compared
_COHESION = (6, 16, 40)
_FAR = 10**6
_ENDS = "，、；：。！？”》）】"
_BEGINS = "“《（【—▲◆●■·"


def features(lines: Sequence[Line]) -> NDArray[np.float32]:
    """Return one row of numbers for each line.

    Args:
        lines: the lines of a page that are not blank, in source order.
    """
    if not lines:
        return np.zeros((0, 0), np.float32)
    kinds = [line_kind(line.text) for line in lines]
    measures = measures_of(lines, [kind is not None for kind in kinds])
    pairs = [bigrams(line.text) for line in lines]
    places = _places(pairs)
    usual = sorted(line.width for line in lines)[len(lines) // 2]
    rows = []
    for n, line in enumerate(lines):
        rows.append(
            [
                *_shape(lines, measures, n, usual),
                *(float(kinds[n] == kind) for kind in _KINDS),
                *_marks(line.text),
                *_seams(lines, places, n),
                *_shares(pairs, places, n, line.width <= LONGEST_HEAD),
            ]
        )
    out = np.array(rows, np.float32)
    return np.concatenate([out, _cohesions(places, len(lines))], axis=1)


def _places(pairs: Sequence[frozenset[str]]) -> Mapping[str, Sequence[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, own in enumerate(pairs):
        for pair in own:
            places[pair].append(n)
    return places


def _shape(lines: Sequence[Line], measures: Sequence[int], n: int, usual: int) -> list[float]:
    line, measure = lines[n], measures[n]
    full = line.indent + line.width
    above, below = lines[n - 1] if n else None, lines[n + 1] if n + 1 < len(lines) else None
    return [
        min(line.width, 120) / 40,
        math.log1p(line.width) / 5,
        _clip((line.width - usual) / 10),
        float(line.indent > 0),
        min(line.indent, 8) / 4,
        float(line.gap == 0),
        float(line.gap > 1),
        float(below is None or below.gap > 0),
        float(above is None),
        float(below is None),
        n / len(lines),
        min(n, 20) / 20,
        min(len(lines) - n - 1, 20) / 20,
        float(measure > 0),
        min(measure, 80) / 40,
        _clip((full - measure) / 8) if measure else 0.0,
        float(abs(full - measure) <= 1) if measure else 0.0,
        float(abs(full - measure + 4) <= 1) if measure else 0.0,
        _clip((full - above.indent - above.width) / 8) if above else 0.0,
        _clip((full - below.indent - below.width) / 8) if below else 0.0,
        _clip((line.indent - above.indent) / 4) if above else 0.0,
        _clip((line.indent - below.indent) / 4) if below else 0.0,
    ]


def _marks(text: str) -> list[float]:
    short = len(text) <= LONGEST_HEAD
    counts = Counter(text)
    han = sum(map(is_han, text))
    digits = sum(c.isdigit() for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    blanks = len(re.findall(r"(?<=\S)\s+(?=\S)", text))
    return [
        *(float(bool(pattern(name).match(text))) for name in _MATCHED),
        *(float(bool(pattern(name).search(text))) if short or name.endswith("closing") else 0.0 for name in _FOUND),
        float(bool(FULL_STOP.search(text))),
        float(bool(FINAL.search(text))),
        *(float(text[-1] == c) for c in _ENDS),
        *(float(text[0] == c) for c in _BEGINS),
        float(is_han(text[-1])),
        float(is_han(text[0])),
        float(text[0].isdigit()),
        float(text[0] in "，、。；：！？”》）】"),
        float(is_open(text)),
        min(counts["。"], 4) / 2,
        min(counts["，"], 4) / 2,
        min(counts["、"], 4) / 2,
        min(counts["："] + counts[":"], 2) / 2,
        min(counts["！"] + counts["？"], 2) / 2,
        min(counts["“"], 2) / 2,
        min(counts["《"], 2) / 2,
        min(blanks, 4) / 2,
        float(blanks * 2 >= len(text) - blanks - 1 > 2),
        han / len(text),
        digits / len(text),
        latin / len(text),
    ]


def _seams(lines: Sequence[Line], places: Mapping[str, Sequence[int]], n: int) -> list[float]:
    """Whether the last character of the line above and the first of this one stand together elsewhere; so below."""
    return [_seam(lines, places, n), _seam(lines, places, n + 1)]


def _seam(lines: Sequence[Line], places: Mapping[str, Sequence[int]], n: int) -> float:
    if not 0 < n < len(lines):
        return 0.0
    pair = lines[n - 1].text[-1] + lines[n].text[0]
    return min(len(places.get(pair, ())), 4) / 2


def _shares(
    pairs: Sequence[frozenset[str]], places: Mapping[str, Sequence[int]], n: int, is_short: bool
) -> list[float]:
    """Share of the line's pairs that stand in windows of lines below and above; a pair counts less the more have it."""
    if not is_short or not pairs[n]:
        return [0.0] * (2 * len(_WINDOWS) + 1)
    total = 0.0
    found = [0.0] * (2 * len(_WINDOWS))
    for pair in pairs[n]:
        near = places[pair]  # in order, line n itself among them
        weight = 1.0 / (1.0 + len(near) / 8)
        total += weight
        at = bisect_left(near, n)
        below = near[at + 1] - n if at + 1 < len(near) else _FAR
        above = n - near[at - 1] if at else _FAR
        for k, window in enumerate(_WINDOWS):
            found[2 * k] += weight * (below <= window)
            found[2 * k + 1] += weight * (above <= window)
    return [value / total for value in found] + [min(len(pairs[n]), 20) / 20]


def _cohesions(places: Mapping[str, Sequence[int]], count: int) -> NDArray[np.float32]:
    """For each line how much the lines before it and those from it on have in common, in windows of several sizes.

    Between two neighbouring places ``a < b`` of a pair lie the borders ``a < n <= b``; the pair stands before border n
    if n is at most a window beyond a, and after it if n is less than a window short of b.
    """
    firsts = np.array([near[0] for near in places.values()], np.int64)
    lasts = np.array([near[-1] for near in places.values()], np.int64)
    left = np.array([a for near in places.values() for a in near[:-1]], np.int64)
    right = np.array([b for near in places.values() for b in near[1:]], np.int64)
    columns = []
    for size in _COHESION:
        before = _covered(left + 1, np.minimum(right, left + size), count)
        before += _covered(lasts + 1, np.minimum(lasts + size, count), count)
        after = _covered(np.maximum(left + 1, right - size + 1), right, count)
        after += _covered(np.maximum(firsts - size + 1, 0), firsts, count)
        both = _covered(np.maximum(left + 1, right - size + 1), np.minimum(right, left + size), count)
        columns.append(both / np.maximum(1, np.minimum(before, after)))
    return np.array(columns, np.float32).T


def _covered(begin: NDArray[np.int64], last: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """How many of the spans ``begin`` to ``last``, both included, hold each of the numbers below ``count``."""
    real = begin <= last
    changes = np.zeros(count + 2, np.int64)
    np.add.at(changes, begin[real], 1)
    np.add.at(changes, last[real] + 1, -1)
    return np.cumsum(changes)[:count]


def _clip(value: float) -> float:
    return max(-3.0, min(3.0, value))
