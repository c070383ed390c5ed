"""Which blocks of a page belong to no article: mastheads, editors, indexes, advertisements; and which are captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.ingest.lines import FINAL
from kg.ingest.pdf.blocks import Block, around
from kg.ingest.pdf.printed_page import Box, Line, PrintedPage
from kg.ingest.words import pattern

_EDGE = 0.13  # share of the page's height at its top and foot where the paper speaks of itself
_ADVERT = 0.5  # share of a frame's lines that show an advertisement


@dataclass(frozen=True, slots=True)
class Sorted:
    """The blocks of a page by what they are, each in the order given."""

    heads: tuple[Block, ...]
    texts: tuple[Block, ...]
    captions: tuple[Block, ...]
    jumps: tuple[Block, ...]  # lines by themselves that say on which page an article began
    furniture: tuple[Block, ...]
    adverts: tuple[Block, ...]


def sort_out(page: PrintedPage, found: Sequence[Block], frames: Sequence[Box], em: float) -> Sorted:
    """Sort the blocks of a page.

    Args:
        page: the page.
        found: its blocks.
        frames: the page and its frames, as the blocks count them.
        em: the size of type that bodies are set in.
    """
    furniture = _furniture(page, found, em)
    adverts = _adverts(found, frames, em)
    rest = [b for b in found if id(b) not in furniture and id(b) not in adverts]
    jumps = {id(b) for b in rest if len(b.lines) == 1 and pattern("jump-from").fullmatch(b.text.strip())}
    rest = [b for b in rest if id(b) not in jumps]
    captions = {id(b) for b in rest if _is_caption(b, page, rest, em)}
    rest = [b for b in rest if id(b) not in captions]
    return Sorted(
        heads=tuple(b for b in rest if b.look == "head"),
        texts=tuple(b for b in rest if b.look == "text"),
        captions=tuple(b for b in found if id(b) in captions),
        jumps=tuple(b for b in found if id(b) in jumps),
        furniture=tuple(b for b in found if id(b) in furniture or (b.look == "small" and b in rest)),
        adverts=tuple(b for b in found if id(b) in adverts and id(b) not in furniture),
    )


def is_furniture(text: str) -> bool:
    """Say whether a line is page furniture by its wording alone."""
    stripped = text.strip()
    return any(pattern(name).fullmatch(stripped) for name in ("furniture", "masthead-line"))


def _furniture(page: PrintedPage, found: Sequence[Block], em: float) -> set[int]:
    """Return the ids of the blocks by which a page speaks of itself: by their wording, or by standing with such."""
    lines = [line for b in found for line in b.lines]
    if not lines:
        return set()
    extent = around(lines)
    top, foot = extent.top + _EDGE * page.height, extent.bottom - 0.06 * page.height
    known = {id(b) for b in found if all(is_furniture(line.text) for line in b.lines)}
    for b in found:  # a line of the page's head or foot, of which a part is known
        edge = b.box.bottom < top or b.box.top > foot
        if edge and len(b.lines) <= 6 and any(is_furniture(line.text) for line in b.lines) and b.look != "text":
            known.add(id(b))
        said = sum(1 for line in b.lines if is_furniture(line.text) or pattern("furniture-part").search(line.text))
        if edge and said * 2 >= len(b.lines) and b.size < 1.2 * em:
            known.add(id(b))
    head = _head_of_page(page, found, known, top, em)
    known |= {id(b) for b in found if b.box.bottom <= head + 0.3 * em}
    marks = [b for b in found if id(b) in known and (b.box.bottom < top or b.box.top > foot)]
    for b in found:
        if id(b) in known or len(b.lines) > 3 or (b.look == "text" and len(b.text) > 30):
            continue
        edge = b.box.bottom < top or b.box.top > foot
        if edge and any(m.box.shared_height(b.box) > 0.4 * min(m.box.height, b.box.height) for m in marks):
            known.add(id(b))
    return known


def _head_of_page(page: PrintedPage, found: Sequence[Block], known: set[int], top: float, em: float) -> float:
    """Return where the head of the page ends: at a rule across it with furniture above, and no text."""
    extent = around([line for b in found for line in b.lines])
    ends = 0.0
    for rule in page.rules:
        if rule.width < 0.75 * extent.width or rule.width < rule.height:
            continue
        y = rule.middle[1]
        over = [b for b in found if b.box.bottom <= y + 0.5 * em]
        running = any(b.look == "text" and len(b.lines) > 2 and FINAL.search(b.text) for b in over)
        limit = top if not any(b.size > 3.5 * em for b in over) else extent.top + 0.25 * page.height
        if over and y < limit and not running and any(id(b) in known for b in over):
            ends = max(ends, y)
    return ends


def _adverts(found: Sequence[Block], frames: Sequence[Box], em: float) -> set[int]:
    """Return the ids of the blocks in frames that advertise, list small notices, or show what stands on other pages."""
    out = {id(b) for b in found if len(b.lines) < 5 and all(_is_index(line.text) for line in b.lines)}
    for n in range(1, len(frames)):
        inside = [b for b in found if b.region == n]
        lines = [line for b in inside for line in b.lines]
        if not lines:
            continue
        running = sum(1 for line in lines if _is_running(line, frames[n], em))
        marked = sum(1 for line in lines if pattern("advert-line").search(line.text))
        index = sum(1 for line in lines if pattern("index-line").search(line.text))
        running = min(running, len(lines) - index)
        if (
            pattern("advert-title").fullmatch("".join(inside[0].text.split()))
            or pattern("index-title").search("".join(inside[0].text.split()))
            or ((marked or index) and (marked + index) * 4 >= len(lines) and running * 2 < len(lines))
        ):
            out |= {id(b) for b in inside}
    return out


def _is_index(text: str) -> bool:
    said = pattern("index-line").search(text) or pattern("index-title").search("".join(text.split()))
    return bool(said) and "。" not in text and not any(pattern(j).search(text) for j in ("jump-from", "jump-on"))


def _is_running(line: Line, frame: Box, em: float) -> bool:
    return bool(re.search("[，。]", line.text)) and len(line.text) > 12 and line.size < 1.3 * em


def _is_caption(b: Block, page: PrintedPage, found: Sequence[Block], em: float) -> bool:
    """Say whether a block is the caption of a picture that it stands close to."""
    if len(b.lines) > 6 or b.lines[0].vertical or b.size > 1.25 * em:
        return False
    near = [p for p in page.pictures if _is_close(p, b.box, 2.2 * em)]
    if not near:
        return False
    if pattern("picture-credit").search(b.text):
        return True
    around = [
        c for c in found if c.look == "text" and c is not b and len(c.lines) > 2 and _is_close(b.box, c.box, 5 * em)
    ]
    like_body = any(abs(c.size - b.size) < 0.03 * em and c.lines[0].font == b.lines[0].font for c in around)
    return bool(around) and not like_body and b.look != "head"


def _is_close(picture: Box, box: Box, reach: float) -> bool:
    below = -0.3 * reach <= box.top - picture.bottom <= reach or -0.3 * reach <= picture.top - box.bottom <= 0.5 * reach
    if below and picture.shared_width(box) > 0.6 * min(box.width, picture.width):
        return True
    beside = -0.3 * reach <= box.left - picture.right <= reach or -0.3 * reach <= picture.left - box.right <= reach
    return beside and picture.shared_height(box) > 0.6 * box.height
