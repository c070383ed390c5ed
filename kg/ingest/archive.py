"""Zip archives, opened and read in memory: nothing is written to disk.

An archive is somebody else's: its sizes may lie, and it may unpack to more than there is room for.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from kg.errors import InputError

MB = 1024 * 1024
LARGEST_MEMBER = 1024 * MB  # bytes unpacked; formats that are read as a whole have bounds of their own
_LARGEST_DIRECTORY = 64 * MB  # the list of the members
_MOST_RATIO = 200  # to which text never packs
_SMALL = MB  # below which the ratio is nobody's danger

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_END_64_PLACE = b"PK\x06\x07"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1

_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)


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


def read_member(archive: Archive, name: str, most: int) -> bytes | None:
    """Return what the member ``name`` holds, or None if there is none.

    Raises:
        InputError: it is larger than ``most`` bytes, encrypted or damaged.
    """
    info = next((info for each, info in archive.infos if each == name), None)
    if info is None:
        return None
    if reason := refusal(info):
        raise InputError(reason)
    if info.file_size > most:
        raise InputError(f"holds {name} of more than {most // MB} MB: it is too large to be read")
    with opened(archive, info) as stream:
        return stream.read()


def refusal(info: zipfile.ZipInfo) -> str | None:
    """Return why a member cannot be read, or None."""
    if is_encrypted(info):
        return "is encrypted: pack it without a password"
    if info.file_size > LARGEST_MEMBER:
        return f"unpacks to more than {LARGEST_MEMBER // MB} MB: split it"
    if info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(1, info.compress_size):
        return (
            f"unpacks to more than {_MOST_RATIO} times its size, which text does not: give it unpacked if it is sound"
        )
    return None


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Say whether a member needs a password."""
    return bool(info.flag_bits & _ENCRYPTED)


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


def opened(archive: Archive, info: zipfile.ZipInfo) -> BinaryIO:
    """Open a member; whatever is wrong with its bytes comes as an InputError when they are read."""
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
