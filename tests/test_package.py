"""Promises of the package as a whole: what its files never say, that help helps, and that a build is pure."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

import kg
from kg import samples
from kg.cli import app

ROOT = Path(kg.__file__).parents[1]

# What would tie the project to the machine it was written on. Spelt in pieces, so that this file passes its own test.
PRIVATE = [
    "/" + "work/",
    "/" + "root/",
    "/" + "home/[a-z]",
    "/" + "opt/(wheels|pypi)",
    "extra-" + "index-url",
    "pypi" + r"\.org",
    "files" + r"\.pythonhosted",
]


def test_no_file_speaks_of_the_machine_it_was_written_on(project_files: list[Path]) -> None:
    private = re.compile("|".join(PRIVATE))
    found = []
    for path in project_files:
        # Weights and pictures decode to noise, in which a path would still show.
        for number, line in enumerate(path.read_bytes().decode("utf-8", errors="replace").splitlines(), 1):
            if private.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_nothing_but_the_command_line_prints() -> None:
    allowed = {"console.py", "cli.py", "answers.py", "texts.py"}
    found = [
        path.name
        for path in (ROOT / "kg").rglob("*.py")
        if path.name not in allowed and re.search(r"^\s*print\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert found == []


COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_examples_that_parse(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    examples = [line for line in command.epilog.splitlines() if "kg " in line]
    assert examples
    for example in examples:
        words = shlex.split(example.split("|")[-1])
        assert words[:2] == ["kg", name]
        command.make_context(name, words[2:])  # raises where an option or argument is not one of the command's


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    assert [parameter.name for parameter in COMMANDS[name].params if not parameter.help] == []


def build_in_a_process(output: Path, *, before: str = "", seed: str = "0", jobs: int = 1) -> dict[str, bytes]:
    """Build the samples in a fresh interpreter and return the files, the report without its times."""
    code = f"{before}\nimport kg\nkg.build([{str(samples.folder())!r}], {str(output)!r}, jobs={jobs})"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    return contents(output)


def contents(output: Path) -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in output.iterdir()}
    report = json.loads(files["report.json"])
    assert report.pop("seconds")
    return {**files, "report.json": json.dumps(report).encode()}


@pytest.mark.slow
def test_hash_seed_and_number_of_processes_change_no_byte(built_output: Path, tmp_path: Path) -> None:
    expected = contents(built_output)
    assert build_in_a_process(tmp_path / "one", seed="1") == expected
    assert build_in_a_process(tmp_path / "two", seed="4242", jobs=2) == expected


DENY_SOCKETS = """
import socket, sys
def deny(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise RuntimeError("network asked for: " + event)
sys.addaudithook(deny)
try:
    socket.create_connection(("127.0.0.1", 9))
except RuntimeError:
    pass  # the hook works
else:
    raise SystemExit("sockets are not denied")
"""


@pytest.mark.slow
def test_a_build_asks_for_no_network(built_output: Path, tmp_path: Path) -> None:
    assert build_in_a_process(tmp_path / "offline", before=DENY_SOCKETS) == contents(built_output)


@pytest.mark.slow
def test_the_samples_are_a_paper_worth_looking_at(built_output: Path) -> None:
    report = json.loads((built_output / "report.json").read_bytes())
    pages = report["inputs"]
    issues = {page["date"] for page in pages}
    assert len(issues) >= 4
    assert all(sum(page["date"] == issue for page in pages) >= 2 for issue in issues)
    assert report["counts"]["articles"] >= 40
    for kind in ("people", "officials", "streets", "organisations", "initiatives", "tenures", "co-mentions"):
        assert report["counts"][kind] > 0
