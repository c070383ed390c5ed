"""Put README.md's examples through the program again: `python docs/readme.py OUTPUT`, OUTPUT as `make demo` wrote it.

What is made anew, in place (without OUTPUT only the last two, at once):

* each ``console`` block: every line that begins with ``$ `` is run by bash, what it prints comes below it;
* each ``pycon`` block: every statement after ``>>>`` is run, one namespace for the whole README;
* the map of the tree: each module with the first line of its docstring; what a folder is stays as it is written;
* the table of scores.

Blocks of other kinds that say ``title=NAME`` are files: they stand in the folder in which all of this runs, beside
``output/``. `tests/test_readme.py` does the same and fails where README.md would change. Seconds are left as they are,
and so is what make prints of its own.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # a script has its own folder on the path, not the checkout's
    sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.scores import render_scores
from kg.console import print_summary

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"

_BLOCK = re.compile(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECONDS = re.compile(r"^(seconds +)[\d.]+$", re.MULTILINE)
_MAP = re.compile(r"(?<=<!-- map -->\n```text\n).*?(?=```\n<!-- /map -->)", re.DOTALL)
_MAP_FOLDER = re.compile(r"(\S+/) +(.*)")
_NAME_WIDTH = 20


def render(text: str, output: Path) -> str:
    """The README with everything in it that the program makes made anew.

    Args:
        text: the README as it is.
        output: the folder of the sample pages' graph.

    Raises:
        RuntimeError: a command of the README fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "output").symlink_to(output.resolve(), target_is_directory=True)
        namespace: dict[str, Any] = {}
        _write_files(text, folder)

        def renewed(block: re.Match[str]) -> str:
            match block[1]:
                case "console":
                    return f"```console\n{_with_seconds_of(block[3], _console(block[3], folder))}```"
                case "pycon":
                    return f"```pycon\n{_session(block[3], folder, namespace)}```"
            return block[0]

        text = _BLOCK.sub(renewed, text)
    return render_map_and_scores(text)


def render_map_and_scores(text: str) -> str:
    """The README with what is known without a built graph made anew."""
    return render_scores(_MAP.sub(lambda found: render_map(found[0]), text))


def _write_files(text: str, folder: Path) -> None:
    for block in _BLOCK.finditer(text):
        if block[2]:
            path = folder / block[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block[3], encoding="utf-8")


def _console(block: str, folder: Path) -> str:
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    shown = []
    for command, before in zip(parts[::2], parts[1::2], strict=True):
        after = _SPECIAL[command](before, folder) if command in _SPECIAL else _run(command, folder)
        shown.append(f"$ {command}\n{after}")
    return "\n".join(shown)


def _run(command: str, folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"README: `{command}` failed with {done.returncode}: {done.stderr.decode()[-500:]}")
    return _tidy(done.stdout.decode())


def _summary(before: str, folder: Path) -> str:
    report = json.loads((folder / "output" / "report.json").read_bytes())
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_summary(report["counts"], sum(report["seconds"].values()), Path("output/graph.html"))
    return _tidy(out.getvalue())


_SPECIAL: dict[str, Callable[[str, Path], str]] = {
    "make demo": _summary,
    "make test": lambda before, folder: before,
}


def _with_seconds_of(old: str, new: str) -> str:
    before = iter(_SECONDS.findall(old) and [match[0] for match in _SECONDS.finditer(old)])
    return _SECONDS.sub(lambda match: next(before, match[0]), new)


def _session(block: str, folder: Path, namespace: dict[str, Any]) -> str:
    shown = []
    with contextlib.chdir(folder):
        for part in doctest.DocTestParser().parse(block):
            if isinstance(part, str):
                shown.append(part)
                continue
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(part.source, "README.md", "single"), namespace)
            first, *rest = part.source.splitlines()
            shown += [f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in rest), _tidy(out.getvalue())]
    return "".join(shown)


def _tidy(printed: str) -> str:
    lines = [line.rstrip() for line in printed.splitlines()]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "".join(f"{line}\n" for line in lines)


def render_map(old: str) -> str:
    """The map of the tree. Folders keep their lines of ``old``; one without a line says nothing."""
    said = {row[1]: row[2] for row in map(_MAP_FOLDER.fullmatch, old.splitlines()) if row}
    package = sorted({path.parent for path in (ROOT / "kg").rglob("*.py")})
    beside = [ROOT / name for name in said if not name.startswith("kg/") and (ROOT / name).is_dir()]
    lines = []
    for folder in package + beside:
        name = folder.relative_to(ROOT).as_posix() + "/"
        lines.append(f"{name:{_NAME_WIDTH + 2}} {said.get(name, '')}")
        if folder in package:
            modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
            lines += [f"  {path.name:{_NAME_WIDTH}} {_first_line(path)}" for path in modules]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].replace("``", "").removesuffix(".")


def main() -> None:
    """Write README.md anew."""
    text = README.read_text(encoding="utf-8")
    match sys.argv[1:]:
        case []:
            text = render_map_and_scores(text)
        case [output] if (Path(output) / "report.json").exists():
            text = render(text, Path(output))
        case _:
            sys.exit("usage: python docs/readme.py [OUTPUT], where OUTPUT is a folder that kg demo wrote")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
