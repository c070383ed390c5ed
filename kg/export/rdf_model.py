"""The whole graph as layers, from which every RDF format is written."""

from __future__ import annotations

from typing import Any

from kg.export.rdf_blocks import Layer
from kg.export.rdf_entities import entity_layer
from kg.export.rdf_facts import fact_layers
from kg.export.rdf_graphs import issues
from kg.export.rdf_roles import role_layer
from kg.export.rdf_sources import source_layers
from kg.records import Knowledge


def model(knowledge: Knowledge) -> list[Layer[Any]]:
    """Things, facts, sources and roles. The triples of a record are made when they are written."""
    issue_of = issues(knowledge.documents)
    return [
        entity_layer(knowledge),
        *fact_layers(knowledge, issue_of),
        *source_layers(knowledge, issue_of),
        role_layer(),
    ]
