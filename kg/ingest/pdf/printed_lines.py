"""Characters to printed lines: which stand on one line, where a column's edge ends it, and which run downwards.

A gap in a row of characters is a column's edge or only room that justification made. The rows above and below tell:
at a column's edge they have the same gap, and across stretched room they are printed through.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.ingest.lines import is_han
from kg.ingest.pdf.printed_page import Box, Glyph, Line

_ASCENT = 0.86  # of the em above the baseline, as fonts of Han characters have it
_ROW = 0.3  # ems that baselines of one line may differ
_SIZES = 1.7  # of two sizes in one line
_TIGHT = 0.22  # ems; characters that touch
_LOOSE = 0.6  # ems; a narrower gap is room inside a line unless the rows above and below show a column's edge
_WIDE = 1.2  # ems; a gap that justification hardly makes
_WIDEST = 6.0  # ems; no line has a wider gap
_REACH = 4.2  # ems up and down in which rows are asked about a gap
_SAYS = 0.25  # weight of the rows above and below from which on they decide
_BLANK = 0.3  # ems beyond the line's own spacing that show as a blank
_THIN_BLANK = 0.17  # the same between Han characters in a line whose spacing is even
_EVEN = 0.03  # ems by which even spacing may differ
_PITCH = 1.75  # ems from character to character downwards
_INDENT = 2.6  # ems by which the first line of a paragraph may be set in
_CLOSING = frozenset("，。、；：！？”’）》】」』〉")
_LATIN_BLANK = 0.2


@dataclass(slots=True)
class _Run:
    """Characters of one row that touch."""

    glyphs: list[Glyph]
    base: float
    size: float
    left: float
    right: float


def lines_of_glyphs(glyphs: Sequence[Glyph], walls: Sequence[Box], *, turned: bool = False) -> list[Line]:
    """Put characters together to lines, sorted from top to bottom.

    Args:
        glyphs: the characters of one page.
        walls: upright rules and sides of frames, which no line crosses.
        turned: what to say of the lines.
    """
    inked = [g for g in glyphs if g.char != " "]
    if not inked:
        return []
    body = common_size(inked)
    downwards = _downwards(inked, body)
    lines = [_vertical_line(column, turned) for column in downwards]
    gone = {id(g) for column in downwards for g in column}
    runs = _runs([g for g in inked if id(g) not in gone], body)
    blanks = _by_row(g for g in glyphs if g.char == " ")
    for row in _rows(runs, walls, body):
        line = _line(row, blanks, turned)
        lines.append(line)
    return sorted(lines, key=lambda line: (round(line.box.top, 1), line.box.left, line.text))


def common_size(glyphs: Iterable[Glyph]) -> float:
    """Return the size that most characters have, to half a point."""
    sizes = Counter(round(g.size * 2) / 2 for g in glyphs)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _loose(size: float, body: float) -> float:
    """Return the gap in points below which characters of ``size`` mostly belong together."""
    return min(_LOOSE * size, max(0.3 * size, 0.9 * body))


def _ink_right(g: Glyph) -> float:
    """Return where the ink of a character ends: a closing mark, which may hang over a column's edge, is half empty."""
    return g.left + 0.5 * (g.right - g.left) if g.char in _CLOSING else g.right


def _runs(inked: Sequence[Glyph], body: float) -> list[_Run]:
    open_runs: dict[int, list[_Run]] = {}
    runs: list[_Run] = []
    for g in sorted(inked, key=lambda g: (g.left, g.base, g.order)):
        best: _Run | None = None
        best_off = 0.0
        for row in range(int((g.base - g.size * 0.5) // 4), int((g.base + g.size * 0.5) // 4) + 1):
            for run in open_runs.get(row, ()):
                gap = g.left - run.right
                larger = max(run.size, g.size)
                if not -0.9 * min(run.size, g.size) <= gap <= _loose(larger, body):
                    continue
                off = abs(run.base - g.base)
                if off > _ROW * larger or larger > _SIZES * min(run.size, g.size):
                    continue
                measure = off + max(gap, 0.0)
                if best is None or measure < best_off:
                    best, best_off = run, measure
        if best is None:
            best = _Run([], g.base, g.size, g.left, g.right)
            runs.append(best)
            open_runs.setdefault(int(g.base // 4), []).append(best)
        best.glyphs.append(g)
        best.right = max(best.right, g.right)
        best.size = max(best.size, g.size)
    return runs


def _downwards(inked: Sequence[Glyph], body: float) -> list[list[Glyph]]:
    """Find the headlines that run downwards: characters with less room below than beside them."""
    rows: dict[tuple[int, int], list[Glyph]] = {}
    for g in inked:
        rows.setdefault((round(g.size), round(g.base / g.size)), []).append(g)
    for row in rows.values():
        row.sort(key=lambda g: (g.left, g.base))
    single = [g for g in inked if g.right - g.left > 0.45 * g.size and _room_beside(g, rows) > _TIGHT]
    single.sort(key=lambda g: (g.base, g.left))
    bases = [g.base for g in single]
    below: dict[int, int] = {}
    for n, g in enumerate(single):
        for m in range(bisect_left(bases, g.base + 0.75 * g.size), bisect_right(bases, g.base + _PITCH * g.size)):
            h = single[m]
            if abs(_centre(h) - _centre(g)) <= 0.16 * g.size and abs(h.size - g.size) <= 0.06 * g.size:
                below[n] = m
                break
    above = {m: n for n, m in below.items()}
    found: list[list[Glyph]] = []
    for n in range(len(single)):
        if n in above or n not in below:
            continue
        chain = [n]
        while (under := below.get(chain[-1])) is not None and above[under] == chain[-1]:
            chain.append(under)
        column = [single[m] for m in chain]
        least = 2 if column[0].size >= 1.6 * body else 4
        pitches = [(b.base - a.base) / a.size - 1 for a, b in pairwise(column)]
        room = [_room_beside(g, rows) for g in column]
        if len(column) >= least and median(pitches) < median(room) and max(pitches) - min(pitches) < 0.5:
            found.append(column)
    return found


def _centre(g: Glyph) -> float:
    return (g.left + g.right) / 2


def _room_beside(g: Glyph, rows: dict[tuple[int, int], list[Glyph]]) -> float:
    """Return the gap, in ems, from a character to the nearest one of its size in its row."""
    nearest = 100.0
    size, row = round(g.size), round(g.base / g.size)
    for near in ((s, r) for s in (size - 1, size, size + 1) for r in (row - 1, row, row + 1)):
        others = rows.get(near)
        if not others:
            continue
        at = bisect_left(others, g.left, key=lambda h: h.left)
        for h in others[max(0, at - 2) : at + 3]:
            if h is not g and abs(h.base - g.base) <= _ROW * g.size and abs(h.size - g.size) <= 0.1 * g.size:
                nearest = min(nearest, max(h.left - g.right, g.left - h.right, 0.0) / g.size)
    return nearest


def _vertical_line(glyphs: Sequence[Glyph], turned: bool) -> Line:
    size = glyphs[0].size
    box = Box(
        min(g.left for g in glyphs),
        glyphs[0].base - _ASCENT * size,
        max(g.right for g in glyphs),
        glyphs[-1].base + (1 - _ASCENT) * size,
    )
    return Line("".join(g.char for g in glyphs), box, size, _font(glyphs), _bold(glyphs), vertical=True, turned=turned)


def _rows(runs: list[_Run], walls: Sequence[Box], body: float) -> list[list[_Run]]:
    """Join the runs of a row over the gaps that justification made."""
    runs = [part for run in runs for part in _split_at_walls(run, walls)]
    runs.sort(key=lambda r: (r.base, r.left))
    bases = [r.base for r in runs]
    runs = [part for run in runs for part in _split_at_edges(run, runs, bases)]
    runs = _spaced_out_together(runs)
    runs.sort(key=lambda r: (r.base, r.left))
    bases = [r.base for r in runs]
    after: dict[int, _Run] = {}
    before: set[int] = set()
    for r in runs:
        near = runs[bisect_left(bases, r.base - _ROW * r.size) : bisect_right(bases, r.base + _ROW * r.size)]
        right = [s for s in near if s is not r and s.left >= r.right - 0.3 * r.size]
        if not right:
            continue
        s = min(right, key=lambda s: (s.left, abs(s.base - r.base)))
        larger = max(r.size, s.size)
        gap = s.left - r.right
        if larger > 1.3 * min(r.size, s.size) or gap > _WIDEST * larger or id(s) in before:
            continue
        if _is_one_line(r, s, runs, bases, walls, body):
            after[id(r)] = s
            before.add(id(s))
    rows: list[list[_Run]] = []
    for r in runs:
        if id(r) in before:
            continue
        row = [r]
        while id(row[-1]) in after:
            row.append(after[id(row[-1])])
        rows.append(row)
    return rows


def _spaced_out_together(runs: Sequence[_Run]) -> list[_Run]:
    """Join single characters of a row that stand evenly apart, as in a headline that is spaced out to fill its room."""
    single = sorted((r for r in runs if len(r.glyphs) == 1), key=lambda r: (round(r.base), r.left))
    out = [r for r in runs if len(r.glyphs) > 1]
    held: list[_Run] = []
    for r in [*single, None]:
        if r and held and _is_even(held, r):
            held.append(r)
            continue
        if len(held) > 2:
            glyphs = [g for h in held for g in h.glyphs]
            out.append(_Run(glyphs, held[0].base, held[0].size, glyphs[0].left, glyphs[-1].right))
        else:
            out += held
        held = [r] if r else []
    return out


def _is_even(held: Sequence[_Run], r: _Run) -> bool:
    last = held[-1]
    gap = r.left - last.right
    if abs(last.base - r.base) > 0.05 * r.size or abs(last.size - r.size) > 0.02 * r.size or not 0 < gap < 4 * r.size:
        return False
    return len(held) < 2 or abs(gap - (last.left - held[-2].right)) < 0.08 * r.size


def _split_at_walls(run: _Run, walls: Sequence[Box]) -> list[_Run]:
    size = run.size
    across = [
        w
        for w in walls
        if run.left < (w.left + w.right) / 2 < run.right
        and w.top < run.base - 0.2 * size
        and w.bottom > run.base - 0.6 * size
    ]
    if not across:
        return [run]
    xs = sorted((w.left + w.right) / 2 for w in across)
    return _cut_at(run, xs)


def _cut_at(run: _Run, xs: Sequence[float]) -> list[_Run]:
    parts: dict[int, list[Glyph]] = {}
    for g in run.glyphs:
        parts.setdefault(sum(1 for x in xs if x < (g.left + g.right) / 2), []).append(g)
    return [
        _Run(gs, run.base, max(g.size for g in gs), min(g.left for g in gs), max(g.right for g in gs))
        for _, gs in sorted(parts.items())
    ]


def _split_at_edges(run: _Run, runs: Sequence[_Run], bases: Sequence[float]) -> list[_Run]:
    """Split a run that goes on over a column's edge, as where a mark that hangs over fills the room between columns."""
    glyphs = sorted(run.glyphs, key=lambda g: (g.left, g.order))
    cuts: list[float] = []
    for g, h in pairwise(glyphs):
        a, b = _ink_right(g), h.left
        if b - a < _TIGHT * run.size:
            continue
        through, _parted, firm = _evidence(run, a, b, runs, bases, run.size)
        if through == 0 and firm >= 2:
            cuts.append((a + b) / 2)
    return _cut_at(run, cuts) if cuts else [run]


def _is_one_line(
    r: _Run, s: _Run, runs: Sequence[_Run], bases: Sequence[float], walls: Sequence[Box], body: float
) -> bool:
    """Say whether the gap between two runs of a row is only room inside a line."""
    size = max(r.size, s.size)
    a, b = r.right, s.left
    top, bottom = r.base - 0.7 * size, r.base
    if any(a - 1 <= (w.left + w.right) / 2 <= b + 1 and w.top < bottom and w.bottom > top for w in walls):
        return False
    if size > 1.15 * body and _changes_font(r, s):
        return False  # the label over some columns, and the head beside it
    through, parted, _ = _evidence(r, a, b, runs, bases, size)
    if b - a > _WIDE * size:
        parted *= 2.0  # one line across, a byline in the middle, says little against so much room
    if max(through, parted) > _SAYS and through != parted:
        return through > parted
    return b - a <= (1.2 if size > 1.15 * body else 0.9) * size


def _changes_font(r: _Run, s: _Run) -> bool:
    """Say whether two runs of Han characters are set in different fonts where they meet."""
    last, first = max(r.glyphs, key=lambda g: g.right), min(s.glyphs, key=lambda g: g.left)
    return is_han(last.char) and is_han(first.char) and last.font != first.font


def _evidence(
    r: _Run, a: float, b: float, runs: Sequence[_Run], bases: Sequence[float], size: float
) -> tuple[float, float, int]:
    """Ask the rows near ``r`` about the gap from ``a`` to ``b``: how many run through it, and how many it parts.

    The third number counts the rows of the same size that it parts.
    """
    through = parted = 0.0
    firm = 0
    for near, weight in _rows_near(r, runs, bases, size):
        crossing = [q for q in near if q.left < a - 0.3 * q.size and q.right > b + 0.3 * q.size]
        ending = [q for q in near if a - 0.4 * q.size <= q.right < b - 0.3 * q.size]
        starting = [q for q in near if a + 0.3 * q.size < q.left <= b + _INDENT * q.size]
        if crossing:  # a headline over two columns says little of them
            through += weight * max(_likeness(q.size, size) for q in crossing)
        elif starting and (ending or any(abs(q.left - b) < 0.25 * q.size for q in starting)):
            alike = all(any(abs(q.size - size) <= 0.1 * size for q in side) for side in (ending, starting))
            parted += weight * (1.0 if alike else 0.7)
            firm += alike
    return through, parted, firm


def _likeness(size: float, wanted: float) -> float:
    """Return how much a row of ``size`` says of the columns that a row of the ``wanted`` size stands in."""
    if abs(size - wanted) <= 0.1 * wanted:
        return 1.0
    return 0.6 if size < wanted else 0.1


def _rows_near(
    r: _Run, runs: Sequence[_Run], bases: Sequence[float], size: float
) -> Iterable[tuple[list[_Run], float]]:
    """Yield the runs above and below by rows within reach, the nearest first and with most weight."""
    for sign in (-1, 1):
        ends = sorted((r.base + sign * 0.6 * size, r.base + sign * _REACH * size))
        near = runs[bisect_left(bases, ends[0]) : bisect_right(bases, ends[1])]
        near = [q for q in near if q.left < r.right + 14 * size and q.right > r.right - 14 * size]
        for n in range(4):
            part = [q for q in near if 0.6 + 0.9 * n < abs(q.base - r.base) / size <= 1.5 + 0.9 * n]
            if part:
                yield part, 1 / (1 + 0.5 * n)


def _by_row(blanks: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    rows: dict[int, list[Glyph]] = {}
    for g in blanks:
        rows.setdefault(int(g.base // 4), []).append(g)
    return rows


def _line(row: Sequence[_Run], blanks: dict[int, list[Glyph]], turned: bool) -> Line:
    glyphs = sorted((g for run in row for g in run.glyphs), key=lambda g: (g.left, g.order))
    sizes = Counter(round(g.size, 1) for g in glyphs)
    size = max(sizes, key=lambda s: (sizes[s], s))
    base = median(g.base for g in glyphs)
    gaps = [b.left - a.right for a, b in pairwise(glyphs)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    even = sum(abs(gap - usual) <= _EVEN * size for gap in gaps) >= 0.5 * len(gaps)
    spaces = [
        g
        for r in range(int((base - size * 0.4) // 4), int((base + size * 0.4) // 4) + 1)
        for g in blanks.get(r, ())
        if abs(g.base - base) <= _ROW * size and glyphs[0].left < g.left and g.right < glyphs[-1].right + size
    ]
    spaces.sort(key=lambda g: g.left)
    lefts = [g.left for g in spaces]
    chars: list[str] = [glyphs[0].char]
    for a, b, gap in zip(glyphs, glyphs[1:], gaps, strict=False):
        first = bisect_left(lefts, a.left + 0.02)
        printed = first < len(lefts) and lefts[first] < b.left - 0.02 and gap > 0.05 * size
        latin = a.char.isascii() and b.char.isascii() and a.char.isalnum() and b.char.isalnum()
        thin = even and is_han(a.char) and is_han(b.char)
        least = _LATIN_BLANK if latin else _THIN_BLANK if thin else _BLANK
        if printed or gap > usual + least * size:
            chars.append(" ")
        chars.append(b.char)
    box = Box(glyphs[0].left, base - _ASCENT * size, max(g.right for g in glyphs), base + (1 - _ASCENT) * size)
    return Line("".join(chars), box, size, _font(glyphs), _bold(glyphs), turned=turned)


def _font(glyphs: Sequence[Glyph]) -> str:
    fonts = Counter(g.font for g in glyphs)
    return max(fonts, key=lambda font: (fonts[font], font))


def _bold(glyphs: Sequence[Glyph]) -> bool:
    return sum(1 for g in glyphs if g.bold) * 2 > len(glyphs)
