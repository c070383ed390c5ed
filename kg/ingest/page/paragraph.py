"""The paragraph: lines of the source that belong together, and what kind they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.ingest.lines import Line

ParagraphKind = Literal["body", "head", "byline", "signature", "jump-from", "jump-on", "furniture"]

LONGEST_HEAD = 100  # cells; a longer line is text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    kind: ParagraphKind
    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """Source offset of the first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Source offset just after the last character."""
        return self.lines[-1].end


def is_open(text: str) -> bool:
    """Say whether a quotation or bracket that begins in ``text`` does not end in it, or the other way round."""
    return any(text.count(a) != text.count(b) for a, b in ("“”", "《》", "（）", "【】"))
