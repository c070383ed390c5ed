"""Claims about the positions of nodes."""

from __future__ import annotations

import math

import pytest

from kg.export.layout import Link, place


def ring(count: int, *, prefix: str = "n") -> tuple[list[str], list[Link]]:
    nodes = [f"{prefix}{row:04d}" for row in range(count)]
    return nodes, [Link(nodes[row], nodes[(row + 1) % count], 1.0) for row in range(count)]


def tree(count: int) -> tuple[list[str], list[Link]]:
    nodes = [f"t{row:04d}" for row in range(count)]
    return nodes, [Link(nodes[row], nodes[(row - 1) // 3], 1.0) for row in range(1, count)]


def distance(a: tuple[int, int], b: tuple[int, int]) -> float:
    return math.dist(a, b)


@pytest.mark.parametrize("count", [0, 1, 2, 40, 700])
def test_every_node_gets_one_pair_of_integers(count: int) -> None:
    nodes, links = ring(count) if count > 2 else ([f"n{row}" for row in range(count)], [])
    placed = place(nodes, links, dict.fromkeys(nodes, 10.0))
    assert set(placed) == set(nodes)
    assert all(type(value) is int for spot in placed.values() for value in spot)


@pytest.mark.parametrize("count", [60, 900])
def test_order_of_nodes_and_links_does_not_move_anything(count: int) -> None:
    nodes, links = tree(count)
    radius = dict.fromkeys(nodes, 10.0)
    assert place(nodes, links, radius) == place(nodes[::-1], links[::-1], radius)


@pytest.mark.parametrize("count", [60, 900])
def test_no_two_nodes_overlap(count: int) -> None:
    nodes, links = tree(count)
    radius = {node: 7.0 + row % 19 for row, node in enumerate(nodes)}
    placed = place(nodes, links, radius)
    spots = sorted((x, y, radius[node]) for node, (x, y) in placed.items())
    overlaps = [
        (a, b)
        for row, a in enumerate(spots)
        for b in spots[row + 1 : row + 80]
        if math.dist(a[:2], b[:2]) < a[2] + b[2]
    ]
    assert overlaps == []


@pytest.mark.parametrize("count", [60, 900])
def test_joined_nodes_stand_nearer_than_others(count: int) -> None:
    nodes, links = tree(count)
    placed = place(nodes, links, dict.fromkeys(nodes, 10.0))
    joined = sum(distance(placed[link.source], placed[link.target]) for link in links) / len(links)
    others = [distance(placed[a], placed[b]) for a, b in zip(nodes, nodes[count // 2 :], strict=False)]
    assert joined < 0.5 * sum(others) / len(others)


def test_unconnected_parts_do_not_lie_on_each_other() -> None:
    large, large_links = ring(30)
    small, small_links = ring(5, prefix="m")
    placed = place(large + small, large_links + small_links, dict.fromkeys(large + small, 10.0))
    assert min(distance(placed[a], placed[b]) for a in large for b in small) > 40


def test_lone_nodes_stand_around_the_rest_without_touching() -> None:
    large, links = ring(30)
    lone = [f"z{row:03d}" for row in range(120)]
    placed = place(large + lone, links, dict.fromkeys(large + lone, 10.0))
    spots = sorted(placed.values())
    nearest = min(distance(a, b) for row, a in enumerate(spots) for b in spots[row + 1 :])
    assert nearest >= 20


def test_a_star_is_placed_though_it_cannot_be_halved() -> None:
    nodes = [f"s{row:04d}" for row in range(800)]
    placed = place(nodes, [Link(nodes[0], node, 1.0) for node in nodes[1:]], dict.fromkeys(nodes, 7.0))
    assert len(set(placed.values())) > 790


def test_a_link_to_itself_moves_nothing() -> None:
    nodes, links = ring(5)
    radius = dict.fromkeys(nodes, 10.0)
    assert place(nodes, [*links, Link(nodes[0], nodes[0], 9.0)], radius) == place(nodes, links, radius)
