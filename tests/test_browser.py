"""Claims about the page in real Chromium, opened from disk with the network shut off.

A missing browser fails these tests; it never skips them.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from networkx import MultiDiGraph
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

import kg
from kg.export.html import render_page
from tests.page_graphs import hostile_graph, small_graph, town_graph

pytestmark = pytest.mark.slow

PAYLOADS = [
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "\u2028window.broken=1\u2029",
    "\"'><svg onload=window.broken=1>",
]
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


class Page:
    """The page in a browser: what a reader does to it, and what it then shows."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, path: Path, hash_: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get(path.as_uri() + hash_)
        self.wait(lambda: self.stats()["nodes"] > 0, "the page drew no nodes")

    def stats(self) -> dict[str, Any]:
        return dict(self.driver.execute_script("return window.kgPage ? kgPage.stats() : {nodes: 0}"))

    def wait(self, done: Callable[[], Any], message: str, seconds: float = 8) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, message
            time.sleep(0.05)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def search(self, text: str) -> list[str]:
        box = self.one("#search")
        box.clear()
        box.send_keys(text)
        listed = (By.CSS_SELECTOR, f"#finder .found[data-query={json.dumps(text, ensure_ascii=False)}]:not([hidden])")
        self.wait(lambda: self.driver.find_elements(*listed), f"no result list for {text}")
        return self.texts("#finder .found [role=option] .name")

    def choose(self, text: str) -> None:
        self.search(text)
        self.one("#search").send_keys(Keys.ENTER)
        self.wait(lambda: self.texts("#panel .actions"), f"no panel after choosing {text}")

    def click(self, selector: str) -> None:
        self.driver.execute_script("arguments[0].click()", self.one(selector))

    def painted(self) -> int:
        """How many colours the canvas holds; where nothing is drawn it is clear."""
        return int(
            self.driver.execute_script("""
                const canvas = document.querySelector("#canvas canvas");
                const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                const colours = new Set();
                for (let i = 0; i < pixels.length; i += 4) {
                  if (pixels[i + 3] > 250) colours.add(pixels.slice(i, i + 3).join());
                }
                return colours.size;
            """)
        )

    def requests(self) -> list[str]:
        """Addresses of all requests since ``open``."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        where = "CI installs it; its set-up is broken" if os.environ.get("CI") else f"apt-get install {name}"
        pytest.fail(f"{name} is not installed: {where}")
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium")
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(program("chromedriver")))
    driver.set_window_size(1440, 900)
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: webdriver.Chrome) -> Iterator[Page]:
    """A page object that, at the end of each test, holds the page to its promises: no request, no complaint."""
    page = Page(browser)
    yield page
    assert [url for url in page.requests() if not url.startswith(("file:", "data:", "about:", "blob:"))] == []
    assert page.complaints() == []


Write = Callable[[MultiDiGraph], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_page(graph: MultiDiGraph[str]) -> Path:
        path = tmp_path / "graph.html"
        path.write_text(render_page(graph, title="青溪区知识图谱"), encoding="utf-8")
        return path

    return write_page


def test_the_page_opens_from_disk_and_asks_for_itself_alone(page: Page, write: Write) -> None:
    path = write(small_graph())
    page.open(path)
    assert page.stats()["nodes"] == 8  # ten entries, the place and the event not shown at first
    assert page.painted() > 20
    assert "青溪区知识图谱" in page.texts("#panel h2")
    assert [url for url in page.requests() if not url.startswith("data:")] == [path.as_uri()]


@pytest.mark.parametrize("typed", ["单晓岚", "晓岚", "shanxiaolan", "shanx", "sxl", "SXL"])
def test_search_finds_a_person_by_name_pinyin_and_initials(page: Page, write: Write, typed: str) -> None:
    page.open(write(small_graph()))
    assert page.search(typed)[0] == "单晓岚"


def test_search_finds_an_alias_and_says_when_there_is_nothing(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    assert page.search("区民政局")[0] == "青溪区民政局"
    assert page.search("无此人") == []
    assert "无此人" in page.texts("#finder .found .note")[0]


def test_the_panel_of_a_person_shows_posts_with_their_sentence_and_source(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    page.choose("sxl")
    panel = page.one("#panel").text
    assert "党工委书记" in panel
    assert "柳荫街道党工委书记单晓岚介绍，“暖冬行动”已经启动。" in panel
    assert "柳荫街道启动暖冬行动" in panel
    assert "青溪报 2023-01-09 第 1 版" in panel
    assert {"单晓岚", "柳荫街道", "党工委书记"} <= set(page.texts("#panel mark"))


def test_a_hidden_kind_is_switched_on_when_found_by_search(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    page.choose("青溪区")
    assert page.texts("#panel h2") == ["青溪区"]
    assert page.one("#kind-place").get_attribute("aria-pressed") == "true"


def test_the_legend_hides_a_kind_and_shows_it_again(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    before = page.stats()
    page.click("#kind-official")
    page.wait(lambda: page.stats()["nodes"] == before["nodes"] - 2, "officials still drawn")
    page.click("#kind-official")
    page.wait(lambda: page.stats() == before, "officials not drawn again")


def test_focus_draws_the_neighbourhood_of_one_and_of_two_steps(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    page.choose("祝小满")
    page.click("#panel .actions button:nth-child(1)")
    page.wait(lambda: page.stats()["nodes"] == 2, "one step of 祝小满 is 柳荫街道")
    page.click("#panel .actions button:nth-child(2)")
    page.wait(lambda: page.stats()["nodes"] == 5, "two steps reach whom 柳荫街道 reaches")


def test_back_and_forward_and_the_address_restore_a_view(page: Page, write: Write) -> None:
    path = write(small_graph())
    page.open(path)
    page.choose("sxl")
    page.click("#panel .actions button:nth-child(1)")
    address = page.driver.current_url
    focused = page.stats()["nodes"]
    page.driver.back()
    page.wait(lambda: page.stats()["nodes"] == 8, "back did not leave the focus")
    page.driver.forward()
    page.wait(lambda: page.stats()["nodes"] == focused, "forward did not come back")
    page.open(path, "#" + address.partition("#")[2])
    assert page.stats()["nodes"] == focused
    assert page.texts("#panel h2") == ["单晓岚"]


def test_a_path_between_two_is_found_and_told_step_by_step(page: Page, write: Write) -> None:
    page.open(write(small_graph()), "#p=per-3~per-1")
    assert page.texts("#panel .steps .entity") == ["祝小满", "柳荫街道", "单晓岚"]
    assert "家住柳荫街道的祝小满说，楼里暖和多了。" in page.one("#panel").text
    page.open(write(small_graph()), "#p=per-3~org-3")
    assert "没有相连" in page.one("#panel").text


def test_the_panel_of_a_line_shows_all_evidence(page: Page, write: Write) -> None:
    page.open(write(small_graph()), "#e=str-1~ini-1")
    assert len(page.texts("#panel blockquote")) == 2
    assert "柳荫的“暖冬行动”走进四个小区。" in page.one("#panel").text


def test_the_roster_lists_officials_sorts_and_filters(page: Page, write: Write) -> None:
    page.open(write(small_graph()), "#v=roster")
    names = page.texts("#sheet tbody td:first-child")
    assert sorted(names) == ["单晓岚", "单晓岚", "吕建章"]
    page.click("#sheet th:first-child button")
    assert page.texts("#sheet tbody td:first-child")[0] == "吕建章"
    page.one("#row-filter").send_keys("sxl")
    page.wait(lambda: len(page.texts("#sheet tbody tr")) == 2, "the filter left other rows")


def test_the_language_and_the_theme_can_be_switched(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    page.click("#language")
    assert "Officials" in page.one("#side").text
    page.click("#language")
    assert "官员" in page.one("#side").text
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = page.driver.execute_script(ground)
    page.click("#theme")
    assert page.driver.execute_script(ground) != light
    page.click("#theme")


def test_a_narrow_window_needs_no_sideways_scrolling(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 780, "deviceScaleFactor": 1, "mobile": True}
    )
    width = page.driver.execute_script("return document.documentElement.scrollWidth")
    page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390


def test_a_large_graph_opens_on_its_most_important_part_and_grows(page: Page, write: Write) -> None:
    page.open(write(town_graph(1200)))
    assert page.stats()["nodes"] == 300
    page.click("#shown button")
    page.wait(lambda: page.stats()["nodes"] == 600, "the graph did not grow")


def test_saved_rows_and_picture_hold_what_is_shown(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    assert "单晓岚,党工委书记,柳荫街道" in page.driver.execute_script("return kgPage.csv()")
    assert ">柳荫街道</text>" in page.driver.execute_script("return kgPage.svg()")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_and_sentences_are_shown_as_text(page: Page, write: Write, payload: str) -> None:
    page.open(write(hostile_graph(payload)))
    for view in ("#n=per-1", "#e=str-1~ini-1", "#p=per-3~per-1", "#v=roster", "#v=table", "#n=per-3"):
        page.driver.execute_script("location.hash = arguments[0]", view)
        page.wait(lambda: page.one("#panel").text, "empty panel")
        time.sleep(0.1)
    page.search("单")
    shown = page.driver.execute_script("return document.querySelector('#panel h2').textContent")
    assert payload in shown
    assert page.driver.execute_script("return window.broken === undefined")
    assert page.driver.execute_script("return document.querySelectorAll('img, script').length") == 4


def test_a_mangled_address_is_passed_over(page: Page, write: Write) -> None:
    page.open(write(small_graph()), "#n=nobody&e=a~b~c&f=x~9&p=~&k=zz&r=&w=-5&d=9~1&l=abc&x=~~&t=post&v=evil")
    assert page.one("#panel").text


def test_the_driver_of_these_tests_would_see_a_request(page: Page, tmp_path: Path) -> None:
    """The check on requests can fail: a page that asks for one is caught."""
    path = tmp_path / "asks.html"
    path.write_text("<img src='http://example.org/a.png'>", encoding="utf-8")
    page.driver.get(path.as_uri())
    page.wait(lambda: any("example.org" in url for url in page.requests()), "the request was not seen")
    page.complaints()


def test_keyboard_alone_finds_and_closes(page: Page, write: Write) -> None:
    page.open(write(small_graph()))
    body = page.one("body")
    body.send_keys("/")
    active = page.driver.switch_to.active_element
    assert active.get_attribute("id") == "search"
    active.send_keys("ljz", Keys.ENTER)
    page.wait(lambda: page.texts("#panel h2") == ["吕建章"], "the panel did not open")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait(lambda: page.texts("#panel h2") == ["青溪区知识图谱"], "Esc did not close the panel")


def test_the_built_samples_open_with_names_to_find_and_sentences_to_read(page: Page, built_output: Path) -> None:
    graph = kg.load(built_output)
    people = {key: data for key, data in graph.nodes(data=True) if data.get("official")}
    official, post = next(
        (a, edge) for a, _, edge in graph.edges(data=True) if edge["rel"] == "holds_post" and a in people
    )
    page.open(built_output / "graph.html")
    assert page.stats()["nodes"] > 100
    assert page.stats()["lines"] > 100
    assert page.painted() > 100
    name = people[official]["name"]
    assert name in page.search(name)
    page.driver.execute_script("location.hash = arguments[0]", f"#n={official}")
    page.wait(lambda: page.texts("#panel h2") == [name], "the panel did not open")
    assert post["title"] in page.one("#panel").text
    assert {sentence.text for sentence in post["evidence"]} & set(page.texts("#panel blockquote"))
    page.driver.execute_script("location.hash = '#v=roster'")
    page.wait(lambda: len(page.texts("#sheet tbody tr")) > 20, "the roster is short")
