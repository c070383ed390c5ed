"""Zip archives to inputs: each member is one, under the archive's name. Nothing is written to disk.

An archive is somebody else's: its names may climb out of it, its sizes may lie, and it may unpack to more than there is
room for. What is refused is refused by name, and the other members are read.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath, PurePosixPath
from typing import BinaryIO, Literal

from kg.errors import InputError
from kg.ingest import metadata
from kg.ingest.inputs import Input, clean, is_taken, nothing_in, unique_names
from kg.records import Skipped

MB = 1024 * 1024
LARGEST_MEMBER = 1024 * MB  # bytes unpacked; formats that are read as a whole have bounds of their own
_LARGEST_DIRECTORY = 64 * MB  # the list of the members
_MOST_RATIO = 200  # to which text never packs
_SMALL = MB  # below which the ratio is nobody's danger
_LARGEST_TOML = MB

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_END_64_PLACE = b"PK\x06\x07"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")

_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(slots=True)
class Room:
    """How many bytes an archive, with the archives inside it, may still unpack to."""

    left: int = 2048 * MB


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive, and the paths of its members as they are meant."""

    packed: zipfile.ZipFile
    infos: tuple[tuple[str, zipfile.ZipInfo], ...]


def open_archive(stream: BinaryIO) -> Archive:
    """Open an archive for as long as its stream is open.

    Raises:
        InputError: it is damaged, or its list of members is too long to be one of papers.
    """
    try:
        _check_directory(stream)
        packed = zipfile.ZipFile(stream)
    except (*_ERRORS, OSError, struct.error) as error:
        raise InputError(f"is no sound archive or Word file ({error}): pack or save it anew") from error
    return Archive(packed, tuple((_name(info), info) for info in packed.infolist()))


def kind_of(archive: Archive) -> Literal["docx", "zip"]:
    """Return "docx" or "zip".

    Raises:
        InputError: it is a file of another office format, which is packed in the same way.
    """
    names = {name for name, _ in archive.infos}
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            raise InputError("is an Excel file: save the sheet as CSV (UTF-8) and give that")
        raise InputError("is an office file of a kind that is not read: save it as .docx, .pdf or .txt and give that")
    if "mimetype" in names:
        raise InputError("is an OpenDocument or EPUB file: save it as .docx or .txt and give that")
    if "OFD.xml" in names:
        raise InputError("is an OFD file: save it as PDF and give that")
    return "zip"


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
    if wanted and all(info.flag_bits & _ENCRYPTED for info in wanted):
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
        elif reason := _refusal(info):
            yield Skipped(doc, reason)
        elif info.file_size > room.left:
            yield Skipped(doc, "is left out with all behind it: the archive unpacks to more than 2 GB; split it")
            return
        else:
            room.left -= info.file_size
            yield Input(doc, outer.path / name, outer.root, partial(_opened, archive, info), info.file_size, reader)
    if not found:
        yield Skipped(outer.name, nothing_in("an archive"))


def read_member(archive: Archive, name: str, most: int) -> bytes | None:
    """Return what the member ``name`` holds, or None if there is none.

    Raises:
        InputError: it is larger than ``most`` bytes, encrypted or damaged.
    """
    info = next((info for each, info in archive.infos if each == name), None)
    if info is None:
        return None
    if reason := _refusal(info):
        raise InputError(reason)
    if info.file_size > most:
        raise InputError(f"holds {name} of more than {most // MB} MB: it is too large to be read")
    with _opened(archive, info) as stream:
        return stream.read()


def _is_wanted(name: str, folders: dict[str, set[str]]) -> bool:
    parts = PurePosixPath(name).parts
    if not parts or "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts):
        return False
    return is_taken(parts[-1], folders[str(PurePosixPath(name).parent)])


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Return why a member cannot be read, or None."""
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: pack it without a password"
    if info.file_size > LARGEST_MEMBER:
        return f"unpacks to more than {LARGEST_MEMBER // MB} MB: split it"
    if info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(1, info.compress_size):
        return (
            f"unpacks to more than {_MOST_RATIO} times its size, which text does not: give it unpacked if it is sound"
        )
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member. Older Windows writes GBK, says so nowhere, and parts folders by backslashes."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _reader(archive: Archive, outer: Input) -> metadata.Reader:
    """Return what reads a small file inside the archive, or beside it."""

    def read(path: PurePath) -> bytes | None:
        if path.is_relative_to(outer.path) and path != outer.path:
            return read_member(archive, path.relative_to(outer.path).as_posix(), _LARGEST_TOML)
        return outer.beside(path)

    return read


def _opened(archive: Archive, info: zipfile.ZipInfo) -> BinaryIO:
    return io.BufferedReader(_Member(archive.packed, info), MB)


class _Member(io.RawIOBase):
    """The bytes of one member; whatever is wrong with it comes as an InputError."""

    def __init__(self, packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._packed = packed
        self._info = info
        self._stream = self._started()

    def _started(self) -> zipfile.ZipExtFile:
        try:
            return self._packed.open(self._info)  # type: ignore[return-value]
        except _ERRORS as error:
            raise InputError(_damage(error)) from error

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go back to the beginning; nothing else is asked."""
        if offset or whence != io.SEEK_SET:
            raise io.UnsupportedOperation("a member is read from its beginning")
        self._stream = self._started()
        return 0

    def readinto(self, buffer: Sequence[int]) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except _ERRORS as error:
            raise InputError(_damage(error)) from error
        buffer[: len(data)] = data  # type: ignore[index]
        return len(data)


def _damage(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return "is packed by a method that is not known here: pack it anew as plain zip"
    return f"is damaged in its archive ({error}): pack it anew"


def _check_directory(stream: BinaryIO) -> None:
    """Raise BadZipFile where the list of members is so long that reading it would take all memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("its end is missing")
    (length,) = struct.unpack_from("<L", tail, at + 12)
    if length == 0xFFFFFFFF and tail[max(0, at - 20) : at - 16] == _END_64_PLACE:
        (place,) = struct.unpack_from("<Q", tail, at - 12)
        stream.seek(min(place, size))
        record = stream.read(56)
        if record[:4] == _END_64 and len(record) == 56:
            (length,) = struct.unpack_from("<Q", record, 40)
    stream.seek(0)
    if length > _LARGEST_DIRECTORY:
        raise zipfile.BadZipFile("it lists more members than a paper has")
