"""graph.graphml: the graph for Gephi, Cytoscape and yEd, flat.

GraphML holds strings and numbers only: dates become ISO 8601, several values one string parted by `` | ``, a list of
evidence its number (``evidence``), its first sentence (``sentence``) and that sentence's document (``doc``). None is
left out. ``graph.json`` keeps everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

import networkx as nx
from networkx.readwrite.graphml import write_graphml_xml

from kg.records import Evidence

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def write_graphml(graph: nx.MultiDiGraph[str], out: IO[bytes]) -> None:
    """Write ``graph`` to a binary stream, nodes and edges sorted, the same bytes for equal graphs."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in sorted(graph):
        flat.add_node(name, **dict(_flat(graph.nodes[name])))
    for source, target, key in sorted(graph.edges(keys=True)):
        flat.add_edge(source, target, key=key, **dict(_flat(graph.edges[source, target, key])))
    write_graphml_xml(flat, out)


def _flat(attributes: Mapping[str, Any]) -> Iterator[tuple[str, str | int | float | bool]]:
    for name, value in sorted(attributes.items()):
        if name == "evidence":
            yield from _evidence(value)
        elif isinstance(value, (bool, int, float)):
            yield name, value
        elif isinstance(value, (tuple, list)):
            yield name, _text(" | ".join(map(str, value)))
        elif value is not None:
            yield name, _text(str(value))


def _evidence(evidence: tuple[Evidence, ...]) -> Iterator[tuple[str, str | int]]:
    yield "evidence", len(evidence)
    if evidence:
        yield "doc", _text(evidence[0].doc)
        yield "sentence", _text(evidence[0].text)


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
