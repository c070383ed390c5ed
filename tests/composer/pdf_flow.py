"""A body set in columns: how much of a manuscript the places hold, and its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from tests.composer.pdf_blocks import Block
from tests.composer.pdf_columns import Setting, Slot
from tests.composer.pdf_stories import CLAUSE, SENTENCE, Paragraph, without_last
from tests.composer.pdf_type import Line, at_left, at_right, break_lines, centred, justified, width

FlowKind = Literal["body", "subhead", "end", "jump"]
INDENT = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line waiting for its slot. ``text`` is None for a free line."""

    text: str | None
    kind: FlowKind
    paragraph: int
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    """A body as set: its lines with their slots, its paragraphs as printed, and what found no room."""

    placed: tuple[tuple[FlowLine, Slot], ...]
    paragraphs: tuple[Paragraph, ...]
    rest: tuple[Paragraph, ...] = ()


def fit(
    paragraphs: Sequence[Paragraph],
    places: Sequence[Slot],
    setting: Setting,
    measure: float,
    closing: str = "",
    end: str = "",
    jump: str = "",
) -> Set:
    """Set as much of a manuscript as the places hold.

    Without ``jump`` it is cut back to the end of a sentence or clause, ``closing`` follows its last word, and ``end``
    is a line below. With it the text breaks off at the end of a line, ``jump`` is the line below, and the rest is
    given back.
    """
    room = len(places) * measure / setting.type.size * 1.15
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if sum(len(p.text) + 6 for p in kept) > room:
            break
        kept.append(paragraph)
    if jump:
        return _broken_off(kept, paragraphs[len(kept) :], places, setting, measure, jump)
    while kept and kept[-1].subhead:
        kept.pop()
    longer, whole = _cut_to(kept, SENTENCE, places, setting, measure, closing, end)
    if len(places) - len(whole.placed) > 3:  # a long sentence less leaves too much white
        _, nearer = _cut_to(longer, CLAUSE, places, setting, measure, closing, end)
        if len(nearer.placed) > len(whole.placed):
            return nearer
    return whole


def _cut_to(
    kept: list[Paragraph],
    ends: re.Pattern[str],
    places: Sequence[Slot],
    setting: Setting,
    measure: float,
    closing: str,
    end: str,
) -> tuple[list[Paragraph], Set]:
    """Cut a manuscript back until it fits, and return it with what was last too long."""
    longer = kept
    while True:
        final = [*kept[:-1], replace(kept[-1], text=kept[-1].text + closing)]
        flow = _flow(final, setting, measure)
        if end:
            flow.append(FlowLine(end, "end", -1))
        placed = _place(flow, places)
        if placed is not None:
            return longer, Set(tuple(placed), tuple(final))
        shorter = without_last(kept, ends)
        if shorter == kept:
            return longer, _as_far_as_it_goes(final, places, setting, measure)
        longer, kept = kept, shorter


def _as_far_as_it_goes(
    paragraphs: Sequence[Paragraph], places: Sequence[Slot], setting: Setting, measure: float
) -> Set:
    """Set what fits of a manuscript that cannot be cut well."""
    flow = _flow(paragraphs, setting, measure)
    while (placed := _place(flow, places)) is None:
        flow.pop()
    texts = {line.paragraph: "" for line in flow}
    for line in flow:
        texts[line.paragraph] += line.text or ""
    return Set(tuple(placed), tuple(replace(paragraphs[n], text=text) for n, text in texts.items()))


def _broken_off(
    kept: list[Paragraph],
    unread: Sequence[Paragraph],
    places: Sequence[Slot],
    setting: Setting,
    measure: float,
    jump: str,
) -> Set:
    flow = _flow(kept, setting, measure)
    while (placed := _place([*flow, FlowLine(jump, "jump", -1)], places)) is None or flow[-1].kind != "body":
        flow.pop()
    last = flow[-1].paragraph
    printed = "".join(line.text or "" for line in flow if line.paragraph == last)
    count = sum(1 for char in printed if not char.isspace())
    text = kept[last].text
    at = 0
    while count:
        count -= not text[at].isspace()
        at += 1
    rest = [replace(kept[last], text=text[at:].lstrip(), continued=True)] if text[at:].strip() else []
    ended = [*kept[:last], replace(kept[last], text=text[:at])]
    return Set(tuple(placed), tuple(ended), (*rest, *kept[last + 1 :], *unread))


def _flow(paragraphs: Sequence[Paragraph], setting: Setting, measure: float) -> list[FlowLine]:
    flow: list[FlowLine] = []
    for n, paragraph in enumerate(paragraphs):
        if paragraph.subhead:
            if flow and setting.subhead_space:
                flow.append(FlowLine(None, "subhead", n))
            lines = break_lines(paragraph.text, setting.subhead, measure)
            flow += [FlowLine(line, "subhead", n) for line in lines]
            continue
        text, indent = paragraph.text, 2 * setting.type.size
        if paragraph.continued:
            indent = 0.0
        elif setting.blank_indent:
            text, indent = INDENT + text, 0.0
        lines = break_lines(text, setting.type, measure, indent, setting.squeeze)
        flow += [FlowLine(line, "body", n, i == 0 and indent > 0, i == len(lines) - 1) for i, line in enumerate(lines)]
    return flow


def _place(flow: Sequence[FlowLine], places: Sequence[Slot]) -> list[tuple[FlowLine, Slot]] | None:
    """Give each line its slot, or None where there are too few; no subhead ends a column, no free line begins one."""
    placed: list[tuple[FlowLine, Slot]] = []
    at = 0
    for n, line in enumerate(flow):
        while True:
            if at >= len(places):
                return None
            slot = places[at]
            starts = at == 0 or places[at - 1].column != slot.column
            if line.text is None and starts:
                break
            at += 1
            if (
                line.kind == "subhead"
                and n + 1 < len(flow)
                and _left_in_column(at - 1, places) < _kept_together(n, flow)
            ):
                continue
            if line.text is not None:
                placed.append((line, slot))
            break
    return placed


def _left_in_column(at: int, places: Sequence[Slot]) -> int:
    count = 0
    while at + count < len(places) and places[at + count].column == places[at].column:
        count += 1
    return count


def _kept_together(n: int, flow: Sequence[FlowLine]) -> int:
    """Return how many lines from line ``n`` may not be parted: the lines of a subhead and one below them."""
    count = 0
    while n + count < len(flow) and flow[n + count].paragraph == flow[n].paragraph:
        count += 1
    first = n == 0 or flow[n - 1].paragraph != flow[n].paragraph or flow[n - 1].text is None
    return count + 1 if first else 0


def set_lines(body: Set, setting: Setting, measure: float) -> list[Block]:
    """Return the lines of a body, a block for each column."""
    blocks = []
    for _, group in groupby(body.placed, key=lambda pair: pair[1].column):
        lines = tuple(_set_line(line, slot, setting, measure) for line, slot in group)
        blocks.append(Block("body", lines))
    return blocks


def _set_line(line: FlowLine, slot: Slot, setting: Setting, measure: float) -> Line:
    text = line.text or ""
    if line.kind == "subhead":
        if setting.subhead_centred:
            return centred(text, setting.subhead, slot.x, slot.y, measure)
        indent = min(2 * setting.type.size, max(0.0, measure - width(text, setting.subhead)))
        return at_left(text, setting.subhead, slot.x + indent, slot.y)
    if line.kind in ("end", "jump"):
        return at_right(text, setting.type, slot.x + measure, slot.y)
    indent = 2 * setting.type.size if line.first else 0.0
    if line.last and width(text, setting.type) + indent <= measure:
        return at_left(text, setting.type, slot.x + indent, slot.y)
    return justified(text, setting.type, slot.x + indent, slot.y, measure - indent)
