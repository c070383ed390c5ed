"""Whether a graph uses terms that exist, and uses them as the ontology says: as class or property, domain and range."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, XSD, Graph, Node, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, SDO, SKOS, DefinedNamespace

from kg.graph.breaches import Breach
from kg.graph.survey import Survey
from kg.ontology import STANDARD, data_turtle, prefixes

_CLOSED: dict[str, type[DefinedNamespace]] = {
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "skos": SKOS,
}
# Of these two rdflib has no list; here stands what the graph uses of them.
_USED = {
    "nif": {
        "Context", "Phrase", "Sentence",
        "anchorOf", "beginIndex", "endIndex", "isString", "referenceContext", "sentence",
    },
    "itsrdf": {"taClassRef", "taConfidence", "taIdentRef"},
}  # fmt: skip
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_LITERALS = (str(XSD), str(RDF.langString))
PART = "vocabulary"


def misuses(found: Survey, store: ox.Store, base: str) -> Iterator[Breach]:
    """Every term that does not exist or is used against its meaning, with one node that shows it."""
    ontology = Graph().parse(data=data_turtle("ontology.ttl", base), format="turtle")
    own = prefixes(base)["kg"]
    for term in sorted(found.predicates):
        subject, _ = found.example[term,]
        yield from _unknown(
            term, subject, "property", own, {str(p) for t in _PROPERTIES for p in ontology[: RDF.type : t]}
        )
    for term in sorted(found.classes):
        subject, _ = found.example[str(RDF.type), term]
        yield from _unknown(term, subject, "class", own, {str(c) for c in ontology[: RDF.type : OWL.Class]})
    for term in sorted(term for term in found.predicates if term.startswith(own)):
        yield from _kinds(found, ontology, URIRef(term))
        for kind, variable in ((RDFS.domain, "?s"), (RDFS.range, "?o")):
            for class_ in sorted(ontology.objects(URIRef(term), kind), key=str):
                if not str(class_).startswith(_LITERALS):
                    yield from _outside(store, ontology, term, class_, variable)


def _unknown(term: str, subject: str, kind: str, own: str, defined: set[str]) -> Iterator[Breach]:
    if term.startswith(own):
        if term not in defined:
            yield Breach(PART, subject, term, f"the ontology has no {kind} of this name")
        return
    for prefix, namespace in STANDARD.items():
        if term.startswith(namespace):
            name = term.removeprefix(namespace)
            known = name in _USED[prefix] if prefix in _USED else name in _CLOSED.get(prefix, ())
            if not known:
                yield Breach(PART, subject, term, f"the vocabulary {prefix} has no term of this name")
            return
    yield Breach(PART, subject, term, "is a term of no vocabulary that the graph uses")


def _kinds(found: Survey, ontology: Graph, term: URIRef) -> Iterator[Breach]:
    """Literals and nodes where the ontology wants the other, and literals of another datatype than its range."""
    ranges = {str(value) for value in ontology.objects(term, RDFS.range)}
    for predicate, datatype in sorted(found.datatypes):
        if predicate != str(term):
            continue
        subject, value = found.example[predicate, datatype]
        if (not datatype) != ((term, RDF.type, OWL.ObjectProperty) in ontology):
            yield Breach(PART, subject, predicate, "a literal and a node are confused", value)
        elif datatype and ranges and datatype not in ranges:
            yield Breach(PART, subject, predicate, f"has a value of type {datatype}, not of its range", value)


def _outside(store: ox.Store, ontology: Graph, term: str, class_: Node, variable: str) -> Iterator[Breach]:
    """Subjects outside a property's domain, or values outside its range."""
    below = [each for each in ontology.transitive_subjects(RDFS.subClassOf, class_) if each is not None]
    classes = " ".join(sorted(each.n3() for each in below))
    named = {each for kind in below for each in ontology[: RDF.type : kind]}
    known = f"FILTER({variable} NOT IN ({', '.join(sorted(each.n3() for each in named))}))" if named else ""
    typed = f"FILTER NOT EXISTS {{ {variable} a ?class VALUES ?class {{ {classes} }} }}"
    rows = store.query(f"SELECT DISTINCT ?s ?o WHERE {{ ?s <{term}> ?o . {known} {typed} }} LIMIT 20")
    side = "domain" if variable == "?s" else "range"
    for row in rows:  # type: ignore[union-attr]
        yield Breach(PART, row["s"].value, term, f"is used outside its {side}", row["o"].value)
