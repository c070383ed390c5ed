"""Questions to a graph: who holds which post, what stands beside what, how two things are connected.

Each answer is a list of rows (frozen dataclasses, ready for a table) or a graph, and each function is a few lines over
networkx, so that the next one is easy to write. A thing is given by its id, or by its name or an alias.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import networkx as nx

from kg.errors import SettingError
from kg.graph.rows import CoMentionRow, StepRow, TenureRow, ThingRow

ROLE_COST = 1.0
"""Length of an edge that states a role: a post, its host, an act, belonging."""
MENTION_COST = (2.0, 6.0)
"""Length of a co-mention of weight 1 and of weight 0."""


def lookup(graph: nx.MultiDiGraph[str], name: str, *kinds: str) -> list[str]:
    """Ids of the things that ``name`` means, most mentioned first.

    An id means itself. Things of that name come before things of that alias; where there is neither, a beginning
    that one name alone has will do. Posts are found only where ``kinds`` asks for them.
    """
    if name in graph:
        return [name]
    wanted = [
        (node, data)
        for node, data in graph.nodes(data=True)
        if (data["kind"] in kinds if kinds else data["kind"] != "post")
    ]
    for found in (
        [node for node, data in wanted if data["name"] == name],
        [node for node, data in wanted if name in data["aliases"]],
    ):
        if found:
            return sorted(found, key=lambda node: (-graph.nodes[node]["mention_count"], node))
    begun = [node for node, data in wanted if name and data["name"].startswith(name)]
    return begun if len(begun) == 1 else []


def one(graph: nx.MultiDiGraph[str], name: str, *kinds: str) -> str:
    """The id of the one thing that ``name`` means; of several the most mentioned.

    Raises:
        SettingError: when the graph has no such thing.
    """
    found = lookup(graph, name, *kinds)
    if not found:
        begun = sorted({data["name"] for _, data in graph.nodes(data=True) if name and data["name"].startswith(name)})
        hint = f"names that begin so: {'、'.join(begun[:5])}" if begun else "look at entities.csv for the names it has"
        raise SettingError(f"{name}: the graph has nothing of that name; {hint}")
    return found[0]


def tenures(
    graph: nx.MultiDiGraph[str], person: str | None = None, *, org: str | None = None, on: date | None = None
) -> list[TenureRow]:
    """Who holds or held which post, by host, post and date.

    Args:
        graph: as ``kg.load`` gives it.
        person: only posts of these people, by name or id; namesakes are told apart by their ids.
        org: only posts at this organisation, street or place.
        on: only posts that were held on this day as far as the papers tell: attested before and after it, or attested
            before it and not known to have been left.
    """
    people = set(lookup(graph, person, "person")) if person else None
    hosts = set(lookup(graph, org)) if org else None
    rows = []
    for source, _, key, data in graph.edges(keys=True, data=True):
        if data["rel"] != "holds_post" or (people is not None and source not in people):
            continue
        if hosts is not None and data["org"] not in hosts:
            continue
        basis = _basis(data, on) if on else "attested"
        if basis is None:
            continue
        host = graph.nodes[data["org"]]["name"] if data["org"] else None
        rows.append(
            TenureRow(
                source,
                graph.nodes[source]["name"],
                data["title"],
                host,
                data["status"],
                data["first_attested"],
                data["last_attested"],
                len(data["evidence"]),
                basis,
                key,
                data["org"],
            )
        )
    return sorted(rows, key=lambda row: (row.host or "\uffff", row.title, row.first or date.max, row.name, row.id))


def officials(graph: nx.MultiDiGraph[str], on: date | None = None, *, org: str | None = None) -> list[TenureRow]:
    """Posts of officials, by host: the roster. ``on`` and ``org`` as for :func:`tenures`."""
    official = {node for node, data in graph.nodes(data=True) if data["kind"] == "post" and data["official"]}
    posts = {key for _, target, key in graph.edges(keys=True) if target in official}
    return [row for row in tenures(graph, org=org, on=on) if row.id in posts]


def things(graph: nx.MultiDiGraph[str], kind: str) -> list[ThingRow]:
    """All nodes of a kind, most mentioned first: streets or initiatives, for example."""
    rows = [
        ThingRow(
            node,
            data["name"],
            data["subkind"],
            data["aliases"],
            data["mention_count"],
            data["article_count"],
            data["first_seen"],
            data["last_seen"],
            data["anchor"],
            data["code"],
        )
        for node, data in graph.nodes(data=True)
        if data["kind"] == kind
    ]
    return sorted(rows, key=lambda row: (-row.mentions, row.name, row.id))


def neighbourhood(
    graph: nx.MultiDiGraph[str], name: str, radius: int = 1, rels: Iterable[str] | None = None
) -> nx.MultiDiGraph[str]:
    """The part of the graph within ``radius`` edges of a thing, over edges of ``rels`` or of all kinds.

    Raises:
        SettingError: when the graph has no such thing.
    """
    start = one(graph, name)
    wanted = set(rels or ())
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph(graph)
    kept.remove_edges_from(
        [(a, b, key) for a, b, key, data in graph.edges(keys=True, data=True) if wanted and data["rel"] not in wanted]
    )
    near = nx.single_source_shortest_path_length(kept.to_undirected(as_view=True), start, cutoff=radius)
    kept.remove_nodes_from([node for node in graph if node not in near])  # a subgraph would be in the order of a set
    return kept


def comentions(graph: nx.MultiDiGraph[str], name: str, *kinds: str) -> list[CoMentionRow]:
    """What is named beside a thing, the heaviest first; only things of ``kinds`` where any are given.

    Raises:
        SettingError: when the graph has no such thing.
    """
    start = one(graph, name)
    rows = []
    for a, b, key, data in [
        *graph.out_edges(start, keys=True, data=True),
        *graph.in_edges(start, keys=True, data=True),
    ]:
        other = b if a == start else a
        node = graph.nodes[other]
        if data["rel"] == "co_mention" and (not kinds or node["kind"] in kinds):
            rows.append(
                CoMentionRow(
                    other,
                    node["name"],
                    node["kind"],
                    data["weight"],
                    data["sentences"],
                    data["articles"],
                    data["first_seen"],
                    data["last_seen"],
                    key,
                )
            )
    return sorted(rows, key=lambda row: (-row.weight, -row.articles, row.name, row.id))


def path(graph: nx.MultiDiGraph[str], start: str, end: str) -> list[StepRow]:
    """The shortest way between two things by meaning: stated roles are short, co-mentions long, the weaker the longer.

    The list is empty where no way leads from one to the other, and where both are one.

    Raises:
        SettingError: when the graph has no such thing.
    """
    first, last = one(graph, start), one(graph, end)
    try:
        nodes = nx.dijkstra_path(_ways(graph), first, last, weight="cost")
    except nx.NetworkXNoPath:
        return []
    steps = []
    for a, b in pairwise(nodes):
        edges: list[tuple[str, dict[str, Any], bool]] = []
        for (source, target), forward in (((a, b), True), ((b, a), False)):
            if graph.has_edge(source, target):
                edges += [(str(key), data, forward) for key, data in graph[source][target].items()]
        key, data, forward = min(edges, key=lambda edge: (_cost(edge[1]), edge[0]))
        found = data.get("evidence", ())
        steps.append(
            StepRow(
                graph.nodes[a]["name"],
                graph.nodes[b]["name"],
                data["rel"],
                str(data.get("title") or data.get("role") or data.get("scope") or ""),
                forward,
                key,
                found[0].text if found else "",
            )
        )
    return steps


def _basis(data: Mapping[str, Any], on: date) -> str | None:
    first, last = data["first_attested"], data["last_attested"]
    if first is None or last is None or on < first:
        return None
    if on <= last:
        return "attested"
    return None if data["status"] == "former" else "last seen"


def _cost(data: Mapping[str, Any]) -> float:
    if data["rel"] != "co_mention":
        return ROLE_COST
    near, far = MENTION_COST
    return near + (far - near) * (1.0 - float(data["weight"]))


def _ways(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """The shortest edge between any two things, either way, in the order of ``graph``.

    An undirected view gives neighbours in the order of a set, and so of two ways of one length now one, now the other.
    """
    ways: nx.Graph[str] = nx.Graph()
    ways.add_nodes_from(graph)
    for a, b, data in graph.edges(data=True):
        cost = _cost(data)
        if not ways.has_edge(a, b) or cost < ways[a][b]["cost"]:
            ways.add_edge(a, b, cost=cost)
    return ways
