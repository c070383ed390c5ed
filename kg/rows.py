"""Rows of the package's tab-separated data files: gazetteers, lexicons, rules.

Lines that start with ``#`` are comments. The columns are named by the last comment line above the rows or, where that
has no tab, by the first line that is no comment. A dash stands for an empty cell; the first column is the row's key.
The YAML files beside the tables are read here too.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from kg.errors import DataFileError

DATA: Final = Path(__file__).parent / "data"

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Rows of ``kg/data/<name>``, in file order.

    Raises:
        DataFileError: a row has too few or too many columns, or repeats a key.
    """
    return read_rows(DATA / name)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Rows of one file, in its order.

    Raises:
        DataFileError: a row has too few or too many columns, or repeats a key.
    """
    columns: list[str] = []
    found: list[Row] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            columns = line.removeprefix("#").strip().split("\t") if "\t" in line else []
        elif line and not columns:
            columns = line.split("\t")
        elif line:
            cells = ["" if cell == "-" else cell for cell in line.split("\t")]
            if len(cells) != len(columns):
                raise DataFileError(
                    f"{path.name}:{number}: {len(cells)} columns where {len(columns)} are named; mend the row"
                )
            if cells[0] in seen:
                raise DataFileError(
                    f"{path.name}:{number}: {columns[0]} {cells[0]!r} appears twice (also line {seen[cells[0]]})"
                )
            seen[cells[0]] = number
            found.append(dict(zip(columns, cells, strict=True)))
    return tuple(found)


def from_yaml(name: str) -> Any:
    """What ``kg/data/<name>`` holds, a YAML file; what it must hold is its reader's affair.

    Raises:
        DataFileError: it is no YAML.
    """
    return read_yaml(DATA / name)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        DataFileError: it is no YAML.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DataFileError(f"{path.name}: is no YAML ({' '.join(str(error).split())}); mend it") from error


def expression(pattern: str, name: str, row: str) -> re.Pattern[str]:
    """``pattern`` compiled; ``name`` and ``row`` say where it stands.

    Raises:
        DataFileError: it is no regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataFileError(f"{name}: row {row!r}: {pattern!r} is no regular expression ({error}); mend it") from error
