"""Rows of the package's tab-separated tables: what a rule, a lexicon or a scheme is read from.

A line that starts with ``#`` is a comment; the last comment line names the columns. Anything else is one row.
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files

from kg.errors import DataFileError

Row = dict[str, str]


@functools.cache
def rows(name: str) -> tuple[Row, ...]:
    """Rows of ``kg/data/<name>``, in file order, an empty string where the table has a dash.

    Raises:
        DataFileError: a row has too few or too many columns, or repeats an id.
    """
    columns: list[str] = []
    found: list[Row] = []
    seen: dict[str, int] = {}
    text = files("kg").joinpath("data", *name.split("/")).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            columns = line.removeprefix("#").strip().split("\t")
        elif line.strip():
            cells = ["" if cell == "-" else cell for cell in line.split("\t")]
            if len(cells) != len(columns):
                raise DataFileError(
                    f"{name}:{number}: {len(cells)} columns where {len(columns)} are named; mend the row"
                )
            row = dict(zip(columns, cells, strict=True))
            if row["id"] in seen:
                raise DataFileError(f"{name}:{number}: id {row['id']!r} appears twice (also line {seen[row['id']]})")
            seen[row["id"]] = number
            found.append(row)
    return tuple(found)


def expression(pattern: str, name: str, row: str) -> re.Pattern[str]:
    """``pattern`` compiled.

    Raises:
        DataFileError: it is no regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataFileError(f"{name}: row {row!r}: {pattern!r} is no regular expression ({error}); mend it") from error
