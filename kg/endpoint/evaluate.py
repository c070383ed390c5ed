"""One query in a process of its own, which ends with its time, its memory or its bytes, and can open no connection.

Oxigraph cannot be told to stop. So each query runs in a fork of the server, which shares the server's store and costs
some milliseconds; when its time is over the system ends it. The fork may open no file and so no socket: a SERVICE that
came past ``protocol`` would still reach nobody.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import select
import signal
import textwrap
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pyoxigraph as ox

from kg.endpoint.protocol import Kind, Query, Refusal, chosen

if TYPE_CHECKING:
    from typing_extensions import Buffer

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_CHUNK = 1 << 16
_REASON = 200  # characters


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use."""

    seconds: float = 30.0
    megabytes: int = 64  # of the answer
    memory_megabytes: int = 2048  # beyond what the server holds


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as it goes out."""

    media_type: str
    body: bytes


class _TooLargeError(OSError):
    """The answer has more bytes than it may have."""


def answer(store: ox.Store, prefixes: dict[str, str], query: Query, limits: Limits) -> Answer:
    """Run a query under its limits.

    Raises:
        Refusal: it is no query, its answer cannot be had as the client wants it, it broke a limit, or nests so deep
            that reading it runs out of the stack.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _run(store, prefixes, query, limits, writing)
    os.close(writing)
    try:
        content, in_time = _read(reading, limits)
    finally:
        os.close(reading)
        os.kill(pid, signal.SIGKILL)
        ended_by = os.waitpid(pid, 0)[1] & 0x7F  # the signal, where the fork had not ended by itself before
    if not in_time:
        raise Refusal(503, f"the query took more than {limits.seconds:g} seconds: narrow it, or add LIMIT")
    head, _, body = content.partition(b"\n")
    if not head and ended_by in (signal.SIGSEGV, signal.SIGBUS):
        raise Refusal(400, "the query nests too deep to be read: write it flatter")
    if not head:
        raise Refusal(503, f"the query needed more than {limits.memory_megabytes} MB of memory: narrow it")
    told = json.loads(head)
    if "status" in told:
        raise Refusal(told["status"], told["reason"])
    return Answer(told["type"], body)


def _read(reading: int, limits: Limits) -> tuple[bytes, bool]:
    end = time.monotonic() + limits.seconds
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return b"", False
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts), True
        parts.append(part)


def _run(store: ox.Store, prefixes: dict[str, str], query: Query, limits: Limits, writing: int) -> NoReturn:
    """Evaluate in the fork. It writes one line of JSON and then the answer; nothing, where memory ran out."""
    try:
        _confine(limits)
        try:
            found = evaluate(store, prefixes, query, limits)
            head: dict[str, object] = {"type": found.media_type}
            body = found.body
        except Refusal as refusal:
            head, body = {"status": refusal.status, "reason": refusal.reason}, b""
        except Exception as error:  # a fault of ours: not to be taken for a lack of memory
            head, body = {"status": 500, "reason": f"the query failed ({type(error).__name__})"}, b""
        with os.fdopen(writing, "wb") as out:
            out.write(json.dumps(head).encode() + b"\n" + body)
    finally:
        os._exit(0)  # whatever happens: never back into the server's code


def _confine(limits: Limits) -> None:
    import resource  # not on Windows, where nothing of this module is used

    faulthandler.disable()  # a query that overruns the stack is told to the client, not to the server's terminal
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 5)  # should the server be gone
    with suppress(OSError):  # no /proc on macOS, where memory is not limited
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + limits.memory_megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def evaluate(store: ox.Store, prefixes: dict[str, str], query: Query, limits: Limits) -> Answer:
    """Run a query in this process, where only the size of its answer is limited.

    Raises:
        Refusal: it is no query, its answer cannot be had as the client wants it, or is too large.
    """
    try:
        found = store.query(
            query.text,
            prefixes=prefixes,
            default_graph=[ox.NamedNode(name) for name in query.default_graphs] or None,
            named_graphs=[ox.NamedNode(name) for name in query.named_graphs] or None,
        )
        kind: Kind = "triples" if isinstance(found, ox.QueryTriples) else "rows"
        media_type, form = chosen(query.accept, kind)
        out = _Bounded(limits.megabytes * 2**20)
        if isinstance(found, ox.QueryTriples):
            ox.serialize(found, out, format=_TRIPLES[form], prefixes=prefixes)
        else:
            found.serialize(out, format=_ROWS[form])
    except _TooLargeError as error:
        raise Refusal(413, f"the answer has more than {limits.megabytes} MB: narrow the query, or add LIMIT") from error
    except (SyntaxError, ValueError) as error:  # ValueError: a graph's name that is no IRI
        raise Refusal(400, f"the query cannot be read: {_reason(error)}") from error
    except OSError as error:
        raise Refusal(500, f"the query failed: {_reason(error)}") from error
    return Answer(media_type, out.getvalue())


def _reason(error: Exception) -> str:
    """Where the fault is and the first of what may stand there; Oxigraph may go on with every range of letters."""
    return textwrap.shorten(str(error), _REASON, placeholder=" …")


class _Bounded(io.BytesIO):
    """Bytes that may not become more than so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: Buffer) -> int:
        written = super().write(part)
        if self.tell() > self._most:
            raise _TooLargeError
        return written
