"""Claims about reading: what the panels and tables say, and the sentence and source under every fact."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.page.chromium import Page
from tests.page.conftest import Write
from tests.page_graphs import DAY, add_post, add_together, evidence, small_graph

pytestmark = pytest.mark.slow

COPY = "document.execCommand = () => { window.copied = document.activeElement.value; return true; }"


def test_the_panel_of_a_person_shows_posts_with_their_sentence_and_source(page: Page, small: Path) -> None:
    page.open(small)
    page.choose("sxl")
    panel = page.one("#panel").text
    assert "党工委书记" in panel
    assert "现任" in panel
    assert "柳荫街道党工委书记单晓岚介绍，“暖冬行动”已经启动。" in panel
    assert "柳荫街道启动暖冬行动" in panel
    assert "青溪报 2023-01-09 第 1 版" in panel
    assert {"单晓岚", "柳荫街道", "党工委书记"} <= set(page.texts("#panel mark"))


def test_the_panel_of_a_street_shows_who_serves_what_it_does_where_it_belongs_and_whom_it_meets(
    page: Page, small: Path
) -> None:
    page.open(small, "#n=str-1")
    headings = [heading.split("\n")[0] for heading in page.texts("#panel h3")]
    assert headings == ["任职的人", "参与的事项", "隶属于", "主管机构", "同现最多"]
    panel = page.one("#panel").text
    assert "柳荫" in panel
    assert "500999001" in panel
    assert "实施" in panel


def test_what_someone_said_stands_with_the_speaker_and_with_what_it_is_about(page: Page, small: Path) -> None:
    page.open(small, "#n=per-3")
    assert "说过的话" in page.one("#panel").text
    assert "楼里暖和多了" in page.texts("#panel mark")
    page.go("#n=ini-1")
    page.wait_for_title("“暖冬行动”")
    assert "关于它的话" in page.one("#panel").text


def test_posts_of_a_person_and_of_a_body_have_a_timeline(page: Page, write: Write) -> None:
    graph = small_graph()
    later = datetime.date(2023, 2, 13)
    add_post(graph, "per-2", "主任", "str-1", "ten-9", "吕建章调任。", first_attested=later, last_attested=later)
    page.open(write(graph), "#n=per-2")
    assert page.texts("#panel .time") == ["局长", "主任"]
    page.go("#n=str-1")
    page.wait_for_title("柳荫街道")
    assert page.texts("#panel .time") == ["单晓岚 党工委书记", "吕建章 主任"]
    label = str(page.one("#panel .timeline").get_attribute("aria-label"))
    assert "吕建章 主任 2023-02-13" in label


def test_the_panel_of_a_line_shows_all_evidence(page: Page, small: Path) -> None:
    page.open(small, "#e=str-1~ini-1")
    assert len(page.texts("#panel blockquote")) == 2
    assert "柳荫的“暖冬行动”走进四个小区。" in page.one("#panel").text


def test_posts_named_in_one_breath_are_read_above_one_sentence(page: Page, write: Write) -> None:
    graph = small_graph()
    said = "区民政局党组书记、局长吕建章到柳荫街道走访。"
    graph.remove_edge("per-2", "pst-ten-3", "ten-3")
    add_post(graph, "per-2", "局长", "org-2", "ten-3", said)
    add_post(graph, "per-2", "党组书记", "org-2", "ten-8", said)
    add_together(graph, "org-2", "per-2", said)
    page.open(write(graph), "#n=per-2")
    assert page.texts("#panel .block:first-of-type strong") == ["局长", "党组书记"]
    assert len(page.texts("#panel .block:first-of-type blockquote")) == 1
    page.go("#e=per-2~org-2")
    page.wait(lambda: page.texts("#panel .kind") == ["两者之间"], "the line did not open")
    assert page.texts("#panel blockquote") == [said]
    assert page.texts("#panel .none") == ["依据同上"]


def test_of_a_long_sentence_what_surrounds_the_names_is_read_first_and_the_rest_on_demand(
    page: Page, write: Write
) -> None:
    graph = small_graph()
    dull = "过去一年各项工作稳步推进，" * 12
    said = f"记者了解到，{dull}祝小满住在柳荫街道，新的一年还要再接再厉，{dull}大家都很期待。"
    graph.edges["per-3", "str-1", "lnk-per-3-str-1"]["evidence"] = (evidence(said),)
    page.open(write(graph), "#e=per-3~str-1")
    [shown] = page.texts("#panel blockquote")
    assert "祝小满住在柳荫街道，新的一年" in shown
    assert len(shown) < 120
    assert page.texts("#panel mark") == ["祝小满", "柳荫街道"]
    page.run(COPY)
    page.click("#panel .quote .icon")
    assert said in page.run("return window.copied")  # a citation is always whole
    page.click("#panel .quote .more")
    assert page.texts("#panel blockquote") == [said]
    assert page.texts("#panel mark") == ["祝小满", "柳荫街道"]


def test_a_sentence_is_copied_as_a_citation(page: Page, small: Path) -> None:
    page.open(small, "#e=per-3~str-1")
    page.run(COPY)
    page.click("#panel .quote button")
    assert page.run("return window.copied") == (
        "“家住柳荫街道的祝小满说，楼里暖和多了。”——《柳荫街道启动暖冬行动》，青溪报 2023-01-09 第 1 版"
    )
    assert page.texts("#said") == ["已复制"]


def test_a_citation_from_the_rest_of_an_article_says_where_it_begins(page: Page, write: Write) -> None:
    graph = small_graph()
    articles = graph.graph["articles"]
    first = "青溪报-2023-01-09-1.txt#a1"
    articles["青溪报-2023-01-09-3.txt#a1"] = {**articles[first], "page": 3, "continues": first}
    said = evidence("祝小满说，楼里暖和多了。", doc="青溪报-2023-01-09-3.txt")
    graph.edges["per-3", "str-1", "lnk-per-3-str-1"]["evidence"] = (said,)
    page.open(write(graph), "#e=per-3~str-1")
    assert page.texts("#panel .printed") == ["青溪报 2023-01-09 第 3 版（上接第 1 版）"]
    page.click("#language")
    assert page.texts("#panel .printed") == ["青溪报 2023-01-09 p. 3 (continued from p. 1)"]


def test_links_in_a_panel_lead_from_entry_to_entry(page: Page, small: Path) -> None:
    page.open(small, "#n=per-1")
    page.click("#panel .where .entity")
    page.wait_for_title("柳荫街道")
    page.click("#panel .together .inline")
    page.wait(lambda: page.texts("#panel .kind") == ["两者之间"], "the line did not open")


def test_the_roster_lists_officials_sorts_and_filters(page: Page, small: Path) -> None:
    page.open(small, "#v=roster")
    names = page.texts("#sheet tbody td:first-child")
    assert sorted(names) == ["单晓岚", "单晓岚", "吕建章"]
    page.click("#sheet th:first-child button")
    assert page.texts("#sheet tbody td:first-child")[0] == "吕建章"
    assert page.one("#sheet th:first-child").get_attribute("aria-sort") == "ascending"
    page.one("#row-filter").send_keys("sxl")
    page.wait(lambda: len(page.texts("#sheet tbody tr")) == 2, "the filter left other rows")
    page.click("#sheet tbody .entity")
    page.wait_for_title("单晓岚")
    assert page.one("#sheet").is_displayed()  # the table stays beside the panel


def test_a_roster_without_dates_has_no_empty_columns_and_keeps_the_posts_of_one_person_together(
    page: Page, write: Write
) -> None:
    graph = small_graph()
    add_post(graph, "per-1", "主任", "org-1", "ten-8", "柳荫街道办事处主任单晓岚介绍情况。")
    for _, _, edge in graph.edges(data=True):
        edge.update({key: None for key in ("first_attested", "last_attested") if key in edge})
    page.open(write(graph), "#v=roster")
    assert page.texts("#sheet th") == ["姓名", "职务", "单位", "系统", "状态"]
    assert page.texts("#sheet td.name") == ["单晓岚", "单晓岚", "单晓岚", "吕建章"]


def test_the_tables_show_one_kind_at_a_time_and_the_filters_that_bear_on_them(page: Page, small: Path) -> None:
    page.open(small, "#v=table&t=organisation")
    assert set(page.texts("#sheet tbody td.name")) == {"柳荫街道办事处", "青溪区民政局", "云帆电梯公司"}
    page.click("#sheet .tab:nth-child(5)")
    page.wait(lambda: page.texts("#sheet tbody td.name") == ["“暖冬行动”"], "the other kind is not shown")
    assert page.driver.find_elements("css selector", "#kind-person") == []
    assert page.one("#date-from").is_displayed()


def test_dates_sift_the_roster_too(page: Page, write: Write) -> None:
    graph = small_graph()
    later = datetime.date(2023, 2, 13)
    add_post(graph, "per-2", "主任", "str-1", "ten-9", "吕建章调任。", first_attested=later, last_attested=later)
    page.open(write(graph), "#v=roster")
    assert len(page.texts("#sheet tbody tr")) == 4
    page.slide("#date-from", 1)
    page.wait(lambda: page.texts("#sheet tbody td.post") == ["主任"], f"posts of {DAY} are still listed")
