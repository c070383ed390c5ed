"""graph.ttl: everything in Turtle, sorted, one triple a line, the same bytes for the same knowledge on any machine.

Prefixes come first, then one block per subject, ordered by the subject's IRI, its type first and the rest by predicate
and object. Each triple has a line to itself and each block ends with a line of its own, so that a new article adds
lines and changes none of those around them. There are no blank nodes. The model is described in ``data/ontology.ttl``.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.export.rdf_blocks import Block
from kg.export.rdf_facts import fact_blocks
from kg.export.rdf_roles import role_blocks
from kg.export.rdf_sources import source_blocks
from kg.ontology import prefixes
from kg.records import Knowledge, Settings


def write_turtle(knowledge: Knowledge, settings: Settings, out: TextIO) -> None:
    r"""Write the graph of ``knowledge`` to ``out``, a text stream that does not translate newlines.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
    """
    for prefix, namespace in prefixes(settings.base_iri).items():
        out.write(f"@prefix {prefix}: <{namespace}> .\n")
    write_blocks(all_blocks(knowledge), out)


def all_blocks(knowledge: Knowledge) -> Iterator[Block]:
    """Every subject with its triples, in the order of the subjects' IRIs."""
    layers = [*fact_blocks(knowledge), *source_blocks(knowledge), role_blocks()]
    # All subjects hang from one base, id/ before role/, so that prefixed names sort as their IRIs do.
    return heapq.merge(*layers, key=lambda item: item[0])


def write_blocks(blocks: Iterable[Block], out: TextIO) -> None:
    """Write blocks as they come."""
    for subject, pairs in blocks:
        lines = "".join(f"    {predicate} {term} ;\n" for predicate, term in pairs)
        out.write(f"\n{subject}\n{lines}.\n")
