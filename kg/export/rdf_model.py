"""The whole graph as layers, from which every RDF format is written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kg.export.rdf_blocks import Block, Layer, block
from kg.export.rdf_entities import entity_layer
from kg.export.rdf_facts import fact_layers
from kg.export.rdf_graphs import THINGS, issues
from kg.export.rdf_roles import role_layer
from kg.export.rdf_sources import source_layers
from kg.records import Knowledge

NO_MERGES: Mapping[str, str] = MappingProxyType({})


def model(knowledge: Knowledge, merges: Mapping[str, str] = NO_MERGES) -> list[Layer[Any]]:
    """Things, facts, sources and roles. The triples of a record are made when they are written.

    Args:
        knowledge: what is to be written.
        merges: nodes of an earlier graph that are no more, each with the node that it is the same as now.
    """
    issue_of = issues(knowledge.documents)
    return [
        entity_layer(knowledge),
        *fact_layers(knowledge, issue_of),
        *source_layers(knowledge, issue_of),
        role_layer(),
        _merge_layer(merges),
    ]


def _merge_layer(merges: Mapping[str, str]) -> Layer[str]:
    def compose(subject: str, old: str) -> Block:
        return block(subject, ("owl:sameAs", merges[old]))

    return Layer(merges, lambda old: old, compose, lambda old: THINGS)
