"""Stories to parts of a page: the head as printed, byline, captions and boxes; and small news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.composer.byline_forms import Byline, BylinePlace, choose_byline, make_byline
from tests.composer.desk import Desk, furniture
from tests.composer.page_plan import At, Block, Column, Form, Heads, Inset, Part
from tests.composer.stock import Paragraph, Story, load_stock

CAPTIONS = (
    "{t}记者 {n} 摄",
    "{t} 记者 {n} 摄",
    "{t}（记者 {n} 摄）",
    "{t}（本报记者 {n} 摄）",
    "{b} {n} 摄",
    "{b}（资料图片）",
    "{t}通讯员 {n} 供图",
    "{t}（{n} 摄影报道）",
    "{t}本报记者 {n} 摄影报道",
    "{t}|记者 {n} 摄",
    "{b}|（{n}/摄）",
    "{t}受访者供图",
    "{b}",
)
_NO_OPENING = re.compile(r"[^\w“《]|问：|一问|记者：|编")  # a list or an interview does not begin with 本报讯
_SPEAKER = re.compile(r"问|答|记者：|[\u4e00-\u9fff]{2,3}：")


def article(desk: Desk) -> Part:
    """Return the next story of the desk as an article."""
    rng, style = desk.rng, desk.style
    story = desk.waiting.pop()
    heads, accepted, tags = _heads(desk, story)
    byline = choose_byline(rng, story, style, furniture()["reporters"], desk.usual, desk.paper["name"])
    if byline.place == "opening" and (story.paragraphs[0].subhead or _NO_OPENING.match(story.paragraphs[0].text)):
        byline = Byline("none")
    blocks = _blocks(desk, story.paragraphs, byline, story.signature)
    widths = desk.columns(sum(len(b.text) for b in blocks))
    tags.add(f"byline {byline.place}")
    told = {
        "dateline": byline.dateline,
        "subheads": any(p.subhead for p in story.paragraphs),
        "list": sum(len(p.text) < 24 and not p.subhead for p in story.paragraphs) >= 4,
        "questions and answers": sum(bool(_SPEAKER.match(p.text)) for p in story.paragraphs) >= 3,
        "widths vary in the article": len(set(widths)) > 1,
    }
    tags |= {tag for tag, holds in told.items() if holds}
    part = Part(
        id=desk.next_id(),
        story=story.id,
        heads=heads,
        accepted=accepted,
        blocks=blocks,
        heads_first=style.heads_first,
        widths=widths,
        seed=rng.randrange(1 << 30),
        reporters=byline.reporters,
        tags=frozenset(tags),
    )
    return _with_insets(desk, part, story)


def signed(desk: Desk, part: Part) -> Part:
    """Return the part with a byline at its opening, so that its border shows where no head stands above it."""
    if part.continued_from or part.tags & {"byline opening", "picture news", "one-line news"}:
        return part
    story = next((s for s in load_stock() if s.id == part.story), None)
    blocks = list(part.blocks)
    if story is None:
        return part
    place: BylinePlace = "opening"
    if blocks[0].role == "byline":
        del blocks[0]
    if blocks[0].role == "subhead" or _NO_OPENING.match(blocks[0].text):
        place = "line-top"
    byline = make_byline(desk.rng, story, desk.style, furniture()["reporters"], place, desk.paper["name"])
    if place == "opening":
        blocks[0] = replace(blocks[0], text=byline.text + blocks[0].text)
    else:
        blocks.insert(0, Block("byline", byline.text))
    tags = {t for t in part.tags if t not in {"byline line-top", "byline none"}}
    tags |= {f"byline {place}", "border without a head"}
    return replace(part, blocks=tuple(blocks), tags=frozenset(tags), reporters=part.reporters + byline.reporters)


def _heads(desk: Desk, story: Story) -> tuple[Heads, tuple[str, ...], set[str]]:
    """The head parts as printed, what may count as the headline, and tags."""
    rng, form = desk.rng, desk.style.form
    tags: set[str] = set()
    heads: Heads = {}
    headline = form(story.headline)
    if story.kicker and rng.random() < 0.85:
        heads["kicker"] = (form(story.kicker),)
        tags.add("kicker")
    if story.subtitle and rng.random() < 0.9:
        subtitle = form(story.subtitle)
        if not subtitle.startswith("—") and rng.random() < 0.3:
            subtitle = "——" + subtitle
        heads["subtitle"] = (subtitle,)
        tags.add("subtitle")
    lines: tuple[str, ...] = (headline,)
    if len(headline) > 10 and rng.random() < 0.35:
        lines = _break_head(headline, rng)
    if len(lines) > 1:
        tags.add("headline on two lines")
    elif len(headline) <= 14 and rng.random() < 0.03:
        lines = (" ".join(headline.replace(" ", "")),)
        tags.add("headline spaced out")
    heads["headline"] = lines
    # Without sizes of type no reader can know a kicker or a plain subtitle from the headline, unless it is the middle
    # one of three; nor whether two lines that could each stand alone are one headline.
    accepted = [headline]
    if len(heads) < 3 or desk.style.head_order[1] != "headline":
        accepted += [heads[part][0] for part in ("kicker", "subtitle") if part in heads and heads[part][0][0] != "—"]
    if len(lines) > 1 and not lines[0].endswith(tuple("：:，")):
        accepted += lines
    return heads, tuple(accepted), tags


def _break_head(headline: str, rng: Random) -> tuple[str, ...]:
    """Two lines where a headline has a place to break: at a blank, or after a mark."""
    places = [m.end() for m in re.finditer(r" |(?<=[：，？！:])", headline)]
    places = [p for p in places if 4 <= p <= len(headline) - 4]
    if not places:
        return (headline,)
    at = rng.choice(places)
    return headline[:at].strip(), headline[at:].strip()


def _blocks(desk: Desk, paragraphs: Sequence[Paragraph], byline: Byline, signature: Sequence[str]) -> tuple[Block, ...]:
    form = desk.style.form
    blocks = [Block("subhead" if p.subhead else "body", form(p.text)) for p in paragraphs]
    last = max(n for n, block in enumerate(blocks) if block.role == "body")
    if byline.place == "opening":
        blocks[0] = replace(blocks[0], text=byline.text + blocks[0].text)
    elif byline.place == "closing" and (len(blocks[last].text) > 24 or blocks[last].text.endswith(tuple("。！？”"))):
        blocks[last] = replace(blocks[last], text=blocks[last].text + byline.text)
    elif byline.place == "line-top":
        blocks.insert(0, Block("byline", byline.text))
    elif byline.place in {"line-end", "closing"}:
        blocks.append(Block("byline", byline.text.strip()))
    blocks += [Block("sign", form(line)) for line in signature]
    return tuple(blocks)


def _with_insets(desk: Desk, part: Part, story: Story) -> Part:
    """Add captions and a box. A caption at the outer edge of an article could as well be its neighbour's."""
    rng, form, tags, insets = desk.rng, desk.style.form, set(part.tags), []
    places: list[At] = ["break", "paragraph", "start", "end"]
    for text in story.captions:
        if rng.random() < 0.45:
            at = rng.choices(places, weights=[3, 3, 2, 2])[0]
            outer = (at == "end" and part.heads_first) or (at == "start" and not part.heads_first)
            insets.append(Inset(at, caption(desk, text, optional=outer)))
            tags.add("caption at the edge" if outer else "caption inside")
    tail: tuple[Block, ...] = ()
    if story.box and rng.random() < 0.7:
        box = tuple(Block("box", form(line)) for line in (*story.box.heads, *story.box.paragraphs))
        if rng.random() < 0.3:
            insets.append(Inset("break", box))
            tags.add("box inside")
        else:
            tail = box
            tags.add("box at the end" if part.heads_first else "box between body and head")
    return replace(part, insets=tuple(insets), tail=tail, tags=frozenset(tags))


def caption(desk: Desk, text: str, optional: bool) -> tuple[Block, ...]:
    """A caption with who took the picture, on one line or two."""
    text = desk.rng.choice(["", "", "图为", "▲"]) + text.removeprefix("图为")
    printed = desk.rng.choice(CAPTIONS).format(t=text, b=text.rstrip("。"), n=desk.reporter())
    return tuple(Block("caption", line, optional=optional) for line in desk.style.form(printed).split("|"))


# --- small news


def _small(desk: Desk, headline: str, blocks: tuple[Block, ...], tag: str) -> Part:
    return Part(
        id=desk.next_id(),
        story="",
        heads={"headline": (headline,)},
        accepted=(headline,),
        blocks=blocks,
        heads_first=desk.style.heads_first,
        widths=desk.columns(sum(len(b.text) for b in blocks)),
        seed=desk.rng.randrange(1 << 30),
        tags=frozenset({tag}),
    )


def picture_news(desk: Desk) -> Part:
    """A picture with a headline and a caption that is all of its text."""
    headline, text = (desk.style.form(t) for t in desk.photos.pop())
    blocks = caption(desk, text, optional=False)
    if desk.rng.random() < 0.4:
        blocks = (Block("section", desk.rng.choice(furniture()["photo_names"]), optional=True), *blocks)
    return _small(desk, headline, blocks, "picture news")


def short_news(desk: Desk) -> Column:
    """Three to six small articles under one name; where items are run in, one may also take them for one article."""
    rng, form = desk.rng, desk.style.form
    shapes: list[Form] = ["plain", "bullet", "bracket"]
    shape = rng.choices(shapes, weights=[4, 2, 2])[0]
    column = None if shape == "plain" else desk.next_id()
    mark = rng.choice("◆■●▲★") if shape == "bullet" else ""
    byline = "本报讯（{} {}）" if shape == "plain" and rng.random() < 0.4 else ""
    parts = []
    for _ in range(rng.choice([3, 4, 5, 6])):
        headline, text = desk.short.pop()
        text = byline.format(rng.choice(["记者", "通讯员"]), desk.reporter()) + text
        part = _small(desk, form(headline), (Block("body", form(text)),), f"short news, {shape}")
        parts.append(replace(part, heads_first=True, column=column, mark=mark))
    return Column(form(rng.choice(furniture()["brief_names"])), shape, tuple(parts))


def one_line_news(desk: Desk) -> Part:
    """Items without headlines of their own: one article."""
    rng, form = desk.rng, desk.style.form
    mark, name = rng.choice("◆■●▲★·"), form(rng.choice(furniture()["oneline_names"]))
    blocks = [Block("body", form(mark + desk.short.pop()[1])) for _ in range(rng.choice([4, 5, 6]))]
    if rng.random() < 0.4:
        line = rng.choice(["（本报综合整理）", "（本报记者）", "（记者 {}）"]).format(desk.reporter())
        blocks.append(Block("byline", form(line)))
    return _small(desk, name, tuple(blocks), "one-line news")
