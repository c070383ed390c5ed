from __future__ import annotations

import pytest

from kg.ner.gazetteer import DIVISION, DIVISION_SHORT, STREET, shorten, table_bits
from kg.rows import rows


def test_names_of_the_tables_are_found_in_full_and_in_short() -> None:
    bits = table_bits("到江北区石马河街道")

    assert bits[0] == 0
    assert all(bit & DIVISION for bit in bits[1:4])
    assert all(bit & STREET for bit in bits[4:])
    assert table_bits("江北的路灯")[0] & DIVISION_SHORT


@pytest.mark.parametrize("row", rows("gazetteer/division_suffixes.tsv"), ids=lambda row: row["id"])
def test_each_suffix_shortens_its_example(row: dict[str, str]) -> None:
    short = shorten(row["example"], row["level"])

    assert short is not None
    assert row["example"] == short + row["suffix"]


def test_a_name_of_which_one_character_would_be_left_has_no_short_form() -> None:
    assert shorten("吉县", "division") is None
