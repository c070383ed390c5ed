"""Bytes to text: which encoding a Chinese text file is in, and whether it is text at all.

A byte order mark is believed, and UTF-8 wherever it fits. Else every encoding that fits is tried, and the one that
makes the likeliest Chinese wins. Where the lines of a file are in two encodings, each is read in its own. What had to
be mended is said in the notes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.errors import InputError
from kg.ingest.encodings import (
    BIG5,
    NATIONAL,
    UTF_16,
    Reading,
    is_chinese,
    likeliest,
    likeliest_chinese,
    may_be_chance,
    read_as,
)
from kg.ingest.notes import LOST, count_controls, notes_on

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip, DOCX or other packed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"\x1f\x8b", "a packed file"),
)
# What people and web pages call an encoding, when they mean one of its newer and larger form.
_LABELS = {"gb_2312-80": "gb18030", "x-gbk": "gb18030", "cn-gb": "gb18030", "cn-big5": "big5", "x-x-big5": "big5"}
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030"}
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` without its byte order mark, and the Python name of the ``encoding`` it was in.

    ``notes`` say what was mended and what is strange in the text, each a clause of one line without the file's name.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode ``data``, in ``encoding`` if one is given.

    Half a character at the end is left out, and half a UTF-16 pair becomes U+FFFD; nothing else is taken out or put
    in, so control characters, NUL bytes and the like stay in the text.

    Raises:
        InputError: not text, or not in the given encoding, or in none that is known. The message is a clause without
            the file's name: "is a PDF: …".
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, not text: save its text as a .txt file and give that")
    reading = _as_given(data, encoding) if encoding else _detected(data)
    text = _HALVES.sub(LOST, reading.text)
    if count_controls(text) > max(8, len(text) // 100):
        raise InputError("is not text (it holds NUL bytes or control characters): give a text file")
    return Decoded(text, reading.encoding, (*reading.notes, *notes_on(text)))


def _as_given(data: bytes, encoding: str) -> Reading:
    try:
        found = codecs.lookup(_LABELS.get(encoding.lower(), encoding))
    except LookupError:
        found = None
    if found is None or not found._is_text_encoding:
        raise InputError(f"is said to be in {encoding!r}, which is no encoding known here: give --encoding")
    name = found.name
    for mark, marked in _MARKS:
        # "utf-16-le" keeps the mark as a character, "utf-16" takes it away: without it both give one text
        if data.startswith(mark) and marked.startswith(name.removesuffix("-sig")):
            data, name = data[len(mark) :], marked
            break
    if name == "utf-16":
        names: tuple[str, ...] = ("utf-16-le", "utf-16-be")
    else:
        names = BIG5 if name in BIG5 else (_MEANT.get(name, name),)
    reading = likeliest(data, names)
    if reading is None:
        raise InputError(f"is not in {encoding}{_break(data, names[0])}: leave --encoding out, or give the right one")
    return reading


def _break(data: bytes, name: str) -> str:
    """Return " at byte 12" for the first byte that breaks the encoding."""
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        return f" at byte {error.start}"
    except UnicodeError:
        pass
    return ""


def _detected(data: bytes) -> Reading:
    for mark, name in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if (reading := read_as(data, name)) is not None:
                return reading
            if name != "utf-8":  # a line of it may be in another encoding
                raise InputError(f"begins with a {name} byte order mark but breaks further on: save it again as UTF-8")
            break
    reading = read_as(data, "utf-8")
    if reading is not None and ("\0" in reading.text or may_be_chance(data)):
        other = likeliest(data, ("utf-8", *NATIONAL, *UTF_16))
        return other if other and is_chinese(other.text) else reading
    reading = reading or likeliest_chinese(data)
    if reading is None and b"\0" in data:
        raise InputError("is not text (it holds NUL bytes): give a text file")
    if reading is None:
        raise InputError(
            "is in no encoding known here (UTF-8, UTF-16, GB18030, Big5): give --encoding, or save as UTF-8"
        )
    return reading
