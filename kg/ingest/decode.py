"""Bytes to text: which encoding a Chinese text file is in, and whether it is text at all.

Tried in order: a byte order mark, UTF-8, then GB18030, Big5 and UTF-16 without a mark, of which the one wins that makes
the most everyday characters. Nothing is replaced or dropped: a file that no encoding fits is refused.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kg.errors import InputError

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
_SAMPLE = 20_000  # characters that are looked at to tell encodings apart
_ENOUGH = 0.6  # share of everyday characters below which a guess is no guess but noise
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x85")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` without its byte order mark, and the Python name of the ``encoding`` it was in."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode ``data``, in ``encoding`` if one is given.

    Raises:
        InputError: not text, or not in the given encoding, or in none that is known. The message is a clause without
            the file's name: "is a PDF: …".
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, not text: save its text as a .txt file and give that")
    decoded = _decode_as(data, encoding) if encoding else _detect(data)
    strange = sum(1 for c in decoded.text if c < " " and c not in _TEXT_CONTROLS)
    if "\0" in decoded.text or strange > max(8, len(decoded.text) // 100):
        raise InputError("is not text (it holds NUL bytes or control characters): give a text file")
    return decoded


def _decode_as(data: bytes, encoding: str) -> Decoded:
    name = codecs.lookup(encoding).name
    for mark, marked in _MARKS:
        # "utf-16-le" keeps the mark as a character, "utf-16" takes it away: without it both give one text
        if data.startswith(mark) and marked.startswith(name.removesuffix("-sig")):
            data, name = data[len(mark) :], marked
            break
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, UnicodeError) as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(f"is not in {encoding}{where}: leave --encoding out, or give the right one") from error
    return Decoded(text, name)


def _detect(data: bytes) -> Decoded:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(name), name)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"begins with a {name} byte order mark but breaks at byte {error.start}: save it again as UTF-8"
                ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return Decoded(text, "utf-8")

    best, best_share = None, _ENOUGH
    for name in ("gb18030", "big5", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        share = _everyday(text[:_SAMPLE])
        if share > best_share and "\0" not in text:
            best, best_share = Decoded(text, name), share
    if best is None:
        if b"\0" in data:
            raise InputError("is not text (it holds NUL bytes): give a text file")
        raise InputError(
            "is in no encoding known here (UTF-8, UTF-16, GB18030, Big5): give --encoding, or save as UTF-8"
        )
    return best


def _everyday(text: str) -> float:
    """Share of the characters beyond ASCII that are common ones: the first level of GB 2312 or of Big5, or marks."""
    beyond = [c for c in text if c > "\x7f"]
    if not beyond:
        return 0.0
    return sum(map(_is_everyday, beyond)) / len(beyond)


def _is_everyday(c: str) -> bool:
    if "\u3000" <= c <= "\u301f" or "\uff01" <= c <= "\uff5e" or c in "“”‘’—…·":
        return True
    if not "\u4e00" <= c <= "\u9fff":
        return False
    for name, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = c.encode(name)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return True
    return False
