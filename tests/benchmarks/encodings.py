"""Count how often the encoding of a short text is told right: the decoded text is the text, character by character.

    python tests/benchmarks/encodings.py FOLDER [--pieces 1000] [--with-charset-normalizer]

FOLDER holds simplified texts as UTF-8 (*.txt). Those of the letters A to E are left out, as they were counted for
kg/data/lexicon/character_weights.tsv. Pieces begin at random offsets; "latin" pieces are mixed with numbers, addresses
and Latin words; traditional pieces are made by opencc in the writing of one of three regions. Characters that an
encoding lacks are left out of a piece. With charset-normalizer installed, its best guess is counted beside ours.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import opencc

from kg.errors import InputError
from kg.ingest.decode import decode

SEED = 20230109
SIZES = (50, 200, 1000)
ENCODINGS = {
    "simplified": ("utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"),
    "traditional": ("big5", "cp950", "big5hkscs", "utf-8", "gb18030", "utf-16-le", "utf-16-be"),
}
Case = tuple[int, str, str, str]  # size, kind, writing, encoding


@cache
def has(encoding: str, c: str) -> bool:
    try:
        return c.encode(encoding).decode(encoding) == c
    except UnicodeError:
        return False


def latin(rng: random.Random) -> str:
    number = rng.randrange(10**6)
    return rng.choice(
        [f"{number}", f" Tel: 023-{number:08d} ", f" A{number % 100:02d}, ", f"\thttp://www.example.cn/{number}.htm\n"]
    )


def piece(corpus: str, size: int, kind: str, rng: random.Random) -> str:
    if kind == "plain":
        start = rng.randrange(len(corpus) - size)
        return corpus[start : start + size]
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        start = rng.randrange(len(corpus) - 8)
        parts += [corpus[start : start + rng.randrange(1, 8)], latin(rng)]
    return "".join(parts)[:size]


def pieces(corpus: str, count: int) -> Iterator[tuple[Case, str]]:
    rng = random.Random(SEED)
    converters = [opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    for size in SIZES:
        for kind in ("plain", "latin"):
            for n in range(count):
                simplified = piece(corpus, size, kind, rng)
                traditional = converters[n % 3].convert(simplified)
                for writing, text in (("simplified", simplified), ("traditional", traditional)):
                    for encoding in ENCODINGS[writing]:
                        yield (size, kind, writing, encoding), "".join(c for c in text if has(encoding, c))


def ours(data: bytes) -> str | None:
    try:
        return decode(data).text
    except InputError:
        return None


def theirs(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best else None


def count_right(corpus: str, count: int, read: Callable[[bytes], str | None]) -> Counter[Case]:
    right: Counter[Case] = Counter()
    for case, text in pieces(corpus, count):
        right[case] += read(text.encode(case[-1])) == text
    return right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pieces", type=int, default=1000, help="of each size and kind")
    parser.add_argument("--with-charset-normalizer", action="store_true")
    args = parser.parse_args()
    paths = [path for path in sorted(args.folder.glob("*.txt")) if path.name[0] not in "ABCDE"]
    corpus = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    readers = {"kg": ours} | ({"charset-normalizer": theirs} if args.with_charset_normalizer else {})
    for name, read in readers.items():
        right = count_right(corpus, args.pieces, read)
        for case, n in right.items():
            print(name, *case, f"{n} of {args.pieces}", f"{n / args.pieces:.3f}", sep="\t")
        for size in SIZES:
            cases = [case for case in right if case[0] == size]
            n, total = sum(right[case] for case in cases), args.pieces * len(cases)
            print(name, size, "all", "", "", f"{n} of {total}", f"{n / total:.4f}", sep="\t")


if __name__ == "__main__":
    main()
