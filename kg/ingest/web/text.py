"""A page's tree to its text: one line for each paragraph, row or heading, in reading order."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|html|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_CELLS = frozenset(("td", "th"))
_LONG_CELL = 60  # characters; a cell with more is a column of the layout and not a cell of a row
_STRONG = _HEADINGS | {"b", "strong"}

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_WIDE = "[\u2e80-\u9fff\uff00-\uffef“”‘’…—]"
_WRAP = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table or a heading, in one line.

    ``holder`` is the innermost block element that holds it, ``linked`` how many of its characters are links,
    ``heading`` whether it is set as one (``<h3>``), ``strong`` whether all of it is bold.
    """

    text: str
    holder: HtmlElement
    linked: int
    heading: bool
    strong: bool


def blocks(root: HtmlElement, without: Collection[HtmlElement] = ()) -> list[Block]:
    """Return what ``root`` holds, in reading order, hidden elements and those of ``without`` left out."""
    flow = _Flow(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walk:
        if event == "start" and element is not root and (element in without or is_hidden(element)):
            flow.end()
            skipped = element
            walk.skip_subtree()
        elif event == "start":
            flow.enter(element, element.tag)
            flow.add(element.text)
        else:
            if element is not skipped:
                flow.leave(element, element.tag)
            if element is not root:
                flow.add(element.tail)
    flow.end()
    return flow.found


def line(element: HtmlElement) -> str:
    """Return the whole text of an element in one line."""
    return " ".join(block.text for block in blocks(element))


def in_one_line(text: str) -> str:
    """Return ``text`` in one line: blanks in a row are one, and none stand at its ends or where the source wraps."""
    return _BLANKS.sub(" ", _WRAP.sub("", _INVISIBLE.sub("", text))).strip(" \u3000")


def is_hidden(element: HtmlElement) -> bool:
    """Say whether a browser would not show the element."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


class _Flow:
    """What the walk has met: the paragraph under way and those that are done."""

    def __init__(self, root: HtmlElement) -> None:
        self.found: list[Block] = []
        self.holders = [root]
        self.pieces: list[str] = []
        self.linked = 0
        self.links = self.bold = self.headings = 0  # open elements of the kind
        self.strong = True

    def enter(self, element: HtmlElement, tag: str) -> None:
        if _BLOCK.fullmatch(tag) or tag == "br":
            self.end()
        elif tag in _CELLS:
            self.part()
        if _BLOCK.fullmatch(tag):
            self.holders.append(element)
        self.links += tag == "a"
        self.bold += tag in _STRONG
        self.headings += tag in _HEADINGS

    def leave(self, element: HtmlElement, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self.end()
            self.holders.pop()
        elif tag in _CELLS:
            self.part()
        self.links -= tag == "a"
        self.bold -= tag in _STRONG
        self.headings -= tag in _HEADINGS

    def add(self, text: str | None) -> None:
        if not text:
            return
        self.pieces.append(text)
        if not text.isspace():
            self.linked += len(text.strip()) if self.links else 0
            self.strong = self.strong and self.bold > 0

    def part(self) -> None:
        """Set two cells of a row apart, or end the paragraph where the cell is a column."""
        if sum(map(len, self.pieces)) > _LONG_CELL:
            self.end()
        else:
            self.pieces.append(" ")

    def end(self) -> None:
        text = in_one_line("".join(self.pieces))
        if text:
            linked = min(self.linked, len(text))
            self.found.append(Block(text, self.holders[-1], linked, self.headings > 0, self.strong))
        self.pieces, self.linked, self.strong = [], 0, True
