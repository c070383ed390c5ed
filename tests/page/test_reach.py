"""Claims about reaching everything: with keys alone, with a screen reader, with fingers on a narrow screen."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.page.accessibility import violations
from tests.page.chromium import NARROW, Page
from tests.page.conftest import Write
from tests.page_graphs import town_graph

pytestmark = pytest.mark.slow

FOCUSED = """
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const name = e.id || e.textContent.trim() || e.getAttribute("aria-label");
    return [name, parseFloat(style.outlineWidth), style.outlineStyle, style.boxShadow];
"""
SEEN_VIEWS = ("#", "#n=per-1", "#n=str-1", "#e=str-1~ini-1", "#p=per-3~per-1", "#p=~", "#v=roster", "#v=table")


def to_canvas(page: Page) -> None:
    page.run("document.getElementById('canvas').focus()")


def heard(page: Page) -> str:
    """What a screen reader was last told."""
    return str(page.run("return document.getElementById('said').textContent"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accessibility_checker_finds_nothing_serious_in_any_view(page: Page, small: Path, scheme: str) -> None:
    page.set_up(scheme=scheme)
    page.open(small)
    for view in SEEN_VIEWS:
        page.go(view)
        assert violations(page) == [], view
    page.go("#")
    page.search("单")
    page.click("#save")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accessibility_checker_finds_nothing_serious_on_a_narrow_screen(
    page: Page, small: Path, scheme: str
) -> None:
    page.set_up(NARROW, touch=True, scheme=scheme)
    page.open(small)
    for view in ("#", "#n=per-1", "#v=roster"):
        page.go(view)
        assert violations(page) == [], view
    page.click("#menu")
    assert violations(page) == []


def test_the_accessibility_checker_would_see_a_violation(page: Page, small: Path) -> None:
    page.open(small)
    page.run("document.getElementById('search').removeAttribute('aria-label');"
             "document.getElementById('search').removeAttribute('placeholder')")  # fmt: skip
    assert [rule for _, rule, _ in violations(page)] == ["label"]


def test_tab_reaches_every_control_and_each_shows_that_it_has_the_focus(page: Page, small: Path) -> None:
    page.open(small)
    page.run("document.body.focus()")
    reached = []
    for _ in range(80):
        page.press(Keys.TAB)
        name, width, style, shadow = page.run(FOCUSED)
        if name in reached[:1] or page.run("return document.activeElement === document.body"):
            break
        reached.append(name)
        assert (width >= 1 and style != "none") or shadow != "none", f"{name} does not show its focus"
    wanted = {"search", "save", "theme", "language", "canvas", "kind-official", "rel-acts", "scope-article"}
    wanted |= {"together", "date-from", "date-to", "lone", "reset", "放大", "单晓岚柳荫街道党工委书记", "Turtle 数据"}
    assert wanted - set(reached) == set()


def test_every_entry_of_the_canvas_is_reached_by_keys_named_and_opened(page: Page, small: Path) -> None:
    page.open(small)
    to_canvas(page)
    names = []
    for _ in range(8):
        page.press(Keys.PAGE_DOWN)
        names.append(heard(page).split("、")[0])
    assert len(set(names)) == page.stats()["nodes"] == 8
    page.press(Keys.HOME)
    assert heard(page) == "单晓岚、官员、柳荫街道党工委书记、3 条线"
    page.press(Keys.ENTER)
    page.wait_for_title("单晓岚")
    assert page.driver.switch_to.active_element.get_attribute("id") == "panel"


def test_arrows_on_the_canvas_go_to_the_nearest_entry_that_way(page: Page, small: Path) -> None:
    page.open(small)
    to_canvas(page)
    page.press(Keys.HOME)
    for key, axis, sign in ((Keys.ARROW_LEFT, 0, -1), (Keys.ARROW_RIGHT, 0, 1), (Keys.ARROW_UP, 1, -1)):
        before = page.spot(heard(page).split("、")[0])
        told = heard(page)
        page.press(key)
        if heard(page) != told:
            assert (page.spot(heard(page).split("、")[0])[axis] - before[axis]) * sign > 0


def test_keys_pan_zoom_and_focus_on_the_canvas(page: Page, small: Path) -> None:
    page.open(small)
    to_canvas(page)
    scale, spot = page.stats()["scale"], page.spot("柳荫街道")
    page.press("+")
    assert page.stats()["scale"] > scale
    page.press("-", "0")
    page.wait(lambda: math.dist(page.spot("柳荫街道"), spot) < 3, "0 did not fit the graph")
    page.press(Keys.SHIFT + Keys.ARROW_RIGHT)
    assert math.dist(page.spot("柳荫街道"), (spot[0] - 80, spot[1])) < 3
    page.press(Keys.HOME, " ")
    page.wait(lambda: page.title() == "单晓岚" and page.stats()["nodes"] < 8, "Space did not focus")


def test_lines_are_reached_by_keys_named_and_opened(page: Page, small: Path) -> None:
    page.open(small)
    to_canvas(page)
    page.press(Keys.HOME, "l")
    first = heard(page)
    assert "单晓岚" in first
    page.press("l")
    assert heard(page) != first
    page.press(Keys.ENTER)
    page.wait(lambda: page.texts("#panel .kind") == ["两者之间"], "the line did not open")
    assert page.texts("#panel blockquote")


def test_a_point_outside_the_window_is_brought_in_when_keys_reach_it(page: Page, small: Path) -> None:
    page.open(small)
    to_canvas(page)
    for _ in range(8):
        page.press("+")
    for _ in range(4):
        page.press(Keys.PAGE_DOWN)
        x, y = page.spot(heard(page).split("、")[0])
        assert 220 < x < 1060
        assert 60 < y < 900


def test_the_save_menu_is_worked_with_arrows_and_escape_gives_the_focus_back(page: Page, small: Path) -> None:
    page.open(small)
    page.run("document.getElementById('save').focus()")
    page.press(Keys.ENTER, Keys.ARROW_DOWN)
    assert page.driver.switch_to.active_element.text == "图片 SVG"
    page.press(Keys.ARROW_UP, Keys.ARROW_UP)
    assert page.driver.switch_to.active_element.text == "GraphML 数据"
    page.press(Keys.ESCAPE)
    assert page.driver.switch_to.active_element.get_attribute("id") == "save"
    assert not page.one("#save-menu").is_displayed()


def test_controls_have_roles_and_names_in_both_languages(page: Page, small: Path) -> None:
    page.open(small)
    for _ in range(2):
        nodes = page.cdp("Accessibility.getFullAXTree", {})["nodes"]
        roles = {node["role"]["value"]: 0 for node in nodes if not node["ignored"]}
        nameless = [
            node["role"]["value"]
            for node in nodes
            if not node["ignored"]
            and node["role"]["value"] in {"button", "link", "combobox", "slider", "checkbox", "application"}
            and not node["name"]["value"]
        ]
        assert nameless == []
        assert {"banner", "search", "navigation", "main", "complementary", "application", "slider", "status"} <= set(
            roles
        )
        page.click("#language")


def test_a_narrow_window_needs_no_sideways_scrolling_in_any_view(page: Page, small: Path) -> None:
    page.set_up(NARROW, touch=True)
    page.open(small)
    for view in SEEN_VIEWS:
        page.go(view)
        page.wait(lambda: page.one("#panel").get_attribute("textContent"), "empty panel")
        for box in ("document.documentElement", "document.getElementById('sheet')", "document.getElementById('panel')"):
            assert page.run(f"return {box}.scrollWidth <= Math.max({box}.clientWidth, 390)"), (view, box)


def test_controls_on_a_narrow_screen_are_large_enough_for_fingers(page: Page, small: Path) -> None:
    page.set_up(NARROW, touch=True)
    page.open(small)
    script = """
        return [...document.querySelectorAll("button, input, select")]
          .filter((e) => e.checkVisibility() && e.type !== "checkbox")
          .map((e) => [e.id || e.textContent, e.getBoundingClientRect()])
          .filter(([, box]) => box.width && box.height < 24)
          .map(([name, box]) => `${name} ${box.width}x${box.height}`)
    """
    assert page.run(script) == []


def test_a_tap_beside_a_small_mark_opens_it(page: Page, small: Path) -> None:
    page.set_up(NARROW, touch=True)
    page.open(small)
    x, y = page.spot("祝小满")
    page.tap((x + 14, y - 14))
    page.wait_for_title("祝小满")


def test_fingers_drag_the_ground_and_pinch_to_zoom(page: Page, small: Path) -> None:
    page.set_up(NARROW, touch=True)
    page.open(small)
    scale, spot = page.stats()["scale"], page.spot("柳荫街道")
    page.swipe((40, 130), (100, 170))
    page.wait(lambda: math.dist(page.spot("柳荫街道"), (spot[0] + 60, spot[1] + 40)) < 30, "the ground did not move")
    page.pinch((195, 200), 60, 180)
    page.wait(lambda: page.stats()["scale"] > scale * 1.5, "two fingers did not zoom in")


def test_the_filters_of_a_narrow_screen_open_and_close(page: Page, small: Path) -> None:
    page.set_up(NARROW, touch=True)
    page.open(small)
    assert not page.one("#side").is_displayed()
    page.click("#menu")
    page.wait(lambda: page.one("#kind-official").is_displayed(), "the filters did not open")
    page.click("#kind-official")
    page.wait(lambda: page.stats()["nodes"] == 6, "the filter did nothing")
    page.tap((370, 300))
    page.wait(lambda: not page.one("#side").is_displayed(), "a tap beside the filters did not close them")


def test_the_details_of_a_narrow_screen_grow_and_shrink_and_the_graph_stays_fitted(page: Page, write: Write) -> None:
    page.set_up(NARROW, touch=True)
    page.open(write(town_graph(300)))
    graph = "return document.getElementById('canvas').clientHeight"
    half, scale = page.run(graph), page.stats()["scale"]
    page.click("#grip")
    page.wait(lambda: page.run(graph) < half / 2, "the details did not grow")
    page.click("#grip")
    page.wait(lambda: page.run(graph) > half * 1.5, "the details did not shrink")
    page.wait(lambda: scale * 0.9 < page.stats()["scale"] < scale * 2, "the graph was not fitted again")
    page.choose("街道")
    page.wait(lambda: page.run(graph) == half, "the details stayed hidden when something was opened")
