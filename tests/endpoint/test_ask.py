"""`kg ask`: the package's questions and the user's own, as a table, and one line of error for what cannot be asked."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli
from kg.endpoint.ask import ask, questions
from kg.errors import InputError, KgError, OutputError, SettingError
from kg.export.files import write_output
from kg.graph.build import build_graph
from kg.graph.queries import named_queries
from kg.records import Settings
from tests.export.made import eventful
from tests.graph.test_queries import ASKED

BASE = "https://kg.example.cn/jb/"
EVERYTHING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph under a base that is not the default one, as a user's may be."""
    found, settings = eventful(), Settings(base_iri=BASE)
    made = tmp_path_factory.mktemp("asked") / "output"
    write_output(found, build_graph(found), {"settings": {"base_iri": BASE}}, settings, made)
    return made


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Write a question of the user's own."""

    def write(text: str | bytes) -> str:
        path = tmp_path / "own.rq"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; returns its code, what it prints, and its errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "ask", *arguments, "-g", str(folder)])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        shown = capsys.readouterr()
        return int(exit_.value.code or 0), shown.out, shown.err

    return run


@pytest.mark.parametrize("name", ASKED)
def test_every_question_of_the_package_is_answered_under_any_base(folder: Path, name: str) -> None:
    values, rows = ASKED[name]

    found = ask(folder, name, [f"{parameter}={value}" for parameter, value in values.items()])

    assert len(found.rows) == rows
    assert all(len(row) == len(found.columns) for row in found.rows)


def test_without_a_question_the_list_has_each_with_its_titles_and_parameters(run: Run) -> None:
    code, listed, _ = run("--json")

    assert code == 0
    assert [row["name"] for row in json.loads(listed)] == list(named_queries())
    assert {row.name: row.parameters for row in questions()}["two-step-paths"] == "from=宋听雨, to=童一舟"
    assert "Who followed whom in a post" in run()[1]


def test_an_answer_is_a_table_or_csv_or_json(run: Run) -> None:
    asked = ("career", "--set", "name=何远山")
    row = {
        "person": BASE + "id/per-0000000001",
        "title": "党委书记",
        "host": "青溪镇",
        "status": "Current",
        "first": "2024-01-08",
        "last": "2024-01-08",
    }

    assert json.loads(run(*asked, "--json")[1]) == [row]
    assert list(csv.DictReader(io.StringIO(run(*asked, "--csv")[1]))) == [row]
    assert all(value in run(*asked)[1] for value in row.values())


def test_numbers_are_numbers_and_what_is_not_known_is_null(folder: Path, own: Callable[[str], str]) -> None:
    terms = '(1 AS ?i) (0.50 AS ?d) ("x"^^xsd:integer AS ?bad) (1e999 AS ?inf) (<<( kg:a kg:b 2 )>> AS ?triple)'
    found = ask(folder, own(f"SELECT {terms} ?none {{}}"))

    assert found.columns == ("i", "d", "bad", "inf", "triple", "none")
    assert found.rows == ((1, 0.5, "x", "INF", f"{BASE}ns#a {BASE}ns#b 2", None),)


def test_a_question_of_ones_own_needs_no_prefixes_and_may_be_yes_or_no(folder: Path, own: Callable[[str], str]) -> None:
    people = ask(folder, own("\ufeffSELECT ?name { ?p a foaf:Person ; skos:prefLabel ?name } ORDER BY STR(?p)"))
    is_any = ask(folder, own("ASK { ?p a foaf:Person }"))

    assert people.rows == (("何远山",), ("杜小满",), ("秦可一",), ("秦可一",))
    assert (is_any.columns, is_any.rows) == (("answer",), ((True,),))


def test_a_question_of_ones_own_may_have_parameters(folder: Path, own: Callable[[str], str]) -> None:
    question = own(named_queries()["career"].text)

    assert ask(folder, question).rows == ()  # the example in it is of the sample pages
    assert ask(folder, question, ["name=何远山"]).rows


@pytest.mark.parametrize(
    "value", ['"', "\\", '"@zh-Hans } ?s ?p ?o #', "\n", "=", "😀\u202e", "\ud800", "\0", "x" * 10**5]
)
def test_a_hostile_value_is_a_name_that_nobody_has(folder: Path, value: str) -> None:
    assert ask(folder, "career", [f"name={value}"]).rows == ()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("carer",), "carer: there is no such question or file"),
        (("no\x1b[31m\nsuch",), "kg ask lists the questions"),
        (("SELECT * { ?s ?p ?o } " * 999,), "…: cannot be read as a query (File name too long)"),
        (("..",), "..: is no file"),
        (("career", "--set", "name"), "--set 'name' gives no value"),
        (("career", "--set", "=x"), "--set '=x' gives no value"),
        (("career", "--set", "nam=x"), "has no parameter 'nam': it has name"),
        (("holders", "--set", "name=x"), "has no parameter 'name': it has none"),
        (("holders-on-a-day", "--set", "day=8 March"), "'8 March' is no date"),
        (("holders-on-a-day", "--set", 'day=2024-01-08" } #'), "is no date"),
        (("career", "--seconds", "0"), "--seconds"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run: Run, arguments: tuple[str, ...], told: str) -> None:
    code, printed, errors = run(*arguments)

    assert (code, printed, len(errors.splitlines())) == (2, "", 1)
    assert told in errors
    assert len(errors) < 400


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the query cannot be read: error at 1:1"),
        ("SELECT * {\n ?s ?p }", "error at 2:"),
        ("SELECT * { ?s nowhere:p ?o }", "error at 1:24"),
        ("SELECT * { ?s ?p 'a\\q' }", "cannot be read"),
        ("DELETE WHERE { ?s ?p ?o }", "cannot be read"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "only SELECT and ASK give a table"),
        ("DESCRIBE <http://example.org/x>", "only SELECT and ASK give a table"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is switched off"),
        ("SELECT * {" + "{" * 90_000 + "}" * 90_000 + "}", "nests too deep"),
        (EVERYTHING, "more than 0.5 seconds"),
        (b"\xff\xfe\x00", "it is not UTF-8"),
    ],
)
def test_a_query_that_gives_no_table_is_one_line(
    run: Run, own: Callable[[str | bytes], str], text: str | bytes, told: str
) -> None:
    code, printed, errors = run(own(text), "--seconds", "0.5" if text is EVERYTHING else "60")

    assert (code, printed, len(errors.splitlines())) == (2, "", 1)
    assert told in errors
    assert "own.rq: " in errors
    assert len(errors) < 500


def test_values_for_a_file_without_a_head_are_refused(folder: Path, own: Callable[[str], str]) -> None:
    with pytest.raises(InputError, match="--set wants a head and VALUES lines"):
        ask(folder, own("SELECT * {}"), ["name=x"])


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="build it anew"):
        ask(tmp_path, "holders")


def test_a_system_that_cannot_fork_is_answered_too(
    folder: Path, own: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ask(folder, "holders")
    monkeypatch.delattr(os, "fork")

    assert ask(folder, "holders") == before
    with pytest.raises(InputError, match="cannot be read"):
        ask(folder, own("SELECT"))
    with pytest.raises(KgError, match="SERVICE is switched off"):
        ask(folder, own("SELECT * { SERVICE <http://127.0.0.1:9/> {} }"))


def test_ctrl_c_ends_a_query_at_once(folder: Path, own: Callable[[str], str]) -> None:
    command = [sys.executable, "-m", "kg", "ask", own(EVERYTHING), "-g", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    of_process = Path(f"/proc/{process.pid}")
    children, state = of_process / "task" / str(process.pid) / "children", of_process / "stat"
    while not (children.read_text() and ") S " in state.read_text()):  # until it waits for the process of the query
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)

    printed, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (printed, "Traceback" in errors) == ("", False)


def test_the_value_of_a_day_is_refused_before_the_graph_is_asked(folder: Path) -> None:
    with pytest.raises(SettingError, match="2024-02-30"):
        ask(folder, "new-in-an-issue", ["day=2024-02-30"])
