"""Where it says so: the dated record of a thing, who said what, the sentences behind edges or between two things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import networkx as nx

from kg.errors import SettingError
from kg.graph.lookup import find, lookup
from kg.graph.rows import EventRow, EvidenceRow, StatementRow
from kg.records import Evidence, Statement


def timeline(graph: nx.MultiDiGraph[str], name: str) -> list[EventRow]:
    """What is dated of a thing: posts attested and left, acts, statements; oldest first.

    Raises:
        SettingError: when the graph has no such thing.
    """
    start = find(graph, name)
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
    for said in statements(graph, start):
        if said.day:
            rows.add(EventRow(said.day, "statement", said.quote, said.sentence, said.article))
    return sorted(rows, key=lambda row: (row.day, row.what, row.text, row.article, row.sentence))


def statements(graph: nx.MultiDiGraph[str], name: str | None = None) -> list[StatementRow]:
    """Who is quoted with what, in the order of the papers; only what these things say or is said about them."""
    things = set(lookup(graph, name)) if name else None
    rows = []
    for said in graph.graph.get("statements", ()):
        if things is not None and not things & {said.speaker, *said.about}:
            continue
        rows.append(
            StatementRow(
                date.fromisoformat(said.date) if said.date else None,
                graph.nodes[said.speaker]["name"],
                said.verb,
                said.quote,
                said.post,
                tuple(graph.nodes[node]["name"] for node in said.about),
                said.evidence.text,
                f"{said.evidence.doc}#{said.evidence.article}",
                said.speaker,
            )
        )
    return sorted(rows, key=lambda row: (row.day or date.max, row.article, row.speaker, row.quote))


def evidence(graph: nx.MultiDiGraph[str], *edges: str) -> list[EvidenceRow]:
    """The sentences behind facts, given by their ids (``ten-…``, ``act-…``, ``prt-…``, ``lnk-…``, ``sta-…``), in order.

    Raises:
        SettingError: when the graph has no such edge.
    """
    wanted = set(edges)
    known = {key: (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True) if key in wanted}
    rows: list[EvidenceRow] = []
    said = {statement.id: statement for statement in graph.graph.get("statements", ())}
    for edge in edges:
        if edge in said:
            rows += _said_rows(graph, said[edge])
            continue
        if edge not in known:
            raise SettingError(f"{edge}: the graph has no such edge; take the id from relations.csv")
        one, other, data = known[edge]
        rows += _evidence_rows(graph, edge, data, one, other)
    return rows


def between(graph: nx.MultiDiGraph[str], one_name: str, other_name: str) -> list[EvidenceRow]:
    """Every sentence that connects two things; for a person and a host also over the post. Co-mentions come last.

    What one says about the other is among them. A name stands for everybody who bears it.

    Raises:
        SettingError: when the graph has no such thing.
    """
    sides = [{find(graph, name), *lookup(graph, name)} for name in (one_name, other_name)]

    def connects(ends: set[str]) -> bool:
        return any(a != b for a in sides[0] & ends for b in sides[1] & ends)

    found: list[EvidenceRow] = []
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = {source, target} | ({data["org"]} if data["rel"] == "holds_post" else set())
        if connects(ends):
            found += _evidence_rows(graph, key, data, source, target)
    for said in graph.graph.get("statements", ()):
        if connects({said.speaker, *said.about}):
            found += _said_rows(graph, said)
    return sorted(found, key=lambda row: (row.rel == "co_mention", row.rel, row.edge, row.day or date.max, row.article))


def _article(graph: nx.MultiDiGraph[str], item: Evidence) -> Mapping[str, Any]:
    found: Mapping[str, Any] = graph.graph.get("articles", {}).get(f"{item.doc}#{item.article}", {})
    return found


def _marked(graph: nx.MultiDiGraph[str], sentence: str, data: Mapping[str, Any], *ends: str) -> str:
    """``sentence`` with the names of the ends, and of the host and title of a post, in ⟦⟧; the longest name counts."""
    names = {str(data["title"])} if data.get("title") else set()
    for node in (*ends, str(data.get("org"))):
        if node in graph and graph.nodes[node].get("kind") != "post":  # its name is that of its host and its title
            names |= {graph.nodes[node]["name"], *graph.nodes[node].get("aliases", ())}
    forms = "|".join(re.escape(name) for name in sorted(filter(None, names), key=lambda name: (-len(name), name)))
    return re.sub(forms, lambda match: f"⟦{match[0]}⟧", sentence) if forms else sentence


def _said_rows(graph: nx.MultiDiGraph[str], said: Statement) -> Iterable[EvidenceRow]:
    data = {"rel": "said", "title": said.post, "evidence": (said.evidence,)}
    return _evidence_rows(graph, said.id, data, said.speaker, *said.about)


def _evidence_rows(
    graph: nx.MultiDiGraph[str], edge: str, data: Mapping[str, Any], *ends: str
) -> Iterable[EvidenceRow]:
    for item in data.get("evidence", ()):
        article = _article(graph, item)
        yield EvidenceRow(
            data["rel"],
            article.get("date"),
            item.text,
            article.get("headline"),
            f"{item.doc}#{item.article}",
            item.start,
            item.end,
            item.source,
            item.score,
            edge,
            _marked(graph, item.text, data, *ends),
        )
