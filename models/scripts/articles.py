"""Gather our own annotated articles in one folder: those given, and those of models/assets/articles.

    python models/scripts/articles.py SHARED BUILD

The latter are NAME.marked.txt, a text with its names marked as ⟦name|LABEL⟧ below a line of facts about it, and
NAME.rel.jsonl, a relation a line. Writes BUILD/articles/NAME.txt and NAME.gold.json.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets" / "articles"
MARKED = re.compile(r"⟦([^⟦⟧|]+)\|([A-Z]+)⟧")


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and the spans that were marked.

    >>> unmark("⟦芦津街道|STREET⟧办夜校")
    ('芦津街道办夜校', [(0, 4, 'STREET')])
    """
    text, spans, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return text + marked[last:], spans


def convert(path: Path, target: Path) -> None:
    name = path.name.removesuffix(".marked.txt")
    facts, _, marked = path.read_text(encoding="utf-8").partition("\n")
    text, spans = unmark(marked)
    lines = path.with_name(f"{name}.rel.jsonl").read_text(encoding="utf-8").splitlines()
    relations = [json.loads(line) for line in lines if line.strip()]
    record = {"meta": json.loads(facts.removeprefix("# ")), "entities": spans, "relations": relations}
    (target / f"{name}.txt").write_bytes(text.encode("utf-8"))
    (target / f"{name}.gold.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def main(shared: Path, build: Path) -> None:
    target = build / "articles"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(shared / "gold" / "train", target)
    for path in sorted(ASSETS.glob("*.marked.txt")):
        convert(path, target)
    print(len(list(target.glob("*.gold.json"))), "articles")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
