"""Bylines of a story in the forms that papers print: in front, at the end, or on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.composer.page_style import Style
from tests.composer.stock import Reporter, Story

BylinePlace = Literal["opening", "closing", "line-top", "line-end", "none"]

# {r}: reporters, {t}: a correspondent, {p}: who took the pictures; forms that need one who is missing are left out.
OPENINGS = (
    "本报讯（记者 {r}）",
    "本报讯（记者 {r}）",
    "本报讯（记者 {r}）",
    "本报讯（记者{r}）",
    "本报讯 （记者 {r}）",
    "本报讯（记者 {r} 通讯员 {t}）",
    "本报讯（通讯员 {t}）",
    "本报讯（通讯员 {t} 记者 {r}）",
    "本报讯（全媒体记者 {r}）",
    "本报讯（首席记者 {r} 实习生 {t}）",
    "本报讯 记者 {r} 报道：",
    "本报讯 记者{r}报道 ",
    "【本报讯】（记者 {r}）",
    "本报讯 ",
    "本报讯　",
    "（记者 {r}）",
    "（记者 {r} 通讯员 {t}）",
    "{paper}讯（记者 {r}）",
)
DATELINES = (
    "本报{city}{month}月{day}日讯（记者 {r}）",
    "{city}讯（记者 {r}）",
    "新华社{city}{month}月{day}日电（记者 {r}）",
    "新华社{city}{month}月{day}日电 ",
    "本报{city}{month}月{day}日电（记者{r}）",
    "据新华社{city}{month}月{day}日电（记者{r}）",
)
CLOSINGS = (
    "（记者 {r}）",
    "（记者 {r}）",
    "（记者{r}）",
    "（{r}）",
    "（本报记者 {r}）",
    "（本报记者）",
    "（通讯员 {t}）",
    "（记者 {r} 通讯员 {t}）",
    "（{paper}记者 {r}）",
    "（记者 {r} 文/图）",
    "  （本报记者 {r}）",
)
TOP_LINES = (
    "□本报记者 {r}",
    "□ 本报记者 {r}",
    "■本报记者 {r} 通讯员 {t}",
    "本报记者 {r}",
    "本报记者 {r} 通讯员 {t} 文/图",
    "记者 {r} 文/图",
    "记者 {r}/文 {p}/图",
    "●记者 {r}",
    "◎本报记者 {r} 实习生 {t}",
    "文/图 记者 {r}",
    "文｜记者 {r}",  # noqa: RUF001
)
END_LINES = (
    "记者 {r}",
    "记者 {r}",
    "记者 {r} 通讯员 {t}",
    "记者 {r} 通讯员 {t} 文/图",
    "本报记者 {r}",
    "（记者 {r}）",
    "（记者 {r} 文/图）",
    "（{r}）",
    "□本报记者 {r}",
    "本报记者 {r} 综合整理",
    "（本报记者 {r} 综合报道）",
    "（本报综合整理）",
    "通讯员 {t}",
    "文/图 {r}",
)
# Who writes no byline: notices, letters, lists of names.
_UNSIGNED = re.compile(r"notice|list|letter|obituary|announcement|correction|public|reply|speech|name|Q&A")


@dataclass(frozen=True, slots=True)
class Byline:
    """``text`` with where it goes; ``dateline`` where it names a place and a day, ``reporters`` as it names them."""

    place: BylinePlace
    text: str = ""
    dateline: bool = False
    reporters: tuple[str, ...] = ()


def choose_byline(
    rng: Random, story: Story, style: Style, pool: Sequence[str], usual: BylinePlace, paper: str
) -> Byline:
    """Draw a byline; two of three stand where the paper ``usual``-ly has them."""
    if story.signature or (_UNSIGNED.search(story.genre) and rng.random() < 0.8):
        return Byline("none")
    others: list[BylinePlace] = ["opening", "opening", "closing", "line-top", "line-end", "none"]
    place = usual if rng.random() < 0.65 else rng.choice(others)
    return make_byline(rng, story, style, pool, place, paper)


def make_byline(rng: Random, story: Story, style: Style, pool: Sequence[str], place: BylinePlace, paper: str) -> Byline:
    """Return a byline at ``place`` for the reporters of the story, or for invented ones."""
    if place == "none":
        return Byline("none")
    dateline = place == "opening" and bool(story.date) and rng.random() < 0.12
    forms = {"opening": OPENINGS, "closing": CLOSINGS, "line-top": TOP_LINES, "line-end": END_LINES}[place]
    form = rng.choice(DATELINES if dateline else forms)
    reporters = [r for r in story.reporters if r.role == "记者"]
    others = [r for r in story.reporters if r.role != "记者"]
    names = rng.sample(list(pool), 4)
    if not reporters:
        reporters = [Reporter(name, "记者") for name in names[: rng.choice([1, 1, 1, 2, 3])]]
    if not others:
        others = [Reporter(names[3], "通讯员")]
    between = rng.choice([" ", " ", "、"])
    month, day = (int(story.date[5:7]), int(story.date[8:10])) if story.date else (1, 1)
    text = form.format(
        r=between.join(printed_name(r.name, style) for r in reporters),
        t=printed_name(others[0].name, style),
        p=printed_name(names[2], style),
        paper=paper,
        city=_city(story.place),
        month=month,
        day=max(1, day - 1),
    )
    found = {"{r}": [r.name for r in reporters], "{t}": [others[0].name]}
    named = tuple(name for mark, group in found.items() if mark in form for name in group)
    return Byline(place, style.form(text), dateline, named)


def printed_name(name: str, style: Style) -> str:
    """A name of two characters gets the blank that aligns it with names of three."""
    return style.name_blank.join(name) if len(name) == 2 and style.name_blank else name


def _city(place: str) -> str:
    """北京 for 北京市…, 毕节 for 贵州省毕节市…, else the first two characters."""
    rest = re.sub(r"^.{2,8}?(?:省|自治区)", "", place)
    found = re.match(r"(.{2,4}?)(?:市|县|区|州|盟|旗)", rest)
    return found.group(1) if found else (rest[:2] or "重庆")
