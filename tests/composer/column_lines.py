"""Paragraphs into the hard-wrapped lines of a newspaper column, as a PDF reader gives them back.

The column has no indent (the reader drops it) and no page geometry, so all that is left of the layout is where
lines end, where blank lines stand, and the blanks that justification put between Han characters and digits.
"""

from __future__ import annotations

import re

# What may hang over the end of a line; a closing single quote may not, and so can be found at a line's start.
HANGS = "，。、；：？！”）》"
# What may not stand at the end of a line, and moves to the next one.
OPENS = "“‘（《"
# A number with its unit sign, a Latin word, a dash: never cut in two.
RUN = re.compile(r"[0-9A-Za-z.%+\-]+|—+|…+|.", re.DOTALL)
# Between a Han character and a digit or letter: where justification puts a blank.
SEAM = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
# Between any two Han characters: where it must, when a line is far too short.
GAP = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")


def measure(text: str) -> float:
    """Width of ``text`` in Han characters; a digit, a Latin letter or a blank takes half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def justify(line: str, width: int) -> str:
    """Fill a line that falls short of ``width`` with blanks: at digits, and between Han characters if far short."""
    slack = width - measure(line)
    if slack >= 2 and GAP.search(line):
        return GAP.sub(" ", line, count=int(slack * 2))
    blanks = int(slack * 2)
    return SEAM.sub(" ", line, count=blanks) if blanks > 0 else line


def wrap(paragraph: str, width: int) -> list[str]:
    """Lines of ``paragraph`` in a column of ``width`` Han characters; each but the last is full."""
    lines: list[str] = []
    line = ""
    for run in RUN.findall(paragraph):
        if measure(line) + measure(run) <= width or not line or run in HANGS:
            line += run
        else:
            carried = ""
            while len(line) > 1 and line[-1] in OPENS:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(justify(line.rstrip(" "), width))
            line = carried + run.lstrip(" ")
    lines.append(line)
    return lines
