"""Bytes to lines of text, one after the other: a file of any size takes no more memory than its longest line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest.decode import decode

LONGEST_LINE = 16 * 1024 * 1024  # bytes
_SAMPLE = 1024 * 1024  # bytes in which the encoding shows
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

Line = tuple[str, str] | InputError
"""A line with its end, and its encoding; or why it cannot be read."""


def text_lines(stream: BinaryIO, encoding: str | None = None) -> Iterator[Line]:
    """Yield the lines of a stream, each decoded by itself, and for one that cannot be read the error that says why.

    Args:
        stream: the bytes, from their beginning; it must be seekable.
        encoding: theirs, where the user gives it.

    Raises:
        InputError: the bytes are no text, or the encoding is none that is known.
    """
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    known = encoding or _encoding(sample)
    if sample.startswith(_MARKS):
        known = known.removesuffix("-le").removesuffix("-be")  # so that the mark says which and is no character
    if known.startswith(("utf-16", "utf-32")) or (b"\r" in sample and b"\n" not in sample):
        yield from _wide_lines(stream, known)
        return
    first = True
    while data := stream.readline(LONGEST_LINE + 1):
        if len(data) > LONGEST_LINE:
            while data and not data.endswith(b"\n"):
                data = stream.readline(LONGEST_LINE)
            yield InputError(
                f"is longer than {LONGEST_LINE // 1024 // 1024} MB, too long for one article: leave it out"
            )
            continue
        if first:
            data, first = data.removeprefix(codecs.BOM_UTF8), False
        try:
            yield data.decode(known), known
        except (UnicodeError, LookupError):
            yield _decoded(data, encoding)


def _decoded(data: bytes, encoding: str | None) -> Line:
    """Decode a line that is not in the encoding of the others."""
    try:
        decoded = decode(data, encoding)
    except InputError as error:
        return error
    return decoded.text, decoded.encoding


def _encoding(sample: bytes) -> str:
    """Return the encoding of a sample, whose last line may be cut off."""
    whole = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else b""
    try:
        return decode(whole or sample).encoding
    except InputError:  # one line may be broken, and must not take the others with it
        first = sample[: sample.find(b"\n") + 1]
        if not first.strip() or b"\0" in first:
            raise
        return decode(first).encoding


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    """Yield the lines of a stream in which a line break is more than one byte, or a carriage return alone."""
    try:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    except LookupError as error:
        raise InputError(f"is said to be in {encoding!r}, which is no encoding known here: give --encoding") from error
    try:
        while line := text.readline(LONGEST_LINE):
            yield line, encoding
    except UnicodeError as error:
        raise InputError(f"is not in {encoding} throughout: save it again as UTF-8") from error
    finally:
        text.detach()
