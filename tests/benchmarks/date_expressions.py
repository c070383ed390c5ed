"""Count how often date expressions are resolved as a reader takes them, and list the others.

    python tests/benchmarks/date_expressions.py [CASES]

CASES is a table such as tests/ingest/dates/cases.tsv, which is the default: expressions in sentences of our own, with
the days they mean. An expression counts as right if one is found in its place with just these days and this precision,
and "none" if none is found there.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from pathlib import Path

from kg.ingest.dates.spans import find_dates
from kg.rows import Row, read_rows

OURS = Path(__file__).parents[1] / "ingest" / "dates" / "cases.tsv"


def found(row: Row) -> list[tuple[str, str, str]]:
    before, inside, after = row["sentence"].replace("\\n", "\n").replace("]", "[").split("[")
    start, end = len(before), len(before) + len(inside)
    spans = find_dates(before + inside + after, datetime.date.fromisoformat(row["issued"]))
    return [(str(s.first), str(s.last), s.precision) for s in spans if s.start < end and start < s.end]


def main(cases: Path) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in read_rows(cases):
        wanted = [] if row["precision"] == "none" else [(row["first"], row["last"], row["precision"])]
        total[row["precision"]] += 1
        if found(row) == wanted:
            right[row["precision"]] += 1
        else:
            print("missed", row["id"], row["issued"], row["sentence"], wanted, found(row), sep="\t")
    for precision, count in sorted(total.items()):
        print(precision, f"{right[precision]} of {count}", f"{right[precision] / count:.3f}", sep="\t")
    print("all", f"{right.total()} of {total.total()}", f"{right.total() / total.total():.3f}", sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OURS)
