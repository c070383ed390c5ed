"""The days that one date expression means.

Each function here reads the match of one pattern of ``rules/dates.yaml`` and returns its days, or None where there are
none such (2月30日) or none that can be told.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.ingest.dates.feasts import feast_days, lunar_days
from kg.ingest.dates.numerals import read_number
from kg.ingest.dates.reckoning import (
    DAY,
    Days,
    Precision,
    Reckoning,
    date,
    day_of_year,
    month_from,
    month_of_year,
    nearest,
    of_month,
    one_day,
    until,
    words,
)

Groups = Mapping[str, str | None]

_MINGUO = 1911  # the year before the first of the Republic
_PLAN = 1951  # the tenth plan began in 2001
_JUST_OVER = 45 * DAY
_UNITS = {"天": 1, "周": 7, "星期": 7, "个星期": 7, "个月": 30}
_SPAN_OF_MONTHS: Mapping[int, Precision] = {1: "month", 2: "month", 3: "quarter", 6: "half-year", 9: "quarter"}


def days_of(pattern: str, match: re.Match[str], reckoning: Reckoning) -> Days | None:
    """Return the days that a match of ``pattern`` means, or None."""
    try:
        return _READERS[pattern](match.groupdict(), reckoning)
    except (ValueError, OverflowError):  # a day that its month has not, a year beyond the calendar
        return None


def _written(groups: Groups, reckoning: Reckoning) -> Days | None:
    return one_day(date(_number(groups, "year"), _number(groups, "month"), _number(groups, "day")))


def _day(groups: Groups, reckoning: Reckoning) -> Days | None:
    day = _number(groups, "day")
    if (offset := _offset(groups, "month", "month_word")) is not None:
        return one_day(month_from(reckoning.issued, offset).replace(day=day)) if reckoning.issued else None
    month = _month_number(groups)
    if _names_year(groups):
        year = _year(groups, reckoning)
        return one_day(date(year, month, day)) if year else None
    return one_day(day_of_year(month, day, reckoning))


def _month(groups: Groups, reckoning: Reckoning) -> Days | None:
    if (offset := _offset(groups, "month", "month_word")) is not None:
        first = month_from(reckoning.issued, offset) if reckoning.issued else None
    elif _names_year(groups):
        year = _year(groups, reckoning)
        first = datetime.date(year, _month_number(groups), 1) if year else None
    else:
        first = month_of_year(_month_number(groups), reckoning)
    if first is None:
        return None
    part = groups.get("part")
    return of_month(first, *_pair(words("part")[part])) if part else of_month(first)


def _month_part(groups: Groups, reckoning: Reckoning) -> Days | None:
    """月底: of the month of issue, or of the month before where this one's has not come."""
    if reckoning.issued is None:
        return None
    part = _pair(words("part")[groups["part"] or ""])
    days = of_month(month_from(reckoning.issued, 0), *part)
    if reckoning.side != "ahead" and days.first > reckoning.issued:
        return of_month(month_from(reckoning.issued, -1), *part)
    return days


def _years(groups: Groups, reckoning: Reckoning) -> Days | None:
    year = _year(groups, reckoning)
    if not year or not 1000 <= year <= 2999:
        return None
    for kind in ("season", "edge"):
        if word := groups.get(kind):
            return _part_of_year(year, words(kind)[word])
    return Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")


def _season(groups: Groups, reckoning: Reckoning) -> Days | None:
    if (issued := reckoning.issued) is None:
        return None
    months, _, years = words("season")[groups["season"] or ""].partition(" ")
    if years:  # 今春
        return _part_of_year(issued.year + int(years), months)
    if reckoning.side == "ahead":
        return next(days for n in (0, 1) if (days := _part_of_year(issued.year + n, months)).last >= issued)
    before, this = (_part_of_year(issued.year + n, months) for n in (-1, 0))
    if this.first <= issued:
        return this
    if reckoning.side in ("open", "near"):  # 年底 in a paper of May, of which nothing says that it is past
        return before if issued - before.last <= _JUST_OVER else this
    return before if _is_month(months) or issued - before.last <= this.first - issued else this


def _day_alone(groups: Groups, reckoning: Reckoning) -> Days | None:
    day = _number(groups, "day")
    if begun := reckoning.begun or reckoning.month_told:
        return one_day(nearest(_days_of_months(begun, day, range(4)), begun, "ahead"))
    if reckoning.issued is None:
        return None
    return one_day(nearest(_days_of_months(reckoning.issued, day, range(-3, 4)), reckoning.issued, reckoning.side))


def _day_word(groups: Groups, reckoning: Reckoning) -> Days | None:
    offset = _offset(groups, "day", "day_word")
    return one_day(reckoning.issued + offset * DAY) if reckoning.issued and offset is not None else None


def _same_day(groups: Groups, reckoning: Reckoning) -> Days | None:
    offset = _offset(groups, "same", "same")
    return one_day(reckoning.day_told.last + offset * DAY) if reckoning.day_told and offset is not None else None


def _same_month(groups: Groups, reckoning: Reckoning) -> Days | None:
    return of_month(month_from(reckoning.day_told.last, 0)) if reckoning.day_told else None


def _ago(groups: Groups, reckoning: Reckoning) -> Days | None:
    count, unit = _count(groups["count"]), groups["unit"] or ""
    if reckoning.issued is None:
        return None
    if unit == "年":
        year = reckoning.issued.year - count
        return Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")
    if unit == "个月":
        return of_month(month_from(reckoning.issued, -count))
    day = reckoning.issued - count * _UNITS[unit] * DAY
    return one_day(day) if unit == "天" else _week_of(day)


def _about(groups: Groups, reckoning: Reckoning) -> Days | None:
    return until(reckoning.issued, int(words("about")[groups["about"] or ""]))


def _last_while(groups: Groups, reckoning: Reckoning) -> Days | None:
    issued, unit = reckoning.issued, groups["unit"] or groups["unit_2"] or ""
    count = _count(groups["count"] or groups["count_2"])
    if issued is None or unit != "年":
        return until(issued, count * _UNITS.get(unit, 0))
    return Days(date(issued.year - count, issued.month, min(issued.day, 28)) or issued, issued, "about")


def _weekday(groups: Groups, reckoning: Reckoning) -> Days | None:
    if reckoning.issued is None:
        return None
    wanted = int(words("weekday")[groups["weekday"] or groups["weekday_alone"] or ""])
    monday = _week_of(reckoning.issued).first
    if (weeks := _offset(groups, "week", "week")) is not None:  # 上周三: the Wednesday of the calendar week before
        return one_day(monday + (wanted - 1 + 7 * weeks) * DAY)
    days = [monday + (wanted - 1 + 7 * n) * DAY for n in (-1, 0, 1)]
    return one_day(nearest(days, reckoning.issued, reckoning.side))


def _week(groups: Groups, reckoning: Reckoning) -> Days | None:
    if reckoning.issued is None:
        return None
    weeks = _offset(groups, "week", "week")
    if weeks is None:  # 周末: the last one that has begun
        weeks = 0 if reckoning.issued.isoweekday() >= 6 or reckoning.side == "ahead" else -1
    week = _week_of(reckoning.issued + 7 * weeks * DAY)
    return Days(week.first + 5 * DAY, week.last, "day") if groups["weekend"] or groups["weekend_alone"] else week


def _feast(groups: Groups, reckoning: Reckoning) -> Days | None:
    if groups["short"] and not groups["stay"] and not _names_year(groups):
        return None  # 国庆 may be a name, 五一 a number
    year = _year(groups, reckoning) if _names_year(groups) else None
    return None if _names_year(groups) and year is None else feast_days(groups, reckoning, year)


def _plan(groups: Groups, reckoning: Reckoning) -> Days | None:
    """“十四五”: the fourteenth plan of five years."""
    begin = _PLAN + 5 * _number(groups, "plan")
    part = groups["plan_part"]
    first, last = _pair(words("plan_part")[part]) if part else (1, 5)
    return Days(datetime.date(begin + first - 1, 1, 1), datetime.date(begin + last - 1, 12, 31), "year")


def _decade(groups: Groups, reckoning: Reckoning) -> Days | None:
    decade = read_number(groups["decade"] or "")
    year = (2000 if groups["century"] == "本" else 1900) + decade
    return Days(datetime.date(year, 1, 1), datetime.date(year + 9, 12, 31), "year")


_READERS: Mapping[str, Callable[[Groups, Reckoning], Days | None]] = MappingProxyType(
    {
        "date-written": _written,
        "date-day": _day,
        "date-month": _month,
        "date-months": _month,
        "date-month-part": _month_part,
        "date-year": _years,
        "date-years": _years,
        "date-season": _season,
        "date-day-alone": _day_alone,
        "date-range-end": _day_alone,
        "date-day-word": _day_word,
        "date-same-day": _same_day,
        "date-same-month": _same_month,
        "date-ago": _ago,
        "date-about": _about,
        "date-last-while": _last_while,
        "date-weekday": _weekday,
        "date-week": _week,
        "date-feast": _feast,
        "date-lunar": lunar_days,
        "date-plan": _plan,
        "date-decade": _decade,
    }
)


def _number(groups: Groups, name: str) -> int:
    return read_number(groups[name] or "")


def _count(number: str | None) -> int:
    return int(words("count").get(number or "", 0)) or read_number(number or "")


def _offset(groups: Groups, kind: str, name: str) -> int | None:
    """Return the value of the word in the group ``name``, or None where the group is empty."""
    word = groups.get(name)
    return int(words(kind)[word]) if word else None


def _names_year(groups: Groups) -> bool:
    return any(groups.get(name) for name in ("year", "minguo", "year_word", "year_after"))


def _year(groups: Groups, reckoning: Reckoning) -> int | None:
    if groups.get("year"):
        return _number(groups, "year")
    if groups.get("minguo"):
        return _MINGUO + _number(groups, "minguo")
    if (offset := _offset(groups, "year", "year_word")) is not None:
        return reckoning.issued.year + offset if reckoning.issued else None
    told = reckoning.begun or (reckoning.told.first if reckoning.told else None)
    offset = _offset(groups, "year_after", "year_after")
    return told.year + offset if told and offset is not None else None


def _month_number(groups: Groups) -> int:
    named = _offset(groups, "month_named", "month_named")
    return _number(groups, "month") if named is None else named


def _days_of_months(since: datetime.date, day: int, months: range) -> list[datetime.date]:
    firsts = (month_from(since, n) for n in months)
    return [d for first in firsts if (d := date(first.year, first.month, day))]


def _part_of_year(year: int, months: str) -> Days:
    begin, end = _pair(months)
    first = datetime.date(year, 1, 1)
    last = of_month(month_from(first, end - 1)).last
    return Days(month_from(first, begin - 1), last, _SPAN_OF_MONTHS[end - begin + 1])


def _is_month(months: str) -> bool:
    begin, end = _pair(months)
    return begin == end


def _pair(value: str) -> tuple[int, int]:
    begin, end = value.split()[0].split("-")
    return int(begin), int(end)


def _week_of(day: datetime.date) -> Days:
    monday = day - (day.isoweekday() - 1) * DAY
    return Days(monday, monday + 6 * DAY, "week")
