"""Claims about finding: search, filters, neighbourhoods, paths, and links that lead back to a view."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.page.chromium import Page
from tests.page.conftest import Write
from tests.page_graphs import small_graph

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("typed", ["单晓岚", "晓岚", "shanxiaolan", "shanx", "sxl", "SXL"])
def test_search_finds_a_person_by_name_pinyin_and_initials(page: Page, small: Path, typed: str) -> None:
    page.open(small)
    assert page.search(typed)[0] == "单晓岚"


def test_search_finds_an_alias_and_says_when_there_is_nothing(page: Page, small: Path) -> None:
    page.open(small)
    assert page.search("区民政局")[0] == "青溪区民政局"
    assert page.search("无此人") == []
    assert "无此人" in page.texts("#finder .found .note")[0]


def test_search_is_worked_with_the_keyboard_alone(page: Page, small: Path) -> None:
    page.open(small)
    page.one("body").send_keys("/")
    assert page.driver.switch_to.active_element.get_attribute("id") == "search"
    assert page.search("柳荫") == ["柳荫街道", "柳荫街道办事处"]
    page.press(Keys.ARROW_DOWN, Keys.ENTER)
    page.wait_for_title("柳荫街道办事处")
    page.press(Keys.ESCAPE)
    page.wait_for_title("青溪区知识图谱")


def test_a_list_stays_open_when_the_field_is_left_and_entered_again(page: Page, small: Path) -> None:
    page.open(small)
    page.search("单")
    page.run("const box = document.getElementById('search'); box.blur(); box.focus()")
    page.run("return new Promise((done) => setTimeout(done, 250))")
    assert page.one("#finder .found").is_displayed()


def test_a_hidden_kind_is_switched_on_when_found_by_search(page: Page, small: Path) -> None:
    page.open(small)
    page.choose("青溪区")
    assert page.title() == "青溪区"
    assert page.one("#kind-place").get_attribute("aria-pressed") == "true"


def test_relations_dates_branch_and_number_of_articles_sift_what_is_drawn(page: Page, write: Write) -> None:
    graph = small_graph()
    graph.nodes["ini-1"]["last_seen"] = graph.nodes["per-1"]["last_seen"].replace(month=2, day=13)
    page.open(write(graph))
    lines = page.stats()["lines"]
    page.click("#rel-holds_post")
    page.wait(lambda: page.stats()["lines"] == lines - 2, "the lines of posts are still drawn, or others are gone")
    page.click("#reset")
    page.slide("#together", 3)
    page.wait(lambda: page.stats()["lines"] == lines - 2, "co-mentions in one article are still drawn")
    page.click("#reset")
    page.wait(lambda: page.stats()["lines"] == lines, "reset did not bring all back")
    page.slide("#date-from", 1)
    page.wait(lambda: page.stats()["nodes"] == 1, "what was seen in January alone is still drawn")
    assert page.texts("#side output") == ["1 篇报道", "2023-02-13", "2023-02-13"]
    page.click("#reset")
    page.wait(lambda: page.stats()["nodes"] == 8, "reset did not bring all back")
    page.run("const box = document.getElementById('branch'); box.value = 'party'; box.onchange?.();"
             "box.dispatchEvent(new Event('change'))")  # fmt: skip
    page.wait(lambda: page.stats()["nodes"] == 7, "an official of another branch is still drawn")
    page.click("#lone")
    page.wait(lambda: page.stats()["nodes"] == 5, "entries without a line are still drawn")


def test_focus_draws_the_neighbourhood_of_one_and_of_two_steps(page: Page, small: Path) -> None:
    page.open(small)
    page.choose("祝小满")
    page.click("#panel .actions button:nth-child(1)")
    page.wait(lambda: page.stats()["nodes"] == 2, "one step of 祝小满 is 柳荫街道")
    page.click("#panel .actions button:nth-child(2)")
    page.wait(lambda: page.stats()["nodes"] == 5, "two steps reach whom 柳荫街道 reaches")
    page.click("#shown button")
    page.wait(lambda: page.stats()["nodes"] == 8, "there is no way back to the whole")


def test_back_and_forward_and_the_address_restore_a_view(page: Page, small: Path) -> None:
    page.open(small)
    page.choose("sxl")
    page.click("#panel .actions button:nth-child(1)")
    address = page.driver.current_url
    focused = page.stats()["nodes"]
    page.click("#back")
    page.wait(lambda: page.stats()["nodes"] == 8, "back did not leave the focus")
    page.click("#forward")
    page.wait(lambda: page.stats()["nodes"] == focused, "forward did not come back")
    page.open(small, "#" + address.partition("#")[2])
    assert page.stats()["nodes"] == focused
    assert page.title() == "单晓岚"


def test_a_copied_link_restores_filters_and_camera(page: Page, small: Path) -> None:
    page.open(small)
    page.choose("sxl")
    page.click("#kind-person")
    page.click("[data-zoom=in]")
    page.drag((300, 150), (380, 210))
    spot, nodes = page.spot("单晓岚"), page.stats()["nodes"]
    page.run("document.execCommand = () => { window.copied = document.activeElement.value; return true; }")
    page.click("#panel .actions button:last-child")
    link = page.run("return window.copied")
    page.open(small, "#" + link.partition("#")[2])
    assert page.stats()["nodes"] == nodes
    assert page.title() == "单晓岚"
    assert math.dist(page.spot("单晓岚"), spot) < 3


def test_a_path_between_two_is_found_and_told_step_by_step(page: Page, small: Path) -> None:
    page.open(small, "#p=per-3~per-1")
    assert page.texts("#panel .steps .entity") == ["祝小满", "柳荫街道", "单晓岚"]
    assert "家住柳荫街道的祝小满说，楼里暖和多了。" in page.one("#panel").text
    page.click_at(page.spot("柳荫街道"))
    page.wait_for_title("柳荫街道")
    assert page.stats()["nodes"] == 3  # the path stays on view
    page.press(Keys.ESCAPE)
    page.wait_for_title("两点之间的路径")
    page.go("#p=per-3~org-3")
    page.wait(lambda: "没有相连" in page.one("#panel").text, "it is not said that there is no path")


def test_the_ends_of_a_path_are_typed_or_clicked(page: Page, small: Path) -> None:
    page.open(small)
    names = re.findall("<text.*?</text>", page.run("return kgPage.svg()"))
    page.open(small, "#p=~")
    # Until both are chosen all is drawn, and no more names than fit.
    assert re.findall("<text.*?</text>", page.run("return kgPage.svg()")) == names
    page.search("zxm", "#path_from")
    page.press(Keys.ENTER)
    page.wait(lambda: page.run("return document.getElementById('path_from').value") == "祝小满", "no start was taken")
    page.click_at(page.spot("单晓岚"))
    page.wait(lambda: len(page.texts("#panel .steps .entity")) == 3, "the clicked end was not taken")


def test_a_line_is_opened_with_a_click(page: Page, small: Path) -> None:
    page.open(small)
    (ax, ay), (bx, by) = page.spot("柳荫街道"), page.spot("祝小满")
    page.click_at(((ax + bx) / 2, (ay + by) / 2))
    page.wait(lambda: {"柳荫街道", "祝小满"} == set(page.texts("#panel h2 .entity")), "the line did not open")


def test_a_double_click_shows_the_neighbourhood_alone(page: Page, small: Path) -> None:
    page.open(small)
    at = page.spot("祝小满")
    page.mouse("mousePressed", at)
    page.mouse("mouseReleased", at)
    page.mouse("mousePressed", at, clickCount=2)
    page.mouse("mouseReleased", at, clickCount=2)
    page.wait(lambda: page.stats()["nodes"] == 2, "the neighbourhood is not shown alone")


def test_a_mangled_address_is_passed_over(page: Page, small: Path) -> None:
    page.open(small, "#n=nobody&e=a~b~c&f=x~9&p=~&k=zz&r=&w=-5&d=9~1&l=abc&x=~~&t=post&v=evil&c=NaN~1~-3")
    assert page.one("#panel").text


def test_a_long_press_opens_an_entry_as_a_click_does(page: Page, small: Path) -> None:
    page.open(small)
    page.mouse("mousePressed", page.spot("祝小满"))
    page.wait_for_title("祝小满")
    page.mouse("mouseReleased", page.spot("祝小满"))
