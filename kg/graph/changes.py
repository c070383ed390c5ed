"""What a later graph says otherwise than an earlier one: things and facts that are new, gone, renamed or changed.

Ids are hashed from what a thing is, never from an order, so that a thing has one id in both graphs. Only where its
fullest name has changed is the id another; it is then known again by the old name among the new one's aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import networkx as nx

from kg.graph.rows import ChangeRow

WHAT = ("person", "tenure", "post", "initiative", "act", "event", "organisation", "street", "place")
"""What a change may be about, in the order in which changes are told."""

Edges = Mapping[str, tuple[str, str, Mapping[str, Any]]]


def changes(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str]) -> list[ChangeRow]:
    """What ``new`` says otherwise than ``old``, by kind of thing and name.

    People, posts, initiatives and so on that are new, gone, or known by a fuller name now; posts whose holders are
    others ("changed"; before and after are names); tenures and acts that are new or gone, and tenures with another
    status. Co-mentions are left out.
    """
    names = _renamed(old, new)
    rows = [*_things(old, new, names), *_facts(old, new, names), *_holders(old, new, names)]
    return sorted(rows, key=lambda row: (WHAT.index(row.what), row.change, row.name, row.after or "", row.id))


def _renamed(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Nodes of ``old`` that ``new`` has under another id, with that id."""
    by_alias: dict[tuple[str, str], list[str]] = {}
    for node, data in new.nodes(data=True):
        if node not in old:
            for alias in data["aliases"]:
                by_alias.setdefault((data["kind"], alias), []).append(node)
    found = {}
    for node, data in old.nodes(data=True):
        known = by_alias.get((data["kind"], data["name"]), [])
        if node not in new and len(known) == 1:
            found[node] = known[0]
    return found


def _things(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str], names: Mapping[str, str]) -> Iterator[ChangeRow]:
    for node, data in new.nodes(data=True):
        if node not in old and node not in names.values():
            yield ChangeRow("new", data["kind"], data["name"], None, data["name"], data["first_seen"], None, node)
    for node, data in old.nodes(data=True):
        if node in names:
            after = new.nodes[names[node]]["name"]
            yield ChangeRow(
                "renamed", data["kind"], after, data["name"], after, new.nodes[names[node]]["last_seen"], None,
                names[node],
            )  # fmt: skip
        elif node not in new:
            yield ChangeRow("gone", data["kind"], data["name"], data["name"], None, data["last_seen"], None, node)


def _facts(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str], names: Mapping[str, str]) -> Iterator[ChangeRow]:
    """Tenures and acts. What only got another id because an end of it was renamed is no change."""
    before, after = _edges(old), _edges(new)
    same = {_meaning(a, b, data, names) for a, b, data in before.values()}
    still = {_meaning(a, b, data, {}) for a, b, data in after.values()}
    for key, (a, b, data) in after.items():
        name, what = new.nodes[a]["name"], "tenure" if data["rel"] == "holds_post" else "act"
        if key not in before and _meaning(a, b, data, {}) not in same:
            yield ChangeRow(
                "new", what, name, None, _told(new, b, data), data["first_attested"], _sentence(data, first=True), key
            )
        elif key in before and what == "tenure" and before[key][2]["status"] != data["status"]:
            was = _told(new, b, before[key][2])
            yield ChangeRow(
                "changed", what, name, was, _told(new, b, data), data["last_attested"], _sentence(data, first=False),
                key,
            )  # fmt: skip
    for key, (a, b, data) in before.items():
        if key not in after and _meaning(a, b, data, names) not in still:
            what = "tenure" if data["rel"] == "holds_post" else "act"
            name = old.nodes[a]["name"]
            yield ChangeRow("gone", what, name, _told(old, b, data), None, data["last_attested"], None, key)


def _holders(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str], names: Mapping[str, str]) -> Iterator[ChangeRow]:
    """Public posts in both graphs that other people hold now than before; told with what states the newest holder."""
    for post, data in new.nodes(data=True):
        if data["kind"] != "post" or not data["official"] or post not in old:
            continue
        before, after = _holding(old, post), _holding(new, post)
        came = [after[person] for person in after if person not in {names.get(known, known) for known in before}]
        if before and came:
            newest = max(came, key=lambda edge: edge["first_attested"] or date.min)
            yield ChangeRow(
                "changed", "post", data["name"], _people(old, before), _people(new, after), newest["first_attested"],
                _sentence(newest, first=True), post,
            )  # fmt: skip


def _holding(graph: nx.MultiDiGraph[str], post: str) -> dict[str, Mapping[str, Any]]:
    return {
        person: data
        for person, _, data in sorted(graph.in_edges(post, data=True), key=lambda edge: edge[0])
        if data["rel"] == "holds_post" and data["status"] != "former"
    }


def _people(graph: nx.MultiDiGraph[str], people: Iterable[str]) -> str:
    return "、".join(sorted(graph.nodes[person]["name"] for person in people))


def _edges(graph: nx.MultiDiGraph[str]) -> Edges:
    return {
        key: (a, b, data)
        for a, b, key, data in graph.edges(keys=True, data=True)
        if data["rel"] in ("holds_post", "acts")
    }


def _meaning(a: str, b: str, data: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    return data["rel"], names.get(a, a), names.get(b, b), str(data.get("role", ""))


def _told(graph: nx.MultiDiGraph[str], target: str, data: Mapping[str, Any]) -> str:
    name = str(graph.nodes[target]["name"])
    return f"{name} ({data['status']})" if data["rel"] == "holds_post" else f"{data['role']} {name}"


def _sentence(data: Mapping[str, Any], *, first: bool) -> str | None:
    found = data["evidence"]
    return str(found[0 if first else -1].text) if found else None
