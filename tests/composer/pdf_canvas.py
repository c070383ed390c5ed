"""Composed pages to the bytes of a PDF file: the order in which a page is drawn, in what pieces, in which page box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby, pairwise
from random import Random

from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfgen.canvas import Canvas

from tests.composer.pdf_blocks import Block, Shape, Sheetful
from tests.composer.pdf_style import Style
from tests.composer.pdf_type import Line, at_left, font_for, width

MARK = 34.0  # white around a page whose crop box is smaller than its media box


def pdf_bytes(pages: Sequence[tuple[Sheetful, Style, str]], seed: int) -> bytes:
    """Draw pages, each with its style and the line printed outside its crop box, as one file. Same in, same out."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for number, (page, style, slug) in enumerate(pages):
        _draw_page(canvas, page, style, slug, Random(seed * 31 + number))
    canvas.save()
    return out.getvalue()


def _draw_page(canvas: Canvas, page: Sheetful, style: Style, slug: str, rng: Random) -> None:
    wide, high = style.sheet.width, style.sheet.height
    left, low = style.pad
    grown = MARK if style.boxes == "cropped" else 0.0
    upright = style.rotate in (0, 180)
    across, up = (wide, high) if upright else (high, wide)
    canvas.setPageSize((across, up))
    canvas.setPageRotation(style.rotate)
    media = [left, low, left + across + 2 * grown, low + up + 2 * grown]
    canvas.setCropBox([left + grown, low + grown, left + grown + across, low + grown + up] if grown else None)
    canvas.saveState()
    canvas.translate(left + grown, low + grown)
    turns = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, high, 0),
        180: (-1, 0, 0, -1, wide, high),
        270: (0, -1, 1, 0, 0, wide),
    }
    canvas.transform(*turns[style.rotate])
    for shape in page.shapes:
        _draw_shape(canvas, shape, high)
    if grown:
        small = style.type("song", 6.0)
        _draw_lines(canvas, [at_left(slug, small, 10.0, -14.0)], high, "lines", rng)
    _draw_lines(canvas, _ordered(page.blocks, style, rng), high, style.pieces, rng)
    canvas.restoreState()
    canvas.showPage()
    canvas._doc.Pages.pages[-1].MediaBox = PDFArray(media)


def _ordered(blocks: Sequence[Block], style: Style, rng: Random) -> list[Line]:
    """Return the lines of a page in the order in which they are drawn."""
    kept = list(blocks)
    if style.order == "headlines":
        kept.sort(key=lambda block: block.role not in ("headline", "kicker", "subtitle"))
    elif style.order == "shuffled":
        rng.shuffle(kept)
    lines: list[Line] = []
    for block in kept:
        lines += block.lines
        if style.shadow and block.role == "headline":
            lines += [_moved(line, 0.4) for line in block.lines]
    if style.order == "rows":
        lines.sort(key=lambda line: (round(line.y), line.xs[0]))
    elif style.order == "columns":
        each = style.column + style.gutter
        lines.sort(key=lambda line: (round((line.xs[0] - style.sheet.margin) / each), line.y, line.xs[0]))
    return lines


def _moved(line: Line, by: float) -> Line:
    return Line(line.text, tuple(x + by for x in line.xs), line.y + by, line.type)


def _draw_shape(canvas: Canvas, shape: Shape, high: float) -> None:
    rect = shape.rect
    canvas.setLineWidth(shape.weight)
    canvas.setStrokeGray(shape.grey)
    if shape.kind in ("rule", "dots"):
        canvas.setDash(*([1, 2] if shape.kind == "dots" else []))
        canvas.line(rect.x0, high - rect.y0, rect.x1, high - rect.y1)
        canvas.setDash()
        return
    filled = shape.kind != "frame"
    canvas.setFillGray(shape.grey if filled else 0.0)
    canvas.rect(rect.x0, high - rect.y1, rect.width, rect.height, stroke=not filled, fill=filled)


def _draw_lines(canvas: Canvas, lines: Iterable[Line], high: float, pieces: str, rng: Random) -> None:
    for line in lines:
        text = canvas.beginText()
        style = line.type
        text.setFillGray(style.grey)
        canvas.setStrokeGray(style.grey)
        if style.bold:
            canvas.setLineWidth(style.size * 0.022)
            text.setTextRenderMode(2)
        font = ""
        for begin, end in _cut(line, pieces, rng):
            wanted = font_for(style.font, line.text[begin])
            if wanted != font:
                font = wanted
                text.setFont(font, style.size)
            text.setTextOrigin(line.xs[begin], high - line.y)
            for gap, run in _evenly_spaced(line, begin, end):
                text.setCharSpace(gap)
                text.textOut(run)
        if style.bold:
            text.setTextRenderMode(0)
        text.setCharSpace(0)
        canvas.drawText(text)


def _cut(line: Line, pieces: str, rng: Random) -> list[tuple[int, int]]:
    """Return where the pieces of a line begin and end, each in one font and put in its place by itself."""
    cuts = {0, len(line.text)}
    fonts = [font_for(line.type.font, char) for char in line.text]
    cuts |= {n for n in range(1, len(fonts)) if fonts[n] != fonts[n - 1]}
    if pieces == "glyphs":
        cuts |= set(range(len(line.text)))
    elif pieces == "words":
        at = 0
        while at < len(line.text):
            cuts.add(at)
            at += rng.randint(1, 5)
    ends = sorted(cuts)
    return list(pairwise(ends))


def _evenly_spaced(line: Line, begin: int, end: int) -> list[tuple[float, str]]:
    """Cut a piece into runs after each of whose characters the same blank follows."""

    def gap(n: int) -> float:
        if n + 1 >= len(line.text):
            return 0.0
        return round(line.xs[n + 1] - line.xs[n] - width(line.text[n], line.type), 2)

    return [(value, "".join(line.text[n] for n in run)) for value, run in groupby(range(begin, end), key=gap)]
