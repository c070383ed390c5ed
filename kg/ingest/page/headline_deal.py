"""Headlines that stand on one line to the articles side by side that they are of, by the words they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from kg.ingest.lines import Line
from kg.ingest.page.borders import is_rest
from kg.ingest.page.heads import Head
from kg.ingest.page.overlap import Index
from kg.ingest.page.paragraph import Paragraph
from kg.ingest.page.segments import Segment

_PARTS = re.compile(r"(?<=\S)\s+(?=\S)")
_MOST_PIECES = 10
_REACH = 3  # articles to either side of a shared line that may own a part of it
_ENOUGH = 0.22  # what a deal must gain where the line is not known to be shared
_WIDE = 0.3


def deal(found: Sequence[Segment]) -> tuple[tuple[Segment, ...], dict[int, Head]]:
    """Deal out shared lines.

    Returns:
        The segments without the shared ones, and the headlines dealt out, by the place of their segment among these.
    """
    row = list(found)
    for n in reversed(range(len(row))):
        row[n : n + 1] = _without_shared_head(row, n)
    index = _index(row)
    dealt: dict[int, Head] = {}
    for n, segment in enumerate(row):
        if segment.shared:
            dealt |= _best_deal(row, n, index)
    kept = [n for n, segment in enumerate(row) if not segment.shared]
    heads = {at: dealt[n] for at, n in enumerate(kept) if n in dealt}
    return tuple(row[n] for n in kept), heads


def _best_deal(row: Sequence[Segment], n: int, index: Index, *, sure: bool = True) -> dict[int, Head]:
    """The parts of the line ``n`` by their segments; where none fits, the whole line to the likelier neighbour.

    A part should share words with its own article and not with the others'; wider blanks part headlines rather than
    phrases. ``sure``: the line is known to be shared.
    """
    line = row[n].lines[0].line
    pieces = list(_pieces(line))[:_MOST_PIECES]
    wide = _wide_borders(line, pieces)
    best: tuple[float, dict[int, Head]] = (-9.0 if sure else _ENOUGH, {})
    for members in _neighbours(row, n, len(pieces)):
        if not sure and any(_is_rest(row[m]) for m in members):
            continue
        for borders in combinations(range(1, len(pieces)), len(members) - 1):
            parts = [_joined(line, pieces[a:b]) for a, b in pairwise([0, *borders, len(pieces)])]
            gain = sum(_fit(index, part.text, m, members) for part, m in zip(parts, members, strict=True))
            gain += _WIDE * (len(wide & set(borders)) - len(wide - set(borders)))
            if gain > best[0]:
                best = (gain, dict(zip(members, parts, strict=True)))
    near = [m for m in (n - 1, n + 1) if 0 <= m < len(row) and _is_bare(row[m])]
    if not best[1] and sure and near:
        m = max(near, key=lambda m: (index.share(line.text, m, m + 1), -m))
        return {m: _joined(line, pieces)}
    return best[1]


def _fit(index: Index, part: str, own: int, members: range) -> float:
    rival = max(index.share(part, m, m + 1) for m in members if m != own)
    return index.share(part, own, own + 1) - 0.8 * rival


def _wide_borders(line: Line, pieces: Sequence[Line]) -> set[int]:
    """Borders of pieces with more room than the narrowest has, as numbers of the piece after them."""
    rooms = [
        sum(2 if c == "\u3000" else 4 if c == "\t" else 1 for c in line.text[a.end - line.start : b.start - line.start])
        for a, b in pairwise(pieces)
    ]
    return {n for n, room in enumerate(rooms, 1) if room > min(rooms)}


def _without_shared_head(row: Sequence[Segment], n: int) -> list[Segment]:
    """Part a segment from a headline that, by its words, is its neighbour's too."""
    segment = row[n]
    heads = [line for line in segment.lines if line.role == "headline"]
    if segment.shared or len(heads) != 1 or len(list(_pieces(heads[0].line))) < 2 or len(segment.lines) < 2:
        return [segment]
    head = heads[0]
    rest = replace(segment, lines=tuple(line for line in segment.lines if line is not head))
    line = replace(segment, lines=(head,), shared=True)
    if head is segment.lines[0]:
        parted, at = [line, rest], n
    elif head is segment.lines[-1]:
        parted, at = [rest, line], n + 1
    else:
        return [segment]
    around = [*row[:n], *parted, *row[n + 1 :]]
    return parted if len(_best_deal(around, at, _index(around), sure=False)) > 1 else [segment]


def _index(row: Sequence[Segment]) -> Index:
    return Index([" ".join(line.line.text for line in segment.lines) for segment in row])


def _is_bare(segment: Segment) -> bool:
    return not segment.shared and not any(line.role == "headline" for line in segment.lines)


def _is_rest(segment: Segment) -> bool:
    """Say whether a segment goes on from another page; it may well have no headline."""
    return any(is_rest(line) for line in segment.lines[:_REACH])


def _neighbours(row: Sequence[Segment], n: int, pieces: int) -> Iterator[range]:
    """Rows of two or more segments without a headline, right above or right below the shared line ``n``."""
    for step in (-1, 1):
        count, m = 0, n + step
        while 0 <= m < len(row) and _is_bare(row[m]) and count < min(_REACH, pieces):
            count, m = count + 1, m + step
        for size in range(2, count + 1):
            yield range(n - size, n) if step < 0 else range(n + 1, n + 1 + size)


def _pieces(line: Line) -> Iterator[Line]:
    begin = 0
    for match in [*_PARTS.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        yield replace(line, start=line.start + begin, end=line.start + end, text=line.text[begin:end])
        begin = match.end() if match else end


def _joined(line: Line, pieces: Sequence[Line]) -> Head:
    start, end = pieces[0].start, pieces[-1].end
    text = line.text[start - line.start : end - line.start]
    return Head(start, end, text, Paragraph("head", (line,)))
