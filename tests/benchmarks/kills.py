"""Kill builds with SIGKILL at random moments, run each again, and compare what comes out with a build left alone.

    python -m tests.benchmarks.kills [--points 50] [--articles 12] [--jobs 1] [--seed 1]

Every build runs in a process of its own, forked from this one after the model is loaded, so that the moments fall on
the work and not on the start of Python. A point is survived where the next run ends with the same bytes; how much it
found in the cache is told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from kg import pipeline
from kg.ner.model import load_model
from kg.records import Settings
from tests.benchmarks.corpus import compose


def build(pages: Path, output: Path, jobs: int) -> int:
    """Start a build in a child; returns its process id."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        code = 1
        try:
            pipeline.build([str(pages)], Settings(), output, jobs=jobs, cached=True)
            code = 0
        finally:
            os._exit(code)
    return child


def files(output: Path) -> dict[str, bytes]:
    """What was built, without the seconds of the report."""
    found = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    report = json.loads(found["report.json"])
    del report["seconds"]
    return {**found, "report.json": json.dumps(report).encode()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as folder:
        pages, output = Path(folder, "pages"), Path(folder, "out")
        compose(pages, wanted.articles)
        load_model(None)
        begin = time.perf_counter()
        os.waitpid(build(pages, Path(folder, "whole"), wanted.jobs), 0)
        longest = time.perf_counter() - begin
        expected = files(Path(folder, "whole"))
        survived = 0
        for point in range(wanted.points):
            shutil.rmtree(output, ignore_errors=True)
            child = build(pages, output, wanted.jobs)
            wait = rng.uniform(0, longest)
            time.sleep(wait)
            os.killpg(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            kept = len([path for path in output.glob(".kg-cache/??/*") if "." not in path.name])
            _, code = os.waitpid(build(pages, output, wanted.jobs), 0)
            same = code == 0 and files(output) == expected
            survived += same
            killed = "killed" if os.WIFSIGNALED(status) else "was done"
            print(f"{point + 1}: {killed} after {wait:.2f} s, {kept} in the cache: {'same' if same else 'OTHER'} bytes")
        print(f"{survived} of {wanted.points} points survived")
        sys.exit(survived != wanted.points)


if __name__ == "__main__":
    main()
