"""Rows of the package's tab-separated data files: gazetteers, lexicons, rules.

Lines that start with ``#`` are comments. The columns are named by the last comment line above the rows or, where that
has no tab, by the first line that is no comment. A dash stands for an empty cell; the first column is the row's key.
The YAML files beside the tables are read here too.

A user's own rows stand in a folder that the environment variable ``KG_DATA`` names, in files of the same names, such as
``rules/names.tsv``. They come before the package's, and one with the key of a row of the package replaces that. The
folder is one of the whole process, and of those it starts: the tables are read once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from kg.errors import DataFileError

T = TypeVar("T", bound=Mapping[str, Any])

DATA: Final = Path(__file__).parent / "data"

_SUFFIXES = (".tsv", ".yaml", ".yml")
OWN_DATA: Final = "KG_DATA"
"""The environment variable that names the folder of a user's own rows."""

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Rows of ``kg/data/<name>``, in file order, the user's own before them.

    Raises:
        DataFileError: a row has too few or too many columns, or repeats a key; or the user's own folder or file cannot
            be used.
    """
    package = read_rows(DATA / name)
    own = own_file(name)
    if own is None:
        return package
    more = read_rows(own)
    if more and package and list(more[0]) != list(package[0]):
        raise DataFileError(f"{own}: has the columns {', '.join(more[0])}; give it {', '.join(package[0])}")
    return tuple(with_own(package, more, key=next(iter(package[0])) if package else ""))


def with_own(package: Sequence[T], own: Sequence[T], key: str) -> list[T]:
    """The rows of the package with the user's own: those of a known key in its place, the others first."""
    known = {row[key] for row in package}
    mine = {row[key]: row for row in own}
    return [*(row for row in own if row[key] not in known), *(mine.get(row[key], row) for row in package)]


def own_file(name: str) -> Path | None:
    """The user's own file beside ``kg/data/<name>``, if there is one.

    Raises:
        DataFileError: the folder is none, cannot be read, or holds a table that the package has not.
    """
    chosen = os.environ.get(OWN_DATA)
    if not chosen:
        return None
    folder = Path(chosen)
    if not folder.is_dir():
        raise DataFileError(f"{chosen}: is no folder; let {OWN_DATA} name the folder of your own tables")
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.suffix in _SUFFIXES and not (DATA / below).is_file():
            raise DataFileError(f"{path}: the package has no {below.as_posix()}; name it as the table that it adds to")
    return folder / name if (folder / name).is_file() else None


def read_rows(path: Path) -> tuple[Row, ...]:
    """Rows of one file, in its order.

    Raises:
        DataFileError: a row has too few or too many columns, or repeats a key.
    """
    columns: list[str] = []
    found: list[Row] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
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

    A user's own rows come before the package's where the file is a list of rows with an ``id`` each.

    Raises:
        DataFileError: it is no YAML, or the user's own file is no such list.
    """
    package = read_yaml(DATA / name)
    own = own_file(name)
    if own is None:
        return package
    more = read_yaml(own)
    for table, path in ((package, DATA / name), (more, own)):
        if not isinstance(table, list) or not all(isinstance(row, dict) and "id" in row for row in table):
            raise DataFileError(f"{path}: is no list of rows with an id each, so nothing can be added to {name}")
    return with_own(package, more, key="id")


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        DataFileError: it is no YAML.
    """
    try:
        return yaml.safe_load(_text(path))
    except yaml.YAMLError as error:
        raise DataFileError(f"{path.name}: is no YAML ({' '.join(str(error).split())}); mend it") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # a spreadsheet puts a byte-order mark first
    except UnicodeDecodeError as error:
        raise DataFileError(f"{path.name}: is not UTF-8; save it as UTF-8") from error


def expression(pattern: str, name: str, row: str) -> re.Pattern[str]:
    """``pattern`` compiled; ``name`` and ``row`` say where it stands.

    Raises:
        DataFileError: it is no regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataFileError(f"{name}: row {row!r}: {pattern!r} is no regular expression ({error}); mend it") from error
