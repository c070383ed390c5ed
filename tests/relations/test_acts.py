"""Claims about who does what to which initiative or event, and the examples of the cue rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kg.records import ROLES
from kg.relations.act_context import Pair, context
from kg.relations.act_features import Instance
from kg.relations.act_model import model, pool, score_places, softmax
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
    found = softmax(pool(np.zeros((1, len(ROLES)), np.float32), np.array([0])))
    assert found.shape == (1, 1 + len(ROLES))
    assert found[0] == pytest.approx(1 / (1 + len(ROLES)))


def test_a_place_that_shows_nothing_takes_nothing_from_one_that_does() -> None:
    strong = [5.0, *[-5.0] * (len(ROLES) - 1)]
    places = np.array([strong, [-5.0] * len(ROLES), strong], np.float32)
    both, alone = softmax(pool(places, np.array([0, 0, 1])))
    assert both[1] == pytest.approx(alone[1], abs=0.01)


def test_the_model_has_a_row_for_each_of_its_features_and_a_column_for_each_role() -> None:
    trained = model()
    assert len(trained.row) == len(trained.table) > 1000
    assert trained.out.shape == (trained.table.shape[1] - len(ROLES), len(ROLES))
    assert trained.outer.shape[1] == 1 + len(ROLES)


def test_a_feature_that_training_has_not_seen_weighs_nothing() -> None:
    seen = next(iter(model().row))
    one, other, none = score_places([[seen], [seen, "no such feature"], []], model())
    assert one.tolist() == other.tolist() != none.tolist()


def test_context_tells_how_likely_the_other_agents_of_a_target_are() -> None:
    def pair(agent: str, target: str) -> Pair:
        return Pair(agent, target, (Instance(agent, target, 0, 1, (), "O-E", "c0"),))

    pairs = (pair("甲局", "大赛"), pair("乙局", "大赛"), pair("甲局", "会议"))
    chances = np.full((3, 1 + len(ROLES)), 0.01, np.float32)
    chances[:, 0] = (0.1, 0.5, 0.9)
    rows = context(pairs, chances)
    others_of_target = 1 + len(ROLES)  # the block after the pair's own odds
    assert rows[:, others_of_target] == pytest.approx([0.5, 0.9, -1.0])


def test_agents_named_in_one_list_act_alike() -> None:
    found = acts(
        "日前，⟦区商务局|ORG⟧、⟦区财政局|ORG⟧、⟦区农业农村局|ORG⟧联合印发⟦《蜜桔出口补助实施细则》|INITIATIVE⟧。"
    )
    assert {(agent, role) for agent, role, _ in found} == {
        ("区商务局", "issue"),
        ("区财政局", "issue"),
        ("区农业农村局", "issue"),
    }


def test_our_district_is_a_district_and_not_the_community_named_last() -> None:
    found = acts("⟦青澜区|PLACE⟧的⟦书院坡社区|PLACE⟧很热闹。\n我区印发⟦《养老助餐办法》|INITIATIVE⟧。")
    assert {agent for agent, _, _ in found} == {"青澜区"}
