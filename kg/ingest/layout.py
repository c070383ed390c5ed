"""Source text to paragraphs: wrapped lines joined, heads and furniture told apart, every character with its offset.

A page out of a PDF reader is hard-wrapped: each column has its own measure (the width of its full lines, in half-width
cells), a paragraph ends with a short line, and a column's end leaves a blank line in the middle of a sentence. A file
of long unwrapped lines has no measure, and each of its lines is a paragraph. Nothing is decided here about articles.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from kg.ingest.words import pattern

ParagraphKind = Literal["body", "head", "byline", "signature", "jump-from", "jump-on", "furniture"]

LONGEST_HEAD = 100  # cells; a longer line is text
_NARROWEST, _LONGEST_MEASURE = 16, 120  # cells; columns of newspapers have 20 to 60
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_FINAL = re.compile(r"[。！？!?…；;：:][”’」』）)》〉】\]]*$")
_FULL_STOP = re.compile(r"[。！？!?…][”’」』）)》〉】\]]*$")
_COMMA = re.compile(r"[，、；：,;“‘《（(]$")
_LATIN = re.compile(r"[A-Za-z0-9.,%+\-/:@_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. ``start``/``end`` are source offsets, blanks at its ends left out.

    ``width`` counts half-width cells, ``indent`` the cells of blanks before it, ``gap`` the blank lines above it.
    """

    start: int
    end: int
    text: str
    width: int
    indent: int
    gap: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. ``measure`` is the width of its column in cells, or 0 where nothing is wrapped."""

    kind: ParagraphKind
    lines: tuple[Line, ...]
    measure: int

    @property
    def start(self) -> int:
        """Source offset of the first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Source offset just after the last character."""
        return self.lines[-1].end

    @property
    def gap(self) -> int:
        """Blank lines above it."""
        return self.lines[0].gap


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Cut the source text into paragraphs, in source order; every character that is not blank is in one of them."""
    lines = _evenest(tuple(_lines(text, 2)), tuple(_lines(text, 1)))
    kinds = [_line_kind(line.text) for line in lines]
    measures = _measures(lines)
    found: list[Paragraph] = []
    begin = 0
    for i in range(len(lines)):
        if i + 1 == len(lines) or not _joins(lines, kinds, measures, begin, i):
            group = lines[begin : i + 1]
            kind = kinds[begin] or ("head" if _is_head(lines, measures, begin, i) else "body")
            found.append(Paragraph(kind, group, max(measures[begin : i + 1])))
            begin = i + 1
    return tuple(_signers(_furniture_together(_cut_lines_back(_first_head_off(found)))))


def is_wrapped(found: Sequence[Paragraph]) -> bool:
    """Say whether the text is set in columns, judged by its body paragraphs."""
    return any(len(p.lines) > 1 for p in found if p.kind == "body")


def _evenest(*readings: tuple[Line, ...]) -> tuple[Line, ...]:
    """Choose the reading that makes neighbouring lines most even: fonts set quotation marks full or half width."""

    def even(lines: tuple[Line, ...]) -> int:
        return sum(abs(a.width - b.width) <= 1 for a, b in pairwise(lines) if not b.gap and not _FINAL.search(b.text))

    return max(readings, key=even)


def _lines(text: str, quote: int) -> Iterator[Line]:
    """Yield the lines that are not blank; ``quote`` is the width of a quotation mark in cells."""
    gap = begin = 0
    ends = [m.span() for m in _BREAK.finditer(text)] + [(len(text), len(text))]
    for end, after in ends:
        raw = text[begin:end]
        left = next((i for i, c in enumerate(raw) if not is_blank(c)), None)
        if left is None:
            gap += bool(begin < after)
        else:
            right = next(i for i in range(len(raw), 0, -1) if not is_blank(raw[i - 1]))
            shown = raw[left:right]
            yield Line(begin + left, begin + right, shown, _width(shown, quote), _width(raw[:left], quote), gap)
            gap = 0
        begin = after


@lru_cache(4096)
def is_blank(c: str) -> bool:
    """Say whether ``c`` shows nothing: white space, a control or a format character (zero width, direction marks)."""
    return c.isspace() or unicodedata.category(c) in ("Cc", "Cf")


@lru_cache(16384)
def _cells(c: str) -> int:
    if is_blank(c):
        return 2 if c == "\u3000" else 1
    return 2 if unicodedata.east_asian_width(c) in "WFA" else 1


def _width(text: str, quote: int) -> int:
    return sum(quote if c in "“”‘’" else _cells(c) for c in text)


def _line_kind(text: str) -> ParagraphKind | None:
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


def _measures(lines: Sequence[Line]) -> list[int]:
    """Measure of the column each line stands in, 0 where lines are not wrapped."""
    chunks: list[tuple[int, int]] = []
    begin = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].gap:
            chunks.append((begin, i))
            begin = i
    own = [_chunk_measures(lines[a:b]) for a, b in chunks]
    measures: list[int] = []
    for n, (a, b) in enumerate(chunks):
        if own[n]:
            measures += own[n]
        else:
            measures += [_neighbour_measure(own, n, lines[a:b])] * (b - a)
    return measures


def _chunk_measures(chunk: Sequence[Line]) -> list[int]:
    """Measures of lines without a blank line between them, or [] where they are too few or too uneven to tell."""
    if len(chunk) == 2:
        widths = [line.indent + line.width for line in chunk]
        even = abs(widths[0] - widths[1]) <= 1 and not _FINAL.search(chunk[0].text) and _FULL_STOP.search(chunk[1].text)
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
        running = sum(1 for line in near if not _FINAL.search(line.text))
        wider = sum(1 for w in widths if w > best + 8)
        good = _NARROWEST <= best <= _LONGEST_MEASURE and like * 2 >= len(widths) and running * 2 >= len(near)
        good = good and wider * 4 <= len(widths)
        measures.append(best if good and like > 1 else _widest_full(near))
    known = [n for n, measure in enumerate(measures) if measure]
    # a list among wrapped text: its short lines stand in the same column
    return [measures[min(known, key=lambda n: abs(n - i))] for i in range(len(chunk))] if known else []


def _widest_full(lines: Sequence[Line]) -> int:
    """Measure by the widest lines alone, for text with many short ones: three or more, most of them mid-sentence."""
    widest = max(line.indent + line.width for line in lines)
    full = [line for line in lines if line.indent + line.width >= widest - 3]
    running = sum(1 for line in full if not _FINAL.search(line.text))
    many = len(full) > 2 and running * 3 >= len(full) * 2
    return widest if many and _NARROWEST <= widest <= _LONGEST_MEASURE else 0


def _neighbour_measure(own: list[list[int]], n: int, chunk: Sequence[Line]) -> int:
    widest = max(line.indent + line.width for line in chunk)
    near = [own[m][-1 if m < n else 0] for m in _outward(n, len(own), 4) if own[m]]
    near = [measure for measure in near if measure]
    if not near:
        return 0
    fitting = [measure for measure in near if widest <= measure + 3]
    if len(chunk) > 1:
        if not fitting:  # digits and Latin letters make lines of a column wider than the count of cells says
            return next((measure for measure in near if widest <= measure + 8), 0)
        return min(fitting, key=lambda measure: abs(measure - widest))
    return fitting[0] if fitting else near[0]


def _outward(n: int, length: int, reach: int) -> Iterator[int]:
    for step in range(1, reach + 1):
        yield from (m for m in (n - step, n + step) if 0 <= m < length)


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
    if pattern("item").match(b.text) and (b.gap or _FINAL.search(a.text)):
        return False
    word = _LATIN.match(b.text)
    slack = 3 + (min(len(word.group()), 16) if word else 0)
    first = i == begin
    if first and not a.indent:
        slack += 4  # the indent of two characters is lost in reading, and the line looks shorter by it
    full = a.indent + a.width >= measure - slack
    if _FULL_STOP.search(a.text) or (pattern("byline-closing").search(a.text) and a.text[-1] in "）)"):
        if b.gap or b.indent > a.indent + 1:
            return False
        tight = 1 if not first or a.indent else 5
        return a.indent + a.width >= measure - tight and not _short_stop(lines, measures, i)
    if b.indent > 2 and b.indent > a.indent + 1:
        return False
    if _COMMA.search(a.text):
        return full or not b.gap
    if b.gap:
        # A line alone between blank lines is a head, unless it hangs on a subhead just above it.
        alone = first and a.gap > 0 and begin + 1 <= i + 1
        return full and not alone and not (first and begin == 0)
    if first and (a.gap or not i):
        return not _subhead_over(lines, measures, i)
    return a.indent + a.width >= measure * 0.6


def _short_stop(lines: Sequence[Line], measures: Sequence[int], i: int) -> bool:
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
    return third - 5 <= b.width <= third - 3 and not _FINAL.search(b.text) and not _LATIN.search(b.text)


def _is_head(lines: Sequence[Line], measures: Sequence[int], begin: int, i: int) -> bool:
    if i > begin:
        return False
    line, measure = lines[begin], measures[begin]
    if line.width > LONGEST_HEAD or _COMMA.search(line.text) or "。" in line.text or _is_open(line.text):
        return False
    if pattern("opening").match(line.text) or re.search(r"[：:…]$|[！？!?…]”$", line.text):
        return False
    below = begin + 1 == len(lines) or lines[begin + 1].gap > 0
    above = begin == 0 or line.gap > 0
    if not measure:
        return line.width <= 80
    return (above and below) or line.width > measure + 5 or line.width < measure - 2


def _is_open(text: str) -> bool:
    """Say whether a quotation or bracket that begins in ``text`` does not end in it, or the other way round."""
    return any(text.count(a) != text.count(b) for a, b in ("“”", "《》", "（）", "【】"))


def _cut_lines_back(found: list[Paragraph]) -> list[Paragraph]:
    """Join to its paragraph a first line that a column's end, or a quotation mark below it, cut off like a head.

    Such a line is exactly as wide as first lines are in its column, which few heads are.
    """
    lost = [p.measure - p.lines[0].width for p in found if p.kind == "body" and p.measure and len(p.lines) > 2]
    indent = 4 if lost and sorted(lost)[len(lost) // 2] >= 3 else 0
    # A word that the break would cut in two stands whole elsewhere on the page: 机|制.
    words = "\n".join(line.text for p in found for line in p.lines)
    out: list[Paragraph] = []
    for n, p in enumerate(found):
        below = found[n + 1] if n + 1 < len(found) else None
        if out and _is_cut_line(out[-1], p, indent, words):
            top = out.pop()
            out.append(Paragraph("body", top.lines + p.lines, max(top.measure, p.measure)))
        elif p.kind in ("head", "body") and len(p.lines) == 1 and below and _is_open(p.lines[0].text):
            out.append(Paragraph("body", p.lines, p.measure))
        else:
            out.append(p)
    return [p for p in out if p.lines]


def _is_cut_line(top: Paragraph, below: Paragraph, indent: int, words: str) -> bool:
    line = top.lines[0]
    if len(top.lines) > 1 or top.kind not in ("head", "body") or below.kind != "body" or not below.measure:
        return False
    if _FINAL.search(line.text) or pattern("opening").match(below.lines[0].text) or not below.gap:
        return False
    last, first = line.text[-1], below.lines[0].text[0]
    whole = below.gap == 1 and _is_han(last) and _is_han(first) and last + first in words
    exact = abs(below.measure - indent - line.indent - line.width) <= 1
    if _is_open(line.text):
        return exact or line.width >= below.measure - 6
    commas = line.text.count("，")
    if whole and line.width >= below.measure - 6:
        return True
    if not exact or not (commas or re.search("[、：]", line.text)):
        return False
    return (
        not line.gap or commas > 1 or below.lines[0].text[0] in "“‘《" or bool(pattern("unfinished").search(line.text))
    )


def _furniture_together(found: list[Paragraph]) -> list[Paragraph]:
    """Count short lines that stand with page furniture, no blank line between, as furniture: the paper's name."""
    out = list(found)
    for n, p in enumerate(found):
        short = p.kind == "head" and p.lines[0].width <= 24
        above = n > 0 and not p.gap and out[n - 1].kind == "furniture"
        below = n + 1 < len(found) and not found[n + 1].gap and found[n + 1].kind == "furniture"
        if short and (above or below):
            out[n] = Paragraph("furniture", p.lines, p.measure)
    return out


def _signers(found: list[Paragraph]) -> list[Paragraph]:
    """Count a short line right over a signature's date as the signature's: the office or person that signs."""
    out = list(found)
    for n in range(len(found) - 1, 0, -1):
        signs = found[n - 1].kind == "head" and found[n - 1].lines[0].width <= 40 and n > 1
        if out[n].kind == "signature" and signs and found[n].gap == 0:
            out[n - 1] = Paragraph("signature", found[n - 1].lines, found[n - 1].measure)
    return out


def _first_head_off(found: list[Paragraph]) -> list[Paragraph]:
    """Take the first line off a text whose headline is exactly as wide as its column and so was joined to the body."""
    bodies = [n for n, p in enumerate(found) if p.kind == "body"]
    if not bodies or bodies[0] != 0 or found[-1].kind == "head" or len(found[0].lines) < 2:
        return found
    first = found[0].lines[0]
    if re.search(r"[。，；：、]$", first.text) or pattern("opening").match(first.text) or first.width > LONGEST_HEAD:
        return found
    if any(p.kind == "head" and p.lines[0].width > max(p.measure, 8) for p in found) or _is_open(first.text):
        return found
    rest = found[0].lines[1:]
    return [Paragraph("head", (first,), 0), Paragraph("body", rest, found[0].measure), *found[1:]]


def joined(paragraph: Paragraph) -> tuple[str, list[int]]:
    """Return a paragraph in one line, and the source offset of each of its characters.

    A blank between two Han characters stays, as one, where it may part two phrases or the characters of a name; blanks
    beside digits, Latin letters and punctuation go, and all go in a line that is spaced out. An inserted blank (between
    two Latin words parted by a line end) has the offset just after the character before it.
    """
    chars: list[str] = []
    offsets: list[int] = []
    head = paragraph.kind == "head"
    for line in paragraph.lines:
        spaced = _is_spaced_out(line.text)
        wrapped = bool(chars)
        blank: int | None = None
        for i, c in enumerate(line.text):
            if is_blank(c):
                if c.isspace() and blank is None:
                    blank = line.start + i
                continue
            if wrapped and _is_letter(chars[-1]) and _is_letter(c):
                blank = offsets[-1] + 1
            if blank is not None and chars and (_keeps_blank(chars[-1], c, head, spaced) or wrapped):
                chars.append(" ")
                offsets.append(blank)
            blank, wrapped = None, False
            chars.append(c)
            offsets.append(line.start + i)
    return "".join(chars), offsets


def _keeps_blank(left: str, right: str, head: bool, spaced: bool) -> bool:
    if _is_han(left) and _is_han(right):
        return not spaced
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True
    if not head:
        return False
    # 稳猪价 “促”陶业: in a head a blank parts phrases, even beside a mark, if that mark can begin or end one
    return right not in "，。、：；！？）”’》】" and left not in "（“‘《【，、：；"


def _is_spaced_out(line: str) -> bool:
    """Say whether a line holds three single Han characters in a row with blanks between them: 覆 盖 率."""
    return bool(_SPACED.search(line)) and not pattern("role").search(line)


_SPACED = re.compile(r"(?<![^\s，。、；：])[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff]){2,}(?=[ \u3000\d，。]|$)")


def _is_han(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff" or c > "\uffff" or c == "\u3007"


def _is_letter(c: str) -> bool:
    return c.isascii() and c.isalpha()
