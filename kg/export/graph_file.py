"""A graph, or a part of one, as one file: for another program, for later, or to look at."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import networkx as nx

from kg.errors import OutputError, SettingError
from kg.export.graphml import write_graphml
from kg.export.html import render_page
from kg.export.rdf_terms import writable
from kg.graph.load import to_json


def save(graph: nx.MultiDiGraph[str], path: str | Path) -> None:
    """Write a graph, or a part of one, into a file.

    Args:
        graph: as ``kg.load`` or ``kg.neighbourhood`` gives it.
        path: ``….json`` keeps all types, for ``kg.load``; ``….graphml`` is flat, for Gephi and Cytoscape; ``….html`` is
            the interactive page. What stood there is replaced.

    Raises:
        SettingError: the name ends otherwise, or the graph carries something that the file cannot hold.
        OutputError: the file cannot be written.

    Examples:
        >>> near = kg.neighbourhood(graph, "童一舟")
        >>> kg.save(near, "near.json")
        >>> kg.load("near.json").number_of_edges() == near.number_of_edges()
        True
    """
    path = Path(path)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise SettingError(f"{path}: is of no known kind; let the name end in {', '.join(_WRITERS)}")
    text = io.StringIO(newline="")
    try:
        write(graph, text)
    except (TypeError, ValueError) as error:
        raise SettingError(f"{path}: cannot hold what the graph carries ({error}); take it out first") from error
    try:
        path.write_bytes(writable(text.getvalue()).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error


def _write_page(graph: nx.MultiDiGraph[str], out: TextIO) -> None:
    out.write(render_page(graph, title=str(graph.graph.get("title") or "kg")))


def _write_json(graph: nx.MultiDiGraph[str], out: TextIO) -> None:
    out.write(to_json(graph))


_WRITERS: dict[str, Callable[[nx.MultiDiGraph[str], TextIO], None]] = {
    ".json": _write_json,
    ".graphml": write_graphml,
    ".html": _write_page,
}
