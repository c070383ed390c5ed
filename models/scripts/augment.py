"""Copies of our own articles with other names in them.

    python models/scripts/augment.py SHARED BUILD [--copies N]

A small corpus names each person two or three times; a reader of newspapers meets a new name in every sentence. Names of
people are put together from the table of surnames (by frequency) and of given-name characters; places and streets come
from the division tables, by kind; organisations, initiatives, events and posts now and then from another of our own
articles, with the same last character and the same marks. One article keeps one new name for one old one; some are cut
into short windows. Writes BUILD/augmented.jsonl.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import lzma
import random
import re
from pathlib import Path

from corpus import own, windows

SEED = 20230109
HAN = re.compile(r"[\u4e00-\u9fff]+")


LIMITS = (60, 160, 480, 480)  # characters of a window: some copies come in pieces, as short texts do
TAKEN = 0.4  # how often a name that no table can give is taken from another article


def alike(name: str, label: str) -> tuple[str, str, str]:
    """What two names share that can stand for each other: label, last character, the mark they begin with."""
    return label, name[-1], name[0] if name[0] in "“《‘" else ""


class Names:
    """Draws new names of the kind of an old one."""

    def __init__(self, authority: Path, words: list[str], rows: list[dict], rng: random.Random) -> None:
        self.rng = rng
        pools: dict[tuple[str, str, str], set[str]] = {}
        for row in rows:
            for start, end, label in row["spans"]:
                name = row["text"][start:end]
                pools.setdefault(alike(name, label), set()).add(name)
        self.pools = {key: sorted(names) for key, names in sorted(pools.items()) if len(names) > 1}
        with (authority / "surnames.tsv").open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
        self.surnames = [row["surname"] for row in rows]
        self.common = [word for word in words if len(word) == 2]
        self.words = [word for word in self.common if word[0] in set(self.surnames)]
        self.surname_weights = [float(row["in_corpora_distinct_names"]) ** 0.6 + 0.3 for row in rows]
        with (authority / "given_name_chars.tsv").open(encoding="utf-8") as lines:
            given = list(csv.DictReader(lines, delimiter="\t"))
        self.given = [row["char"] for row in given]
        self.single = [float(row["single_given"]) ** 0.7 + 0.2 for row in given]
        self.double = [float(row["in_double_given"]) ** 0.7 + 0.2 for row in given]
        with lzma.open(authority / "cn_streets.tsv.xz", "rt", encoding="utf-8") as lines:
            streets = [row["name"] for row in csv.DictReader(lines, delimiter="\t")]
        with (authority / "cn_areas.tsv").open(encoding="utf-8") as lines:
            areas = [row["name"] for row in csv.DictReader(lines, delimiter="\t")]
        with gzip.open(authority / "cn_villages.tsv.gz", "rt", encoding="utf-8") as lines:
            villages = [row["name"] for row in csv.DictReader(lines, delimiter="\t")]
        communities = [n.split("社区")[0] + "社区" for n in villages if "社区" in n and len(n) < 14]
        hamlets = [re.sub(r"(村民)?委员会$|委会$", "", n) for n in villages if n.endswith(("村民委员会", "村委会"))]
        self.kinds = {
            ("STREET", "街道"): [n for n in streets if n.endswith("街道") and len(n) <= 7],
            ("STREET", "镇"): [n for n in streets if n.endswith("镇") and len(n) <= 6],
            ("STREET", "乡"): [n for n in streets if n.endswith("乡") and len(n) <= 8],
            ("PLACE", "社区"): [n for n in communities if 4 <= len(n) <= 7],
            ("PLACE", "村"): [n if n.endswith("村") else n + "村" for n in hamlets if 2 <= len(n) <= 5],
            ("PLACE", "区"): [n for n in areas if n.endswith("区") and 3 <= len(n) <= 5],
            ("PLACE", "县"): [n for n in areas if n.endswith("县") and 2 <= len(n) <= 7],
        }

    def person(self) -> str:
        """A new name; one in five is a word or holds one (万里, 何春光), and some short ones have a blank inside."""
        draw = self.rng.random()
        if draw < 0.12:
            name = self.rng.choice(self.words)
        elif draw < 0.2:
            name = self.rng.choices(self.surnames, self.surname_weights)[0] + self.rng.choice(self.common)
        else:
            name = self.composed()
        return f"{name[0]} {name[1]}" if len(name) == 2 and self.rng.random() < 0.12 else name

    def composed(self) -> str:
        (surname,) = self.rng.choices(self.surnames, self.surname_weights)
        if self.rng.random() < 0.3:
            return surname + self.rng.choices(self.given, self.single)[0]
        return surname + "".join(self.rng.choices(self.given, self.double, k=2))

    def other(self, name: str, label: str) -> str | None:
        if label == "PERSON":
            return self.person() if 2 <= len(name) <= 4 and "·" not in name else None
        for (kind, suffix), names in self.kinds.items():
            # 社区 and 区 both end in 区: the table is tried in order, the longer suffix first
            if kind == label and name.endswith(suffix):
                return self.rng.choice(names)
        if label == "STREET" and re.fullmatch(r".{2,3}[路街巷]", name):
            return "".join(self.rng.choices(self.given, self.double, k=len(name) - 1)) + name[-1]
        pool = self.pools.get(alike(name, label))
        return self.rng.choice(pool) if pool and label != "STREET" and self.rng.random() < TAKEN else None


def rewrite(
    text: str, spans: list[tuple[int, int, str]], known: dict[tuple[str, str], str | None], names: Names
) -> tuple[str, list]:
    out, moved, last = "", [], 0
    for start, end, label in sorted(spans):
        out += text[last:start]
        name = "".join(text[start:end].split())
        key = (name, label)
        if key not in known:
            known[key] = names.other(name, label) if names.rng.random() < 0.85 else None
        new = known[key] or text[start:end]
        moved.append((len(out), len(out) + len(new), label))
        out += new
        last = end
    return out + text[last:], moved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--copies", type=int, default=4)
    args = parser.parse_args()
    rng = random.Random(SEED)
    vocabulary = json.loads((args.build / "vocabulary.json").read_text(encoding="utf-8"))
    words = [word for word in vocabulary["words"][:12000] if HAN.fullmatch(word)]
    rows = list(own(args.build / "articles"))
    names = Names(args.shared / "data" / "authority", words, rows, rng)
    count = 0
    with (args.build / "augmented.jsonl").open("w", encoding="utf-8") as out:
        for copy in range(args.copies):
            for row in rows:
                text, spans = rewrite(row["text"], row["spans"], {}, names)
                for window in windows({**row, "text": text, "spans": spans}, rng.choice(LIMITS)):
                    out.write(json.dumps({**window, "copy": copy}, ensure_ascii=False) + "\n")
                    count += 1
    print(count, "windows")


if __name__ == "__main__":
    main()
