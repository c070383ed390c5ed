"""Inputs to documents: files, folders, globs and standard input, each decoded or skipped with one line saying why.

A folder gives its ``*.txt`` and ``*.jsonl`` files, sorted by path, hidden ones and an earlier build's output not
taken. A ``.jsonl`` file holds ready articles, one JSON object a line: ``text`` (required), ``headline``, ``date``,
``paper``, ``home`` and ``page``; each line is a document named ``<file>:<line number>``. No input raises: what cannot
be used comes out as ``Skipped``.
"""

from __future__ import annotations

import datetime
import glob
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ingest import metadata
from kg.ingest.dates import date_in_name, page_in_name
from kg.ingest.decode import decode
from kg.ingest.metadata import Metadata
from kg.records import Document, Settings, Skipped

STDIN = "stdin"  # the doc of what is read from standard input
MAX_BYTES = 256 * 1024 * 1024
_SUFFIXES = (".txt", ".jsonl")
_OWN_OUTPUT = frozenset({"articles.jsonl", "mentions.jsonl", "relations.jsonl"})  # beside a report.json
_OWN_REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read. ``name`` is its doc unless another has the same; ``root`` is where its kg.toml is looked for."""

    path: Path | None  # None for standard input
    root: Path
    name: str


def read_documents(inputs: Sequence[str], settings: Settings) -> Iterator[Document | Skipped]:
    """Read every input, in the order given, a file only once.

    Args:
        inputs: files, folders, globs (``**`` goes into folders), or ``-`` for standard input.
        settings: ``date``, ``paper``, ``home`` and ``encoding``, where given, hold for every input.

    Yields:
        A ``Document`` for each text that can be read, else a ``Skipped`` with a reason of one line.
    """
    found: list[_Found | Skipped] = []
    for item in inputs:
        found += _find(item)
    found = _once(found)
    docs = _unique_names([f for f in found if isinstance(f, _Found)])
    warned: set[Path] = set()
    for entry in found:
        if isinstance(entry, Skipped):
            yield entry
            continue
        yield from _check_metadata(entry, warned)
        try:
            yield from _read(entry, docs[entry], settings)
        except InputError as error:
            yield Skipped(docs[entry], str(error))
        except OSError as error:
            yield Skipped(
                docs[entry], f"cannot be read ({error.strerror or error}): check the path and its permissions"
            )


def _find(item: str) -> list[_Found | Skipped]:
    if item == "-":
        return [_Found(None, Path(), STDIN)]
    try:
        path = Path(item)
        if path.is_dir():
            return _walk(path)
        if path.exists():
            return [_Found(path, path.parent, path.name)]
        if glob.has_magic(item):
            matches = [Path(p) for p in sorted(glob.glob(item, recursive=True))]  # noqa: PTH207 - absolute patterns too
            files = [_Found(p, p.parent, p.name) for p in matches if p.is_file()]
            return list(files) or [Skipped(_clean(item), "matches no file: check the pattern")]
    except (OSError, ValueError) as error:  # a name too long for the system, a NUL in it
        return [
            Skipped(_clean(item), f"cannot be looked up ({getattr(error, 'strerror', None) or error}): check the path")
        ]
    return [Skipped(_clean(item), "does not exist: check the path")]


def _walk(folder: Path) -> list[_Found | Skipped]:
    found: list[_Found | Skipped] = []

    def refuse(error: OSError) -> None:
        found.append(
            Skipped(_clean(str(error.filename)), f"cannot be opened ({error.strerror}): check its permissions")
        )

    for where, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        built = _OWN_REPORT in names
        for name in sorted(names):
            own = built and name in _OWN_OUTPUT
            if name.lower().endswith(_SUFFIXES) and not name.startswith(".") and not own:
                path = Path(where, name)
                if path.is_file():
                    found.append(_Found(path, folder, path.relative_to(folder).as_posix()))
    found.sort(key=lambda f: f.name if isinstance(f, _Found) else f.doc)
    return found or [Skipped(_clean(str(folder)), "holds no .txt or .jsonl file: give a folder with text files")]


def _once(found: list[_Found | Skipped]) -> list[_Found | Skipped]:
    kept: dict[object, _Found | Skipped] = {}
    for entry in found:
        key = entry if isinstance(entry, Skipped) else (entry.path.resolve() if entry.path else STDIN)
        kept.setdefault(key, entry)
    return list(kept.values())


def _unique_names(found: list[_Found]) -> dict[_Found, str]:
    """Give each file its name, or as much of its path as tells it from the others of that name."""
    names = {f: _clean(f.name) for f in found}
    for depth in range(2, 64):
        taken: dict[str, list[_Found]] = {}
        for f, name in names.items():
            taken.setdefault(name, []).append(f)
        clashes = [f for same in taken.values() if len(same) > 1 for f in same if f.path]
        if not clashes:
            break
        for f in clashes:
            assert f.path is not None
            parts = f.path.resolve().parts[1:]
            more = "/".join(parts[-max(depth, f.name.count("/") + depth) :])
            names[f] = _clean(more)
    seen: dict[str, int] = {}
    for f, name in names.items():  # two names that only differ in what _clean replaces
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            names[f] = f"{name}~{seen[name]}"
    return names


def _clean(name: str) -> str:
    """Return ``name`` in one printable line of valid Unicode; what is not (lone surrogates, controls) is escaped."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def _check_metadata(entry: _Found, warned: set[Path]) -> Iterator[Skipped]:
    if entry.path is None:
        return
    folders = [entry.path.parent, *entry.path.parent.parents]
    for folder in folders[: folders.index(entry.root) + 1 if entry.root in folders else 1]:
        if folder in warned:
            continue
        warned.add(folder)
        try:
            metadata.check(folder / metadata.NAME)
        except InputError as error:
            yield Skipped(_clean(str(folder / metadata.NAME)), f"{error}; the texts beside it are read without it")


def _read(entry: _Found, doc: str, settings: Settings) -> Iterator[Document | Skipped]:
    data = _bytes(entry.path)
    if not data.strip():
        raise InputError("is empty: nothing to read")
    known = metadata.metadata_of(entry.path, entry.root) if entry.path else Metadata()
    named = entry.path.name if entry.path else ""
    decoded = decode(data, settings.encoding)
    sha256 = hashlib.sha256(data).hexdigest()
    if named.lower().endswith(".jsonl"):
        yield from _ready_articles(decoded.text, decoded.encoding, doc, sha256, named, known, settings)
    else:
        yield _document(doc, decoded.text, sha256, decoded.encoding, named, known, settings)


def _bytes(path: Path | None) -> bytes:
    if path is None:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 1024 // 1024} MB: split it into pages")
    return data


def _document(
    doc: str, text: str, sha256: str, encoding: str, named: str, known: Metadata, settings: Settings
) -> Document:
    if not has_chinese(text):
        raise InputError("holds no Chinese text: give a page or article in Chinese")
    date, basis = settings.date, "given"
    if date is None:
        date, basis = known.date, "metadata"
    if date is None:
        date, basis = date_in_name(named), "file name"
    if date is None:
        basis = "none"  # the text itself is asked when it is cut into articles
    return Document(
        doc=doc,
        text=text,
        sha256=sha256,
        encoding=encoding,
        date=date,
        date_basis=basis,
        paper=settings.paper or known.paper,
        home=settings.home or known.home,
        page=known.page or page_in_name(named),
    )


def has_chinese(text: str) -> bool:
    """Say whether ``text`` is Chinese enough to be read: Han characters are one in twenty or more."""
    han = sum(1 for c in text if "\u3400" <= c <= "\u9fff")
    rest = sum(1 for c in text if not c.isspace())
    return han >= 2 and han * 20 >= rest


def _ready_articles(
    text: str, encoding: str, doc: str, sha256: str, named: str, known: Metadata, settings: Settings
) -> Iterator[Document | Skipped]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        name = f"{doc}:{number}"
        try:
            ready, its = _ready_article(line, known)
            yield _document(name, ready, sha256, encoding, named, its, settings)
        except InputError as error:
            yield Skipped(name, str(error))


def _ready_article(line: str, known: Metadata) -> tuple[str, Metadata]:
    """Return the text of one JSON line, headline first, and what it says of itself before what ``known`` says."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON ({error}): write one object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise InputError('is no article: write an object with at least "text"')
    values: dict[str, str | None] = {}
    for key in ("headline", "date", "paper", "home"):
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise InputError(f"has a {key!r} that is not a string: put it in quotes")
        values[key] = value.strip() or None if value else None
    if values["date"]:
        try:
            values["date"] = datetime.date.fromisoformat(values["date"]).isoformat()  # 20230109 is taken too
        except ValueError as error:
            raise InputError(f"has the date {values['date']!r}, which is none: write it as 2023-01-09") from error
    page = row.get("page")
    text, headline = row["text"], values["headline"]
    if headline and not text.lstrip().startswith(headline):
        text = f"{headline}\n\n{text}"
    its = Metadata(
        values["date"] or known.date,
        values["paper"] or known.paper,
        values["home"] or known.home,
        page if isinstance(page, int) and page > 0 else known.page,
    )
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputError("holds half a character (a lone surrogate): write the text as UTF-8")
    return text, its
