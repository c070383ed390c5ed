"""Heads of a page: which head blocks stand together as the kicker, headline and subtitle of one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.ingest.pdf.blocks import Block, around
from kg.ingest.pdf.printed_page import Box, Line
from kg.ingest.pdf.rules import partings


@dataclass(frozen=True, slots=True)
class Heading:
    """Head blocks that stand together, from top to bottom. The one set largest is the headline."""

    blocks: tuple[Block, ...]
    brief: bool = False  # small, but the headline of a short article among others under one label
    box: Box = field(init=False)  # the rectangle around them

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", around([line for block in self.blocks for line in block.lines]))

    @property
    def main(self) -> Block:
        """The headline."""
        return max(self.blocks, key=lambda b: (round(b.size, 1), -b.box.top))

    @property
    def size(self) -> float:
        """Size of the headline's type, in points."""
        return self.main.size

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(line.text for block in self.blocks for line in block.lines)

    @property
    def region(self) -> int:
        """Number of the frame around it."""
        return self.main.region

    @property
    def is_small(self) -> bool:
        """Whether it is a few lines of one size, as a subhead is."""
        return len(self.blocks) == 1 and len(self.main.lines) < 4

    @property
    def vertical(self) -> bool:
        """Whether its headline runs downwards."""
        return self.main.lines[0].vertical


def headings(heads: Sequence[Block], texts: Sequence[Block], rules: Sequence[Box]) -> list[Heading]:
    """Put head blocks together that stand close above each other, or side by side where they run downwards."""
    groups: list[list[Block]] = []
    for b in sorted(heads, key=lambda b: (b.box.top, b.box.left)):
        joined = [g for g in groups if any(_belong(a, b, texts, rules, heads) for a in g)]
        merged = [block for g in joined for block in g] + [b]
        groups = [g for g in groups if g not in joined] + [merged]
    found = [Heading(tuple(sorted(g, key=lambda b: (round(b.box.top, 1), b.box.left)))) for g in groups]
    return sorted(found, key=lambda h: (h.box.top, h.box.left))


def _belong(a: Block, b: Block, texts: Sequence[Block], rules: Sequence[Box], heads: Sequence[Block]) -> bool:
    if a.region != b.region:
        return False
    x, y = a.box, b.box
    larger, smaller = max(a.size, b.size), min(a.size, b.size)
    if a.lines[0].vertical or b.lines[0].vertical:
        gap = max(x.left - y.right, y.left - x.right, 0.0)
        both = a.lines[0].vertical and b.lines[0].vertical
        shared = min(x.bottom, y.bottom) - max(x.top, y.top)
        if both:
            return gap <= 1.6 * smaller and shared > -2 * smaller
        level = a if b.lines[0].vertical else b
        if level.size > 0.6 * larger:
            return False  # the headline of another article beside one that runs downwards
        return gap <= 1.3 * smaller and shared > 0.5 * min(x.height, y.height)
    if x.shared_height(y) > 0.5 * min(x.height, y.height):  # side by side: pieces of one line
        gap = max(x.left - y.right, y.left - x.right)
        return gap <= 1.2 * smaller and larger < 1.1 * smaller and _covered(x, y, heads)
    gap = max(y.top - x.bottom, x.top - y.bottom)
    shared = x.shared_width(y)
    touching = gap < 0.5 * larger and larger > 1.15 * smaller and shared > smaller
    if gap > 0.75 * larger or not (touching or shared >= 0.5 * min(x.width, y.width)):
        return False
    lower, upper = (y, x) if y.top > x.top else (x, y)
    for t in texts:
        between = t.box.top >= upper.bottom - 1 and t.box.bottom <= lower.top + 1
        if between and min(t.box.shared_width(x), t.box.shared_width(y)) > 0:
            return False
        beside = t.box.shared_height(lower) > 0.5 * min(t.size, smaller)
        if beside and t.region == a.region and t.box.left < max(x.right, y.right) and t.box.right > min(x.left, y.left):
            return False
    return not any(
        r.width > r.height
        and upper.bottom - 1 <= r.top <= lower.top + 1
        and r.left < min(x.right, y.right)
        and r.right > max(x.left, y.left)
        for r in rules
    )


def _covered(x: Box, y: Box, heads: Sequence[Block]) -> bool:
    """Say whether another head stands over or under both of two pieces."""
    left, right = min(x.right, y.right), max(x.left, y.left)
    return any(
        h.box.left < left
        and h.box.right > right
        and max(h.box.top - x.bottom, x.top - h.box.bottom) < 0.75 * max(h.size, x.height)
        for h in heads
        if h.box not in (x, y)
    )


def lines_of(heading: Heading) -> list[Line]:
    """Return all lines of a heading, from top to bottom."""
    return [line for block in heading.blocks for line in block.lines]


def is_subhead_like(heading: Heading, column: Block) -> bool:
    """Say whether a heading may be a subhead: a small one that stands inside a column of text."""
    em = column.size
    inside = heading.box.left >= column.left - em and heading.box.right <= column.right + em
    small = heading.size <= 1.35 * em and heading.is_small
    return inside and small and not heading.vertical and not heading.brief


def with_subheads(texts: Sequence[Block], found: Sequence[Heading]) -> list[Block]:
    """Return texts and what may be subheads in them."""
    small = [h.main for h in found if h.is_small and not h.vertical]
    return [*texts, *(b for b in small if any(b.size <= 1.35 * t.size and aside(b.box, t) == 0.0 for t in texts))]


def roofs(texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box]) -> dict[int, int]:
    """Find for each text the heading it stands under or, where that runs downwards, beside.

    A heading may be set narrower than the columns below it. A text right below another text stands under the same
    heading. Subheads are passed over.

    Returns:
        Numbers of headings by numbers of texts.
    """
    near = _over(texts, found, rules, {}, 1.6)
    return _over(texts, found, rules, sides(texts, found, rules, near), 12.0)


def _over(
    texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box], beside: dict[int, int], reach: float
) -> dict[int, int]:
    known: dict[int, int] = {}
    for n in sorted(range(len(texts)), key=lambda n: (texts[n].box.top, texts[n].box.left)):
        b = texts[n]
        over = _nearest_text(texts, n)
        floor = texts[over].box.bottom if over is not None else 0.0
        heads = [(k, h) for k, h in enumerate(found) if _is_roof(h, b, floor, texts, found, rules)]
        if heads:
            best = min(heads, key=lambda kh: _roof_order(kh[1], b, texts, _top(b, found)))
            known[n] = best[0]
        elif over is not None and over in known and _follows(texts[over], b, found, rules, 1.6):
            known[n] = known[over]
        elif n in beside:
            known[n] = beside[n]
        elif over is not None and over in known and _follows(texts[over], b, found, rules, reach):
            known[n] = known[over]
    return known


def sides(
    texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box], over: dict[int, int]
) -> dict[int, int]:
    """Find for each text the downward heading that it stands beside, with only other such texts between them.

    Of the two sides of a heading its texts stand on the one where fewer stand under headings of their own (``over``).
    """
    known: dict[int, int] = {}
    for k, h in enumerate(found):
        if not h.vertical:
            continue
        band = Box(-1e6, h.box.top, 1e6, h.box.bottom)
        walls = [o.box for o in found if o is not h and o.region == h.region and not o.is_small]
        walls += [r for r in partings(rules, with_subheads(texts, found)) if r.height > r.width]
        by_side: dict[bool, list[int]] = {False: [], True: []}
        for n, b in enumerate(texts):
            if b.region != h.region or b.box.shared_height(band) < 0.3 * min(b.box.height, h.box.height):
                continue
            left, right = sorted(((b.left + b.right) / 2, h.box.middle[0]))
            between = Box(left, max(b.box.top, h.box.top), right, min(b.box.bottom, h.box.bottom))
            if not any(w.shared_height(between) > 0.5 * between.height and left < w.middle[0] < right for w in walls):
                by_side[b.left > h.box.middle[0]].append(n)
        side = min(by_side, key=lambda side: (-_free(texts, by_side[side], over, h), not side))
        for n in by_side[side]:
            if n not in over and (n not in known or aside(h.box, texts[n]) < aside(found[known[n]].box, texts[n])):
                known[n] = k
    for n in [*range(len(texts)), *reversed(range(len(texts)))]:  # columns reach beyond the heading up and down
        if n not in known:
            near = [m for m in known if _touches(texts[m], texts[n]) and texts[m].region == texts[n].region]
            if (
                near
                and not is_ruled_off(texts[min(near)], texts[n], rules)
                and not is_ruled_off(texts[n], texts[min(near)], rules)
            ):
                known[n] = known[min(near)]
    return known


def _free(texts: Sequence[Block], numbers: Sequence[int], over: dict[int, int], h: Heading) -> int:
    """Count the lines of the texts next to a heading that stand under no other, less those that do."""
    least = min((aside(h.box, texts[n]) for n in numbers), default=0.0)
    next_to = [n for n in numbers if aside(h.box, texts[n]) < least + 3 * texts[n].size]
    return sum(-len(texts[n].lines) if n in over else len(texts[n].lines) for n in next_to)


def _touches(a: Block, b: Block) -> bool:
    gap = max(a.box.top - b.box.bottom, b.box.top - a.box.bottom)
    return gap < 3 * b.size and min(a.right, b.right) - max(a.left, b.left) > 0.7 * min(
        a.right - a.left, b.right - b.left
    )


def is_ruled_off(above: Block, below: Block, rules: Sequence[Box]) -> bool:
    """Say whether a level rule stands between two texts of one column."""
    return any(
        r.width > r.height
        and above.box.bottom - 1 <= r.middle[1] <= below.box.top + 1
        and min(r.right, below.right) - max(r.left, below.left) > 0.5 * (below.right - below.left)
        for r in rules
    )


def _top(b: Block, found: Sequence[Heading]) -> float:
    """Return where a text begins, with the subhead right over it."""
    over = (
        h.box.top for h in found if not h.brief and is_subhead_like(h, b) and 0 <= b.box.top - h.box.bottom < b.size
    )
    return min(over, default=b.box.top)


def _roof_order(h: Heading, b: Block, texts: Sequence[Block], top: float) -> tuple[bool, bool, float, float]:
    """Order the headings that may stand over a text: over it, over texts that begin level with it, lowest, nearest."""
    away = aside(h.box, b)
    level = any(abs(t.box.top - top) < 0.3 * b.size and t is not b and aside(h.box, t) == 0 for t in texts)
    return away > 0, not level, -h.box.bottom if away == 0 else 0.0, away


def _follows(above: Block, below: Block, found: Sequence[Heading], rules: Sequence[Box], reach: float) -> bool:
    """Say whether one text stands at most ``reach`` ems below another, subheads not counted, and no rule between."""
    gap = below.box.top - above.box.bottom
    for h in found:
        if (
            above.box.bottom - below.size < h.box.top
            and h.box.bottom < below.box.top + below.size
            and is_subhead_like(h, below)
        ):
            gap -= h.box.height + 1.5 * below.size
    return gap < reach * below.size and not is_ruled_off(above, below, rules)


def _nearest_text(texts: Sequence[Block], n: int) -> int | None:
    b = texts[n]
    above = [
        m
        for m, c in enumerate(texts)
        if m != n
        and c.region == b.region
        and c.box.bottom <= b.box.top + 0.5 * b.size
        and c.box.top < b.box.top
        and min(c.right, b.right) - max(c.left, b.left) > b.size
    ]
    return max(above, key=lambda m: (texts[m].box.bottom, -m)) if above else None


def aside(box: Box, b: Block) -> float:
    """Return how far a box stands to the left or right of a text's column, or 0."""
    return max(0.0, box.left - b.right, b.left - box.right)


def _is_roof(
    h: Heading, b: Block, floor: float, texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box]
) -> bool:
    em = b.size
    box = h.box
    if h.vertical or h.region != b.region or is_subhead_like(h, b):
        return False
    if box.bottom > b.box.top + 0.6 * em or box.top < floor - 0.6 * em:
        return False
    if aside(box, b) == 0.0 and min(box.right, b.right) - max(box.left, b.left) > em:
        return True
    if h.brief or (len(h.blocks) == 1 and h.size <= 1.35 * em):
        return False
    left, right = (box.right, b.left) if b.left > box.right else (b.right, box.left)
    if left > right:
        left, right = (b.left + b.right) / 2 - em, (b.left + b.right) / 2 + em
    between = Box(left - em, box.top, right + em, box.bottom)
    if _top(b, found) - box.bottom > 4 * em or aside(box, b) > 40 * em:
        return False
    others = [t.box for t in texts if t is not b and t.region == b.region]
    others += [o.box for o in found if o is not h and o.region == b.region]
    if any(o.shared_width(between) > 0.5 * em and o.shared_height(between) > 0.3 * em for o in others):
        return False
    return not any(
        (r.height > r.width and left < r.middle[0] < right and r.shared_height(between) > 0.5 * box.height)
        or (
            r.width > r.height
            and box.bottom - em < r.middle[1] < b.box.top + em
            and r.left < b.right - em
            and r.right > b.left + em
        )
        for r in rules
    )
