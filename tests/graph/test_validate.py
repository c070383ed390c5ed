from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from rdflib import Graph

from kg.errors import DataFileError
from kg.export.files import write_output
from kg.export.turtle import write_turtle
from kg.graph.breaches import Breach
from kg.graph.build import build_graph
from kg.graph.shapes import checks
from kg.graph.validate import PARTS, check, violations
from kg.ontology import DEFAULT_BASE
from kg.records import Settings
from kg.report import count
from tests.export.made import sample


def turtle(base: str = DEFAULT_BASE) -> str:
    out = io.StringIO(newline="")
    write_turtle(sample(), Settings(base_iri=base), out)
    return out.getvalue()


@pytest.mark.parametrize("base", [DEFAULT_BASE, "https://kg.example.cn/jb/", "http://example.org/x#"])
def test_a_graph_of_ours_conforms(base: str) -> None:
    assert violations(turtle(base), base) == ()


def test_a_graph_does_not_pass_under_another_base() -> None:
    assert violations(turtle("http://example.org/x/"), DEFAULT_BASE)


FAULTS = [
    ("    kg:post id:pst-0000000002 ;\n", "", "a tenure is of one post"),
    ("    kg:status kg:Former ;\n", "    kg:status kg:Fomer ;\n", "current, former, incoming or acting"),
    ("    org:member id:per-0000000003 ;\n", "", "a tenure is of one person"),
    ("    org:holds id:pst-0000000001 ;\n", "    org:holds id:str-0000000001 ;\n", "holds is a post"),
    ("    org:postIn id:org-0000000001 ;\n", "    org:postIn id:str-0000000001 ;\n", "is in an organisation"),
    ("    kg:participant id:per-0000000002 ;\n", "", "two participants"),
    ("    kg:coMentionedWith id:per-0000000001 ;\n", "", "both directions"),
    ("    kg:scope kg:SentenceScope ;\n", "", "one sentence, one paragraph or one article"),
    ("    kg:target id:ini-0000000001 ;\n", "    kg:target id:per-0000000002 ;\n", "an initiative or an event"),
    ("    a kg:Attending ;\n", "", "an act is of one kind"),
    ("    kg:confidence 0.9000 ;\n", "    kg:confidence 1.9000 ;\n", "from 0 to 1"),
    ("    kg:lastAttested \"2024-02-01\"", "    kg:lastAttested \"2023-02-01\"", "not after the last"),
    ("    skos:prefLabel \"杜小满\"@zh-Hans ;\n", "", "one preferred label a language"),
    ("    skos:prefLabel \"杜小满\"@zh-Hans ;\n", "    skos:prefLabel \"杜小满\" ;\n", "a language on it"),
    ("    schema:creator id:per-0000000003 ;\n", "", "one speaker"),
    ("    kg:sourceEnd \"22\"", "    kg:sourceEnd \"2\"", "its place on the page"),
    ("    nif:beginIndex \"19\"", "    nif:beginIndex \"99\"", "begins before it ends"),
    ("    a nif:Sentence ;\n", "", "derived from a sentence or an authority table"),
    ("    nif:isString", "    rdfs:comment", "an article has its text"),
    ("    kg:textSha256 \"aa", "    kg:textSha256 \"zz", "the SHA-256 of its input"),
    ("    kg:child id:str-0000000001 ;\n", "    kg:child id:pla-0000000001 ;\n", "not to itself"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "instead", "message"), FAULTS)
def test_a_broken_graph_is_told_what_is_wrong(line: str, instead: str, message: str) -> None:
    good = turtle()
    assert line in good

    found = violations(good.replace(line, instead))

    assert any(message in breach.message for breach in found), found


@pytest.mark.parametrize("faults", [FAULTS[::2], FAULTS[1::2]])
def test_pyshacl_tells_the_same_of_a_graph_with_many_faults(faults: list[tuple[str, str, str]]) -> None:
    broken = turtle()
    for line, instead, _ in faults:
        assert line in broken
        broken = broken.replace(line, instead)
    found = told(violations(broken))

    assert len(found) >= len(faults) - 1  # one fault may hide another
    assert found == told(violations(broken, by_pyshacl=True))


def told(breaches: Iterable[Breach]) -> set[tuple[str, str, str]]:
    """What two engines must agree on: which node, which property, what is wrong."""
    return {(breach.node, breach.path, breach.message) for breach in breaches if breach.path}


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=12), st.integers(0, 2000))
@examples(max_examples=5)
def test_the_queries_find_what_pyshacl_finds_where_lines_are_missing_or_moved(numbers: list[int], other: int) -> None:
    lines = turtle().splitlines(keepends=True)
    whole = tuple(lines)
    inner = [at for at, line in enumerate(whole) if line.startswith("    ") and ' "' not in line]
    for number in numbers:
        at, place = inner[number % len(inner)], inner[other % len(inner)]
        # A predicate gets the value of another one, or its line is gone.
        words = whole[at].split()
        lines[at] = f"    {words[0]} {whole[place].split()[1]} ;\n" if number % 2 and words[0] != "a" else ""
    broken = "".join(lines)

    assert told(violations(broken)) == told(violations(broken, by_pyshacl=True))


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        ("    kg:title ", "    kg:titel ", "the ontology has no property"),
        ("    a kg:Tenure ;", "    a kg:Tenur ;", "the ontology has no class"),
        ("    org:member ", "    org:memberr ", "the vocabulary org has no term"),
        ("    nif:anchorOf ", "    nif:anchor ", "the vocabulary nif has no term"),
        ("    skos:altLabel ", "    <http://example.com/alias> ", "a term of no vocabulary"),
        ("    kg:post id:pst-0000000002 ;", "    kg:post id:str-0000000001 ;", "outside its range"),
        ("    kg:mentionCount ", "    kg:status ", "a literal and a node are confused"),
        ("    kg:articleCount 0 ;", "    kg:articleCount 0.5 ;", "not of its range"),
    ],
)
def test_a_term_that_is_misused_is_found(tmp_path: Path, line: str, instead: str, message: str) -> None:
    found = check(broken(tmp_path, line, instead)).breaches

    assert [breach for breach in found if breach.part == "vocabulary" and message in breach.message], found


def broken(folder: Path, line: str, instead: str) -> Path:
    output(folder)
    text = (folder / "graph.ttl").read_text(encoding="utf-8")
    assert line in text
    (folder / "graph.ttl").write_text(text.replace(line, instead), encoding="utf-8")
    return folder


def output(folder: Path, **report: object) -> Path:
    knowledge = sample()
    told = {"settings": {"base_iri": DEFAULT_BASE}, "counts": count(knowledge), **report}
    write_output(knowledge, build_graph(knowledge), told, Settings(), folder, formats=("nq", "jsonld"), compressed=True)
    return folder


def test_what_a_build_writes_is_right(tmp_path: Path) -> None:
    found = check(output(tmp_path))

    assert found.breaches == ()
    assert tuple(found.looked_at) == PARTS
    assert found.looked_at["files"] == "graph.ttl, graph.jsonld.gz, graph.nq.gz"
    assert check(tmp_path, by_pyshacl=True).breaches == ()


def test_a_node_that_is_only_pointed_at_is_found(tmp_path: Path) -> None:
    found = check(broken(tmp_path, "\nid:pst-0000000003\n", "\nid:pst-000000000x\n")).breaches

    assert "http://example.org/kg/id/pst-0000000003" in {b.value for b in found if b.part == "references"}


def test_a_blank_node_is_found(tmp_path: Path) -> None:
    found = check(broken(tmp_path, "    kg:heldAt id:str-0000000001 ;", "    kg:heldAt [] ;")).breaches

    assert any("blank nodes" in breach.message for breach in found)


def test_a_fact_without_a_sentence_in_an_article_is_found(tmp_path: Path) -> None:
    found = check(broken(tmp_path, "    nif:referenceContext ", "    schema:isPartOf ")).breaches

    assert len([breach for breach in found if breach.part == "sources"]) == 8


def test_facts_that_no_input_dates_are_counted_and_are_no_breach(tmp_path: Path) -> None:
    found = check(broken(tmp_path, "    schema:datePublished ", "    schema:dateCreated "))

    assert found.looked_at["sources"] == "8 facts with their sentences, 8 of them told without a date"
    assert [breach for breach in found.breaches if breach.part == "sources"] == []


def test_counts_that_are_not_those_of_the_report_are_found(tmp_path: Path) -> None:
    found = check(output(tmp_path, counts={"people": 4, "tenures": 3})).breaches
    assert [breach.message for breach in found] == ["report.json tells of 4 people, the graph has 3"]

    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(text.replace('    skos:altLabel "柳云"@zh-Hans ;\n', ""), encoding="utf-8")
    assert {breach.part for breach in check(tmp_path).breaches} == {"counts", "files"}


def test_a_file_of_another_format_that_is_cut_off_is_found(tmp_path: Path) -> None:
    path = output(tmp_path) / "graph.nq.gz"
    path.write_bytes(path.read_bytes()[:-100])

    (found,) = check(tmp_path).breaches
    assert (found.part, found.node) == ("files", "graph.nq.gz")


def test_a_constraint_that_is_not_known_is_refused() -> None:
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <http://a/S> a sh:NodeShape ; sh:targetClass <http://a/C> ; sh:property <http://a/P> .
    <http://a/P> sh:path <http://a/p> ; {} ."""
    for more in ("sh:maxLength 3", "sh:nodeKind sh:Literal", "sh:datatype <http://a/d>", "sh:hasValue 1"):
        with pytest.raises(DataFileError, match="is not known to kg validate"):
            list(checks(Graph().parse(data=shapes.replace("{}", more), format="turtle")))
