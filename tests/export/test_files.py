from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.errors import OutputError, SettingError
from kg.export import files, tables
from kg.export.files import FILES, write_output
from kg.graph.build import build_graph
from kg.graph.load import load
from kg.locks import locked
from kg.records import Knowledge, Settings
from tests.export.made import renamed, sample


def write(folder: Path, run: int = 1, knowledge: Knowledge | None = None, name: str = "") -> None:
    found = knowledge or sample()
    write_output(found, build_graph(found, name), {"run": run, "counts": {"b": 1, "a": 2}}, Settings(), folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def old(folder: Path) -> dict[str, bytes]:
    """An output folder of an earlier run, with files of the user's in it; one file of ours is missing."""
    (folder / "mine").mkdir(parents=True)
    for name in (*FILES[:-2], "decisions.csv", ".gitkeep", "mine/notes.txt"):
        (folder / name).write_text(f"old {name}")
    return contents(folder)


@pytest.fixture
def no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is composed by another module, in its own time."""
    monkeypatch.setattr(files, "render_page", lambda graph, *, title: f"page of {title}")


def fail_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The rename with this number, counted from 0, fails."""
    replace = Path.replace
    calls = iter(range(1000))

    def failing(self: Path, target: Path) -> Path:
        if next(calls) == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)


def test_a_new_folder_holds_the_documented_files_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "output"
    write(folder)

    assert set(contents(folder)) == set(FILES)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["output"]
    assert (folder / "graph.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "何远山" in (folder / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_page")
def test_what_the_user_put_into_the_folder_stays(tmp_path: Path) -> None:
    before = old(tmp_path)
    write(tmp_path)
    after = contents(tmp_path)

    assert set(after) == {*FILES, "decisions.csv", ".gitkeep", "mine/notes.txt"}
    assert {name for name in after if after[name] == before.get(name)} == {
        "decisions.csv",
        ".gitkeep",
        "mine/notes.txt",
    }


def test_two_runs_give_the_same_bytes_but_for_the_report(tmp_path: Path) -> None:
    write(tmp_path / "one", run=1)
    write(tmp_path / "two", run=2)
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")

    assert {name for name in FILES if one[name] != two[name]} == {"report.json"}


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    found = sample()
    for jobs in (1, 2):
        write_output(found, build_graph(found), {}, Settings(), tmp_path / str(jobs), jobs=jobs)
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")

    assert {name for name in FILES if one[name] != two[name]} <= {"report.json"}


@pytest.mark.usefixtures("no_page")
def test_what_the_second_process_cannot_write_the_first_one_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_graphml", full)
    found = sample()
    with pytest.raises(OutputError, match="No space left on device"):
        write_output(found, build_graph(found), {}, Settings(), tmp_path / "new", jobs=2)
    assert not (tmp_path / "new").exists()


def write_formats(folder: Path, formats: tuple[str, ...], *, compressed: bool = False) -> None:
    found = sample()
    write_output(found, build_graph(found), {}, Settings(), folder, formats=formats, compressed=compressed)


@pytest.mark.usefixtures("no_page")
def test_formats_are_written_when_asked_and_taken_away_by_a_build_that_asks_for_others(tmp_path: Path) -> None:
    write_formats(tmp_path, ("nq", "jsonld"))
    assert set(contents(tmp_path)) == {*FILES, "graph.nq", "graph.jsonld"}

    write_formats(tmp_path, ("nq", "ttl"), compressed=True)
    assert set(contents(tmp_path)) == {*FILES, "graph.nq.gz", "graph.ttl.gz"}

    write(tmp_path)
    assert set(contents(tmp_path)) == set(FILES)


@pytest.mark.usefixtures("no_page")
def test_a_format_that_cannot_be_put_into_place_leaves_all_of_the_old_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_formats(tmp_path, ("nq", "trig"))
    before = contents(tmp_path)
    unlink = Path.unlink

    def failing(self: Path, missing_ok: bool = False) -> None:
        if self.name == "graph.trig":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        unlink(self, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", failing)
        with pytest.raises(OutputError, match="Input/output error"):
            write_formats(tmp_path, ("jsonld",))

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("no_page")
def test_the_report_names_the_files_and_counts_the_triples(tmp_path: Path) -> None:
    write_formats(tmp_path, ("nt",))
    report = json.loads((tmp_path / "report.json").read_text())

    assert report["files"] == sorted(contents(tmp_path))
    assert report["triples"] == len((tmp_path / "graph.nt").read_text(encoding="utf-8").splitlines())


@pytest.mark.usefixtures("no_page")
def test_an_unknown_format_leaves_the_old_output(tmp_path: Path) -> None:
    before = old(tmp_path)

    with pytest.raises(SettingError, match="'rdfxml' is not known"):
        write_formats(tmp_path, ("rdfxml",))

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("no_page")
def test_the_report_has_sorted_keys(tmp_path: Path) -> None:
    write(tmp_path)

    assert list(json.loads((tmp_path / "report.json").read_text())["counts"]) == ["a", "b"]


@pytest.mark.usefixtures("no_page")
def test_the_page_is_named_as_the_graph_is(tmp_path: Path) -> None:
    write(tmp_path, name="青溪日报")

    assert (tmp_path / "graph.html").read_text(encoding="utf-8") == "page of 青溪日报"


def test_graph_json_and_graphml_hold_the_graph(tmp_path: Path) -> None:
    graph = build_graph(sample())
    write(tmp_path)
    flat = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)

    assert nx.utils.graphs_equal(load(tmp_path), graph)
    assert set(flat) == set(graph)
    assert sorted(flat.edges(keys=True)) == sorted(graph.edges(keys=True))
    assert flat.nodes["ini-0000000001"]["aliases"] == "暖冬行动"
    assert flat.edges["per-0000000001", "pst-0000000001", "ten-0000000001"]["evidence"] == 1


@pytest.mark.usefixtures("no_page")
@pytest.mark.parametrize("name", ["\ud800", "\x00\x0b\ufffe", "</script><b>&]]>", '"\\\r\n', "😀\u202e"])
def test_a_hostile_name_leaves_every_file_readable(tmp_path: Path, name: str) -> None:
    write(tmp_path, knowledge=renamed(sample(), name))

    for content in contents(tmp_path).values():
        content.decode("utf-8")
    ElementTree.parse(tmp_path / "graph.graphml")
    assert len(load(tmp_path)) == len(sample().entities)


@pytest.mark.usefixtures("no_page")
@pytest.mark.parametrize("number", range(len(FILES)))
def test_when_a_rename_fails_the_old_output_is_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = old(tmp_path)
    fail_at(monkeypatch, number)

    with pytest.raises(OutputError, match="Input/output error"):
        write(tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("no_page")
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), ZeroDivisionError(), KeyboardInterrupt()]
)
def test_when_writing_fails_the_old_output_is_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before = old(tmp_path)

    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr(tables, "write_relations", full)

    with pytest.raises(OutputError if isinstance(error, OSError) else type(error)):
        write(tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("no_page")
def test_when_writing_fails_no_new_folder_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(monkeypatch, 3)

    with pytest.raises(OutputError):
        write(tmp_path / "a" / "b")

    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal
from pathlib import Path
from tests.export.test_files import files, write
files.render_page = lambda graph, *, title: "page"
replace, calls = Path.replace, iter(range(1000))
def killing(self, target):
    if next(calls) == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
Path.replace = killing
if {number} < 0:
    files.tables.write_relations = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write(Path({folder!r}), run=2)
"""


def killed(folder: Path, number: int) -> None:
    """Run 2, killed at a rename, or for -1 while it writes."""
    script = KILLED.format(number=number, folder=str(folder))
    done = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == -signal.SIGKILL


@pytest.mark.usefixtures("no_page")
@pytest.mark.parametrize(("number", "run"), [(-1, 1), (0, 2), (4, 2)])
def test_what_a_killed_run_left_is_made_whole_by_the_next_even_if_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, run: int
) -> None:
    write(tmp_path, run=1)
    (tmp_path / "decisions.csv").write_text("mine")
    first = contents(tmp_path)
    killed(tmp_path, number)
    assert set(contents(tmp_path)) > set(first)

    with monkeypatch.context() as patch:
        patch.setattr(tables, "write_relations", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        with pytest.raises(OutputError):
            write(tmp_path, run=3)

    after = contents(tmp_path)
    assert set(after) == set(first)
    assert json.loads(after["report.json"])["run"] == run
    assert (after["graph.html"] == b"page") == (run == 2)

    write(tmp_path, run=4)
    assert set(contents(tmp_path)) == set(first)


@pytest.mark.parametrize("where", ["file", "file/below", "file/below/that"])
def test_a_file_is_no_folder(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(
        OutputError, match=r"cannot be written \((a file is in the way|Not a directory)\); choose another"
    ):
        write(tmp_path / where)

    assert contents(tmp_path) == {"file": b"mine"}


def test_a_folder_that_cannot_be_made_is_refused_in_one_line() -> None:
    with pytest.raises(OutputError) as caught:
        write(Path("/proc/kg/output"))

    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("/proc/kg/output: cannot be written")


@pytest.mark.usefixtures("no_page")
def test_a_folder_with_the_name_of_a_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    (tmp_path / "graph.ttl" / "mine").write_text("mine")
    (tmp_path / "graph.html").write_text("old")
    before = contents(tmp_path)

    with pytest.raises(OutputError):
        write(tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("no_page")
def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    with locked(tmp_path, tmp_path), pytest.raises(OutputError, match="another run is writing here"):
        write(tmp_path)

    write(tmp_path)


@pytest.mark.usefixtures("no_page")
def test_a_base_that_is_no_iri_leaves_the_old_output(tmp_path: Path) -> None:
    before = old(tmp_path)

    with pytest.raises(SettingError):
        write_output(sample(), build_graph(sample()), {}, Settings(base_iri="kg"), tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.usefixtures("no_page")
def test_a_linked_output_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    write(tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert set(contents(tmp_path / "real")) == set(FILES)
