"""Jump lines in the forms that papers print: 下转 where an article breaks off, 上接 where it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

NUMERALS = "零一二三四五六七八九十"

# {n}: 2, {nn}: 02, {c}: 二, {s}: name of the page; a paper keeps to one pair of lists.
SCHEMES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("（下转{n}版）", "（下转 {n} 版）"), ("（上接{n}版）", "（上接 {n} 版）")),
    (("（下转第{n}版）",), ("（上接第{n}版）", "（上接第{n}版《{title}》）")),
    (("（下转第{c}版）", "（下转{c}版）"), ("（上接第{c}版）", "（上接{c}版）")),
    (("下转{n}版", "下转第{n}版"), ("上接{n}版", "上接第{n}版")),
    (("（下转A{n}版·{s}）", "下转A{n}版·{s}"), ("（上接A{n}版·{s}）", "上接A{n}版")),
    ((">>>下转{nn}版", ">>下转{nn}版"), ("<<<上接{nn}版", "<<上接{nn}版")),
    (("（紧转第{c}版）", "（紧转{n}版）"), ("（紧接第{c}版）", "（紧接{n}版）")),
    (("【下转{n}版】", "【下转{n}版】"), ("【上接{n}版】", "【上接{n}版】")),
    (("▶▶下转{n}版", "▶下转{nn}版 {s}"), ("◀◀上接{n}版", "◀上接{nn}版")),
    (("（下转{n}版 {s}）", "（转{n}版）"), ("（上接{n}版）", "（接{n}版）")),
    (("（下转第{n}版）", "（下转{n}版）"), ("（上接{n}版《{title}》）", "（上接{n}版：{title}）")),
)


@dataclass(frozen=True, slots=True)
class Jump:
    """One jump line as printed; ``inline`` where it stands on a line of the text."""

    text: str
    inline: bool
    title: str | None = None  # the headline that it names


def choose_scheme(rng: Random) -> int:
    """Draw the scheme of a paper."""
    return rng.choices(range(len(SCHEMES)), weights=[5, 4, 3, 2, 2, 1, 1, 1, 1, 1, 2])[0]


def jump_on(rng: Random, scheme: int, page: int, section: str) -> Jump:
    """Return the line below the part that breaks off and goes on at ``page``."""
    form = rng.choice(SCHEMES[scheme][0])
    return Jump(form.format(n=page, nn=f"{page:02d}", c=NUMERALS[page], s=section), rng.random() < 0.35)


def jump_from(rng: Random, scheme: int, page: int, section: str, headline: str) -> Jump:
    """Return the line above the part that goes on from ``page``."""
    form = rng.choice(SCHEMES[scheme][1])
    text = form.format(n=page, nn=f"{page:02d}", c=NUMERALS[page], s=section, title=headline)
    return Jump(text, rng.random() < 0.2, headline if "{title}" in form else None)
