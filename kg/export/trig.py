"""graph.trig: the Turtle, each triple in its named graph, one graph after the other."""

from __future__ import annotations

from typing import TextIO

from kg.export.rdf_blocks import by_graph
from kg.export.rdf_model import model
from kg.export.turtle import write_blocks
from kg.ontology import with_graphs
from kg.records import Knowledge, Settings


def write_trig(knowledge: Knowledge, settings: Settings, out: TextIO) -> int:
    """Write the graph as TriG; returns the number of triples.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
    """
    for prefix, namespace in with_graphs(settings.base_iri).items():
        out.write(f"@prefix {prefix}: <{namespace}> .\n")
    triples = 0
    for graph, blocks in by_graph(model(knowledge)):
        out.write(f"\ngraph:{graph} {{\n")
        triples += write_blocks(blocks, out)
        out.write("\n}\n")
    return triples
