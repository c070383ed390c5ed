"""Planned parts to lines: heads, bodies in their columns, and what interrupts them; every character with its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from tests.composer.columns import HANGS, Columns, balance, measure, wrap
from tests.composer.page_plan import Block, Column, Inset, Item, Part, Strip, Twins
from tests.composer.page_style import Style


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one line; ``owner`` is the article they belong to, or None."""

    text: str
    owner: str | None
    role: str
    optional: bool = False


Line = tuple[Span, ...]  # () is a blank line
BLANK: Line = ()


def set_item(item: Item, style: Style) -> list[Line]:
    """The lines of one item of a page."""
    if isinstance(item, Strip):
        return [(Span(line, None, item.kind, item.optional),) for line in item.lines]
    if isinstance(item, Part):
        return _part(item, style)
    if isinstance(item, Twins):
        return _twins(item, style)
    return _column(item, style)


def _part(part: Part, style: Style) -> list[Line]:
    head, body = _head(part, style), _body(part, style)
    tail: list[Line] = []
    if part.tail:
        tail = ([BLANK] if style.block_gap else []) + _inset_lines(part.tail, part, style, Random(part.seed + 1))
    gap = [BLANK] if style.block_gap and head else []
    return [*head, *gap, *body, *tail] if part.heads_first else [*body, *tail, *gap, *head]


def _head(part: Part, style: Style) -> list[Line]:
    lines: list[Line] = []
    for name in style.head_order:
        if name not in part.heads:
            continue
        if lines and style.head_gap:
            lines.append(BLANK)
        lines += [(Span(part.mark + text, part.id, name),) for text in part.heads[name]]
    return lines


def _twins(item: Twins, style: Style) -> list[Line]:
    spans: list[Span] = []
    bodies: list[Line] = []
    gap = [BLANK] if style.block_gap else []
    for part in item.parts:
        if spans:
            spans.append(Span(style.twin_gap, None, "gap"))
        spans += [Span(text, part.id, "headline") for text in part.heads["headline"]]
        bodies += [*(gap if bodies else []), *_body(part, style)]
    head: list[Line] = [tuple(spans)]
    return [*head, *gap, *bodies] if item.heads_first else [*bodies, *gap, *head]


def _column(item: Column, style: Style) -> list[Line]:
    lines: list[Line] = [(Span(item.name, None, "section", optional=True),)]
    for part in item.parts:
        if style.block_gap:
            lines.append(BLANK)
        if item.form == "bracket":
            headline = f"【{part.heads['headline'][0]}】"
            block = part.blocks[0]
            columns = Columns(part.widths, (1,))
            rows = _rows(headline + block.text, style, columns, 0, Random(part.seed))
            lines += _spans(rows, part.id, "body", (_size(headline), "headline", False))
        else:
            lines += [*_head(part, style), *_body(part, style)]
    return lines


# --- bodies


def _rows(text: str, style: Style, columns: Columns, start: int, rng: Random) -> list[str]:
    return wrap(text, style, columns, start, rng, style.indent) if style.wrapped else [style.indent + text]


def _size(text: str) -> int:
    return len("".join(text.split()))


def _spans(
    rows: Sequence[str],
    owner: str | None,
    role: str,
    front: tuple[int, str, bool] = (0, "", False),
    back: tuple[int, str, bool] = (0, "", False),
    optional: bool = False,
) -> list[Line]:
    """Rows as lines; the first ``front[0]`` and the last ``back[0]`` characters, blanks aside, are of another role."""
    if not front[0] and not back[0]:
        return [(Span(row, owner, role, optional),) for row in rows]
    left = sum(map(_size, rows)) - back[0]
    seen = 0
    lines: list[Line] = []
    for row in rows:
        spans: list[Span] = []
        for char in row:
            if seen < front[0]:
                kind = (front[1], front[2])
            else:
                kind = (back[1], back[2]) if seen >= left and back[0] else (role, optional)
            if not char.isspace():
                seen += 1
            if spans and (spans[-1].role, spans[-1].optional) == kind:
                spans[-1] = Span(spans[-1].text + char, owner, *kind)
            else:
                spans.append(Span(char, owner, *kind))
        lines.append(tuple(spans))
    return lines


def _inset_lines(blocks: Sequence[Block], part: Part, style: Style, rng: Random) -> list[Line]:
    """A caption or a box in a column of its own."""
    columns = Columns((float(rng.choice([12, 14, 16, 18, 24, 36])),), (1,))
    lines: list[Line] = []
    for block in blocks:
        rows = wrap(block.text, style, columns, 0, rng, "") if style.wrapped else [block.text]
        lines += _spans(rows, part.id, block.role, optional=block.optional)
    return lines


def _inset(inset: Inset, part: Part, style: Style, rng: Random) -> list[Line]:
    if inset.part:
        return _part(inset.part, style)
    if inset.strip:
        return [(Span(line, None, inset.strip.kind, inset.strip.optional),) for line in inset.strip.lines]
    return _inset_lines(inset.blocks, part, style, rng)


def _body(part: Part, style: Style) -> list[Line]:
    """The paragraphs in their columns, with what interrupts them."""
    rng = Random(part.seed)
    columns = balance([b.text for b in part.blocks], part.widths, rng)
    ends = columns.ends() if style.wrapped else set()
    marks = _cut_marks(part, style)
    waiting = {at: [i for i in part.insets if i.at == at] for at in ("start", "break", "paragraph", "end")}
    lead = rng.choice(["", style.indent, "      "]) if style.indent else ""
    head_gap, line_gap = rng.random() < 0.6, rng.random() < 0.4
    lines: list[Line] = []

    def interrupt(insets: Sequence[Inset]) -> None:
        for inset in insets:
            if lines and lines[-1] and style.block_gap:
                lines.append(BLANK)
            lines.extend(_inset(inset, part, style, rng))
            if style.block_gap:
                lines.append(BLANK)

    interrupt(waiting["start"])
    paragraph = rng.randrange(1, max(2, len(part.blocks)))
    count = seen = 0
    for n, block in enumerate(part.blocks):
        if n == paragraph or (n and n == len(part.blocks) - 1):
            interrupt(waiting["paragraph"])
            waiting["paragraph"] = []
        if lines and lines[-1] and n and _gap(part.blocks[n - 1], block, style, head_gap, line_gap):
            lines.append(BLANK)
        for k, line in enumerate(_block(block, part, style, columns, count, lead, rng, marks, seen)):
            if count in ends or (not style.wrapped and k):
                if waiting["break"]:
                    interrupt([waiting["break"].pop(0)])
                elif style.break_gap and lines and lines[-1]:
                    lines.append(BLANK)
            elif style.quote_gap and k and line[0].text.startswith("“") and lines[-1]:
                lines.append(BLANK)
            lines.append(line)
            count += 1
        seen += len(block.text)
    interrupt([*waiting["paragraph"], *waiting["break"], *waiting["end"]])
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _cut_marks(part: Part, style: Style) -> list[int]:
    """Where columns end in the text of an article that is not wrapped: offsets into all its blocks."""
    size = sum(len(b.text) for b in part.blocks)
    if style.wrapped or not style.break_gap:
        return []
    return [round(size * n / len(part.widths)) for n in range(1, len(part.widths))]


def _shifted(text: str, at: int) -> int:
    """The first place from ``at`` on where no line begins with a closing mark."""
    while at < len(text) and text[at] in HANGS:
        at += 1
    return at


def _gap(above: Block, below: Block, style: Style, head_gap: bool, line_gap: bool) -> bool:
    """Whether a blank line parts two blocks."""
    if not style.block_gap:
        return False
    roles = {above.role, below.role}
    if "subhead" in roles:
        return head_gap or style.paragraph_gap
    if roles & {"byline", "sign", "jump", "section"}:
        return line_gap and (style.paragraph_gap or below.role != "sign")
    return style.paragraph_gap


def _block(
    block: Block,
    part: Part,
    style: Style,
    columns: Columns,
    start: int,
    lead: str,
    rng: Random,
    marks: Sequence[int],
    seen: int,
) -> list[Line]:
    """The lines of one block."""
    if block.role == "body":
        text = block.before + block.text + block.after
        indent = "" if block.flush and not block.before else style.indent
        if style.wrapped:
            rows = wrap(text, style, columns, start, rng, indent)
        else:
            cuts = [0, *(_shifted(text, m - seen) for m in marks if 20 < m - seen < len(block.text) - 20), len(text)]
            rows = [text[a:b].rstrip() for a, b in pairwise(cuts)]
            rows[0] = indent + rows[0]
        front = (_size(block.before), "jump", True)
        back = (_size(block.after), "jump", True)
        return _spans(rows, part.id, "body", front, back)
    if block.role in {"byline", "sign"}:
        room = max(0, int((columns.width(start) - measure(block.text)) * 2)) if block.role == "sign" else 0
        row = (" " * room if style.indent else style.byline_lead) + block.text
        return _spans([row], part.id, block.role)
    if block.role == "subhead":
        return _spans([lead + block.text], part.id, "subhead")
    wrapped = style.wrapped and block.role == "caption"
    rows = wrap(block.text, style, columns, start, rng, "") if wrapped else [block.text]
    return _spans(rows, part.id, block.role, optional=block.optional)
