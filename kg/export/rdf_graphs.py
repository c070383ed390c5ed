"""The named graphs of TriG and N-Quads: one for each layer, and one for each issue of what that issue alone says.

===================== =============================================================================================
``graph:things``      who and what there is, with names, counts and the plain triples between them
``graph:facts``       tenures, acts, belonging and co-mentions over all issues
``graph:facts-…``     of one issue: its quotations, and which facts are derived from its sentences
``graph:sources``     papers, methods, tables, the program
``graph:sources-…``   of one issue: its pages, articles, sentences and mentions
``graph:roles``       the scheme of roles
===================== =============================================================================================

For the dots stands the local name of the issue's node, or of the page's where the page has no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.export.rdf_nodes import issue_node, page_node, source_node
from kg.records import Document, Evidence

THINGS = "things"
FACTS = "facts"
SOURCES = "sources"
ROLES = "roles"

Issues = Mapping[str, str]
"""For each document the end of the names of its issue's graphs."""


def issues(documents: Iterable[Document]) -> Issues:
    """Which issue each document is of."""
    nodes = {d.doc: issue_node(d) if d.date is not None else page_node(d.doc) for d in documents}
    return {doc: name.partition(":")[2] for doc, name in nodes.items()}


def graph_of(layer: str, doc: str, issue_of: Issues) -> str:
    """The graph of ``layer`` for what the issue of ``doc`` alone says; that of the layer where the issue is unknown."""
    return f"{layer}-{issue_of[doc]}" if doc in issue_of else layer


def graphs_of(evidence: Iterable[Evidence], issue_of: Issues) -> Mapping[str, str]:
    """For the node of each sentence the graph which says that a fact is derived from it."""
    return {source_node(piece): graph_of(FACTS, piece.doc, issue_of) for piece in evidence if piece.article}
