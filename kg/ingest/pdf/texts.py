"""A PDF with a text layer to its texts: each newspaper page with its articles, or a report as one text.

Where pages are set in several columns each page is one ``Content``. Where all are single columns of running text, as
in a press release, the file is one. A page that is only a picture, or whose text was turned into outlines, is
read by OCR where that is installed, and its lines come in as a ``PrintedPage`` too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from kg.errors import InputError
from kg.ingest.contents import Content, Refusal
from kg.ingest.dates.issue_date import read_number
from kg.ingest.metadata import Metadata
from kg.ingest.pdf.characters import UNMAPPED, PdfPage, read_page
from kg.ingest.pdf.ocr import Engine, installed_engine, read_picture
from kg.ingest.pdf.printed_bylines import with_whole_bylines
from kg.ingest.pdf.printed_lines import lines_of_glyphs
from kg.ingest.pdf.printed_page import Box, Glyph, PrintedPage
from kg.ingest.pdf.reading import Reading, read_articles
from kg.ingest.pdf.report import is_report, read_report
from kg.ingest.words import pattern

MAX_PAGES = 2000
MAX_CHARACTERS = 2_000_000
_ENCODING = "pdf"
_UNREADABLE = 0.3  # share of a page's characters that its fonts do not name
_HEADER = 1024  # bytes at either end in which a PDF says that it begins and ends


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    printed: PrintedPage


def read_pdf(data: bytes) -> Iterator[Content | Refusal]:
    """Read a PDF file.

    Yields:
        One ``Content`` for each page set in columns, named by its number where the file has several pages; or one for
        a whole report. A ``Refusal`` for each page that cannot be used.

    Raises:
        InputError: no page of the file can be used.
    """
    if b"%PDF-" not in data[:_HEADER]:
        raise InputError("is not a PDF file, whatever its name says: give it the ending of what it is")
    document = _opened(data)
    try:
        found: list[_Page | Refusal] = []
        left = MAX_CHARACTERS
        for number in range(len(document)):
            read = _read(document, number, left)
            if isinstance(read, _Page):
                left -= sum(len(line.text) for line in read.printed.lines)
                if left <= 0:
                    raise InputError(f"holds more than {MAX_CHARACTERS:,} characters: split it into smaller files")
            found.append(read)
    finally:
        document.close()
    pages = [entry for entry in found if isinstance(entry, _Page)]
    refusals = [entry for entry in found if isinstance(entry, Refusal)]
    if not pages:
        raise InputError(refusals[0].reason)
    cut_off = ("the file is cut off at its end: pages may be missing",) if b"%%EOF" not in data[-_HEADER:] else ()
    if is_report([page.printed for page in pages]):
        yield from refusals
        yield _content(read_report([page.printed for page in pages]), None, None, cut_off)
        return
    several = len(found) > 1
    for entry in found:
        if isinstance(entry, Refusal):
            yield entry
            continue
        reading = read_articles(entry.printed)
        yield _content(
            reading, str(entry.number) if several else None, _page(reading), (*entry.printed.notes, *cut_off)
        )


def _content(reading: Reading, part: str | None, page: int | None, notes: tuple[str, ...]) -> Content:
    return Content(
        text=reading.text,
        encoding=_ENCODING,
        part=part,
        known=Metadata(page=page),
        sections=reading.sections,
        notes=notes,
    )


def _page(reading: Reading) -> int | None:
    """Return the number that a page prints on itself."""
    found = {
        read_number(match.group("page"))
        for line in reading.furniture
        for match in pattern("page-number").finditer(line)
    }
    return found.pop() if len(found) == 1 else None


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if pdf.FPDF_GetLastError() == pdf.FPDF_ERR_PASSWORD:
            raise InputError("is encrypted: save it without its password and give that") from error
        if b"%%EOF" not in data[-_HEADER:]:
            raise InputError("is cut off in the middle: fetch the PDF file again") from error
        raise InputError("is damaged and cannot be opened as a PDF: make or fetch the file again") from error
    if count == 0 or count > MAX_PAGES:
        document.close()
        if count:
            raise InputError(f"has {count:,} pages, more than {MAX_PAGES:,}: split it into smaller files")
        raise InputError("is a PDF without pages: make or fetch the file again")
    return document


def _read(document: pdfium.PdfDocument, number: int, most: int) -> _Page | Refusal:
    """Read one page, or say why it cannot be used."""
    part = str(number + 1)
    try:
        page = read_page(document, number, most)
    except pdfium.PdfiumError:
        return Refusal(part, "is a damaged page: make or fetch the PDF file again")
    except OverflowError as error:
        raise InputError(f"holds more than {MAX_CHARACTERS:,} characters: split it into smaller files") from error
    reason = _unusable(page)
    if reason is None:
        return _Page(number + 1, _printed(page))
    engine = installed_engine()  # it may also read type that was turned into outlines
    printed = _recognised(document, number, engine) if engine else None
    return _Page(number + 1, printed) if printed and printed.lines else Refusal(part, reason)


def _recognised(document: pdfium.PdfDocument, number: int, engine: Engine) -> PrintedPage | None:
    page = document[number]
    try:
        return read_picture(page, engine)
    except pdfium.PdfiumError:  # it cannot be drawn
        return None
    finally:
        page.close()


def _unusable(page: PdfPage) -> str | None:
    inked = [g.char for g in (*page.glyphs, *page.turned) if g.char != " "]
    if not inked:
        if page.picture_share > 0.2:
            return "is a picture without a text layer: install kg-local-news[ocr], or give its text"
        return "is an empty page: nothing to read"
    unread = sum(1 for c in inked if c == UNMAPPED or _is_private(c))
    if unread > _UNREADABLE * len(inked):
        return (
            "has a text layer that does not say which characters it shows: install kg-local-news[ocr], or give its text"
        )
    return None


def _is_private(c: str) -> bool:
    return "\ue000" <= c <= "\uf8ff" or c >= "\U000f0000"


def _printed(page: PdfPage) -> PrintedPage:
    """Put the characters of a page together to lines."""
    walls = [r for r in page.rules if r.height > r.width]
    for frame in page.frames:
        b = frame.box
        walls += [Box(b.left, b.top, b.left, b.bottom), Box(b.right, b.top, b.right, b.bottom)]
    lines = with_whole_bylines(lines_of_glyphs(page.glyphs, walls), walls)
    lines += lines_of_glyphs(page.turned, (), turned=True)
    bare = [f for f in page.frames if f.filled and not any(f.box.holds(*line.box.middle) for line in lines)]
    return PrintedPage(
        page.width,
        page.height,
        tuple(lines),
        page.rules,
        tuple(f for f in page.frames if f not in bare),
        tuple(sorted((*page.pictures, *(f.box for f in bare)), key=lambda b: (b.top, b.left, b.bottom, b.right))),
        tuple(_notes(page, page.glyphs)),
    )


def _notes(page: PdfPage, glyphs: tuple[Glyph, ...]) -> Iterator[str]:
    private = sum(1 for g in glyphs if _is_private(g.char))
    unmapped = sum(1 for g in glyphs if g.char == UNMAPPED)
    if private:
        yield f"{private} characters are of the font's own making (private use) and stand as they are"
    if unmapped:
        yield f"{unmapped} characters are not named by their font and stand as \ufffd"
    if page.hidden:
        yield f"{page.hidden} characters that the page does not show were left out"
