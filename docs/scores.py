"""The tables of scores in README.md and models/README.md, from models/metrics/scores.json.

    kg evaluate GOLD --json -q > scored.json
    python docs/scores.py scored.json       # take the figures into models/metrics/scores.json, then write the tables
    python docs/scores.py                   # write the tables

scores.json holds one table a set of articles, ``{"gold/dev": {"entity all": {"p": …, "r": …, "f1": …, "n": …}, …}}``
with n how many the gold has, and under ``"baseline"`` other programs' F1 on the same articles, ``{NAME: {ROW: F1}}``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.records import LABELS

ROOT = Path(__file__).resolve().parents[1]
METRICS = ROOT / "models" / "metrics" / "scores.json"
CARD = ROOT / "models" / "README.md"
README = ROOT / "README.md"
HELD_OUT = "gold/dev"

_PLACE = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- /scores -->)", re.DOTALL)
_NAMES = {
    "entity all": "all names",
    "entity overlap": "all names, an overlap of the same label counts",
    "holds_post": "who holds which post where",
    "holds_post (person, post)": "who holds which post",
    "acts": "who does what to which initiative or event",
    "acts (agent, target)": "the same, whatever is done",
    "part_of": "what belongs to what",
    "same_as": "which names are one",
    "articles": "articles cut out as they are",
    "headlines": "headlines at their articles",
}


def render_scores(text: str, scores: Mapping[str, Any] | None = None, *, mentions_only: bool = False) -> str:
    """Put the table between the marker comments of ``text``."""
    rows = "".join(f"{row}\n" for row in table(scores or load(), mentions_only=mentions_only))
    return _PLACE.sub(lambda _: rows, text)


def table(scores: Mapping[str, Any], *, mentions_only: bool = False) -> Iterator[str]:
    """The lines of the table, in Markdown."""
    baselines: Mapping[str, Mapping[str, float]] = scores.get("baseline", {})
    measured = scores[HELD_OUT]
    rows = [*(f"entity {label}" for label in LABELS), "entity all", "entity overlap"]
    if not mentions_only:
        rows += [name for name in _NAMES if name not in rows]
    yield "| | P | R | F1 | in the gold |" + "".join(f" {name} F1 |" for name in baselines)
    yield "|---|---|---|---|---|" + "---|" * len(baselines)
    for name in rows:
        if name not in measured:
            continue
        row = measured[name]
        figures = " | ".join(f"{row[key]:.3f}" for key in ("p", "r", "f1"))
        others = (f"{base[name]:.2f}" if name in base else "–" for base in baselines.values())
        cells = [_NAMES.get(name, name.removeprefix("entity ")), figures, f"{row['n']:,}", *others]
        yield f"| {' | '.join(cells)} |"


def load() -> Mapping[str, Any]:
    """The figures, as measured last."""
    scores: Mapping[str, Any] = json.loads(METRICS.read_text(encoding="utf-8"))
    return scores


def _take_in(path: Path) -> None:
    """Put what ``kg evaluate --json`` printed in the place of the figures of the held-out articles."""
    measured = json.loads(path.read_text(encoding="utf-8"))
    rows = {
        name: {key: round(row[key], 4) for key in ("p", "r", "f1")} | {"n": row["gold"]}
        for name, row in measured.items()
    }
    scores = json.loads(METRICS.read_text(encoding="utf-8")) if METRICS.exists() else {}
    METRICS.parent.mkdir(parents=True, exist_ok=True)
    METRICS.write_text(json.dumps({**scores, HELD_OUT: rows}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Write the tables, with new figures where a file of them is given."""
    for name in sys.argv[1:2]:
        _take_in(Path(name))
    for path, mentions_only in ((README, False), (CARD, True)):
        text = path.read_text(encoding="utf-8")
        path.write_text(render_scores(text, mentions_only=mentions_only), encoding="utf-8")


if __name__ == "__main__":
    main()
