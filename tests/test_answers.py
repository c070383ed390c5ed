import json
from dataclasses import dataclass
from datetime import date

import pytest

from kg.answers import Format, format_of, print_cells, print_rows


@dataclass(frozen=True)
class Row:
    name: str
    aliases: tuple[str, ...]
    weight: float
    count: int
    day: date | None
    known: bool = True


ROWS = [
    Row("石桥街道", ("石桥", "该街道"), 0.5, 3, date(2023, 3, 8)),
    Row("=SUM(A1)\x1b[31m[bold]", (), 1, 12, None, False),
]


def printed(capsys: pytest.CaptureFixture[str], form: Format, rows: list[Row] = ROWS) -> str:
    print_rows(rows, ("name", "aliases", "count", "day"), form, empty="nothing is known")
    return capsys.readouterr().out


def test_a_table_shows_the_chosen_columns_uncut(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, Format.TABLE, [*ROWS, Row("长" * 300, (), 0, 0, None)])
    assert text.splitlines()[1].split() == ["name", "aliases", "count", "day"]
    assert "石桥 | 该街道" in text
    assert "长" * 300 in text


def test_names_cannot_command_the_terminal_or_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, Format.TABLE)
    assert "\x1b" not in text
    assert "\\x1b[31m[bold]" in text


def test_a_table_without_rows_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, Format.TABLE, []) == "nothing is known\n"


def test_csv_has_all_fields_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    head, first, second = printed(capsys, Format.CSV).splitlines()
    assert head == "name,aliases,weight,count,day,known"
    assert first == "石桥街道,石桥 | 该街道,0.500,3,2023-03-08,yes"
    assert second.startswith("'=SUM(A1)")
    assert second.endswith(",12,,no")


def test_json_keeps_types_and_characters(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, Format.JSON)
    assert "石桥街道" in text
    assert json.loads(text)[0] == {
        "name": "石桥街道",
        "aliases": ["石桥", "该街道"],
        "weight": 0.5,
        "count": 3,
        "day": "2023-03-08",
        "known": True,
    }


def test_no_row_is_an_empty_list_in_json_and_nothing_in_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, Format.JSON, []) == "[]\n"
    assert printed(capsys, Format.CSV, []) == ""


def test_json_wins_over_csv() -> None:
    assert format_of(as_csv=True, as_json=True) is Format.JSON


CELLS = [("石桥街道", 0.5, 3), ("=SUM(A1)\x1b[31m[bold]", None, True)]


def test_columns_may_be_named_by_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    def shown(form: Format, rows: list[tuple[object, ...]]) -> str:
        print_cells(("name", "[red]x", "n"), rows, form, empty="no answer")
        return capsys.readouterr().out

    table = shown(Format.TABLE, [*CELLS])
    assert table.splitlines()[1].split() == ["name", "[red]x", "n"]
    assert "\\x1b[31m[bold]" in table
    assert shown(Format.CSV, [*CELLS]).splitlines() == [
        "name,[red]x,n",
        "石桥街道,0.500,3",
        "'=SUM(A1) [31m[bold],,yes",
    ]
    assert json.loads(shown(Format.JSON, [*CELLS]))[1] == {"name": CELLS[1][0], "[red]x": None, "n": True}
    assert [shown(form, []) for form in Format] == ["no answer\n", "name,[red]x,n\n", "[]\n"]
    print_cells((), [()], Format.TABLE, empty="no answer")
    assert capsys.readouterr().out.strip() == ""
