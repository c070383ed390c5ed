"""A graph as its writers take it: nodes at once, edges as they come, so that no edge need be held.

A networkx graph flows as it stands. A build makes none: its co-mentions alone would take more memory than all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

Attributes = Mapping[str, Any]
Edge = tuple[str, str, str, Attributes]
"""Source, target, key and what the edge carries."""


@dataclass(frozen=True, slots=True)
class Flow:
    """See the module. ``whole`` is what the graph itself carries."""

    whole: Attributes
    nodes: Mapping[str, Attributes]
    edges_of: Callable[[str], Iterable[Edge]]
    """The edges that begin at a node, in the graph's order; made anew each time."""

    def edges(self) -> Iterator[Edge]:
        """All edges in the graph's order."""
        for node in self.nodes:
            yield from self.edges_of(node)


def flow_of(graph: nx.MultiDiGraph[str] | Flow) -> Flow:
    """The flow of a networkx graph; a flow as it is."""
    if isinstance(graph, Flow):
        return graph

    def edges_of(node: str) -> Iterator[Edge]:
        for target, edges in graph.adj[node].items():
            for key, attributes in edges.items():
                yield node, target, str(key), attributes

    return Flow(graph.graph, {node: graph.nodes[node] for node in graph}, edges_of)
