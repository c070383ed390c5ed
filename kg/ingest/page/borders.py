"""Chances that articles begin to where they do: of all ways to cut a page, the likeliest as a whole.

The network judges each line; whether a cut leaves text without a headline, or an article with two, shows only when all
cuts are known. A way to cut is scored by the network's chances and by what the pieces look like, with weights learnt
from composed pages (``models/scripts/page_borders.py``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.ingest.lines import FULL_STOP
from kg.ingest.page.line_roles import LineRole, model_folder
from kg.ingest.page.overlap import bigrams
from kg.ingest.words import pattern

OF_BORDERS: Final = ("chance", "sure", "any", "unfinished", "behind a byline", "behind a blank line", "words")
OF_PIECES: Final = (
    "no headline", "no headline, goes on", "no headline, beside a shared line", "headlines at both ends",
    "headline inside", "headline at the unusual end", "headline's words", "opening inside",
    "jump to another page inside", "jump from another page inside", "captions", "heads alone", "few words",
    "no byline",
)  # fmt: skip
_MAYBE = 0.002  # a lesser chance that an article begins is none
_DOUBT = 0.3  # nearer than this to even, a chance decides nothing
_HEADS = ("headline", "deck", "shared")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a stretch of lines may be cut, and what speaks for it.

    ``places`` are the first line and all others that may begin an article; ``borders`` holds a row of features for
    each, ``pieces`` for the lines from one place to another (the place after the last is the end).
    """

    places: tuple[int, ...]
    borders: NDArray[np.float64]
    pieces: dict[tuple[int, int], NDArray[np.float64]]


def with_borders(lines: Sequence[LineRole]) -> list[LineRole]:
    """Return the lines with their chances to begin an article as the best way to cut the page has them."""
    weights = _weights()
    out: list[LineRole] = []
    for stretch, shared in stretches(lines):
        cuts = cuts_of(stretch, shared, heads_first(lines))
        best, chances = _best(cuts, weights)
        chosen = dict(zip(cuts.places, zip(best, chances, strict=True), strict=True))
        for n, line in enumerate(stretch):
            begins, chance = chosen.get(n, (False, min(line.begins, 0.49)))
            if abs(chance - 0.5) < _DOUBT:  # no way to cut is much likelier than the others: the network's stays
                begins, chance = line.begins > 0.5, line.begins
            keep = n == 0 and bool(out)  # a shared line parts what stands above it from what stands below
            out.append(line if keep else replace(line, begins=max(chance, 0.51) if begins else min(chance, 0.49)))
        if len(out) < len(lines):
            out.append(lines[len(out)])
    return out


def stretches(lines: Sequence[LineRole]) -> Iterator[tuple[Sequence[LineRole], bool]]:
    """Yield the lines between shared lines, and whether there is one beside them."""
    begin = 0
    marks = [n for n, line in enumerate(lines) if line.role == "shared"]
    for end in [*marks, len(lines)]:
        yield lines[begin:end], bool(marks)
        begin = end + 1


def heads_first(lines: Sequence[LineRole]) -> float:
    """Say whether headlines stand above their text, 1, or below it, -1, by the network's own cuts."""
    score = 0.0
    begin = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or lines[n].begins > 0.5:
            top, bottom, _ = _edges(lines[begin:n])
            score += top - bottom
            begin = n
    return math.copysign(1.0, score) if abs(score) > 0.5 else 0.0


def cuts_of(lines: Sequence[LineRole], shared: bool, first: float) -> Cuts:
    """Find where lines may be cut, with all features."""
    places = tuple(n for n, line in enumerate(lines) if not n or line.begins > _MAYBE)
    if not lines:
        return Cuts((), np.zeros((0, len(OF_BORDERS))), {})
    ends = (*places[1:], len(lines))
    borders = np.array(
        [
            [*_border(lines, n), _common(lines[begin:n], lines[n:end])]
            for begin, n, end in zip((0, *places), places, ends, strict=False)
        ],
        np.float64,
    )
    pieces = {
        (i, j): np.array(_piece(lines[places[i] : ends[j]], shared, first), np.float64)
        for i in range(len(places))
        for j in range(i, len(places))
    }
    return Cuts(places, borders, pieces)


def _border(lines: Sequence[LineRole], n: int) -> list[float]:
    if not n:
        return [0.0] * (len(OF_BORDERS) - 1)
    above, line = lines[n - 1], lines[n]
    chance = min(max(line.begins, 1e-5), 1 - 1e-5)
    odds = math.log(chance / (1 - chance))
    unfinished = above.role == "body" and line.role == "body" and not FULL_STOP.search(above.line.text)
    return [
        odds,
        math.copysign(max(0.0, abs(odds) - 3), odds),
        1.0,
        float(unfinished and not pattern("jump-on-closing").search(above.line.text)) * (1 - line.opens),
        float(above.role == "byline" or bool(pattern("byline-closing").search(above.line.text))),
        float(line.line.gap > 0),
    ]


def _common(above: Sequence[LineRole], below: Sequence[LineRole]) -> float:
    """The share of pairs of characters that texts above each other have in common."""
    left, right = _pairs(above), _pairs(below)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _pairs(lines: Sequence[LineRole]) -> frozenset[str]:
    return frozenset[str]().union(*(bigrams(line.line.text) for line in lines))


def _edges(lines: Sequence[LineRole]) -> tuple[float, float, float]:
    """Chances of a headline above and below the text, and how many there may be inside it."""
    texts = [n for n, line in enumerate(lines) if line.role == "body"]
    texts = texts or [n for n, line in enumerate(lines) if line.role == "caption"]
    if not texts:
        return max((line.headline for line in lines), default=0.0), 0.0, 0.0
    first, last = texts[0], texts[-1]
    top = max((line.headline for line in lines[:first]), default=0.0)
    bottom = max((line.headline for line in lines[last + 1 :]), default=0.0)
    inside = 0.0
    for above, line in zip(lines[first:last], lines[first + 1 : last + 1], strict=True):
        inside += max(0.0, line.headline - (above.headline if above.role in _HEADS else 0.0))
    return top, bottom, inside


def _piece(lines: Sequence[LineRole], shared: bool, first: float) -> list[float]:
    top, bottom, inside = _edges(lines)
    bare = 1 - max(top, bottom)
    texts = [line for line in lines if line.role == "body"]
    goes_on = any(is_rest(line) for line in lines[:4])
    head = max(lines, key=lambda line: line.headline)
    pairs = bigrams(head.line.text)
    own = _pairs([line for line in lines if line is not head])
    size = sum(len(line.line.text) for line in lines if line.role in ("body", "caption"))
    openings = [line for line in texts[1:] if line.opens > 0.5 and pattern("opening").match(line.line.text)]
    return [
        bare * (not goes_on and not shared),
        bare * goes_on,
        bare * (not goes_on and shared),
        min(top, bottom),
        min(inside, 1.0),
        max(0.0, (bottom - top) * first),
        len(pairs & own) / len(pairs) * max(top, bottom) if pairs else 0.0,
        float(len(openings)),
        *_jumps_inside(lines),
        float(not texts and any(line.role == "caption" for line in lines)),
        float(not texts and not any(line.role == "caption" for line in lines)),
        float(size < 40),
        float(bool(texts) and not goes_on and not any(map(_is_signed, lines))),
    ]


def _is_signed(line: LineRole) -> bool:
    """Say whether a line holds a byline or 本报讯."""
    text = line.line.text
    begins = pattern("opening").match(text) or pattern("opening-byline").match(text)
    return line.role == "byline" or bool(begins or pattern("byline-closing").search(text))


def is_rest(line: LineRole) -> bool:
    """Say whether a line is a jump from another page, or begins with one."""
    text = line.line.text
    if line.role == "jump":
        return bool(pattern("jump-from").match(text))
    return bool(pattern("jump-from-opening").match(text))


def _jumps_inside(lines: Sequence[LineRole]) -> tuple[float, float]:
    """How many jumps to another page have text below them, and how many from another page text above them."""
    texts = [n for n, line in enumerate(lines) if line.role == "body"]
    if not texts:
        return 0.0, 0.0
    ons = [n for n in range(texts[-1]) if lines[n].role == "jump" and pattern("jump-on").match(lines[n].line.text)]
    froms = [n for n in range(texts[0] + 1, len(lines)) if is_rest(lines[n])]
    return float(len(ons)), float(len(froms))


# --- the best way


def scores_of(cuts: Cuts, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Score each piece, the border at its beginning with it: row its first place, column its last."""
    count = len(cuts.places)
    out = np.full((count, count), -np.inf)
    borders = cuts.borders @ weights[: len(OF_BORDERS)]
    for (i, j), features in cuts.pieces.items():
        out[i, j] = borders[i] + features @ weights[len(OF_BORDERS) :]
    return out


def chances_of(scores: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Sum up all ways: the logarithm of the sum of their scores, and the chance of each piece."""
    count = len(scores)
    before, after = np.full(count + 1, -np.inf), np.full(count + 1, -np.inf)
    before[0] = after[count] = 0.0
    for j in range(count):
        before[j + 1] = np.logaddexp.reduce(before[: j + 1] + scores[: j + 1, j])
    for i in reversed(range(count)):
        after[i] = np.logaddexp.reduce(scores[i, i:] + after[i + 1 :])
    return float(before[count]), np.exp(before[:count, None] + scores + after[None, 1:] - before[count])


def _best(cuts: Cuts, weights: NDArray[np.float64]) -> tuple[list[bool], list[float]]:
    """Say of each place whether the best way cuts there, and how likely a cut there is in all ways together."""
    count = len(cuts.places)
    if not count:
        return [], []
    scores = scores_of(cuts, weights)
    best, back = np.full(count + 1, -np.inf), np.zeros(count + 1, np.int64)
    best[0] = 0.0
    for j in range(count):
        ways = best[: j + 1] + scores[: j + 1, j]
        back[j + 1] = int(ways.argmax())
        best[j + 1] = ways[back[j + 1]]
    cut = [False] * count
    at = count
    while at:
        at = int(back[at])
        cut[at] = True
    chances = chances_of(scores)[1].sum(1)
    return cut, [float(chance) for chance in chances]


@cache
def _weights() -> NDArray[np.float64]:
    path: Path = model_folder() / "borders.json"
    if not path.is_file():
        raise ModelError(f"no weights of borders at {path}: install the package again")
    known = json.loads(path.read_text(encoding="utf-8"))
    return np.array([known[name] for name in (*OF_BORDERS, *OF_PIECES)], np.float64)
