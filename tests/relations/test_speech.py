"""Claims about who says what, and the examples of the verbs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Said
from kg.relations.speech import find_speech, quotes
from kg.rows import from_yaml
from tests.marked_text import marked_article

ROWS: list[dict[str, Any]] = from_yaml("rules/speech.yaml")


def said(marked: str) -> tuple[Said, ...]:
    return find_speech(*marked_article(marked))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_finds_the_statement_of_its_example(row: dict[str, Any]) -> None:
    assert [statement.evidence.source for statement in said(row["example"])] == [f"rule:said.{row['id']}"]


@pytest.mark.parametrize("row", [row for row in ROWS if "counter" in row], ids=lambda row: row["id"])
def test_a_row_finds_nothing_in_its_counter_example(row: dict[str, Any]) -> None:
    assert said(row["counter"]) == ()


def test_a_speaker_after_the_quotation_is_found_with_his_post() -> None:
    (statement,) = said("“楼下装了扶手，下楼不怕了。”⟦居民|POST⟧⟦王小兰|PERSON⟧说。")
    assert (statement.speaker, statement.post, statement.verb) == ("王小兰", "居民", "说")
    assert statement.quote == "楼下装了扶手，下楼不怕了。"


def test_a_quotation_over_two_paragraphs_has_one_speaker() -> None:
    found = said("⟦王小兰|PERSON⟧说：“先装扶手，再修台阶。\n“最后刷墙，年底前完工。”")
    assert [(statement.speaker, statement.quote) for statement in found] == [
        ("王小兰", "先装扶手，再修台阶。"),
        ("王小兰", "最后刷墙，年底前完工。"),
    ]


def test_the_turns_of_a_talk_are_what_their_speakers_say() -> None:
    found = said(
        "记者：灯什么时候亮？\n⟦陈平|PERSON⟧：今年十月底前全部亮起来。⟦李红|PERSON⟧说，要快。\n"
        "记者：谁来管？\n⟦陈平|PERSON⟧：⟦“邻里守望”工程|INITIATIVE⟧管到底，不留一盏暗灯。"
    )
    assert [(one.speaker, one.about) for one in found] == [("陈平", ()), ("陈平", ("“邻里守望”工程",))]


def test_a_quotation_that_goes_on_for_three_paragraphs_has_one_speaker() -> None:
    found = said("⟦陈平|PERSON⟧说：“一是修操场，二是换灯。\n“三是建食堂。\n“年底前都要完成。”\n夜深了。")
    assert [statement.speaker for statement in found] == ["陈平"] * 3


def test_he_in_the_next_paragraph_is_who_spoke_before() -> None:
    found = said("⟦区教委|ORG⟧⟦主任|POST⟧⟦陈平|PERSON⟧介绍，今年要办好三件事。\n“第一件是修操场，暑假里就动工。”他说。")
    assert [(one.speaker, one.post, one.verb) for one in found] == [("陈平", "主任", "介绍"), ("陈平", "主任", "说")]


def test_the_capacity_may_be_told_in_another_paragraph() -> None:
    (statement,) = said("⟦三洞社区|PLACE⟧⟦党委书记|POST⟧⟦李红|PERSON⟧常来。\n“灯亮了，夜里敢走了。”⟦李红|PERSON⟧说。")
    assert statement.post == "党委书记"


def test_what_is_spoken_of_may_be_named_in_another_paragraph() -> None:
    (statement,) = said("⟦区教委|ORG⟧推出⟦“明眸计划”|INITIATIVE⟧。\n“这个计划不收费，人人可报名。”⟦陈平|PERSON⟧说。")
    assert statement.about == ("“明眸计划”",)


def test_both_halves_of_a_quotation_with_the_speaker_amid_it_are_his() -> None:
    found = said("“先装扶手，”⟦王小兰|PERSON⟧说，“再修台阶，年底前完工。”")
    assert [(one.speaker, one.quote) for one in found] == [
        ("王小兰", "先装扶手，"),
        ("王小兰", "再修台阶，年底前完工。"),
    ]


def test_reported_speech_names_the_initiatives_in_it() -> None:
    (statement,) = said("⟦区教委|ORG⟧⟦主任|POST⟧⟦陈平|PERSON⟧表示，今年将实施⟦“明眸计划”|INITIATIVE⟧。")
    assert statement.about == ("“明眸计划”",)
    assert statement.quote == "今年将实施“明眸计划”"


def test_a_plain_noun_amid_a_clause_is_not_the_initiative_named_before() -> None:
    (statement,) = said("⟦区教委|ORG⟧推出⟦“明眸”行动|INITIATIVE⟧。⟦陈平|PERSON⟧表示，镇街都要有行动，不等不靠。")
    assert statement.about == ()
    (statement,) = said("⟦区教委|ORG⟧推出⟦“明眸”行动|INITIATIVE⟧。⟦陈平|PERSON⟧表示，该行动不收费，人人可报名。")
    assert statement.about == ("“明眸”行动",)
    (statement,) = said("⟦区教委|ORG⟧推出⟦“明眸”护眼行动|INITIATIVE⟧。⟦陈平|PERSON⟧表示，护眼行动不收费，人人可报名。")
    assert statement.about == ("“明眸”护眼行动",)


def test_a_quoted_name_is_no_statement() -> None:
    assert said("⟦陈平|PERSON⟧介绍了⟦“明眸计划”|INITIATIVE⟧。") == ()


def test_a_body_is_no_speaker() -> None:
    assert said("⟦区教委|ORG⟧表示，今年将开设新课。") == ()


@given(st.text(alphabet="“”‘’说，。：\n甲乙", max_size=60))
def test_quotations_lie_in_order_and_never_overlap(text: str) -> None:
    found = quotes(text)
    assert all(text[quote.begin] == "“" and quote.begin < quote.stop <= len(text) for quote in found)
    assert all(left.stop <= right.begin for left, right in pairwise(found))
