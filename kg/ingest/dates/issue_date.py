"""The issue date and the page number of an input: from its text, its file name and its folders."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import PurePath

from kg.ingest.dates.numerals import PLAIN
from kg.ingest.dates.numerals import read_number as read_number  # for those who ask for it here
from kg.ingest.dates.spans import resolve_date
from kg.ingest.words import pattern

_EDGE = 12  # lines at the top and at the bottom of a page among which its masthead is looked for
_TOP = 4  # lines at the top where a date alone, or the first part of one, is a masthead
_SHORT = 12  # characters of a line that may be a part of a masthead
_PARTS = 16  # lines at most, as in a vertical one


def date_in_name(name: str) -> str | None:
    """Return the ISO date in a file name such as ``20230109-02.txt``, or None."""
    return next((found.isoformat() for match in _all("date-in-name", name) if (found := _date(match))), None)


def date_in_path(path: PurePath) -> str | None:
    """Return the ISO date in a file's name, else in its folders, the nearest first: ``2023-01/09/content_1.htm``."""
    if named := date_in_name(path.name):
        return named
    matches = [*_all("date-in-path", path.as_posix())]
    if found := next((found for match in reversed(matches) if (found := _date(match))), None):
        return found.isoformat()
    return next((named for folder in path.parents if (named := date_in_name(folder.name))), None)


def page_in_name(name: str) -> int | None:
    """Return the page number in a file name such as ``20230109-02.txt``, ``A02版.txt`` or ``node_2.htm``, or None."""
    for date in _all("date-in-name", name):
        if page := pattern("page-after-date").search(name[date.end() :]):
            return int(page.group("page")) or None
    named = pattern("page-in-name").search(name)
    return read_number(named.group("page") or named.group("page_2")) or None if named else None


def issue_date(text: str) -> tuple[str | None, str]:
    """Find the issue date in the text of a page: its ISO date and its basis.

    Returns:
        The date of the masthead and "masthead"; else the latest full date that the text speaks of as past, and "lower
        bound"; else None and "none".
    """
    if masthead := masthead_date(text):
        return masthead, "masthead"
    dates = [d for match in pattern("past-date").finditer(text) if (d := _said(match.group("date")))]
    return (max(dates).isoformat(), "lower bound") if dates else (None, "none")


def masthead_date(text: str) -> str | None:
    """Return the ISO date in a masthead line of a page, or in short lines that make one together, or None."""
    lines = ["".join(line.split()).translate(PLAIN) for line in text.splitlines() if line.strip()]
    found = next(chain(_heads(lines), _whole(lines[-_EDGE:])), None)
    return found.isoformat() if found else None


def _heads(lines: Sequence[str]) -> Iterator[datetime.date]:
    """Yield the dates that the top of a page says as a masthead does, whole lines before lines put together."""
    top = lines[:_EDGE]
    yield from _whole(top)
    for n in range(min(_TOP, len(top))):
        for end in range(n + 1, min(n + _PARTS, len(top)) + 1):
            if len(top[end - 1]) > _SHORT or not any(len(line) > _SHORT for line in lines[end:]):
                break  # below a masthead stands the text; a date at its end signs it
            joined = "".join(top[n:end])
            if match := pattern("masthead-date-alone").fullmatch(joined):
                yield from _first(match.group("date"))
            elif (match := pattern("masthead-day-first").fullmatch(joined)) and (found := _date(match)):
                yield found


def _whole(lines: Sequence[str]) -> Iterator[datetime.date]:
    for line in lines:
        if match := pattern("masthead-date").fullmatch(line):
            yield from _first(match.group("date") or match.group("date_after") or match.group("date_said"))


def _first(text: str) -> Iterator[datetime.date]:
    if found := _said(text):
        yield found


def _said(text: str) -> datetime.date | None:
    span = resolve_date(text, None)
    return span.first if span and span.precision == "day" else None


def _all(name: str, text: str) -> Iterator[re.Match[str]]:
    return pattern(name).finditer(text)


def _date(match: re.Match[str]) -> datetime.date | None:
    """Return the date whose parts the groups year, month and day hold, in one of their forms (month, month_2, …)."""
    groups = match.groupdict()
    for form in ("", "_2", "_3"):
        year = groups.get(f"year{form}") or groups.get("year")
        month, day = groups.get(f"month{form}"), groups.get(f"day{form}")
        if year and month and day:
            try:
                return datetime.date(int(year), int(month), int(day))
            except ValueError:
                return None
    return None
