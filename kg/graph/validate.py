"""Check what a build wrote: shapes, vocabulary, references, sources, counts and files."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, Graph, Node, URIRef
from rdflib.namespace import SH

from kg.errors import OutputError, SettingError
from kg.export.formats import EXTRA_FILES
from kg.graph.breaches import Breach
from kg.graph.queries import named_queries, with_values
from kg.graph.shapes import checks
from kg.graph.store import Loaded, open_graph
from kg.graph.survey import Survey, survey
from kg.graph.vocabulary import misuses
from kg.ontology import DEFAULT_BASE, data_turtle, prefixes

PARTS = ("shapes", "vocabulary", "references", "sources", "counts", "files")
"""The parts of a check, in the order of the report."""

_COUNTS: Mapping[str, str] = {
    "articles": "?x a schema:NewsArticle",
    "people": "?x a foaf:Person",
    "officials": "?x a kg:Official",
    "streets": "?x a ?street VALUES ?street { kg:Street kg:Subdistrict kg:Town kg:Township kg:Road }",
    "organisations": "?x a org:FormalOrganization",
    "initiatives": "?x a kg:Initiative",
    "places": "?x a ?place VALUES ?place { schema:Place schema:AdministrativeArea } FILTER NOT EXISTS "
    "{ ?x a ?street VALUES ?street { kg:Street kg:Subdistrict kg:Town kg:Township kg:Road } }",
    "events": "?x a schema:Event",
    "posts": "?x a org:Post",
    "tenures": "?x a kg:Tenure",
    "acts": "?x a kg:Act",
    "co-mentions": "?x a kg:CoMention",
    "statements": "?x a schema:Quotation",
    "mentions": "?x a nif:Phrase",
}
"""What each count of report.json counts in the graph."""

_FORMATS = {
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check: how much was looked at, by part, and every breach, sorted."""

    triples: int
    looked_at: Mapping[str, str]
    breaches: tuple[Breach, ...]


def check(folder: Path, *, by_pyshacl: bool = False) -> Checked:
    """Check the output folder of a build.

    Args:
        folder: what ``kg build`` wrote.
        by_pyshacl: run the shapes with pyshacl, the reference, which takes about twenty times as long.

    Raises:
        OutputError: the folder is no output of a build, or its Turtle is broken.
        SettingError: pyshacl is asked for and not installed.
    """
    loaded = open_graph(folder)
    path = folder / "graph.ttl"
    found = survey(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    if by_pyshacl:
        shapes = _by_pyshacl(path.read_text(encoding="utf-8"), loaded.base)
    else:
        shapes = tuple(_broken_shapes(loaded.store, found, loaded.base))
    undated = _undated(loaded)
    counted = [name for name in _COUNTS if name in loaded.report.get("counts", {})]
    others = [folder / name for name in EXTRA_FILES if (folder / name).is_file()]
    breaches = [
        *shapes,
        *misuses(found, loaded.store, loaded.base),
        *_dangling(found, loaded.base),
        *_unsourced(loaded, undated),
        *_miscounts(loaded, found),
        *(breach for other in others for breach in _differing(other, found.triples)),
    ]
    looked_at = {
        "shapes": f"{sum(1 for _ in _checks(loaded.base))} constraints",
        "vocabulary": f"{len(found.predicates)} properties, {len(found.classes)} classes",
        "references": f"{len(found.subjects):,} nodes",
        "sources": f"{_facts(loaded):,} facts with their sentences, {len(undated):,} of them told without a date",
        "counts": f"{len(counted)} counts of report.json",
        "files": ", ".join(["graph.ttl", *(other.name for other in others)]),
    }
    return Checked(found.triples, looked_at, tuple(sorted(set(breaches))))


def violations(turtle: str, base: str = DEFAULT_BASE, *, by_pyshacl: bool = False) -> tuple[Breach, ...]:
    """Every breach of the shapes in a graph, sorted; an empty tuple where it conforms.

    The ontology is not added to the graph: a build writes every class that a shape asks for.

    Args:
        turtle: the text of graph.ttl.
        base: the base IRI that the graph was built with.
        by_pyshacl: let pyshacl find them.

    Raises:
        OutputError: the text is no Turtle.
        SettingError: ``base`` cannot be used, or pyshacl is asked for and not installed.
    """
    if by_pyshacl:
        return _by_pyshacl(turtle, base)
    store = ox.Store()
    try:
        store.load(turtle, format=ox.RdfFormat.TURTLE)
    except SyntaxError as error:
        raise OutputError(f"the graph is no Turtle ({error}); build it anew") from error
    found = survey(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    return tuple(sorted(set(_broken_shapes(store, found, base))))


def _checks(base: str) -> Iterator[Any]:
    return checks(Graph().parse(data=data_turtle("shapes.ttl", base), format="turtle"))


def _broken_shapes(store: ox.Store, found: Survey, base: str) -> Iterator[Breach]:
    for each in _checks(base):
        for row in store.query(each.query, prefixes={"xsd": prefixes(base)["xsd"]}):  # type: ignore[union-attr]
            value = row["v"].value if len(row) > 1 and row["v"] is not None else ""
            yield Breach("shapes", row["focus"].value, each.path, each.message, value)
        for predicate, datatype in found.datatypes:
            if each.datatype and predicate == each.path and datatype not in (each.datatype, ""):
                subject, value = found.example[predicate, datatype]
                yield Breach("shapes", subject, each.path, each.message, value)


def _by_pyshacl(turtle: str, base: str) -> tuple[Breach, ...]:
    try:
        from pyshacl import validate
    except ImportError as error:
        raise SettingError("checking with pyshacl needs it: install it with pip install pyshacl") from error
    shapes = Graph().parse(data=data_turtle("shapes.ttl", base), format="turtle")
    _, report, _ = validate(Graph().parse(data=turtle, format="turtle"), shacl_graph=shapes)
    if not isinstance(report, Graph):
        raise TypeError("pyshacl gave no report graph")
    return tuple(sorted(set(_read(report))))


def _read(report: Graph) -> Iterator[Breach]:
    def text(node: Node, property_: URIRef) -> str:
        value = report.value(node, property_)
        return "" if value is None else str(value)

    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        backwards = report.value(path, SH.inversePath) if path is not None else None
        yield Breach(
            "shapes",
            text(result, SH.focusNode),
            f"^{backwards}" if backwards is not None else str(path or ""),
            text(result, SH.resultMessage),
            text(result, SH.value),
        )


def _dangling(found: Survey, base: str) -> Iterator[Breach]:
    """Nodes under the base IRI that are pointed at and of which nothing is said; and blank nodes."""
    own = prefixes(base)
    for node, (subject, predicate) in found.referred.items():
        if node.startswith((own["id"], own["role"])) and node not in found.subjects:
            yield Breach("references", subject, predicate, "points at a node of which nothing is said", node)
    if found.blank_nodes:
        yield Breach("references", "", "", f"{found.blank_nodes} blank nodes where there should be none")


def _unsourced(loaded: Loaded, undated: set[str]) -> Iterator[Breach]:
    query = with_values(named_queries()["unsourced"], {}, loaded.base)
    for row in loaded.store.query(query):  # type: ignore[union-attr]
        kind, fact = row["kind"].value, row["fact"].value
        if fact not in undated:
            yield Breach(
                "sources", fact, "", f"a {kind} reaches no sentence with fitting offsets in an article on a page"
            )


def _undated(loaded: Loaded) -> set[str]:
    """Facts told by an article of which no input says the date: that is to be known, but no fault of the build."""
    article = "?fact prov:wasDerivedFrom/nif:referenceContext ?article . ?article a schema:NewsArticle"
    kind = "VALUES ?class { kg:Tenure kg:Act kg:CoMention schema:Quotation } ?fact a ?class ."
    query = f"SELECT DISTINCT ?fact {{ {kind} {article} FILTER NOT EXISTS {{ ?article schema:datePublished ?date }} }}"
    rows = loaded.store.query(query, prefixes=prefixes(loaded.base))
    return {row["fact"].value for row in rows}  # type: ignore[union-attr]


def _facts(loaded: Loaded) -> int:
    return sum(_number(loaded, _COUNTS[name]) for name in ("tenures", "acts", "co-mentions", "statements"))


def _number(loaded: Loaded, pattern: str) -> int:
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
    rows = loaded.store.query(query, prefixes=prefixes(loaded.base))
    return sum(int(row["n"].value) for row in rows)  # type: ignore[union-attr, misc]


def _miscounts(loaded: Loaded, found: Survey) -> Iterator[Breach]:
    told = loaded.report.get("counts")
    for name, pattern in _COUNTS.items():
        if isinstance(told, dict) and name in told and told[name] != (number := _number(loaded, pattern)):
            yield Breach("counts", "", "", f"report.json tells of {told[name]} {name}, the graph has {number}")
    triples = loaded.report.get("triples", found.triples)
    if triples != found.triples:
        yield Breach("counts", "", "", f"report.json tells of {triples} triples, the graph has {found.triples}")


def _differing(path: Path, triples: int) -> Iterator[Breach]:
    """Say where another file of the build does not hold as many triples as graph.ttl."""
    form = _FORMATS[Path(path.name.removesuffix(".gz")).suffix]
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as packed:
                number = sum(1 for _ in ox.parse(packed, format=form))  # type: ignore[arg-type, misc]  # it reads bytes
        else:
            number = sum(1 for _ in ox.parse(path=str(path), format=form))
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        yield Breach("files", path.name, "", f"cannot be read: {' '.join(str(error).split())}")
        return
    if number != triples:
        yield Breach("files", path.name, "", f"holds {number} triples, graph.ttl {triples}")
