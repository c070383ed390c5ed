"""The wheel holds what the program needs and nothing else, and works with nothing but its dependencies."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_the_package_is_in_it(names: set[str], project_files: list[Path]) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in project_files}
    assert {name for name in files if name.startswith("kg/")} <= names


@pytest.mark.parametrize(
    "wanted",
    [
        "kg/model/config.cfg",
        "kg/model/meta.json",
        "kg/data/ontology.ttl",
        "kg/data/shapes.ttl",
        "kg/data/gazetteer/streets.tsv",
        "kg/data/samples/kg.toml",
        "kg/py.typed",
    ],
)
def test_model_ontology_gazetteers_and_samples_are_in_it(names: set[str], wanted: str) -> None:
    assert wanted in names


@pytest.mark.parametrize("folder", ["kg/data/rules/", "kg/data/lexicon/", "kg/export/"])
def test_rules_lexicons_and_page_assets_are_in_it(names: set[str], folder: str) -> None:
    assert any(name.startswith(folder) and not name.endswith(".py") for name in names)


def test_nothing_beside_the_package_is_in_it(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"kg", f"kg_local_news-{kg.__version__}.dist-info"}
    assert [name for name in names if "test" in name.lower() or ".gold." in name or "__pycache__" in name] == []


def test_the_demo_runs_where_only_the_wheel_is_installed(wheel: Path, tmp_path: Path) -> None:
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.txt"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    subprocess.run([python, "-m", "pip", "check"], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python.with_name("kg"), "demo"], cwd=empty, env=environment, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("skipped")) == (0, 0), done.stderr
    assert done.stdout.splitlines()[-1] == "open output/graph.html"
    written = {path.name for path in (empty / "output").iterdir()}
    assert {"graph.html", "graph.ttl", "graph.json", "report.json"} <= written
