"""The whole graph as layers, from which every RDF format is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.export.rdf_blocks import Block, Layer, block
from kg.export.rdf_entities import entity_layer
from kg.export.rdf_facts import fact_layers
from kg.export.rdf_graphs import THINGS, issues
from kg.export.rdf_roles import role_layer
from kg.export.rdf_sources import source_layers
from kg.export.rdf_terms import iri
from kg.records import Entity, Knowledge


def model(knowledge: Knowledge) -> list[Layer[Any]]:
    """Things, facts, sources and roles. The triples of a record are made when they are written."""
    issue_of = issues(knowledge.documents)
    return [
        entity_layer(knowledge),
        *fact_layers(knowledge, issue_of),
        *source_layers(knowledge, issue_of),
        role_layer(),
        _merge_layer(knowledge.entities),
    ]


def _merge_layer(entities: Iterable[Entity]) -> Layer[tuple[str, str]]:
    """``owl:sameAs`` from nodes that graphs of fewer articles may have, so that links to them still lead on."""

    def compose(subject: str, pair: tuple[str, str]) -> Block:
        return block(subject, ("owl:sameAs", iri(pair[1])))

    pairs = [(old, entity.id) for entity in entities for old in entity.former]
    return Layer(pairs, lambda pair: iri(pair[0]), compose, lambda pair: THINGS)
