"""The desk where an issue is planned: the habits of its paper, and the texts that it has not printed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.composer.byline_forms import BylinePlace, printed_name
from tests.composer.jump_forms import choose_scheme
from tests.composer.page_plan import Strip
from tests.composer.page_style import Style, choose_style
from tests.composer.stock import Story, load_stock

HELD_OUT = 100_000  # from this seed on, issues are made of stories that no smaller seed has seen


@dataclass(slots=True)
class Desk:
    """What choices for one issue share. ``waiting``, ``short`` and ``photos`` are used up as they are printed."""

    rng: Random
    style: Style
    paper: dict[str, str]
    day: date
    pages: int
    usual: BylinePlace  # where this paper mostly has its bylines
    scheme: int  # of its jump lines
    widths: list[int]  # of its columns
    waiting: list[Story]
    short: list[tuple[str, str]]  # headline and text
    photos: list[tuple[str, str]]
    words: dict[str, str]  # what fills the blanks in furniture
    count: int = 0

    def next_id(self) -> str:
        """A new id for a part, unique in the issue."""
        self.count += 1
        return f"s{self.count}"

    def reporter(self) -> str:
        """The name of one of the paper's people, as printed."""
        return printed_name(self.rng.choice(furniture()["reporters"]), self.style)

    def columns(self, size: int) -> tuple[float, ...]:
        """Widths of the columns of an article of ``size`` characters, mostly of one width."""
        rng = self.rng
        width = rng.choice(self.widths)
        number = max(1, min(6, round(size / (width * rng.choice([6, 9, 14, 20])))))
        if number > 1 and rng.random() < 0.2:
            others = [width, width, max(12, width // 2), min(30, width + 5)]
            return tuple(float(rng.choice(others)) for _ in range(number))
        return (float(width),) * number

    def furniture_strip(self, key: str, words: Mapping[str, str], optional: bool = False) -> Strip:
        """One of the strips of furniture that ``key`` lists; ``words`` are what its page adds to the issue's."""
        lines = self.rng.choice(furniture()[key])
        return Strip(tuple(self.style.form(line.format(**self.words, **words)) for line in lines), key, optional)


@cache
def furniture() -> dict[str, Any]:
    """What stands beside articles, as ``furniture.yml`` has it."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "furniture.yml").read_text(encoding="utf-8"))
    return loaded


def stories(seed: int) -> list[Story]:
    """The stories that an issue of this seed may print: a fourth of the stock is kept for the seeds held out."""
    return [s for n, s in enumerate(load_stock()) if (n % 4 == 3) == (seed >= HELD_OUT)]


def open_desk(seed: int) -> Desk:
    """Return the desk of the issue of a seed, with all its texts still to be printed."""
    rng = Random(f"issue {seed}")
    style = choose_style(rng)
    paper = rng.choice(furniture()["papers"])
    usual: list[BylinePlace] = ["opening", "closing", "line-top", "line-end"]
    pages = rng.choices([1, 2, 3, 4], weights=[4, 3, 2, 3])[0]
    day = date(2022, 1, 1) + timedelta(days=rng.randrange(1000))
    # Real pages have more heads of two parts and more pictures than the stock, so stories with those come up sooner.
    waiting = sorted(stories(seed), key=lambda story: rng.random() ** (1 / _richness(story)))
    short = [*_short_news(waiting[: len(waiting) // 2])]  # stories are printed from the other end
    short += [(b["headline"], b["text"]) for b in furniture()["briefs"]]
    rng.shuffle(short)
    photos = [(p["headline"], p["caption"]) for p in furniture()["photo_news"]]
    rng.shuffle(photos)
    return Desk(
        rng,
        style,
        paper,
        day,
        pages,
        usual=rng.choices(usual, weights=[10, 3, 3, 4])[0],
        scheme=choose_scheme(rng),
        widths=sorted(rng.sample(range(12, 31), rng.choice([1, 2, 3, 4]))),
        waiting=waiting,
        short=short,
        photos=photos,
        words=_words(rng, style, paper, day, pages),
    )


def _richness(story: Story) -> int:
    return 1 + bool(story.kicker) + bool(story.subtitle) + bool(story.captions) * (not story.box)


def _words(rng: Random, style: Style, paper: dict[str, str], day: date, pages: int) -> dict[str, str]:
    editors = rng.sample(furniture()["editors"], 3)
    weathers = rng.sample(furniture()["weathers"], 2)
    written = rng.choice(["{y}年{m}月{d}日", "{y}年{m}月{d}日", "{y}年{m:02d}月{d:02d}日"])
    return {
        "date": written.format(y=day.year, m=day.month, d=day.day),
        "day": "星期" + "一二三四五六日"[day.weekday()],
        "lunar": rng.choice(["农历二月初九", "壬寅年三月初六", "农历癸卯年闰二月十七", "农历十月廿三"]),
        "number": str(rng.randrange(200, 9000)),
        "pages": str(pages if pages > 1 else 4),
        "phone": f"6{rng.randrange(1000000, 9999999)}",
        "phone2": f"6{rng.randrange(1000000, 9999999)}",
        "post": f"{rng.randrange(400000, 499999)}",
        "editor": printed_name(editors[0], style),
        "editor2": printed_name(editors[1], style),
        "designer": printed_name(editors[2], style),
        "weather": weathers[0],
        "weather2": weathers[1],
        "paper": paper["name"],
        "place": paper["place"],
        "site": paper["site"],
        "code": paper["code"],
        "mail": f"news@{paper['site'][4:]}",
    }


def _short_news(pool: Sequence[Story]) -> Iterator[tuple[str, str]]:
    """Headlines and openings of stories that tell by themselves what happened, on which day."""
    for story in pool:
        text = story.paragraphs[0].text
        told = re.search(r"\d+月\d+日|昨天|昨日", text) and text.endswith("。") and "“" not in text
        if told and 40 <= len(text) <= 150 and re.match(r"[\u4e00-\u9fff\d]", text):
            yield story.headline, text
