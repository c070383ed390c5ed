"""Copy the articles that a tagger trained without --all has not seen, with their annotation.

    python models/scripts/held_articles.py BUILD TARGET

Reads BUILD/articles, which articles.py writes. Scores of names and facts can be judged on these articles alone.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from train import held_out


def main(build: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    count = 0
    for path in sorted((build / "articles").glob("*.gold.json")):
        meta = json.loads(path.read_text(encoding="utf-8")).get("meta") or {}
        if held_out({"place": meta.get("place") or ""}):
            count += 1
            shutil.copy(path, target)
            shutil.copy(path.with_name(path.name.removesuffix(".gold.json") + ".txt"), target)
    print(count, "articles")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
