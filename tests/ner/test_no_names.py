"""Claims about words that are taken for names: each row's example is none, its counter-example is one."""

from __future__ import annotations

import pytest

from kg.ner.no_names import names_nothing
from kg.rows import rows

ROWS = rows("lexicon/no_names.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_example_of_a_row_names_nothing(row: dict[str, str]) -> None:
    assert all(names_nothing(row["example"], label) for label in row["labels"].split("|"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_counter_example_of_a_row_is_a_name(row: dict[str, str]) -> None:
    assert not any(names_nothing(row["counter"], label) for label in row["labels"].split("|"))


def test_a_person_is_never_left_out_for_pointing() -> None:
    assert not names_nothing("全县", "PERSON")
