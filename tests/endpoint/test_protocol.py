from __future__ import annotations

import pytest

from kg.endpoint.protocol import Refusal, calls_another_endpoint, chosen, read_get, read_post
from kg.graph.queries import named_queries

FORM = "application/x-www-form-urlencoded; charset=UTF-8"


def refused(status: int) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda refusal: refusal.status == status)


def test_a_query_comes_by_get_by_a_form_or_as_the_body() -> None:
    by_get = read_get("query=ASK+%7B%3Fs+%3Fp+%22%E7%94%B2%22%7D", "*/*")
    by_form = read_post(FORM, "", "query=ASK+{?s+?p+%22甲%22}".encode(), "*/*")
    by_body = read_post("application/sparql-query", "", 'ASK {?s ?p "甲"}'.encode(), "*/*")

    assert by_get == by_form == by_body
    assert by_get is not None
    assert by_get.text == 'ASK {?s ?p "甲"}'


def test_graphs_are_named_beside_the_query() -> None:
    query = read_post(
        "application/sparql-query", "default-graph-uri=http://a/&named-graph-uri=http://b/", b"ASK {}", ""
    )

    assert (query.default_graphs, query.named_graphs) == (("http://a/",), ("http://b/",))


def test_no_query_is_no_error() -> None:
    assert read_get("", "*/*") is None


def test_what_is_no_query_is_refused() -> None:
    with refused(400):
        read_get("query=ASK+{}&query=ASK+{}", "*/*")
    with refused(400):
        read_get("query=%ff", "*/*")
    with refused(400):
        read_post("application/sparql-query", "", b"\xff", "*/*")
    with refused(400):
        read_post(FORM, "", b"", "*/*")
    with refused(415):
        read_post("text/plain", "", b"ASK {}", "*/*")


def test_updates_are_refused() -> None:
    with refused(403):
        read_get("update=CLEAR+ALL", "*/*")
    with refused(403):
        read_post(FORM, "", b"update=CLEAR+ALL", "*/*")
    with refused(403):
        read_post("application/sparql-update", "", b"CLEAR ALL", "*/*")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { service SILENT ?x { ?s ?p ?o } }",
        'SELECT * { ?s ?p "a" . SERVICE<http://a/>{} }',
        "SELECT * { ?s ?p '#' . SeRvIcE <http://a/> {} }",
        'SELECT * { ?s <http://a/#x> ?o .\n# "\nSERVICE <http://a/> {} # "\n}',
        "SELECT * { FILTER(1<2) SERVICE <http://a/> {} FILTER(3>2) }",
        'SELECT * { ?s ?p """a"b\\"""" . SERVICE <http://a/> {} }',
    ],
)
def test_a_query_that_calls_another_endpoint_is_refused(text: str) -> None:
    assert calls_another_endpoint(text)
    with refused(403):
        read_post("application/sparql-query", "", text.encode(), "*/*")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p $SERVICE }",
        'SELECT * { ?s ?p "SERVICE" , \'service\' , """SERVICE "x" """ }',
        "SELECT * { ?s <http://a/SERVICE> ?o } # SERVICE",
        "PREFIX service: <http://a/> SELECT * { ?s service:service ex:service }",
        'SELECT * { ?s ?p "a"@service }',
    ],
)
def test_the_word_alone_is_no_call(text: str) -> None:
    assert not calls_another_endpoint(text)


def test_no_question_of_ours_is_taken_for_a_call() -> None:
    assert not any(calls_another_endpoint(query.text) for query in named_queries().values())


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("*/*, application/json;q=0, application/sparql-results+json;q=0", "application/sparql-results+xml"),
    ],
)
def test_the_answer_is_in_the_format_that_the_client_likes_best(accept: str, media_type: str) -> None:
    assert chosen(accept, "rows")[0] == media_type


def test_triples_come_as_turtle_unless_something_else_is_wanted() -> None:
    assert chosen("*/*", "triples") == ("text/turtle", "ttl")
    assert chosen("application/ld+json", "triples")[1] == "jsonld"


def test_a_format_that_there_is_not_is_refused() -> None:
    with refused(406):
        chosen("image/png", "rows")
    with refused(406):
        chosen("text/csv", "triples")
