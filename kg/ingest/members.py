"""The members of an archive as inputs, under its name; what leads out of it or has no room in memory is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath, PurePosixPath

from kg.errors import InputError
from kg.ingest import metadata
from kg.ingest.archive import MB, Archive, is_encrypted, opened, read_member, refusal
from kg.ingest.inputs import Input, clean, is_taken, nothing_in, unique_names
from kg.records import Skipped

_DRIVE = re.compile(r"[A-Za-z]:")
_LARGEST_TOML = MB


@dataclass(slots=True)
class Room:
    """How many bytes an archive, with the archives inside it, may still unpack to."""

    left: int = 2048 * MB


def members(archive: Archive, outer: Input, room: Room) -> Iterator[Input | Skipped]:
    """Yield the members that can be read, in the order of their names, and a ``Skipped`` for each that is refused.

    Hidden files, those of ``__MACOSX`` and those of kinds that are not known are passed over.

    Raises:
        InputError: all of them are encrypted.

    Args:
        archive: the archive.
        outer: the input that it is.
        room: what it may unpack to; what its members take is taken from it.
    """
    named = sorted(archive.infos, key=lambda each: each[0])
    folders: dict[str, set[str]] = {}
    for name, _ in named:
        folders.setdefault(str(PurePosixPath(name).parent), set()).add(PurePosixPath(name).name)
    wanted = [info for name, info in named if not name.endswith("/") and _is_wanted(name, folders)]
    if wanted and all(is_encrypted(info) for info in wanted):
        raise InputError("is encrypted: pack it without a password")
    reader = _reader(archive, outer)
    unique = unique_names(name for name, _ in named)
    found = False
    for (name, info), path in zip(named, unique, strict=True):
        doc = f"{outer.name}/{clean(path)}"
        parts = PurePosixPath(name).parts
        climbs = name.startswith("/") or _DRIVE.match(name) or ".." in parts
        if name.endswith("/") or not parts or not (climbs or _is_wanted(name, folders)):
            continue
        found = True
        if climbs:
            yield Skipped(doc, "has a path that leads out of its archive: pack it anew with plain names")
        elif reason := refusal(info):
            yield Skipped(doc, reason)
        elif info.file_size > room.left:
            yield Skipped(doc, "is left out with all behind it: the archive unpacks to more than 2 GB; split it")
            return
        else:
            room.left -= info.file_size
            yield Input(doc, outer.path / name, outer.root, partial(opened, archive, info), info.file_size, reader)
    if not found:
        yield Skipped(outer.name, nothing_in("an archive"))


def _is_wanted(name: str, folders: dict[str, set[str]]) -> bool:
    parts = PurePosixPath(name).parts
    if not parts or "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts):
        return False
    return is_taken(parts[-1], folders[str(PurePosixPath(name).parent)])


def _reader(archive: Archive, outer: Input) -> metadata.Reader:
    """Return what reads a small file inside the archive, or beside it."""

    def read(path: PurePath) -> bytes | None:
        if path.is_relative_to(outer.path) and path != outer.path:
            return read_member(archive, path.relative_to(outer.path).as_posix(), _LARGEST_TOML)
        return outer.beside(path)

    return read
