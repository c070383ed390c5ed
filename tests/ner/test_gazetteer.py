from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.ner.gazetteer import DATA, DIVISION, DIVISION_SHORT, STREET, read_table, shorten, table_bits


def test_names_of_the_tables_are_found_in_full_and_in_short() -> None:
    bits = table_bits("到江北区石马河街道")

    assert bits[0] == 0
    assert all(bit & DIVISION for bit in bits[1:4])
    assert all(bit & STREET for bit in bits[4:])
    assert table_bits("江北的路灯")[0] & DIVISION_SHORT


@pytest.mark.parametrize("row", list(read_table(DATA / "division_suffixes.tsv")), ids=lambda row: row["id"])
def test_each_suffix_shortens_its_example(row: dict[str, str]) -> None:
    short = shorten(row["example"], row["level"])

    assert short is not None
    assert row["example"] == short + row["suffix"]


def test_a_name_of_which_one_character_would_be_left_has_no_short_form() -> None:
    assert shorten("吉县", "division") is None


def test_a_row_with_a_missing_cell_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "streets.tsv"
    path.write_text("# c\ncode\tname\n500105001\n", encoding="utf-8")

    with pytest.raises(DataFileError, match=r"streets\.tsv:3: 1 cells where the header has 2"):
        list(read_table(path))
