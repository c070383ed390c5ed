"""Paragraphs into the lines of columns of differing widths, as a PDF reader gives them back."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.composer.page_style import Style

HANGS = "，。、；：？！”’）》】)];:,.!?%％"  # noqa: RUF001
OPENS = "“‘（《【(["
RUN = re.compile(r"[0-9A-Za-z.%+\-/]+|—+|…+|[^\S\n]+|.", re.DOTALL)
SINGLE = re.compile(r"—+|…+|[^\S\n]+|.", re.DOTALL)
SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
GAP = re.compile(r"(?<=[\u4e00-\u9fff，。、])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in Han characters and heights in lines of the columns that an article runs through."""

    widths: tuple[float, ...]
    heights: tuple[int, ...]

    def width(self, line: int) -> float:
        """Width of the article's line ``line``; what overflows the last column keeps its width."""
        for width, height in zip(self.widths, self.heights, strict=True):
            if line < height:
                return width
            line -= height
        return self.widths[-1]

    def ends(self) -> set[int]:
        """Line numbers before which a new column begins."""
        totals = [sum(self.heights[:n]) for n in range(1, len(self.heights))]
        return set(totals)


def measure(text: str) -> float:
    """Width of ``text`` in Han characters; a digit, a Latin letter or a blank takes half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def balance(paragraphs: Sequence[str], widths: Sequence[float], rng: Random) -> Columns:
    """Columns of about one height that hold the paragraphs."""
    width = sum(widths) / len(widths)
    lines = sum(math.ceil((measure(p) + 2) / width) for p in paragraphs)
    height = max(1, math.ceil(lines / len(widths)))
    heights = [max(1, height + rng.choice([-2, -1, 0, 0, 0, 1, 2])) for _ in widths]
    return Columns(tuple(widths), tuple(heights))


def wrap(text: str, style: Style, columns: Columns, start: int, rng: Random, indent: str) -> list[str]:
    """Lines of a paragraph whose first is line ``start`` of the article; each but the last is full."""
    lines: list[str] = []
    line = indent
    runs = (SINGLE if style.split_runs else RUN).findall(text)
    for run in runs:
        width = columns.width(start + len(lines)) + (0 if not style.hang or run not in HANGS else 1)
        if not line.strip() or measure(line) + measure(run) <= width:
            line += run
            continue
        carried = ""
        if run in HANGS and len(line.strip()) > 2:  # a closing mark takes the character before it along
            while run in HANGS and line[-1] in HANGS and len(line.strip()) > 3:
                carried, line = line[-1] + carried, line[:-1]
            carried, line = line[-1] + carried, line[:-1]
        while len(line.strip()) > 1 and line[-1] in OPENS:
            carried, line = line[-1] + carried, line[:-1]
        lines.append(_justify(line.rstrip(), columns.width(start + len(lines)), style, rng))
        line = carried + (run.lstrip() if not carried else run)
    if line.strip():
        lines.append(_seams(line.rstrip(), style, rng, 0.3))
    return lines


def _justify(line: str, width: float, style: Style, rng: Random) -> str:
    """Fill a full line with blanks: at digits and letters, and between Han characters where it is far too short."""
    slack = width - measure(line)
    gaps = [match.start() for match in GAP.finditer(line)]
    if gaps and slack >= 1 and rng.random() < style.stretch:
        wanted = min(len(gaps), max(2, int(slack * 2)))
        chosen = {gaps[n * len(gaps) // wanted] for n in range(wanted)} if rng.random() < 0.5 else set(gaps)
        return "".join(" " + char if n in chosen else char for n, char in enumerate(line))
    return _seams(line, style, rng, 0.8 if slack > 0 else 0.4)


def _seams(line: str, style: Style, rng: Random, share: float) -> str:
    if style.seam == "none":
        return line
    return SEAM.sub(lambda _: " " if style.seam == "all" or rng.random() < share else "", line)
