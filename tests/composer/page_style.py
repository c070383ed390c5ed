"""The style of an issue: how its paper sets a page, and how the reader of its PDF gives the lines back."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

Seam = Literal["none", "some", "all"]
Digits = Literal["half", "full", "all full"]
HeadPart = Literal["kicker", "headline", "subtitle"]

_FULL = {code: code + 0xFEE0 for code in map(ord, "0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+")}
_DIGITS = {code: full for code, full in _FULL.items() if chr(code) in "0123456789%"}
_ASCII_MARKS = str.maketrans("（）：；", "():;")


@dataclass(frozen=True, slots=True)
class Style:
    """What all pages of one issue share."""

    reader: str  # name of the manner in which lines come back, for the breakdown of failures
    heads_first: bool  # headline before its body; else after it, as content streams often have it
    head_order: tuple[HeadPart, ...]
    head_gap: bool  # blank line between the lines above each other in a head
    indent: str  # in front of each paragraph
    paragraph_gap: bool  # blank line between paragraphs
    block_gap: bool  # blank line between articles, and between heads and bodies
    break_gap: bool  # blank line where a column ends
    wrapped: bool  # lines end where the column did; else a paragraph is one line
    quote_gap: bool  # blank line before a line that starts with an opening quote
    seam: Seam  # blanks between Han characters and digits or letters
    stretch: float  # share of short lines that are filled up with blanks between characters
    split_runs: bool  # numbers and words may be cut at a line's end
    hang: bool  # closing marks may hang over a line's end
    name_blank: str  # set between the two characters of a short name
    digits: Digits
    ascii_marks: bool  # (记者 某某): instead of （记者 某某）：
    byline_lead: str  # blanks before a byline on a line of its own
    twin_gap: str  # between the headlines of neighbours that stand on one line

    def form(self, text: str) -> str:
        """Return ``text`` in the widths of digits and marks that this paper uses; the length stays the same."""
        if self.digits != "half":
            text = text.translate(_FULL if self.digits == "all full" else _DIGITS)
        return text.translate(_ASCII_MARKS) if self.ascii_marks else text


def choose_style(rng: Random) -> Style:
    """Draw a style; every manner of a reader is as likely as it is met, and the rest varies freely."""
    reader = rng.choices(["blocks", "indented", "flat", "tight", "dense", "unwrapped"], weights=[36, 18, 14, 6, 3, 23])[
        0
    ]
    indents = ["　　", "　　", "    ", "  "]
    indent = {"indented": rng.choice(indents), "tight": rng.choice(indents)}.get(reader, "")
    paragraph_gap = reader == "blocks"
    block_gap = reader not in {"tight", "dense"}
    if reader == "unwrapped":
        indent = rng.choice(["", *indents])
        paragraph_gap = rng.random() < 0.5
        block_gap = paragraph_gap or rng.random() < 0.7
    orders: list[tuple[HeadPart, ...]] = [
        ("kicker", "headline", "subtitle"),
        ("subtitle", "headline", "kicker"),
        ("headline", "kicker", "subtitle"),
    ]
    heads_first = rng.random() < 0.55
    seams: list[Seam] = ["none", "some", "all"]
    digits: list[Digits] = ["half", "full", "all full"]
    return Style(
        reader=reader,
        heads_first=heads_first,
        head_order=rng.choices(orders, weights=[8, 0, 1] if heads_first else [6, 3, 1])[0],
        head_gap=block_gap and rng.random() < 0.5,
        indent=indent,
        paragraph_gap=paragraph_gap,
        block_gap=block_gap,
        break_gap=block_gap and (reader == "blocks" or rng.random() < 0.5),
        wrapped=reader != "unwrapped",
        quote_gap=reader == "blocks" and rng.random() < 0.5,
        seam=rng.choices(seams, weights=[4, 5, 2])[0],
        stretch=rng.choice([0.0, 0.0, 0.1, 0.3, 0.8]),
        split_runs=rng.random() < 0.25,
        hang=rng.random() < 0.6,
        name_blank=rng.choices(["", " ", "　"], weights=[5, 5, 1])[0],
        digits=rng.choices(digits, weights=[16, 1, 1])[0],
        ascii_marks=rng.random() < 0.06,
        byline_lead=rng.choice(["", "", " ", "    ", "　　"]),
        twin_gap=rng.choice([" ", " ", " ", "  ", "    ", "　", "　　", "\t"]),
    )
