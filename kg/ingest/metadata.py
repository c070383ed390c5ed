"""What a ``kg.toml`` beside the inputs says of them: paper, home, dates and pages.

The file, all of it optional::

    paper = "江州报"                 # name of the paper, for every file below this folder
    home = "重庆市江北区"             # full name of the home district
    date = "2023-01-09"             # issue date, if all files are of one issue

    [files."20230109-02.txt"]       # one file, by its path from this folder, with forward slashes
    date = "2023-01-09"
    page = 2
    paper = "…"
    home = "…"

A ``kg.toml`` in a folder nearer to a file wins over one further up, and an entry for a file over the folder's own.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
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


@dataclass(frozen=True, slots=True)
class _Table:
    all_files: Metadata
    files: Mapping[str, Metadata]


def metadata_of(path: Path, root: Path) -> Metadata:
    """Return what the ``kg.toml`` files from ``root`` down to the folder of ``path`` say of it.

    A ``kg.toml`` that cannot be used counts as absent here; ``check`` says what is wrong with it.
    """
    folders = [path.parent, *path.parent.parents]
    folders = folders[: folders.index(root) + 1] if root in folders else folders[:1]
    found = Metadata()
    for folder in reversed(folders):
        try:
            table = _load(folder / NAME)
        except InputError:
            continue
        for layer in (table.all_files, table.files.get(path.relative_to(folder).as_posix(), Metadata())):
            known = {name: getattr(layer, name) for name in ("date", "paper", "home", "page")}
            found = replace(found, **{name: value for name, value in known.items() if value is not None})
    return found


def check(path: Path) -> None:
    """Raise InputError, a clause without the file's name, if the ``kg.toml`` at ``path`` cannot be used."""
    _load(path)


def _load(path: Path) -> _Table:
    try:
        if not path.is_file():
            return _Table(Metadata(), {})
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}): check its permissions") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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
