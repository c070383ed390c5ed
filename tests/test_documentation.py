"""The documentation builds without a warning, and leaves no command, file, table or public function out."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import kg
from docs import licences
from docs.readme import ROOT
from docs.sections import on_page_markdown, sections
from kg.cli import app
from kg.export.files import FILES
from kg.rows import OWN_DATA, from_yaml, read_rows, read_yaml, rows

PAGES = ROOT / "docs" / "pages"
GUIDES = [PAGES / "guide.md", PAGES / "zh" / "guide.md", ROOT / "README.zh.md"]
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
DATA = Path(kg.__file__).parent / "data"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_documentation_builds_without_a_warning_and_asks_for_no_network(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    page = read(tmp_path / "site" / "reference" / "questions.html")
    assert "kg.officials" in page or "officials" in page
    for path in (tmp_path / "site").rglob("*.html"):
        asked = re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(https?:)?//", read(path))
        assert asked == [], path.name


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", read(path), re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[list[str]]:
    lines = re.findall(r"^\$ kg (.+)$", block, re.MULTILINE)
    return [shlex.split(line.partition(" > ")[0]) for line in lines]


@pytest.fixture
def at_work(tmp_path: Path, built_output: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the graph of the samples and an issue of one's own in it."""
    shutil.copytree(built_output, tmp_path / "output")
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "20230329-01.txt").write_text("石矶街道党工委书记欧阳晓岚说，灯都亮了。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", ["first-answer.md", "guide.md", "index.md", "../../README.zh.md"])
def test_what_a_guide_shows_can_be_typed(page: str, at_work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = {"kg": kg, "graph": kg.load("output")}
    for block in blocks(PAGES / page, "python"):
        exec(block, typed)
    for words in [words for block in blocks(PAGES / page, "console") for words in commands(block)]:
        app(words, standalone_mode=False)
        assert capsys.readouterr().out


def test_a_first_answer_takes_fewer_than_ten_lines() -> None:
    for path in (PAGES / "first-answer.md", *GUIDES[1:]):
        first = blocks(path, "console")[0].splitlines()
        assert first[0] == "$ make demo"
        assert len(first) < 10
        assert commands("\n".join(first))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_every_guide(path: Path, command: str) -> None:
    assert re.search(rf"\bkg {command}\b", read(path))


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_a_build_has_a_page_and_is_in_the_chinese_readme(name: str) -> None:
    pages = [page for page in (PAGES / "files").glob("*.md") if page.stem != "index" and name in read(page)]
    assert pages
    assert f"`{name}`" in read(ROOT / "README.zh.md")


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_function_is_in_the_reference(name: str) -> None:
    assert [page for page in (PAGES / "reference").glob("*.md") if f"::: kg.{name}\n" in read(page)]


def test_every_table_that_can_be_added_to_is_listed_with_what_it_holds() -> None:
    made = dict(re.findall(r"^\| `(\S+)` \| (.+) \|$", on_page_markdown("<!-- TABLES -->"), re.MULTILINE))
    assert {"rules/names.tsv", "rules/acts.yaml", "lexicon/roles.tsv", "gazetteer/streets.tsv"} <= set(made)
    assert not {"rules/act_model.npz", "rules/ingest.yaml"} & set(made)
    assert [name for name, told in made.items() if len(told) < 10 or "\t" in told] == []


@pytest.mark.parametrize("name", re.findall(r"title=\"my-data/(\S+)\"", read(PAGES / "extending.md")))
def test_what_the_page_on_extending_shows_is_taken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = re.search(
        rf"^```\w+ title=\"my-data/{re.escape(name)}\"\n(.*?)^```", read(PAGES / "extending.md"), re.M | re.S
    )
    assert block
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(block[1], encoding="utf-8")
    monkeypatch.setenv(OWN_DATA, str(tmp_path))
    package = read_yaml(DATA / name) if name.endswith("yaml") else read_rows(DATA / name)
    found = from_yaml(name) if name.endswith("yaml") else rows.__wrapped__(name)
    assert len(found) > len(package)


def test_sections_come_from_the_readme_and_a_missing_one_is_an_error() -> None:
    made = on_page_markdown("before\n<!-- README: officials.csv -->\nafter")
    assert "| `person` | name |" in made
    assert made.startswith("before\n")
    assert made.endswith("\nafter")
    assert not re.search(r"\]\((?!\w+:|#)", " ".join(sections().values()))
    with pytest.raises(KeyError):
        on_page_markdown("<!-- README: no such heading -->")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)", read(ROOT / "README.zh.md")))))
def test_every_link_of_the_chinese_readme_leads_somewhere(link: str) -> None:
    assert "://" in link or (ROOT / link).exists()


def test_the_licence_of_every_package_is_listed() -> None:
    listed = dict(re.findall(r"^\| ([a-z0-9._-]+) \| ([^ ]+) \| \S", read(licences.PAGE), re.MULTILINE))
    del listed["package"]  # the head of the table
    assert listed == licences.pinned(), "run python docs/licences.py"
