"""Knowledge to a networkx graph: entities are nodes, the records between them edges.

Attributes keep their types: dates are ``datetime.date``, aliases and evidence tuples. README lists them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import networkx as nx

from kg import __version__
from kg.records import Entity, Knowledge
from kg.resolution.rules import rules


def build_graph(knowledge: Knowledge, title: str = "") -> nx.MultiDiGraph[str]:
    """Build the graph. Nodes are keyed by entity id, edges by record id; both are added in sorted order."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        title=title,
        version=__version__,
        articles={
            f"{a.doc}#{a.id}": {
                "headline": a.headline,
                "date": to_date(a.date),
                "doc": a.doc,
                "page": a.page,
                "paper": a.paper,
                "continues": "#".join(a.continues) if a.continues else None,
            }
            for a in sorted(knowledge.articles, key=lambda a: (a.doc, len(a.id), a.id))
        },
        statements=tuple(knowledge.statements),
    )
    entities = {entity.id: entity for entity in sorted(knowledge.entities, key=lambda entity: entity.id)}
    for entity in entities.values():
        graph.add_node(
            entity.id,
            kind=entity.kind,
            name=entity.name,
            aliases=entity.aliases,
            subkind=entity.subkind,
            official=entity.official,
            anchor=entity.anchor,
            code=entity.code,
            mention_count=entity.mention_count,
            article_count=entity.article_count,
            first_seen=to_date(entity.first_seen),
            last_seen=to_date(entity.last_seen),
        )
    _add_roles(graph, knowledge, entities)
    for link in knowledge.links:
        graph.add_edge(
            link.a,
            link.b,
            key=link.id,
            rel="co_mention",
            scope=link.scope,
            sentences=link.sentences,
            paragraphs=link.paragraphs,
            articles=link.articles,
            weight=link.weight,
            weight_method=link.weight_method,
            first_seen=to_date(link.first_seen),
            last_seen=to_date(link.last_seen),
            evidence=link.evidence,
        )
    return graph


def _add_roles(graph: nx.MultiDiGraph[str], knowledge: Knowledge, entities: Mapping[str, Entity]) -> None:
    hosts: dict[str, str] = {}
    for tenure in knowledge.tenures:
        graph.add_edge(
            tenure.person,
            tenure.post,
            key=tenure.id,
            rel="holds_post",
            title=tenure.title,
            org=tenure.org,
            status=tenure.status,
            first_attested=to_date(tenure.first_attested),
            last_attested=to_date(tenure.last_attested),
            evidence=tenure.evidence,
        )
        if tenure.org:
            hosts[tenure.post] = tenure.org
    for post, org in sorted(hosts.items()):
        graph.add_edge(post, org, key=f"{post}-in", rel="post_in")
    for act in knowledge.acts:
        graph.add_edge(
            act.agent,
            act.target,
            key=act.id,
            rel="acts",
            role=act.role,
            first_attested=to_date(act.first_attested),
            last_attested=to_date(act.last_attested),
            evidence=act.evidence,
        )
    for part in knowledge.parts:
        rel = "jurisdiction" if is_jurisdiction(entities[part.child], entities[part.parent]) else "part_of"
        graph.add_edge(part.child, part.parent, key=part.id, rel=rel, evidence=part.evidence)


def is_jurisdiction(child: Entity, parent: Entity) -> bool:
    """True when ``child`` runs the street ``parent``: it is its party committee or its office, by name."""
    if parent.kind != "street" or parent.subkind == "road" or child.kind != "organisation":
        return False
    return any(child.name.endswith(parent.name + body.tail) for body in rules().street_bodies if body.runs)


def to_date(text: str | None) -> date | None:
    """An ISO date as ``datetime.date``."""
    return date.fromisoformat(text) if text else None
