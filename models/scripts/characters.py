"""Weigh characters by how often our own articles use them, in simplified and in traditional writing.

    python models/scripts/characters.py SHARED/gold/train

Writes kg/data/lexicon/character_weights.tsv. Only the articles of the letters A to E are counted, so that the others
can show how well the weights tell encodings apart (tests/benchmarks/encodings.py).
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

import opencc

COUNTED = "ABCDE"
TABLE = Path(__file__).parents[2] / "kg" / "data" / "lexicon" / "character_weights.tsv"
HEAD = """\
# How often Chinese text uses a character, by which kg/ingest/likelihood.py tells encodings apart. Learned by
# models/scripts/characters.py from articles of our own, in simplified and in traditional writing.
# characters: all of this weight, the more frequent first. weight: the natural logarithm of their mean share of all
# characters.
# characters\tweight
"""


def counted(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    converters = [opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    for path in sorted(folder.glob("*.txt")):
        if path.name[0] in COUNTED:
            text = path.read_text(encoding="utf-8")
            for _ in converters:
                found.update(text)
            for converter in converters:
                found.update(converter.convert(text))
    return found


def main(folder: Path) -> None:
    found = counted(folder)
    total = found.total()
    bands: dict[int, list[str]] = defaultdict(list)
    for c, count in found.items():
        if c > "\x7f" and not c.isspace():
            bands[round(math.log2(count / total))].append(c)
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        for _, chars in sorted(bands.items(), reverse=True):
            chars.sort(key=lambda c: (-found[c], c))
            mean = sum(found[c] for c in chars) / len(chars) / total
            out.write(f"{''.join(chars)}\t{math.log(mean):.2f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
