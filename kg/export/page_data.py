"""The graph as the page carries it: columns of numbers beside shared tables of strings and sentences.

A row number stands for a node, an edge, an article, a sentence; -1 stands for "none". Nodes are sorted by importance.
What the page opens on, ``OPENING`` entries that matter and hang together, has positions of its own, laid out as if
nothing else were there. Post nodes are folded into one edge from the person to the body the post is held at.
Dates are days since 1970-01-01.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import log2
from typing import Any

from networkx import MultiDiGraph

from kg.export.layout import Link, place
from kg.export.pinyin import search_key
from kg.graph.flow import Flow, flow_of
from kg.records import Evidence, Statement
from kg.relations.roles import role_of

KINDS = ("official", "person", "street", "organisation", "initiative", "place", "event")
RELATIONS = ("holds_post", "acts", "part_of", "jurisdiction", "co_mention")
NONE = -1
OPENING = 300
MOST_TOGETHER = 150_000
HIDDEN_AT_FIRST = ("place", "event")  # they crowd the view: every article names its district
_EPOCH = datetime.date(1970, 1, 1)
# How hard an edge pulls in the layout: people stand beside the body they serve, not beside whoever shares a page.
_PULL = {"holds_post": 2.0, "jurisdiction": 2.0, "part_of": 1.5, "acts": 1.2}
_TIE = 1.5  # what ties to the entries before it are worth beside importance, for the opening
_PULL_TOGETHER = {"sentence": 0.5, "paragraph": 0.15, "article": 0.05}

Columns = dict[str, list[Any]]


@dataclass
class Table:
    """Values in order of first use, each once."""

    rows: dict[Any, int] = field(default_factory=dict)

    def row(self, value: Any) -> int:
        """The row of ``value``, added when new; None and the empty string have no row."""
        if value is None or value == "":
            return NONE
        return self.rows.setdefault(value, len(self.rows))


@dataclass(frozen=True)
class Edge:
    """One relation as drawn: node ids, or None for the end of a post that no body is stated for."""

    source: str
    target: str | None
    relation: str
    key: str
    label: str | None
    attributes: Mapping[str, Any]


def page_data(graph: MultiDiGraph[str] | Flow, title: str) -> dict[str, Any]:
    """Everything the page shows, ready for JSON.

    Raises:
        KeyError: an edge of the graph has no ``rel``.
    """
    graph = flow_of(graph)
    edges, left_out = _drawn(graph)
    importance = importances(graph, edges)
    order = sorted(importance, key=lambda node: (-importance[node], node))
    rows = {node: row for row, node in enumerate(order)}
    strings, sentences, evidence = Table(), Table(), Table()
    articles = _Articles(graph.whole.get("articles", {}))

    def evidence_rows(items: Iterable[Evidence]) -> list[int]:
        return [
            evidence.row(
                (sentences.row(e.text), articles.row(e.doc, e.article), strings.row(e.source), round(e.score * 100))
            )
            for e in items
        ]

    edge_columns = _edge_columns(edges, rows, strings, evidence_rows)
    edge_columns["branch"] = [strings.row(_branch(graph, edge)) for edge in edges]
    statements = _statement_columns(graph.whole.get("statements", ()), rows, strings, sentences, evidence_rows)
    node_columns = _node_columns(graph, order, importance, strings)
    opening = opening_order([node for node in order if _kind(graph, node) not in HIDDEN_AT_FIRST], edges, importance)
    node_columns |= _positions(edges, order, importance, opening)
    node_columns["open_row"] = [rows[node] for node in opening]
    names = ("sentence", "article", "source", "score")
    return {
        "title": title,
        "version": str(graph.whole.get("version", "")),
        "kinds": KINDS,
        "hidden_kinds": HIDDEN_AT_FIRST,
        "relations": RELATIONS,
        "left_out": left_out,
        "nodes": node_columns,
        "edges": edge_columns,
        "statements": statements,
        "evidence": {name: [row[i] for row in evidence.rows] for i, name in enumerate(names)},
        "articles": articles.columns(),
        "strings": list(strings.rows),
        "sentences": list(sentences.rows),
    }


def drawn_edges(graph: MultiDiGraph[str] | Flow) -> list[Edge]:
    """The edges of the page, sorted by key: ``holds_post`` and ``post_in`` folded into one, all others as they are.

    Of more than ``MOST_TOGETHER`` co-mentions it has those that weigh most; no browser would draw a million lines.
    """
    return _drawn(flow_of(graph))[0]


def _drawn(graph: Flow) -> tuple[list[Edge], int]:
    """The edges of the page, and how many co-mentions it goes without."""
    seats = _seats(graph)
    edges = []
    together: list[Edge] = []
    count = 0
    for source, target, key, attributes in graph.edges():
        relation = attributes["rel"]
        if relation == "holds_post":
            body = attributes.get("org") or seats.get(target)
            end = body if body in graph.nodes and body != source else None
            edges.append(Edge(source, end, relation, str(key), attributes.get("title"), attributes))
        elif relation in RELATIONS and source != target and "post" not in (_kind(graph, source), _kind(graph, target)):
            label = attributes.get("role") or attributes.get("scope")
            edge = Edge(source, target, relation, str(key), label, attributes)
            if relation != "co_mention":
                edges.append(edge)
                continue
            together.append(edge)
            count += 1
            if len(together) >= 2 * MOST_TOGETHER:
                together = _heaviest(together)
    together = _heaviest(together)
    edges += together
    edges.sort(key=lambda edge: (RELATIONS.index(edge.relation), edge.key, edge.source, edge.target or ""))
    return edges, count - len(together)


def _seats(graph: Flow) -> dict[str, str]:
    """Where each post is held; the last by name where it is at several."""
    found: dict[str, str] = {}
    for node, attributes in graph.nodes.items():
        if attributes.get("kind") == "post":
            held = [target for _, target, _, edge in graph.edges_of(node) if edge["rel"] == "post_in"]
            found.update((node, target) for target in sorted(held)[-1:])
    return found


def _heaviest(together: list[Edge]) -> list[Edge]:
    if len(together) <= MOST_TOGETHER:
        return together
    return sorted(together, key=lambda edge: (-(edge.attributes.get("weight") or 0), edge.key))[:MOST_TOGETHER]


def importances(graph: MultiDiGraph[str] | Flow, edges: Iterable[Edge]) -> dict[str, float]:
    """How much a node matters, by what is said of it: articles, mentions, posts and acts, and last co-mentions."""
    strong: dict[str, int] = {}
    weak: dict[str, int] = {}
    for edge in edges:
        count = weak if edge.relation == "co_mention" else strong
        for node in (edge.source, edge.target):
            if node is not None:
                count[node] = count.get(node, 0) + 1
    return {
        node: round(
            2 * log2(1 + (attributes.get("article_count") or 0))
            + log2(1 + (attributes.get("mention_count") or 0))
            + 1.5 * log2(1 + strong.get(node, 0))
            + 0.5 * log2(1 + weak.get(node, 0)),
            6,
        )
        for node, attributes in flow_of(graph).nodes.items()
        if attributes.get("kind") != "post"
    }


def opening_order(nodes: Iterable[str], edges: Iterable[Edge], importance: Mapping[str, float]) -> list[str]:
    """What the page opens on, ``OPENING`` of ``nodes`` at most: by importance and by ties to those taken before.

    By importance alone a graph of many towns would open on hundreds of points without a line between them. Any first
    part of the list holds together in the same way, for a narrow screen shows less.
    """
    ties: dict[str, list[tuple[str, float]]] = {node: [] for node in nodes}
    for edge in edges:
        if edge.target in ties and edge.source in ties:
            ties[edge.source].append((edge.target, _pull(edge)))
            ties[edge.target].append((edge.source, _pull(edge)))
    drawn = dict.fromkeys(ties, 0.0)
    waiting = [(-importance[node], node) for node in ties]
    heapify(waiting)
    chosen: dict[str, None] = {}
    while waiting and len(chosen) < OPENING:
        _, node = heappop(waiting)
        if node in chosen:
            continue  # it has been drawn in by an entry of its own that stood further ahead
        chosen[node] = None
        for other, pull in ties[node]:
            drawn[other] += pull
            heappush(waiting, (-importance[other] - _TIE * log2(1 + drawn[other]), other))
    return list(chosen)


def days(value: datetime.date | str | None) -> int | None:
    """A date, or an ISO date string, as days since 1970-01-01; None for none and for what is no date."""
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return None if value is None else (value - _EPOCH).days


class _Articles:
    """The articles that evidence points to, and all others the graph knows."""

    def __init__(self, known: Mapping[str, Mapping[str, Any]]) -> None:
        self._known = known
        self._table = Table({key: row for row, key in enumerate(sorted(known))})

    def row(self, doc: str, article: str) -> int:
        return self._table.row(f"{doc}#{article}")

    def columns(self) -> Columns:
        keys = list(self._table.rows)
        known = [self._known.get(key, {}) for key in keys]
        first = [article.get("continues") for article in known]
        return {
            "doc": [article.get("doc") or key.rpartition("#")[0] for key, article in zip(keys, known, strict=True)],
            "headline": [article.get("headline") or "" for article in known],
            "paper": [article.get("paper") or "" for article in known],
            "page": [article.get("page") for article in known],
            "date": [days(article.get("date")) for article in known],
            "continues": [self._table.rows.get(key, NONE) for key in first],
        }


def _kind(graph: Flow, node: str) -> str:
    return str(graph.nodes[node].get("kind", ""))


def _page_kind(attributes: Mapping[str, Any]) -> int:
    kind = "official" if attributes.get("kind") == "person" and attributes.get("official") else attributes.get("kind")
    return KINDS.index(kind) if kind in KINDS else KINDS.index("organisation")


def _positions(edges: Iterable[Edge], order: list[str], importance: Mapping[str, float], opening: list[str]) -> Columns:
    """Where nodes stand among all, and where those of the opening stand when nothing else is drawn."""
    links = [Link(edge.source, edge.target, _pull(edge)) for edge in edges if edge.target is not None]
    radius = {node: _radius(importance[node]) for node in order}
    whole = place(order, links, radius)
    first = set(opening)
    alone = whole
    if len(first) == OPENING:
        alone = place(opening, [link for link in links if link.source in first and link.target in first], radius)
    return {
        "x": [whole[node][0] for node in order],
        "y": [whole[node][1] for node in order],
        "open_x": [alone[node][0] for node in opening],
        "open_y": [alone[node][1] for node in opening],
    }


def _pull(edge: Edge) -> float:
    return _PULL.get(edge.relation) or _PULL_TOGETHER.get(edge.attributes.get("scope", ""), 0.05)


def _radius(importance: float) -> float:
    """Radius in pixels at scale 1, 7 to 26."""
    return float(7 + 19 * min(1.0, importance / 24) ** 1.6)


def _node_columns(graph: Flow, order: list[str], importance: Mapping[str, float], strings: Table) -> Columns:
    nodes = [graph.nodes[node] for node in order]
    aliases = [[alias for alias in node.get("aliases") or () if alias != node.get("name")] for node in nodes]
    names = [str(node.get("name") or key) for key, node in zip(order, nodes, strict=True)]
    return {
        "id": list(order),
        "name": names,
        "kind": [_page_kind(node) for node in nodes],
        "alias": [strings.row("\n".join(items)) for items in aliases],
        "key": [
            search_key((name, *items), person=node.get("kind") == "person")
            for name, items, node in zip(names, aliases, nodes, strict=True)
        ],
        "subkind": [strings.row(node.get("subkind")) for node in nodes],
        "anchor": [strings.row(_anchor(graph, node.get("anchor"))) for node in nodes],
        "code": [strings.row(node.get("code")) for node in nodes],
        "mentions": [node.get("mention_count") or 0 for node in nodes],
        "articles": [node.get("article_count") or 0 for node in nodes],
        "first": [days(node.get("first_seen")) for node in nodes],
        "last": [days(node.get("last_seen")) for node in nodes],
        "radius": [round(_radius(importance[node]) * 10) for node in order],
    }


def _anchor(graph: Flow, anchor: str | None) -> str | None:
    if anchor is None or anchor not in graph.nodes:
        return anchor
    return str(graph.nodes[anchor].get("name", anchor))


def _branch(graph: Flow, edge: Edge) -> str | None:
    """The branch of public life that a post belongs to, as the officials' table has it."""
    if edge.relation != "holds_post" or not edge.label:
        return None
    return role_of(edge.label, graph.nodes[edge.target].get("name") if edge.target else None).branch


def _edge_columns(edges: list[Edge], rows: Mapping[str, int], strings: Table, evidence_rows: Any) -> Columns:
    columns: Columns = {
        "from": [rows[edge.source] for edge in edges],
        "to": [NONE if edge.target is None else rows[edge.target] for edge in edges],
        "rel": [RELATIONS.index(edge.relation) for edge in edges],
        "label": [strings.row(edge.label) for edge in edges],
        "status": [strings.row(edge.attributes.get("status")) for edge in edges],
        "weight": [round(1000 * (edge.attributes.get("weight") or 0)) for edge in edges],
        "sentences": [edge.attributes.get("sentences") or 0 for edge in edges],
        "articles": [edge.attributes.get("articles") or 0 for edge in edges],
    }
    for name, keys in (("first", ("first_attested", "first_seen")), ("last", ("last_attested", "last_seen"))):
        columns[name] = [days(edge.attributes.get(keys[0]) or edge.attributes.get(keys[1])) for edge in edges]
    evidence = [evidence_rows(edge.attributes.get("evidence") or ()) for edge in edges]
    columns["evidence_count"] = [len(items) for items in evidence]
    columns["evidence"] = [row for items in evidence for row in items]
    return columns


def _statement_columns(
    statements: Iterable[Statement], rows: Mapping[str, int], strings: Table, sentences: Table, evidence_rows: Any
) -> Columns:
    known = [statement for statement in statements if statement.speaker in rows]
    return {
        "speaker": [rows[statement.speaker] for statement in known],
        "verb": [strings.row(statement.verb) for statement in known],
        "post": [strings.row(statement.post) for statement in known],
        "quote": [sentences.row(statement.quote) for statement in known],
        "about": [[rows[node] for node in statement.about if node in rows] for statement in known],
        "date": [days(statement.date) for statement in known],
        "evidence": [evidence_rows((statement.evidence,))[0] for statement in known],
    }
