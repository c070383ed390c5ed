"""The RDF formats that a build writes beside graph.ttl when asked, plain or gzipped."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.errors import SettingError
from kg.export.jsonld import write_jsonld
from kg.export.ntriples import write_nquads, write_ntriples
from kg.export.trig import write_trig
from kg.export.turtle import write_turtle
from kg.records import Knowledge, Settings

Writer = Callable[[Knowledge, Settings, TextIO], int]

WRITERS: Mapping[str, Writer] = {
    "jsonld": write_jsonld,
    "nq": write_nquads,
    "nt": write_ntriples,
    "trig": write_trig,
    "ttl": write_turtle,
}
"""Format to writer. TriG and N-Quads have named graphs."""

EXTRA_FILES = tuple(
    name for format_ in WRITERS for name in (f"graph.{format_}", f"graph.{format_}.gz") if name != "graph.ttl"
)
"""Every file that this module may write."""


def extra_files(formats: Iterable[str], *, compressed: bool) -> tuple[str, ...]:
    """Names of the files for ``formats``, sorted, each once; graph.ttl, which is always there, is none of them.

    Raises:
        SettingError: a format is not known.
    """
    wanted = set(formats)
    for unknown in sorted(wanted - set(WRITERS)):
        raise SettingError(f"format {unknown!r} is not known: choose among {', '.join(WRITERS)}")
    names = {f"graph.{name}{'.gz' if compressed else ''}" for name in wanted}
    return tuple(sorted(names - {"graph.ttl"}))


def write_rdf(knowledge: Knowledge, settings: Settings, path: Path) -> int:
    """Write the graph into a file whose name says how: ``graph.nq``, ``graph.nq.gz``, …; returns the number of triples.

    The same knowledge gives the same bytes, gzipped ones by the same zlib.

    Raises:
        SettingError: ``settings.base_iri`` cannot be used.
        OSError: the file cannot be written.
    """
    write = WRITERS[path.name.removesuffix(".gz").rpartition(".")[2]]
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            return _write_text(write, knowledge, settings, raw)
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:  # neither name nor time
            return _write_text(write, knowledge, settings, packed)


def _write_text(
    write: Writer,
    knowledge: Knowledge,
    settings: Settings,
    raw: BinaryIO | gzip.GzipFile,
) -> int:
    out = io.TextIOWrapper(raw, encoding="utf-8", newline="")  # newline="": the same bytes on every system
    triples = write(knowledge, settings, out)
    out.flush()
    out.detach()
    return triples
