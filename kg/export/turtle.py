"""graph.ttl: everything in Turtle, sorted, one triple a line, the same bytes for the same knowledge on any machine.

Prefixes come first, then one block per subject, ordered by the subject's IRI, its type first and the rest by predicate
and object. Each triple has a line to itself and each block ends with a line of its own, so that a new article adds
lines and changes none of those around them. There are no blank nodes. The model is described in ``data/ontology.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kg.export.rdf_blocks import Block, by_subject
from kg.export.rdf_model import model
from kg.ontology import prefixes
from kg.records import Knowledge, Settings


def write_turtle(knowledge: Knowledge, settings: Settings, out: TextIO) -> int:
    r"""Write the graph of ``knowledge`` to ``out``, a text stream that does not translate newlines.

    Returns:
        The number of triples.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
    """
    for prefix, namespace in prefixes(settings.base_iri).items():
        out.write(f"@prefix {prefix}: <{namespace}> .\n")
    return write_blocks(by_subject(model(knowledge)), out)


def write_blocks(blocks: Iterable[Block], out: TextIO) -> int:
    """Write blocks as they come; returns the number of triples."""
    triples = 0
    for subject, pairs in blocks:
        lines = "".join(f"    {predicate} {term} ;\n" for predicate, term in pairs)
        out.write(f"\n{subject}\n{lines}.\n")
        triples += len(pairs)
    return triples
