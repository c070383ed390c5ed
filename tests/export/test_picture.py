from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx
import pytest
from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure

from kg.errors import SettingError
from kg.export import picture
from kg.export.inline import show
from kg.export.picture import FONTS, chinese_labels, colours_of_kinds, draw, in_pinyin, new_figure, spots_of
from tests.page_graphs import small_graph

GRAPH = small_graph()
LATIN = [font for font in font_manager.fontManager.ttflist if font.name.startswith("DejaVu")]


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> Any:
    kept = {name: rcParams[name] for name in ("font.family", "font.sans-serif", "axes.unicode_minus")}
    yield
    rcParams.update(kept)


@pytest.fixture
def machine_without_chinese_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager.fontManager, "ttflist", LATIN)


def drawn(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


@pytest.mark.usefixtures("machine_without_chinese_fonts")
def test_where_no_font_has_chinese_names_are_written_in_pinyin() -> None:
    _, ax = new_figure()
    draw(GRAPH, ax)

    written = {text.get_text() for text in ax.texts}
    assert {"Shanxiaolan", "Liuyinjiedao"} <= written
    assert not re.search("[\u3400-\u9fff]", "".join(written))


@pytest.mark.filterwarnings("error:Glyph")
@pytest.mark.usefixtures("machine_without_chinese_fonts")
def test_pinyin_needs_no_glyph_that_is_missing() -> None:
    figure, ax = new_figure()
    draw(GRAPH, ax)

    assert drawn(figure).startswith(b"\x89PNG")


def test_the_first_font_that_is_installed_is_set_before_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = [font_manager.FontEntry(name=name) for name in ("SimHei", FONTS[1], "DejaVu Sans")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)
    label = chinese_labels()

    assert label("石桥街道") == "石桥街道"
    assert rcParams["font.sans-serif"][0] == FONTS[1]
    assert "DejaVu Sans" in rcParams["font.sans-serif"]


@pytest.mark.parametrize(
    ("name", "read"),
    [("石矶街道", "Shijijiedao"), ("单晓岚", "Shanxiaolan"), ("“135”行动", "135xingdong"), ("", "")],
)
def test_pinyin_keeps_digits_and_reads_surnames(name: str, read: str) -> None:
    assert in_pinyin(name) == read


def test_every_kind_has_a_colour_of_the_page() -> None:
    assert set(colours_of_kinds()) == {*picture.KINDS, "post"}
    assert colours_of_kinds()["street"] == "#159a72"


def test_places_depend_on_the_graph_alone() -> None:
    again: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    again.add_nodes_from(reversed(list(GRAPH.nodes(data=True))))
    again.add_edges_from(reversed(list(GRAPH.edges(keys=True, data=True))))

    assert spots_of(again) == spots_of(GRAPH)


def test_only_so_many_names_are_written_those_of_most_articles() -> None:
    _, ax = new_figure()
    draw(GRAPH, ax, labels=1)

    assert len(ax.texts) == 1


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(SettingError, match="pip install matplotlib"):
        draw(GRAPH)

    assert set(show(GRAPH)._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_notebook_gets_the_page_in_a_frame_a_picture_and_a_line() -> None:
    bundle = show(GRAPH, height=400)._repr_mimebundle_()

    assert repr(show(GRAPH)) == bundle["text/plain"] == "<graph of 13 things and 11 edges>"
    page = str(bundle["text/html"])
    assert page.startswith("<iframe srcdoc=")
    assert "height: 400px" in page
    assert "<script" not in page
    assert isinstance(bundle["image/png"], bytes)
