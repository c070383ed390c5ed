from __future__ import annotations

import csv
import re
from hashlib import blake2b
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FINGERPRINTS = Path(__file__).parent / "evaluation_text.tsv"
HAN = re.compile(r"[\u4e00-\u9fff]+")
RUN = 14
TEXTS = {".jsonl", ".toml", ".tsv", ".txt", ".yaml"}
# What every paper writes: a congress of the party, and the words that many documents are called by.
PUBLIC = {
    "党的二十大",
    "党政领导干部选拔任用工作条例",
    "若干措施",
    "主题教育",
    "五一",
    "乡村振兴",
    "三年行动方案",
    "十条措施",
}
# What rules are read from and the models are trained on. Gazetteers hold real places, which are anybody's.
SEEN = ["kg/data/lexicon", "kg/data/rules", "kg/data/samples", "models/assets"]


def fingerprint(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()


def known() -> dict[str, set[tuple[int, str]]]:
    table: dict[str, set[tuple[int, str]]] = {}
    with FINGERPRINTS.open(encoding="utf-8", newline="") as lines:
        for kind, length, digest in csv.reader(lines, delimiter="\t"):
            table.setdefault(kind, set()).add((int(length), digest))
    return table


def seen_texts() -> list[tuple[Path, str]]:
    files = [path for name in SEEN for path in sorted((ROOT / name).rglob("*")) if path.suffix in TEXTS]
    return [
        (path.relative_to(ROOT), re.sub(r"\s+", "", path.read_text(encoding="utf-8")))
        for path in files
        if "__pycache__" not in path.parts
    ]


def leaks(text: str, table: dict[str, set[tuple[int, str]]]) -> list[str]:
    """Runs and names of the evaluation texts that stand in ``text``."""
    chunks = HAN.findall(text)
    runs = {chunk[i : i + RUN] for chunk in chunks for i in range(len(chunk) - RUN + 1)}
    found = [run for run in sorted(runs) if (RUN, fingerprint(run)) in table["run"]]
    people = {chunk for chunk in chunks if len(chunk) <= 4}
    found += [name for name in sorted(people) if (len(name), fingerprint(name)) in table["PERSON"]]
    titles = {t for pair in ("“”", "《》") for t in re.findall(f"{pair[0]}([^“”《》]{{3,40}}){pair[1]}", text)} | people
    names = table["INITIATIVE"] | table["EVENT"]
    found += [title for title in sorted(titles) if (len(title), fingerprint(title)) in names]
    return [name for name in found if name not in PUBLIC]


def test_no_text_or_name_that_scores_are_reported_on_is_where_rules_or_models_could_see_it() -> None:
    table = known()

    assert {str(path): found for path, text in seen_texts() if (found := leaks(text, table))} == {}


@pytest.mark.parametrize("kind", ["run", "PERSON", "INITIATIVE", "EVENT"])
def test_there_are_fingerprints_of_each_kind(kind: str) -> None:
    assert len(known()[kind]) > 20


def test_a_name_that_is_known_is_found() -> None:
    table = {
        "run": {(RUN, fingerprint("一二三四五六七八九十百千万亿"))},
        "PERSON": {(3, fingerprint("欧阳川"))},
        "INITIATIVE": {(4, fingerprint("暖巷行动"))},
        "EVENT": set[tuple[int, str]](),
    }

    assert leaks("零一二三四五六七八九十百千万亿，欧阳川，“暖巷行动”", table) == [
        "一二三四五六七八九十百千万亿", "欧阳川", "暖巷行动"
    ]  # fmt: skip
