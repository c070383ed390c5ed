import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline
from kg.engine import cache
from kg.errors import OutputError
from kg.locks import locked
from kg.records import Settings
from tests.conftest import PAGE

pytestmark = pytest.mark.usefixtures("without_model")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        (folder / f"2023030{number + 1}-01.txt").write_text(PAGE.replace("读书节", f"第{number}届读书节"), "utf-8")
    return folder


def build(pages: Path, output: Path) -> pipeline.BuildReport:
    return pipeline.build([str(pages)], Settings(), output, cached=True)


def files(output: Path) -> dict[str, bytes]:
    """What was built, without the seconds of the report."""
    found = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    report = json.loads(found["report.json"])
    del report["seconds"]
    return {**found, "report.json": json.dumps(report).encode()}


def entries(output: Path) -> list[Path]:
    return sorted(path for path in (output / cache.FOLDER).rglob("*") if path.is_file())


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that were looked at, in order."""
    seen: list[str] = []
    extract = pipeline.extract

    def noted(sheet: pipeline.Sheet, *rest: object) -> object:
        seen.append(sheet.doc)
        return extract(sheet, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extract", noted)
    return seen


def test_a_second_run_with_one_new_page_looks_at_that_page_alone(
    pages: Path, tmp_path: Path, extracted: list[str]
) -> None:
    build(pages, tmp_path / "out")
    (pages / "20230309-01.txt").write_text(PAGE, "utf-8")
    extracted.clear()
    build(pages, tmp_path / "out")
    assert extracted == ["20230309-01.txt"]


def test_the_cache_changes_no_byte_of_what_is_built(pages: Path, tmp_path: Path) -> None:
    build(pages, tmp_path / "out")
    build(pages, tmp_path / "out")
    pipeline.build([str(pages)], Settings(), tmp_path / "plain")
    assert files(tmp_path / "out") == files(tmp_path / "plain")


def test_what_is_given_with_a_page_is_part_of_what_it_is_known_by(
    pages: Path, tmp_path: Path, extracted: list[str]
) -> None:
    build(pages, tmp_path / "out")
    extracted.clear()
    pipeline.build([str(pages)], Settings(home="渝州市江城区"), tmp_path / "out", cached=True)
    assert len(extracted) == 3


def test_another_version_of_the_program_uses_nothing_of_the_old(
    pages: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(pages, tmp_path / "out")
    extracted.clear()
    monkeypatch.setattr(cache, "_stamp", lambda model: "another")
    build(pages, tmp_path / "out")
    assert len(extracted) == 3
    assert len(entries(tmp_path / "out")) == 3, "the entries of the old version are gone"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: b"",
        lambda data: b"kg-extraction-1 " + data,
    ],
)
def test_a_spoilt_entry_is_found_dropped_named_and_made_anew(
    pages: Path, tmp_path: Path, extracted: list[str], spoil: Callable[[bytes], bytes]
) -> None:
    build(pages, tmp_path / "out")
    whole = {path: path.read_bytes() for path in entries(tmp_path / "out")}
    first = min(whole)
    first.write_bytes(spoil(whole[first]))
    extracted.clear()
    report = build(pages, tmp_path / "out")
    assert len(extracted) == 1
    assert [(doc, note.split(":")[0]) for doc, note in report.notes] == [
        (*extracted, "its entry in the cache was broken")
    ]
    assert {path: path.read_bytes() for path in entries(tmp_path / "out")} == whole


def test_a_second_run_on_one_folder_says_so_and_leaves_it_alone(pages: Path, tmp_path: Path) -> None:
    build(pages, tmp_path / "out")
    before = files(tmp_path / "out")
    with (
        locked(tmp_path / "out" / cache.FOLDER, tmp_path / "out"),
        pytest.raises(OutputError, match="another run is writing here"),
    ):
        build(pages, tmp_path / "out")
    assert files(tmp_path / "out") == before


def test_a_run_that_finds_nothing_leaves_no_folder(tmp_path: Path) -> None:
    build(tmp_path / "none.txt", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_full_disk_costs_the_cache_and_not_what_was_found(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if cache.FOLDER in path.parts:
            write(path, data[:10])
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert build(pages, tmp_path / "out").counts["articles"] == 3
    assert entries(tmp_path / "out") == []


STEPS = ("mkdir", "replace", "rename", "rmdir", "unlink", "open")  # of os; a file is made, named or removed by one


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a process that is killed at its ``step``-th change to the disk; says whether it came so far."""
    child = os.fork()
    if not child:
        count = 0

        def counted(change: Callable[..., object]) -> Callable[..., object]:
            def changed(*args: object, **kwargs: object) -> object:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return change(*args, **kwargs)

            return changed

        for name in STEPS:
            setattr(os, name, counted(getattr(os, name)))
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_a_build_killed_at_any_change_to_the_disk_goes_on_to_the_same_bytes(
    pages: Path, tmp_path: Path, extracted: list[str]
) -> None:
    build(pages, tmp_path / "whole")
    wanted, kept = files(tmp_path / "whole"), entries(tmp_path / "whole")
    steps = 0
    for step in range(1, 400, 7):
        output = tmp_path / f"killed{step}"
        if not killed_at(step, lambda output=output: build(pages, output)):  # type: ignore[misc]
            break
        steps += 1
        had = len([path for path in entries(output) if "." not in path.name])
        extracted.clear()
        build(pages, output)
        assert files(output) == wanted
        assert len(extracted) == 3 - had, "what was found before is not looked for again"
        assert [path.name for path in entries(output)] == [path.name for path in kept]
    assert steps >= 4
