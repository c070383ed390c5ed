"""Second thoughts on paragraphs, for which the whole page must be known: cut lines, signatures, the paper's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ingest.lines import FINAL, is_han
from kg.ingest.paragraph import LONGEST_HEAD, Paragraph, is_open
from kg.ingest.words import pattern


def mended(found: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a page with the mistakes mended that a look at single lines makes."""
    return tuple(_signers(_furniture_together(_cut_lines_back(_first_head_off(list(found))))))


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
        elif p.kind in ("head", "body") and len(p.lines) == 1 and below and is_open(p.lines[0].text):
            out.append(Paragraph("body", p.lines, p.measure))
        else:
            out.append(p)
    return [p for p in out if p.lines]


def _is_cut_line(top: Paragraph, below: Paragraph, indent: int, words: str) -> bool:
    line = top.lines[0]
    if len(top.lines) > 1 or top.kind not in ("head", "body") or below.kind != "body" or not below.measure:
        return False
    if FINAL.search(line.text) or pattern("opening").match(below.lines[0].text):
        return False
    last, first = line.text[-1], below.lines[0].text[0]
    whole = below.gap <= 1 and is_han(last) and is_han(first) and last + first in words
    if not below.gap:  # 急难愁|盼: over its text like a subhead, but a word would be cut in two
        return whole and line.gap > 0 and line.width >= below.measure - 6
    exact = abs(below.measure - indent - line.indent - line.width) <= 1
    if is_open(line.text):
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
    if any(p.kind == "head" and p.lines[0].width > max(p.measure, 8) for p in found) or is_open(first.text):
        return found
    rest = found[0].lines[1:]
    return [Paragraph("head", (first,), 0), Paragraph("body", rest, found[0].measure), *found[1:]]
