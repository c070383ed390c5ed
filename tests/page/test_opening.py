"""Claims about the page as it opens: from disk, alone, at rest, and on what matters most."""

from __future__ import annotations

import math
import re
import time
from pathlib import Path

import pytest

import kg
from tests.page.chromium import Page
from tests.page.conftest import Write
from tests.page_graphs import small_graph, town_graph

pytestmark = pytest.mark.slow


def test_the_page_opens_from_disk_and_asks_for_itself_alone(page: Page, small: Path) -> None:
    page.open(small)
    assert page.stats()["nodes"] == 8  # ten entries, the place and the event not shown at first
    assert page.painted() > 20
    assert page.title() == "青溪区知识图谱"
    assert [url for url in page.requests() if not url.startswith("data:")] == [small.as_uri()]


def test_the_driver_of_these_tests_would_see_a_request(page: Page, tmp_path: Path) -> None:
    """The check on requests can fail: a page that asks for one is caught."""
    path = tmp_path / "asks.html"
    path.write_text("<img src='http://example.org/a.png'>", encoding="utf-8")
    page.driver.get(path.as_uri())
    page.wait(lambda: any("example.org" in url for url in page.requests()), "the request was not seen")
    assert page.complaints()


def test_a_page_that_is_cut_short_says_that_it_cannot_be_shown(page: Page, small: Path, tmp_path: Path) -> None:
    whole = small.read_text(encoding="utf-8")
    start = re.search(r'id="kg-data">', whole)
    assert start
    path = tmp_path / "short.html"
    path.write_text(whole[: start.end() + 400] + whole[start.end() + 600 :], encoding="utf-8")
    page.driver.get(path.as_uri())
    page.wait(lambda: "此页打不开" in page.one("#panel").text, "nothing is said")
    assert page.complaints()  # the error is not swallowed


def test_the_start_view_says_what_this_is_how_much_and_how_to_begin(page: Page, small: Path) -> None:
    page.open(small)
    said = page.one("#panel").text
    assert "2 篇报道" in said
    assert "2023-01-09 至 2023-02-13" in said
    assert page.texts(".tally b") == ["2", "1", "1", "3", "1", "1", "1"]
    assert "sxl" in said
    links = [link.get_attribute("href") for link in page.driver.find_elements("css selector", "#panel .files a")]
    assert [str(link).rpartition("/")[2] for link in links] == ["graph.ttl", "graph.graphml", "officials.csv"]


def test_the_graph_is_at_rest_and_a_node_stays_where_it_is_dragged(page: Page, small: Path) -> None:
    page.open(small)
    before = page.spot("柳荫街道")
    time.sleep(0.3)
    assert page.spot("柳荫街道") == before
    page.drag(before, (before[0] + 60, before[1] + 40))
    after = page.spot("柳荫街道")
    assert math.dist(after, (before[0] + 60, before[1] + 40)) < 8
    page.click("#kind-person")
    page.click("#kind-person")
    assert math.dist(page.spot("柳荫街道"), after) < 2


def test_the_wheel_zooms_the_ground_pans_and_fit_brings_all_back(page: Page, small: Path) -> None:
    page.open(small)
    scale, spot = page.stats()["scale"], page.spot("柳荫街道")
    page.mouse("mouseWheel", (700, 500), deltaX=0, deltaY=-240)
    page.wait(lambda: page.stats()["scale"] > scale * 1.05, "the wheel did not zoom")
    page.drag((260, 120), (360, 170))
    assert page.spot("柳荫街道") != spot
    page.click("[data-zoom=fit]")
    page.wait(lambda: math.dist(page.spot("柳荫街道"), spot) < 2, "fit did not bring the first view back")


def test_names_keep_their_size_on_the_screen_at_every_zoom(page: Page, small: Path) -> None:
    page.open(small)
    for _ in range(5):
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', page.run("return kgPage.svg()"))]
        assert sizes
        assert min(sizes) >= 11
        page.click("[data-zoom=out]")


def test_the_legend_hides_a_kind_and_shows_it_again(page: Page, small: Path) -> None:
    page.open(small)
    before = page.stats()
    assert page.texts("#side .toggle .count")[:7] == ["2", "1", "1", "3", "1", "1", "1"]
    page.click("#kind-official")
    page.wait(lambda: page.stats()["nodes"] == before["nodes"] - 2, "officials still drawn")
    page.click("#kind-official")
    page.wait(lambda: page.stats() == before, "officials not drawn again")


def test_places_and_events_are_drawn_when_switched_on(page: Page, small: Path) -> None:
    page.open(small)
    page.click("#kind-place")
    page.click("#kind-event")
    page.wait(lambda: page.stats()["nodes"] == 10, "the place and the event are not drawn")


def test_every_kind_has_a_mark_of_its_own_shape_and_colour(page: Page, small: Path) -> None:
    page.open(small)
    script = """return [...document.querySelectorAll("#side .toggle[id^=kind] .mark > *")].map((mark) =>
        [mark.tagName + (mark.getAttribute("points") || "").split(" ").map((p) => p.split(",").map(Math.round)),
         getComputedStyle(mark).fill])"""
    marks = page.run(script)
    assert len({shape for shape, _ in marks}) == len({colour for _, colour in marks}) == len(marks) == 7


def test_the_interface_is_chinese_or_english_and_remembers_which(page: Page, small: Path) -> None:
    page.open(small)
    page.click("#language")
    assert "Officials" in page.one("#side").text
    assert page.run("return document.documentElement.lang") == "en"
    heights = page.run("return [...document.querySelectorAll('.tally li')].map((e) => e.clientHeight)")
    assert len(set(heights)) == 1  # no count and no word is broken over two lines
    assert page.run("return document.querySelector('#panel bdi').lang") == "zh-Hans"
    page.open(small)
    assert "Officials" in page.one("#side").text
    assert not re.search("[\u4e00-\u9fff]", page.one("#bar").text.replace("中文", "").replace("青溪区知识图谱", ""))
    page.click("#language")
    assert "官员" in page.one("#side").text


def test_the_theme_is_that_of_the_system_until_the_reader_chooses(page: Page, small: Path) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    page.open(small)
    light = page.run(ground)
    page.set_up(scheme="dark")
    page.wait(lambda: page.run(ground) != light, "the page did not follow the system")
    page.click("#theme")
    assert page.run(ground) == light
    page.open(small)
    assert page.run(ground) == light


def test_a_large_graph_opens_on_its_most_important_part_and_grows(page: Page, write: Write) -> None:
    page.open(write(town_graph(1200)))
    assert page.stats()["nodes"] == 300
    page.click("#shown button")
    page.wait(lambda: page.stats()["nodes"] == 600, "the graph did not grow")
    page.go("#")
    page.wait(lambda: page.stats()["nodes"] == 300, "the first view did not come back")
    last = page.run("return kgPage.find('街道')")[-1]
    page.choose(last)
    drawn = page.stats()["nodes"]
    grow = page.driver.find_elements("css selector", "#panel .actions button")[3]
    assert grow.text == "带出周边"
    grow.click()
    page.wait(lambda: page.stats()["nodes"] > drawn, "no neighbour was brought in")


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
    page.go(f"#n={official}")
    page.wait_for_title(name)
    assert post["title"] in page.one("#panel").text
    assert {sentence.text for sentence in post["evidence"]} & set(page.texts("#panel blockquote"))
    page.go("#v=roster")
    page.wait(lambda: len(page.texts("#sheet tbody tr")) > 20, "the roster is short")


def test_the_page_works_in_a_frame_that_has_no_address_and_no_storage(page: Page, small: Path, tmp_path: Path) -> None:
    """As a notebook shows it."""
    path = tmp_path / "frame.html"
    path.write_text("<iframe sandbox='allow-scripts' width=1000 height=600></iframe>", encoding="utf-8")
    page.driver.get(path.as_uri())
    page.run("document.querySelector('iframe').srcdoc = arguments[0]", small.read_text(encoding="utf-8"))
    page.driver.switch_to.frame(0)
    page.wait(lambda: page.stats()["nodes"] == 8, "nothing is drawn in the frame")
    page.choose("sxl")
    assert page.title() == "单晓岚"
    page.driver.switch_to.default_content()


def test_an_empty_graph_says_so(page: Page, write: Write) -> None:
    graph = small_graph()
    graph.clear()
    page.driver.get(write(graph).as_uri())
    page.wait(lambda: page.texts("#empty") == ["当前筛选下没有可显示的内容。"], "the empty page says nothing")
