"""A paragraph's lines to running text: breaks and stray blanks taken out, every character with its source offset."""

from __future__ import annotations

import re

from kg.ingest.lines import is_blank, is_han
from kg.ingest.page.paragraph import Paragraph
from kg.ingest.words import pattern

_SPACED = re.compile(r"(?<![^\s，。、；：])[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff]){2,}(?=[ \u3000\d，。]|$)")


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
    if is_han(left) and is_han(right):
        return not spaced
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return True
    if not head:
        return False
    # 稳猪价 “促”陶业: in a head a blank parts phrases, even beside a mark, if that mark can begin or end one
    return right not in "，。、：；！？）”’》】" and left not in "（“‘《【，、：；"


def _is_spaced_out(line: str) -> bool:
    """Say whether a line holds three single Han characters in a row with blanks between them: 通 达 率."""
    return bool(_SPACED.search(line)) and not pattern("role").search(line)


def _is_letter(c: str) -> bool:
    return c.isascii() and c.isalpha()
