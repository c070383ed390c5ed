import pytest

from kg.ingest.dates import find_dates
from kg.ingest.words import date_words, patterns

WHOLE_LINE = {"byline-line", "signature", "jump-from", "jump-on", "furniture", "masthead-line", "masthead-date"}


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
def test_date_word_is_read_in_its_example(row: object) -> None:
    import datetime

    spans = list(find_dates(row.example, datetime.date(2023, 6, 15)))  # type: ignore[attr-defined]
    assert spans
    assert row.surface in row.example[spans[0].start : spans[0].end]  # type: ignore[attr-defined]
