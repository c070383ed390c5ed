"""Numbers written in digits or in Chinese numerals."""

from __future__ import annotations

from functools import cache

from kg.ingest.words import date_words

PLAIN = {0xFF10 + n: str(n) for n in range(10)} | {0xFF0E: ".", 0xFF0F: "/"}
"""Digits, dot and slash of full width to plain ones, for ``str.translate``; the text stays as long as it is."""


def read_number(text: str) -> int:
    """Read a number written in digits of any width or in Chinese numerals: 9, 12, 十二, 廿八, 二〇二三.

    Raises:
        KeyError: a character is no digit and no numeral.
    """
    if text.isdecimal():
        return int(text)
    values = [int(c) if c.isdecimal() else _numerals()[c] for c in text]
    if all(v < 10 for v in values):
        return int("".join(map(str, values)))
    total = 0
    for i, value in enumerate(values):
        if value == 10:
            total = max(total, 1) * 10
        elif value == 20:
            total = 20
        elif i and values[i - 1] >= 10:
            total += value
        else:
            total = value
    return total


@cache
def _numerals() -> dict[str, int]:
    return {row.surface: int(row.value) for row in date_words() if row.kind == "digit"}
