"""Where each node stands: positions computed once, at writing, so that the page opens at rest.

Each connected part is laid out by itself, then the parts are packed around the largest, so that small parts do not
drift away. A part of up to 500 nodes uses networkx's spring layout; a larger one is coarsened by matching along heavy
edges until it is that small, laid out, and refined at every level by forces in grid cells (multilevel Fruchterman and
Reingold; Walshaw, "A multilevel algorithm for force-directed graph-drawing", 2003). Start positions are hashed
from the node's name: the same graph gives the same integers.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
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
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    for link in sorted(links, key=lambda link: (link.source, link.target, link.pull)):
        if link.source != link.target:
            pull = graph.get_edge_data(link.source, link.target, {"weight": 0.0})["weight"] + link.pull
            graph.add_edge(link.source, link.target, weight=pull)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = [_place_part(graph, part, np.array([radius[node] for node in part])) for part in parts]
    centres = _pack(
        [(spots, np.array([radius[node] for node in part])) for part, spots in zip(parts, placed, strict=True)]
    )
    return {
        node: (round(float(x + cx)), round(float(y + cy)))
        for part, positions, (cx, cy) in zip(parts, placed, centres, strict=True)
        for node, (x, y) in zip(part, positions, strict=True)
    }


def _place_part(graph: nx.Graph[str], part: list[str], radii: Floats) -> Floats:
    """Positions of one connected part, centred on its middle."""
    if len(part) == 1:
        return np.zeros((1, 2))
    row = {node: i for i, node in enumerate(part)}
    edges = [(row[a], row[b], data["weight"]) for a, b, data in graph.subgraph(part).edges(data=True)]
    edges = sorted((min(a, b), max(a, b), weight) for a, b, weight in edges)
    ends = np.array([edge[:2] for edge in edges], dtype=np.int64)
    pulls = np.array([edge[2] for edge in edges])
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


def _spring(ends: Ints, pulls: Floats, start: Floats) -> Floats:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(start)))
    graph.add_weighted_edges_from((int(a), int(b), float(w)) for (a, b), w in zip(ends, pulls, strict=True))
    positions = nx.spring_layout(
        graph, pos={i: tuple(p) for i, p in enumerate(start)}, iterations=150, seed=1, scale=None
    )
    return np.array([positions[i] for i in range(len(start))]) * SPACING * math.sqrt(len(start))


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
    for a, b in ends.tolist():
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
