"""Read what the tagger is trained on into one form: units of text with spans, per family of corpora.

    python models/scripts/corpus.py SHARED BUILD

Own articles (SHARED/gold/train) mark all seven labels; each public corpus marks only some, and a label that a corpus
never marks is unknown there. So every corpus is a *family* with a head of its own in the network, and only the encoder
is shared. Writes BUILD/units.jsonl: {"family", "article", "text", "blanks", "headline", "spans", "words"}.
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
from typing import Any

import spacy_pkuseg

from kg.ingest.articles import split_articles
from kg.records import Document

STREET_END = re.compile(r"(街道|镇|乡|路|街|大道|巷|立交|里弄|胡同)$")
FAMILIES = ("msra", "pd1998pos", "cluener", "uner_gsdsimp", "eduner", "resume", "address")
LIMIT = 240  # characters in a unit; longer paragraphs are cut after a full stop


def squeeze(text: str, spans: list[tuple[int, int, str]]) -> tuple[str, list[int], list[tuple[int, int, str]]]:
    """Take the blanks out of a text; say before which characters they stood, and move the spans."""
    kept = [i for i, char in enumerate(text) if not char.isspace()]
    new = {old: i for i, old in enumerate(kept)}
    blanks = [new[i] for i in kept if i and text[i - 1].isspace()]
    moved = []
    for start, end, label in spans:
        inside = [new[i] for i in range(start, end) if i in new]
        if inside:
            moved.append((inside[0], inside[-1] + 1, label))
    return "".join(text[i] for i in kept), blanks, moved


def pieces(text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Cut a long text after sentence ends, never inside a span."""
    start = 0
    inside = {i for s, e, _ in spans for i in range(s, e - 1)}
    while len(text) - start > LIMIT:
        ends = [
            m.end()
            for m in re.finditer(r"[。！？；][”’）]*", text[start : start + LIMIT])
            if start + m.end() - 1 not in inside
        ]
        cut = start + ends[-1] if ends else start + LIMIT
        while cut - 1 in inside:
            cut += 1
        yield start, cut
        start = cut
    if start < len(text):
        yield start, len(text)


def own(folder: Path) -> Iterator[dict]:
    """Paragraphs of our own articles as ingest joins them: about one in six is wrapped as a column is."""
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
            position = 0
            for number, line in enumerate(article.text.split("\n")):
                end = position + len(line)
                own_spans = [(s - position, e - position, tag) for s, e, tag in spans if position <= s and e <= end]
                position = end + 1
                if line.strip():
                    yield {"family": "own", "article": name, "text": line, "spans": own_spans, "headline": number == 0}


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


def units(row: dict, segmenter: Any) -> Iterator[dict]:
    """A text with its spans as units: blanks out, long texts cut, words marked by their lengths."""
    text, blanks, spans = squeeze(row["text"], row["spans"])
    for start, end in pieces(text, spans):
        unit = text[start:end]
        yield {
            "family": row["family"],
            "article": row["article"],
            "text": unit,
            "blanks": [b - start for b in blanks if start <= b < end],
            "headline": row["headline"],
            "spans": [(s - start, e - start, label) for s, e, label in spans if start <= s and e <= end],
            "words": [len(word) for word in segmenter.cut(unit)],
        }


def main(shared: Path, build: Path, segmenter: str) -> None:
    build.mkdir(parents=True, exist_ok=True)
    cut = spacy_pkuseg.pkuseg(segmenter)
    sources = [own(shared / "gold" / "train"), *(public(shared / "data" / "ner", family) for family in FAMILIES)]
    counts: Counter[str] = Counter()
    with (build / "units.jsonl").open("w", encoding="utf-8") as out:
        for row in chain.from_iterable(sources):
            for unit in units(row, cut):
                out.write(json.dumps(unit, ensure_ascii=False) + "\n")
                counts[unit["family"]] += 1
    print(dict(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
