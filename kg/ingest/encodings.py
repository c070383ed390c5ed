"""Readings of the same bytes in several encodings, and which of them is the likeliest Chinese."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.ingest.likelihood import log_likelihood, mean_weight
from kg.ingest.notes import LOST

# Windows, the old standard, Hong Kong: they differ in a few marks, and in what they have beyond the standard.
BIG5 = ("cp950", "big5", "big5hkscs")
UTF_16 = ("utf-16-le", "utf-16-be")
NATIONAL = ("gb18030", *BIG5)

_SAMPLE = 1 << 20  # bytes that are looked at to tell encodings apart
_BEFOREHAND = {"cp950": -1.0, "big5": -1.5, "big5hkscs": -3.0, "utf-16-le": -8.0, "utf-16-be": -8.0}
_NOISE = -10.5  # mean weight of the characters beyond ASCII below which a reading is no Chinese
_MARGIN = 10.0  # by which the lines of a file must be likelier in two encodings than in one
_SURE = 12  # bytes beyond ASCII; two bytes of GB18030 are UTF-8 by chance one time in seven
_LOST_SHARE = 0.01  # of the characters beyond ASCII; a file that has lost more is not read
_ASCII = bytes(range(0x80))
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_SHOWN_RANGES = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes as the text they are in ``encoding``; ``notes`` say what was mended."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def read_as(data: bytes, encoding: str) -> Reading | None:
    """Read ``data`` in ``encoding``, or return None if it is not; only its last character may be cut off.

    Half a pair of UTF-16 is no hindrance and stays in the text as it is.
    """
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass" if encoding.startswith("utf-") else "strict")
    try:
        text = decoder.decode(data)
    except UnicodeError:
        return None
    try:
        return Reading(text + decoder.decode(b"", final=True), encoding)
    except UnicodeError:
        return Reading(text, encoding, ("ends in the middle of a character, which is left out",))


def likeliest(data: bytes, encodings: Sequence[str]) -> Reading | None:
    """Return the likeliest reading of ``data``, the first one of equals, or None if no encoding fits."""
    readings = [reading for name in encodings if (reading := read_as(data, name))]
    if len(readings) > 1:
        sample = _sample(data)
        return max(readings, key=lambda reading: _score(sample, reading.encoding))
    return readings[0] if readings else None


def likeliest_chinese(data: bytes) -> Reading | None:
    """Return the likeliest reading of ``data`` that is not in UTF-8 throughout, or None if none is Chinese."""
    whole = likeliest(data, (*NATIONAL, *UTF_16))
    if whole and not is_chinese(whole.text):
        whole = None
    if whole and whole.encoding in UTF_16:
        return whole
    mixed = _lines_in_two(data)
    if mixed and not is_chinese(mixed.text):
        mixed = None
    if whole and mixed:
        better = log_likelihood(mixed.text) > log_likelihood(whole.text) + _MARGIN
        return mixed if better else whole
    return whole or mixed


def may_be_chance(data: bytes) -> bool:
    """Say whether ``data`` holds so little beyond ASCII that it may fit UTF-8 by chance."""
    return len(data.translate(None, _ASCII)) < _SURE


def is_chinese(text: str) -> bool:
    """Say whether the characters beyond ASCII are such as Chinese uses, and not noise."""
    return mean_weight(text) > _NOISE


def _lines_in_two(data: bytes) -> Reading | None:
    """Read each line in UTF-8 or in one other encoding, or return None if too much is in neither.

    A few bytes that are in neither become U+FFFD.
    """
    lines = data.splitlines(keepends=True)
    rest = b"".join(line for line in lines if LOST in line.decode("utf-8", "replace"))
    other = max(NATIONAL, key=lambda name: _score(rest[:_SAMPLE], name))
    readings = [_line(line, other) for line in lines]
    text = "".join(reading.text for reading in readings)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if text.count(LOST) > max(1, _LOST_SHARE * beyond):
        return None
    numbers: dict[str, list[int]] = {"utf-8": [], other: []}
    for number, reading in enumerate(readings, 1):
        if not reading.text.isascii():
            numbers[reading.encoding].append(number)
    main, few = sorted(numbers, key=lambda name: (-len(numbers[name]), name))
    note = f"{_ranges(numbers[few])} in {few.upper()}, the rest in {main.upper()}"
    return Reading(text, main, (note,) if numbers[few] else ())


def _line(line: bytes, other: str) -> Reading:
    """Read a line in UTF-8 or in the ``other`` encoding, whichever is likelier."""
    in_utf8 = Reading(line.decode("utf-8", "replace"), "utf-8")
    fits = LOST not in in_utf8.text
    if line.isascii() or (fits and not may_be_chance(line)):
        return in_utf8
    in_other = Reading(line.decode(other, "replace"), other)
    if not fits and LOST not in in_other.text and in_utf8.text.count(LOST) > len(in_utf8.text) / 2:
        return in_other
    return max(in_utf8, in_other, key=lambda reading: log_likelihood(reading.text))


def _ranges(numbers: Iterable[int]) -> str:
    """Return "line 3 is" or "lines 3, 12–14 are"."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs[:_SHOWN_RANGES]]
    if len(runs) > _SHOWN_RANGES:
        shown.append("…")
    return f"line {shown[0]} is" if len(runs) == 1 and len(runs[0]) == 1 else f"lines {', '.join(shown)} are"


def _sample(data: bytes) -> bytes:
    """Return a part of ``data`` that begins where it leaves ASCII, on a border of every encoding."""
    if len(data) <= _SAMPLE:
        return data
    found = _BEYOND_ASCII.search(data)
    start = found.start() & ~1 if found else 0
    return data[start : start + _SAMPLE]


def _score(data: bytes, encoding: str) -> float:
    return log_likelihood(data.decode(encoding, "replace")) + _BEFOREHAND.get(encoding, 0.0)
