"""Blocks of a page to its articles: which text goes on in which, and which heading each begins under.

Every text block goes on from one other block, or begins under one heading, or stands at the beginning without one.
All these are scored (``page_links``) and the assignment with the best total is taken. So a block that fits only one
place takes it, and the others make do with the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.ingest.page.overlap import bigrams
from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.heads import Heading
from kg.ingest.pdf.links import NEVER, View, halves, link, start, view_of
from kg.ingest.pdf.printed_page import Box

_ALONE = -1.5  # begins without a heading


@dataclass(frozen=True, slots=True)
class Part:
    """A block of text, or a subhead, and how sure it is that it belongs where it stands, 0 to 1."""

    block: Block | Heading
    score: float


@dataclass(slots=True)
class Flow:
    """One article: its heading, its parts in reading order, and the captions of its pictures."""

    heading: Heading | None
    score: float
    parts: list[Part]
    captions: list[tuple[Block, float]] = field(default_factory=list)

    @property
    def boxes(self) -> list[Box]:
        """Where it stands."""
        return [part.block.box for part in self.parts] + ([self.heading.box] if self.heading else [])


def flows(
    texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box], pictures: Sequence[Box]
) -> tuple[list[Flow], list[Heading]]:
    """Put the blocks of a page together to articles.

    Returns:
        The articles, from top to bottom and left to right, and the headings that are no article's.
    """
    if not texts:
        return [], list(found)
    view = view_of(texts, found, rules, pictures)
    before, sure = _predecessors(view)
    count = len(texts)
    after = {a: b for b, a in before.items() if a < count}
    out: list[Flow] = []
    owner: dict[int, Flow] = {}
    for n in range(count):
        if before.get(n, count) < count:
            continue
        chain = [n]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        heading = found[before[n] - count] if n in before else None
        flow = Flow(heading, sure[n] if heading else 0.0, [Part(texts[m], sure[m]) for m in chain])
        out.append(flow)
        owner |= dict.fromkeys(chain, flow)
    used = {id(f.heading) for f in out}
    left = [h for h in found if id(h) not in used]
    left = [h for h in left if not _taken_in(view, h, owner)]
    out.sort(key=lambda f: (min(b.top for b in f.boxes), min(b.left for b in f.boxes)))
    return out, left


def _predecessors(view: View) -> tuple[dict[int, int], list[float]]:
    """Choose what each text goes on from.

    Returns:
        For each text the number of the other text, or of its heading counted on from the texts; and how sure each is.
    """
    count, heads = len(view.texts), len(view.headings)
    scores = np.full((count, count + heads + count), NEVER)
    for n in range(count):
        for m in range(count):
            if n != m:
                scores[n, m] = link(view, m, n)
        for k in range(heads):
            scores[n, count + k] = start(view, k, n)
        scores[n, count + heads + n] = _ALONE
    before = _best(scores, count, heads)
    while ring := _ring(before, count):
        weakest = min(ring, key=lambda n: (scores[n, before[n]], n))
        scores[weakest, before[weakest]] = NEVER
        before = _best(scores, count, heads)
    sure = []
    for n in range(count):
        chosen = before.get(n, count + heads + n)
        rival = max(float(s) for m, s in enumerate(scores[n]) if m != chosen)
        sure.append(round(1 / (1 + math.exp((rival - float(scores[n, chosen])) / 1.5)), 3))
    return before, sure


def _best(scores: np.ndarray, count: int, heads: int) -> dict[int, int]:
    rows, columns = linear_sum_assignment(-scores)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {n: m for n, m in pairs if m < count + heads and scores[n, m] > NEVER / 2}


def _ring(before: dict[int, int], count: int) -> list[int]:
    """Return texts that go on from each other in a circle, or []."""
    for n in before:
        seen = [n]
        while (m := before.get(seen[-1], count)) < count:
            if m in seen:
                return seen[seen.index(m) :]
            seen.append(m)
    return []


def _taken_in(view: View, h: Heading, owner: dict[int, Flow]) -> bool:
    """Put a heading that no article begins under into the article it stands in; say whether there is one."""
    em = view.em
    below = [
        n
        for n, b in enumerate(view.texts)
        if -0.6 * b.size <= b.box.top - h.box.bottom < 3 * em and _in_column(h, b) and b.region == h.region
    ]
    above = [
        n
        for n, b in enumerate(view.texts)
        if -0.6 * b.size <= h.box.top - b.box.bottom < 3 * em and _in_column(h, b) and b.region == h.region
    ]
    for flow in {id(f): f for f in owner.values()}.values():
        its = flow.heading
        if its and halves(h, its) and any(owner[n] is flow for n in below):
            blocks = tuple(sorted((*its.blocks, *h.blocks), key=lambda b: (round(b.box.top), b.box.left)))
            flow.heading = replace(its, blocks=blocks)
            return True
    if below:
        n = min(below, key=lambda n: (view.texts[n].box.top, view.texts[n].box.left))
        _insert(owner[n], view.texts[n], h, 0)
        return True
    if above:
        n = max(above, key=lambda n: (view.texts[n].box.bottom, -view.texts[n].box.left))
        _insert(owner[n], view.texts[n], h, 1)
        return True
    return False


def _in_column(h: Heading, b: Block) -> bool:
    return min(h.box.right, b.right) - max(h.box.left, b.left) > 0.4 * min(h.box.width, b.right - b.left)


def _insert(flow: Flow, block: Block, h: Heading, step: int) -> None:
    at = next(n for n, part in enumerate(flow.parts) if part.block is block)
    flow.parts.insert(at + step, Part(h, flow.parts[at].score))


def give_captions(found: Sequence[Flow], captions: Sequence[Block], pictures: Sequence[Box], em: float) -> list[Block]:
    """Give each caption to the article whose texts stand around its picture, and return those that have none."""
    left: list[Block] = []
    for caption in captions:
        picture = min(pictures, key=lambda p: _distance(p, caption.box), default=caption.box)
        area = Box(
            min(picture.left, caption.box.left),
            min(picture.top, caption.box.top),
            max(picture.right, caption.box.right),
            max(picture.bottom, caption.box.bottom),
        )
        ranked = sorted(
            ((_nearness(flow, area, caption, em), n) for n, flow in enumerate(found)),
            key=lambda pair: (-pair[0], pair[1]),
        )
        if not ranked or ranked[0][0] < -12:
            left.append(caption)
            continue
        rival = ranked[1][0] if len(ranked) > 1 else -20.0
        found[ranked[0][1]].captions.append((caption, round(1 / (1 + math.exp((rival - ranked[0][0]) / 3)), 3)))
    return left


def give_jumps(found: Sequence[Flow], jumps: Sequence[Block]) -> list[Block]:
    """Put each line that an article goes on from another page (上接1版) before the article below it.

    Returns:
        The lines that stand over no article.
    """
    left: list[Block] = []
    for jump in jumps:
        tops = [flow.heading.box if flow.heading else flow.parts[0].block.box for flow in found]
        near = [(_distance(jump.box, top), n) for n, top in enumerate(tops) if top.bottom > jump.box.top]
        if near and min(near)[0] < 6 * jump.size:
            found[min(near)[1]].parts.insert(0, Part(jump, 1.0))
        else:
            left.append(jump)
    return left


def _nearness(flow: Flow, area: Box, caption: Block, em: float) -> float:
    blocks = [part.block for part in flow.parts] + ([flow.heading] if flow.heading else [])
    distance = min(_distance(b.box, area) for b in blocks) / em
    around = sum(1 for b in blocks if _distance(b.box, area) < 3 * em)
    extent = _extent([b.box for b in blocks])
    inside = extent.shared_width(area) * extent.shared_height(area) / max(1.0, area.width * area.height)
    words = bigrams(caption.text)
    own = frozenset[str]().union(*(bigrams(b.text) for b in blocks))
    shared = len(words & own) / len(words) if words else 0.0
    other_region = 6.0 if blocks[0].region != caption.region else 0.0
    return 6 * inside + min(around, 4) - distance + 8 * shared - other_region


def _extent(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )


def _distance(a: Box, b: Box) -> float:
    x = max(a.left - b.right, b.left - a.right, 0.0)
    y = max(a.top - b.bottom, b.top - a.bottom, 0.0)
    return math.hypot(x, y)
