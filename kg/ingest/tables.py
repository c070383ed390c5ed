"""Tables of ready articles to texts, one line after the other: JSON lines, and CSV as spreadsheets write it.

Neither is ever held in memory as a whole. A line that cannot be used is refused by its number, and the others are read.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.ingest.contents import Content, Refusal
from kg.ingest.ready_article import fields_of, read_ready_article
from kg.ingest.text_lines import LONGEST_LINE, Line, text_lines

_DELIMITERS = ",;\t"
_EXCEL_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # the first line of some files, no row


def read_json_lines(stream: BinaryIO, encoding: str | None = None) -> Iterator[Content | Refusal]:
    """Read ready articles, one JSON object a line. Blank lines count and give nothing.

    Args:
        stream: the bytes, from their beginning; it must be seekable.
        encoding: theirs, where the user gives it.

    Raises:
        InputError: the bytes are no text.
    """
    for number, line in enumerate(text_lines(stream, encoding), 1):
        try:
            if isinstance(line, InputError):
                raise line
            if line[0].strip():
                yield read_ready_article(_object(line[0]), line[1], str(number))
        except InputError as error:
            yield Refusal(str(number), str(error))


def read_csv(stream: BinaryIO, encoding: str | None = None) -> Iterator[Content | Refusal]:
    """Read ready articles, one a row, below a row that names the columns. Rows are numbered as a spreadsheet does.

    Args:
        stream: the bytes, from their beginning; it must be seekable.
        encoding: theirs, where the user gives it.

    Raises:
        InputError: the bytes are no text, or no column is named as one of texts.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    broken: list[InputError] = []
    lines = _Readable(text_lines(stream, encoding), broken)
    first = next((line for line in lines if line.strip()), "")
    if hint := _EXCEL_HINT.fullmatch(first):
        first = next((line for line in lines if line.strip()), "")
    delimiter = hint[1] if hint else _delimiter(first)
    rows = _rows(chain([first], lines), delimiter)
    header = [name.strip() for name in next(rows, [])] if first else []
    if "text" not in (field for field, _ in fields_of(header).values()):
        raise InputError("has no column of texts: name one text, content or 正文 in the first row")
    for number, cells in enumerate(rows, 2):
        try:
            if broken:
                raise broken.pop()
            if isinstance(cells, InputError):
                raise cells
            if any(map(str.strip, cells)):
                yield read_ready_article(_named(header, cells), lines.encoding, str(number))
        except InputError as error:
            yield Refusal(str(number), str(error))


def looks_like_csv(line: str) -> bool:
    """Say whether a line names the columns of ready articles: a text and something more."""
    fields = {field for field, _ in fields_of(_cells(line, _delimiter(line))).values()}
    return "text" in fields and len(fields) > 1


class _Readable:
    """The text of the lines that can be read; of another an empty line, and why it cannot in ``broken``."""

    def __init__(self, lines: Iterator[Line], broken: list[InputError]) -> None:
        self._lines = lines
        self._broken = broken
        self.encoding = "utf-8"

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if isinstance(line, InputError):
            self._broken.append(line)
            return "\n"
        text, self.encoding = line
        return text


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[Any]:
    """Yield the rows as lists of cells, and an InputError in place of one that is none."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"is no row of a table ({error}): mind the quotes round cells")


def _named(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells by the names of their columns; of two columns of one name the first that is filled."""
    if any(map(str.strip, cells[len(header) :])):
        raise InputError(
            f"has {len(cells)} cells under {len(header)} columns: put cells that hold a delimiter in quotes"
        )
    named: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=False):
        if cell.strip():
            named.setdefault(name, cell)
    return named


def _delimiter(line: str) -> str:
    """Return the delimiter that parts a header into the most fields of an article, else into the most cells."""

    def parted(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return len(fields_of(cells)), len(cells)

    return max(_DELIMITERS, key=parted)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON ({error}): write one object a line") from error
    if not isinstance(row, dict):
        raise InputError("is no article: write an object with at least a text")
    return row
