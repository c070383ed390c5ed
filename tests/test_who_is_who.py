"""Claims about who is who as a user meets it: pages built, the commands asked, decisions.csv written, issues added."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import cli
from tests import conftest

Ask = Callable[..., Any]
HOME = "重庆市江北区"
NEWS = {
    "20230109-01": "区水利局局长白启明说，水库水位正常。",
    "20230110-01": "区司法局局长白启明表示，法律援助站多了两个。",
    "20230301-01": "区水利局局长白启明介绍，河道清淤完工。",
    "20230302-01": "区司法局局长白启明说，调解室搬了新址。",
}


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_model: None) -> Path:
    """A folder of issues; its names are found by a list."""
    names = {"区水利局": "ORG", "区司法局": "ORG", "局长": "POST", "白启明": "PERSON", "秦可一": "PERSON"}
    for name, label in names.items():
        monkeypatch.setitem(conftest.NAMES, name, label)  # type: ignore[arg-type]
    (tmp_path / "pages").mkdir()
    for name, text in NEWS.items():
        add(tmp_path / "pages", name, text)
    return tmp_path / "pages"


def add(pages: Path, name: str, text: str) -> None:
    (pages / f"{name}.txt").write_text(f"江北要闻\n本报讯 {text}\n", encoding="utf-8")


def build(pages: Path) -> Path:
    kg.build([pages], pages.parent / "out", paper="江北报", home=HOME)
    return pages.parent / "out"


def review(folder: Path) -> list[dict[str, str]]:
    with (folder / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def decide(folder: Path, *rows: tuple[str, str, str, str]) -> None:
    text = "".join(f"{','.join(row)}\n" for row in rows)
    (folder / "decisions.csv").write_text("decision,kind,a,b\n" + text, encoding="utf-8")


@pytest.fixture
def ask(pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """What a command prints about the graph of the pages; its rows with ``--json``."""

    def ask(*arguments: str) -> Any:
        monkeypatch.setattr(sys, "argv", ["kg", *arguments, "-g", str(pages.parent / "out")])
        with pytest.raises(SystemExit) as left:
            cli.main()
        shown = capsys.readouterr()
        assert not left.value.code, shown.err
        return json.loads(shown.out) if "--json" in arguments else shown.out

    return ask


def heads(ask: Ask, name: str = "白启明") -> int:
    """How many people bear a name."""
    return len(ask("who", name, "--json")["namesakes"]) + 1


def test_two_of_one_name_are_shown_apart_with_their_posts(pages: Path, ask: Ask) -> None:
    build(pages)
    shown = ask("who", "白启明")

    assert shown.startswith("2 people are called 白启明")
    posts, _, others = shown.partition("The others called 白启明")
    assert ("江北区水利局" in posts) != ("江北区司法局" in posts)
    assert ("江北区水利局局长" in others) != ("江北区司法局局长" in others)
    (other,) = ask("who", "白启明", "--json")["namesakes"]
    assert [post["host"] + post["title"] for post in ask("who", other["id"], "--json")["posts"]] == other["posts"]


def test_a_name_stands_for_all_its_bearers_where_sentences_are_asked(pages: Path, ask: Ask) -> None:
    build(pages)

    for host, days in (("区水利局", ["2023-01-09", "2023-03-01"]), ("区司法局", ["2023-01-10", "2023-03-02"])):
        assert [row["day"] for row in ask("explain", "白启明", host, "--json") if row["rel"] == "holds_post"] == days


def test_why_two_are_apart_is_told(pages: Path, ask: Ask) -> None:
    build(pages)
    (row,) = ask("explain", "merge", "白启明", "白启明", "--json")

    assert (row["together"], row["score"] < 0.1) == ("no", True)
    assert "at one time" in row["reason"]
    assert "江北区水利局局长" in row["left"] + row["right"]


def test_what_a_reader_put_together_stays_so_when_issues_come(pages: Path, ask: Ask) -> None:
    (row,) = review(build(pages))
    decide(build(pages), ("same", "person", row["a"], row["b"]))
    build(pages)
    assert heads(ask) == 1
    (told,) = ask("explain", "merge", "白启明", "白启明", "--json")
    assert (told["together"], "decided by a reader" in told["reason"]) == ("yes", True)

    add(pages, "20230401-01", "区司法局局长白启明说，普法进了校园。")
    add(pages, "20221201-01", "区水利局局长白启明说，冬修已经开工。")
    build(pages)
    assert heads(ask) == 1


def test_what_a_reader_took_apart_stays_so_when_issues_come(pages: Path, ask: Ask) -> None:
    for name in ("20230110-01", "20230302-01"):
        (pages / f"{name}.txt").unlink()
    folder = build(pages)
    assert heads(ask) == 1
    decide(folder, ("different", "person", "白启明@20230109-01.txt#a1", "白启明@20230301-01.txt#a1"))
    build(pages)
    assert heads(ask) == 2

    add(pages, "20230401-01", "区水利局局长白启明说，汛期将至。")
    build(pages)
    assert heads(ask) == 2


def test_a_name_that_a_reader_gave_stays_when_issues_come(pages: Path, ask: Ask) -> None:
    decide(build(pages), ("rename", "organisation", "区水利局@20230109-01.txt#a1", "江北区水务局"))
    build(pages)
    before = ask("who", "江北区水务局", "--json")
    add(pages, "20230401-01", "区水利局局长白启明说，汛期将至。")
    build(pages)
    after = ask("who", "江北区水务局", "--json")

    assert before["id"] == after["id"]
    assert "江北区水利局" in after["aliases"]
    assert {row["host"] for row in after["posts"]} == {"江北区水务局"}


def test_a_folder_with_decisions_that_grew_has_the_bytes_of_one_built_at_once(pages: Path, tmp_path: Path) -> None:
    rows = [("same", "person", "白启明@20230109-01.txt#a1", "白启明@20230110-01.txt#a1")]
    late = pages / "20230302-01.txt"
    text = late.read_text(encoding="utf-8")
    late.unlink()
    decide(build(pages), *rows)
    build(pages)
    late.write_text(text, encoding="utf-8")
    grown = {path.name: path.read_bytes() for path in build(pages).iterdir() if path.name != "report.json"}
    (tmp_path / "whole").mkdir()
    decide(tmp_path / "whole", *rows)
    kg.build([pages], tmp_path / "whole", paper="江北报", home=HOME)

    assert {name: (tmp_path / "whole" / name).read_bytes() for name in grown} == grown


def test_who_held_a_post_on_a_day_and_that_nobody_is_known_for_long(pages: Path, ask: Ask) -> None:
    add(pages, "20230701-01", "区水利局局长秦可一说，汛期平稳。")
    build(pages)

    def held(day: str) -> list[tuple[str, str]]:
        return [(row["name"], row["basis"]) for row in ask("on", day, "--org", "区水利局", "--json")]

    assert held("2023-02-01") == [("白启明", "attested")]
    assert held("2023-07-02") == [("秦可一", "last seen")]
    assert held("2022-01-01") == []
    (row,) = ask("doubts", "--org", "区水利局", "--json")
    assert (row["doubt"], row["name"], row["other"], row["days"]) == ("nobody", "白启明", "秦可一", 122)
    assert ask("doubts", "--org", "区水利局", "--days", "200") == "nothing is in doubt\n"


def test_two_in_one_post_at_once_are_in_doubt(pages: Path, ask: Ask) -> None:
    add(pages, "20230201-01", "区水利局局长秦可一说，水价不变。")
    build(pages)
    (row,) = ask("doubts", "--json")

    assert (row["doubt"], {row["name"], row["other"]}) == ("two at once", {"白启明", "秦可一"})
    assert "two at once" in ask("doubts")
