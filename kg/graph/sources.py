"""Where it says so: the dated record of a thing, and the sentences behind an edge or between two things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import networkx as nx

from kg.errors import SettingError
from kg.graph.query import one
from kg.graph.rows import EventRow, EvidenceRow
from kg.records import Evidence


def timeline(graph: nx.MultiDiGraph[str], name: str) -> list[EventRow]:
    """What is dated of a thing: posts attested and left, acts, statements; oldest first.

    Raises:
        SettingError: when the graph has no such thing.
    """
    start = one(graph, name)
    rows: set[EventRow] = set()
    edges = [*graph.out_edges(start, data=True), *graph.in_edges(start, data=True)]
    for a, b, data in edges:
        if data["rel"] == "holds_post":
            what: Literal["post", "act"] = "post"
            text = f"{graph.nodes[a]['name']} {graph.nodes[b]['name']} ({data['status']})"
        elif data["rel"] == "acts":
            what, text = "act", f"{graph.nodes[a]['name']} {data['role']} {graph.nodes[b]['name']}"
        else:
            continue
        for item in data["evidence"]:
            day = _article(graph, item).get("date")
            if day:
                rows.add(EventRow(day, what, text, item.text, f"{item.doc}#{item.article}"))
    for said in graph.graph.get("statements", ()):
        day = date.fromisoformat(said.date) if said.date else None
        if day and (said.speaker == start or start in said.about):
            where = f"{said.evidence.doc}#{said.evidence.article}"
            rows.add(EventRow(day, "statement", said.quote, said.evidence.text, where))
    return sorted(rows, key=lambda row: (row.day, row.what, row.text, row.article, row.sentence))


def evidence(graph: nx.MultiDiGraph[str], edge: str) -> list[EvidenceRow]:
    """The sentences behind an edge, given by its key (``ten-…``, ``act-…``, ``prt-…``, ``lnk-…``).

    Raises:
        SettingError: when the graph has no such edge.
    """
    data = next((data for *_, key, data in graph.edges(keys=True, data=True) if key == edge), None)
    if data is None:
        raise SettingError(f"{edge}: the graph has no such edge; take the id from relations.csv")
    return [_evidence_row(graph, item) for item in data.get("evidence", ())]


def between(graph: nx.MultiDiGraph[str], one_name: str, other_name: str) -> list[tuple[str, str, EvidenceRow]]:
    """Every sentence that connects two things, with relation and edge; for a person and a host also over the post.

    Raises:
        SettingError: when the graph has no such thing.
    """
    a, b = one(graph, one_name), one(graph, other_name)
    found = []
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = {source, target} | ({data["org"]} if data["rel"] == "holds_post" else set())
        if {a, b} <= ends and a != b:
            found += [(data["rel"], key, _evidence_row(graph, item)) for item in data.get("evidence", ())]
    return sorted(
        found, key=lambda row: (row[0] == "co_mention", row[0], row[1], row[2].day or date.max, row[2].article)
    )


def _article(graph: nx.MultiDiGraph[str], item: Evidence) -> Mapping[str, Any]:
    found: Mapping[str, Any] = graph.graph.get("articles", {}).get(f"{item.doc}#{item.article}", {})
    return found


def _evidence_row(graph: nx.MultiDiGraph[str], item: Evidence) -> EvidenceRow:
    article = _article(graph, item)
    return EvidenceRow(
        item.text,
        f"{item.doc}#{item.article}",
        article.get("headline"),
        article.get("date"),
        item.source,
        item.score,
    )
