"""A running server, asked over HTTP as any client would ask it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.endpoint.run import serve
from kg.errors import OutputError, SettingError
from kg.export.files import FILES, write_output
from kg.graph.build import build_graph
from kg.graph.queries import named_queries
from kg.ontology import DEFAULT_BASE
from kg.records import Settings
from tests.export.made import sample

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = (
    "SELECT * { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(9)) + " FILTER(?c0 = ?a8 && ?b1 != ?c7) } LIMIT 1"
)


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Client:
    port: int

    def __call__(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, named)
        reply = connection.getresponse()
        found = Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        connection.close()
        return found

    def ask(self, query: str, **headers: str) -> Reply:
        return self(f"/sparql?query={quote(query)}", **headers)


def output(folder: Path) -> Path:
    found = sample()
    report = {"settings": {"base_iri": DEFAULT_BASE}}
    write_output(found, build_graph(found), report, Settings(), folder, formats=("nq",), compressed=True)
    return folder


def started(folder: Path, *options: str) -> tuple[subprocess.Popen[str], Client]:
    command = [
        sys.executable,
        "-c",
        "from kg.__main__ import main; main()",
        "serve",
        str(folder),
        "--port",
        "0",
        *options,
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    port = re.search(r"http://127\.0\.0\.1:(\d+)/sparql", process.stdout.readline())
    assert port
    return process, Client(int(port[1]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return output(tmp_path_factory.mktemp("served") / "output")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Client]:
    process, made = started(folder, "--seconds", "4", "--megabytes", "1")
    yield made
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


@pytest.fixture(scope="module")
def triples(folder: Path) -> int:
    return sum(1 for _ in ox.parse(path=str(folder / "graph.ttl")))


def test_it_holds_every_triple_of_the_turtle(client: Client, triples: int) -> None:
    found = json.loads(client.ask(COUNT).body)

    assert found["results"]["bindings"][0]["n"]["value"] == str(triples)


def test_rdflib_asks_it_as_it_asks_any_endpoint(client: Client, triples: int) -> None:
    store = SPARQLStore(f"http://127.0.0.1:{client.port}/sparql")

    assert [int(str(row[0])) for row in store.query(COUNT)] == [triples]  # type: ignore[index]


@pytest.mark.parametrize("name", named_queries())
def test_it_answers_every_question_of_the_package(client: Client, name: str) -> None:
    text = client(f"/queries/{name}.rq").body
    reply = client("/sparql", "POST", text, Content_Type="application/sparql-query")

    assert reply.status == 200
    assert json.loads(reply.body)["head"]["vars"]


@pytest.mark.parametrize(
    ("accept", "kind", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n"),
    ],
)
def test_rows_come_in_the_format_that_is_asked_for(client: Client, accept: str, kind: str, start: bytes) -> None:
    reply = client.ask(COUNT, Accept=accept)

    assert (reply.status, reply.headers["content-type"]) == (200, kind)
    assert reply.body.startswith(start)


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_triples_come_in_the_format_that_is_asked_for(client: Client, triples: int, accept: str) -> None:
    reply = client.ask("CONSTRUCT WHERE { ?s ?p ?o }", Accept=accept)
    form = ox.RdfFormat.from_media_type(accept)

    assert reply.headers["content-type"].startswith(accept)
    assert sum(1 for _ in ox.parse(reply.body, format=form)) == triples


def test_a_named_graph_of_an_issue_can_be_asked(client: Client) -> None:
    reply = client.ask("SELECT ?g { GRAPH ?g { ?i a schema:PublicationIssue } }", Accept="text/csv")

    assert re.fullmatch(rb"g\r\nhttp://example.org/kg/graph/sources-iss-[0-9a-f]{16}\r\n", reply.body)


def test_the_page_the_files_and_the_vocabulary_are_there(client: Client, folder: Path) -> None:
    for name in (*FILES, "graph.nq.gz"):
        assert client("/" + name).body == (folder / name).read_bytes()
    assert b"kg:Tenure a owl:Class" in client("/ontology.ttl").body
    assert b"graph.html" in client("/").body
    assert b"sd:endpoint" in client("/sparql").body
    assert client("/graph.html", "HEAD").body == b""


@pytest.mark.parametrize(
    "path", ["/../report.json", "//etc/passwd", "/%2e%2e/x", "/.kg-new/x", "/queries/../x.rq", "/x"]
)
def test_nothing_else_is(client: Client, path: str) -> None:
    assert client(path).status == 404


@pytest.mark.parametrize(
    ("method", "body", "kind", "status"),
    [
        ("POST", b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        ("POST", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", b"LOAD <http://127.0.0.1:1/x>", "application/sparql-query", 400),
        ("POST", b"INSERT DATA { <http://a/s> <http://a/p> 1 }", "application/sparql-query", 400),
        ("PUT", b"", "text/turtle", 405),
        ("DELETE", None, "text/turtle", 405),
    ],
)
def test_nothing_can_be_written(
    client: Client, triples: int, method: str, body: bytes | None, kind: str, status: int
) -> None:
    assert client("/sparql", method, body, Content_Type=kind).status == status
    assert str(triples).encode() in client.ask(COUNT, Accept="text/csv").body


def test_no_query_makes_it_ask_another_server(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        url = f"http://127.0.0.1:{other.getsockname()[1]}/"
        assert client.ask(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}").status == 403
        client.ask(f"SELECT * FROM <{url}> {{ ?s ?p ?o }}")
        with pytest.raises(TimeoutError):
            other.accept()


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(client: Client) -> None:
    reply = client.ask(ENDLESS)

    assert reply.status == 503
    assert b"more than 4 seconds" in reply.body
    assert client.ask(COUNT).status == 200


def test_a_query_that_overruns_the_stack_is_refused_and_the_next_is_answered(client: Client) -> None:
    text = b"SELECT * {" + b"{" * 90_000 + b"}" * 90_000 + b"}"
    reply = client("/sparql", "POST", text, Content_Type="application/sparql-query")

    assert (reply.status, reply.body) == (400, b"the query nests too deep to be read: write it flatter\n")
    assert client.ask(COUNT).status == 200


def test_an_answer_that_is_too_large_is_refused_in_one_line(client: Client) -> None:
    reply = client.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }")

    assert (reply.status, len(reply.body.splitlines())) == (413, 1)


def test_a_broken_query_is_told_where_in_one_line(client: Client) -> None:
    reply = client.ask("SELECT * WHERE {\n ?s ?p }")

    assert (reply.status, len(reply.body.splitlines())) == (400, 1)
    assert b"2:" in reply.body


def test_a_page_of_another_origin_may_not_ask(client: Client) -> None:
    for origin in ("https://example.org", "null", "http://127.0.0.1:1"):
        reply = client.ask(COUNT, Origin=origin)
        assert reply.status == 403
        assert "access-control-allow-origin" not in reply.headers
    assert client.ask(COUNT, Origin=f"http://127.0.0.1:{client.port}").status == 200


def test_another_name_for_this_machine_is_refused(client: Client) -> None:
    assert client.ask(COUNT, Host=f"attacker.example:{client.port}").status == 421
    assert client.ask(COUNT, Host=f"localhost:{client.port}").status == 200


def test_only_the_loopback_is_bound(client: Client) -> None:
    wanted = f"{client.port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = {row[1].split(":")[0] for row in rows if row[3] == "0A" and row[1].endswith(":" + wanted)}

    assert listening == {"0100007F"}


def test_an_origin_that_the_user_allows_may_ask(folder: Path) -> None:
    process, client = started(folder, "--allow-origin", "https://example.org")
    try:
        allowed = client.ask(COUNT, Origin="https://example.org")
        before = client("/sparql", "OPTIONS", Origin="https://example.org")
        assert allowed.headers["access-control-allow-origin"] == "https://example.org"
        assert (before.status, before.headers["vary"]) == (204, "Origin")
        assert client.ask(COUNT, Origin="https://example.com").status == 403
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_port_in_use_is_refused_in_one_line(client: Client, folder: Path) -> None:
    with pytest.raises(SettingError, match=f"port {client.port} cannot be used .*choose another") as caught:
        serve(folder, client.port, seconds=1, megabytes=1, origins=(), say=print)

    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="build it anew"):
        serve(tmp_path, 0, seconds=1, megabytes=1, origins=(), say=print)


def test_turtle_that_is_broken_is_refused(tmp_path: Path) -> None:
    broken = output(tmp_path)
    with (broken / "graph.ttl").open("a", encoding="utf-8") as out:
        out.write("id:x a")

    with pytest.raises(OutputError, match=r"graph\.ttl: is not the Turtle of a build"):
        serve(broken, 0, seconds=1, megabytes=1, origins=(), say=print)
