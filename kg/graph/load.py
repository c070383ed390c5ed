"""The graph as node-link JSON with its types, and back: ``load(folder)`` equals the graph that was written.

Any reader of node-link JSON reads it too (``networkx.node_link_graph``, d3); dates, tuples and records are then objects
with one key that begins with "@".
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, Final

import networkx as nx

from kg.errors import OutputError
from kg.graph.flow import Flow, flow_of
from kg.records import Evidence, Statement

FORMAT: Final = "kg-graph-1"
RECORDS: Final = {"Evidence": Evidence, "Statement": Statement}
"""Records that attributes hold; each is written as an object with its class under "@"."""


def to_json(graph: nx.MultiDiGraph[str] | Flow) -> str:
    """Write ``graph`` as node-link JSON, nodes and edges in the graph's order, one a line.

    Tuples, dates and records are objects with one key that starts with "@". The same graph gives the same text.
    """
    return "".join(json_parts(graph))


def json_parts(graph: nx.MultiDiGraph[str] | Flow) -> Iterator[str]:
    """The text of :func:`to_json` in pieces, a node or edge each, for a graph whose text is better not held."""
    flow = flow_of(graph)
    known: dict[int, str] = {}  # the text of each record of evidence, which many edges share
    head = {"format": FORMAT, "directed": True, "multigraph": True}
    whole = {key: _plain(value) for key, value in flow.whole.items()}
    yield "{\n" + "".join(f"{_dumps(name)}: {_dumps(value)},\n" for name, value in head.items())
    yield f'"graph": {_dumps(whole)}'
    yield from _rows("nodes", ({"id": node, **data} for node, data in flow.nodes.items()), known)
    edges = flow.edges()
    yield from _rows("edges", ({"source": a, "target": b, "key": key, **data} for a, b, key, data in edges), known)
    yield "\n}\n"


def _rows(name: str, rows: Iterable[Mapping[str, object]], known: dict[int, str]) -> Iterator[str]:
    before = f',\n"{name}": [\n'
    keys = _Keys()
    for row in rows:
        yield before + "{" + ", ".join([keys[key] + _text(value, known) for key, value in row.items()]) + "}"
        before = ",\n"
    yield "\n]" if before == ",\n" else f',\n"{name}": []'


class _Keys(dict[str, str]):
    """The text of each key, made when it is first met."""

    def __missing__(self, key: str) -> str:
        text = self[key] = f"{_dumps(key)}: "
        return text


def _text(value: object, known: dict[int, str]) -> str:
    """``_dumps(_plain(value))``, without making again what was made for another edge."""
    if type(value) is str:
        return encode_basestring(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, tuple):
        return f'{{"@tuple": [{", ".join([_text(item, known) for item in value])}]}}'
    if isinstance(value, date):
        return _day(value)
    if not isinstance(value, Evidence):
        return _dumps(_plain(value))
    text = known.get(id(value))
    if text is None:
        text = known[id(value)] = _dumps(_plain(value))
    return text


@lru_cache(maxsize=1 << 14)
def _day(value: date) -> str:
    return _dumps(_plain(value))


def from_json(text: str) -> nx.MultiDiGraph[str]:
    """Read what :func:`to_json` wrote.

    Raises:
        OutputError: when the text is no graph of this format.
    """
    try:
        table = json.loads(text)
        if table["format"] != FORMAT:
            raise OutputError(f"graph.json is of format {str(table['format'])[:40]!r}, not {FORMAT}; build it again")
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.graph.update({key: _typed(value) for key, value in table["graph"].items()})
        for row in table["nodes"]:
            graph.add_node(row.pop("id"), **{key: _typed(value) for key, value in row.items()})
        for row in table["edges"]:
            source, target, key = row.pop("source"), row.pop("target"), row.pop("key")
            graph.add_edge(source, target, key=key, **{name: _typed(value) for name, value in row.items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError(f"graph.json is not a graph of kg build ({type(error).__name__}); build it again") from error
    return graph


def load(folder: str | Path) -> nx.MultiDiGraph[str]:
    """Give back the graph that a build or ``save`` wrote, equal to the one it was written from, types and all.

    Args:
        folder: a folder that ``kg build`` wrote, or a graph.json itself.

    Returns:
        The graph; ``kg.graph.attributes`` says what its nodes and edges carry.

    Raises:
        OutputError: there is no graph, or it cannot be read.

    Examples:
        >>> graph = kg.load("output")
        >>> graph.nodes[kg.find(graph, "童一舟")]["first_seen"]
        datetime.date(2023, 3, 1)
    """
    path = Path(folder)
    path = path / "graph.json" if path.is_dir() else path
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(
            f"{path}: no graph to read ({type(error).__name__}); name an output folder of kg build"
        ) from error
    return from_json(text)


# json.dumps makes an encoder anew each time it is asked for more than plain ASCII.
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _plain(value: object) -> object:
    """A value as JSON can hold it; types that JSON lacks become an object with one key that starts with "@"."""
    if isinstance(value, date):
        return {"@date": value.isoformat()}
    if isinstance(value, tuple):
        return {"@tuple": [_plain(item) for item in value]}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        items = {str(key): _plain(item) for key, item in value.items()}
        return {"@dict": items} if any(key.startswith("@") for key in items) else items
    if isinstance(value, (Evidence, Statement)):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {f"@{type(value).__name__}": fields}
    return value


def _typed(value: Any) -> Any:
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (key, held), *_ = value.items()
        if key == "@date":
            return date.fromisoformat(held)
        if key == "@dict":
            return {name: _typed(item) for name, item in held.items()}
        if key == "@tuple":
            return tuple(_typed(item) for item in held)
        if key[:1] == "@" and key[1:] in RECORDS:
            return RECORDS[key[1:]](**{name: _typed(item) for name, item in held.items()})
    return {key: _typed(item) for key, item in value.items()}
