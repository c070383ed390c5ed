"""Where each node stands: positions computed once, at writing, so that the page opens at rest.

Each connected part is laid out by itself, then the parts are packed around the largest, so that small parts do not
drift away. A part of up to 500 nodes is laid out by the forces between all its pairs (Fruchterman and Reingold); a
larger one is coarsened by matching along heavy edges until it is that small, laid out, and refined at every level by
forces in grid cells (Walshaw, "A multilevel algorithm for force-directed graph-drawing", 2003). Start positions are
hashed from the node's name: the same graph gives the same integers.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALL = 500
SPACING = 80.0  # distance at which two joined nodes come to rest
GAP = 46.0  # free room kept between the rims of two nodes, for a label
CELL = 50.0  # side of the squares in which free places for small parts are looked for

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes that pull each other; the pulls of parallel links add up."""

    source: str
    target: str
    pull: float


def place(nodes: Sequence[str], links: Iterable[Link], radius: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """Integer positions, in pixels at scale 1, centred on the largest part; no two nodes closer than rim to rim.

    Args:
        nodes: the names, each once.
        links: pairs among ``nodes``; a link of a node to itself is ignored.
        radius: each node's radius in pixels.
    """
    names = sorted(nodes)
    ends, pulls = _joined(names, links)
    part_of = _parts(ends, len(names))
    of_edge = part_of[ends[:, 0]]
    members, edges = _grouped(part_of), _grouped(of_edge)
    parts = [(part, edges.get(number, part[:0])) for number, part in members.items()]
    parts.sort(key=lambda part: (-len(part[0]), part[0][0]))
    radii = [np.array([radius[names[row]] for row in part]) for part, _ in parts]
    placed = [
        _place_part([names[row] for row in part], np.searchsorted(part, ends[own]), pulls[own], sizes)
        for (part, own), sizes in zip(parts, radii, strict=True)
    ]
    centres = _pack(list(zip(placed, radii, strict=True)))
    return {
        names[row]: (round(float(x + cx)), round(float(y + cy)))
        for (part, _), positions, (cx, cy) in zip(parts, placed, centres, strict=True)
        for row, (x, y) in zip(part.tolist(), positions, strict=True)
    }


def _joined(names: Sequence[str], links: Iterable[Link]) -> tuple[Ints, Floats]:
    """Each pair of rows that is linked once, the lesser first and in order, and the sum of its pulls."""
    row = {name: number for number, name in enumerate(names)}
    found = [(row[link.source], row[link.target], link.pull) for link in links]
    table = np.array(found).reshape(-1, 3)
    table = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]  # so that sums do not hang on the order given
    table = table[table[:, 0] != table[:, 1]]
    low, high = table[:, :2].min(axis=1).astype(np.int64), table[:, :2].max(axis=1).astype(np.int64)
    codes, where = np.unique(low * len(names) + high, return_inverse=True)
    pulls: Floats = np.bincount(where.ravel(), weights=table[:, 2], minlength=len(codes)).astype(np.float64)
    return np.stack(np.divmod(codes, max(len(names), 1)), axis=1), pulls


def _parts(ends: Ints, count: int) -> Ints:
    """For each row the number of its connected part."""
    leader = np.arange(count)
    while True:
        lower = leader.copy()
        both = np.minimum(leader[ends[:, 0]], leader[ends[:, 1]])
        np.minimum.at(lower, leader[ends].ravel(), np.repeat(both, 2))
        lower = lower[lower]
        if (lower == leader).all():
            return leader
        leader = lower


def _grouped(numbers: Ints) -> dict[int, Ints]:
    """For each number the places where it stands, in order."""
    order = np.argsort(numbers, kind="stable")
    found, begins = np.unique(numbers[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, begins[1:]), strict=True)) if len(found) else {}


def _place_part(part: Sequence[str], ends: Ints, pulls: Floats, radii: Floats) -> Floats:
    """Positions of one connected part, centred on its middle."""
    if len(part) == 1:
        return np.zeros((1, 2))
    positions = _multilevel(ends, pulls, np.array([_start(node) for node in part]))
    positions = _push_apart(_draw_in(positions), radii, rounds=40 if len(part) < 3000 else 15)
    centred: Floats = positions - (positions.max(axis=0) + positions.min(axis=0)) / 2
    return centred


def _start(node: str) -> tuple[float, float]:
    """A point of the unit square that depends on the node's name alone."""
    digest = hashlib.sha256(node.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32, int.from_bytes(digest[4:8], "big") / 2**32


def _multilevel(ends: Ints, pulls: Floats, start: Floats) -> Floats:
    count = len(start)
    if count <= SMALL:
        return _spring(ends, pulls, start)
    parent, coarse_ends, coarse_pulls = _coarsen(ends, pulls, count)
    coarse_count = int(parent.max()) + 1
    if coarse_count > 0.95 * count:  # a star cannot be halved by matching
        return _refine(ends, pulls, (start - 0.5) * SPACING * math.sqrt(count), rounds=120)
    coarse_start = np.zeros((coarse_count, 2))
    coarse_start[parent] = start
    coarse = _multilevel(coarse_ends, coarse_pulls, coarse_start)
    spread = coarse * math.sqrt(count / coarse_count)
    return _refine(ends, pulls, spread[parent] + (start - 0.5) * SPACING * 0.5, rounds=40 if count < 3000 else 25)


def _spring(ends: Ints, pulls: Floats, start: Floats, *, rounds: int = 150) -> Floats:
    """Fruchterman and Reingold's forces between all pairs of rows, in the unit square, scaled to the spacing."""
    count = len(start)
    rest = 1 / math.sqrt(count)
    pull = np.zeros((count, count))
    pull[ends[:, 0], ends[:, 1]] = pull[ends[:, 1], ends[:, 0]] = pulls / rest
    spots = start.T.copy()
    heat = float((spots.max(axis=1) - spots.min(axis=1)).max()) * 0.1
    cooling = heat / (rounds + 1)
    for _ in range(rounds):
        apart = spots[:, :, None] - spots[:, None, :]
        distance = np.sqrt(apart[0] * apart[0] + apart[1] * apart[1])
        np.maximum(distance, 0.01, out=distance)
        force = (rest * rest) / (distance * distance)
        distance *= pull
        force -= distance
        apart *= force
        push = apart.sum(axis=2)
        length = np.maximum(np.sqrt(push[0] * push[0] + push[1] * push[1]), 0.01)
        step = push * (heat / length)
        spots += step
        heat -= cooling
        if math.sqrt(float((step * step).sum())) / count < 1e-4:
            break
    return spots.T * SPACING * math.sqrt(count)


def _coarsen(ends: Ints, pulls: Floats, count: int) -> tuple[Ints, Ints, Floats]:
    """Join each node with its heaviest free neighbour; give the new row of each node, and the edges among new rows."""
    mate = [-1] * count
    degree = np.bincount(ends.ravel(), minlength=count)
    # Few-linked ends first: otherwise hubs pair off and leave their leaves single.
    strength = pulls / np.minimum(degree[ends[:, 0]], degree[ends[:, 1]])
    for a, b in ends[np.lexsort((ends[:, 1], ends[:, 0], -strength))].tolist():
        if mate[a] < 0 and mate[b] < 0:
            mate[a], mate[b] = b, a
    leader = [row if other < 0 else min(row, other) for row, other in enumerate(mate)]
    # A leaf whose neighbour is taken joins that pair, so that stars shrink as well.
    for a, b in ends[(degree[ends] == 1).any(axis=1)].tolist():
        for leaf, hub in ((a, b), (b, a)):
            if mate[leaf] < 0 and mate[hub] >= 0 and degree[leaf] == 1:
                leader[leaf] = leader[hub]
    parent = np.unique(leader, return_inverse=True)[1].astype(np.int64)
    joined = np.sort(parent[ends], axis=1)
    kept = joined[:, 0] != joined[:, 1]
    if not kept.any():
        return parent, np.zeros((0, 2), dtype=np.int64), np.zeros(0)
    pairs, where = np.unique(joined[kept], axis=0, return_inverse=True)
    summed = np.bincount(where.ravel(), weights=pulls[kept])
    return parent, pairs.astype(np.int64), summed.astype(np.float64)


def _refine(ends: Ints, pulls: Floats, positions: Floats, *, rounds: int) -> Floats:
    """Pull along edges, push within a grid cell and from cell to cell, with steps that shrink to nothing."""
    count = len(positions)
    strength = np.sqrt(pulls / pulls.max())[:, None]
    # A hub pulls each of its many neighbours less hard, else its part collapses into a ball.
    strength = strength / np.sqrt(np.bincount(ends.ravel(), minlength=count)[ends].max(axis=1))[:, None]
    for step in range(rounds):
        force = _push_near(positions) + _push_far(positions)
        delta = positions[ends[:, 1]] - positions[ends[:, 0]]
        length = np.sqrt((delta**2).sum(axis=1, keepdims=True)) + 1e-9
        tug = delta * np.minimum(length, 40 * SPACING) / SPACING * strength
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], weights=tug[:, axis], minlength=count)
            force[:, axis] -= np.bincount(ends[:, 1], weights=tug[:, axis], minlength=count)
        size = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        limit = SPACING * 3 * (1 - step / rounds)
        positions = positions + force / size * np.minimum(size, limit)
    return positions


def _near_pairs(positions: Floats, reach: float) -> tuple[Ints, Ints]:
    """All pairs of rows closer than ``reach``, by cells of that size."""
    cell = np.floor(positions / reach).astype(np.int64)
    cell -= cell.min(axis=0)
    width = int(cell[:, 0].max()) + 3
    code = cell[:, 0] + 1 + (cell[:, 1] + 1) * width
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    firsts, seconds = [], []
    for shift in (0, 1, width - 1, width, width + 1):
        begin = np.searchsorted(ordered, code + shift, side="left")
        end = np.searchsorted(ordered, code + shift, side="right")
        lengths = end - begin
        first = np.repeat(np.arange(len(code)), lengths)
        offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        second = order[np.repeat(begin, lengths) + offset]
        kept = first < second if shift == 0 else np.ones(len(first), dtype=bool)
        firsts.append(first[kept])
        seconds.append(second[kept])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    close = ((positions[first] - positions[second]) ** 2).sum(axis=1) < reach**2
    return first[close], second[close]


def _push_near(positions: Floats) -> Floats:
    count = len(positions)
    first, second = _near_pairs(positions, 1.5 * SPACING)
    delta = positions[first] - positions[second]
    square = (delta**2).sum(axis=1, keepdims=True) + 1.0
    push = delta * SPACING**2 / square
    return np.stack(
        [
            np.bincount(first, weights=push[:, axis], minlength=count)
            - np.bincount(second, weights=push[:, axis], minlength=count)
            for axis in (0, 1)
        ],
        axis=1,
    )


def _push_far(positions: Floats) -> Floats:
    """Push from the middles of a coarse grid's cells, each with its number of nodes."""
    side = 24
    low, high = positions.min(axis=0), positions.max(axis=0) + 1e-6
    cell = np.minimum(((positions - low) / (high - low) * side).astype(np.int64), side - 1)
    code = cell[:, 0] * side + cell[:, 1]
    mass = np.bincount(code, minlength=side * side)
    used = np.flatnonzero(mass)
    sums = [np.bincount(code, weights=positions[:, axis], minlength=side * side) for axis in (0, 1)]
    middle = np.stack(sums, axis=1)[used] / mass[used, None]
    delta = middle[:, None, :] - middle[None, :, :]
    square = (delta**2).sum(axis=2) + SPACING**2
    push = (delta * (SPACING**2 * mass[used][None, :] / square)[:, :, None]).sum(axis=1)
    field = np.zeros((side * side, 2))
    field[used] = push
    pushed: Floats = field[code]
    return pushed


def _draw_in(positions: Floats) -> Floats:
    """Bring the outermost fifth nearer: a few leaves far out would make everything else small."""
    middle = np.median(positions, axis=0)
    delta = positions - middle
    distance = np.sqrt((delta**2).sum(axis=1, keepdims=True)) + 1e-9
    rim = float(np.quantile(distance, 0.8))
    drawn: Floats = middle + delta * np.where(distance > rim, (rim + (distance - rim) * 0.45) / distance, 1.0)
    return drawn


def _push_apart(positions: Floats, radii: Floats, *, rounds: int) -> Floats:
    """Move nodes that overlap away from each other, a little at a time, until none does or the rounds are over."""
    positions = positions.copy()
    reach = float(2 * radii.max() + GAP)
    for _ in range(rounds):
        first, second = _near_pairs(positions, reach)
        delta = positions[first] - positions[second]
        distance = np.sqrt((delta**2).sum(axis=1))
        missing = radii[first] + radii[second] + GAP - distance
        hit = missing > 0.5
        if not hit.any():
            break
        first, second, delta, distance, missing = first[hit], second[hit], delta[hit], distance[hit], missing[hit]
        # Two nodes on one spot part along a line that depends on their rows alone.
        angle = (first * 0.7 + second * 1.3)[:, None]
        apart = np.where(
            distance[:, None] > 1e-6, delta / (distance[:, None] + 1e-9), np.hstack([np.cos(angle), np.sin(angle)])
        )
        move = apart * (missing / 2 * 0.6)[:, None]
        for axis in (0, 1):
            positions[:, axis] += np.bincount(first, weights=move[:, axis], minlength=len(positions))
            positions[:, axis] -= np.bincount(second, weights=move[:, axis], minlength=len(positions))
    return positions


def _pack(parts: Sequence[tuple[Floats, Floats]]) -> list[tuple[float, float]]:
    """Shifts for parts, given as positions and radii, largest first: each goes to the free place nearest the middle.

    Places are tried along a spiral that is wider than high, as screens are; what is taken is kept in square cells.
    """
    taken: set[tuple[int, int]] = set()
    shifts = []
    turn, last_size = 0, 0
    for positions, radii in parts:
        if len(radii) != last_size:
            turn, last_size = turn // 2, len(radii)  # a smaller part may fit into a hollow that was too small before
        spots = [(float(x), float(y), float(r)) for (x, y), r in zip(positions, radii, strict=True)]
        while any(not taken.isdisjoint(_cells(x, y, r, _spiral(turn))) for x, y, r in spots):
            turn += 1
        taken.update(cell for x, y, r in spots for cell in _cells(x, y, r, _spiral(turn)))
        shifts.append(_spiral(turn))
    return shifts


def _spiral(turn: int) -> tuple[float, float]:
    """The points of a sunflower: evenly spread, ever farther out."""
    distance, angle = CELL * 0.7 * math.sqrt(turn), turn * 2.399963
    return 1.25 * distance * math.cos(angle), 0.8 * distance * math.sin(angle)


def _cells(x: float, y: float, radius: float, shift: tuple[float, float]) -> list[tuple[int, int]]:
    """The cells that a shifted node with the room for its label covers."""
    column, row = x + shift[0], y + shift[1]
    wide, high = radius + GAP, radius + GAP / 2
    columns = range(math.floor((column - wide) / CELL), math.floor((column + wide) / CELL) + 1)
    rows = range(math.floor((row - high) / CELL), math.floor((row + high) / CELL) + 1)
    return [(column, row) for column in columns for row in rows]
