"""One ready article, a JSON object or the row of a table, to a text with its fields as sections.

It is one article, whatever its text looks like. Its own date, paper, home and page are what it says; the names that a
field may have are the rows of ``article_fields.tsv``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, get_args

from kg.errors import DataFileError, InputError
from kg.ingest.composed import TextPiece, compose
from kg.ingest.contents import Content
from kg.ingest.dates.figures import page_in, written_day
from kg.ingest.metadata import Metadata
from kg.ingest.notes import LOST, notes_on
from kg.rows import rows

ArticleField = Literal["headline", "kicker", "subtitle", "author", "date", "paper", "home", "page", "text"]

_HALVES = re.compile("[\ud800-\udfff]")
_MOST_AUTHORS = 50


@cache
def field_names() -> Mapping[str, tuple[ArticleField, int]]:
    """Return what each name means, and its rank among the names of its field. The names are as ``plain`` makes them.

    Raises:
        DataFileError: a row names a field that there is not.
    """
    found: dict[str, tuple[ArticleField, int]] = {}
    for rank, row in enumerate(rows("lexicon/article_fields.tsv")):
        if row["field"] not in get_args(ArticleField):
            raise DataFileError(f"article_fields.tsv: row {row['id']!r}: {row['field']!r} is no field of an article")
        found[plain(row["name"])] = row["field"], rank  # type: ignore[assignment]
    return found


def plain(name: str) -> str:
    """Return the name of a column or key without what makes no difference: case, width, blanks, _ and -."""
    return re.sub(r"[\s_\ufeff-]+", "", unicodedata.normalize("NFKC", name)).casefold()


def fields_of(names: Iterable[str]) -> dict[str, tuple[ArticleField, int]]:
    """Return which of ``names`` are fields of an article, and their ranks."""
    known = field_names()
    return {name: known[plain(name)] for name in names if plain(name) in known}


def read_ready_article(row: Mapping[str, Any], encoding: str, part: str) -> Content:
    """Make the text of one ready article: kicker, headline, subtitle and author, each in a line, then its text.

    Args:
        row: its values by the names that its columns or keys have; those that mean nothing here are passed over.
        encoding: of the bytes that it was read from.
        part: the name of the row inside its input.

    Raises:
        InputError: there is no text, or a value is none of its field. The message is a clause.
    """
    values: dict[ArticleField, Any] = {}
    for name, (field, _) in sorted(fields_of(row).items(), key=lambda item: item[1][1]):
        if row[name] not in (None, "", []):
            values.setdefault(field, row[name])
    body = _string(values, "text")
    if not body.strip():
        raise InputError("is no article: give it at least a text (text, content, 正文, …)")
    headline = _string(values, "headline").strip()
    heads = (
        TextPiece("kicker", _string(values, "kicker")),
        TextPiece("headline", headline),
        TextPiece("subtitle", _string(values, "subtitle")),
        TextPiece("byline", _author(values.get("author"))),
    )
    text, sections = compose((*heads, TextPiece("text", _without_headline(body, headline))), gap="\n\n")
    known = Metadata(
        date=_date(values.get("date")),
        paper=_string(values, "paper").strip() or None,
        home=_string(values, "home").strip() or None,
        page=_page(values.get("page")),
    )
    return Content(text, encoding, part, known, sections, notes_on(text))


def _without_headline(body: str, headline: str) -> str:
    """Return a text without the headline that it begins with in a line of its own, so that it stands there once."""
    rest = body.lstrip().removeprefix(headline)
    return rest if headline and len(rest) < len(body.lstrip()) and rest.strip() and rest[0] in "\r\n" else body


def _string(values: Mapping[ArticleField, Any], name: ArticleField) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise InputError(f"has a {name!r} that is not a string: put it in quotes")
    return _HALVES.sub(LOST, value)


def _author(value: Any) -> str:
    """Return the names of one author or a list of them in one line."""
    names = value if isinstance(value, list) else [value or ""]
    if not all(isinstance(name, str) for name in names):
        raise InputError("has an 'author' that is not a string: put it in quotes")
    return _HALVES.sub(LOST, " ".join(" ".join(names[:_MOST_AUTHORS]).split()))


def _date(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError("has a 'date' that is not a string: put it in quotes")
    if not value.strip():
        return None
    date = written_day(value)
    if date is None:
        raise InputError(f"has the date {_shown(value)}, which is none: write it as 2023-01-09")
    return date


def _page(value: Any) -> int | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value if value > 0 else None
    return page_in(value) if isinstance(value, str) else None


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
