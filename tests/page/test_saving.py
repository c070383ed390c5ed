"""Claims about what can be taken along: pictures and rows, as real downloads."""

from __future__ import annotations

import csv
import io
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.page.chromium import Page
from tests.page.conftest import Write
from tests.page_graphs import hostile_graph

pytestmark = pytest.mark.slow

Save = Callable[[str], bytes]


@pytest.fixture
def save(page: Page, tmp_path: Path) -> Save:
    """Choose an entry of the save menu by its label; gives back the file."""
    page.cdp("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path / "saved")})

    def take(label: str) -> bytes:
        page.click("#save")
        item = next(e for e in page.driver.find_elements("css selector", "#save-menu button") if e.text == label)
        item.click()
        page.wait(lambda: [p for p in saved() if p.suffix != ".crdownload"], f"nothing was saved for {label}")
        [path] = saved()
        data = path.read_bytes()
        path.unlink()
        return data

    def saved() -> list[Path]:
        return [path for path in (tmp_path / "saved").glob("*") if path.stat().st_size]

    return take


def test_the_view_is_saved_as_a_picture_as_large_as_the_canvas(page: Page, small: Path, save: Save) -> None:
    page.open(small)
    picture = save("图片 PNG")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    size = page.run("const c = document.querySelector('#canvas canvas'); return [c.width, c.height]")
    assert list(struct.unpack(">II", picture[16:24])) == size
    assert len(picture) > 8000  # not a blank one


def test_the_view_is_saved_as_svg_with_names_marks_and_lines(page: Page, small: Path, save: Save) -> None:
    page.open(small)
    root = ET.fromstring(save("图片 SVG"))
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert "柳荫街道" in [element.text for element in root.iter() if element.tag.endswith("text")]
    assert tags.count("line") == page.stats()["lines"]
    assert tags.count("circle") + tags.count("polygon") == page.stats()["nodes"]


def test_visible_rows_are_saved_as_csv_that_a_spreadsheet_opens(page: Page, small: Path, save: Save) -> None:
    page.open(small)
    text = save("当前内容 CSV").decode("utf-8-sig")
    assert text.startswith("起,关系,止")
    assert any(row[:3] == ["单晓岚", "党工委书记", "柳荫街道"] for row in csv.reader(io.StringIO(text)))
    page.go("#v=roster")
    page.wait(lambda: page.texts("#sheet tbody tr"), "no roster")
    page.one("#row-filter").send_keys("民政")
    page.wait(lambda: len(page.texts("#sheet tbody tr")) == 1, "the filter left other rows")
    rows = list(csv.reader(io.StringIO(save("当前内容 CSV").decode("utf-8-sig"))))
    assert [row[:3] for row in rows[1:]] == [["吕建章", "局长", "青溪区民政局"]]


def test_the_save_menu_leads_to_the_turtle_and_graphml_files(page: Page, small: Path) -> None:
    page.open(small)
    links = page.driver.find_elements("css selector", "#save-menu a")
    folder = small.parent.as_uri()
    assert [link.get_attribute("href") for link in links] == [f"{folder}/graph.ttl", f"{folder}/graph.graphml"]


@pytest.mark.parametrize("payload", ["\udcff\x00\x1f", "]]><script>alert(1)</script>", "=HYPERLINK(1)", 'a\r\nb,"c'])
def test_hostile_text_is_saved_as_text(page: Page, write: Write, payload: str) -> None:
    graph = hostile_graph(payload)
    graph.nodes["per-1"]["name"] = payload
    page.open(write(graph))
    root = ET.fromstring(page.run("return kgPage.svg()"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "rect", "line", "circle", "polygon", "text"}
    rows = list(
        csv.reader(io.StringIO(page.run("return kgPage.csv().toWellFormed()").removeprefix("\ufeff"), newline=""))
    )
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
