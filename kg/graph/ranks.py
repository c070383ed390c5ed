"""Who and what matters most in a graph: how often it is named, how many things it touches, and its PageRank."""

from __future__ import annotations

from typing import Literal, get_args

import networkx as nx

from kg.errors import SettingError
from kg.graph.rows import TopRow

Measure = Literal["pagerank", "articles", "mentions", "neighbours", "links"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

ROLE_WEIGHT = 1.0
"""What an edge that states a role gives in PageRank; a co-mention gives its weight, which is 1 at most."""


def top(graph: nx.MultiDiGraph[str], *kinds: str, by: Measure = "pagerank") -> list[TopRow]:
    """The nodes of some kinds, or of all but posts, the most central first.

    PageRank goes over the whole graph, either way along each edge, whatever the kinds asked for.

    Raises:
        SettingError: ``by`` is none of the measures.
    """
    if by not in MEASURES:
        raise SettingError(f"by {by!r} is no measure: give one of {', '.join(MEASURES)}")
    ties = weighted(graph)
    rank = nx.pagerank(ties, weight="weight") if ties else {}
    rows = [
        TopRow(
            data["name"],
            data["kind"],
            data["article_count"],
            data["mention_count"],
            ties.degree(node) - ties.has_edge(node, node),
            graph.degree(node),
            round(rank[node], 6),
            node,
        )
        for node, data in graph.nodes(data=True)
        if (data["kind"] in kinds if kinds else data["kind"] != "post")
    ]
    return sorted(rows, key=lambda row: (-getattr(row, by), -row.articles, -row.mentions, row.name, row.id))


def weighted(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """The graph without directions and parallel edges, for networkx's algorithms: ``weight`` sums up what ties two.

    Examples:
        >>> from kg.graph.ranks import weighted
        >>> ties = weighted(graph)
        >>> ties.is_directed(), ties.number_of_nodes() == graph.number_of_nodes()
        (False, True)
    """
    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(graph)
    for a, b, data in graph.edges(data=True):
        more = max(float(data["weight"]), 0.0) if data["rel"] == "co_mention" else ROLE_WEIGHT
        held = ties.get_edge_data(a, b, {"weight": 0.0})["weight"]
        ties.add_edge(a, b, weight=held + more)
    return ties
