"""How well two blocks of a page follow on each other, and how well a block begins under a heading.

The scores are in one made-up unit; they look at where blocks stand, at the last and first lines, and at words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.ingest.lines import FINAL
from kg.ingest.page.overlap import bigrams
from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.heads import Heading, is_ruled_off, is_subhead_like, roofs, with_subheads
from kg.ingest.pdf.printed_bylines import is_byline
from kg.ingest.pdf.printed_page import Box
from kg.ingest.pdf.rules import partings
from kg.ingest.words import pattern

NEVER = -50.0


@dataclass(frozen=True, slots=True)
class View:
    """The text blocks and headings of a page, and what is asked of all of them."""

    texts: tuple[Block, ...]
    headings: tuple[Heading, ...]
    rules: tuple[Box, ...]  # between articles
    pictures: tuple[Box, ...]
    indents: bool  # paragraphs begin with an indent
    em: float
    pairs: dict[str, int]  # how often two characters stand together on this page
    roofs: dict[int, int]  # numbers of headings over texts


def view_of(texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box], pictures: Sequence[Box]) -> View:
    """Look at a page as a whole: whether paragraphs are set in, which heading stands over which text."""
    firsts = indented = 0
    for b in texts:
        for above, line in zip(b.lines, b.lines[1:], strict=False):
            if FINAL.search(above.text) and above.box.right < b.right - 1.5 * b.size:
                firsts += 1
                indented += line.box.left > b.left + 0.8 * b.size
    pairs: dict[str, int] = {}
    for b in texts:
        for line in b.lines:
            for a, c in zip(line.text, line.text[1:], strict=False):
                pairs[a + c] = pairs.get(a + c, 0) + 1
    sizes = sorted(b.size for b in texts)
    return View(
        tuple(texts),
        tuple(found),
        tuple(partings(rules, with_subheads(texts, found))),
        tuple(pictures),
        indented * 2 >= firsts,
        sizes[len(sizes) // 2],
        pairs,
        roofs(texts, found, rules),
    )


def begins_indented(b: Block) -> bool:
    """Say whether the first line of a block is set in."""
    return b.lines[0].box.left > b.left + 0.8 * b.size


def _full(b: Block) -> bool:
    return b.lines[-1].box.right >= b.right - 1.3 * b.size


def link(view: View, m: int, n: int) -> float:
    """Score that text ``n`` goes on where text ``m`` ends."""
    a, b = view.texts[m], view.texts[n]
    place = _place(view, m, n)
    if place <= NEVER:
        return NEVER
    return place + _seam(view, a, b)


def _seam(view: View, a: Block, b: Block) -> float:
    """Score the last line of ``a`` with the first line of ``b``."""
    last, first = a.lines[-1].text, b.lines[0].text
    closed = bool(FINAL.search(last))
    indented = begins_indented(b)
    score = 0.0
    if pattern("opening").match(first) and not is_byline(first):
        score -= 4.0
    if pattern("jump-on-closing").search(last) or pattern("jump-on").fullmatch(last):
        score -= 5.0
    if pattern("jump-from").fullmatch(first):
        score -= 5.0
    if pattern("byline-closing").search(last) or is_byline(last):
        score -= 3.0
    if abs(a.size - b.size) > 0.05 * max(a.size, b.size):
        score -= 3.0
    if a.lines[0].font != b.lines[0].font:
        score -= 1.0
    if not closed and _full(a):
        score += (-3.0 if view.indents else 0.0) if indented else 3.0
        if view.pairs.get(last[-1] + first[0], 0):
            score += 0.7
    elif indented or not view.indents:
        score += 0.5
    else:
        score += -0.7 if _full(a) else -3.0
    return score


def _place(view: View, m: int, n: int) -> float:
    """Score where text ``n`` stands, seen from text ``m``."""
    a, b = view.texts[m], view.texts[n]
    em = max(a.size, b.size)
    x, y = a.box, b.box
    score = 0.0 if a.region == b.region else -5.0
    shared = min(a.right, b.right) - max(a.left, b.left)
    if shared > 0.3 * min(a.right - a.left, b.right - b.left):
        if y.top < x.bottom - 0.5 * em:
            return NEVER
        between = Box(max(a.left, b.left), x.bottom - 0.3 * em, min(a.right, b.right), y.top + 0.3 * em)
        if any(c is not a and c is not b and c.region == b.region and _meets(c.box, between, em) for c in view.texts):
            return NEVER
        score += 1.8 - 0.08 * max(0.0, (y.top - x.bottom) / em - 1)
        score += 2.5 if view.roofs.get(m, -1) == view.roofs.get(n, -2) else 0.0
        if abs(a.left - b.left) > em or abs(a.right - b.right) > em:
            score -= 0.8
        score += sum(
            _parting(h, a, b) for h in view.headings if h.region == b.region and _meets(h.box, between, 0.5 * em)
        )
        score -= 5.0 * any(
            r.width > r.height
            and between.top <= r.middle[1] <= between.bottom
            and between.shared_width(r) > 0.5 * between.width
            for r in view.rules
        )
        return score
    if b.left >= a.right - 0.6 * em:
        gap = (b.left - a.right) / em
        score += 1.2 - 0.15 * max(0.0, gap - 3.0)
        if gap > 3.5 and any(
            c.left >= a.right - em
            and c.right <= b.left + em
            and c.box.shared_height(Box(0, min(x.top, y.top), 1, max(x.bottom, y.bottom))) > em
            for c in view.texts
            if c is not a and c is not b and c.region == b.region
        ):
            score -= 2.0
        roof = view.roofs.get(n)
        if roof is None or roof != view.roofs.get(m):
            if y.top > x.bottom + em:
                score -= 2.0
            if y.bottom < x.top - em:
                if gap > 4 or x.top - y.bottom > 25 * em:
                    return NEVER
                score -= 2.0
            elif gap > 30:
                return NEVER
        if _stacked_on(view, n, above=True):
            score -= 2.0
        if _stacked_on(view, m, above=False):
            score -= 1.5
        score += _roof(view, m, n)
        if any(
            r.height > r.width
            and a.right - em <= r.middle[0] <= b.left + em
            and r.top < min(x.bottom, y.bottom)
            and r.bottom > max(x.top, y.top)
            for r in view.rules
        ):
            score -= 3.0
        return score
    if b.right <= a.left + 0.6 * em and y.top >= x.bottom - em:
        roof = view.roofs.get(n)
        if roof is not None and roof != view.roofs.get(m):
            return NEVER
        return score - (0.5 if roof is not None else 3.0)
    return NEVER


def _meets(box: Box, other: Box, least: float) -> bool:
    return box.shared_width(other) > min(least, 0.5 * box.width) and box.shared_height(other) > min(
        0.2 * least, 0.5 * box.height
    )


def _parting(h: Heading, a: Block, b: Block) -> float:
    """Score a heading that stands between two blocks of one column: a subhead parts little, a headline much."""
    em = b.size
    if is_subhead_like(h, b) or is_subhead_like(h, a):
        return -0.2
    return -3.0 if h.size < 1.4 * em and len(h.blocks) == 1 else -6.0


def _stacked_on(view: View, n: int, *, above: bool) -> bool:
    """Say whether another text of its column touches text ``n`` from above or below, or stands under its heading."""
    b = view.texts[n]
    em = b.size
    for m, c in enumerate(view.texts):
        if m == n or c.region != b.region or min(c.right, b.right) - max(c.left, b.left) < 2 * em:
            continue
        gap = b.box.top - c.box.bottom if above else c.box.top - b.box.bottom
        same = view.roofs.get(m, -1) == view.roofs.get(n, -2)
        if is_ruled_off(*((c, b) if above else (b, c)), view.rules):
            continue
        if -0.5 * em < gap < (30.0 if same else 2.5) * em:
            return True
    return False


def _roof(view: View, n: int, m: int) -> float:
    """Score the headings over two blocks side by side, the left one ``n``: the same one ties them, two part them."""
    over_a, over_b = view.roofs.get(n), view.roofs.get(m)
    if over_b is None:
        return 0.0
    if over_a == over_b:
        return 2.5
    if over_a is None:
        return -2.5
    return -1.0 if halves(view.headings[over_a], view.headings[over_b]) else -4.5


def halves(h: Heading, other: Heading) -> bool:
    """Say whether two headings may be the halves of one, torn at a blank that stands over a column's edge."""
    alike = abs(h.size - other.size) < 0.04 * h.size and h.main.lines[0].font == other.main.lines[0].font
    return h is not other and alike and not h.brief and abs(h.main.box.top - other.main.box.top) < 0.2 * h.size


def start(view: View, k: int, n: int) -> float:
    """Score that an article begins under heading ``k`` with text ``n``."""
    h, b = view.headings[k], view.texts[n]
    roofed = view.roofs.get(n) == k
    em = b.size
    box = h.box
    score = 0.0 if h.region == b.region else -4.0
    if view.indents and not begins_indented(b):
        score -= 2.0
    if is_byline(b.text):
        score -= 3.0
    elif pattern("opening").match(b.lines[0].text):
        score += 1.5
    if is_subhead_like(h, b):
        score -= 3.0 if view.roofs.get(n) is not None else 1.0
    else:
        score += 1.0
        found = bigrams(h.text)
        if found:
            score += 3.0 * len(found & bigrams(b.text)) / len(found)
    if h.vertical:
        if not roofed:
            return NEVER
        lefter = any(
            c.right <= b.left + em and view.roofs.get(m) == k and c.box.shared_height(b.box) > em
            for m, c in enumerate(view.texts)
        )
        return score + 2.5 - (3.0 if lefter else 0.0) - 0.1 * max(0.0, b.box.top - box.top) / em
    if b.box.top >= box.bottom - 0.6 * em:
        if not roofed and min(box.right, b.right) - max(box.left, b.left) < 0.3 * min(box.width, b.right - b.left):
            return NEVER
        score += 0.5 if roofed else -1.0
        between = Box(max(box.left, b.left), box.bottom, min(box.right, b.right), b.box.top)
        if any(c is not b and c.region == b.region and _meets(c.box, between, em) for c in view.texts):
            return NEVER
        for other in view.headings:
            if other is not h and other.region == b.region and _meets(other.box, between, 0.5 * em):
                score -= 3.0 if other.size > 1.35 * em else 1.0
        score += 2.5 - 0.15 * (b.box.top - box.bottom) / em
        lefter = any(
            c.right <= b.left + em and view.roofs.get(m) == k and c.box.top < b.box.top + 4 * em
            for m, c in enumerate(view.texts)
            if m != n
        )
        return score - (1.5 if lefter else 0.0)
    beside = b.box.shared_height(box) > 0.5 * min(box.height, b.box.height)
    if beside and h.size > 1.35 * em and 0 <= b.left - box.right + em <= 5 * em:
        return score + 0.5
    return NEVER
