"""The notebooks run from top to bottom, and show what is kept in them. `python docs/notebooks.py` writes them anew."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from docs.notebooks import clean, execute, notebooks, shown

BOOKS = notebooks()
STANDARD = {"collections", "datetime", "json", "os", "pathlib", "re", "subprocess", "sys", "tempfile"}
INSTALLED = {"kg", "networkx", "pandas", "rdflib"}  # with kg
PLOTS = {"matplotlib"}  # with its extra "notebooks"


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code(path: Path) -> str:
    return "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")


def children_seconds() -> float:
    """Of the processor, for kernels that have ended: how long a notebook takes where nothing else runs."""
    times = os.times()
    return times.children_user + times.children_system


def test_the_notebooks_are_numbered_in_the_order_of_the_guide() -> None:
    numbers = [int(path.name[:2]) for path in BOOKS]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_runs_within_a_minute_and_shows_what_is_kept(path: Path, built_output: Path) -> None:
    begin = children_seconds()
    kept, made = read(path), execute(path, built_output)
    assert 1 < children_seconds() - begin < 60
    assert [cell.execution_count for cell in made.cells if cell.cell_type == "code"] == list(
        range(1, len(shown(kept)) + 1)
    )
    assert shown(clean(made)) == shown(kept), "python docs/notebooks.py writes it anew"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_code_cell_keeps_what_it_shows(path: Path) -> None:
    kept = shown(read(path))
    assert kept
    assert all(kept)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_tells_a_story_and_stays_light(path: Path) -> None:
    cells = read(path).cells
    assert cells[0].source.startswith("# ")
    assert sum(cell.cell_type == "markdown" for cell in cells) * 3 >= len(cells)
    assert path.stat().st_size < 700_000


@pytest.mark.parametrize("path", [path for path in BOOKS if "matplotlib" in code(path)], ids=lambda path: path.stem)
def test_its_plots_are_kept_as_pictures(path: Path) -> None:
    pictures = [
        output["data"]["image/png"]
        for cell in read(path).cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    assert pictures
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_nothing_of_the_machine_and_no_script_is_kept(path: Path) -> None:
    assert clean(read(path)) == read(path)
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"/(?:tmp|home|root|work|Users|var)/\S*", text) == []
    assert "<script" not in text
    assert "<iframe" not in text


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_imports_nothing_that_a_user_lacks(path: Path) -> None:
    imported = set(re.findall(r"^(?:import|from) (\w+)", code(path), re.MULTILINE))
    assert imported - STANDARD <= INSTALLED | PLOTS


def test_a_notebook_that_needs_more_says_so() -> None:
    for path in BOOKS:
        if "matplotlib" in code(path) or "chinese_labels" in code(path):
            told = " ".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
            assert "matplotlib" in told or "checkout" in told, path.name
