"""One reading of a Turtle file from end to end: which terms it uses, what it refers to, and how its literals are typed.

A store forgets some of this: Oxigraph keeps every xsd:nonNegativeInteger as an xsd:integer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(slots=True)
class Survey:
    """What a graph is made of. For each thing counted, ``example`` has one node that shows it."""

    triples: int = 0
    blank_nodes: int = 0
    predicates: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[tuple[str, str]] = field(default_factory=Counter)  # by predicate; "" where the value is a node
    example: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)  # to subject and value
    subjects: set[str] = field(default_factory=set)
    referred: dict[str, tuple[str, str]] = field(default_factory=dict)  # nodes pointed at, to subject and predicate


def survey(quads: Iterable[ox.Quad]) -> Survey:
    """Look at every triple once."""
    found = Survey()
    for quad in quads:
        subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object  # type: ignore[union-attr]
        found.triples += 1
        found.blank_nodes += isinstance(quad.subject, ox.BlankNode) + isinstance(value, ox.BlankNode)
        found.subjects.add(subject)
        found.predicates[predicate] += 1
        found.example.setdefault((predicate,), (subject, ""))
        if isinstance(value, ox.Literal):
            kind = value.datatype.value
            found.datatypes[predicate, kind] += 1
            found.example.setdefault((predicate, kind), (subject, value.value))
        elif isinstance(value, ox.NamedNode):
            if predicate == _TYPE:
                found.classes[value.value] += 1
                found.example.setdefault((_TYPE, value.value), (subject, ""))
            else:
                found.datatypes[predicate, ""] += 1
                found.example.setdefault((predicate, ""), (subject, value.value))
                found.referred.setdefault(value.value, (subject, predicate))
    return found
