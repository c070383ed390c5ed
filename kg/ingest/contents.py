"""What a format's reader makes of one input: texts, each with what the input itself says of it.

A reader is a generator from bytes to ``Content`` and ``Refusal``. It raises ``InputError``, a clause without the file's
name ("is encrypted: …"), where nothing of the input can be used, and yields a ``Refusal`` for a part that cannot.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ingest.metadata import Metadata
from kg.records import Section


@dataclass(frozen=True, slots=True)
class Content:
    """One text of an input: a page, an article, a line of a table.

    ``text`` is the source text that every offset points into. ``part`` names it inside the input (the line of a table,
    the page of a PDF), or is None where the input holds no more than this. ``sections`` are sorted in reading order and
    do not overlap; what lies in none (mastheads, editors, blanks) belongs to no article. ``encoding`` is that of the
    bytes, or the name of the format where it has none of its own ("pdf").
    """

    text: str
    encoding: str
    part: str | None = None
    known: Metadata = field(default_factory=Metadata)
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A part of an input that cannot be used, and why, as a clause of one line."""

    part: str
    reason: str
