"""Printed lines to blocks: stacks of lines of one column that nothing parts, and what each looks like.

A block is text (wrapped lines of the size that bodies are set in), a head (lines set larger, bolder or apart), or small
print. Nothing is decided here about articles.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from kg.ingest.lines import FINAL
from kg.ingest.pdf.printed_bylines import is_byline
from kg.ingest.pdf.printed_page import Box, Line, PrintedPage

Look = Literal["text", "head", "small"]

_PITCH = 2.3  # ems from line to line of one block, at most
_SAME = 0.06  # share by which sizes of one block may differ
_INDENT = (0.8, 2.8)  # ems


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand below each other. ``left`` and ``right`` are the edges of the column they stand in."""

    look: Look
    lines: tuple[Line, ...]
    left: float
    right: float
    region: int = 0  # number of the smallest frame around it, 0 for the page
    box: Box = field(init=False)  # the rectangle around its lines

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", around(self.lines))

    @property
    def size(self) -> float:
        """Size of its first line's type, in points."""
        return self.lines[0].size

    @property
    def text(self) -> str:
        """Its lines in one."""
        return "".join(line.text for line in self.lines)


def around(lines: Sequence[Line]) -> Box:
    """Return the rectangle around lines."""
    return Box(
        min(line.box.left for line in lines),
        min(line.box.top for line in lines),
        max(line.box.right for line in lines),
        max(line.box.bottom for line in lines),
    )


def body_size(lines: Sequence[Line]) -> float:
    """Return the size of type that bodies are set in: that of most characters in running lines, to half a point."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text) * (3 if re.search("[，。]", line.text) else 1)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


def regions(page: PrintedPage) -> list[Box]:
    """Return the page and the frames on it that hold text, larger ones first; a line belongs to the last that holds it.

    A tint behind a headline alone is none.
    """
    level = [line for line in page.lines if not line.vertical and not line.turned]
    body = body_size(level)
    held = [
        f.box
        for f in page.frames
        if f.box.height > 24
        and f.box.width > 40
        and any(line.size < 1.3 * body and f.box.holds(*line.box.middle) for line in level)
    ]
    kept: list[Box] = []
    for box in sorted(held, key=lambda b: (-b.width * b.height, b.top, b.left)):
        double = any(
            abs(box.left - k.left) < 8
            and abs(box.right - k.right) < 8
            and abs(box.top - k.top) < 8
            and abs(box.bottom - k.bottom) < 8
            for k in kept
        )
        if not double and any(box.holds(*line.box.middle) for line in page.lines):
            kept.append(box)
    return [Box(0.0, 0.0, page.width, page.height), *kept]


def region_of(box: Box, found: Sequence[Box]) -> int:
    """Return the number of the smallest region that holds the middle of ``box``."""
    x, y = box.middle
    return max((n for n, region in enumerate(found) if region.holds(x, y)), default=0)


def blocks(page: PrintedPage) -> list[Block]:
    """Cut the lines of a page into blocks, sorted from top to bottom; turned lines are in none."""
    lines = [line for line in page.lines if not line.turned]
    if not lines:
        return []
    found = regions(page)
    level = [line for line in lines if not line.vertical]
    body = body_size(level or lines)
    region = {id(line): region_of(line.box, found) for line in lines}
    level = _with_drop_caps(level, body)
    for line in level:
        region.setdefault(id(line), region_of(line.box, found))
    stacks = _stacks(level, page.rules, region)
    sizes = _text_sizes(stacks, body)
    stacks = [part for stack in stacks for part in _without_line_across(stack)]
    out: list[Block] = []
    for stack in stacks:
        out += _cut(stack, sizes, body, region[id(stack[0])])
    for column in _vertical_groups([line for line in lines if line.vertical]):
        box = around(column)
        look: Look = "text" if len(column) > 3 and column[0].size <= 1.2 * body else "head"
        out.append(Block(look, tuple(column), box.left, box.right, region[id(column[0])]))
    out = _with_columns([_reconsidered(b, out, body) for b in out])
    return sorted(out, key=lambda b: (round(b.box.top, 1), b.box.left, b.text))


def _with_drop_caps(lines: list[Line], body: float) -> list[Line]:
    """Put a large first character that stands beside the lines of its paragraph back in front of them."""
    caps = [line for line in lines if len(line.text) <= 2 and 1.7 * body <= line.size <= 5.5 * body]
    out = list(lines)
    for cap in caps:
        beside = [
            line
            for line in out
            if line is not cap
            and line.size < cap.size / 1.6
            and -0.3 * body <= line.box.left - cap.box.right <= 1.3 * body
            and line.box.middle[1] > cap.box.top - 0.3 * body
            and line.box.middle[1] < cap.box.bottom + 0.2 * body
        ]
        beside.sort(key=lambda line: line.box.top)
        if len(beside) < 2 or max(b.box.left for b in beside) - min(b.box.left for b in beside) > 0.5 * body:
            continue
        first = beside[0]
        if abs(first.box.top - cap.box.top) > 1.1 * first.size:
            continue
        out.remove(cap)
        for n, line in enumerate(beside):
            at = out.index(line)
            text = cap.text + line.text if n == 0 else line.text
            out[at] = replace(line, text=text, box=replace(line.box, left=cap.box.left))
    return out


def _stacks(lines: Sequence[Line], rules: Sequence[Box], region: dict[int, int]) -> list[list[Line]]:
    """Put each line below the one it goes on from, where both have no other such neighbour."""
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.left))
    tops = [line.box.top for line in ordered]
    below: dict[int, list[int]] = {}
    above: dict[int, list[int]] = {}
    level = [r for r in rules if r.width > r.height]
    for n, line in enumerate(ordered):
        size = line.size
        reach = ordered[n + 1 : bisect_right(tops, line.box.top + _PITCH * size)]
        nearest: list[int] = []
        for k, other in enumerate(reach, n + 1):
            if other.box.top - line.box.top < 0.6 * min(size, other.size):
                continue
            if not _overlap(line, other):
                continue
            if any(
                _overlap(ordered[m], other) and ordered[m].box.bottom <= other.box.top + 0.4 * size for m in nearest
            ):
                continue
            nearest.append(k)
        for k in nearest:
            below.setdefault(n, []).append(k)
            above.setdefault(k, []).append(n)
    after: dict[int, int] = {}
    for n, ks in below.items():
        for k in ks:
            a, b = ordered[n], ordered[k]
            alike = abs(a.size - b.size) <= _SAME * max(a.size, b.size) and region[id(a)] == region[id(b)]
            rivals = [m for m in ks if m != k and _rival(ordered[m], b)]
            others = [m for m in above[k] if m != n and _rival(ordered[m], a)]
            if alike and not rivals and not others and not _ruled(a, b, level):
                after[n] = k
    firsts = [n for n in range(len(ordered)) if n not in set(after.values())]
    stacks = []
    for n in firsts:
        stack = [ordered[n]]
        while n in after:
            n = after[n]
            stack.append(ordered[n])
        stacks.append(stack)
    return stacks


def _without_line_across(stack: list[Line]) -> list[list[Line]]:
    """Take a first line that sticks out of the column below off it: a subtitle or byline in the middle of columns."""
    if len(stack) < 3 or (FINAL.search(stack[0].text) and stack[0].font == stack[1].font):
        return [stack]
    first, column = stack[0].box, around(stack[1:])
    out = max(column.left - first.left, first.right - column.right)
    return [stack[:1], stack[1:]] if out > stack[0].size else [stack]


def _overlap(a: Line, b: Line) -> bool:
    """Say whether two lines share a column; a mark that hangs over its column's edge does not count."""
    narrow, size = min(a.box.width, b.box.width), min(a.size, b.size)
    if narrow < 3 * size and abs(a.box.left - b.box.left) < 2.7 * size and abs(a.size - b.size) <= _SAME * size:
        return True  # the last word of a paragraph, and the indent below it
    return a.box.shared_width(b.box) > max(min(0.7 * min(a.size, b.size), 0.5 * narrow), 0.3 * narrow)


def _rival(a: Line, b: Line) -> bool:
    """Say whether two lines stand side by side, so that a line across both belongs to neither column."""
    return a.box.shared_width(b.box) < 0.5 * min(a.size, b.size) and a.size > 0.8 * b.size


def _ruled(a: Line, b: Line, level: Sequence[Box]) -> bool:
    left, right = max(a.box.left, b.box.left), min(a.box.right, b.box.right)
    middle = (a.box.middle[1], b.box.middle[1])
    return any(middle[0] < r.middle[1] < middle[1] and r.left < right - 2 and r.right > left + 2 for r in level)


def _text_sizes(stacks: Sequence[Sequence[Line]], body: float) -> list[float]:
    """Return the sizes that running text is set in on this page."""
    sizes: Counter[float] = Counter()
    for stack in stacks:
        if len(stack) >= 3 and _is_running(stack):
            sizes[round(stack[0].size, 1)] += len(stack)
    return [s for s in sorted(sizes) if 0.72 * body <= s <= 1.6 * body] or [body]


def _is_running(stack: Sequence[Line]) -> bool:
    """Say whether lines are wrapped: most reach one right edge, and some end in the middle of a sentence."""
    right = max(line.box.right for line in stack)
    size = stack[0].size
    full = sum(1 for line in stack if line.box.right >= right - 1.6 * size)
    marks = sum(len(re.findall("[，。、；：]", line.text)) for line in stack)
    return full * 2 >= len(stack) and marks * 2 >= len(stack) and max(len(line.text) for line in stack) > 5


def _cut(stack: list[Line], sizes: Sequence[float], body: float, region: int) -> list[Block]:
    """Cut a stack where a line of it is a head inside the column, and say what each piece looks like."""
    size = stack[0].size
    box = around(stack)
    if len(stack) <= 4 and size > 1.1 * body and "。" not in "".join(line.text for line in stack):
        return [Block("head", tuple(stack), box.left, box.right, region)]
    textual = any(abs(size - s) <= _SAME * s for s in sizes)
    long = len(stack) >= 3 and size <= 1.6 * body and _is_running(stack)
    if not (textual or long):
        look: Look = "small" if size < 0.94 * body else "head"
        return [Block(look, tuple(stack), box.left, box.right, region)]
    bold = sum(line.bold for line in stack) * 2 > len(stack)
    if len(stack) <= 2 and bold and size >= 0.94 * body and not re.search("。|，$", stack[-1].text):
        return [Block("head", tuple(stack), box.left, box.right, region)]
    byline = is_byline(stack[0].text) and (len(stack) == 1 or _stands_apart(stack, box))
    if byline and len(stack) == 1:
        return [Block("head", tuple(stack), box.left, box.right, region)]
    if byline:
        top = Block("head", (stack[0],), stack[0].box.left, stack[0].box.right, region)
        return [top, *_cut(stack[1:], sizes, body, region)]
    fonts = Counter(line.font for line in stack)
    font = max(fonts, key=lambda f: (fonts[f], f))
    heads = [_is_inner_head(stack, n, box, bold, font) for n in range(len(stack))]
    texts = [line for line, head in zip(stack, heads, strict=True) if not head]
    edges = around(texts) if texts else box
    groups = groupby(zip(stack, heads, strict=True), key=lambda pair: pair[1])
    return [
        Block("head" if head else "text", tuple(line for line, _ in group), edges.left, edges.right, region)
        for head, group in groups
    ]


def _stands_apart(stack: Sequence[Line], box: Box) -> bool:
    """Say whether the first line of a stack stands apart from the paragraph below it."""
    first, second = stack[0], stack[1]
    return first.box.right < box.right - 1.6 * first.size or second.box.left > box.left + _INDENT[0] * second.size


def _reconsidered(b: Block, found: Sequence[Block], body: float) -> Block:
    """Take a line or two of text as a head where no longer text of the same size stands near."""
    if b.look != "text" or len(b.lines) > 3 or b.lines[0].vertical or b.size < 0.94 * body:
        return b
    if FINAL.search(b.text) or re.search("[，。]", b.lines[-1].text):
        return b
    for c in found:
        alike = c.look == "text" and len(c.lines) > 2 and abs(c.size - b.size) <= 0.03 * b.size and c.region == b.region
        gap = max(c.box.top - b.box.bottom, b.box.top - c.box.bottom)
        if (
            alike
            and len(b.lines) > 1
            and abs(c.left - b.left) < 0.4 * b.size
            and abs(c.right - b.box.right) < 0.7 * b.size
        ):
            return b  # the last words of a paragraph at the top of a column
        if alike and gap < 8 * b.size and _is_full_line(b, c):
            return b  # the first line of a paragraph at the foot of a column, under a subhead
        if alike and gap < 2.5 * b.size and c.box.left - 3 * b.size < b.box.left and b.box.right < c.box.right + b.size:
            return b
    return replace(b, look="head")


def _is_full_line(b: Block, column: Block) -> bool:
    """Say whether a single line fills a column of text of the same face, but for an indent."""
    indent = b.box.left - column.left
    alike = b.lines[0].font == column.lines[0].font and not b.lines[0].bold
    full = -0.4 * b.size < indent < _INDENT[1] * b.size and abs(column.right - b.box.right) < 0.7 * b.size
    return len(b.lines) == 1 and alike and full


def _is_inner_head(stack: Sequence[Line], n: int, box: Box, bold: bool, font: str) -> bool:
    """Say whether line ``n`` of a stack of text is a head: in another face, or centred, and a whole by itself."""
    line = stack[n]
    size = line.size
    if len(line.text) > 30 or FINAL.search(line.text.replace("？", "").replace("！", "")) or "。" in line.text:
        return False
    before = stack[n - 1] if n else None
    behind = stack[n + 1] if n + 1 < len(stack) else None
    left, right = line.box.left - box.left, box.right - line.box.right
    faced = (line.bold and not bold) or (line.font != font and len(line.text) > 1)
    if faced:
        run_in = behind is not None and right < 1.2 * size and behind.box.left - box.left < 0.5 * size
        return not (run_in and (line.bold == behind.bold if behind else False)) or line.bold
    ends = before is None or bool(FINAL.search(before.text)) or before.box.right < box.right - 1.6 * size
    begins = behind is None or behind.box.left > box.left + _INDENT[0] * size
    flush = left < 0.5 * size and right > 1.6 * size and behind is not None
    centred = left > 0.9 * size and right > 0.9 * size and abs(left - right) <= 0.8 * size
    if line.text.endswith(("，", "、", "；", "：")) or re.search("[！？…]”?$", line.text):
        return False
    as_first = _INDENT[0] * size < left < _INDENT[1] * size and right < 4 * size  # a paragraph of one line
    return ends and begins and (flush or (centred and not as_first))


def _vertical_groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Put columns of one downward headline together, in their order from right to left."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.box.left, line.box.top)):
        for group in groups:
            last = group[-1]
            near = last.box.left - line.box.right <= 1.1 * line.size
            alike = abs(last.size - line.size) <= _SAME * line.size
            if near and alike and last.box.shared_height(line.box) > 0.4 * min(last.box.height, line.box.height):
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _with_columns(found: Sequence[Block]) -> list[Block]:
    """Give a short block the edges of the column it stands in, as the longer blocks above and below it show them."""
    texts = [b for b in found if b.look == "text"]
    wide = [b for b in texts if len(b.lines) >= 3]
    out: list[Block] = []
    for b in found:
        if b.look != "text":
            out.append(b)
            continue
        fitting = [
            w
            for w in wide
            if w is not b
            and abs(w.size - b.size) <= _SAME * b.size
            and w.left - 0.6 * b.size <= b.left
            and (b.left <= w.left + _INDENT[1] * b.size or abs(b.right - w.right) < b.size)
            and b.right <= w.right + 0.6 * b.size
            and w.region == b.region
        ]
        if fitting and len(b.lines) < 3:
            best = min(fitting, key=lambda w: (_apart(w, b), w.box.top))
            out.append(replace(b, left=min(b.left, best.left), right=max(b.right, best.right)))
        else:
            out.append(b)
    return out


def _apart(a: Block, b: Block) -> float:
    return max(0.0, a.box.top - b.box.bottom, b.box.top - a.box.bottom) + abs(a.left - b.left) * 0.1
