from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal

from kg.errors import DataFileError, SettingError
from kg.export.turtle import write_turtle
from kg.graph.queries import named_queries, read_query, under_base, with_values
from kg.graph.store import open_graph
from kg.graph.validate import violations
from kg.ontology import DEFAULT_BASE
from kg.records import Settings
from tests.export.made import eventful

QUERIES = named_queries()

# What each query asks of the small graph that is made by hand, and how many rows it gives there.
ASKED: dict[str, tuple[dict[str, str], int]] = {
    "attendance": ({}, 1),
    "beside": ({"name": "杜小满"}, 2),
    "career": ({"name": "何远山"}, 1),
    "evidence": ({"name": "杜小满"}, 3),
    "holders": ({}, 2),
    "holders-on-a-day": ({"day": "2024-01-20"}, 1),
    "initiatives-by-lead": ({}, 1),
    "namesakes": ({}, 2),
    "new-in-an-issue": ({"day": "2024-02-01"}, 1),
    "officials-by-branch": ({}, 1),
    "one-sentence-facts": ({}, 9),
    "quotations": ({"name": "何远山"}, 1),
    "street": ({"name": "青溪镇"}, 1),
    "strongest-co-mentions": ({}, 1),
    "successions": ({}, 1),
    "two-step-paths": ({"from": "何远山", "to": "青溪镇党委"}, 3),
    "unsourced": ({}, 0),
    "wholes": ({"name": "青溪区"}, 4),
}

Row = tuple[object, ...]


def turtle(base: str = DEFAULT_BASE) -> str:
    out = io.StringIO(newline="")
    write_turtle(eventful(), Settings(base_iri=base), out)
    return out.getvalue()


def by_oxigraph(store: ox.Store, query: str) -> list[Row]:
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(None if term is None else value(term.value, _kind(term)) for term in row) for row in solutions]


def by_rdflib(graph: Graph, query: str) -> list[Row]:
    found = graph.query(query)
    rows = [row for row in found if not isinstance(row, bool)]
    return [tuple(None if term is None else value(str(term), _kind(term)) for term in row) for row in rows]


def _kind(term: object) -> str:
    if isinstance(term, Literal):
        return str(term.datatype or "")
    return term.datatype.value if isinstance(term, ox.Literal) else ""


def value(text: str, kind: str) -> object:
    """Numbers by their value: one engine writes 0.9, the other 0.9000."""
    return Decimal(text) if kind.lower().endswith(("decimal", "integer")) else text


@pytest.fixture(scope="module")
def store() -> ox.Store:
    loaded = ox.Store()
    loaded.load(turtle(), format=ox.RdfFormat.TURTLE)
    return loaded


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=turtle(), format="turtle")


def test_there_are_questions_enough_and_each_is_tried() -> None:
    assert len(QUERIES) >= 12
    assert set(ASKED) == set(QUERIES)
    assert [name for name, (_, rows) in ASKED.items() if not rows] == ["unsourced"]


def test_the_graph_that_is_asked_conforms() -> None:
    assert violations(turtle()) == ()


@pytest.mark.parametrize("name", QUERIES)
def test_rdflib_and_oxigraph_give_the_same_answer(store: ox.Store, graph: Graph, name: str) -> None:
    values, rows = ASKED[name]
    query = with_values(QUERIES[name], values)

    assert by_oxigraph(store, query) == by_rdflib(graph, query)
    assert len(by_oxigraph(store, query)) == rows


@pytest.mark.slow
@pytest.mark.parametrize("name", QUERIES)
def test_the_example_in_a_query_has_an_answer_in_the_samples(built_store: ox.Store, name: str) -> None:
    rows = by_oxigraph(built_store, QUERIES[name].text)

    assert bool(rows) == (name != "unsourced")


@pytest.fixture(scope="module")
def built_store(built_output: Path) -> ox.Store:
    return open_graph(built_output).store


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("    nif:referenceContext ", "article"),
        ("    prov:wasDerivedFrom ", "sentence"),
        ("    kg:sourceEnd ", "place on the page"),
        ("    schema:datePublished ", "date"),
        ("    nif:isString ", "text"),
    ],
)
def test_a_fact_that_reaches_no_dated_sentence_is_found(line: str, missing: str) -> None:
    broken = "".join(row for row in turtle().splitlines(keepends=True) if not row.startswith(line))
    loaded = ox.Store()
    loaded.load(broken, format=ox.RdfFormat.TURTLE)
    facts = [*eventful().tenures, *eventful().acts, *eventful().links, *eventful().statements]

    assert len(by_oxigraph(loaded, QUERIES["unsourced"].text)) == len(facts), missing


def test_offsets_that_cut_out_other_words_are_found() -> None:
    loaded = ox.Store()
    shifted = turtle().replace('nif:endIndex "53"', 'nif:endIndex "52"')
    assert shifted != turtle()
    loaded.load(shifted, format=ox.RdfFormat.TURTLE)

    assert by_oxigraph(loaded, QUERIES["unsourced"].text)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_says_what_it_is_in_both_languages(query: object) -> None:
    assert all(getattr(query, field) for field in ("zh", "en", "about"))
    assert all(parameter.about and parameter.example for parameter in query.parameters)  # type: ignore[attr-defined]


def test_a_value_goes_in_as_a_literal_whatever_is_in_it() -> None:
    store = ox.Store()
    for hostile in ('"', "\\", '"@zh-Hans } ?s ?p ?o #', "\n", "😀\u202e", "\ud800", "$1\\g<1>"):
        query = with_values(QUERIES["career"], {"name": hostile})
        assert by_oxigraph(store, query) == []
        assert query.count("\n") == QUERIES["career"].text.count("\n")


def test_an_unknown_parameter_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingError, match="has no parameter 'who': it has name"):
        with_values(QUERIES["career"], {"who": "何远山"})


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match="2023-02-30"):
        with_values(QUERIES["holders-on-a-day"], {"day": "2023-02-30"})


@pytest.mark.parametrize("base", ["https://kg.example.cn/jb/", "http://example.org/x#"])
def test_a_query_finds_the_same_under_another_base(store: ox.Store, base: str) -> None:
    other = ox.Store()
    other.load(turtle(base), format=ox.RdfFormat.TURTLE)
    query = QUERIES["holders"]

    assert by_oxigraph(other, with_values(query, {}, base)) == by_oxigraph(store, query.text) != []
    assert under_base(query.text, DEFAULT_BASE) == query.text


@pytest.mark.parametrize(
    "text",
    [
        "# en: a title\n\nSELECT * {}",
        "# zh: 标题\n# en: a title\n# ?name: a name\n\nSELECT * {}",
        '# zh: 标题\n# en: a title\n\nSELECT * {\n    VALUES ?name { "a"@zh-Hans }\n}',
    ],
)
def test_a_head_that_does_not_fit_its_query_is_refused(text: str) -> None:
    with pytest.raises(DataFileError, match=r"queries/x\.rq"):
        read_query("x", text)
