"""Notes on a text: the characters in it that show nothing, or that mean nothing by themselves."""

from __future__ import annotations

import unicodedata
from collections import Counter

LOST = "\ufffd"  # stands where a character could not be read

_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x1c\x1d\x1e\x85")
_NAMES = {
    "NUL": ("a NUL byte", "NUL bytes"),
    "Cc": ("a control character", "control characters"),
    "turn": ("a mark of writing direction", "marks of writing direction"),
    "Cf": ("a character without width", "characters without width"),
    "Co": ("a character of private use", "characters of private use"),
    "Cn": ("a code point that stands for no character", "code points that stand for no character"),
    LOST: (f"a character that is lost and shown as {LOST}", f"characters that are lost and shown as {LOST}"),
}


def notes_on(text: str) -> tuple[str, ...]:
    """Return a clause for each kind of strange character in ``text``, with its count and the line of the first one."""
    counts: dict[str, int] = dict.fromkeys(_NAMES, 0)
    first: dict[str, int] = {}
    for c, count in Counter(text).items():
        if (kind := _kind(c)) in counts:
            counts[kind] += count
            first[kind] = min(first.get(kind, len(text)), text.index(c))
    return tuple(_note(kind, count, text, first[kind]) for kind, count in counts.items() if count)


def count_controls(text: str) -> int:
    """Count the control characters that no text file has a use for."""
    return sum(count for c, count in Counter(text).items() if _kind(c) in ("NUL", "Cc"))


def _kind(c: str) -> str:
    if c == "\0":
        return "NUL"
    if c == LOST:
        return LOST
    if c in _TURNS:
        return "turn"
    return "" if c in _TEXT_CONTROLS else unicodedata.category(c)


def _note(kind: str, count: int, text: str, first: int) -> str:
    line = text.count("\n", 0, first) + 1
    one, many = _NAMES[kind]
    return f"holds {one}, in line {line}" if count == 1 else f"holds {count} {many}, the first in line {line}"
