from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from kg.errors import SettingError
from kg.export.rdf_entities import SUBKIND_CLASSES
from kg.export.rdf_sentences import place
from kg.export.rdf_terms import chinese, date, decimal, iri, node, string, writable
from kg.export.turtle import write_turtle
from kg.ontology import KG, prefixes
from kg.records import Article, Document, Entity, Evidence, Knowledge, Settings
from kg.resolution.entities import resolve
from kg.resolution.rules import subkinds
from tests.export.made import evidence_of, joined, mentions_of, renamed, sample
from tests.resolution_cases import extraction

ID = "http://example.org/kg/id/"
NIF = prefixes("http://example.org/kg/")["nif"]
XSD = prefixes("http://example.org/kg/")["xsd"]

HOSTILE = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(
    ['"', "\\", '\\"', '"""', "'''", "\n", "\r\n", "<>", "\\u0041", "@en", "^^", "\x00", "\ud800", "\u202e", "😀", ""]
)


def turtle(knowledge: Knowledge, base: str = "http://example.org/kg/") -> str:
    out = io.StringIO(newline="")
    write_turtle(knowledge, Settings(base_iri=base), out)
    return out.getvalue()


def by_rdflib(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


def by_pyoxigraph(text: str) -> dict[str, str]:
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    return {quad.subject.value: quad.object.value for quad in quads}  # type: ignore[union-attr]


def count_by_rapper(text: str, folder: Path) -> int:
    (folder / "graph.ttl").write_text(text, encoding="utf-8", newline="")
    command = ["rapper", "-i", "turtle", "-c", str(folder / "graph.ttl")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"returned (\d+) triples", done.stderr)
    assert found
    return int(found[1])


def test_all_parsers_find_the_same_number_of_triples(knowledge: Knowledge, tmp_path: Path) -> None:
    text = turtle(knowledge)

    counts = {
        "lines": sum(line.endswith(" ;") for line in text.splitlines()),
        "rdflib": len(by_rdflib(text)),
        "pyoxigraph": len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))),
    }
    if shutil.which("rapper"):
        counts["rapper"] = count_by_rapper(text, tmp_path)

    assert counts["lines"] > 700
    assert set(counts.values()) == {counts["lines"]}


def test_there_are_no_blank_nodes(knowledge: Knowledge) -> None:
    assert not [
        term for triple in by_rdflib(turtle(knowledge)) for term in triple if not isinstance(term, (URIRef, Literal))
    ]


def test_subjects_come_once_and_in_the_order_of_their_iris(knowledge: Knowledge) -> None:
    subjects = re.findall(r"^(?:id|role|kg):\S+$", turtle(knowledge), re.MULTILINE)

    assert subjects == sorted(set(subjects))
    assert subjects[0].startswith("id:act-")
    assert subjects[-1].startswith("role:")


def test_lines_of_a_subject_are_its_types_and_then_sorted(knowledge: Knowledge) -> None:
    for found in turtle(knowledge).split("\n\n")[1:]:
        lines = found.splitlines()[1:-1]
        types = [line for line in lines if line.startswith("    a ")]
        assert types == sorted(types)
        assert lines == types + sorted(line for line in lines if line not in types)
        assert types


def test_a_new_article_adds_lines_and_changes_none(knowledge: Knowledge) -> None:
    source = "新店开张\n周小米说，新店今天开张。\n"
    article = joined("day3/p1.txt", source)
    more = dataclasses.replace(
        knowledge,
        documents=(*knowledge.documents, Document("day3/p1.txt", source, "c" * 64, "utf-8")),
        articles=(*knowledge.articles, article),
        mentions=(*knowledge.mentions, *mentions_of(article, source, {"周小米": ("PERSON", "per-0000000009")})),
        entities=(*knowledge.entities, Entity("per-0000000009", "person", "周小米")),
    )

    lines = iter(turtle(more).splitlines())

    assert all(line in lines for line in turtle(knowledge).splitlines())


def blocks(text: str) -> dict[str, set[str]]:
    found = [block.splitlines() for block in text.split("\n\n")[1:]]
    return {lines[0]: set(lines[1:]) for lines in found}


def test_an_article_about_known_things_changes_only_what_is_said_of_them() -> None:
    page = "⟦云州区|PLACE⟧⟦{0}局|ORG⟧⟦局长|POST⟧⟦{1}|PERSON⟧和⟦{2}|PERSON⟧出席⟦{3}|INITIATIVE⟧。"
    words = [
        ("城管", "白启明", "秦望", "暖灯计划"),
        ("民政", "童一舟", "宋听雨", "敬老行动"),
        ("民政", "童一舟", "宋听雨", "暖灯计划"),
    ]
    issues = [
        extraction(
            f"{number}.txt", page.format(*row), date=f"2023-03-0{number}", holds=[(row[1], "局长", f"{row[0]}局")]
        )
        for number, row in enumerate(words, 1)
    ]
    before, after = (blocks(turtle(resolve(issues[:number], Settings()))) for number in (2, 3))

    added = {line for subject in after.keys() - before.keys() for line in after[subject]}
    named = {line.split()[1] for line in added if line.startswith("    itsrdf:taIdentRef ")}
    changed = {subject for subject in before if before[subject] - after[subject]}
    assert before.keys() <= after.keys()
    assert named & changed
    assert [subject for subject in changed if not any(name in f"{subject} {after[subject]}" for name in named)] == []
    assert any(subject.startswith("id:lnk-") for subject in before.keys() - changed)


def test_the_bytes_do_not_depend_on_the_order_of_records(knowledge: Knowledge) -> None:
    lists = [field.name for field in dataclasses.fields(knowledge) if field.name != "decisions"]
    backwards = dataclasses.replace(knowledge, **{name: getattr(knowledge, name)[::-1] for name in lists})

    assert turtle(backwards) == turtle(knowledge)


def test_every_own_term_in_a_graph_is_of_the_vocabulary(knowledge: Knowledge) -> None:
    terms = {str(term) for triple in by_rdflib(turtle(knowledge)) for term in triple if str(term).startswith(str(KG))}

    assert len(terms) > 50
    assert {term.removeprefix(str(KG)) for term in terms} <= set(KG.__annotations__)


def test_every_fact_reaches_a_sentence_on_a_page_of_an_article(knowledge: Knowledge) -> None:
    found = by_rdflib(turtle(knowledge)).query(
        """
        SELECT DISTINCT ?fact WHERE {
            VALUES ?class { kg:Tenure kg:Act kg:CoMention schema:Quotation }
            ?fact a ?class ; prov:wasDerivedFrom ?sentence .
            ?sentence a nif:Sentence ; nif:referenceContext ?article ; kg:sourceBegin ?start ; kg:sourceEnd ?end .
            ?article schema:headline ?headline ; schema:datePublished ?date ; schema:isPartOf ?page .
            ?page dcterms:identifier ?doc
        }""",
        initNs=prefixes("http://example.org/kg/"),
    )
    facts = (*knowledge.tenures, *knowledge.acts, *knowledge.links, *knowledge.statements)

    assert {str(row[0]) for row in found} == {ID + fact.id for fact in facts}  # type: ignore[index]


QUERIES = {
    "who holds which post, with the words that say so": """
        SELECT ?name ?post ?first ?quote ?headline WHERE {
            ?tenure a org:Membership ; org:member/skos:prefLabel ?name ; kg:post/skos:prefLabel ?post ;
                kg:firstAttested ?first ; prov:wasDerivedFrom ?sentence .
            ?sentence nif:anchorOf ?quote ; nif:referenceContext/schema:headline ?headline
        }""",
    "the strongest co-mentions, each pair once": """
        SELECT ?one ?other ?weight ?articles WHERE {
            ?link a kg:CoMention ; kg:participant ?x, ?y ; kg:weight ?weight ; kg:articleCount ?articles .
            FILTER(STR(?x) < STR(?y)) ?x skos:prefLabel ?one . ?y skos:prefLabel ?other
        } ORDER BY DESC(?weight)""",
    "what stands in the words of a mention": """
        SELECT ?words ?cut WHERE {
            ?mention a nif:Phrase ; nif:anchorOf ?words ; nif:beginIndex ?begin ; nif:endIndex ?end ;
                nif:referenceContext/nif:isString ?text .
            BIND(SUBSTR(STR(?text), ?begin + 1, ?end - ?begin) AS ?cut) FILTER(STR(?words) = ?cut)
        }""",
}


@pytest.mark.parametrize(("question", "rows"), list(zip(QUERIES, (3, 1, 14), strict=True)))
def test_rdflib_and_oxigraph_answer_alike(knowledge: Knowledge, question: str, rows: int) -> None:
    text, query = turtle(knowledge), QUERIES[question]
    names = prefixes("http://example.org/kg/")
    store = pyoxigraph.Store()
    store.load(text, format=pyoxigraph.RdfFormat.TURTLE)
    head = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in names.items())

    def plain(value: str) -> str | float:
        return float(value) if re.fullmatch(r"-?[0-9.]+", value) else value  # 0.0000 is 0 to one of them

    one = sorted(tuple(plain(str(value)) for value in row) for row in by_rdflib(text).query(query, initNs=names))  # type: ignore[union-attr]
    other = sorted(tuple(plain(value.value) for value in row) for row in store.query(head + query))  # type: ignore[union-attr]

    assert one == other
    assert len(one) == rows


def test_indices_cut_the_words_out_of_the_article_and_out_of_the_page(knowledge: Knowledge) -> None:
    graph = by_rdflib(turtle(knowledge))
    articles = {(article.doc, article.id): article for article in knowledge.articles}
    pages = {document.doc: document.text for document in knowledge.documents}
    placed = [*graph.subjects(RDF.type, URIRef(NIF + "Sentence")), *graph.subjects(RDF.type, URIRef(NIF + "Phrase"))]

    assert len(placed) > 12
    for subject in placed:
        context = graph.value(subject, URIRef(NIF + "referenceContext"))
        doc, number = str(graph.value(context, URIRef("http://purl.org/dc/terms/identifier"))).split("#")
        text = str(graph.value(context, URIRef(NIF + "isString")))
        begin, stop = (int(str(graph.value(subject, URIRef(NIF + name)))) for name in ("beginIndex", "endIndex"))
        start, end = (int(str(graph.value(subject, KG[name]))) for name in ("sourceBegin", "sourceEnd"))
        anchor = str(graph.value(subject, URIRef(NIF + "anchorOf")))
        assert text == articles[doc, number].text
        assert text[begin:stop] == anchor
        assert pages[doc][start:end].replace("\n", "") == anchor.replace("\n", "")


def test_a_sentence_that_goes_on_in_the_next_column_is_found_by_its_words() -> None:
    # In the source 丙 stands at the foot of one column and 丁。 at the head of the next, with 戊。 between them.
    article = Article("d", "a1", "甲乙。丙丁。戊。", (0, 1, 2, 9, 20, 21, 10, 11), ((0, 22),), None)

    assert place(Evidence("d", "a1", 9, 22, "丙丁。", "rule:r", 1.0), article) == (3, 6)


def test_of_two_equal_sentences_the_one_at_the_offsets_is_taken() -> None:
    article = Article("d", "a1", "好。\n好。", (0, 1, 2, 3, 4), ((0, 5),), None)

    assert place(Evidence("d", "a1", 3, 5, "好。", "rule:r", 1.0), article) == (3, 5)


def test_evidence_whose_words_are_not_in_the_article_takes_all_between_its_offsets() -> None:
    article = Article("d", "a1", "甲乙丙丁", (0, 1, 2, 3), ((0, 4),), None)

    assert place(Evidence("d", "a1", 1, 3, "别的", "rule:r", 1.0), article) == (1, 3)


def test_every_sub_kind_has_a_class_of_its_own_but_the_catch_alls() -> None:
    found = {(row.kind, row.value) for row in subkinds()}

    assert len(found) > 20
    assert {subkind for kind, subkind in found - set(SUBKIND_CLASSES)} <= {"other", "project"}


def test_a_former_holder_does_not_hold_the_post(knowledge: Knowledge) -> None:
    text = turtle(knowledge)

    assert "org:holds id:pst-0000000001 ;" in text
    assert "org:holds id:pst-0000000002 ;" not in text


@pytest.mark.parametrize(
    ("subject", "triple"),
    [
        ("id:org-0000000002", "kg:jurisdiction id:str-0000000001"),
        ("id:org-0000000002", "org:subOrganizationOf id:org-0000000001"),
        ("id:str-0000000001", "schema:containedInPlace id:pla-0000000001"),
        ("id:str-0000000001", 'skos:notation "500199101"'),
        ("id:str-0000000002", "a kg:Subdistrict"),
        ("id:str-0000000003", "a kg:Road"),
        ("id:pst-0000000001", "kg:heldAt id:str-0000000001"),
        ("id:pst-0000000002", "org:postIn id:org-0000000001"),
        ("id:pst-0000000002", "kg:heldAt id:org-0000000001"),
        ("id:ten-0000000002", "org:organization id:org-0000000001"),
        ("id:pst-0000000001", "a kg:PublicPost"),
        ("id:per-0000000001", "a kg:Official"),
        ("id:ten-0000000002", "kg:status kg:Former"),
        ("id:per-0000000001", "kg:attends id:ini-0000000001"),
        ("id:per-0000000001", "kg:coMentionedWith id:per-0000000002"),
        ("id:per-0000000002", "kg:coMentionedWith id:per-0000000001"),
        ("id:per-0000000001", "kg:anchor id:str-0000000001"),
        ("id:org-0000000001", 'kg:anchorName "云州市青溪区"@zh-Hans'),
        ("id:lnk-0000000001", "kg:weight 0.0000"),
        ("id:sta-0000000001", "kg:inCapacityOf id:pst-0000000001"),
        ("id:sta-0000000002", 'kg:capacity "局长"@zh-Hans'),
    ],
)
def test_a_subject_says(knowledge: Knowledge, subject: str, triple: str) -> None:
    found = turtle(knowledge).split(f"\n\n{subject}\n")[1].split("\n.\n")[0]

    assert f"    {triple} ;" in found.splitlines()


def test_a_speaker_with_one_title_at_two_bodies_speaks_for_neither(knowledge: Knowledge) -> None:
    spoken = next(tenure for tenure in knowledge.tenures if tenure.post == "pst-0000000001")
    elsewhere = dataclasses.replace(spoken, id="ten-000000000a", post="pst-0000000002")
    told = dataclasses.replace(knowledge, tenures=(*knowledge.tenures, elsewhere))

    assert "kg:inCapacityOf id:pst-0000000001" in turtle(knowledge)
    assert turtle(told).count("kg:inCapacityOf") == turtle(knowledge).count("kg:inCapacityOf") - 1


@given(st.lists(HOSTILE, max_size=30))
@examples(max_examples=20)
def test_any_string_is_read_back_as_it_was(texts: list[str]) -> None:
    wanted = {f"http://a/{number}": writable(text) for number, text in enumerate(texts)}
    document = "".join(f"<http://a/{at}> <http://a/p> {string(t)} , {chinese(t)} .\n" for at, t in enumerate(texts))
    document.encode("utf-8")

    for tag in ("", "zh-Hans"):
        read = [triple for triple in by_rdflib(document) if (getattr(triple[2], "language", None) or "") == tag]
        assert {str(subject): str(text) for subject, _, text in read} == wanted
    assert by_pyoxigraph(document) == wanted


def test_every_character_there_is_goes_through_every_parser(tmp_path: Path) -> None:
    points = [*range(0x30000), *range(0xE0000, 0x110000)]  # what lies between is unassigned
    texts = ["".join(map(chr, points[at : at + 512])) for at in range(0, len(points), 512)]
    document = "".join(f"<http://a/{number}> <http://a/p> {chinese(text)} .\n" for number, text in enumerate(texts))
    (tmp_path / "all.ttl").write_text(document, encoding="utf-8", newline="")
    wanted = {f"http://a/{number}": writable(text) for number, text in enumerate(texts)}

    assert {str(subject): str(text) for subject, _, text in by_rdflib(document)} == wanted
    assert by_pyoxigraph(document) == wanted
    if shutil.which("rapper"):
        command = ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(tmp_path / "all.ttl")]
        done = subprocess.run(command, capture_output=True, check=True)
        assert by_pyoxigraph(done.stdout.decode()) == wanted


@given(HOSTILE)
@examples(max_examples=5)
def test_a_graph_of_hostile_names_is_valid_and_keeps_them(name: str) -> None:
    text = turtle(renamed(sample(), name))
    graph = by_rdflib(text)

    assert graph.value(URIRef(ID + "per-0000000001"), SKOS.prefLabel) == Literal(writable(name), lang="zh-Hans")
    assert len(graph) == len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)))


@pytest.mark.parametrize("base", ["https://kg.example.cn/jb/", "http://localhost:8000/a%20b/", "http://example.org/x#"])
def test_ids_and_own_terms_hang_from_the_base_iri(knowledge: Knowledge, base: str) -> None:
    text = turtle(knowledge, base)
    own = base + ("ns/" if base.endswith("#") else "ns#")

    assert (URIRef(base + "id/per-0000000001"), RDF.type, URIRef(own + "Official")) in by_rdflib(text)
    assert "http://example.org/kg/" not in text
    assert pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)


@pytest.mark.parametrize(
    "base",
    [
        "", "kg/", "/kg/", "example.org/kg/", "ftp://example.org/", "http:///kg/", "http://", "http://example.org/kg",
        "http://example.org/a b/", "http://example.org/\n/", "http://example.org/<x>/", 'http://example.org/"/',
        "http://example.org/江北/", "http://example.org/%zz/", "http://example.org/a#b#", "http://example.org/#/",
        "http://example.org/{x}/", "http://example.org/\\/", "http://example.org/?q=/", "javascript:alert(1)//",
    ],
)  # fmt: skip
def test_a_base_that_is_no_iri_is_refused(knowledge: Knowledge, base: str) -> None:
    with pytest.raises(SettingError, match="base IRI"):
        turtle(knowledge, base)


@pytest.mark.parametrize(
    ("iso", "literal"),
    [
        ("2023-01-09", Literal("2023-01-09", datatype=URIRef(XSD + "date"))),
        ("2023-01", Literal("2023-01", datatype=URIRef(XSD + "gYearMonth"))),
        ("2023", Literal("2023", datatype=URIRef(XSD + "gYear"))),
        ("2023-02-30", Literal("2023-02-30")),
        ("近日", Literal("近日")),
        ("\uff12\uff10\uff12\uff13", Literal("\uff12\uff10\uff12\uff13")),
        ("2023-1-9", Literal("2023-1-9")),
    ],
)
def test_a_date_keeps_its_precision(iso: str, literal: Literal) -> None:
    read = next(by_rdflib(f"@prefix xsd: <{XSD}> . <http://a/s> <http://a/p> {date(iso)} .").objects())

    assert (str(read), read.datatype) == (str(literal), literal.datatype)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1.0000"), (-0.00001, "0.0000"), (1e9, "1000000000.0000"), (-1.5, "-1.5000")]
)
def test_a_decimal_has_four_places_and_no_exponent(number: float, text: str) -> None:
    assert decimal(number) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_decimal(number: float) -> None:
    with pytest.raises(ValueError, match="decimal"):
        decimal(number)


@pytest.mark.parametrize("identifier", ["", "per 1", "per-1> .", "per-甲", "per-", "../x"])
def test_what_is_no_id_makes_no_iri(identifier: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        iri(identifier)


def test_parts_of_a_name_are_kept_apart() -> None:
    assert node("sen", "ab", "c") != node("sen", "a", "bc")


def test_evidence_helper_finds_the_wrapped_words(knowledge: Knowledge) -> None:
    evidence = evidence_of(knowledge.articles[0], "“暖冬行动”已经启动")

    assert knowledge.documents[0].text[evidence.start : evidence.end] == "“暖冬\n行动”已经启动"
