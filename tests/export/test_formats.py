from __future__ import annotations

import dataclasses
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import settings as examples
from rdflib import Dataset, Graph

from kg.errors import SettingError
from kg.export.formats import EXTRA_FILES, WRITERS, extra_files, write_rdf
from kg.export.rdf_terms import spelt_out
from kg.ontology import prefixes
from kg.records import Knowledge, Settings
from tests.export.made import renamed, sample
from tests.export.test_turtle import HOSTILE

BASE = "http://example.org/kg/"
OX_FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
}
RDFLIB_FORMATS = {"jsonld": "json-ld", "nq": "nquads", "nt": "nt", "trig": "trig", "ttl": "turtle"}


def written(format_: str, folder: Path, knowledge: Knowledge, base: str = BASE) -> bytes:
    path = folder / f"graph.{format_}"
    write_rdf(knowledge, Settings(base_iri=base), path)
    return path.read_bytes()


def quads(content: bytes, format_: str) -> list[ox.Quad]:
    return list(ox.parse(content, format=OX_FORMATS[format_.partition(".")[0]]))


def triples(content: bytes, format_: str) -> set[tuple[object, object, object]]:
    return {(quad.subject, quad.predicate, quad.object) for quad in quads(content, format_)}


@pytest.mark.parametrize("base", [BASE, "http://example.org/x#"])
@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_every_format_says_the_same(knowledge: Knowledge, tmp_path: Path, format_: str, base: str) -> None:
    content = written(format_, tmp_path, knowledge, base)

    assert triples(content, format_) == triples(written("ttl", tmp_path, knowledge, base), "ttl")
    assert len(quads(content, format_)) == write_rdf(knowledge, Settings(), tmp_path / f"graph.{format_}")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its parsers call its own old names
@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_rdflib_reads_the_same(knowledge: Knowledge, tmp_path: Path, format_: str) -> None:
    turtle = Graph().parse(data=written("ttl", tmp_path, knowledge), format="turtle")
    read = Dataset()
    read.parse(data=written(format_, tmp_path, knowledge), format=RDFLIB_FORMATS[format_])

    assert {(s, p, o) for s, p, o, _ in read.quads()} == set(turtle)


@pytest.mark.parametrize("format_", sorted(WRITERS))
@given(name=HOSTILE)
@examples(max_examples=6)
def test_a_hostile_name_is_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, format_: str, name: str
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    knowledge = renamed(sample(), name)

    assert triples(written(format_, folder, knowledge), format_) == triples(written("ttl", folder, knowledge), "ttl")


@pytest.mark.parametrize("format_", ["nq", "trig"])
def test_every_triple_is_in_one_named_graph(knowledge: Knowledge, tmp_path: Path, format_: str) -> None:
    found = quads(written(format_, tmp_path, knowledge), format_)

    assert len({(quad.subject, quad.predicate, quad.object) for quad in found}) == len(found)
    assert all(isinstance(quad.graph_name, ox.NamedNode) for quad in found)


def store(knowledge: Knowledge, folder: Path) -> ox.Store:
    loaded = ox.Store()
    loaded.load(written("nq", folder, knowledge), format=ox.RdfFormat.N_QUADS)
    return loaded


def graphs_of(pattern: str, loaded: ox.Store) -> set[str]:
    rows = loaded.query(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {pattern} }} }}", prefixes=prefixes(BASE))
    return {row["g"].value.removeprefix(BASE + "graph/") for row in rows}  # type: ignore[union-attr]


def test_graphs_are_named_for_layer_and_issue(knowledge: Knowledge, tmp_path: Path) -> None:
    loaded = store(knowledge, tmp_path)
    (issue,) = graphs_of('?issue schema:datePublished "2024-01-08"^^xsd:date ; a schema:PublicationIssue', loaded)

    assert issue.startswith("sources-iss-")
    assert graphs_of("?x a foaf:Person", loaded) == {"things"}
    assert graphs_of("?x org:holds ?y", loaded) == {"things"}
    assert graphs_of("?x a kg:Tenure", loaded) == {"facts"}
    assert graphs_of("?x a skos:ConceptScheme", loaded) == {"roles"}
    assert graphs_of("?x a kg:Method", loaded) == {"sources"}
    assert graphs_of('?x dcterms:identifier "day1/p2.txt#a1"', loaded) == {issue}
    (undated,) = graphs_of('?x dcterms:identifier "day2/p1.txt#a1"', loaded)
    assert undated.startswith("sources-pag-")


def test_what_one_issue_alone_says_is_in_its_graph_of_facts(knowledge: Knowledge, tmp_path: Path) -> None:
    loaded = store(knowledge, tmp_path)
    quotations = graphs_of("?x a schema:Quotation", loaded)
    (first,) = [graph for graph in quotations if graph.startswith("facts-iss-")]
    (second,) = quotations - {first}

    assert second.startswith("facts-pag-")
    assert graphs_of("id:ten-0000000003 prov:wasDerivedFrom ?sentence", loaded) == {first, second}
    assert graphs_of("id:ten-0000000001 prov:wasDerivedFrom ?sentence", loaded) == {first}
    assert graphs_of("id:prt-0000000003 prov:wasDerivedFrom ?table", loaded) == {"facts"}


@pytest.mark.parametrize("format_", ["nq", "trig"])
def test_graphs_and_their_subjects_are_in_order(knowledge: Knowledge, tmp_path: Path, format_: str) -> None:
    names = [
        (quad.graph_name.value, quad.subject.value) for quad in quads(written(format_, tmp_path, knowledge), format_)
    ]  # type: ignore[union-attr]

    assert names == sorted(names)


def test_jsonld_has_the_context_first_and_one_node_a_line(knowledge: Knowledge, tmp_path: Path) -> None:
    text = written("jsonld", tmp_path, knowledge).decode()
    head, body = text.split('"@graph": [\n')
    nodes = [json.loads(line.rstrip(",")) for line in body.splitlines()[:-2]]

    assert json.loads(head.rstrip().rstrip(",") + "}")["@context"]["id"] == BASE + "id/"
    assert [node["@id"] for node in nodes] == sorted({node["@id"] for node in nodes})
    assert json.loads(text)["@graph"] == nodes


def test_no_file_depends_on_the_hash_seed_or_the_order_of_records(knowledge: Knowledge, tmp_path: Path) -> None:
    lists = [field.name for field in dataclasses.fields(knowledge) if field.name != "decisions"]
    backwards = dataclasses.replace(knowledge, **{name: getattr(knowledge, name)[::-1] for name in lists})
    for name in EXTRA_FILES:
        write_rdf(backwards, Settings(), tmp_path / name)
    script = (
        "import sys; from pathlib import Path; from tests.export.test_formats import *\n"
        "for name in EXTRA_FILES: write_rdf(sample(), Settings(), Path(sys.argv[1]) / name)"
    )
    (tmp_path / "seed").mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script, tmp_path / "seed"], env=environment, check=True)

    differing = [
        name for name in EXTRA_FILES if (tmp_path / "seed" / name).read_bytes() != (tmp_path / name).read_bytes()
    ]
    assert differing == []


@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_a_gzipped_file_holds_the_plain_one_and_no_time_or_name(
    knowledge: Knowledge, tmp_path: Path, format_: str
) -> None:
    plain = written(format_, tmp_path, knowledge)
    packed = written(f"{format_}.gz", tmp_path, knowledge)

    assert gzip.decompress(packed) == plain
    assert packed[3:8] == bytes(5)  # no flags, so no name; no time


def test_names_of_files_follow_from_the_formats() -> None:
    assert extra_files([], compressed=True) == ()
    assert extra_files(["trig", "nq", "ttl", "nq"], compressed=False) == ("graph.nq", "graph.trig")
    assert extra_files(["ttl", "nq"], compressed=True) == ("graph.nq.gz", "graph.ttl.gz")


@pytest.mark.parametrize("name", ["", "n3", "NQ", "../ttl", "xml"])
def test_an_unknown_format_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(SettingError, match="choose among jsonld, nq, nt, trig, ttl"):
        extra_files(["nq", name], compressed=False)


@pytest.mark.parametrize(
    ("term", "spelt"),
    [
        ("a", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"),
        ("id:per-1", f"<{BASE}id/per-1>"),
        ("7", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("-0.5000", '"-0.5000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ('"a"', '"a"'),
        ('"a"@en', '"a"@en'),
        (r'"\"^^xsd:date"', r'"\"^^xsd:date"'),
        (r'"\"^^xsd:date"@en', r'"\"^^xsd:date"@en'),
        (r'"\"^^x"^^xsd:date', r'"\"^^x"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_a_term_is_spelt_out(term: str, spelt: str) -> None:
    assert spelt_out(term, prefixes(BASE)) == spelt
