"""Count the vocabulary over windows and plain text, and cut the plain text into windows for pretraining.

    python models/scripts/vocabulary.py SHARED BUILD SEGMENTER

Reads BUILD/units.jsonl and SHARED/data/text; writes BUILD/text.jsonl and BUILD/vocabulary.json. Words
are the segmenter's.
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
from corpus import windows
from dataset import count_vocabulary, read_units

from kg.ner.features import FIRST_ID, SIZES, Vocabulary


def sizes(vocabulary: Vocabulary) -> dict[str, int]:
    return {
        "char": len(vocabulary.chars) + FIRST_ID,
        "bigram": len(vocabulary.bigrams) + FIRST_ID,
        "word": len(vocabulary.words) + FIRST_ID,
        **SIZES,
    }


def word_lengths(vocabulary: Vocabulary) -> list[int]:
    """Length of the word of each id; one for the ids that are no words."""
    return [1] * FIRST_ID + [len(word) for word in vocabulary.words]


def plain(shared: Path) -> Iterator[dict]:
    """Broadcasts as windows; a paragraph that stood in an earlier one is left out."""
    seen: set[str] = set()
    with lzma.open(shared / "data" / "text" / "xwlb_articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            kept = []
            for paragraph in [record["title"], *re.split(r"\n+", record["text"])]:
                text = "".join(paragraph.split())
                if len(text) >= 8 and text not in seen:
                    seen.add(text)
                    kept.append(paragraph)
            row = {"family": "text", "article": f"text{number}", "text": "\n".join(kept), "spans": []}
            yield from windows({**row, "headline": kept[:1] == [record["title"]]})


def main(shared: Path, build: Path, segmenter: str) -> None:
    with (build / "text.jsonl").open("w", encoding="utf-8") as out:
        for window in plain(shared):
            out.write(json.dumps(window, ensure_ascii=False) + "\n")
    everything = chain(read_units(build / "units.jsonl"), read_units(build / "text.jsonl"))
    chars, bigrams, words = count_vocabulary(everything, spacy_pkuseg.pkuseg(segmenter), chars=3, bigrams=10, words=8)
    record = {"chars": chars, "bigrams": bigrams, "words": words}
    (build / "vocabulary.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    print({name: len(keys) for name, keys in record.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
