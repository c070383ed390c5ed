"""Check a graph in Turtle against the SHACL shapes of the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Node, URIRef
from rdflib.namespace import SH

from kg.errors import SettingError
from kg.ontology import DEFAULT_BASE, data_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One breach of a shape: the node that is wrong, the property in question (or ""), what is wrong, the value."""

    node: str
    path: str
    message: str
    value: str


def violations(turtle: str, base: str = DEFAULT_BASE) -> tuple[Violation, ...]:
    """Every breach of the shapes in a graph, sorted; an empty tuple where it conforms.

    The ontology is not added to the graph: a build writes every class that a shape asks for.

    Args:
        turtle: the text of graph.ttl.
        base: the base IRI that the graph was built with.

    Raises:
        SettingError: ``base`` cannot be used, or pyshacl is not installed.
    """
    try:
        from pyshacl import validate
    except ImportError as error:
        raise SettingError("checking shapes needs pyshacl: install it with pip install pyshacl") from error
    shapes = Graph().parse(data=data_turtle("shapes.ttl", base), format="turtle")
    _, report, _ = validate(Graph().parse(data=turtle, format="turtle"), shacl_graph=shapes)
    if not isinstance(report, Graph):
        raise TypeError("pyshacl gave no report graph")
    return tuple(sorted(_read(report)))


def _read(report: Graph) -> Iterator[Violation]:
    def text(node: Node, property_: URIRef) -> str:
        value = report.value(node, property_)
        return "" if value is None else str(value)

    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield Violation(
            text(result, SH.focusNode),
            text(result, SH.resultPath),
            text(result, SH.resultMessage),
            text(result, SH.value),
        )
