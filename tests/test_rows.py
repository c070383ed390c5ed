from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.rows import expression, read_rows, read_yaml


def table(folder: Path, content: str) -> Path:
    path = folder / "short.tsv"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("content", ["# about\n# id\tzh\na\t甲\n", "# about\nid\tzh\n\na\t甲\n"])
def test_columns_are_named_by_a_comment_or_by_the_first_line(tmp_path: Path, content: str) -> None:
    assert read_rows(table(tmp_path, content)) == ({"id": "a", "zh": "甲"},)


def test_a_dash_is_an_empty_cell(tmp_path: Path) -> None:
    assert read_rows(table(tmp_path, "id\tzh\na\t-\n")) == ({"id": "a", "zh": ""},)


def test_a_row_with_a_missing_cell_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"short\.tsv:3: 1 columns where 2 are named"):
        read_rows(table(tmp_path, "# id\tzh\na\t甲\nb\n"))


def test_one_key_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"short\.tsv:3: id 'a' appears twice \(also line 2\)"):
        read_rows(table(tmp_path, "# id\tzh\na\t甲\na\t乙\n"))


def test_what_is_no_yaml_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"^short\.tsv: is no YAML \(.*\); mend it$"):
        read_yaml(table(tmp_path, "- a: [\n- b\n"))


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(DataFileError, match="row 'a': '\\(' is no regular expression"):
        expression("(", "short.tsv", "a")
