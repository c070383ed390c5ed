"""The text of a page to the parts of its articles: headline, other heads, paragraphs in the order they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.ingest.lines import Line, lines_of
from kg.ingest.page.assembly import Parts
from kg.ingest.page.headline_deal import deal
from kg.ingest.page.heads import Head
from kg.ingest.page.line_kinds import line_kind
from kg.ingest.page.line_roles import LineRole, read_roles
from kg.ingest.page.paragraph import Paragraph, ParagraphKind
from kg.ingest.page.segments import Segment, jump_way, segments
from kg.ingest.words import pattern

_HEADS = ("headline", "deck", "subhead")
_RUNS_ON = ("：", ":", "，")  # ends of a headline's first line
_LONGEST_BRACKET = 3  # lines that a headline in brackets may take


def parts_of_page(text: str) -> Iterator[Parts]:
    """Yield the parts of each article of a page, in source order; of a page of furniture alone none."""
    read = read_roles(lines_of(text))
    found = segments(read)
    if sum(not segment.shared for segment in found) == 1:  # what stands under an only article is its own
        found = tuple(segment if segment.shared else _with_foot(segment, read) for segment in found)
    if not found:
        found = _heads_alone(read)
    found, dealt = deal(found)
    for n, segment in enumerate(found):
        parts = _parts(segment, dealt.get(n))
        if parts.headline or any(not p.kind.startswith("jump") for p in parts.flow):
            yield replace(parts, score=1.0) if parts.headline and len(found) == 1 else parts


def _heads_alone(read: Sequence[LineRole]) -> tuple[Segment, ...]:
    """Take a text of nothing but furniture and heads for an article of heads, if some of it is no furniture."""
    heads = [line for line in read if line_kind(line.line.text) is None]
    return (Segment(tuple(replace(line, role="headline") for line in heads), False, 1.0),) if heads else ()


def paragraphs_of_article(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text that is one article; nothing in it is furniture."""
    read = read_roles(lines_of(text))
    return tuple(_paragraphs([replace(line, role="body") if line.role == "none" else line for line in read]))


def _with_foot(segment: Segment, read: Sequence[LineRole]) -> Segment:
    last = segment.lines[-1].line.start
    foot = tuple(replace(line, role="body", opens=1.0) for line in read if line.line.start > last)
    return replace(segment, lines=segment.lines + tuple(line for line in foot if line not in segment.lines))


def _parts(segment: Segment, dealt: Head | None) -> Parts:
    flow = _without_stray_jumps(list(_paragraphs(segment.lines)))
    heads = [p for p in flow if p.kind == "head"]
    chances = {line.line.start: line for line in segment.lines}

    def is_headline(p: Paragraph) -> bool:
        return chances[p.start].role in ("headline", "shared")

    texts = [p.start for p in flow if p.kind == "body"]
    # Over or under the whole text stands the headline; between its paragraphs a subhead, however large it looks.
    edges = [p for p in heads if not texts or p.start < texts[0] or p.start > texts[-1]]
    named = (
        [p for p in heads if is_headline(p)]
        or [p for p in heads if chances[p.start].role == "deck" and not pattern("subtitle").match(p.lines[0].text)]
        or edges
    )
    headline, score = dealt, 0.0 if dealt is None else segment.sure * 0.9
    if headline is None and named:
        best = max([p for p in named if p in edges] or named, key=lambda p: (chances[p.start].headline, -p.start))
        headline, score = _head(best), segment.sure * chances[best.start].headline
        flow = [p for p in flow if p is not best]
    elif headline is None:
        headline, flow = _bracketed(flow)
        score = segment.sure if headline else 0.0
    decks = [p for p in flow if p.kind == "head" and chances[p.start].role in ("headline", "deck")]
    rest = tuple(p for p in flow if not any(p is deck for deck in decks))
    return Parts(headline, tuple(map(_head, decks)), rest, round(score, 3))


def _without_stray_jumps(flow: list[Paragraph]) -> list[Paragraph]:
    """Leave out a jump from another page below the text, and one to another page above it: they are others'."""
    texts = [n for n, p in enumerate(flow) if p.kind == "body"]
    if not texts:
        return [p for p in flow if not p.kind.startswith("jump")]
    return [
        p
        for n, p in enumerate(flow)
        if not (p.kind == "jump-from" and n > texts[-1]) and not (p.kind == "jump-on" and n < texts[0])
    ]


def _paragraphs(lines: Sequence[LineRole]) -> Iterator[Paragraph]:
    held: list[LineRole] = []
    for line in _brackets_as_text(lines):
        if held and not _joins(held[-1], line):
            yield _paragraph(held)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held)


def _brackets_as_text(lines: Sequence[LineRole]) -> Iterator[LineRole]:
    """Yield the lines with such as begin with a headline in brackets, and those it goes on in, as text."""
    inside = False
    for line in lines:
        text = line.line.text
        opened = text.startswith("【") and not text.endswith("】")
        yield replace(line, role="body", opens=1.0 if opened else 0.0) if opened or inside else line
        inside = (opened or inside) and "】" not in text


def _joins(above: LineRole, line: LineRole) -> bool:
    if line.role == "jump" and jump_way(line) is None:  # …（下转 4|版）: the end of a jump inside a paragraph
        return above.role in ("body", "jump")
    if above.role == "jump" and pattern("jump-open").search(above.line.text):
        return pattern("jump-closed").fullmatch(line.line.text) is not None
    if line.role != above.role:
        return False
    if line.role == "headline":  # in two lines, unless the second could as well be a kicker's or subtitle's headline
        return line.opens <= (0.5 if above.line.text.endswith(_RUNS_ON) else 0.1)
    return line.role in ("body", "caption") and line.opens <= 0.5 and line_kind(line.line.text) is None


def _paragraph(held: Sequence[LineRole]) -> Paragraph:
    role = held[0].role
    kind: ParagraphKind = "body"
    if role in _HEADS or role == "shared":
        kind = "head"
    elif role == "byline":
        kind = "byline"
    elif way := jump_way(held[0]):
        kind = "jump-from" if way == "from" else "jump-on"
    return Paragraph(kind, tuple(line.line for line in held))


def _head(p: Paragraph) -> Head:
    lines = (_unmarked(p.lines[0]), *p.lines[1:])
    return Head(lines[0].start, p.end, " ".join(line.text for line in lines), replace(p, lines=lines))


def _bracketed(flow: list[Paragraph]) -> tuple[Head | None, list[Paragraph]]:
    """Take a headline that stands in brackets before the text, 【夜校开门】昨晚七点, off its paragraph."""
    first = next((n for n, p in enumerate(flow) if p.kind == "body"), None)
    if first is None:
        return None, flow
    inside: list[Line] = []
    for n, line in enumerate(flow[first].lines[:_LONGEST_BRACKET]):
        if not n and (not line.text.startswith("【") or pattern("jump-from-opening").match(line.text)):
            break
        begin = 0 if n else 1
        end = line.text.find("】")
        inside.append(_cut(line, begin, end if end >= 0 else len(line.text)))
        if end >= 0:
            left = _cut(line, end + 1, len(line.text))
            lines = ((left,) if left.text else ()) + flow[first].lines[n + 1 :]
            body = [replace(flow[first], lines=lines)] if lines else []
            return _head(Paragraph("head", tuple(inside))), [*flow[:first], *body, *flow[first + 1 :]]
    return None, flow


def _cut(line: Line, begin: int, end: int) -> Line:
    """A part of a line, blanks at its ends left out."""
    part = line.text[begin:end]
    begin += len(part) - len(part.lstrip())
    part = part.strip()
    return replace(line, start=line.start + begin, end=line.start + begin + len(part), text=part)


def _unmarked(line: Line) -> Line:
    """A head without the mark of a list in front of it: ◆."""
    mark = pattern("list-mark").match(line.text)
    return _cut(line, mark.end(), len(line.text)) if mark and mark.end() < len(line.text) else line
