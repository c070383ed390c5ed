from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import DataFileError
from kg.rows import OWN_DATA, expression, from_yaml, read_rows, read_yaml, rows


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


# a user's own rows


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("rules", "lexicon", "gazetteer"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv(OWN_DATA, str(tmp_path))
    return tmp_path


HEADS = "lexicon/name_heads.tsv"
READ = rows.__wrapped__  # without what was read before the folder was named


def test_own_rows_come_first_and_replace_those_of_their_key(own: Path) -> None:
    package = read_rows(Path(kg.__file__).parent / "data" / HEADS)
    (own / HEADS).write_text(
        "# id\tkind\tword\texample\nmine\tscheme\t夜校\t“暖巷”夜校\naction\tscheme\t行动队\tx\n", "utf-8"
    )
    found = READ(HEADS)

    assert found[0]["word"] == "夜校"
    assert [row["id"] for row in found[1:]] == [row["id"] for row in package]
    assert {row["word"] for row in found if row["id"] == "action"} == {"行动队"}


def test_files_that_nobody_adds_to_are_the_packages(own: Path) -> None:
    assert READ(HEADS) == read_rows(Path(kg.__file__).parent / "data" / HEADS)
    assert from_yaml("rules/acts.yaml") == read_yaml(Path(kg.__file__).parent / "data/rules/acts.yaml")


def test_own_cues_of_acts_come_before_the_packages(own: Path) -> None:
    (own / "rules/acts.yaml").write_text("- {id: mine, role: host, words: [操持], example: x}\n", "utf-8")

    assert [row["id"] for row in from_yaml("rules/acts.yaml")][:2] == ["mine", "host.organise"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("rules/name.tsv", "# id\tx\n", r"name\.tsv: the package has no rules/name\.tsv"),
        (HEADS, "# id\tword\nmine\t夜校\n", r"has the columns id, word; give it id, kind, word, example"),
        (HEADS, "# id\tkind\tword\texample\nmine\n", r"1 columns where 4 are named"),
        ("rules/acts.yaml", "id: mine\n", r"is no list of rows with an id each"),
    ],
)
def test_an_own_file_that_fits_nowhere_is_one_line(own: Path, name: str, text: str, told: str) -> None:
    (own / name).write_text(text, "utf-8")

    with pytest.raises(DataFileError, match=told):
        from_yaml("rules/acts.yaml") if name.endswith("yaml") else READ(HEADS)


def test_an_own_table_may_come_from_a_spreadsheet(own: Path) -> None:
    (own / HEADS).write_bytes("\ufeff# id\tkind\tword\texample\r\nmine\tscheme\t夜校\tx\r\n".encode())
    assert READ(HEADS)[0] == {"id": "mine", "kind": "scheme", "word": "夜校", "example": "x"}

    (own / HEADS).write_bytes("# id\tkind\tword\texample\nmine\tscheme\t行动队\tx\n".encode("gb18030"))
    with pytest.raises(DataFileError, match=r"name_heads\.tsv: is not UTF-8; save it as UTF-8"):
        READ(HEADS)


def test_an_own_folder_that_is_none_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_DATA, "nowhere")

    with pytest.raises(DataFileError, match="nowhere: is no folder; let KG_DATA name"):
        READ(HEADS)
