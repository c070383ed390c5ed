"""Short articles under one label (民生快报) on a printed page: their heads look like subheads, and are headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.heads import Heading, aside, is_subhead_like
from kg.ingest.pdf.printed_page import Box

_LABEL = 8  # characters of the longest label


def with_briefs(
    texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box]
) -> tuple[list[Heading], list[Heading]]:
    """Tell apart the labels (民生快报) over several short articles, whose headlines look like subheads.

    Under a headline an article begins with text; under a label, with the first of several small heads.

    Returns:
        The headings without the labels, those of the short articles marked; and the labels.
    """
    labels: set[int] = set()
    briefs: set[int] = set()
    for k, label in enumerate(found):
        if label.vertical or len(label.blocks) > 1 or len(label.text) > _LABEL:
            continue
        members = _under_label(label, texts, found, rules)
        if len(members) > 1:
            labels.add(k)
            briefs |= {m for m, h in enumerate(found) if h in members}
    kept = [replace(h, brief=m in briefs) for m, h in enumerate(found) if m not in labels]
    return kept, [h for k, h in enumerate(found) if k in labels]


def _under_label(
    label: Heading, texts: Sequence[Block], found: Sequence[Heading], rules: Sequence[Box]
) -> list[Heading]:
    """Return the small heads under a label, or none where text comes before the first of them."""
    box = label.box
    below = [b for b in texts if b.region == label.region and b.box.top > box.bottom]
    headed = [(h, b) for h in found for b in below if h is not label and is_subhead_like(h, b) and _heads(h, b)]
    headed = [(h, b) for h, b in headed if h.size < 0.95 * label.size and h.box.top > box.bottom - 0.5 * b.size]
    reach = _reach_of_label(label, below, rules)
    top = [(h, b) for h, b in headed if h.box.top - box.bottom < 3.5 * b.size and _stands_in(b, reach)]
    if not top:
        return []
    first = min(b.left for _, b in top)
    lead = [b for b in below if _stands_in(b, reach) and b.left < first + b.size]
    if min(lead, key=lambda b: b.box.top) not in [b for _, b in top]:
        return []
    left, right = (first, max(b.right for _, b in top)) if reach == (box.left, box.right) else reach
    large = [o for o in found if o.region == label.region and o.size > 1.4 * top[0][1].size]
    walls = [o.box.top for o in large if o.box.left < right and o.box.right > left]
    walls += [r.top for r in rules if r.width > r.height and r.left < left + 25 and r.right > right - 25]
    floor = min((y for y in walls if y > max(h.box.bottom for h, _ in top)), default=1e9)
    members = [h for h, b in headed if b.left >= left - 5 and b.right <= right + 5 and h.box.top < floor]
    return sorted({id(h): h for h in members}.values(), key=lambda h: (h.box.top, h.box.left))


def _reach_of_label(label: Heading, below: Sequence[Block], rules: Sequence[Box]) -> tuple[float, float]:
    """Return from where to where a label stands over texts: as far as its frame or the rule under it, or its words."""
    box = label.box
    under = [
        r
        for r in rules
        if r.width > r.height
        and -0.3 * label.size < r.top - box.bottom < label.size
        and r.left < box.left
        and r.right > box.right
    ]
    if under:
        rule = min(under, key=lambda r: r.width)
        return rule.left, rule.right
    if label.region and below:
        return min(b.left for b in below), max(b.right for b in below)
    return box.left, box.right


def _stands_in(b: Block, reach: tuple[float, float]) -> bool:
    """Say whether a text stands, at least in part, between two places across the page."""
    return min(reach[1], b.right) - max(reach[0], b.left) > b.size


def _heads(h: Heading, b: Block) -> bool:
    """Say whether a small heading stands right over a text."""
    return -0.6 * b.size <= b.box.top - h.box.bottom < 2.5 * b.size and aside(h.box, b) == 0.0
