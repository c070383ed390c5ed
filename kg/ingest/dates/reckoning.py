"""What dates count from, and how a day is chosen that the text gives without its year or month."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.ingest.words import date_words

Precision = Literal["day", "about", "week", "month", "quarter", "half-year", "year"]
Side = Literal["past", "told", "open", "near", "ahead"]
"""Where a date without a year lies, seen from the issue date.

"past" and "ahead": the text says so. "told": past, as papers tell what has happened, unless it is only days ahead.
"open": the same, but its sentence could have said that it is past and does not, so that a date to come in the issue
year is taken where the past one is more than twice as far. "near": the nearest one.
"""

DAY = datetime.timedelta(days=1)
_SOON = 3 * DAY  # a date so close ahead is not that of the year before, even where nothing says that it is to come
_YEARS = 9  # looked at before and after the issue year: from one 29 February to the next


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, both included, and how finely the text speaks of them."""

    first: datetime.date
    last: datetime.date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What an expression counts from.

    ``day_told`` is the day told of just before as past, from which 当日 counts; ``told``
    are the days told of just before. ``month_told`` is a day whose month holds for a day alone, ``year_told`` are days
    whose year holds for a month, ``begun`` is the first day of the range that this expression ends. Each is None where
    there is none.
    """

    issued: datetime.date | None
    side: Side = "told"
    day_told: Days | None = None
    told: Days | None = None
    month_told: datetime.date | None = None
    year_told: Days | None = None
    begun: datetime.date | None = None


def day_of_year(month: int, day: int, reckoning: Reckoning) -> datetime.date | None:
    """Choose the year of a day of a month: after what was told before, else on the side where the text has it."""
    if reckoning.begun or reckoning.year_told:
        return _next(month, day, reckoning)
    if reckoning.issued is None:
        return None
    found = [d for year in _around(reckoning.issued) if (d := date(year, month, day))]
    return nearest(found, reckoning.issued, reckoning.side)


def month_of_year(month: int, reckoning: Reckoning) -> datetime.date | None:
    """Choose the year of a month likewise, and return its first day; the month of issue counts as past and as ahead."""
    if reckoning.begun or reckoning.year_told:
        return _next(month, 1, reckoning)
    if reckoning.issued is None:
        return None
    this = reckoning.issued.replace(day=1)
    return nearest([datetime.date(year, month, 1) for year in _around(this)], this, reckoning.side)


def nearest(days: Iterable[datetime.date], to: datetime.date, side: Side) -> datetime.date | None:
    """Return the day nearest to another on the side where it lies; of two as near the earlier one."""
    known = sorted(days)
    past = max((d for d in known if d <= to), default=None)
    ahead = min((d for d in known if d >= to), default=None)
    if side in ("past", "ahead"):
        return ahead if side == "ahead" else past
    if past is None or ahead is None:
        return past or ahead
    far, soon = to - past, ahead - to
    is_ahead = {
        "near": soon < far,
        "open": ahead.year == to.year and 2 * soon < far,
        "told": soon <= _SOON and 2 * soon < far,
    }
    return ahead if is_ahead[side] else past


def month_from(day: datetime.date, months: int) -> datetime.date:
    """Return the first day of the month so many months after that of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return datetime.date(count // 12, count % 12 + 1, 1)


def date(year: int, month: int, day: int) -> datetime.date | None:
    """Return a date, or None if there is none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def one_day(day: datetime.date | None) -> Days | None:
    """Return a day as the days it is."""
    return Days(day, day, "day") if day else None


def of_month(first: datetime.date, begin: int = 1, end: int = 0) -> Days:
    """Return a month from its day ``begin`` to ``end``, 0 for its last, given its first day."""
    last = end or calendar.monthrange(first.year, first.month)[1]
    return Days(first.replace(day=begin), first.replace(day=last), "month")


def until(day: datetime.date | None, days: int) -> Days | None:
    """Return a span with blurred borders that ends on ``day``."""
    return Days(day - days * DAY, day, "about") if day else None


@cache
def words(kind: str) -> dict[str, str]:
    """Return the values of the date words of a kind by their surface."""
    return {row.surface: row.value for row in date_words() if row.kind == kind}


def _next(month: int, day: int, reckoning: Reckoning) -> datetime.date | None:
    """Return the first such day not before the range's beginning or the days told of."""
    since = reckoning.begun or (reckoning.year_told.first if reckoning.year_told else None)
    assert since is not None
    found = [d for year in range(since.year, since.year + _YEARS) if (d := date(year, month, day))]
    return nearest(found, since.replace(day=1) if day == 1 else since, "ahead")


def _around(day: datetime.date) -> range:
    return range(day.year - _YEARS, day.year + _YEARS + 1)
