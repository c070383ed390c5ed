"""Claims about adding an issue to what was built before."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import kg
from kg import samples
from tests.conftest import PAGE


def files(folder: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    report = json.loads(found["report.json"])
    del report["seconds"]
    return {**found, "report.json": json.dumps(report).encode()}


@pytest.mark.usefixtures("without_model")
def test_adding_an_issue_gives_the_bytes_of_building_all_at_once(tmp_path: Path) -> None:
    pages = tmp_path / "issues"
    pages.mkdir()
    (pages / "20230308-01.txt").write_text(PAGE, encoding="utf-8")
    kg.build([str(pages)], tmp_path / "grown")
    (pages / "20230315-01.txt").write_text(PAGE.replace("3月1日", "3月8日"), encoding="utf-8")
    kg.build([str(pages)], tmp_path / "grown")
    kg.build([str(pages)], tmp_path / "whole")

    assert files(tmp_path / "grown") == files(tmp_path / "whole")


@pytest.mark.slow
def test_issues_added_one_by_one_come_to_the_bytes_of_all_at_once_with_the_model_and_with_the_cache(
    built_output: Path, tmp_path: Path
) -> None:
    pages, grown = tmp_path / "issues", tmp_path / "grown"
    pages.mkdir()
    for issue in ("kg.toml", "20230301", "20230308", "202303"):
        for path in samples.folder().glob(f"{issue}*"):
            shutil.copyfile(path, pages / path.name)
        if issue != "kg.toml":
            kg.build([str(pages)], grown, cached=True)

    assert files(grown) == files(built_output)
