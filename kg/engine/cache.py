"""What was extracted before: one file for each document, named by everything that could change what is found in it.

The name of an entry is a hash of the document, of those that its articles go on in, of the program's code and data and
of the trained pipeline: nothing in the cache is ever out of date, it is only not asked for any more. An entry is
written beside its place and renamed into it, so that a run that is killed leaves whole entries only, and it begins with
a hash of the rest: what a failing disk made of it is found, dropped and named, and the document is read again.

``kg build`` keeps the cache in the folder ``.kg-cache`` of its output, and locks it for as long as it runs: a second
run into the same folder says so and ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, field
from functools import cache as kept
from importlib.metadata import version
from pathlib import Path

from kg import __version__
from kg.engine.extraction_text import from_text, to_text
from kg.errors import OutputError
from kg.ingest.wholes import Sheet
from kg.locks import locked
from kg.ner.model import model_folder
from kg.records import Document, Extraction

FOLDER = ".kg-cache"
_FORM = b"kg-extraction-1 "
_PACKAGES = ("lxml", "numpy", "onnxruntime", "opencc", "pypdfium2", "spacy-pkuseg")
_LARGEST = 1 << 30  # bytes of an entry unpacked; more is no entry of ours


@dataclass(slots=True)
class Cache:
    """A folder of entries, and what this run did with them."""

    folder: Path
    stamp: str  # hash of code, data and model
    used: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)  # documents whose entry was dropped

    def place(self, sheet: Sheet) -> Path:
        """The file that holds, or is to hold, what is found in a document."""
        digest = hashlib.sha256(self.stamp.encode())
        for document in (sheet.document, *_others(sheet)):
            digest.update(json.dumps(astuple(document)).encode())
        chains = [(ident, [article for _, article in rest]) for ident, rest in sheet.rests]
        digest.update(json.dumps((sheet.continued, chains)).encode())
        name = digest.hexdigest()
        self.used.add(name)
        return self.folder / name[:2] / name

    def load(self, sheet: Sheet) -> Extraction | None:
        """What an earlier run found in a document, or None. An entry that is not as it was written is removed."""
        path = self.place(sheet)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        try:
            return from_text(_unpacked(data), sheet.document, _others(sheet))
        except (ValueError, zlib.error):
            self.broken.append(sheet.doc)
            with suppress(OSError):
                path.unlink()
            return None

    def prune(self) -> None:
        """Remove the entries that this run did not ask for, and what killed runs left half written."""
        for path in self.folder.glob("??/*"):
            if path.name not in self.used:
                with suppress(OSError):
                    path.unlink()


def store(path: Path, extraction: Extraction) -> None:
    """Write an entry. A disk that has no room for it is no reason to lose what was found: then there is no entry."""
    data = zlib.compress(to_text(extraction).encode(), 1)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(_FORM + hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


@contextmanager
def opened(output: Path, model: str | None) -> Iterator[Cache]:
    """The cache of an output folder, locked; both folders are made where they are missing, and go again if empty.

    Raises:
        OutputError: the folder cannot be written, or another run is working on it.
    """
    folder = output / FOLDER
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{output}: cannot be written ({error.strerror or error}); choose another output folder"
        ) from error
    try:
        with locked(folder, output):
            yield Cache(folder, _stamp(model))
    finally:
        for path in (*folder.glob("??"), *made):
            with suppress(OSError):
                path.rmdir()


def _others(sheet: Sheet) -> tuple[Document, ...]:
    return tuple(document for _, rest in sheet.rests for document, _ in rest)


def _unpacked(data: bytes) -> str:
    """The text of an entry.

    Raises:
        ValueError: it is not as it was written.
    """
    head, _, packed = data.partition(b"\n")
    if head != _FORM + hashlib.sha256(packed).hexdigest().encode():
        raise ValueError("not as it was written")
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(packed, _LARGEST)
    if unpacker.unconsumed_tail:
        raise ValueError("larger than any entry")
    return text.decode()


@kept
def _stamp(model: str | None) -> str:
    """A hash of all that decides what is found in a document beside the document."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(_FORM + __version__.encode())
    for name in _PACKAGES:
        digest.update(f"{name} {version(name)}\n".encode())
    folders = [package, model_folder(model)]
    for packaged, checkout in (("page_model", "zh_kg_pages"), ("act_model", "zh_kg_acts")):
        folders += [package / packaged, package.parent / "models" / checkout]
    if own := os.environ.get("KG_DATA"):
        folders.append(Path(own))
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(folder).as_posix()} ".encode("utf-8", "surrogatepass"))
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
