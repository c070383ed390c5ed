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
        case Format.CSV:
            _print_csv(rows)
        case Format.TABLE if rows:
            _print_table(rows, columns)
        case Format.TABLE:
            print(printable(empty))


def print_json(value: object) -> None:
    """Print JSON, dates as ISO 8601."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_heading(text: str) -> None:
    """Print a line above a table that is one of several."""
    print(printable(text))


def _print_csv(rows: Sequence[Any]) -> None:
    lines = csv.writer(sys.stdout, lineterminator="\n")
    if rows:
        lines.writerow([field.name for field in fields(rows[0])])
    lines.writerows([cell(_shown(value)) for value in asdict(row).values()] for row in rows)


def _print_table(rows: Sequence[Any], columns: Sequence[str]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_UNLIMITED, color_system=None)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        values = [getattr(row, column) for row in rows]
        numbers = all(isinstance(value, int | float) for value in values)
        table.add_column(column.replace("_", " "), justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(Text(printable(_shown(getattr(row, column)))) for column in columns))
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
