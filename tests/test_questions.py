import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import cli

Ask = Callable[..., str]


@pytest.fixture
def graph(page: Path, tmp_path: Path, without_model: None) -> Path:
    kg.build([page], tmp_path / "out", date="2023-03-02", paper="江城报", home="渝州市江城区")
    return tmp_path / "out"


@pytest.fixture
def ask(graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the graph and return what it prints; ``code`` is the exit code it must have."""

    def ask(*arguments: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["kg", *arguments, "-g", str(graph)])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        shown = capsys.readouterr()
        assert (exit_.value.code or 0) == code
        return shown.err if code else shown.out

    return ask


def json_of(text: str) -> Any:
    return json.loads(text)


def test_officials_names_the_holder_the_post_and_the_host(ask: Ask) -> None:
    (row,) = (row for row in json_of(ask("officials", "--json")) if row["name"] == "林清远")
    assert (row["title"], row["host"], row["first"]) == ("党工委书记", "石桥街道", "2023-03-02")
    assert "林清远" in ask("officials")


def test_officials_of_one_host_on_one_day(ask: Ask) -> None:
    rows = json_of(ask("officials", "--at", "石桥街道", "--on", "2023-03-02", "--json"))
    assert "林清远" in {row["name"] for row in rows}
    assert {row["host"] for row in rows} == {"石桥街道"}
    assert json_of(ask("officials", "--on", "2001-01-01", "--json")) == []


def test_on_is_the_roster_of_a_day(ask: Ask) -> None:
    assert {row["basis"] for row in json_of(ask("on", "2023-03-02", "--json"))} == {"attested"}
    assert ask("on", "2001-01-01") == "no post is attested for 2001-01-01\n"


def test_streets_and_initiatives_are_lists_of_things(ask: Ask) -> None:
    assert [row["name"] for row in json_of(ask("streets", "--json"))] == ["石桥街道"]
    assert ask("initiatives") == "no initiative is known\n"


def test_who_shows_posts_dates_and_company(ask: Ask) -> None:
    answer = json_of(ask("who", "林清远", "--json"))
    assert [post["title"] for post in answer["posts"]] == ["党工委书记"]
    assert "石桥街道" in {row["name"] for row in answer["beside"]}
    assert answer["timeline"][0]["day"] == "2023-03-02"
    assert "Most often named beside:" in ask("who", "林清远")


def test_who_of_a_street_shows_its_people(ask: Ask) -> None:
    posts = json_of(ask("who", "石桥街道", "--json"))["posts"]
    assert ("林清远", "党工委书记") in {(post["name"], post["title"]) for post in posts}


def test_path_leads_over_the_stated_role(ask: Ask) -> None:
    rows = json_of(ask("path", "林清远", "石桥街道", "--json"))
    assert {row["rel"] for row in rows} <= {"holds_post", "post_in"}
    assert rows[0]["source"] == "林清远"
    assert ask("path", "林清远", "林清远") == "no way leads from 林清远 to 林清远\n"


def test_top_is_ordered_by_what_is_asked_and_cut(ask: Ask) -> None:
    rows = json_of(ask("top", "--by", "mentions", "-n", "3", "--json"))
    assert [row["mentions"] for row in rows] == sorted((row["mentions"] for row in rows), reverse=True)
    assert len(rows) == 3
    assert {row["kind"] for row in json_of(ask("top", "person", "--json"))} == {"person"}
    assert "pagerank" in ask("top")
    assert ask("top", "initiative") == "no initiative is known\n"


def test_diff_shows_what_a_later_graph_has_more(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "less.txt").write_text("石桥街道党工委书记林清远出席活动，听了居民的意见。\n", encoding="utf-8")
    kg.build(tmp_path / "less.txt", tmp_path / "less", date="2023-02-01", home="渝州市江城区")

    def diff(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["kg", "diff", *arguments])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        assert not exit_.value.code
        return capsys.readouterr().out

    rows = json_of(diff(str(tmp_path / "less"), str(graph), "--json"))
    assert ("new", "person", "何沐阳") in {(row["change"], row["what"], row["name"]) for row in rows}
    only = list(csv.DictReader(io.StringIO(diff(str(tmp_path / "less"), str(graph), "--what", "person", "--csv"))))
    assert {row["what"] for row in only} == {"person"}
    assert "何沐阳" in diff(str(tmp_path / "less"), str(graph))
    assert diff(str(graph), str(graph)) == "nothing changed\n"


def test_explain_gives_the_sentence_between_two_names_and_of_one_edge(ask: Ask) -> None:
    (post, *_) = json_of(ask("explain", "林清远", "石桥街道", "--json"))
    assert post["rel"] == "holds_post"
    assert post["sentence"] == "石桥街道党工委书记林清远出席活动。"
    (same,) = json_of(ask("explain", post["edge"], "--json"))
    assert same["sentence"] == post["sentence"]


def test_csv_has_all_fields_and_a_head(ask: Ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("officials", "--csv"))))
    assert {"name", "title", "host", "edge", "basis"} <= set(rows[0])
    assert "林清远" in {row["name"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["who", "查无此人"], "查无此人: the graph has nothing of that name"),
        (["officials", "--at", "查无此处"], "查无此处"),
        (["on", "2023-02-30"], "date '2023-02-30' is no date"),
        (["explain", "ten-0000000000"], "no such edge"),
        (["explain", "a", "b", "c"], "give two names, or one id"),
        (["top", "--by", "fame"], "'fame' is not one of"),
        (["top", "galaxy"], "'galaxy' is not one of"),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_line_and_code_2(ask: Ask, arguments: list[str], part: str) -> None:
    (line,) = ask(*arguments, code=2).splitlines()
    assert line.startswith("kg: ")
    assert part in line


def test_a_folder_without_a_graph_is_one_line_and_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kg", "officials", "-g", str(tmp_path / "none")])
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    assert exit_.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
