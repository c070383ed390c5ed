"""Days and page numbers where they are written by themselves: in a field, a column, the head of a page."""

from __future__ import annotations

import datetime
import re

from kg.ingest.dates.issue_date import read_number
from kg.ingest.web.rules import web_pattern
from kg.ingest.words import pattern

_COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")


def day_in(text: str) -> str | None:
    """Return the first day in figures in a text (2023-03-08, 2023/3/8 8:30, 2023年3月8日), as ISO 8601, or None."""
    match = web_pattern("day").search(text)
    return _day(match["year"], match["month"], match["day"]) if match else None


def written_day(text: str) -> str | None:
    """Return the day that a text begins with, 20230308 too, as ISO 8601, or None."""
    text = text.strip()
    compact = _COMPACT_DAY.match(text)
    match = web_pattern("day").match(text)
    if match:
        return _day(match["year"], match["month"], match["day"])
    return _day(*compact.groups()) if compact else None


def page_in(text: str) -> int | None:
    """Return the page number in a text such as 第A02版：要闻 or nothing but A02, or None."""
    match = web_pattern("page-code").match(text.strip())
    return int(match["page"]) if match else printed_page_in(text)


def printed_page_in(text: str) -> int | None:
    """Return the page number in a text such as 第A02版：要闻, or None."""
    match = pattern("page-number").search(text)
    return read_number(match["page"]) or None if match else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
