"""Questions to a graph: who holds which post, who does what, what stands beside what.

Each answer is a list of rows (frozen dataclasses, ready for a table) or a graph, and each function is a few lines over
networkx, so that the next one is easy to write. A thing is given by its id, or by its name or an alias. The same
questions with pandas tables for an answer are in ``kg.graph.frames``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import networkx as nx

from kg.graph.lookup import find, lookup
from kg.graph.rows import ActRow, CoMentionRow, NamesakeRow, TenureRow, ThingRow
from kg.relations.roles import concept

HEAD = 1
"""Seniority of the posts that one person holds at a time, as lexicon/roles.tsv has it."""


def tenures(
    graph: nx.MultiDiGraph[str], person: str | None = None, *, org: str | None = None, on: date | None = None
) -> list[TenureRow]:
    """Who holds or held which post, by host, post and date.

    Args:
        graph: as ``kg.load`` gives it.
        person: only posts of these people, by name or id; namesakes are told apart by their ids.
        org: only posts at this organisation, street or place.
        on: only posts that were held on this day as far as the papers tell: attested before and after it, or attested
            before it and neither known to have been left nor, where one person holds it at a time, taken by another.
    """
    people = set(lookup(graph, person, "person")) if person else None
    hosts = set(lookup(graph, org)) if org else None
    later = _begun(graph, on) if on else {}
    rows = []
    for source, target, key, data in graph.edges(keys=True, data=True):
        if data["rel"] != "holds_post" or (people is not None and source not in people):
            continue
        if hosts is not None and data["org"] not in hosts:
            continue
        basis = _basis(data, on) if on else "attested"
        if basis is None or (basis == "last seen" and data["last_attested"] < later.get(target, date.min)):
            continue
        rows.append(
            TenureRow(
                graph.nodes[source]["name"],
                data["title"],
                graph.nodes[data["org"]]["name"] if data["org"] else None,
                data["status"],
                data["first_attested"],
                data["last_attested"],
                len(data["evidence"]),
                basis,
                source,
                target,
                data["org"],
                key,
            )
        )
    return sorted(rows, key=lambda row: (row.host or "\uffff", row.title, row.first or date.max, row.name, row.edge))


def officials(graph: nx.MultiDiGraph[str], on: date | None = None, *, org: str | None = None) -> list[TenureRow]:
    """Posts of officials, by host: the roster. ``on`` and ``org`` as for :func:`tenures`."""
    public = {node for node, data in graph.nodes(data=True) if data["kind"] == "post" and data["official"]}
    return [row for row in tenures(graph, org=org, on=on) if row.post_id in public]


def acts(graph: nx.MultiDiGraph[str], name: str | None = None, role: str | None = None) -> list[ActRow]:
    """Who does what to which initiative or event, by target, role and agent.

    Args:
        graph: as ``kg.load`` gives it.
        name: only acts of these things or on them.
        role: only acts of this role, such as host or implement.
    """
    things = set(lookup(graph, name)) if name else None
    rows = [
        ActRow(
            graph.nodes[a]["name"],
            data["role"],
            graph.nodes[b]["name"],
            data["first_attested"],
            data["last_attested"],
            len(data["evidence"]),
            graph.nodes[a]["kind"],
            graph.nodes[b]["kind"],
            a,
            b,
            key,
        )
        for a, b, key, data in graph.edges(keys=True, data=True)
        if data["rel"] == "acts" and role in (None, data["role"]) and (things is None or things & {a, b})
    ]
    return sorted(rows, key=lambda row: (row.target, row.role, row.agent, row.edge))


def things(graph: nx.MultiDiGraph[str], *kinds: str) -> list[ThingRow]:
    """All nodes of some kinds, or of all; most mentioned first."""
    rows = [
        ThingRow(
            data["name"],
            data["kind"],
            data["subkind"],
            data["official"],
            data["aliases"],
            data["mention_count"],
            data["article_count"],
            data["first_seen"],
            data["last_seen"],
            data["anchor"],
            data["code"],
            node,
        )
        for node, data in graph.nodes(data=True)
        if not kinds or data["kind"] in kinds
    ]
    return sorted(rows, key=lambda row: (-row.mentions, row.name, row.id))


def namesakes(graph: nx.MultiDiGraph[str], name: str) -> list[NamesakeRow]:
    """Everybody whom a name may mean, the most mentioned first, with their posts."""
    rows = []
    for node in lookup(graph, name, "person"):
        data = graph.nodes[node]
        posts = tuple(f"{row.host or ''}{row.title}" for row in tenures(graph, node))
        rows.append(NamesakeRow(node, posts, data["article_count"], data["first_seen"], data["last_seen"]))
    return rows


def neighbourhood(
    graph: nx.MultiDiGraph[str], name: str, radius: int = 1, rels: Iterable[str] | None = None
) -> nx.MultiDiGraph[str]:
    """The part of a graph within some edges of a thing, as a graph of its own.

    Args:
        graph: as ``kg.load`` gives it.
        name: a name, an alias or an id.
        radius: how many edges away a thing may be, whichever way they point.
        rels: go over edges of these kinds only, such as holds_post and post_in; without it over all.

    Raises:
        SettingError: the graph has no such thing.

    Examples:
        >>> near = kg.neighbourhood(graph, "童一舟", radius=2, rels=["holds_post", "post_in"])
        >>> sorted(name for _, name in near.nodes(data="name"))[:3]
        ['华小满', '宋听雨', '石矶街道']
    """
    start = find(graph, name)
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
    start = find(graph, name)
    edges = [*graph.out_edges(start, keys=True, data=True), *graph.in_edges(start, keys=True, data=True)]
    rows = []
    for a, b, key, data in edges:
        other = b if a == start else a
        node = graph.nodes[other]
        if data["rel"] == "co_mention" and (not kinds or node["kind"] in kinds):
            rows.append(
                CoMentionRow(
                    node["name"],
                    node["kind"],
                    data["weight"],
                    data["sentences"],
                    data["articles"],
                    data["first_seen"],
                    data["last_seen"],
                    other,
                    key,
                )
            )
    return sorted(rows, key=lambda row: (-row.weight, -row.articles, row.name, row.id))


def _begun(graph: nx.MultiDiGraph[str], on: date) -> dict[str, date]:
    """For posts that one person holds at a time the day, up to ``on``, at which the newest holder is first attested."""
    found: dict[str, date] = {}
    for _, target, data in graph.edges(data=True):
        first = data["first_attested"] if data["rel"] == "holds_post" and data["status"] != "former" else None
        if first and first <= on and concept(data["title"]).order == HEAD:
            found[target] = max(found.get(target, date.min), first)
    return found


def _basis(data: Mapping[str, Any], on: date) -> str | None:
    first, last = data["first_attested"], data["last_attested"]
    if first is None or last is None or on < first:
        return None
    if on <= last:
        return "attested"
    return None if data["status"] == "former" else "last seen"
