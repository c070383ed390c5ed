"""Dates: the issue date of a page, and what a date expression in its text means, counted from that issue date.

An expression without a year means the past: 12月28日 in a paper of January is the December before, because papers tell
what has happened. Only a date that the text marks as coming (明年, 下月, 将于) lies ahead. Stray blanks inside an
expression do not matter. Precision is kept: 去年3月 is a month, not its first day.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.ingest.words import date_words, pattern

Precision = Literal["day", "about", "month", "year"]
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression and the days it covers, ``first`` to ``last``, both included.

    ``start``/``end`` are the half-open offsets of the expression in the text that was searched. ``precision`` is how
    finely the text speaks; "about" is a word such as 近日.
    """

    start: int
    end: int
    first: datetime.date
    last: datetime.date
    precision: Precision


def date_in_name(name: str) -> str | None:
    """Return the ISO date in a file name such as ``20230109-02.txt``, or None."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)", name)
    date = _date(*(int(match.group(i)) for i in (1, 3, 4))) if match else None
    return date.isoformat() if date else None


def page_in_name(name: str) -> int | None:
    """Return the page number in a file name such as ``20230109-02.txt`` or ``A02版.txt``, or None."""
    match = re.search(r"(?:19|20)\d\d([-_.]?)\d\d\1\d\d[-_. ]*[A-Za-z]{0,4}(\d{1,3})(?!\d)", name)
    if match:
        return int(match.group(2)) or None
    match = pattern("page-in-name").search(name)
    return int(match.group("page")) or None if match else None


def issue_date(text: str) -> tuple[str | None, str]:
    """Find the issue date in the text of a page: its ISO date and its basis.

    Returns:
        The date in a masthead line and "masthead"; else the latest full date that the text speaks of as past, and
        "lower bound"; else None and "none".
    """
    lines = ["".join(line.split()) for line in text.splitlines() if line.strip()]
    for line in lines[:12] + lines[-12:]:
        match = pattern("masthead-date").fullmatch(line)
        if match and (date := _written(match.group("date"))):
            return date.isoformat(), "masthead"
    dates = [d for m in pattern("past-date").finditer(text) if (d := _written(m.group("date")))]
    return (max(dates).isoformat(), "lower bound") if dates else (None, "none")


def resolve_date(expression: str, issued: datetime.date | None) -> DateSpan | None:
    """Return the days that the first date expression in ``expression`` means, or None."""
    return next(find_dates(expression, issued), None)


def find_dates(text: str, issued: datetime.date | None) -> Iterator[DateSpan]:
    """Yield the date expressions of ``text`` from left to right.

    Args:
        text: any text; blanks inside an expression are passed over.
        issued: the issue date from which relative expressions count; without it only those with a year are found.
    """
    squashed, offsets = _squash(text)
    begun: tuple[int, datetime.date] | None = None  # where a range mark after a date ends, and that date
    for match in pattern("date").finditer(squashed):
        since = begun[1] if begun and begun[0] == match.start() else None
        ahead = bool(pattern("date-ahead").search(squashed[: match.start()][-6:]))
        span = _resolve(match, issued, since, ahead)
        if span is None:
            continue
        first, last, precision = span
        mark = pattern("date-range").match(squashed, match.end())
        begun = (mark.end(), first) if mark else None
        yield DateSpan(offsets[match.start()], offsets[match.end() - 1] + 1, first, last, precision)


def _squash(text: str) -> tuple[str, list[int]]:
    kept = [(c, i) for i, c in enumerate(text) if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def _resolve(
    match: re.Match[str], issued: datetime.date | None, since: datetime.date | None, ahead: bool
) -> tuple[datetime.date, datetime.date, Precision] | None:
    group = match.group
    if group("about"):
        if issued is None:
            return None
        return issued - int(_words("about")[group("about")]) * _DAY, issued, "about"
    if group("day_word"):
        if issued is None:
            return None
        day = issued + int(_words("day")[group("day_word")]) * _DAY
        return day, day, "day"
    if group("weekday"):
        return _weekday(group("week"), group("weekday"), issued)
    if group("month_word"):
        if issued is None:
            return None
        months = issued.year * 12 + issued.month - 1 + int(_words("month")[group("month_word")])
        year, month = months // 12, months % 12 + 1
    else:
        month = _number(group("month")) if group("month") else 0
        found = _year(match, issued)
        if found is None:
            found = _nearest_year(month, _number(group("day")) if group("day") else 0, issued, since, ahead)
        if found is None:
            return None
        year = found
    if not 1000 <= year <= 2999:
        return None
    if not month:
        return datetime.date(year, 1, 1), datetime.date(_end_year(match, year), 12, 31), "year"
    if group("day"):
        date = _date(year, month, _number(group("day")))
        return (date, date, "day") if date else None
    if not 1 <= month <= 12:
        return None
    begin, end = 1, 0
    if group("part"):
        begin, end = (int(n) for n in _words("part")[group("part")].split("-"))
    return datetime.date(year, month, begin), datetime.date(year, month, end or _days(year, month)), "month"


def _nearest_year(
    month: int, day: int, issued: datetime.date | None, since: datetime.date | None, ahead: bool
) -> int | None:
    """Choose the year of a date that names none: after the beginning of its range, else ahead, else in the past."""
    if since is not None:
        return since.year + ((month, day or 31) < (since.month, since.day))
    if issued is None:
        return None
    if ahead:
        return issued.year + ((month, day or 31) < (issued.month, issued.day))
    return issued.year - ((month, day or 1) > (issued.month, issued.day))


def _year(match: re.Match[str], issued: datetime.date | None) -> int | None:
    if match.group("year"):
        return _number(match.group("year"))
    if match.group("year_word") and issued:
        return issued.year + int(_words("year")[match.group("year_word")])
    return None


def _end_year(match: re.Match[str], year: int) -> int:
    last = _number(match.group("end_year")) if match.group("end_year") else year
    return last if year <= last <= 2999 else year


def _weekday(
    week: str | None, word: str, issued: datetime.date | None
) -> tuple[datetime.date, datetime.date, Precision] | None:
    if issued is None:
        return None
    wanted = int(_words("weekday")[word])
    if week:  # 上周三: the Wednesday of the calendar week before; 本周 and 下周 likewise
        day = issued + (wanted - issued.isoweekday() + 7 * _weeks(week)) * _DAY
    else:
        day = issued - ((issued.isoweekday() - wanted) % 7) * _DAY
    return day, day, "day"


def _weeks(week: str) -> int:
    return next(n for n in (-1, 0, 1) if pattern(f"week{n:+d}").fullmatch(week))


def _written(text: str) -> datetime.date | None:
    span = resolve_date(text, None)
    return span.first if span and span.precision == "day" else None


def _number(text: str) -> int:
    """Read 9, 28, 廿八, 十二, 二十八, 廿三 or 二〇二三."""
    if text.isdecimal():
        return int(text)
    values = [int(_words("digit")[c]) for c in text]
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
def _words(kind: str) -> dict[str, str]:
    return {row.surface: row.value for row in date_words() if row.kind == kind}


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def read_number(text: str) -> int:
    """Read a number written in digits of any width or in Chinese numerals: 9, 12, 十二, 廿八.

    Raises:
        KeyError: a character is no digit and no numeral.
    """
    return _number(text)
