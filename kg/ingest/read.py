"""Inputs to documents: files, folders, globs and standard input, each decoded or skipped with one line saying why.

This is the one door of the package: ``inputs`` says which files, ``formats`` in which format each is, a reader for each
format makes texts of it, and here they become documents with their names, dates and pages. No input raises: what cannot
be used comes out as ``Skipped``, and the others go on.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest import metadata
from kg.ingest.archive import kind_of, open_archive
from kg.ingest.contents import Content, Refusal
from kg.ingest.dates.issue_date import date_in_path, masthead_date, page_in_name
from kg.ingest.decode import decode
from kg.ingest.formats import HEAD, Format, format_of
from kg.ingest.inputs import Input, clean, find_inputs
from kg.ingest.members import Room, members
from kg.ingest.metadata import Metadata
from kg.ingest.office.docx import read_docx
from kg.ingest.pdf.texts import read_pdf
from kg.ingest.tables import read_csv, read_json_lines
from kg.ingest.view import reading_view
from kg.ingest.web.html import LARGEST_PAGE, read_html
from kg.ingest.web.issue_order import in_page_order
from kg.records import Document, Settings, Skipped

MB = 1024 * 1024
LARGEST: dict[Format, int] = {
    "text": 16 * MB,
    "html": LARGEST_PAGE,
    "docx": 256 * MB,
    "pdf": 256 * MB,
    "zip": 256 * MB,
}
"""The most bytes of what is read as a whole, by format. Tables and a zip on disk are not and may have any size."""

_DEEPEST_ARCHIVE = 1  # an archive in an archive is opened, one in that is not


def read_documents(inputs: Sequence[str], settings: Settings) -> Iterator[Document | Skipped]:
    """Read every input, in the order given, a file only once.

    Args:
        inputs: files, folders, globs (``**`` goes into folders), or ``-`` for standard input.
        settings: ``date``, ``paper``, ``home`` and ``encoding``, where given, hold for every input.

    Yields:
        A ``Document`` for each text that can be read, no two of one name, else a ``Skipped`` with a reason of one line.
    """
    found = find_inputs(inputs)
    yield from _faulty_metadata((each, each.root) for each in found if isinstance(each, Input) and each.path.parts)
    taken: Counter[str] = Counter()
    for item in _read_all(found, settings, 0, Room()):
        if isinstance(item, Document):
            taken[item.doc] += 1
            if taken[item.doc] > 1:  # the member of an archive and a file may have one path
                item = replace(item, doc=f"{item.doc}~{taken[item.doc]}")
        yield item


def _read_all(
    found: Sequence[Input | Skipped], settings: Settings, depth: int, room: Room
) -> Iterator[Document | Skipped]:
    """Read the inputs that the user names, or the members of one archive that lies ``depth`` archives deep."""
    for each, page in in_page_order(found, settings.encoding):
        if isinstance(each, Skipped):
            yield each
            continue
        try:
            yield from _read(each, page, settings, depth, room if depth else Room())
        except InputError as error:
            yield Skipped(each.name, str(error))
        except OSError as error:
            reason = f"cannot be read ({error.strerror or error}): check the path and its permissions"
            yield Skipped(each.name, reason)


def _faulty_metadata(found: Iterable[tuple[Input, PurePath]]) -> Iterator[Skipped]:
    """Yield a line for each ``kg.toml`` that cannot be used beside an input, or above it up to the folder beside it."""
    checked: set[PurePath] = set()
    for each, root in found:
        for folder in metadata.folders_of(each.path, root):
            if folder not in checked:
                checked.add(folder)
                try:
                    metadata.check(folder / metadata.NAME, each.beside)
                except InputError as error:
                    reason = f"{error}; the texts beside it are read without it"
                    yield Skipped(clean(str(folder / metadata.NAME)), reason)


def _read(entry: Input, page: int | None, settings: Settings, depth: int, room: Room) -> Iterator[Document | Skipped]:
    with entry.opens() as stream:
        head = stream.read(HEAD)
        stream.seek(0)
        if not head.strip() and len(head) < HEAD:
            raise InputError("is empty: nothing to read")
        kind: Format = format_of(head, entry.path)
        if kind == "zip":
            packed = io.BytesIO(_whole(stream, entry, kind)) if depth else stream
            archive = open_archive(packed)
            kind = kind_of(archive)
            if kind == "zip" and depth > _DEEPEST_ARCHIVE:
                raise InputError("is an archive inside an archive inside an archive: give it unpacked")
            if kind == "zip":
                inside = list(members(archive, entry, room))
                yield from _faulty_metadata((each, entry.path) for each in inside if isinstance(each, Input))
                yield from _read_all(inside, settings, depth + 1, room)
                return
            packed.seek(0)
            stream = packed
        known = metadata.metadata_of(entry.path, entry.root, entry.beside) if entry.path.parts else Metadata()
        sha256, contents = _contents(stream, entry, kind, settings.encoding)
        found = False
        for content in contents:
            found = True
            doc = entry.name if content.part is None else f"{entry.name}:{content.part}"
            if isinstance(content, Refusal):
                yield Skipped(doc, content.reason)
            elif has_chinese(content.text):
                yield _document(doc, content, sha256, entry, replace(known, page=known.page or page), settings)
            else:
                yield Skipped(doc, "holds no Chinese text: give a page or article in Chinese")
        if not found:
            raise InputError("holds no article: nothing to read")


def _contents(
    stream: BinaryIO, entry: Input, kind: Format, encoding: str | None
) -> tuple[str, Iterator[Content | Refusal]]:
    """Return the hash of an input and its texts, which are read as they are asked for."""
    if kind in ("json lines", "csv"):
        digest = hashlib.sha256()
        while chunk := stream.read(MB):
            digest.update(chunk)
        stream.seek(0)
        return digest.hexdigest(), (read_csv if kind == "csv" else read_json_lines)(stream, encoding)
    data = _whole(stream, entry, kind)
    if kind == "html":
        contents = read_html(data, encoding, entry.path.name)
    elif kind == "docx":
        contents = read_docx(data)
    elif kind == "pdf":
        contents = read_pdf(data)
    else:
        contents = _plain_text(data, encoding)
    return hashlib.sha256(data).hexdigest(), contents


def _whole(stream: BinaryIO, entry: Input, kind: Format) -> bytes:
    most = LARGEST[kind]
    data = b"" if entry.size and entry.size > most else stream.read(most + 1)
    if not data or len(data) > most:
        raise InputError(f"is larger than {most // MB} MB, too much for one input of its kind: split it into pages")
    return data


def _plain_text(data: bytes, encoding: str | None) -> Iterator[Content | Refusal]:
    if not data.strip():
        raise InputError("is empty: nothing to read")
    decoded = decode(data, encoding)
    yield Content(decoded.text, decoded.encoding, notes=decoded.notes)


def _document(doc: str, content: Content, sha256: str, entry: Input, known: Metadata, settings: Settings) -> Document:
    below = entry.path.relative_to(entry.root) if entry.path.is_relative_to(entry.root) else entry.path
    date, basis = _issue_date(content, known, below, settings)
    known = known.updated(content.known)
    return Document(
        doc=doc,
        text=content.text,
        sha256=sha256,
        encoding=content.encoding,
        date=date,
        date_basis=basis,
        paper=settings.paper or known.paper,
        home=settings.home or known.home,
        page=known.page or page_in_name(entry.path.name),
        sections=content.sections,
        notes=content.notes,
    )


def _issue_date(content: Content, known: Metadata, path: PurePath, settings: Settings) -> tuple[str | None, str]:
    """Return the day of the issue and what says it; the text itself is asked when it is cut into articles.

    What a web page or a file says of itself comes last: it may be the day on which it was put on the net again. A row
    of a table knows its own day better than the table's name.
    """
    own = content.known.date
    if settings.date is not None:
        return settings.date, "given"
    if stated := (own if content.part is not None else None) or known.date:
        return stated, "metadata"
    if named := date_in_path(path):
        return named, "file name"
    if own and (printed := masthead_date(reading_view(content.text))):
        return printed, "masthead"
    return (own, "metadata") if own else (None, "none")


def has_chinese(text: str) -> bool:
    """Say whether ``text`` is Chinese enough to be read: Han characters are one in twenty or more."""
    han = sum(1 for c in text if "\u3400" <= c <= "\u9fff")
    rest = sum(1 for c in text if not c.isspace())
    return han >= 2 and han * 20 >= rest
