"""The heads of a composed article: kicker, headline, subtitle and byline, across its columns or down its side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from tests.composer.pdf_areas import Rect
from tests.composer.pdf_blocks import Shape, Sheetful
from tests.composer.pdf_stories import Manuscript
from tests.composer.pdf_style import Style
from tests.composer.pdf_type import Face, Line, Type, at_left, break_lines, centred, spread, stacked, width

_RUN = re.compile(r"[0-9A-Za-z.,%+\-/:]+|.", re.DOTALL)
_NO_START, _NO_END = "，。、；：？！”’）》", "“‘（《"


@dataclass(frozen=True, slots=True)
class HeadStyle:
    """How one article's head looks."""

    face: Face
    bold: bool
    size: float  # wished for; a long headline gets a smaller one
    centred: bool
    band: bool  # white on a dark band
    small: Face  # of kicker and subtitle


def draw_head_style(rng: Random, style: Style, level: int) -> HeadStyle:
    """Draw the look of a head; ``level`` 0 is the page's lead."""
    lead = rng.uniform(*style.sheet.lead)
    size = (lead, max(lead * rng.uniform(0.52, 0.68), style.body_size * 1.9), max(lead * 0.42, style.body_size * 1.6))[
        level
    ]
    return HeadStyle(
        face=rng.choice(("hei", "hei", "song", "song", "kai")),
        bold=style.fonts == "cid" or rng.random() < 0.4,
        size=size,
        centred=rng.random() < 0.7,
        band=level < 2 and rng.random() < 0.07,
        small=rng.choice(("kai", "song", "hei")),
    )


def headline_lines(text: str, style: Type, measure: float) -> tuple[list[str], float]:
    """Break a headline into as few lines as can be near the size of ``style``, and return them with their size."""
    best: tuple[list[str], float] = ([text], 0.0)
    for count in (1, 2, 3):
        lines = _balanced(text, count)
        size = min(style.size, 0.98 * measure / max(width(line, style) / style.size for line in lines))
        if size > best[1] * 1.15:
            best = (lines, size)
        if size >= 0.78 * style.size:
            break
    return best


def _balanced(text: str, count: int) -> list[str]:
    if count == 1:
        return [text]
    parts = text.split(" ")
    if len(parts) == count and min(map(len, parts)) > 0.4 * max(map(len, parts)):
        return parts
    units = _RUN.findall(text)
    lines, begin = [], 0
    for n in range(1, count):
        target = len(text) * n / count

        def badness(i: int, target: float = target) -> float:
            clash = units[i][0] in _NO_START or units[i - 1][-1] in _NO_END
            good = units[i] == " " or units[i - 1][-1] in "，：；！"
            return abs(sum(map(len, units[:i])) - target) + 9 * clash - 1.5 * good

        cut = min(range(begin + 1, max(begin + 2, len(units))), key=badness, default=begin)
        lines.append("".join(units[begin:cut]).strip())
        begin = cut
    lines.append("".join(units[begin:]).strip())
    return [line for line in lines if line] or [text]


def set_head(
    page: Sheetful, style: Style, look: HeadStyle, text: Manuscript, x: float, top: float, measure: float, byline: str
) -> float:
    """Set a head over ``measure`` from ``top`` and return where it ends."""
    y = top
    wish = style.type(look.face, look.size, bold=look.bold)
    lines, size = headline_lines(text.headline, wish, measure * (0.94 if look.band else 1.0))
    small = max(style.body_size * 1.1, min(size * 0.55, style.body_size * 2.2))
    if text.kicker:
        y = _set_small(page, "kicker", text.kicker, style.type(look.small, small), look, x, y, measure) + size * 0.22
    if look.band:
        band = Rect(x, y, x + measure, y + len(lines) * size * 1.2 + size * 0.35)
        page.shapes.append(Shape("tint", band, grey=0.25))
        y += size * 0.25
    head = style.type(look.face, size, bold=look.bold, grey=1.0 if look.band else 0.0)
    page.add(
        "headline",
        *(
            _headline(line, head, look, x, y + head.size * (0.88 + 1.2 * n), measure, len(lines))
            for n, line in enumerate(lines)
        ),
    )
    y += head.size * (1.2 * len(lines) - 0.16) + (head.size * 0.2 if look.band else 0.0)
    if text.subtitle:
        y += size * 0.18
        y = _set_small(page, "subtitle", text.subtitle, style.type(look.small, small), look, x, y, measure)
    if byline:
        own = style.type("kai" if look.small == "song" else "song", style.body_size)
        y += style.body_size * 0.7
        for line in break_lines(byline, own, measure):
            place = centred if look.centred else (lambda t, s, left, base, _: at_left(t, s, left, base))
            page.add("byline", place(line, own, x, y + own.size * 0.88, measure))
            y += own.size * 1.3
    return y + style.body_size * 0.9


def _headline(line: str, style: Type, look: HeadStyle, x: float, y: float, measure: float, of: int) -> Line:
    wide = width(line, style)
    if of == 1 and look.centred and len(line) <= 7 and wide < 0.75 * measure:  # a short headline is spaced out
        gap = min(style.size * 0.8, (measure * 0.85 - wide) / len(line))
        return spread(line, style, x + (measure - wide - gap * (len(line) - 1)) / 2, y, gap)
    if look.centred:
        return centred(line, style, x, y, measure)
    return at_left(line, style, x + (style.size * 0.3 if look.band else 0.0), y)


def _set_small(
    page: Sheetful, role: str, text: str, style: Type, look: HeadStyle, x: float, y: float, measure: float
) -> float:
    lines = break_lines(text, style, measure)
    place = centred if look.centred else (lambda t, s, left, base, _: at_left(t, s, left, base))
    set_ = [place(line, style, x, y + style.size * (0.88 + 1.25 * n), measure) for n, line in enumerate(lines)]
    page.add("kicker" if role == "kicker" else "subtitle", *set_)
    return y + style.size * (1.25 * len(lines) - 0.2)


def set_vertical_head(
    page: Sheetful, style: Style, look: HeadStyle, text: Manuscript, rect: Rect, at_right: bool
) -> Rect | None:
    """Set a headline down one side of ``rect`` and return what is left for the body, or None where it is too long."""
    shown = [char for char in text.headline if not char.isspace()]
    size = min(look.size, 0.94 * rect.height / (1.1 * len(shown)))
    if size < 1.5 * style.body_size or any(c.isascii() for c in shown) or size * 1.7 > 0.3 * rect.width:
        return None
    head = style.type(look.face, size, bold=look.bold)
    top = rect.y0 + (rect.height - 1.1 * size * len(shown)) / 2
    wide = size * 1.2
    x = rect.x1 - size if at_right else rect.x0
    page.add("headline", *stacked(text.headline, head, x, top, size * 1.1))
    if text.subtitle:
        small = style.type(look.small, max(style.body_size, size * 0.5))
        if small.size * 1.1 * len(text.subtitle) < rect.height and not any(c.isascii() for c in text.subtitle):
            x = x - small.size * 1.5 if at_right else x + size * 1.3
            page.add("subtitle", *stacked(text.subtitle, small, x, rect.y0 + small.size, small.size * 1.1))
            wide += small.size * 1.6
    gap = style.body_size
    return (
        Rect(rect.x0, rect.y0, rect.x1 - wide - gap, rect.y1)
        if at_right
        else Rect(rect.x0 + wide + gap, rect.y0, rect.x1, rect.y1)
    )
