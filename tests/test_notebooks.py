"""The notebooks run from top to bottom, and show what is kept in them. `python docs/notebooks.py` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from docs.notebooks import clean, execute, notebooks, shown

BOOKS = notebooks()


def test_there_are_notebooks() -> None:
    assert BOOKS


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_is_kept(path: Path) -> None:
    kept, made = nbformat.read(path, as_version=4), execute(path)
    assert [cell.execution_count for cell in made.cells if cell.cell_type == "code"] == list(
        range(1, len(shown(kept)) + 1)
    )
    assert shown(made) == shown(kept), "python docs/notebooks.py writes it anew"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_code_cell_keeps_what_it_shows(path: Path) -> None:
    kept = shown(nbformat.read(path, as_version=4))
    assert kept
    assert all(kept)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_nothing_of_the_machine_is_kept(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    assert clean(nbformat.read(path, as_version=4)) == book
    assert re.findall(r"/(?:tmp|home|root|work|Users|var)/\S*", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_imports_nothing_that_a_user_lacks(path: Path) -> None:
    """pandas is there for the tests only."""
    source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    imported = set(re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE))
    assert imported - {"collections", "datetime", "json", "pathlib", "tempfile"} <= {"kg", "networkx", "rdflib"}
