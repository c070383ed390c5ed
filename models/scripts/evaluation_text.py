"""Fingerprint the texts and names that scores are reported on, so that a test finds them where training could see them.

    python models/scripts/evaluation_text.py GOLD_DIR... > tests/evaluation_text.tsv

For every run of 14 Chinese characters of a gold text, and every gold name of a person, initiative or event of three
characters or more, one row: what it is, its length, and the first 12 hexadecimal digits of its BLAKE2b digest. No text
can be read back from that.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 14
HAN = re.compile(r"[\u4e00-\u9fff]+")
NAMED = {"PERSON", "INITIATIVE", "EVENT"}


def fingerprint(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def runs(text: str) -> set[str]:
    """Runs of 14 Chinese characters in a text, its blanks taken out."""
    chunks = HAN.findall(re.sub(r"\s+", "", text))
    return {chunk[i : i + RUN] for chunk in chunks for i in range(len(chunk) - RUN + 1)}


def rows(folder: Path) -> Iterator[tuple[str, int, str]]:
    for path in sorted(folder.glob("*.gold.json")):
        text = (folder / f"{path.name.removesuffix('.gold.json')}.txt").read_bytes().decode("utf-8")
        for run in runs(text):
            yield "run", RUN, fingerprint(run)
        for start, end, label in json.loads(path.read_text(encoding="utf-8"))["entities"]:
            name = re.sub(r"\s+", "", text[start:end]).strip("“”《》")
            if label in NAMED and len(name) >= 3:
                yield label, len(name), fingerprint(name)


def main(folders: list[Path]) -> None:
    for row in sorted({row for folder in folders for row in rows(folder)}):
        print(*row, sep="\t")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
