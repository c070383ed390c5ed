"""Feasts and days of the lunar calendar, as the days of one year that the text means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from kg.ingest.dates.lunar import clear_bright_day, lunar_day
from kg.ingest.dates.numerals import read_number
from kg.ingest.dates.reckoning import DAY, Days, Reckoning, nearest, one_day, words

_FEAST = re.compile(r"(?P<lunar>L)?(?P<month>\d+)-(?P<day>\d+)")


def feast_days(groups: Mapping[str, str | None], reckoning: Reckoning, year: int | None) -> Days | None:
    """Return the day of a feast, or its holidays or the days around it, in ``year`` or in the year nearest to issue."""
    name = groups["feast"] or groups["short"] or ""
    value = words("feast" if groups["feast"] else "feast_short")[name.strip("“”")]
    which, holidays = value.split(" ")
    if year is not None:
        day = _feast(which, year)
    elif reckoning.issued is None:
        return None
    else:
        day = _nearest([_feast(which, reckoning.issued.year + n) for n in (-1, 0, 1)], reckoning)
    if day is None:
        return None
    stay = words("stay")[groups["stay"]] if groups["stay"] else "0..0"
    begin, end = (int(n) for n in (holidays if stay == "holidays" else stay).split(".."))
    if begin == end:
        return one_day(day + begin * DAY)
    return Days(day + begin * DAY, day + end * DAY, "about")  # the State Council shifts the holidays each year


def lunar_days(groups: Mapping[str, str | None], reckoning: Reckoning) -> Days | None:
    """Return the day of the lunar calendar that is nearest to the issue date."""
    if reckoning.issued is None or groups["leap"]:
        return None
    number = groups["month"]
    name = groups["month_name"] or groups["month_name_alone"]
    day = read_number((groups["day"] or "").removeprefix("初"))
    month = read_number(number) if number else int(words("lunar_month")[name or ""])
    return one_day(_nearest([lunar_day(reckoning.issued.year + n, month, day) for n in (-1, 0, 1)], reckoning))


def _feast(which: str, year: int) -> datetime.date | None:
    """Return the day of a feast in a year of the common calendar."""
    match = _FEAST.fullmatch(which)
    if match is None:
        return clear_bright_day(year)
    month, day = int(match.group("month")), int(match.group("day"))
    return lunar_day(year, month, day) if match.group("lunar") else datetime.date(year, month, day)


def _nearest(days: list[datetime.date | None], reckoning: Reckoning) -> datetime.date | None:
    known = [day for day in days if day]
    return nearest(known, reckoning.issued, "near") if reckoning.issued else None
