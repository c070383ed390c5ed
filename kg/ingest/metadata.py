"""What a ``kg.toml`` beside the inputs says of them: paper, home, dates and pages.

The file, all of it optional::

    paper = "江州报"                 # name of the paper, for every file below this folder
    home = "重庆市江北区"             # full name of the home district
    date = "2023-01-09"             # issue date, if all files are of one issue

    [files."20230109-02.txt"]       # one file (or folder, or archive), by its path from here, with forward slashes
    date = "2023-01-09"
    page = 2
    paper = "…"
    home = "…"

A ``kg.toml`` in a folder nearer to a file wins over one further up, and an entry for a file over the folder's own. One
inside an archive speaks of what is in the archive.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from kg.errors import InputError

NAME = "kg.toml"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a file before it is read; ``date`` as ISO 8601."""

    date: str | None = None
    paper: str | None = None
    home: str | None = None
    page: int | None = None

    def updated(self, other: Metadata) -> Metadata:
        """Return what ``other`` says, and this where it says nothing."""
        return Metadata(
            date=other.date or self.date,
            paper=other.paper or self.paper,
            home=other.home or self.home,
            page=other.page or self.page,
        )


Reader = Callable[[PurePath], bytes | None]
"""Returns what the file at a path holds, or None if there is none."""

_LARGEST = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class _Table:
    all_files: Metadata
    files: Mapping[str, Metadata]


def on_disk(path: PurePath) -> bytes | None:
    """Return what the file at ``path`` holds, or None if there is none.

    Raises:
        InputError: it cannot be read, or is too large for a ``kg.toml``.
    """
    try:
        if not Path(path).is_file():
            return None
        with Path(path).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}): check its permissions") from error
    if len(data) > _LARGEST:
        raise InputError("is larger than 1 MB: take out what is no metadata")
    return data


def metadata_of(path: PurePath, root: PurePath, reader: Reader = on_disk) -> Metadata:
    """Return what the ``kg.toml`` files from ``root`` down to the folder of ``path`` say of it.

    A ``kg.toml`` that cannot be used counts as absent here; ``check`` says what is wrong with it.

    Args:
        path: of the file; one inside an archive has the archive's path and then its own.
        root: the folder above which nothing is looked for.
        reader: returns what a file holds, or None; it may look into archives.
    """
    found = Metadata()
    for folder in reversed(folders_of(path, root)):
        try:
            table = _load(folder / NAME, reader)
        except InputError:
            continue
        below = path.relative_to(folder)
        named = [table.files.get(each.as_posix(), Metadata()) for each in (*reversed(below.parents), below)]
        for layer in (table.all_files, *named):
            found = found.updated(layer)
    return found


def folders_of(path: PurePath, root: PurePath) -> list[PurePath]:
    """Return the folders whose ``kg.toml`` speaks of ``path``: its own first, then those above it up to ``root``."""
    folders = list(path.parents)
    return folders[: folders.index(root) + 1] if root in folders else folders[:1]


def check(path: PurePath, reader: Reader = on_disk) -> None:
    """Raise InputError, a clause without the file's name, if the ``kg.toml`` at ``path`` cannot be used."""
    _load(path, reader)


def _load(path: PurePath, reader: Reader) -> _Table:
    data = reader(path)
    if data is None:
        return _Table(Metadata(), {})
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = str(error).replace("\n", " ")
        raise InputError(f"is not valid TOML ({reason}): mend it or take it away") from error
    files = values.pop("files", {})
    if not isinstance(files, dict) or not all(isinstance(entry, dict) for entry in files.values()):
        raise InputError('is wrong at "files": write a table for each file, as [files."name.txt"]')
    return _Table(
        _metadata(values, "the top level"), {name: _metadata(entry, f'files."{name}"') for name, entry in files.items()}
    )


def _metadata(values: dict[str, Any], where: str) -> Metadata:
    known: dict[str, Any] = {}
    for name, value in values.items():
        if name == "date":
            known[name] = _date(value, where)
        elif name == "page" and isinstance(value, int) and not isinstance(value, bool) and value > 0:
            known[name] = value
        elif name in ("paper", "home") and isinstance(value, str) and value.strip():
            known[name] = value.strip()
        else:
            raise InputError(
                f"is wrong at {where}: {name!r} can be date, paper, home or (for a file) page, with a value"
            )
    return Metadata(**known)


def _date(value: object, where: str) -> str:
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):  # TOML has dates of its own
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise InputError(f"is wrong at {where}: {value!r} is no date, write it as 2023-01-09") from error
