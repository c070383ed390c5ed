"""Knowledge to a networkx graph: entities are nodes, the records between them edges.

Attributes keep their types: dates are ``datetime.date``, aliases and evidence tuples. README lists them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import networkx as nx
import numpy as np

from kg import __version__
from kg.graph.flow import Edge, Flow
from kg.records import Entity, Knowledge, Link
from kg.resolution.link_columns import Links
from kg.resolution.rules import rules


def build_graph(knowledge: Knowledge, title: str = "") -> nx.MultiDiGraph[str]:
    """Build the graph. Nodes are keyed by entity id, edges by record id; both are added in sorted order."""
    flow = graph_flow(knowledge, title)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(flow.whole)
    for node, attributes in flow.nodes.items():
        graph.add_node(node, **attributes)
    for source, target, key, attributes in flow.edges():
        graph.add_edge(source, target, key=key, **attributes)
    return graph


def graph_flow(knowledge: Knowledge, title: str = "") -> Flow:
    """The same graph for those who only write it: its co-mentions are made while they are written."""
    articles = {
        f"{a.doc}#{a.id}": {
            "headline": a.headline,
            "date": to_date(a.date),
            "doc": a.doc,
            "page": a.page,
            "paper": a.paper,
            "continues": "#".join(a.continues) if a.continues else None,
        }
        for a in sorted(knowledge.articles, key=lambda a: (a.doc, len(a.id), a.id))
    }
    whole = {"title": title, "version": __version__, "articles": articles, "statements": tuple(knowledge.statements)}
    entities = {entity.id: entity for entity in sorted(knowledge.entities, key=lambda entity: entity.id)}
    roles: dict[str, list[Edge]] = {}
    for edge in _roles(knowledge, entities):
        roles.setdefault(edge[0], []).append(edge)
    links = Links.of(knowledge.links)
    order = np.argsort(links.a, kind="stable")
    begins = np.searchsorted(links.a[order], np.arange(len(links.entities) + 1))
    row = {name: number for number, name in enumerate(links.entities)}

    def edges_of(source: str) -> Iterator[Edge]:
        found = list(roles.get(source, ()))
        number = row.get(source)
        if number is not None:
            found += map(_together, links.chosen(order[begins[number] : begins[number + 1]]))
        by_target: dict[str, list[Edge]] = {}  # in the order in which networkx has them
        for edge in found:
            by_target.setdefault(edge[1], []).append(edge)
        for edges in by_target.values():
            yield from edges

    return Flow(whole, {entity.id: _node(entity) for entity in entities.values()}, edges_of)


def _node(entity: Entity) -> dict[str, Any]:
    return {
        "kind": entity.kind,
        "name": entity.name,
        "aliases": entity.aliases,
        "subkind": entity.subkind,
        "official": entity.official,
        "anchor": entity.anchor,
        "code": entity.code,
        "mention_count": entity.mention_count,
        "article_count": entity.article_count,
        "first_seen": to_date(entity.first_seen),
        "last_seen": to_date(entity.last_seen),
    }


def _together(link: Link) -> Edge:
    return (
        link.a,
        link.b,
        link.id,
        {
            "rel": "co_mention",
            "scope": link.scope,
            "sentences": link.sentences,
            "paragraphs": link.paragraphs,
            "articles": link.articles,
            "weight": link.weight,
            "weight_method": link.weight_method,
            "first_seen": to_date(link.first_seen),
            "last_seen": to_date(link.last_seen),
            "evidence": link.evidence,
        },
    )


def _roles(knowledge: Knowledge, entities: Mapping[str, Entity]) -> Iterator[Edge]:
    hosts: dict[str, str] = {}
    for tenure in knowledge.tenures:
        held = {
            "rel": "holds_post",
            "title": tenure.title,
            "org": tenure.org,
            "status": tenure.status,
            "first_attested": to_date(tenure.first_attested),
            "last_attested": to_date(tenure.last_attested),
            "evidence": tenure.evidence,
        }
        yield tenure.person, tenure.post, tenure.id, held
        if tenure.org:
            hosts[tenure.post] = tenure.org
    for post, org in sorted(hosts.items()):
        yield post, org, f"{post}-in", {"rel": "post_in"}
    for act in knowledge.acts:
        done = {
            "rel": "acts",
            "role": act.role,
            "first_attested": to_date(act.first_attested),
            "last_attested": to_date(act.last_attested),
            "evidence": act.evidence,
        }
        yield act.agent, act.target, act.id, done
    for part in knowledge.parts:
        rel = "jurisdiction" if is_jurisdiction(entities[part.child], entities[part.parent]) else "part_of"
        yield part.child, part.parent, part.id, {"rel": rel, "evidence": part.evidence}


def is_jurisdiction(child: Entity, parent: Entity) -> bool:
    """True when ``child`` runs the street ``parent``: it is its party committee or its office, by name."""
    if parent.kind != "street" or parent.subkind == "road" or child.kind != "organisation":
        return False
    return any(child.name.endswith(parent.name + body.tail) for body in rules().street_bodies if body.runs)


@lru_cache(maxsize=1 << 14)
def to_date(text: str | None) -> date | None:
    """An ISO date as ``datetime.date``."""
    return date.fromisoformat(text) if text else None
