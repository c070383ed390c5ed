"""Claims about who does what to which initiative or event, and the examples of the cue rows."""

from __future__ import annotations

from typing import Any

import pytest

from kg.records import ROLES
from kg.relations.act_model import shares, weights
from kg.relations.acts import find_acts
from kg.relations.reading import cue_rows
from tests.marked_text import marked_article

ROWS = [dict(row) for row in cue_rows()]


def acts(marked: str) -> set[tuple[str, str, str]]:
    return {(act.agent, act.role, act.target) for act in find_acts(*marked_article(marked))}


@pytest.mark.parametrize("row", [row for row in ROWS if "example" in row], ids=lambda row: row["id"])
def test_an_act_of_the_rows_role_is_found_in_its_example(row: dict[str, Any]) -> None:
    assert row["role"] in {role for _, role, _ in acts(row["example"])}


@pytest.mark.parametrize("row", [row for row in ROWS if "counter" in row], ids=lambda row: row["id"])
def test_no_act_of_the_rows_role_is_found_in_its_counter_example(row: dict[str, Any]) -> None:
    assert row["role"] not in {role for _, role, _ in acts(row["counter"])}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_cue_with_an_example(role: str) -> None:
    assert any(row["role"] == role and "example" in row for row in ROWS)


def test_hosts_joined_by_dunhao_host_the_event_together() -> None:
    found = acts(
        "10月28日，⟦第七届职工运动会|EVENT⟧开幕。运动会由⟦区总工会|ORG⟧、⟦区体育局|ORG⟧主办，⟦区体育馆|ORG⟧承办。"
    )
    assert {
        ("区总工会", "host", "第七届职工运动会"),
        ("区体育局", "host", "第七届职工运动会"),
        ("区体育馆", "undertake", "第七届职工运动会"),
    } <= found


def test_those_who_attend_the_meeting_attend_the_one_named_in_the_article() -> None:
    found = acts(
        "3月6日，⟦区长|POST⟧⟦袁世昌|PERSON⟧主持召开⟦区六届政府第44次常务会议|EVENT⟧。\n"
        "⟦副区长|POST⟧⟦蒲小波|PERSON⟧、⟦谭绍辉|PERSON⟧参加会议。"
    )
    assert ("袁世昌", "host", "区六届政府第44次常务会议") in found
    assert ("蒲小波", "attend", "区六届政府第44次常务会议") in found
    assert ("谭绍辉", "attend", "区六届政府第44次常务会议") in found


def test_who_signs_an_article_takes_no_part_in_it() -> None:
    found = acts("本报讯（⟦记者|POST⟧ ⟦向以沫|PERSON⟧）3月2日，⟦区委|ORG⟧召开⟦全区安全生产工作会议|EVENT⟧。")
    assert "向以沫" not in {agent for agent, _, _ in found}


def test_names_of_an_act_are_the_fullest_of_the_article() -> None:
    found = acts("⟦江北区教育委员会|ORG⟧很忙。日前，⟦区教委|ORG⟧印发⟦《江北区课后服务办法》|INITIATIVE⟧。")
    assert found == {("江北区教育委员会", "issue", "《江北区课后服务办法》")}


def test_an_article_without_initiative_or_event_has_no_act() -> None:
    assert acts("⟦区教委|ORG⟧⟦主任|POST⟧⟦陈平|PERSON⟧走访学校。") == set()


def test_chances_of_a_pair_leave_room_for_no_act() -> None:
    found = shares([(0.0,) * len(ROLES)])
    assert list(found) == list(ROLES)
    assert sum(found.values()) == pytest.approx(len(ROLES) / (len(ROLES) + 1))


def test_a_place_that_shows_nothing_takes_nothing_from_one_that_does() -> None:
    strong = (5.0, *(-5.0,) * (len(ROLES) - 1))
    nothing = (-5.0,) * len(ROLES)
    assert shares([strong, nothing])["host"] == pytest.approx(shares([strong])["host"], abs=0.01)


def test_every_weight_row_has_one_cell_a_role() -> None:
    table = weights()
    assert len(table) > 1000
    assert {len(row) for row in table.values()} == {len(ROLES)}


def test_our_district_is_a_district_and_not_the_community_named_last() -> None:
    found = acts("⟦青澜区|PLACE⟧的⟦书院坡社区|PLACE⟧很热闹。\n我区印发⟦《养老助餐办法》|INITIATIVE⟧。")
    assert {agent for agent, _, _ in found} == {"青澜区"}
