"""graph.jsonld: the graph as JSON-LD, one node a line, the context first, so that a reader may take it as it comes.

Names are prefixed as in the Turtle, and the context says what the prefixes stand for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import TextIO

from kg.export.rdf_blocks import Pair, by_subject
from kg.export.rdf_model import model
from kg.ontology import prefixes
from kg.records import Knowledge, Settings


def write_jsonld(knowledge: Knowledge, settings: Settings, out: TextIO) -> int:
    """Write the graph as JSON-LD; returns the number of triples.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
    """
    context = json.dumps(prefixes(settings.base_iri), indent=2)
    out.write(f'{{\n"@context": {context},\n"@graph": [')
    triples, before = 0, "\n"
    for subject, pairs in by_subject(model(knowledge)):
        members = ", ".join([f'"@id": "{subject}"', *map(_member, groupby(pairs, key=lambda pair: pair[0]))])
        out.write(f"{before}{{{members}}}")
        triples, before = triples + len(pairs), ",\n"
    out.write("\n]\n}\n")
    return triples


def _member(property_: tuple[str, Iterable[Pair]]) -> str:
    predicate, pairs = property_
    if predicate == "a":
        values, name = [f'"{term}"' for _, term in pairs], "@type"
    else:
        values, name = [_value(term) for _, term in pairs], predicate
    joined = ", ".join(values)
    return f'"{name}": {joined if len(values) == 1 else f"[{joined}]"}'


def _value(term: str) -> str:
    """A term of Turtle in JSON-LD. The escapes of ``rdf_terms.string`` are JSON's too: a text stays as it is."""
    if term[0] == '"':
        end = term.rfind('"') + 1
        if term.startswith("@", end):
            return f'{{"@value": {term[:end]}, "@language": "{term[end + 1 :]}"}}'
        return f'{{"@value": {term[:end]}, "@type": "{term[end + 2 :]}"}}' if end < len(term) else term
    if term[0] in "-0123456789":
        return f'{{"@value": "{term}", "@type": "xsd:decimal"}}' if "." in term else term
    return f'{{"@id": "{term}"}}'
