"""What the program must never do, whatever it is given: run what is in its inputs, or ask a network for anything."""

from __future__ import annotations

import ast
import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg import pipeline, samples
from kg.records import Settings
from tests.conftest import PAGE

PACKAGE = Path(kg.__file__).parent

# Modules that load code, start programs or open connections. The endpoint listens on this machine.
FORBIDDEN = {
    "pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "subprocess", "pty", "socket", "socketserver",
    "ssl", "http", "ftplib", "smtplib", "telnetlib", "xmlrpc", "requests", "urllib.request", "httpx", "aiohttp",
}  # fmt: skip
LISTENS = {"kg/endpoint/site.py": {"http", "socketserver"}}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.execvp", "os.spawnv"}

# What the interpreter reports of itself before it does it (sys.addaudithook).
WATCHED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "pickle.find_class", "urllib.", "http.")


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def test_no_module_can_load_code_start_a_program_or_reach_a_network() -> None:
    found: list[tuple[str, str]] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE.parent).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = imported(tree)
        for name in sorted(FORBIDDEN - LISTENS.get(where, set())):
            if any(each == name or each.startswith(name + ".") for each in names):
                found.append((where, name))
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        found += [(where, call) for call in sorted(calls & CALLS)]
    assert found == []


@pytest.mark.slow
def test_a_build_opens_no_socket_starts_no_program_and_unpickles_nothing(tmp_path: Path) -> None:
    page = samples.folder() / "20230301-03.txt"
    pipeline.load_model(None)
    child = os.fork()  # an audit hook stays for as long as the process
    if not child:
        seen: list[str] = []
        sys.addaudithook(lambda event, _: seen.append(event) if event.startswith(WATCHED) else None)
        code = 1
        try:
            pipeline.build([str(page)], Settings(), tmp_path / "out", cached=True)
            code = 2 if seen else 0
            (tmp_path / "seen").write_text(" ".join(seen))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert (tmp_path / "seen").read_text() == ""
    assert status == 0


def mutated(data: bytes, seed: int) -> bytes:
    """A page as a bad disk, a bad editor or a bad neighbour makes it."""
    rng = random.Random(seed)
    out = bytearray(data)
    for _ in range(rng.choice([1, 3, 10, 40])):
        at = rng.randrange(len(out) + 1)
        match rng.randrange(6):
            case 0:
                out[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del out[at : at + rng.choice([1, 2, 50])]
            case 2:
                out[at:at] = out[at // 2 : at // 2 + rng.randrange(120)]
            case 3:
                out[at:at] = rng.choice(
                    ["\u2028", "\ufeff", "“", "》", "</script>", "\x00", "下转2版", "=1+1"]
                ).encode()
            case 4:
                out[at:at] = b"\n" * rng.randrange(5)
            case _:
                out[at:at] = rng.randbytes(rng.randrange(8))
    return bytes(out)


@given(st.integers(min_value=0))
@settings(max_examples=12)
@pytest.mark.usefixtures("without_model")
def test_a_mutated_page_is_built_or_refused_and_nothing_breaks(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "good.txt").write_text(PAGE, encoding="utf-8")
    (folder / "page.txt").write_bytes(mutated(PAGE.encode(), seed))
    report = pipeline.build([str(folder)], Settings(), folder / "out", cached=True)
    assert report.counts["articles"] >= 1
    assert [item.reason for item in report.skipped if "internal error" in item.reason] == []
