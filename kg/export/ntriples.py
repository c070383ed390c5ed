"""graph.nt and graph.nq: one statement a line, every IRI in full, for bulk loaders and for ``grep`` and ``sort``.

N-Triples has the statements in the order of the Turtle. N-Quads names the graph of each statement and has one graph
after the other, so that the statements of an issue stand together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kg.export.rdf_blocks import Block, by_graph, by_subject
from kg.export.rdf_model import model
from kg.export.rdf_terms import spelt_out
from kg.ontology import with_graphs
from kg.records import Knowledge, Settings


def write_ntriples(knowledge: Knowledge, settings: Settings, out: TextIO) -> int:
    """Write the graph as N-Triples; returns the number of triples.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
    """
    return _Lines(settings.base_iri).write(by_subject(model(knowledge)), "", out)


def write_nquads(knowledge: Knowledge, settings: Settings, out: TextIO) -> int:
    """Write the graph as N-Quads, each triple in its named graph; returns the number of triples.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
    """
    lines = _Lines(settings.base_iri)
    return sum(lines.write(blocks, f"graph:{graph}", out) for graph, blocks in by_graph(model(knowledge)))


class _Lines:
    """Writes statements under one base IRI, and remembers how predicates and classes, which come often, are spelt."""

    def __init__(self, base: str) -> None:
        self._namespaces = with_graphs(base)
        self._known: dict[str, str] = {}

    def write(self, blocks: Iterable[Block], graph: str, out: TextIO) -> int:
        end = f" {self._spelt(graph)} .\n" if graph else " .\n"
        count = 0
        for subject, pairs in blocks:
            start = spelt_out(subject, self._namespaces)
            out.write("".join(f"{start} {self._spelt(verb)} {self._spelt(term)}{end}" for verb, term in pairs))
            count += len(pairs)
        return count

    def _spelt(self, term: str) -> str:
        if term[0] == '"' or term.startswith("id:"):  # as many as there are records
            return spelt_out(term, self._namespaces)
        if term not in self._known:
            self._known[term] = spelt_out(term, self._namespaces)
        return self._known[term]
