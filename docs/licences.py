"""Write docs/pages/licences.md: what the program is installed with, and under which licences.

    python docs/licences.py

The packages and versions are those of requirements.txt, the licences what the installed packages say of themselves.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "pages" / "licences.md"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_HEAD = """# Licences

The program is under the MIT licence. It is installed with these packages, each under the licence that it states
itself; `python docs/licences.py` makes the list anew. None of them is changed, and none is copied into the program but
the script vis-network, which pyvis brings and which goes into `graph.html` (Apache 2.0 or MIT, at your choice). What
the trained pipeline learnt from is told in `models/README.md`.

| package | version | licence |
|---|---|---|
"""


def pinned() -> dict[str, str]:
    """Packages of requirements.txt with their versions."""
    return dict(_PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))


def licence(package: str) -> str:
    """The licence that an installed package states, in one line."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return "of another platform than the one that this list was made on"
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    lines = str(told.get("License") or "").strip().splitlines()
    classes = [name for name in classes if name != "OSI Approved"]
    return ", ".join(sorted(set(classes))) or (lines[0] if lines and len(lines[0]) < 60 else "see its own files")


def render() -> str:
    """The page."""
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in sorted(pinned().items())]
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
