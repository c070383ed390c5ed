"""Compose a province's papers: as many articles as wanted, one a file, each district with its own people.

    python -m tests.benchmarks.corpus FOLDER [--articles 1000] [--broken 0.01]

Every district prints the stories of the stock once, in an order of its own; its name stands where the story had
another, and its people and streets have names that no other district has, so that a graph of ten times the articles has
about ten times the entities. ``--broken`` makes that share of the files inputs that cannot be used, of several kinds.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.composer.stock import Story, load_stock

NAMES = Path(__file__).parents[1] / "composer" / "stock_names.tsv"
GIVEN = "安柏晨川丹帆光涵佳凯兰明宁鹏琪然书涛婉希雅泽舟竹子芸岚屿澄禾砚溪遥葭筠蔚楠朗"
PLACE = "澄岚溪屿砚葭筠蔚沅泠峤汐渚坞埠岙洲浦滩垸"
_UNIT = re.compile(r"[^省市州盟区县旗]{2,}?(?:自治县|自治州|自治区|[省市州盟区县旗])")


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Names of people and of streets in the stock, longest first."""
    found: dict[str, list[str]] = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name = line.split("\t")
            found.setdefault(kind, []).append(name)
    return {kind: tuple(sorted(names, key=lambda n: (-len(n), n))) for kind, names in found.items()}


def district(number: int) -> str:
    """The name of a district in two characters, another for each number below 400."""
    return PLACE[number % len(PLACE)] + PLACE[(number // len(PLACE) + number) % len(PLACE)]


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({name for kind in known_names().values() for name in kind}, key=lambda n: (-len(n), n))
    return re.compile("|".join(map(re.escape, names)))


def _renamed(name: str, number: int) -> str:
    rng = Random(f"{number} {name}")
    if name in known_names()["street"]:
        tail = next((t for t in ("街道", "镇", "乡", "路", "街") if name.endswith(t)), "")
        return "".join(rng.sample(PLACE, 2)) + tail if tail else name
    return name[0] + "".join(rng.sample(GIVEN, len(name) - 1))


def article(story: Story, number: int) -> str:
    """The story as the paper of district ``number`` prints it: headline, byline, body."""
    home = district(number)
    lines = [story.headline]
    for place, paragraph in enumerate(story.paragraphs):
        byline = ""
        if not place and story.reporters:
            byline = f"本报讯（记者 {' '.join(r.name for r in story.reporters)}）"
        lines.append(("" if paragraph.subhead else "　　") + byline + paragraph.text)
    text = "\n".join(lines) + "\n"
    unit = _UNIT.findall(story.place)
    if unit and len(core := unit[-1].rstrip("区县市旗")) == 2:
        text = text.replace(core, home)
    return _pattern().sub(lambda match: _renamed(match.group(), number), text)


BROKEN = (
    b"",
    b"\x00\x01\x02\xff" * 300,
    b"%PDF-1.7\n1 0 obj\n<< broken",
    b"PK\x03\x04" + b"\x99" * 200,
    b"nothing here is in Chinese, not a word of it\n" * 20,
    "　\n　\n　".encode(),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
    b'{"text": ',
)
_ENDINGS = (".txt", ".txt", ".pdf", ".docx", ".txt", ".txt", ".txt", ".jsonl")


def compose(folder: Path, articles: int, *, broken: float = 0.0, seed: int = 7) -> tuple[int, list[str]]:
    """Write the articles below ``folder``; returns their characters in all and the names of the broken inputs."""
    stock = load_stock()
    characters = 0
    bad: list[str] = []
    every = round(1 / broken) if broken else 0
    for count, (number, story, day, page) in enumerate(_schedule(stock, articles, seed)):
        place = folder / f"d{number:03}"
        if not place.is_dir():
            place.mkdir(parents=True)
            home = f"江州省云渚市{district(number)}区"
            (place / "kg.toml").write_text(f'paper = "{district(number)}报"\nhome = "{home}"\n', encoding="utf-8")
        name = f"{day:%Y%m%d}-{page:02}-{story.id}"
        if every and count % every == every // 2:
            kind = (count // every) % len(BROKEN)
            path = place / (name + _ENDINGS[kind])
            path.write_bytes(BROKEN[kind])
            bad.append(path.relative_to(folder).as_posix())
            continue
        text = article(story, number)
        characters += len(text)
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return characters, bad


def _schedule(stock: tuple[Story, ...], articles: int, seed: int) -> Iterator[tuple[int, Story, date, int]]:
    for count in range(articles):
        number, at = divmod(count, len(stock))
        if not at:
            order = list(stock)
            Random(f"{seed} {number}").shuffle(order)
        yield number, order[at], date(2023, 1, 2) + timedelta(days=at // 8), at % 8 + 1


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--broken", type=float, default=0.0)
    wanted = parser.parse_args()
    characters, bad = compose(wanted.folder, wanted.articles, broken=wanted.broken)
    print(f"{wanted.articles:,} articles, {characters:,} characters, {len(bad)} broken")


if __name__ == "__main__":
    main()
