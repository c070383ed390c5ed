"""Pages that are only a picture: what an engine recognises becomes printed lines, and without one the page says so."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image as Pillow
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kg.ingest.pdf import texts
from kg.ingest.pdf.ocr import DPI, Image, Recognised, lines_of_picture, read_picture
from kg.ingest.pdf.printed_page import Box
from kg.ingest.pdf.texts import read_pdf
from kg.ingest.read import read_documents
from kg.records import Document, Settings, Skipped

SCALE = DPI / 72
BODY = ("滨江路的旧码头今年改成了步道，", "上个月起，早晚都有人来散步。")


def recognised(text: str, left: float, top: float, size: float, score: float = 0.99) -> Recognised:
    """A line as an engine finds it: in pixels, its box a sixth higher than the type."""
    high, wide = size / 0.86, size * len(text)
    return Recognised(text, Box(left * SCALE, top * SCALE, (left + wide) * SCALE, (top + high) * SCALE), score)


class StandIn:
    """An engine that finds what it was told to, and remembers the picture."""

    def __init__(self, *found: Recognised) -> None:
        self.found = found
        self.shape: tuple[int, ...] = ()

    def __call__(self, image: Image) -> Sequence[Recognised]:
        self.shape = image.shape
        return self.found


ENGINE = StandIn(
    recognised("旧码头成了新步道", 40, 60, 22),
    *(recognised(line, 40, 100 + 14 * n, 9) for n, line in enumerate(BODY * 6)),
)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PDF whose one page is a grey picture."""
    grey = np.full((420, 300, 3), 210, dtype=np.uint8)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 420), invariant=1)
    canvas.drawImage(ImageReader(Pillow.fromarray(grey)), 0, 0, 300, 420)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "scan.pdf"
    path.write_bytes(out.getvalue())
    return path


def test_without_an_engine_a_picture_is_refused_with_what_to_install(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "installed_engine", lambda: None)

    (found,) = read_documents([str(picture)], Settings())

    assert isinstance(found, Skipped)
    assert found.reason == "is a picture without a text layer: install kg-local-news[ocr], or give its text"


def test_with_an_engine_a_picture_is_read(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "installed_engine", lambda: ENGINE)

    (found,) = read_documents([str(picture)], Settings())

    assert isinstance(found, Document)
    assert "旧码头成了新步道" in found.text
    assert BODY[0] in found.text
    assert any("OCR" in note for note in found.notes)


def test_a_picture_in_which_nothing_is_found_is_refused(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "installed_engine", lambda: StandIn())

    (found,) = read_documents([str(picture)], Settings())

    assert isinstance(found, Skipped)
    assert "picture without a text layer" in found.reason


def test_a_page_with_text_is_not_drawn_for_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = StandIn()
    monkeypatch.setattr(texts, "installed_engine", lambda: engine)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(300, 420), invariant=1)
    canvas.drawString(40, 300, "Page 1")
    canvas.showPage()
    canvas.save()

    assert list(read_pdf(out.getvalue()))
    assert engine.shape == ()


def test_an_engine_gets_the_page_at_its_resolution_and_its_pixels_become_points(picture: Path) -> None:
    engine = StandIn(recognised("步道", 40, 60, 20))
    document = pdfium.PdfDocument(picture.read_bytes())

    page = read_picture(document[0], engine)

    assert engine.shape == (1167, 834, 3)
    (line,) = page.lines
    assert line.text == "步道"
    assert line.size == 20
    assert line.box.left == pytest.approx(41.2)
    assert line.box.height == pytest.approx(20, abs=0.1)
    document.close()


def test_a_huge_page_is_drawn_coarser() -> None:
    document = pdfium.PdfDocument.new()
    engine = StandIn()

    read_picture(document.new_page(7200, 3600), engine)

    assert engine.shape == (3000, 6000, 3)
    document.close()


def test_one_size_measured_a_little_differently_is_one_size() -> None:
    sizes = (9.0, 8.6, 9.4, 9.9, 22.0, 23.1)
    found = [recognised("步道上的人", 40, 60 + 30 * n, size) for n, size in enumerate(sizes)]

    assert [line.size for line in lines_of_picture(found, SCALE)] == [9.5, 9.5, 9.5, 9.5, 23.0, 23.0]


def test_a_doubtful_line_is_left_out() -> None:
    found = [recognised("步道上的人", 40, 60, 9), recognised("丶一丿", 40, 90, 9, score=0.31)]

    assert [line.text for line in lines_of_picture(found, SCALE)] == ["步道上的人"]


def test_a_tall_box_is_a_line_set_downwards() -> None:
    tall = Recognised("旧码头", Box(100, 100, 160, 300), 0.97)

    (line,) = lines_of_picture([tall], SCALE)

    assert line.vertical
    assert line.size == pytest.approx(0.86 * 60 / SCALE, abs=0.3)
