"""The browser, started once, and a page in it that is held to its promises after every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from networkx import MultiDiGraph
from selenium import webdriver

from kg.export.html import render_page
from tests.page.chromium import Page, start_browser
from tests.page_graphs import small_graph

Write = Callable[[MultiDiGraph], Path]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    driver = start_browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: webdriver.Chrome) -> Iterator[Page]:
    """A page that, at the end of each test, has asked the network for nothing and complained of nothing."""
    page = Page(browser)
    page.set_up()
    yield page
    assert [url for url in page.requests() if not url.startswith(("file:", "data:", "about:", "blob:"))] == []
    assert page.complaints() == []
    page.run("try { localStorage.clear(); } catch { /* about:blank has none */ }")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_page(graph: MultiDiGraph[str]) -> Path:
        path = tmp_path / "graph.html"
        path.write_text(render_page(graph, title="青溪区知识图谱"), encoding="utf-8")
        return path

    return write_page


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small graph, for tests that only read it."""
    path = tmp_path_factory.mktemp("small") / "graph.html"
    path.write_text(render_page(small_graph(), title="青溪区知识图谱"), encoding="utf-8")
    return path
