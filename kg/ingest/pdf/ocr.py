"""A page that is only a picture to printed lines, by an OCR engine where one is installed.

The engine is RapidOCR, the extra ``ocr`` of this package. Its models come with it, so that nothing is fetched when it
runs. Without it a picture has no text, and who reads the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from kg.ingest.pdf.printed_page import Box, Line, PrintedPage

Image = NDArray[np.uint8]  # rows from the top, columns from the left, three channels

DPI = 200.0  # at which body type of 8 points is read; a finer picture only takes longer
_MOST_PIXELS = 6000  # along one side; a larger page is drawn coarser
_POINTS = 72.0
_LEAST_SCORE = 0.5  # below it the engine mostly reads the grain of a photograph
_EM = 0.86  # of a found box's height; the engine draws boxes larger than the type
_HALF = 0.5  # ems that a digit or Latin letter takes
_MANY = 5  # characters whose common width tells the size
_ALIKE = 1.15  # of two sizes next to each other that are one size, measured twice
_NEAR_BODY = 1.35  # times the size of running text, or as many times less
_DOWNWARDS = 1.5  # height to width of a box whose characters stand one below the other


@dataclass(frozen=True, slots=True)
class Recognised:
    """One line that an engine found: its text, its place in pixels of the picture, and how sure it is, 0 to 1."""

    text: str
    box: Box
    score: float


class Engine(Protocol):
    """Finds the lines of a picture, in any order."""

    def __call__(self, image: Image) -> Sequence[Recognised]:
        """Return the lines of ``image``."""


@cache
def installed_engine() -> Engine | None:
    """Return the engine, or None where the extra is not installed."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return _RapidEngine(RapidOCR)


class _RapidEngine:
    """RapidOCR as an ``Engine``; newspaper pages are larger and fuller than what it expects."""

    def __init__(self, make: Any) -> None:
        self._read = make(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": _MOST_PIXELS,
                "Global.use_cls": False,  # pages stand upright
                "Global.text_score": _LEAST_SCORE,
                "Det.max_candidates": 5000,  # lines of a full page
            }
        )

    def __call__(self, image: Image) -> Sequence[Recognised]:
        result = self._read(image)
        if result.boxes is None:
            return ()
        return [
            Recognised(text, _around(corners), float(score))
            for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]


def read_picture(page: pdfium.PdfPage, engine: Engine) -> PrintedPage:
    """Draw a page of a PDF and recognise its lines.

    Returns:
        The page with its lines in points; rules, frames and pictures are not looked for.
    """
    width, height = page.get_size()
    scale = min(DPI / _POINTS, _MOST_PIXELS / max(width, height, 1.0))
    image: Image = page.render(scale=scale).to_numpy()
    lines = lines_of_picture(engine(image), scale)
    return PrintedPage(width, height, lines, notes=(f"{len(lines)} lines were recognised in a picture (OCR)",))


def lines_of_picture(found: Sequence[Recognised], scale: float) -> tuple[Line, ...]:
    """Return recognised lines as printed ones, sorted from top to bottom.

    Args:
        found: what an engine recognised.
        scale: pixels to a point.
    """
    kept = [entry for entry in found if entry.score >= _LEAST_SCORE and entry.text.strip()]
    boxes = [_scaled(entry.box, 1 / scale) for entry in kept]
    vertical = [
        box.height > _DOWNWARDS * box.width and len(e.text.strip()) > 1 for e, box in zip(kept, boxes, strict=True)
    ]
    ems = [_em(e.text.strip(), box, down) for e, box, down in zip(kept, boxes, vertical, strict=True)]
    sizes = _evened(ems, [len(e.text) for e in kept])
    lines = [
        Line(entry.text.strip(), _trimmed(box, size), size, vertical=down)
        for entry, box, size, down in zip(kept, boxes, sizes, vertical, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: (round(line.box.top, 1), line.box.left, line.text)))


def _em(text: str, box: Box, down: bool) -> float:
    """Return the size of a line's type by its box's height, but no more than there is for each character along it."""
    along, across = (box.height, box.width) if down else (box.width, box.height)
    units = sum(_HALF if char.isascii() else 1.0 for char in text)
    return min(_EM * across, along / units) if units >= _MANY else _EM * across


def _evened(sizes: Sequence[float], lengths: Sequence[int]) -> list[float]:
    """Give sizes that differ no more than one size measured twice does their common middle, to half a point.

    Around the size of running text, which is measured most often, the outliers are as far off as a small subhead is
    larger. They go to it: a body line taken for a subhead would cut its article.
    """
    ranked = sorted(zip(sizes, lengths, strict=True))
    half = sum(lengths) / 2
    body = next((size for n, (size, _) in enumerate(ranked) if sum(count for _, count in ranked[: n + 1]) >= half), 0.0)
    groups: list[list[float]] = []
    for size, _ in ranked:
        own = body if body / _NEAR_BODY <= size <= body * _NEAR_BODY else size
        if groups and own <= groups[-1][len(groups[-1]) // 2] * _ALIKE:
            groups[-1].append(own)
        else:
            groups.append([own])
    common = {size: round(group[len(group) // 2] * 2) / 2 for group in groups for size in group}
    return [common[body if body / _NEAR_BODY <= size <= body * _NEAR_BODY else size] for size in sizes]


def _trimmed(box: Box, size: float) -> Box:
    """Take off what the engine draws around the type."""
    x, y = min(0.06 * size, 0.4 * box.width), min(max(0.0, (box.height - size) / 2), 0.2 * box.height)
    return Box(box.left + x, box.top + y, box.right - x, box.bottom - y)


def _scaled(box: Box, by: float) -> Box:
    return Box(box.left * by, box.top * by, box.right * by, box.bottom * by)


def _around(corners: Any) -> Box:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
