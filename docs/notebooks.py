"""Run the notebooks again and keep what they show: `python docs/notebooks.py [NAME…]`. Each takes under a minute.

They run by this Python's own kernel, whatever kernels the user has installed, without a network, in a folder that holds
nothing but `output`, the graph of the sample pages, built once for all of them. `tests/test_notebooks.py` does the same
and fails where what they show would change. Pictures are kept, but not compared: they differ with a machine's fonts.
Interactive pages are not kept, as no code host shows them; the pictures beside them are.
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

if __name__ == "__main__":  # a script has its own folder on the path, not the checkout's
    sys.path.insert(0, str(Path(__file__).parents[1]))

import kg
from kg import samples

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
SECONDS_A_CELL = 300  # on a busy machine


def notebooks() -> list[Path]:
    """All notebooks, in order."""
    return sorted(FOLDER.glob("*.ipynb"))


def execute(path: Path, output: Path) -> Any:
    """Run a notebook from top to bottom in a fresh kernel; returns it with what it shows, the file as it was.

    Args:
        path: of the notebook.
        output: the graph of the sample pages, as ``kg demo`` writes it.

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
        (work / "output").symlink_to(output.resolve(), target_is_directory=True)
        client = NotebookClient(
            book,
            timeout=SECONDS_A_CELL,
            startup_timeout=SECONDS_A_CELL,
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
        "PYTHONHASHSEED": "0",  # networkx goes through sets here and there
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
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/png" in data and "text/html" in data:
                del data["text/html"]  # the interactive page, of which the picture is left
            if "metadata" in output:
                output.metadata = {}
    return book


def main(names: list[str]) -> None:
    """Write the notebooks anew, all or those whose name has one of ``names`` in it."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        kg.build(samples.folder(), output)
        for path in notebooks():
            if not names or any(name in path.name for name in names):
                book = clean(execute(path, output))
                path.write_text(json.dumps(book, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
                print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
