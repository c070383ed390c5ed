"""Lines to the measure of the column each stands in: the width of its full lines.

A column shows in lines of one width that break off in the middle of a sentence. Where too few lines stand together to
show it, as in a short paragraph, their neighbours' column is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.ingest.lines import FINAL, FULL_STOP, Line

_NARROWEST, _LONGEST_MEASURE = 16, 120  # cells; columns of newspapers have 20 to 60


def measures_of(lines: Sequence[Line], alone: Sequence[bool]) -> list[int]:
    """Return the measure of the column each line stands in, in cells, or 0 where lines are not wrapped.

    Args:
        lines: lines that are not blank, in source order.
        alone: for each, whether it is known to stand by itself, as a byline does.
    """
    chunks: list[tuple[int, int]] = []
    begin = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].gap or alone[i] or alone[i - 1]:
            chunks.append((begin, i))
            begin = i
    own = [_chunk_measures(lines[a:b]) for a, b in chunks]
    measures: list[int] = []
    for n, (a, b) in enumerate(chunks):
        if own[n]:
            measures += own[n]
        else:
            measures += [_neighbour_measure(own, n, lines[a:b], lines[max(0, a - 4) : b + 4])] * (b - a)
    return measures


def _chunk_measures(chunk: Sequence[Line]) -> list[int]:
    """Measures of lines without a blank line between them, or [] where they are too few or too uneven to tell."""
    if len(chunk) == 2:
        widths = [line.indent + line.width for line in chunk]
        even = abs(widths[0] - widths[1]) <= 3 and not FINAL.search(chunk[0].text) and FULL_STOP.search(chunk[1].text)
        return [max(widths)] * 2 if even and _NARROWEST <= max(widths) <= _LONGEST_MEASURE else []
    if len(chunk) < 3:
        return []
    measures = []
    for i in range(len(chunk)):
        near = chunk[max(0, i - 6) : i + 7]
        widths = (
            [line.indent + line.width for line in near[:-1]]
            if i + 7 >= len(chunk)
            else [line.indent + line.width for line in near]
        )
        counts = Counter(widths)
        # The commonest width wins, its neighbours counted with it: squeezed punctuation makes lines a little uneven.
        best = max(counts, key=lambda w: (sum(counts[v] for v in range(w - 2, w + 2)), w))
        like = sum(counts[v] for v in range(best - 3, best + 2))
        running = sum(1 for line in near if not FINAL.search(line.text))
        wider = sum(1 for w in widths if w > best + 8)
        good = _NARROWEST <= best <= _LONGEST_MEASURE and like * 2 >= len(widths) and running * 2 >= len(near)
        good = good and wider * 4 <= len(widths)
        measures.append(best if good and like > 1 else _widest_full(near))
    known = [n for n, measure in enumerate(measures) if measure]
    # a list among wrapped text: its short lines stand in the same column
    return [measures[min(known, key=lambda n: abs(n - i))] for i in range(len(chunk))] if known else []


def _widest_full(lines: Sequence[Line], least: int = 3) -> int:
    """Measure by the widest lines alone, for text with many short ones: ``least`` lines or more, most mid-sentence."""
    widest = max(line.indent + line.width for line in lines)
    full = [line for line in lines if line.indent + line.width >= widest - 3]
    running = sum(1 for line in full if not FINAL.search(line.text))
    many = len(full) >= least and running * 3 >= len(full) * 2
    return widest if many and _NARROWEST <= widest <= _LONGEST_MEASURE else 0


def _neighbour_measure(own: list[list[int]], n: int, chunk: Sequence[Line], around: Sequence[Line]) -> int:
    widest = max(line.indent + line.width for line in chunk)
    near = [own[m][-1 if m < n else 0] for m in _outward(n, len(own), 4) if own[m]]
    near = [measure for measure in near if measure]
    if not near:
        return _widest_full(around, 2)
    fitting = [measure for measure in near if widest <= measure + 3]
    if len(chunk) > 1:
        if not fitting:  # digits and Latin letters make lines of a column wider than the count of cells says
            return next((measure for measure in near if widest <= measure + 8), 0)
        return min(fitting, key=lambda measure: abs(measure - widest))
    return fitting[0] if fitting else near[0]


def _outward(n: int, length: int, reach: int) -> Iterator[int]:
    for step in range(1, reach + 1):
        yield from (m for m in (n - step, n + step) if 0 <= m < length)
