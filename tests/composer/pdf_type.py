"""Faces of type, and paragraphs set in lines: what composed PDF pages are printed with.

All lengths are points. A page is laid out with ``y`` running down from its top edge; ``pdf_canvas`` turns that round.
Pages use the Song type that PDF readers bring along (not embedded), Song, Kai and Hei type embedded from Debian's
packages fonts-arphic-gbsn00lp, fonts-arphic-gkai00mp and fonts-wqy-microhei, or both kinds on one page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

FontSet = Literal["cid", "embedded", "mixed"]
Face = Literal["song", "hei", "kai"]

CID = "STSong-Light"
_FILES = {
    "Song": Path("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf"),
    "Kai": Path("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf"),
    "Hei": Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
}
_FONTS: dict[FontSet, dict[Face, str]] = {
    "cid": {"song": CID, "hei": CID, "kai": CID},
    "embedded": {"song": "Song", "hei": "Hei", "kai": "Kai"},
    "mixed": {"song": CID, "hei": "Hei", "kai": "Kai"},
}
_FALLBACK = "Hei"  # has what GB 2312 lacks, as a press sets a rare character of a name in another type

_CLOSES = frozenset("，。、；：？！”’）》】〕…—%·")  # may not begin a line
_OPENS = frozenset("“‘（《【〔")  # may not end a line
_RUN = re.compile(r"[0-9A-Za-z.,%+\-/:]+|——|……|.", re.DOTALL)  # never cut in two


class MissingFontError(Exception):
    """A font that pages are set in is not on this machine. The message names the Debian packages."""


@dataclass(frozen=True, slots=True)
class Type:
    """A face in a size. ``font`` is the name it is registered by; ``bold`` strokes the outlines as well."""

    font: str
    size: float
    bold: bool = False
    grey: float = 0.0  # 0 is black, 1 white


@dataclass(frozen=True, slots=True)
class Line:
    """One line as set: ``xs`` are the left edges of its characters, ``y`` its base line down from the page's top."""

    text: str
    xs: tuple[float, ...]
    y: float
    type: Type


@cache
def _registered() -> None:
    missing = [str(path) for path in _FILES.values() if not path.exists()]
    if missing:
        raise MissingFontError(
            f"{', '.join(missing)} not found: install fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-microhei"
        )
    for name, path in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFont(UnicodeCIDFont(CID))


def type_of(fonts: FontSet, face: Face, size: float, *, bold: bool = False, grey: float = 0.0) -> Type:
    """Return a face of a font set in a size, in steps of a tenth of a point."""
    _registered()
    return Type(_FONTS[fonts][face], round(size, 1), bold, grey)


@cache
def font_for(font: str, char: str) -> str:
    """Return ``font``, or the fallback where ``font`` has no glyph for ``char``."""
    face = pdfmetrics.getFont(font).face
    known = getattr(face, "charToGlyph", None)
    return font if known is None or ord(char) in known or char.isspace() else _FALLBACK


@cache
def _advance(font: str, char: str) -> float:
    return float(pdfmetrics.stringWidth(char, font_for(font, char), 1.0))


def width(text: str, style: Type) -> float:
    """Return how wide ``text`` is when no blank is added."""
    return sum(_advance(style.font, char) for char in text) * style.size


def break_lines(text: str, style: Type, measure: float, indent: float = 0.0, squeeze: float = 0.0) -> list[str]:
    """Cut a paragraph into lines no wider than ``measure``, the first less ``indent``.

    A closing mark that would begin a line is squeezed in where it overhangs by no more than ``squeeze`` ems, else a
    character is carried down to it. Numbers and Latin words are not cut unless they alone are wider than a line.
    """
    lines: list[str] = []
    line: list[str] = []
    used, limit = 0.0, measure - indent
    for unit in _units(text, style, measure):
        wide = width(unit, style)
        over = used + wide - limit
        if not line or over <= 0.001 or (unit in _CLOSES and over <= squeeze * style.size):
            if line or unit != " ":
                line.append(unit)
                used += wide
            continue
        carried: list[str] = []
        head = unit
        while len(line) > 1 and (head[0] in _CLOSES or line[-1] in _OPENS):
            head = line.pop()
            carried.insert(0, head)
        lines.append("".join(line))
        line = [u for u in (*carried, unit) if u != " "]
        used, limit = sum(width(u, style) for u in line), measure
    if line:
        lines.append("".join(line))
    return lines


def _units(text: str, style: Type, measure: float) -> list[str]:
    units: list[str] = []
    for unit in _RUN.findall(text):
        units += list(unit) if width(unit, style) > measure else [unit]
    return units


def justified(text: str, style: Type, x: float, y: float, measure: float) -> Line:
    """Set a line to fill ``measure`` exactly, the blank spread between its characters but not inside numbers."""
    units = _RUN.findall(text)
    gap = (measure - width(text, style)) / max(1, len(units) - 1)
    return _placed(units, style, x, y, gap)


def spread(text: str, style: Type, x: float, y: float, gap: float) -> Line:
    """Set a line from ``x`` with ``gap`` between its characters."""
    return _placed(_RUN.findall(text), style, x, y, gap)


def at_left(text: str, style: Type, x: float, y: float) -> Line:
    """Set a line from ``x``."""
    return spread(text, style, x, y, 0.0)


def at_right(text: str, style: Type, right: float, y: float) -> Line:
    """Set a line that ends at ``right``."""
    return at_left(text, style, right - width(text, style), y)


def centred(text: str, style: Type, x: float, y: float, measure: float) -> Line:
    """Set a line in the middle of ``measure``."""
    return at_left(text, style, x + (measure - width(text, style)) / 2, y)


def stacked(text: str, style: Type, x: float, top: float, step: float) -> list[Line]:
    """Set characters one below the other, each a line of its own; ``step`` is from base line to base line."""
    shown = [char for char in text if not char.isspace()]
    return [
        at_left(char, style, x + (style.size - width(char, style)) / 2, top + style.size * 0.88 + n * step)
        for n, char in enumerate(shown)
    ]


def _placed(units: Sequence[str], style: Type, x: float, y: float, gap: float) -> Line:
    xs: list[float] = []
    for unit in units:
        for char in unit:
            xs.append(round(x, 3))
            x += _advance(style.font, char) * style.size
        x += gap
    return Line("".join(units), tuple(xs), round(y, 3), style)
