"""SHACL shapes as SPARQL: one query for each constraint, which gives the nodes that break it.

pyshacl walks from node to node in Python and takes half a minute for the graph of the sample pages; the same shapes as
queries take about a second in Oxigraph. Only what ``data/shapes.ttl`` uses of SHACL is known here, and anything else in
it is refused, so that no constraint is ever passed over. Tests keep the breaches equal to those that pyshacl finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, XSD, Graph, Literal, Node, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from kg.errors import DataFileError

# Where the form of a literal is looked at, and not its type alone: Oxigraph keeps "abc"^^xsd:integer as it is.
_LEXICAL: Mapping[URIRef, str] = {
    XSD.date: "BOUND(?v) && COALESCE(STRLEN(STR(xsd:date(STR(?v)))) > 0, false)",
    XSD.decimal: r'REGEX(STR(?v), "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$")',
    XSD.gYear: r'REGEX(STR(?v), "^-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?$")',
    XSD.gYearMonth: r'REGEX(STR(?v), "^-?[0-9]{4,}-(0[1-9]|1[0-2])(Z|[+-][0-9]{2}:[0-9]{2})?$")',
    XSD.integer: r'REGEX(STR(?v), "^[+-]?[0-9]+$")',
    XSD.nonNegativeInteger: r'REGEX(STR(?v), "^([+]?[0-9]+|-0+)$")',
    XSD.string: "true",
    RDF.langString: "true",
}
_INTEGERS = {XSD.nonNegativeInteger}
_TARGETS = (SH.targetClass, SH.targetSubjectsOf)
_NOT_CONSTRAINTS = {RDF.type, SH.property, SH.path, SH.message, *_TARGETS}


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint. ``query`` selects ``?focus``, the node that breaks it, and ``?v``, the value at fault if any."""

    path: str  # the property, with ^ before it where it is followed backwards, or ""
    message: str
    query: str
    datatype: str = ""  # one that Oxigraph takes for xsd:integer, so that the literals as written must be looked at too


def checks(shapes: Graph) -> Iterator[Check]:
    """The constraints of every shape.

    Raises:
        DataFileError: the shapes use what is not known here.
    """
    for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str):
        targets = [_target(kind, value) for kind in _TARGETS for value in sorted(shapes.objects(shape, kind), key=str)]
        if not targets:
            raise DataFileError(f"shapes.ttl: {shape} has no target that is known; mend it")
        target = " UNION ".join(f"{{ {pattern} }}" for pattern in targets)
        yield from _Compiler(shapes, target, shape, "").checks()
        for property_ in shapes.objects(shape, SH.property):
            yield from _Compiler(shapes, target, property_, _path(shapes, property_)).checks()


def _target(kind: URIRef, value: Node) -> str:
    return _is_a("?focus", value) if kind == SH.targetClass else f"?focus {value.n3()} ?any ."


def _is_a(variable: str, class_: Node) -> str:
    return f"{variable} <{RDF.type}>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* {class_.n3()} ."


def _path(shapes: Graph, shape: Node) -> str:
    path = shapes.value(shape, SH.path)
    if isinstance(path, URIRef):
        return path.n3()
    backwards = shapes.value(path, SH.inversePath) if path is not None else None
    if not isinstance(backwards, URIRef):
        raise DataFileError("shapes.ttl: a path is neither a property nor one followed backwards; mend it")
    return f"^{backwards.n3()}"


class _Compiler:
    """The constraints of one shape, on the nodes of ``target``, or on what ``path`` leads to from them."""

    def __init__(self, shapes: Graph, target: str, shape: Node, path: str) -> None:
        self._shapes, self._shape, self._path = shapes, shape, path
        self._target = f"{{ SELECT DISTINCT ?focus WHERE {{ {target} }} }}"
        self._values = f"?focus {path} ?v ." if path else "BIND(?focus AS ?v)"

    def checks(self) -> Iterator[Check]:
        message = self._shapes.value(self._shape, SH.message)
        parameters = sorted(self._shapes.predicate_objects(self._shape), key=lambda pair: (str(pair[0]), str(pair[1])))
        for kind, value in parameters:
            if kind not in _NOT_CONSTRAINTS and kind != SH.qualifiedValueShape:
                name = str(kind).partition("#")[2]
                path = self._path.replace("<", "").replace(">", "")
                derived = str(value) if kind == SH.datatype and value in _INTEGERS else ""
                for query in self._queries(kind, value):
                    yield Check(path, str(message or name), query, derived)

    def _queries(self, kind: Node, value: Node) -> Iterator[str]:
        if kind in (SH.minCount, SH.maxCount):
            yield self._counted("true", kind == SH.minCount, value)
        elif kind in (SH.qualifiedMinCount, SH.qualifiedMaxCount):
            held = self._shapes.value(self._shape, SH.qualifiedValueShape)
            yield self._counted(self._all(held), kind == SH.qualifiedMinCount, value)
        elif kind == SH.uniqueLang and value == Literal(True):
            pair = f"{self._values} ?focus {self._path} ?w . FILTER(!sameTerm(?v, ?w) && LANG(?v) != '')"
            yield f"SELECT DISTINCT ?focus WHERE {{ {self._target} {pair} FILTER(LCASE(LANG(?v)) = LCASE(LANG(?w))) }}"
        elif kind in (SH.lessThan, SH.lessThanOrEquals):
            sign = "<" if kind == SH.lessThan else "<="
            other = f"?focus {value.n3()} ?other . FILTER(!COALESCE(?v {sign} ?other, false))"
            yield self._selected(f"{self._values} {other}")
        elif kind == SH.disjoint:
            yield self._selected(f"{self._values} ?focus {value.n3()} ?v .")
        elif kind == SH.equals:
            yield self._selected(f"{self._values} FILTER NOT EXISTS {{ ?focus {value.n3()} ?v }}")
            yield self._selected(f"?focus {value.n3()} ?v . FILTER NOT EXISTS {{ {self._values} }}")
        else:
            yield self._selected(f"{self._values} FILTER(!({self._holds(kind, value)}))")

    def _selected(self, pattern: str) -> str:
        return f"SELECT DISTINCT ?focus ?v WHERE {{ {self._target} {pattern} }}"

    def _counted(self, condition: str, is_least: bool, number: Node) -> str:
        sign = "<" if is_least else ">"
        counted = f"OPTIONAL {{ {self._values} FILTER({condition}) }}"
        having = f"GROUP BY ?focus HAVING(COUNT(DISTINCT ?v) {sign} {number})"
        return f"SELECT ?focus WHERE {{ {self._target} {counted} }} {having}"

    def _all(self, shape: Node | None) -> str:
        """What holds of ``?v`` where it conforms to a shape that is given in place."""
        conditions = [self._holds(kind, value) for kind, value in self._shapes.predicate_objects(shape)]
        return f"({' && '.join(sorted(conditions))})" if conditions else "true"

    def _holds(self, kind: Node, value: Node) -> str:
        """A condition on ``?v``."""
        if kind == SH.datatype and isinstance(value, URIRef) and value in _LEXICAL:
            kept = XSD.integer if value in _INTEGERS else value
            return f"isLiteral(?v) && DATATYPE(?v) = {kept.n3()} && {_LEXICAL[value]}"
        if kind == SH["class"]:
            return f"EXISTS {{ {_is_a('?v', value)} }}"
        if kind == SH["or"]:
            return " || ".join(f"({self._all(each)})" for each in Collection(self._shapes, value))
        if kind == SH["in"]:
            return f"?v IN ({', '.join(each.n3() for each in Collection(self._shapes, value))})"
        if kind == SH.nodeKind and value == SH.IRI:
            return "isIRI(?v)"
        if kind in (SH.minInclusive, SH.maxInclusive):
            return f"COALESCE(?v {'>=' if kind == SH.minInclusive else '<='} {value.n3()}, false)"
        if kind == SH.pattern:
            return f"!isBlank(?v) && REGEX(STR(?v), {Literal(str(value)).n3()})"
        raise DataFileError(f"shapes.ttl: {kind} {value} is not known to kg validate; mend it, or check with --pyshacl")
