"""The shortest way between two things by meaning: stated roles are near, co-mentions far, the weaker the farther."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.graph.lookup import find
from kg.graph.rows import StepRow

ROLE_COST = 1.0
"""Length of an edge that states a role: a post, its host, an act, belonging."""
MENTION_COST = (2.0, 6.0)
"""Length of a co-mention of weight 1 and of weight 0."""


def path(graph: nx.MultiDiGraph[str], start: str, end: str) -> list[StepRow]:
    """The shortest way between two things by meaning.

    The list is empty where no way leads from one to the other, and where both are one.

    Raises:
        SettingError: when the graph has no such thing.
    """
    first, last = find(graph, start), find(graph, end)
    try:
        nodes = nx.dijkstra_path(_ways(graph), first, last, weight="cost")
    except nx.NetworkXNoPath:
        return []
    return [_step(graph, a, b) for a, b in pairwise(nodes)]


def cost(data: Mapping[str, Any]) -> float:
    """Length of an edge, from its attributes."""
    if data["rel"] != "co_mention":
        return ROLE_COST
    near, far = MENTION_COST
    return near + (far - near) * (1.0 - float(data["weight"]))


def _step(graph: nx.MultiDiGraph[str], a: str, b: str) -> StepRow:
    """The shortest edge between two nodes, whichever way it points."""
    edges: list[tuple[str, dict[str, Any], bool]] = []
    for (source, target), forward in (((a, b), True), ((b, a), False)):
        if graph.has_edge(source, target):
            edges += [(str(key), data, forward) for key, data in graph[source][target].items()]
    key, data, forward = min(edges, key=lambda edge: (cost(edge[1]), edge[0]))
    found = data.get("evidence", ())
    return StepRow(
        graph.nodes[a]["name"],
        graph.nodes[b]["name"],
        data["rel"],
        str(data.get("title") or data.get("role") or data.get("scope") or ""),
        forward,
        key,
        found[0].text if found else "",
    )


def _ways(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """The shortest edge between any two things, either way, in the order of ``graph``.

    An undirected view gives neighbours in the order of a set, and so of two ways of one length now one, now the other.
    """
    ways: nx.Graph[str] = nx.Graph()
    ways.add_nodes_from(graph)
    for a, b, data in graph.edges(data=True):
        length = cost(data)
        if not ways.has_edge(a, b) or length < ways[a][b]["cost"]:
            ways.add_edge(a, b, cost=length)
    return ways
