"""Our own articles of ``models/assets/articles`` as stories that pages can be composed of.

They have headlines and paragraphs; what else stands with an article on a page, a kicker, a subtitle, pictures, a box,
a signature, is made of their own sentences. One in five is taken; the network that reads pages is trained on none.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

from models.scripts.articles import ASSETS, unmark
from tests.composer.stock import Box, Paragraph, Story

TAKEN = 5  # every fifth article
LABELS = (
    "链接", "【链接】", "相关链接", "新闻链接", "名词解释", "小贴士", "温馨提示", "记者手记", "编后", "编后语", "数读",
    "新闻背景", "延伸阅读", "服务信息", "知识窗", "安全提示", "专家提醒", "新闻多一点", "■相关链接", "[小知识]",
    "短评", "你知道吗",
)  # fmt: skip
_OPENING = re.compile(
    r"^(?:【?[\u4e00-\u9fff]{2,6}[讯电]】?[ 　]*)?(?:[（(][^（）()。]{0,30}记者[^（）()。]{0,30}[）)][ 　]*)?"
)
_CLOSING = re.compile(r"[（(][^（）()。]{0,12}(?:记者|通讯员|摄|报道|整理)[^（）()。]{0,30}[）)]$")
_FINAL = re.compile(r"[。！？…][”’）)]?$")
_WIDEST = 45  # characters of a line of text that is set in columns


@cache
def stories_of_assets() -> tuple[Story, ...]:
    """Every fifth of the articles as a story without anything beside its text."""
    found = [_story(path) for path in sorted(ASSETS.glob("*.marked.txt"))[TAKEN - 1 :: TAKEN]]
    return tuple(story for story in found if story)


def _story(path: Path) -> Story | None:
    """A story, or None where the text does not show which lines are its headline and its paragraphs."""
    text, _ = unmark(path.read_text(encoding="utf-8").partition("\n")[2])
    headline, _, rest = text.strip().partition("\n")
    lines = rest.strip().split("\n")
    if len(headline) > 40 or len(lines[0].strip()) < 16:
        return None
    paragraphs = [Paragraph(t, len(t) <= 16 and not re.search(r"[，。！？；]", t)) for t in _paragraphs(lines)]
    while paragraphs and paragraphs[-1].subhead:
        paragraphs.pop()
    bodies = [p for p in paragraphs if not p.subhead]
    if len(bodies) < 2 or paragraphs[0].subhead or any("（记者" in p.text for p in bodies):
        return None
    return Story(f"asset {path.name.removesuffix('.marked.txt')}", headline.strip(), tuple(paragraphs))


def _paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of a text, put together again where it is set in columns; bylines are left out."""
    widest = max(map(len, lines))
    out: list[str] = []
    for above, line in pairwise(["", *lines]):
        runs_on = out and 12 < widest <= _WIDEST and above and not (_FINAL.search(above) and len(above) < widest)
        if line.strip() and runs_on and len(above) >= widest - 3:
            out[-1] += line.strip()
        elif line.strip():
            out.append(line.strip())
    if out:
        out[0] = _OPENING.sub("", out[0])
        out[-1] = _CLOSING.sub("", out[-1])
    return [text for text in out if text]


def with_extras(rng: Random, story: Story, others: tuple[Story, ...]) -> Story:
    """Return the story with a kicker, a subtitle, pictures, a box or a signature, made of sentences that we have."""
    text = "".join(p.text for p in story.paragraphs)
    heads = re.findall(r"[\u4e00-\u9fff“”]{6,20}", text) or [story.headline]
    kicker, subtitle = rng.random() < 0.2, rng.random() < 0.2
    return Story(
        story.id,
        story.headline,
        story.paragraphs,
        kicker=" ".join(rng.sample(heads, min(len(heads), rng.choice([1, 1, 2])))) if kicker else None,
        subtitle=rng.choice(["", "——"]) + rng.choice(heads) if subtitle else None,
        signature=_signature(rng, heads) if rng.random() < 0.02 else (),
        captions=tuple(rng.sample(_sentences(text), rng.choice([1, 1, 2]))) if rng.random() < 0.25 else (),
        box=_box(rng, story, rng.choice(others)) if rng.random() < 0.12 else None,
    )


def _sentences(text: str) -> list[str]:
    found = [t for t in re.findall(r"[^。！？“”]+。", text) if 10 <= len(t) <= 60]
    return [*found, text[:30] + "。", text[30:50] + "。"]


def _signature(rng: Random, heads: list[str]) -> tuple[str, ...]:
    date = f"{rng.choice([2021, 2022, 2023, 2024])}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"
    return rng.choice(heads).strip("“”"), date


def _box(rng: Random, story: Story, other: Story) -> Box:
    """A box of sentences, of the story's own more often than of another one."""
    told = other if rng.random() < 0.3 else story
    sentences = _sentences("".join(p.text for p in told.paragraphs))
    paragraphs = rng.sample(sentences, min(len(sentences), rng.choice([1, 1, 1, 2, 3])))
    if len(paragraphs) > 1 and rng.random() < 0.3:
        paragraphs = [f"{n}.{text}" for n, text in enumerate(paragraphs, 1)]
    words = re.findall(r"[\u4e00-\u9fff]{3,10}", "".join(paragraphs)) or [story.headline]
    heads = (rng.choice(LABELS), rng.choice(words)) if rng.random() < 0.4 else (rng.choice(LABELS),)
    return Box(heads, tuple(paragraphs))
