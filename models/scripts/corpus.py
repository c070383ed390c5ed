"""Read what the tagger is trained on into one form: windows of text with spans, per family of corpora.

    python models/scripts/corpus.py SHARED BUILD

Own articles (BUILD/articles, see articles.py) mark all seven labels; each public corpus marks only some, and a label
that a corpus never marks is unknown there. So every corpus is a *family* with a head of its own in the network, and
only the encoder is shared. Writes BUILD/units.jsonl: {"family", "article", "place", "text", "blanks", "headline",
"spans"}.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from kg.ingest.articles import split_articles
from kg.ner.units import WINDOW, cut_windows
from kg.records import Document

STREET_END = re.compile(r"(街道|镇|乡|路|街|大道|巷|立交|里弄|胡同)$")
FAMILIES = ("msra", "pd1998pos", "cluener", "uner_gsdsimp", "eduner", "resume", "address")


def own(folder: Path) -> Iterator[dict]:
    """Our own articles as ingest joins their lines: about one in six is wrapped as a column is."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        record = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        for article in split_articles(Document(f"{name}.txt", text, "", "utf-8")):
            place = {offset: i for i, offset in enumerate(article.offsets) if article.text[i] != "\n"}
            spans = []
            for start, end, label in record["entities"]:
                inside = [place[offset] for offset in range(start, end) if offset in place]
                if inside:
                    spans.append((min(inside), max(inside) + 1, label))
            yield {
                "family": "own",
                "article": name,
                "place": record["meta"]["place"],
                "text": article.text,
                "spans": spans,
                "headline": True,
            }


def public(folder: Path, family: str) -> Iterator[dict]:
    mapping = json.loads((folder / "LABEL_MAP.json").read_text(encoding="utf-8"))[family]
    with lzma.open(folder / f"{family}.train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            spans = []
            for start, end, label in record["entities"]:
                target = mapping.get(label)
                if target == "split":
                    target = "STREET" if STREET_END.search(record["text"][start:end]) else "PLACE"
                if target:
                    spans.append((start, end, target))
            yield {
                "family": family,
                "article": f"{family}{number}",
                "text": record["text"],
                "spans": spans,
                "headline": False,
            }


def windows(row: dict, limit: int = WINDOW) -> Iterator[dict]:
    """A text with its spans as the windows that the tagger reads; a span that a window's border cuts is left out."""
    for window in cut_windows(row["text"], limit):
        place = {position: i for i, position in enumerate(window.positions)}
        spans = []
        for start, end, label in row["spans"]:
            inside = [place[i] for i in range(start, end) if i in place]
            if inside:
                spans.append((inside[0], inside[-1] + 1, label))
        yield {
            "family": row["family"],
            "article": row["article"],
            "place": row.get("place", ""),
            "text": window.text,
            "blanks": list(window.blanks),
            "headline": window.headline if row["headline"] else 0,
            "spans": spans,
        }


def main(shared: Path, build: Path) -> None:
    sources = [own(build / "articles"), *(public(shared / "data" / "ner", family) for family in FAMILIES)]
    counts: Counter[str] = Counter()
    with (build / "units.jsonl").open("w", encoding="utf-8") as out:
        for row in chain.from_iterable(sources):
            for window in windows(row):
                out.write(json.dumps(window, ensure_ascii=False) + "\n")
                counts[window["family"]] += 1
    print(dict(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
