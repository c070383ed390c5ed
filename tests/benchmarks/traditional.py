"""Compare the scores of annotated texts as they are with those of the same texts set in traditional characters.

    python tests/benchmarks/traditional.py GOLD_DIR [--first 60]

Each text is converted by opencc to the writing of the old standard, of Taiwan and of Hong Kong, with 「」 for “”.
Mentions and facts are found in the view that rules read; its offsets are those of the text, so that the annotations of
the simplified text score them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from opencc import OpenCC

from kg.gold import Gold, load_gold
from kg.ingest.view import reading_view
from kg.ner.model import load_model
from kg.pipeline import extract
from kg.records import Document, Extraction
from kg.scoring import score

CORNERS = str.maketrans("“”‘’", "「」『』")
ROWS = ("entity all", "entity PERSON", "entity STREET", "entity ORG", "holds_post", "acts", "part_of")


def main(folder: Path, first: int) -> None:
    gold = dict(list(load_gold(folder).items())[:first])
    nlp = load_model()

    def found(writing: str) -> dict[str, Extraction]:
        convert = OpenCC(writing).convert if writing else str
        return {name: extract(document(name, item, convert(item.text)), nlp) for name, item in gold.items()}

    def document(name: str, item: Gold, text: str) -> Document:
        text = text if text == item.text else text.translate(CORNERS)
        return Document(name, text, "", "utf-8", date="2023-06-01", date_basis="given")

    print("writing", *ROWS, "changed characters", sep="\t")
    plain = found("")
    for writing in ("", "s2t", "s2tw", "s2hk"):
        extractions = found(writing) if writing else plain
        rows = score(gold, extractions).rows
        texts = (
            (reading_view(extractions[name].document.text), reading_view(item.text)) for name, item in gold.items()
        )
        changed = sum(a != b for view, text in texts for a, b in zip(view, text, strict=True)) if writing else 0
        print(writing or "as it is", *(f"{rows[row].f1:.4f}" for row in ROWS), changed, sep="\t")
    total = sum(len(item.text) for item in gold.values())
    print(f"{len(gold)} texts, {total} characters, {sum(len(item.entities) for item in gold.values())} mentions")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=60, help="texts")
    args = parser.parse_args()
    main(args.folder, args.first)
