from __future__ import annotations

import io

import pytest

from kg.export.turtle import write_turtle
from kg.graph.validate import violations
from kg.ontology import DEFAULT_BASE
from kg.records import Settings
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


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
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
    ],
)  # fmt: skip
def test_a_broken_graph_is_told_what_is_wrong(line: str, instead: str, message: str) -> None:
    good = turtle()
    assert line in good

    found = violations(good.replace(line, instead))

    assert found
    assert any(message in violation.message for violation in found), found
