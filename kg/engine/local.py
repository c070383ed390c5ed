"""Extraction on this machine: one document after the other, or by several processes, the results in input order.

What fails is the one document it fails on: it becomes a ``Skipped`` that says why, and the others go on.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg.errors import KgError
from kg.records import Skipped


class Named(Protocol):
    """A piece of work: a document, named as its messages name it."""

    @property
    def doc(self) -> str:
        """The document's name."""


Item = TypeVar("Item", bound=Named)
Result = TypeVar("Result")

# Documents handed out ahead of the one that is awaited, for each process: enough to keep every process busy, few
# enough that a corpus is never queued as a whole.
_AHEAD = 4

_PACKAGE = Path(__file__).parents[1]


def run(
    documents: Iterable[Item],
    start: Callable[[], Callable[[Item], Result]],
    jobs: int = 1,
) -> Iterator[Result | Skipped]:
    """Do the work on each document and yield what came of it, in the order of ``documents``.

    Args:
        documents: what to work on.
        start: called once in each process; returns the work, with what it loads (the model) held inside. With more
            than one job it must be picklable: a function of a module, or a ``partial`` of one.
        jobs: number of processes; 1 works in this one.

    Raises:
        KgError: ``start`` could not load what it needs.
    """
    if jobs > 1:
        yield from _in_processes(documents, start, jobs)
        return
    work = start()
    for document in documents:
        yield guarded(work, document)


def _in_processes(
    documents: Iterable[Item], start: Callable[[], Callable[[Item], Result]], jobs: int
) -> Iterator[Result | Skipped]:
    source = iter(documents)
    queue: deque[tuple[Item, Future[Result | Skipped]]] = deque()
    pool = _pool(start, jobs)
    try:
        while True:
            for document in islice(source, jobs * _AHEAD - len(queue)):
                queue.append((document, _submit(pool, document)))
            if not queue:
                return
            document, future = queue.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                # One of the documents in flight ended its process (killed for memory, say) and took the pool with it;
                # nobody knows which. The first goes again alone, the others in a new pool.
                pool.shutdown(cancel_futures=True)
                pool = _pool(start, jobs)
                queue = deque((d, f if _finished(f) else _submit(pool, d)) for d, f in queue)
                result = _alone(document, start)
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(start: Callable[[], Callable[[Any], object]], processes: int) -> ProcessPoolExecutor:
    # Fresh interpreters, not forks: a fork inherits the locks of the numerical libraries' threads and may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_Worker.prepare, initargs=(start,))


def _submit(pool: ProcessPoolExecutor, document: Item) -> Future[Result | Skipped]:
    try:
        return pool.submit(_Worker.run, document)
    except BrokenProcessPool as error:
        future: Future[Result | Skipped] = Future()
        future.set_exception(error)
        return future


def _finished(future: Future[Result]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _alone(document: Item, start: Callable[[], Callable[[Item], Result]]) -> Result | Skipped:
    with _pool(start, 1) as pool:
        try:
            future: Future[Result | Skipped] = _submit(pool, document)
            return future.result()
        except BrokenProcessPool:
            return ended_from_outside(document)


class _Worker:
    """What one worker process holds: the way to get the work, and the work once it is loaded."""

    start: Callable[[], Callable[[Any], object]]
    work: Callable[[Any], object] | None = None

    @classmethod
    def prepare(cls, start: Callable[[], Callable[[Any], object]]) -> None:
        cls.start = start
        # Ctrl-C reaches the whole group; the parent alone answers it, else every worker adds a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    @classmethod
    def run(cls, document: Named) -> Any:
        # Loaded here and not in prepare, where an error would break the pool and its message would be lost.
        if cls.work is None:
            cls.work = cls.start()
        return guarded(cls.work, document)


def ended_from_outside(document: Named) -> Skipped:
    """What is told of a document whose process was killed."""
    return Skipped(document.doc, "the process working on it was ended from outside, perhaps for lack of memory")


def guarded(work: Callable[[Item], Result], document: Item) -> Result | Skipped:
    """Do the work on a document; whatever fails, fails for this document alone."""
    try:
        return work(document)
    except KgError as error:
        return Skipped(document.doc, str(error))
    except Exception as error:  # whatever it is, it must not take the other documents with it
        return Skipped(document.doc, _in_one_line(error))


def _in_one_line(error: Exception) -> str:
    """Say what broke and where in the package, so that the line is enough for a report to us."""
    inner = error.__traceback__.tb_next if error.__traceback__ else None  # the outermost frame is guarded's
    frames = [f for f in traceback.extract_tb(inner) if Path(f.filename).is_relative_to(_PACKAGE)]
    where = f" at {Path(frames[-1].filename).relative_to(_PACKAGE.parent)}:{frames[-1].lineno}" if frames else ""
    message = " ".join(str(error).split())
    return f"internal error{where}: {type(error).__name__}: {message}"
