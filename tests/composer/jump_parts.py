"""Articles broken off on one page that go on on another, of the same issue or of one that is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from tests.composer.article_parts import article
from tests.composer.desk import Desk
from tests.composer.jump_forms import Jump, jump_from, jump_on
from tests.composer.page_plan import Block, Heads, Part

Jumps = list[tuple[int, str, int, str]]
_BOXES = {"box inside", "box at the end", "box between body and head"}


def let_jump(desk: Desk, parts: dict[int, list[Part]], sections: Mapping[int, str]) -> Jumps:
    """Break articles of ``parts`` (page to its articles) in place, and return which part goes on as which."""
    rng = desk.rng
    pages = list(parts)
    found: Jumps = []
    for here in pages[:-1]:
        for n, part in enumerate(parts[here]):
            if rng.random() >= (0.22 if here == pages[0] else 0.08):
                continue
            there = rng.choice([p for p in pages if p > here])
            broken = _break(desk, part, here, there, sections)
            if broken:
                parts[here][n], rest = broken
                parts[there].insert(rng.randrange(len(parts[there]) + 1), rest)
                found.append((here, part.id, there, rest.id))
    for here in pages:  # the other page may not be among those that are read
        if rng.random() < 0.12:
            n = rng.randrange(len(parts[here]))
            broken = _break(desk, parts[here][n], here, max(pages) + rng.choice([1, 2]), sections)
            if broken:
                parts[here][n] = broken[0]
        missing = [p for p in range(1, here) if p not in parts]
        if missing and rng.random() < 0.3:
            broken = _break(desk, article(desk), rng.choice(missing), here, sections)
            if broken:
                parts[here].insert(rng.randrange(len(parts[here]) + 1), broken[1])
    return found


def _break(desk: Desk, part: Part, here: int, there: int, sections: Mapping[int, str]) -> tuple[Part, Part] | None:
    """Break an article in two, at the end of a paragraph or in the middle of one; None where it is too short."""
    rng = desk.rng
    size = sum(len(b.text) for b in part.blocks if b.role == "body")
    if part.continued_on or part.continued_from or size < 300:
        return None
    first, second = _divide(part.blocks, size * rng.uniform(0.35, 0.75), rng)
    headline = part.accepted[0] or ""
    on = jump_on(rng, desk.scheme, there, sections.get(there, "综合"))
    came = jump_from(rng, desk.scheme, here, sections.get(here, "要闻"), headline)
    on, came = (replace(jump, text=desk.style.form(jump.text)) for jump in (on, came))
    start = replace(
        part,
        blocks=_with_jump_below(first, on),
        widths=desk.columns(size // 2),
        insets=tuple(i for i in part.insets if not any(b.role == "box" for b in i.blocks)),
        tail=(),
        continued_on=on.text,
        tags=(part.tags | {"jump on, inline" if on.inline else "jump on, own line"}) - _BOXES,
    )
    heads: Heads = {}
    accepted: tuple[str | None, ...] = (None,)
    tag = "rest without headline"
    if rng.random() < 0.45:
        printed = _short_head(headline) if rng.random() < 0.5 else headline
        heads, accepted, tag = {"headline": (printed,)}, (printed,), "rest with headline"
    keep = {t for t in part.tags if t.startswith(("byline", "list", "questions", "subheads"))}
    if part.tail:
        keep.add("box between body and head" if heads and not part.heads_first else "box at the end")
    rest = replace(
        part,
        id=desk.next_id(),
        heads=heads,
        accepted=(*accepted, came.title) if came.title else accepted,
        blocks=_with_jump_above(second, came),
        widths=desk.columns(size // 2),
        insets=(),
        seed=rng.randrange(1 << 30),
        continued_from=came.text,
        tags=frozenset(keep | {tag, "jump from, inline" if came.inline else "jump from, own line"}),
    )
    return start, rest


def _divide(blocks: tuple[Block, ...], goal: float, rng: Random) -> tuple[list[Block], list[Block]]:
    """Divide blocks after about ``goal`` characters of body text."""
    bodies = [n for n, b in enumerate(blocks) if b.role == "body"]
    seen, at = 0, bodies[-1]
    for n in bodies:
        seen += len(blocks[n].text)
        if seen >= goal:
            at = n
            break
    text = blocks[at].text
    if at == bodies[-1] or (len(text) > 60 and rng.random() < 0.5):
        middle = _good_cut(text, rng)
        first = [*blocks[:at], replace(blocks[at], text=text[:middle])]
        return first, [replace(blocks[at], text=text[middle:], flush=True), *blocks[at + 1 :]]
    return list(blocks[: at + 1]), list(blocks[at + 1 :])


def _good_cut(text: str, rng: Random) -> int:
    """A place in the middle of a paragraph, not within a number or a word, nor before a closing mark."""
    places = [
        n
        for n in range(len(text) // 4, len(text) * 3 // 4)
        if text[n] not in "，。、；：？！”’）》】): "
        and text[n - 1] not in "“‘（《【( "
        and not (text[n] + text[n - 1]).isascii()
    ]
    return rng.choice(places) if places else len(text) // 2


def _short_head(headline: str) -> str:
    """The part of a headline that stands over the rest of an article: up to its first break."""
    first = re.split(r"[ ：，！？:]", headline)[0]
    return first if len(first) >= 5 else headline


def _with_jump_below(blocks: list[Block], jump: Jump) -> tuple[Block, ...]:
    if jump.inline and blocks[-1].role == "body":
        return (*blocks[:-1], replace(blocks[-1], after=jump.text))
    return (*blocks, Block("jump", jump.text, optional=True))


def _with_jump_above(blocks: list[Block], jump: Jump) -> tuple[Block, ...]:
    if jump.inline and blocks[0].role == "body":
        return (replace(blocks[0], before=jump.text), *blocks[1:])
    return (Block("jump", jump.text, optional=True), *blocks)
