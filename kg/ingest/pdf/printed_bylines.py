"""Bylines on a printed page: lines of their own under a headline or at the end of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.ingest.pdf.printed_page import Box, Line
from kg.ingest.words import pattern

_WIDEST = 2.5  # ems between two words of one byline
_LEVEL = 0.05  # ems by which their baselines may differ


def is_byline(text: str) -> bool:
    """Say whether a line is a byline by its wording: □ 记者 步云飞, （通讯员 言午）."""
    return any(pattern(name).fullmatch(text.strip()) for name in ("byline-printed", "byline-closing"))


def with_whole_bylines(lines: Sequence[Line], walls: Sequence[Box]) -> list[Line]:
    """Join the pieces of a byline that was torn where a blank of it stands over the room between two columns.

    Args:
        lines: of one page, sorted from top to bottom and left to right; so is what is returned.
        walls: upright rules and sides of frames, which no line crosses.
    """
    out: list[Line] = []
    for line in lines:
        at = next((n for n, left in enumerate(out) if _goes_on(left, line, walls)), None)
        if at is None:
            out.append(line)
        else:
            left = out[at]
            out[at] = replace(left, text=f"{left.text} {line.text}", box=replace(left.box, right=line.box.right))
    return out


def _goes_on(left: Line, right: Line, walls: Sequence[Box]) -> bool:
    """Say whether two lines are pieces of one byline: the second alone is none, or names whoever helped the first."""
    gap = right.box.left - left.box.right
    if not 0 < gap <= _WIDEST * left.size or abs(left.box.top - right.box.top) > _LEVEL * left.size:
        return False
    if left.font != right.font or left.vertical or right.vertical or not is_byline(left.text):
        return False
    if not is_byline(f"{left.text} {right.text}") or (
        is_byline(right.text) and not pattern("helper").match(right.text)
    ):
        return False
    return not any(
        left.box.right - 1 <= w.middle[0] <= right.box.left + 1 and w.top < left.box.bottom and w.bottom > left.box.top
        for w in walls
        if w.height > w.width
    )
