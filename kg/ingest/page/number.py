"""The number that a page prints of itself: 第2版, A02版."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.ingest.dates.issue_date import read_number
from kg.ingest.page.line_kinds import line_kind
from kg.ingest.words import pattern
from kg.records import Document

_EDGE = 15  # lines at the top and the bottom of a page among which it says its number


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of a page as printed: A02 has the letter A and the number 2."""

    letter: str
    number: int

    def may_be(self, other: PageNumber) -> bool:
        """Say whether the two can mean one page: papers with sections leave the letter out inside a section."""
        return self.number == other.number and (not self.letter or not other.letter or self.letter == other.letter)


def page_number(document: Document) -> PageNumber | None:
    """Return the number of a page: the one that is known of it, else the one at its edge, else its file's name."""
    if document.page is not None:
        letter = pattern("page-letter").search(PurePosixPath(document.doc).name)
        return PageNumber(letter.group("letter").upper() if letter else "", document.page)
    lines = [line for line in map(str.strip, document.text.splitlines()) if line]
    edge = lines[:_EDGE] + lines[_EDGE:][-_EDGE:]
    numbers = {number for line in edge if line_kind(line) == "furniture" for number in _numbers(line)}
    if len(numbers) == 1:
        return numbers.pop()
    named = pattern("page-name").fullmatch(PurePosixPath(document.doc).stem)  # 02.txt in a folder of one issue
    return PageNumber(letter_of(named.group("letter")), int(named.group("page"))) if named else None


def letter_of(printed: str | None) -> str:
    """Return the letter of a page's number as a capital of ASCII: Ａ and a are A; none is empty."""
    return unicodedata.normalize("NFKC", printed or "").upper()


def _numbers(line: str) -> Iterator[PageNumber]:
    for match in pattern("page-number").finditer(line):
        yield PageNumber(letter_of(match.group("letter")), read_number(match.group("page")))
