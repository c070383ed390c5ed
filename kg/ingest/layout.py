"""Source text to paragraphs: wrapped lines joined, heads and furniture told apart, every character with its offset.

A page out of a PDF reader is hard-wrapped: each column has its own measure (the width of its full lines, in half-width
cells), a paragraph ends with a short line, and a column's end leaves a blank line in the middle of a sentence. A file
of long unwrapped lines has no measure, and each of its lines is a paragraph. Nothing is decided here about articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ingest.lines import FINAL, FULL_STOP, Line, lines_of
from kg.ingest.measures import measures_of
from kg.ingest.mending import mended
from kg.ingest.paragraph import LONGEST_HEAD, Paragraph, ParagraphKind, is_open
from kg.ingest.words import pattern

_COMMA = re.compile(r"[，、；：,;“‘《（(]$")
_LATIN = re.compile(r"[A-Za-z0-9.,%+\-/:@_]+")


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Cut the source text into paragraphs, in source order; every character that is not blank is in one of them."""
    lines = lines_of(text)
    kinds = [line_kind(line.text) for line in lines]
    measures = measures_of(lines, [kind is not None for kind in kinds])
    found: list[Paragraph] = []
    begin = 0
    for i in range(len(lines)):
        if i + 1 == len(lines) or not _joins(lines, kinds, measures, begin, i):
            group = lines[begin : i + 1]
            kind = kinds[begin] or ("head" if _is_head(lines, measures, begin, i) else "body")
            found.append(Paragraph(kind, group, max(measures[begin : i + 1])))
            begin = i + 1
    return mended(found)


def line_kind(text: str) -> ParagraphKind | None:
    """Say what a line is by its wording alone, or None where the wording does not show it."""
    if len(text) > LONGEST_HEAD:
        return None
    if pattern("jump-from").fullmatch(text):
        return "jump-from"
    if pattern("jump-on").fullmatch(text):
        return "jump-on"
    if pattern("furniture").fullmatch(text) or pattern("masthead-line").fullmatch(text):
        return "furniture"
    if pattern("byline-line").fullmatch(text) or pattern("byline-closing").fullmatch(text):
        return "byline"
    if pattern("signature").fullmatch(text):
        return "signature"
    return None


def _joins(
    lines: Sequence[Line], kinds: Sequence[ParagraphKind | None], measures: Sequence[int], begin: int, i: int
) -> bool:
    """Say whether line ``i + 1`` goes on with the paragraph that line ``begin`` began."""
    a, b = lines[i], lines[i + 1]
    measure = measures[i]
    if kinds[i] or kinds[i + 1] or not measure or pattern("opening").match(b.text):
        return False
    if a.width > measure + 5 or (b.gap and b.width > measure + 8):
        return False  # a headline that spans columns
    if pattern("item").match(b.text) and (b.gap or FINAL.search(a.text)):
        return False
    word = _LATIN.match(b.text)
    slack = 3 + (min(len(word.group()), 16) if word else 0)
    first = i == begin
    if first and not a.indent:
        slack += 4  # the indent of two characters is lost in reading, and the line looks shorter by it
    full = a.indent + a.width >= measure - slack
    if FULL_STOP.search(a.text) or (pattern("byline-closing").search(a.text) and a.text[-1] in "）)"):
        if b.gap or b.indent > a.indent + 1:
            return False
        tight = 1 if not first or a.indent else 5
        return a.indent + a.width >= measure - tight and not _begins_indented(lines, i)
    if b.indent > 2 and b.indent > a.indent + 1:
        return False
    if _COMMA.search(a.text):
        return full or not b.gap
    if b.gap:
        # A line alone between blank lines is a head, unless it hangs on a subhead just above it.
        alone = first and a.gap > 0
        return full and not alone and not (first and begin == 0)
    if first and (a.gap or not i):
        return not _subhead_over(lines, measures, i)
    return a.indent + a.width >= measure * 0.6


def _begins_indented(lines: Sequence[Line], i: int) -> bool:
    """Say whether line ``i + 1`` has the look of a paragraph's first line where paragraphs are indented."""
    return lines[i + 1].indent >= 3


def _subhead_over(lines: Sequence[Line], measures: Sequence[int], i: int) -> bool:
    """Say whether line ``i``, below a blank line, is a subhead set right over the first line of its text."""
    a, b = lines[i], lines[i + 1]
    measure = max(measures[i], measures[i + 1])
    if a.indent + a.width > measure - 2 or re.search(r"[，。；]", a.text):
        return False
    if a.width < measure - 9:
        return True
    # Else its text must look like a paragraph's first line: shorter than the next by the indent that reading has lost.
    third = lines[i + 2].width if i + 2 < len(lines) else 0
    return third - 5 <= b.width <= third - 3 and not FINAL.search(b.text) and not _LATIN.search(b.text)


def _is_head(lines: Sequence[Line], measures: Sequence[int], begin: int, i: int) -> bool:
    if i > begin:
        return False
    line, measure = lines[begin], measures[begin]
    if line.width > LONGEST_HEAD or _COMMA.search(line.text) or "。" in line.text or is_open(line.text):
        return False
    if pattern("opening").match(line.text) or pattern("speaker").match(line.text):
        return False
    if pattern("jump-from-opening").match(line.text) or pattern("jump-on-closing").search(line.text):
        return False
    if re.search(r"[：:…]$|[！？!?…]”$", line.text):
        return False
    below = begin + 1 == len(lines) or lines[begin + 1].gap > 0 or bool(pattern("opening").match(lines[begin + 1].text))
    above = begin == 0 or line.gap > 0
    if not measure:
        return line.width <= 80
    return (above and below) or line.width > measure + 5 or line.width < measure - 2
