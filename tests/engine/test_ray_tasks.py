import os
import signal
from collections.abc import Callable

import pytest

from kg.engine import ray_tasks
from kg.engine.engines import engine
from kg.errors import InputError, SettingError
from kg.records import Document, Skipped


def start() -> Callable[[Document], str]:
    def work(document: Document) -> str:
        if document.text == "refused":
            raise InputError("no article was found in it")
        if document.text == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        return document.text.upper()

    return work


def document(text: str) -> Document:
    return Document(doc=f"{text}.txt", text=text, sha256="0" * 64, encoding="utf-8")


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingError, match="choose local or ray"):
        engine("spark")


def test_a_ray_that_does_not_start_is_tried_again_and_then_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def init(**_: object) -> None:
        tries.append(1)
        raise RuntimeError("The current node timed out\nduring startup")

    monkeypatch.setattr(ray_tasks.ray, "init", init)
    with pytest.raises(SettingError, match=r"does not start \(The current node timed out\)"):
        list(ray_tasks.run([document("a")], start))
    assert len(tries) == 3


@pytest.mark.slow
def test_ray_gives_results_in_order_and_names_what_ends_its_worker() -> None:
    names = ["a", "b", "refused", "c", "killed", "d", "e"]
    results = list(ray_tasks.run(map(document, names), start, jobs=1))
    assert [r for r in results if isinstance(r, str)] == ["A", "B", "C", "D", "E"]
    skipped = [r for r in results if isinstance(r, Skipped)]
    assert [r.doc for r in skipped] == ["refused.txt", "killed.txt"]
    assert "ended from outside" in skipped[1].reason
