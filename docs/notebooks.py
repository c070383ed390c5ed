"""Run the notebooks again and keep what they show: `python docs/notebooks.py`. Each takes under a minute.

They run by this Python's own kernel, whatever kernels the user has installed, in an empty folder, without a network.
`tests/test_notebooks.py` does the same and fails where what they show would change.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
SECONDS_A_CELL = 300  # on a busy machine


def notebooks() -> list[Path]:
    """All notebooks, in order."""
    return sorted(FOLDER.glob("*.ipynb"))


def execute(path: Path) -> Any:
    """Run a notebook from top to bottom in a fresh kernel; returns it with what it shows, the file as it was.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails.
    """
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory() as name, _own_kernel(Path(name)):
        work = Path(name) / "work"
        work.mkdir()
        client = NotebookClient(
            book,
            timeout=SECONDS_A_CELL,
            kernel_name="python3",
            resources={"metadata": {"path": str(work)}},
            record_timing=False,
        )
        client.execute()
    return book


@contextmanager
def _own_kernel(folder: Path) -> Iterator[None]:
    """Let Jupyter see one kernel, this Python, and write nothing outside ``folder``."""
    spec = folder / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}))
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    own = {
        "JUPYTER_PATH": str(folder),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONPATH": paths,
        "PYTHONUTF8": "1",
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def shown(book: Any) -> list[str]:
    """What each code cell shows, as text."""
    return [
        "".join(str(output.get("text") or output.get("data", {}).get("text/plain", "")) for output in cell.outputs)
        for cell in book.cells
        if cell.cell_type == "code"
    ]


def clean(book: Any) -> Any:
    """Take out what differs from machine to machine."""
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for place, cell in enumerate(book.cells, 1):
        cell.id = f"cell-{place:02}"
        cell.metadata = {}
    return book


def main() -> None:
    """Write the notebooks anew."""
    for path in notebooks():
        book = clean(execute(path))
        path.write_text(json.dumps(book, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
