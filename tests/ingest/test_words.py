import datetime

import pytest

from kg.ingest.dates.spans import find_dates
from kg.ingest.words import DateWord, date_words, patterns

WHOLE_LINE = {
    "byline-line",
    "byline-printed",
    "signature",
    "jump-from",
    "jump-on",
    "furniture",
    "masthead-line",
    "masthead-date",
    "masthead-date-alone",
    "masthead-day-first",
}


def matches(name: str, text: str) -> bool:
    regex = patterns()[name].regex
    return bool(regex.fullmatch(text) if name in WHOLE_LINE else regex.search(text))


@pytest.mark.parametrize(("name", "text"), [(p.id, e) for p in patterns().values() for e in p.examples])
def test_pattern_matches_its_example(name: str, text: str) -> None:
    assert matches(name, text)


@pytest.mark.parametrize(("name", "text"), [(p.id, c) for p in patterns().values() for c in p.counters])
def test_pattern_leaves_its_counter_example_alone(name: str, text: str) -> None:
    assert not matches(name, text)


def test_date_words_are_unique_and_named_once() -> None:
    rows = date_words()
    assert len({row.id for row in rows}) == len(rows)
    assert len({(row.kind, row.surface) for row in rows}) == len(rows)


@pytest.mark.parametrize("row", [r for r in date_words() if r.kind != "digit"], ids=lambda r: r.id)
def test_date_word_is_read_in_its_example(row: DateWord) -> None:
    spans = find_dates(row.example, datetime.date(2023, 6, 15))
    assert any(row.surface in row.example[span.start : span.end] for span in spans)
