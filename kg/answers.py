"""How the command line shows the rows of an answer: a table to read, CSV for a spreadsheet, or JSON for a program."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from enum import StrEnum
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.console import printable
from kg.export.tables import cell

# Wide enough that nothing is cut or wrapped where the answer goes into a file or another program.
_UNLIMITED = 100_000


class Format(StrEnum):
    """What an answer is shown as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def format_of(*, as_csv: bool, as_json: bool) -> Format:
    """Choose by the options; JSON where both are given, as it says the most."""
    return Format.JSON if as_json else Format.CSV if as_csv else Format.TABLE


def print_rows(rows: Sequence[Any], columns: Sequence[str], form: Format, *, empty: str) -> None:
    """Print the rows of one answer.

    Args:
        rows: frozen dataclasses of one class.
        columns: the fields that a table shows; CSV and JSON hold all.
        form: what to print.
        empty: what a table says where there is no row.
    """
    match form:
        case Format.JSON:
            print_json([asdict(row) for row in rows])
        case Format.CSV if rows:
            _write_csv([[field.name for field in fields(rows[0])], *(list(asdict(row).values()) for row in rows)])
        case Format.TABLE if rows:
            _write_table(columns, [[getattr(row, column) for column in columns] for row in rows])
        case Format.TABLE:
            print(printable(empty))


def print_cells(columns: Sequence[str], rows: Sequence[Sequence[object]], form: Format, *, empty: str) -> None:
    """Print the rows of an answer whose columns the question names, and not a class.

    Args:
        columns: a name for each value of a row.
        rows: values, None for one that is not known.
        form: what to print; CSV has the names of the columns even where there is no row.
        empty: what a table says where there is no row.
    """
    match form:
        case Format.JSON:
            print_json([dict(zip(columns, row, strict=True)) for row in rows])
        case Format.CSV:
            _write_csv([columns, *rows])
        case Format.TABLE if rows:
            _write_table(columns, rows)
        case Format.TABLE:
            print(printable(empty))


def print_json(value: object) -> None:
    """Print JSON, dates as ISO 8601."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_heading(text: str) -> None:
    """Print a line above a table that is one of several."""
    print(printable(text))


def _write_csv(rows: Sequence[Sequence[object]]) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerows([cell(_shown(value)) for value in row] for row in rows)


def _write_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_UNLIMITED, color_system=None)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        numbers = all(isinstance(row[place], int | float) for row in rows)
        table.add_column(Text(printable(column.replace("_", " "))), justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(Text(printable(_shown(value))) for value in row))
    console.print(table)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3f}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return " | ".join(map(_shown, value))
        case Mapping():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
