"""Count the vocabulary over units and plain text, and segment the plain text for pretraining.

    python models/scripts/vocabulary.py SHARED BUILD SEGMENTER

Reads BUILD/units.jsonl and SHARED/data/text; writes BUILD/text.jsonl (paragraphs as units) and BUILD/vocabulary.json.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import spacy_pkuseg
from corpus import units
from dataset import count_vocabulary, read_units

from kg.ner.features import FIRST_ID, SIZES, Vocabulary


def load_vocabulary(path: Path) -> Vocabulary:
    record = json.loads(path.read_text(encoding="utf-8"))
    return Vocabulary(
        *({key: i + FIRST_ID for i, key in enumerate(record[name])} for name in ("chars", "bigrams", "words"))
    )


def sizes(vocabulary: Vocabulary) -> dict[str, int]:
    return {
        "char": len(vocabulary.chars) + FIRST_ID,
        "bigram": len(vocabulary.bigrams) + FIRST_ID,
        "word": len(vocabulary.words) + FIRST_ID,
        **SIZES,
    }


def plain(shared: Path, segmenter: str) -> Iterator[dict]:
    cut = spacy_pkuseg.pkuseg(segmenter)
    seen: set[str] = set()
    with lzma.open(shared / "data" / "text" / "xwlb_articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            for paragraph in [record["title"], *re.split(r"\n+", record["text"])]:
                text = "".join(paragraph.split())
                if len(text) >= 8 and text not in seen:
                    seen.add(text)
                    row = {"family": "text", "article": f"text{number}", "text": paragraph, "spans": []}
                    yield from units({**row, "headline": paragraph is record["title"]}, cut)


def main(shared: Path, build: Path, segmenter: str) -> None:
    with (build / "text.jsonl").open("w", encoding="utf-8") as out:
        for unit in plain(shared, segmenter):
            out.write(json.dumps(unit, ensure_ascii=False) + "\n")
    everything = chain(read_units(build / "units.jsonl"), read_units(build / "text.jsonl"))
    found = count_vocabulary(everything, chars=3, bigrams=10, words=8)
    record = {"chars": list(found.chars), "bigrams": list(found.bigrams), "words": list(found.words)}
    (build / "vocabulary.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    print({name: len(keys) for name, keys in record.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
