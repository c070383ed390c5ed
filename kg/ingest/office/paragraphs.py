"""Word files to paragraphs: the text of each, with its style and how it is set.

A file of Word is a zip of XML parts. Only the text and the styles are looked at; pictures, headers, footnotes, deleted
text and the codes of fields are left.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from kg.errors import InputError
from kg.ingest.archive import Archive, open_archive, read_member
from kg.ingest.office.styles import Look, Style, StyleRole, read_styles
from kg.ingest.office.xml import attribute, events_of, has, is_on, local_name, value_of

_LARGEST_PART = 64 * 1024 * 1024  # bytes unpacked
_LONG_CELL = 60  # characters; a table with longer cells is a layout of columns
_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "rt", "sdtPr", "pPrChange", "rPrChange"))


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """One paragraph, also one without text, or one row of a table; line breaks in it are kept."""

    text: str
    role: StyleRole
    level: int
    look: Look


def word_paragraphs(data: bytes) -> list[WordParagraph]:
    """Return the paragraphs of a Word file in reading order.

    Raises:
        InputError: it is damaged, encrypted or too large. The message is a clause.
    """
    archive = open_archive(io.BytesIO(data))
    main = _main_part(archive)
    text = read_member(archive, main, _LARGEST_PART)
    if text is None:
        raise InputError("is a Word file without its text: save it anew")
    styles = read_member(archive, str(PurePosixPath(main).parent / "styles.xml"), _LARGEST_PART)
    reader = _Reader(read_styles(styles) if styles else {})
    for event, element in events_of(text):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    return reader.done


def _main_part(archive: Archive) -> str:
    """Return the name of the part that holds the text: some programs call it otherwise."""
    names = [name for name, _ in archive.infos]
    parts = [name for name in names if re.fullmatch(r"word/document\d*\.xml", name)]
    return min(parts, default="word/document.xml")


@dataclass
class _Open:
    """A paragraph under way. ``after`` are those in its text boxes, which are read behind it."""

    style: Style = field(default_factory=Style)
    centred: bool | None = None
    level: int = 0
    text: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    bold: int = 0  # characters
    sizes: dict[int, int] = field(default_factory=dict)  # characters by size
    after: list[WordParagraph] = field(default_factory=list)

    def end_run(self, bold: bool | None, size: int) -> None:
        text = "".join(self.run)
        length = len(text.strip())
        self.text.append(text)
        self.run.clear()
        self.bold += length * (self.style.look.bold if bold is None else bold)
        size = size or self.style.look.size
        self.sizes[size] = self.sizes.get(size, 0) + length

    def done(self) -> list[WordParagraph]:
        self.end_run(None, 0)
        text = "".join(self.text).strip()
        centred = self.style.look.centred if self.centred is None else self.centred
        size = max(self.sizes, key=lambda each: (self.sizes[each], each), default=0)
        look = Look(centred, self.bold * 10 >= len(text) * 9, size)
        role, level = self.style.role, self.style.level
        if self.level and role == "body":
            role, level = "heading", self.level
        own = [WordParagraph(text, role, level, look)] if role != "skip" else []
        return own + self.after


class _Reader:
    """What the walk through the text has met: paragraphs and rows under way, and those that are done."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.done: list[WordParagraph] = []
        self._styles = styles
        self._open: list[_Open] = []
        self._rows: list[list[list[WordParagraph]]] = []  # cells of the rows under way, outer rows first
        self._left_out = 0  # elements within one whose text is left

    def start(self, element: etree._Element) -> None:
        name = local_name(element)
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
        elif name == "p":
            self._open.append(_Open())
        elif name == "tr":
            self._rows.append([])
        elif name == "tc" and self._rows:
            self._rows[-1].append([])

    def end(self, element: etree._Element) -> None:
        name = local_name(element)
        if self._left_out:
            self._left_out -= 1
        elif name == "tr" and self._rows:
            self._place(_row(self._rows.pop()))
        elif self._open:
            self._within_paragraph(name, element)

    def _within_paragraph(self, name: str, element: etree._Element) -> None:
        current = self._open[-1]
        parent = element.getparent()
        within = local_name(parent) if parent is not None else ""
        if name == "t":
            current.run.append(element.text or "")
        elif within == "r" and name in ("tab", "ptab"):
            current.run.append(" ")
        elif within == "r" and name in ("br", "cr"):
            current.run.append("\n")
        elif within == "r" and name == "noBreakHyphen":
            current.run.append("-")
        elif name == "r":
            size = value_of(element, "sz") or ""
            bold = is_on(element, "b") if has(element, "b") else None
            current.end_run(bold, int(size) if size.isdecimal() else 0)
        elif within == "pPr":
            self._set(current, name, attribute(element, "val"))
        elif name == "p":
            self._open.pop()
            self._place(current.done())
            element.clear()

    def _set(self, current: _Open, name: str, value: str) -> None:
        if name == "pStyle":
            current.style = self._styles.get(value, Style())
        elif name == "jc":
            current.centred = value == "center"
        elif name == "outlineLvl" and value.isdecimal() and int(value) < 9:
            current.level = int(value) + 1

    def _place(self, paragraphs: list[WordParagraph]) -> None:
        if self._open:
            self._open[-1].after += paragraphs
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1].extend(paragraphs)
        else:
            self.done += paragraphs


def _row(cells: list[list[WordParagraph]]) -> list[WordParagraph]:
    """Return a row of short cells as one paragraph, and the paragraphs of one whose cells are columns of a layout."""
    inside = [paragraph for cell in cells for paragraph in cell if paragraph.text]
    if len(inside) < 2 or any(len(cell) > 1 or len(p.text) > _LONG_CELL for cell in cells for p in cell if p.text):
        return inside
    return [WordParagraph(" ".join(" ".join(p.text.split()) for p in inside), "body", 0, Look())]
