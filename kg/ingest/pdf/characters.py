"""A page of a PDF to its characters and to what is drawn between them, turned so that most of its text stands upright.

The order of the file is not used: a page made by a layout program is drawn in any order.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from kg.ingest.pdf.printed_page import Box, Frame, Glyph

UNMAPPED = "\ufffd"  # stands for a character whose font does not say which it is

_MOST_OBJECTS = 50_000  # drawn things looked at; a map has more and tells nothing
_MOST_SEGMENTS = 400  # of one path; beyond that its bounds are taken
_DEEPEST = 4  # forms within forms
_THIN = 3.0  # points; a rectangle no thicker is a rule
_SHORTEST_RULE = 10.0
_LEAST_FRAME = (12.0, 30.0)  # points; extents of the smallest rectangle that may hold text
_BACKGROUND = 0.85  # share of the page that makes a fill or picture its background
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "hei", "dabiaosong", "xbs", "\u9ed1", "\u7c97")
_INVISIBLE = frozenset({pdf.FPDF_TEXTRENDERMODE_INVISIBLE, pdf.FPDF_TEXTRENDERMODE_CLIP})

Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What a page holds: its characters and what is drawn on it. Text set aslant, as watermarks are, is left out."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    turned: tuple[Glyph, ...]  # by quarters from the rest, with places as if the page were turned to set them upright
    rules: tuple[Box, ...]
    frames: tuple[Frame, ...]
    pictures: tuple[Box, ...]
    picture_share: float  # of the page's area that its largest picture covers
    hidden: int  # characters left out that a reader of the page does not see


@dataclass(frozen=True, slots=True)
class _Character:
    char: str
    x: float  # of its origin, in the file's units
    y: float
    left: float
    bottom: float
    right: float
    top: float
    size: float
    turn: int | None  # quarters counterclockwise, or None where it stands aslant
    font: str
    bold: bool
    mode: int
    colour: tuple[int, int, int, int]


def read_page(document: pdfium.PdfDocument, number: int, most: int) -> PdfPage:
    """Read page ``number`` (from 0).

    Raises:
        pdfium.PdfiumError: the page cannot be loaded.
        OverflowError: it holds more than ``most`` characters.
    """
    page = document[number]
    try:
        bounds = pdf.FS_RECTF()
        pdf.FPDF_GetPageBoundingBox(page, bounds)
        text = page.get_textpage()
        try:
            if pdf.FPDFText_CountChars(text) > most:
                raise OverflowError
            characters = _characters(text)
        finally:
            text.close()
        return _upright(characters, list(_drawn(page)), bounds)
    finally:
        page.close()


def _characters(text: pdfium.PdfTextPage) -> list[_Character]:
    box, matrix = pdf.FS_RECTF(), pdf.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    channels = [ctypes.c_uint() for _ in range(4)]
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    drawn: dict[int | None, tuple[str, bool, int, tuple[int, int, int, int]]] = {}
    found: list[_Character] = []
    count = pdf.FPDFText_CountChars(text)
    held = ""  # the first half of a surrogate pair
    for i in range(count):
        if pdf.FPDFText_IsGenerated(text, i) == 1:
            continue
        code = pdf.FPDFText_GetUnicode(text, i)
        char = _char(code, pdf.FPDFText_HasUnicodeMapError(text, i) == 1, pdf.FPDFText_IsHyphen(text, i) == 1)
        if 0xD800 <= code < 0xDC00:
            held = chr(code)
            continue
        if held:
            char = _pair(held, code)
            held = ""
        if not char:
            continue
        pdf.FPDFText_GetLooseCharBox(text, i, box)
        pdf.FPDFText_GetCharOrigin(text, i, x, y)
        pdf.FPDFText_GetMatrix(text, i, matrix)
        size = pdf.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
        thing = pdf.FPDFText_GetTextObject(text, i)
        key = ctypes.cast(thing, ctypes.c_void_p).value
        if key not in drawn:
            pdf.FPDFText_GetFontInfo(text, i, name, len(name), flags)
            font = name.value.decode("utf-8", "replace").split("+")[-1]
            bold = pdf.FPDFText_GetFontWeight(text, i) >= _BOLD_WEIGHT or any(b in font.lower() for b in _BOLD_NAMES)
            mode = pdf.FPDFTextObj_GetTextRenderMode(thing)
            stroked = mode == pdf.FPDF_TEXTRENDERMODE_FILL_STROKE  # the common way to fake a bold face
            pdf.FPDFText_GetFillColor(text, i, *channels)
            r, g, b, a = (c.value for c in channels)
            drawn[key] = (font, bold or stroked, mode, (r, g, b, a))
        font, bold, mode, colour = drawn[key]
        numbers = (x.value, y.value, box.left, box.bottom, box.right, box.top, size)
        if not all(map(math.isfinite, numbers)) or not 0.5 < size < 5000 or max(map(abs, numbers)) > 1e6:
            continue
        found.append(_Character(char, *numbers, _turn(matrix), font, bold, mode, colour))
    return found


def _turn(matrix: pdf.FS_MATRIX) -> int | None:
    quarters = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else None  # a scan may lie a little askew


def _char(code: int, unmapped: bool, hyphen: bool) -> str:
    """Return the character of a code point as the file gives it, or nothing for one that prints nothing."""
    if hyphen:
        return "-"
    if unmapped or code == 0 or code & 0xFFFE == 0xFFFE or 0xDC00 <= code < 0xE000 or code > 0x10FFFF:
        return UNMAPPED
    if code in (0x09, 0xA0, 0x3000) or 0x2000 <= code <= 0x200A:
        return " "
    soft = code == 0xAD or 0x200B <= code <= 0x200F or 0x2028 <= code <= 0x202E or 0x2060 <= code <= 0x206F
    return "" if soft or code < 0x20 or 0x7F <= code < 0xA0 or code == 0xFEFF else chr(code)


def _pair(high: str, low: int) -> str:
    if not 0xDC00 <= low < 0xE000:
        return UNMAPPED
    return chr(0x10000 + (ord(high) - 0xD800) * 0x400 + low - 0xDC00)


def _upright(characters: list[_Character], drawn: list[tuple[str, Box]], bounds: pdf.FS_RECTF) -> PdfPage:
    """Turn the page by quarters until most of its characters stand upright, whatever its own entry for that says."""
    quarters = Counter(c.turn for c in characters if c.turn is not None)
    turn = min(quarters, key=lambda q: (-quarters[q], q)) if quarters else 0
    place, width, height = _turned(bounds, turn)
    page = Box(0.0, 0.0, width, height)
    placed = [(kind, _between(place, box)) for kind, box in drawn]
    pictures = [box for kind, box in placed if kind == "picture"]
    shares = [page.shared_width(p) * page.shared_height(p) / (width * height) for p in pictures]
    share = max(shares, default=0.0)
    tints = [box for kind, box in placed if kind == "tint"]
    seen = [c for c in characters if _is_seen(c, place, [*tints, *pictures])]
    if share > _BACKGROUND and len(seen) * 2 < len(characters):
        seen = characters  # recognised text laid unseen over a scanned page
    inside = [c for c in seen if page.holds(*place((c.left + c.right) / 2, (c.bottom + c.top) / 2), slack=1.0)]
    upright = [_glyph(c, place, n) for n, c in enumerate(inside) if c.turn == turn]
    aslant: list[Glyph] = []
    for other in sorted(set(quarters) - {turn}):
        its_place, _, _ = _turned(bounds, other)
        aslant += [_glyph(c, its_place, n) for n, c in enumerate(inside) if c.turn == other]
    return PdfPage(
        width=width,
        height=height,
        glyphs=_once(upright),
        turned=_once(aslant),
        rules=tuple(sorted((b for k, b in placed if k == "rule"), key=_key)),
        frames=tuple(
            sorted(
                (Frame(b, k == "tint") for k, b in placed if k in ("frame", "tint") and not _is_page(b, page)),
                key=lambda frame: _key(frame.box),
            )
        ),
        pictures=tuple(sorted((p for p in pictures if not _is_page(p, page)), key=_key)),
        picture_share=share,
        hidden=sum(1 for c in characters if c.char != " ") - sum(1 for g in (*upright, *aslant) if g.char != " "),
    )


def _key(box: Box) -> tuple[float, float, float, float]:
    return box.top, box.left, box.bottom, box.right


def _is_page(box: Box, page: Box) -> bool:
    return box.shared_width(page) * box.shared_height(page) > _BACKGROUND * page.width * page.height


def _turned(bounds: pdf.FS_RECTF, turn: int) -> tuple[Place, float, float]:
    """Return how a place in the file lies on the page when text of ``turn`` quarters stands upright, and its size."""
    left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    if turn == 1:
        return lambda x, y: (y - bottom, x - left), height, width
    if turn == 2:
        return lambda x, y: (right - x, y - bottom), width, height
    if turn == 3:
        return lambda x, y: (top - y, right - x), height, width
    return lambda x, y: (x - left, top - y), width, height


def _between(place: Place, box: Box) -> Box:
    (x0, y0), (x1, y1) = place(box.left, box.top), place(box.right, box.bottom)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_seen(c: _Character, place: Place, backs: list[Box]) -> bool:
    if c.mode in _INVISIBLE or c.colour[3] == 0:
        return False
    if min(c.colour[:3]) < 250:
        return True
    x, y = place((c.left + c.right) / 2, (c.bottom + c.top) / 2)
    return any(back.holds(x, y) for back in backs)  # white on a tint or a picture, not on paper


def _glyph(c: _Character, place: Place, order: int) -> Glyph:
    (x0, _), (x1, _) = place(c.left, c.bottom), place(c.right, c.top)
    base = place(c.x, c.y)[1]
    return Glyph(c.char, min(x0, x1), max(x0, x1), base, c.size, c.font, c.bold, order)


def _once(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """Take a character that is printed twice at one spot, to look bold or shaded, once and as bold."""
    cells: dict[tuple[str, int, int], list[int]] = {}
    kept: list[Glyph] = []
    for g in glyphs:
        reach = g.size * 0.2
        column, row = round(g.left / max(reach, 0.1)), round(g.base / max(reach, 0.1))
        near = (
            n
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for n in cells.get((g.char, column + dx, row + dy), ())
            if abs(kept[n].left - g.left) <= reach
            and abs(kept[n].base - g.base) <= reach
            and abs(kept[n].size - g.size) <= g.size * 0.1
        )
        twin = next(near, None)
        if twin is None or g.char == " ":
            cells.setdefault((g.char, column, row), []).append(len(kept))
            kept.append(g)
        else:
            kept[twin] = replace(kept[twin], bold=True)
    return tuple(kept)


def _drawn(page: pdfium.PdfPage) -> Iterator[tuple[str, Box]]:
    """Yield rules, frames, tints and pictures, in the file's units."""
    budget = [_MOST_OBJECTS]
    for n in range(pdf.FPDFPage_CountObjects(page)):
        yield from _of_object(pdf.FPDFPage_GetObject(page, n), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0, budget)


Matrix = tuple[float, float, float, float, float, float]


def _of_object(thing: object, outer: Matrix, depth: int, budget: list[int]) -> Iterator[tuple[str, Box]]:
    budget[0] -= 1
    if budget[0] < 0:
        return
    kind = pdf.FPDFPageObj_GetType(thing)
    if kind == pdf.FPDF_PAGEOBJ_PATH:
        yield from _of_path(thing, outer)
    elif kind in (pdf.FPDF_PAGEOBJ_IMAGE, pdf.FPDF_PAGEOBJ_SHADING):
        box = _bounds(thing, outer)
        if box and min(box.width, box.height) <= _THIN and max(box.width, box.height) >= _SHORTEST_RULE:
            yield "rule", box
        elif box and min(box.width, box.height) > 8.0:
            yield "picture", box
    elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(thing), outer)
        for n in range(pdf.FPDFFormObj_CountObjects(thing)):
            yield from _of_object(pdf.FPDFFormObj_GetObject(thing, n), inner, depth + 1, budget)


def _of_path(thing: object, outer: Matrix) -> Iterator[tuple[str, Box]]:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(thing, mode, stroke)
    filled = mode.value != pdf.FPDF_FILLMODE_NONE
    white = _is_white(thing)
    if not (filled and not white) and not stroke.value:
        return
    for box in _subpaths(thing, outer):
        longest, shortest = max(box.width, box.height), min(box.width, box.height)
        if shortest <= _THIN:
            if longest >= _SHORTEST_RULE:
                yield "rule", box
        elif shortest >= _LEAST_FRAME[0] and longest >= _LEAST_FRAME[1]:
            yield ("tint" if filled and not white else "frame"), box


def _is_white(thing: object) -> bool:
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFPageObj_GetFillColor(thing, r, g, b, a):
        return False
    return a.value == 0 or min(r.value, g.value, b.value) >= 250


def _subpaths(thing: object, outer: Matrix) -> Iterator[Box]:
    count = pdf.FPDFPath_CountSegments(thing)
    if count > _MOST_SEGMENTS:
        box = _bounds(thing, outer)
        if box:
            yield box
        return
    matrix = _times(_matrix(thing), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for n in range(count):
        segment = pdf.FPDFPath_GetPathSegment(thing, n)
        if pdf.FPDFPathSegment_GetType(segment) == pdf.FPDF_SEGMENT_MOVETO and points:
            yield _around(points)
            points = []
        pdf.FPDFPathSegment_GetPoint(segment, x, y)
        point = _applied(matrix, x.value, y.value)
        if all(math.isfinite(v) and abs(v) < 1e6 for v in point):
            points.append(point)
    if points:
        yield _around(points)


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(thing: object, outer: Matrix) -> Box | None:
    corners = [ctypes.c_float() for _ in range(4)]
    if not pdf.FPDFPageObj_GetBounds(thing, *corners):
        return None
    left, bottom, right, top = (c.value for c in corners)
    points = [_applied(outer, x, y) for x in (left, right) for y in (bottom, top)]
    return _around(points) if all(math.isfinite(v) and abs(v) < 1e6 for p in points for v in p) else None


def _matrix(thing: object) -> Matrix:
    m = pdf.FS_MATRIX()
    if not pdf.FPDFPageObj_GetMatrix(thing, m):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
