"""The RDF of an output folder in an Oxigraph store in memory, which answers SPARQL many times faster than rdflib."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import OutputError
from kg.ontology import check_base, data_turtle, prefixes

DATASETS = {"graph.nq": ox.RdfFormat.N_QUADS, "graph.trig": ox.RdfFormat.TRIG}
"""Files that say in which named graph each triple stands."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The triples of graph.ttl in the default graph, and what the build said of itself."""

    store: ox.Store
    triples: int
    base: str
    report: dict[str, Any]


def open_graph(folder: Path) -> Loaded:
    """Load graph.ttl of an output folder into a new store.

    Raises:
        OutputError: the folder is no output of a build, or its Turtle is broken.
    """
    report = read_report(folder)
    path = folder / "graph.ttl"
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError, ValueError) as error:
        raise OutputError(f"{path}: is not the Turtle of a build ({_line(error)}); build it anew") from error
    return Loaded(store, len(store), report["settings"]["base_iri"], report)


def add_named_graphs(loaded: Loaded, folder: Path) -> int:
    """Add the named graphs of graph.nq or graph.trig, where one is there, and the ontology under its own name.

    The default graph stays as it was. Returns the number of named graphs.

    Raises:
        OutputError: such a file is broken.
    """
    for name, form in DATASETS.items():
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                _load_dataset(loaded.store, path, form)
                break
        else:
            continue
        break
    ontology = ox.NamedNode(prefixes(loaded.base)["kg"])
    text = data_turtle("ontology.ttl", loaded.base)
    loaded.store.load(text, format=ox.RdfFormat.TURTLE, to_graph=ontology)
    return sum(1 for _ in loaded.store.named_graphs())


def read_report(folder: Path) -> dict[str, Any]:
    """report.json of an output folder, with a base IRI that can be used.

    Raises:
        OutputError: there is none, or it is not of a build.
    """
    try:
        report = json.loads((folder / "report.json").read_bytes())
        check_base(report["settings"]["base_iri"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise OutputError(f"{folder}: is not a folder that kg build wrote ({_line(error)}); build it anew") from error
    return dict(report)


def _load_dataset(store: ox.Store, path: Path, form: ox.RdfFormat) -> None:
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as packed:
                store.bulk_load(packed, format=form)  # type: ignore[arg-type]  # it reads, as any binary file does
        else:
            store.bulk_load(path=str(path), format=form)
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        raise OutputError(f"{path}: is not a file of a build ({_line(error)}); build it anew") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
