"""Date expressions in a text, and the days they mean, counted from the issue date.

An expression without a year means the past: 12月28日 in a paper of January is the December before, because papers tell
what has happened. A date that the text marks as coming (明年, 将于, 前完成) lies ahead. Stray blanks and line breaks
inside an expression do not matter. Precision is kept: 去年3月 is a month, not its first day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.ingest.dates.days import days_of
from kg.ingest.dates.numerals import PLAIN
from kg.ingest.dates.reckoning import Days, Precision, Reckoning, Side
from kg.ingest.words import pattern

__all__ = ["DateSpan", "Precision", "find_dates", "resolve_date"]

_EXPRESSIONS = (
    *("date-written", "date-day", "date-month", "date-months", "date-month-part", "date-year", "date-years"),
    *(
        "date-season",
        "date-day-alone",
        "date-day-word",
        "date-same-day",
        "date-same-month",
        "date-ago",
        "date-about",
        "date-last-while",
    ),
    *("date-weekday", "date-week", "date-feast", "date-lunar", "date-plan", "date-decade"),
)
_FINENESS: tuple[Precision, ...] = ("day", "week", "about", "month", "quarter", "half-year", "year")
_NEAR = 12  # characters over which a year told of holds for a month
_BEFORE = 12  # characters before an expression that may say that it is to come


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression and the days it covers, ``first`` to ``last``, both included.

    ``start``/``end`` are the half-open offsets of the expression in the text that was searched; a range such as
    1月7日至2月15日 is one expression. ``precision`` is how finely the text speaks: "about" is a word such as 近日 or
    春节期间, whose borders are blurred; "month" is a month or a part of one, "year" one year or several.
    """

    start: int
    end: int
    first: datetime.date
    last: datetime.date
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of an expression, in the text without blanks."""

    name: str
    match: re.Match[str]

    @property
    def order(self) -> tuple[int, int]:
        return self.match.start(), -self.match.end()


@dataclass(frozen=True, slots=True)
class _Read:
    """An expression that has been read, in the text without blanks."""

    start: int
    end: int
    days: Days
    names_year: bool


def resolve_date(expression: str, issued: datetime.date | None) -> DateSpan | None:
    """Return the days that the first date expression in ``expression`` means, or None."""
    return next(find_dates(expression, issued), None)


def find_dates(text: str, issued: datetime.date | None) -> Iterator[DateSpan]:
    """Yield the date expressions of ``text`` from left to right; they do not overlap.

    Args:
        text: any text; blanks inside an expression are passed over, a blank line ends it.
        issued: the issue date from which relative expressions count; without it only those with a year are found.
    """
    squashed, offsets = _squash(text)
    for read in _read(squashed, issued):
        days = read.days
        yield DateSpan(offsets[read.start], offsets[read.end - 1] + 1, days.first, days.last, days.precision)


def _squash(text: str) -> tuple[str, list[int]]:
    """Return the text without blanks and with plain digits, a blank line as one line break, and where each part was."""
    chars: list[str] = []
    offsets: list[int] = []
    breaks = 0
    for i, c in enumerate(text):
        breaks += c == "\n"
        if c.isspace():
            continue
        if breaks > 1 and chars:
            chars.append("\n")
            offsets.append(i)
        breaks = 0
        chars.append(c)
        offsets.append(i)
    return "".join(chars).translate(PLAIN), offsets


def _read(text: str, issued: datetime.date | None) -> Iterator[_Read]:
    found = [_Found(name, match) for name in _EXPRESSIONS for match in pattern(name).finditer(text)]
    end = 0
    last: _Read | None = None
    day: Days | None = None  # the last day told of as past
    for each in sorted(found, key=lambda each: each.order):
        start = each.match.start()
        if start < end:
            continue
        end = each.match.end()
        reckoning = replace(_reckoning(text, each.match, issued, last), day_told=day)
        days = days_of(each.name, each.match, reckoning)
        if days is None:
            continue
        read = _to_now(text, _to_end(text, _Read(start, end, days, _names_year(each.match)), reckoning), issued)
        end, last = read.end, read
        if days.precision == "day" and (issued is None or days.last <= issued):
            day = read.days
        yield read


def _reckoning(text: str, match: re.Match[str], issued: datetime.date | None, last: _Read | None) -> Reckoning:
    reckoning = Reckoning(issued, _side(text, match))
    if last is None:
        return reckoning
    same_sentence = not pattern("date-sentence-end").search(text, last.end, match.start())
    near = same_sentence and match.start() - last.end <= _NEAR
    holds = same_sentence and reckoning.side != "ahead" and last.days.precision == "day"
    return replace(
        reckoning,
        told=last.days,
        month_told=last.days.last if holds else None,
        year_told=last.days if near and last.names_year else None,
    )


def _side(text: str, match: re.Match[str]) -> Side:
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if pattern("date-ahead").search(before) or pattern("date-ahead-after").match(text, match.end()):
        return "ahead"
    if pattern("date-past").search(before):
        return "past"
    if pattern("date-near").search(before) or pattern("date-near-after").match(text, match.end()):
        return "near"
    if pattern("date-past-after").match(text, match.end()):
        return "past"
    return "open" if pattern("date-told-after").match(text, match.end()) else "told"


def _to_end(text: str, begun: _Read, reckoning: Reckoning) -> _Read:
    """Return the whole range that an expression begins, or the expression."""
    to = pattern("date-range").match(text, begun.end)
    if to is None:
        return begun
    matches = ((name, pattern(name).match(text, to.end())) for name in (*_EXPRESSIONS, "date-range-end"))
    ends = [_Found(name, match) for name, match in matches if match]
    for each in sorted(ends, key=lambda each: each.order):
        days = days_of(each.name, each.match, replace(reckoning, begun=begun.days.first))
        if days and days.last >= begun.days.first:
            precision = max(begun.days.precision, days.precision, key=_FINENESS.index)
            return replace(begun, end=each.match.end(), days=Days(begun.days.first, days.last, precision))
    return begun


def _to_now(text: str, read: _Read, issued: datetime.date | None) -> _Read:
    """Return an expression with the 以来 or 至今 after it, which make it last until the issue date."""
    till = pattern("date-till-now").match(text, read.end)
    if till is None or issued is None or read.days.first > issued:
        return read
    return replace(read, end=till.end(), days=replace(read.days, last=issued))


def _names_year(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("year"))
