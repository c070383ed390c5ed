"""What the command line shows while it works and when it is done.

Progress and problems go to stderr, answers to stdout.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from kg.records import Skipped

if TYPE_CHECKING:
    from kg.graph.breaches import Breach
    from kg.graph.validate import Checked
    from kg.pipeline import Progress
    from kg.scoring import Scores

_STAGES = {
    "extract": "reading articles",
    "resolve": "resolving names",
    "graph": "building the graph",
    "write": "writing files",
}

# A build of ten thousand files into a log should not write ten thousand lines there.
_PLAIN_LINES = 20

_EXAMPLES = 3  # of each kind of breach
_PROFILED = 40  # functions

_SUMMARY = (
    "articles",
    "people",
    "officials",
    "streets",
    "organisations",
    "initiatives",
    "tenures",
    "co-mentions",
)


@contextmanager
def progress_shown(*, quiet: bool, verbose: bool) -> Iterator[Progress]:
    """Give a function to report progress to: a bar on a terminal, plain lines elsewhere, nothing if quiet."""
    console = Console(stderr=True)
    if quiet:
        yield lambda stage, done, total, doc: None
    elif console.is_terminal and not verbose:
        with _bar(console) as show:
            yield show
    else:
        pace = _Pace()
        yield lambda stage, done, total, doc: _line(stage, done, total, doc, pace, every=verbose)


@contextmanager
def _bar(console: Console) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),  # the rest of 80 columns is for words and times
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(_STAGES["extract"], total=None, rate="")
        pace = _Pace()

        def show(stage: str, done: int, total: int, doc: str) -> None:
            if stage == "extract":
                bar.update(task, completed=done, total=total, rate=pace.rate(done))
            else:
                bar.update(task, description=_STAGES[stage])

        yield show


class _Pace:
    """How many inputs a second are read, those left out that an earlier run had read: they are told of all at once."""

    def __init__(self) -> None:
        self._begin = time.perf_counter()
        self._known: int | None = None

    def rate(self, done: int) -> str:
        """The inputs a second, as shown."""
        return f"{self._each(done):.1f}/s"

    def left(self, done: int, total: int) -> float:
        """Seconds that the rest will take."""
        return (total - done) / max(self._each(done), 0.001)

    def _each(self, done: int) -> float:
        if self._known is None:
            self._known = done if done > 1 else 0
        return (done - self._known) / max(time.perf_counter() - self._begin, 0.001)


def _line(stage: str, done: int, total: int, doc: str, pace: _Pace, *, every: bool) -> None:
    rate, left = (pace.rate(done), pace.left(done, total)) if stage == "extract" else ("", 0.0)
    if stage != "extract":
        print(_STAGES[stage], file=sys.stderr, flush=True)
    elif every or done == total or done * _PLAIN_LINES // total > (done - 1) * _PLAIN_LINES // total:
        shown = "" if left < 1 or rate == "0.0/s" else f", {rate}, {left:.0f} s left"
        print(f"{_STAGES[stage]}: {done} of {total} ({printable(doc)}){shown}", file=sys.stderr, flush=True)


@contextmanager
def profile_shown(*, wanted: bool) -> Iterator[None]:
    """Show on stderr in which functions the time of this process went, most first; what other processes do is not seen.

    Time is that of the processor, so that a busy machine changes little.
    """
    if not wanted:
        yield
        return
    import cProfile
    import pstats

    profile = cProfile.Profile(time.process_time)
    try:
        with profile:
            yield
    finally:
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(_PROFILED)


def print_summary(counts: Mapping[str, int], seconds: float, page: Path) -> None:
    """Print what a build made, and the page to open."""
    for name in _SUMMARY:
        print(f"{name:13} {counts[name]:>7,}")
    print(f"{'seconds':13} {seconds:>7.1f}")
    print(f"open {page}")


def print_scores(scores: Scores, documents: int, *, errors: int, as_json: bool) -> None:
    """Print a table of scores, and the first ``errors`` differences from the gold."""
    if as_json:
        rows = {
            name: {
                "p": row.precision,
                "r": row.recall,
                "f1": row.f1,
                "tp": row.gold_right,
                "pred": row.found,
                "gold": row.gold,
            }
            for name, row in scores.rows.items()
        }
        print(json.dumps(rows, ensure_ascii=False))
        return
    print(f"{'':26} {'P':>6} {'R':>6} {'F1':>6}   right/found/gold   ({documents} documents)")
    for name, row in scores.rows.items():
        hits = f"{row.gold_right}/{row.found}/{row.gold}"
        print(f"{name:26} {row.precision:6.3f} {row.recall:6.3f} {row.f1:6.3f}   {hits}")
    for line in scores.errors[:errors]:
        print(printable(line))


def print_checked(checked: Checked, *, as_json: bool) -> None:
    """Print what was checked, a line a part, then each kind of breach with its first examples."""
    if as_json:
        print(json.dumps([asdict(breach) for breach in checked.breaches], ensure_ascii=False))
        return
    kinds: dict[tuple[str, str, str], list[Breach]] = {}
    for breach in checked.breaches:
        kinds.setdefault((breach.part, breach.message, breach.path), []).append(breach)
    print(f"{'triples':12}{checked.triples:,}")
    for part, looked_at in checked.looked_at.items():
        broken = sum(breach.part == part for breach in checked.breaches)
        print(f"{part:12}{printable(looked_at)}: {f'{broken:,} breaches' if broken else 'right'}")
    for (part, message, path), found in kinds.items():
        print(printable(f"{part}: {' '.join(filter(None, (path, message)))} ({len(found):,})"))
        for breach in found[:_EXAMPLES]:
            print(f"    {printable(f'{breach.node} {breach.value}')}")
    total = len(checked.breaches)
    print(f"{total:,} breaches" if total else "the graph is right")


def print_seconds(seconds: Mapping[str, float]) -> None:
    """Print the seconds of each stage to stderr."""
    for stage, spent in seconds.items():
        print(f"{stage:13} {spent:>7.2f} s", file=sys.stderr)


def print_skipped(skipped: Sequence[Skipped]) -> None:
    """Name each input that was skipped, and why, one line each."""
    for item in skipped:
        print(f"kg: skipped {printable(item.doc)}: {printable(item.reason)}", file=sys.stderr)


def print_notes(notes: Sequence[tuple[str, str]], uncertain: int) -> None:
    """Say what reading had to mend, one line each, and how many headlines may stand over the wrong text."""
    for doc, note in notes:
        print(f"kg: note on {printable(doc)}: {printable(note)}", file=sys.stderr)
    if uncertain:
        print(f"kg: {uncertain} headlines may belong elsewhere: see uncertain in report.json", file=sys.stderr)


def print_error(message: str) -> None:
    """Print an error as one line."""
    print(f"kg: {printable(message)}", file=sys.stderr)


def printable(text: str) -> str:
    r"""Put ``text`` on one line and disarm what a terminal would obey: a file name may hold an escape sequence.

    >>> printable("a\nb\x1b[2J.txt")
    'a b\\x1b[2J.txt'
    """
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in line)
