"""graph.graphml: the graph for Gephi, Cytoscape and yEd, flat.

GraphML holds strings and numbers only: dates become ISO 8601, several values one string parted by `` | ``, a list of
evidence its number (``evidence``), its first sentence (``sentence``) and that sentence's document (``doc``). None is
left out. ``graph.json`` keeps everything.

Gephi and yEd write what is called ``label`` beside a node or an edge, so there is one: a node's name, an edge's title,
role, scope or kind. Gephi drops edges of weight 0, so no co-mention weighs less than 0.0001 here.

Written line by line, since networkx's own writer first builds the whole document in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TextIO
from xml.sax.saxutils import escape

import networkx as nx

from kg.graph.flow import Flow, flow_of
from kg.records import Evidence

Value = str | int | float | bool

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_LEAST_WEIGHT = 0.0001
_LABELS = ("name", "title", "role", "scope", "rel")
_SPECIAL = re.compile('[&<>"\n\r\t]')
_TYPES = ((bool, "boolean"), (int, "long"), (float, "double"), (str, "string"))


def write_graphml(graph: nx.MultiDiGraph[str] | Flow, out: TextIO) -> None:
    """Write ``graph`` to a text stream, nodes and edges sorted, the same bytes for equal graphs."""
    flow = flow_of(graph)
    nodes = sorted(flow.nodes)
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_NAMESPACE}">\n')
    node_keys = _keys("node", (flow.nodes[name] for name in nodes), out)
    edge_keys = _keys("edge", (attributes for *_, attributes in flow.edges()), out)
    out.write('<graph edgedefault="directed">\n')
    for name in nodes:
        data = _data(flow.nodes[name], node_keys)
        out.write(f"<node id={_quoted(name)}>{data}</node>\n")
    for node in nodes:
        for source, target, key, attributes in sorted(flow.edges_of(node), key=lambda edge: edge[:3]):
            data = _data(attributes, edge_keys)
            ends = f"source={_quoted(source)} target={_quoted(target)} id={_quoted(key)}"
            out.write(f"<edge {ends}>{data}</edge>\n")
    out.write("</graph>\n</graphml>\n")


def _keys(scope: str, things: Iterator[Mapping[str, Any]], out: TextIO) -> dict[str, str]:
    """Declare the attributes of all nodes or all edges; returns what opens the element of each."""
    types: dict[str, str] = {}
    seen: set[tuple[object, ...]] = set()
    for thing in things:
        shape = (*thing, *map(type, thing.values()), *(bool(thing.get(name)) for name in (*_LABELS, "evidence")))
        if shape not in seen:  # most edges are alike
            seen.add(shape)
            types.update((name, _type(value)) for name, value in _flat(thing))
    for name in sorted(types):
        what = f"attr.name={_quoted(name)} attr.type={_quoted(types[name])}"
        out.write(f"<key id={_quoted(f'{scope}-{name}')} for={_quoted(scope)} {what}/>\n")
    return {name: f"<data key={_quoted(f'{scope}-{name}')}>" for name in types}


def _data(thing: Mapping[str, Any], opening: Mapping[str, str]) -> str:
    return "".join(f"{opening[name]}{_text(value)}</data>" for name, value in sorted(_flat(thing)))


def _flat(thing: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    label = next((thing[name] for name in _LABELS if thing.get(name)), None)
    if label is not None and "label" not in thing:
        yield "label", str(label)
    for name, value in thing.items():
        if name == "evidence":
            yield from _evidence(value)
        elif name == "weight":
            yield name, max(float(value), _LEAST_WEIGHT)
        elif isinstance(value, (bool, int, float)):
            yield name, value
        elif isinstance(value, (tuple, list)):
            yield name, " | ".join(map(str, value))
        elif value is not None:
            yield name, str(value)


def _evidence(evidence: tuple[Evidence, ...]) -> Iterator[tuple[str, Value]]:
    yield "evidence", len(evidence)
    if evidence:
        yield "doc", evidence[0].doc
        yield "sentence", evidence[0].text


def _type(value: Value) -> str:
    return next(name for kind, name in _TYPES if isinstance(value, kind))


def _text(value: Value) -> str:
    if isinstance(value, str):
        return _content(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@lru_cache(maxsize=1 << 15)
def _content(text: str) -> str:
    # Kept, as a date, a document and a sentence stand at many edges. A reader turns a bare carriage return into a line
    # feed.
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    text = _NOT_XML.sub("\ufffd", text)
    return f'"{escape(text, _QUOTED) if _SPECIAL.search(text) else text}"'
