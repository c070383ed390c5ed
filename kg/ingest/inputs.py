"""What the user names to the files to read, each once and with its name: files, folders, globs and standard input."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest import metadata
from kg.records import Skipped

STDIN = "stdin"  # the doc of what is read from standard input
SUFFIXES = (".txt", ".jsonl", ".csv", ".html", ".htm", ".pdf", ".docx", ".zip")
LARGEST_PIPE = 256 * 1024 * 1024  # bytes
_OWN_REPORT = "report.json"
_OWN_TABLES = ("articles.jsonl", "mentions.jsonl", "relations.jsonl", "officials.csv", "entities.csv", "relations.csv")
_OWN_OUTPUT = (*_OWN_TABLES, "graph.html")  # beside a report.json


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """One file to read. Two are the same only if they are one object.

    ``name`` is its doc. ``path`` is where it lies; inside an archive that is the archive's path and then the member's.
    ``root`` is the folder above which no ``kg.toml`` is looked for. ``opens`` may be called again and again and gives
    the bytes from their beginning, seekable; ``size`` is their number, where it is known beforehand. ``beside`` reads a
    small file at another path of the same kind.
    """

    name: str
    path: PurePath
    root: PurePath
    opens: Callable[[], BinaryIO]
    size: int | None = None
    beside: metadata.Reader = metadata.on_disk


def find_inputs(items: Sequence[str]) -> list[Input | Skipped]:
    """Return the files that ``items`` name, in their order, a file only once, and a ``Skipped`` for what is none."""
    found = [each for item in items for each in _find(item)]
    return _named(_once(found))


def is_taken(name: str, siblings: Iterable[str]) -> bool:
    """Say whether a folder or archive gives its file ``name``, ``siblings`` being all names in the folder it lies in.

    Hidden files, the lock files of Word, what an earlier build wrote and files of unknown kinds are left.
    """
    if name.startswith((".", "~$")) or not name.lower().endswith(SUFFIXES):
        return False
    return not (name in _OWN_OUTPUT and _OWN_REPORT in siblings)


def clean(name: str) -> str:
    """Return ``name`` in one printable line of valid Unicode; what is not (lone surrogates, controls) is escaped."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def nothing_in(what: str) -> str:
    """Return the clause that says of a folder or an archive that it holds no file that can be read."""
    return f"holds no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file: give {what} with pages or articles"


def _find(item: str) -> list[Input | Skipped]:
    if item == "-":
        return [Input(STDIN, PurePath(), PurePath(), _Kept(lambda: sys.stdin.buffer))]
    try:
        path = Path(item)
        if path.is_dir():
            return _walk(path)
        if path.exists():
            return [_file(path, path.parent, path.name)]
        if glob.has_magic(item):
            matches = [Path(p) for p in sorted(glob.glob(item, recursive=True))]  # noqa: PTH207 - absolute patterns too
            files = [_file(p, p.parent, p.name) for p in matches if p.is_file()]
            return list(files) or [Skipped(clean(item), "matches no file: check the pattern")]
    except (OSError, ValueError) as error:  # a name too long for the system, a NUL in it
        return [
            Skipped(clean(item), f"cannot be looked up ({getattr(error, 'strerror', None) or error}): check the path")
        ]
    return [Skipped(clean(item), "does not exist: check the path")]


def _file(path: Path, root: Path, name: str) -> Input:
    def opens() -> BinaryIO:
        return path.open("rb")

    if not path.is_file():
        return Input(name, path, root, _Kept(opens))
    try:
        return Input(name, path, root, opens, path.stat().st_size)
    except OSError:
        return Input(name, path, root, opens)  # opening it will say what is wrong


def _walk(folder: Path) -> list[Input | Skipped]:
    found: list[Input | Skipped] = []

    def refuse(error: OSError) -> None:
        found.append(Skipped(clean(str(error.filename)), f"cannot be opened ({error.strerror}): check its permissions"))

    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        siblings = frozenset(names)
        for name in sorted(names):
            path = Path(where, name)
            if is_taken(name, siblings) and path.is_file():
                found.append(_file(path, folder, path.relative_to(folder).as_posix()))
    found.sort(key=lambda each: each.name if isinstance(each, Input) else each.doc)
    return found or [Skipped(clean(str(folder)), nothing_in("a folder"))]


def _once(found: Iterable[Input | Skipped]) -> list[Input | Skipped]:
    kept: dict[object, Input | Skipped] = {}
    for each in found:
        key = each if isinstance(each, Skipped) else (Path(each.path).resolve() if each.path.parts else STDIN)
        kept.setdefault(key, each)
    return list(kept.values())


def _named(found: Sequence[Input | Skipped]) -> list[Input | Skipped]:
    """Give each file its name, or as much of its path as tells it from the others of that name."""
    names = {each: clean(each.name) for each in found if isinstance(each, Input)}
    for depth in range(2, 64):
        taken: dict[str, list[Input]] = {}
        for each, name in names.items():
            taken.setdefault(name, []).append(each)
        clashes = [each for same in taken.values() if len(same) > 1 for each in same if each.path.parts]
        if not clashes:
            break
        for each in clashes:
            parts = Path(each.path).resolve().parts[1:]
            names[each] = clean("/".join(parts[-max(depth, each.name.count("/") + depth) :]))
    unique = unique_names(names.values())
    renamed = {each: replace(each, name=name) for each, name in zip(names, unique, strict=True)}
    return [renamed[each] if isinstance(each, Input) else each for each in found]


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """Yield the names, a number behind each that came before: ``a.txt``, ``a.txt~2``."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}~{seen[name]}"


class _Kept:
    """A pipe: what comes out of it is read once and kept, as it cannot be read again."""

    def __init__(self, opens: Callable[[], BinaryIO]) -> None:
        self._opens = opens
        self._data: bytes | None = None

    def __call__(self) -> BinaryIO:
        if self._data is None:
            self._data = self._opens().read(LARGEST_PIPE + 1)
        if len(self._data) > LARGEST_PIPE:
            raise InputError(f"is larger than {LARGEST_PIPE // 1024 // 1024} MB: save it as a file and give that")
        return io.BytesIO(self._data)
