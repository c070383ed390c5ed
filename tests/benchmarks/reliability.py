"""Show what scores are worth: for each relation, how many facts of each score are right.

    python tests/benchmarks/reliability.py GOLD_DIR OUTPUT_DIR

GOLD_DIR holds NAME.gold.json, OUTPUT_DIR the relations.jsonl of ``kg build`` or of ``given_gold.py``. A score is good
where the share of right facts in a row is near the row's mean score.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

FIELDS = {
    "holds_post": ("person", "post", "org"),
    "acts": ("agent", "role", "target"),
    "part_of": ("child", "parent"),
    "same_as": (),
}
Row = Mapping[str, Any]
CUTS = (0.9, 0.8, 0.7, 0.5)


def same_names(relations: list[Row]) -> Callable[[str | None], str]:
    """A function from a name to the first name of its same_as group, blanks left out."""
    first: dict[str, str] = {}
    for row in relations:
        if row["rel"] == "same_as":
            names = ["".join(name.split()) for name in row["names"]]
            root = next((first[name] for name in names if name in first), names[0])
            first.update(dict.fromkeys(names, root))
    return lambda name: first.get("".join((name or "").split()), "".join((name or "").split()))


def main(gold: Path, output: Path) -> None:
    """Print the table."""
    annotated = {
        path.name.removesuffix(".gold.json") + ".txt": json.loads(path.read_text(encoding="utf-8"))["relations"]
        for path in sorted(gold.glob("*.gold.json"))
    }
    bins: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for line in (output / "relations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        relations = annotated.get(Path(row["doc"]).name)
        if row["rel"] not in FIELDS or relations is None:
            continue
        one = same_names(relations)
        if row["rel"] == "same_as":
            right = len({one(name) for name in row["names"]}) == 1
        else:
            fields = FIELDS[row["rel"]]
            wanted = {tuple(one(r.get(f)) for f in fields) for r in relations if r["rel"] == row["rel"]}
            right = tuple(one(row[field]) for field in fields) in wanted
        bins[row["rel"], min(int(row["score"] * 20), 19)].append((row["score"], right))
    print("relation    score       facts   mean score   right")
    for (rel, number), facts in sorted(bins.items()):
        mean = sum(score for score, _ in facts) / len(facts)
        share = sum(right for _, right in facts) / len(facts)
        print(f"{rel:11} {number / 20:.2f}-{number / 20 + 0.05:.2f} {len(facts):6} {mean:11.3f} {share:8.3f}")
    print("\nrelation     facts  mean score    right  mean gap   right where the score is at least 0.9, 0.8, 0.7, 0.5")
    for rel in FIELDS:
        facts = [fact for (kind, _), found in bins.items() if kind == rel for fact in found]
        if facts:
            print(summary(rel, facts, [found for (kind, _), found in bins.items() if kind == rel]))


def summary(rel: str, facts: Sequence[tuple[float, bool]], rows: Sequence[Sequence[tuple[float, bool]]]) -> str:
    """One line: how far scores lie from the shares of right facts, rows weighed by their facts, and what cuts leave."""
    mean, share = sum(score for score, _ in facts) / len(facts), sum(right for _, right in facts) / len(facts)
    gap = sum(abs(sum(score - right for score, right in row)) for row in rows) / len(facts)
    cuts = []
    for least in CUTS:
        left = [right for score, right in facts if score >= least]
        cuts.append(f"{sum(left) / len(left):.3f} ({len(left)})" if left else "none")
    return f"{rel:11} {len(facts):6} {mean:11.3f} {share:8.3f} {gap:9.3f}   " + ", ".join(cuts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
