import functools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.engine import local
from kg.errors import InputError, ModelError
from kg.records import Document, Skipped


def document(text: str) -> Document:
    return Document(doc=f"{text}.txt", text=text, sha256="0" * 64, encoding="utf-8")


def start() -> Callable[[Document], str]:
    return work


def work(document: Document) -> str:
    match document.text:
        case "refused":
            raise InputError("no article was found in it")
        case "broken":
            raise KeyError("a\nb")
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
    return document.text.upper()


def start_without_model() -> Callable[[Document], str]:
    raise ModelError("no trained pipeline: train one")


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_input_order(jobs: int) -> None:
    names = [f"d{i}" for i in range(20)]
    assert list(local.run(map(document, names), start, jobs)) == [name.upper() for name in names]


def test_an_error_of_ours_is_its_own_reason() -> None:
    assert list(local.run([document("refused")], start)) == [Skipped("refused.txt", "no article was found in it")]


def test_any_other_error_is_one_line_that_says_what_and_where() -> None:
    (skipped,) = local.run([document("broken")], start)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == r"internal error: KeyError: 'a\nb'"


def test_an_error_inside_the_package_names_its_file_and_line() -> None:
    def start_inside() -> Callable[[Document], object]:
        return lambda document: local._in_one_line(None)  # type: ignore[arg-type]

    (skipped,) = local.run([document("x")], start_inside)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("internal error at kg/engine/local.py:")


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_failure_does_not_stop_the_others(jobs: int) -> None:
    results = list(local.run(map(document, ["a", "broken", "b"]), start, jobs))
    assert [r for r in results if isinstance(r, str)] == ["A", "B"]
    assert [r.doc for r in results if isinstance(r, Skipped)] == ["broken.txt"]


def test_a_killed_worker_costs_only_its_document() -> None:
    names = [*(f"d{i}" for i in range(12)), "killed", *(f"e{i}" for i in range(12))]
    results = list(local.run(map(document, names), start, jobs=2))
    assert [r for r in results if isinstance(r, str)] == [name.upper() for name in names if name != "killed"]
    (skipped,) = (r for r in results if isinstance(r, Skipped))
    assert skipped.doc == "killed.txt"
    assert "ended from outside" in skipped.reason


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_is_raised_not_skipped(jobs: int) -> None:
    with pytest.raises(ModelError, match="no trained pipeline"):
        list(local.run([document("a")], start_without_model, jobs))


def start_counting(folder: Path) -> Callable[[Document], str]:
    (folder / str(os.getpid())).touch(exist_ok=False)  # a second start in one process would raise
    return work


def test_the_model_is_loaded_once_in_each_process(tmp_path: Path) -> None:
    list(local.run([document(f"d{i}") for i in range(10)], functools.partial(start_counting, tmp_path), jobs=2))
    assert 1 <= len(list(tmp_path.iterdir())) <= 2


def test_documents_are_taken_as_they_are_needed() -> None:
    taken = 0

    def documents() -> Iterator[Document]:
        nonlocal taken
        for i in range(1000):
            taken += 1
            yield document(f"d{i}")

    results = local.run(documents(), start, jobs=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert taken < 20


INTERRUPTED = """
import os, signal, sys, time
from kg.engine import local
from kg.records import Document

def work(document):
    time.sleep(0.1)
    return document.doc

def start():
    return work

if __name__ == "__main__":
    for result in local.run([Document(f"d{i}", "", "", "") for i in range(50)], start, jobs=2):
        os.killpg(0, signal.SIGINT)
"""


def test_only_the_parent_speaks_when_interrupted(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    done = subprocess.run(
        [sys.executable, script], check=False, capture_output=True, text=True, start_new_session=True, timeout=60
    )
    assert done.stderr.count("Traceback") == 1
    assert done.stderr.endswith("KeyboardInterrupt\n")
