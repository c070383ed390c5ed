"""Claims about what the network that reads articles for acts is shown, and what it makes of it."""

from __future__ import annotations

import numpy as np
import pytest

from kg.records import LABELS, ROLES
from kg.relations import act_encoder
from kg.relations.act_encoder import DISTANCES, LAYOUT, layout, scene, sights
from kg.relations.phrases import Name, names_of
from tests.marked_text import marked_article

MARKED = "⟦芦津街道|STREET⟧很忙。\n10月8日，⟦区民政局|ORG⟧在⟦梧桐里社区|PLACE⟧启动⟦“邻里食堂”计划|INITIATIVE⟧。"


def article(marked: str) -> tuple[str, tuple[Name, ...]]:
    text, mentions = marked_article(marked)
    return text.text, names_of(text.text, mentions)


def test_the_first_character_of_a_name_is_told_from_the_others() -> None:
    text, names = article(MARKED)
    seen = scene(text, names)
    begin = seen.window.text.index("区民政局")
    kind = 1 + 2 * LABELS.index("ORG")
    assert seen.tags[begin : begin + 5].tolist() == [kind, kind + 1, kind + 1, kind + 1, 0]


def test_blanks_are_left_out_and_names_stay_whole() -> None:
    seen = scene("易 川到了", [Name(0, 3, "PERSON", "易川")])
    assert (seen.window.text, seen.spans.tolist()) == ("易川到了", [[0, 2]])


def test_stops_lines_and_commas_between_two_names_are_counted() -> None:
    text, names = article(MARKED)
    street, bureau, _, plan = range(4)
    near, far = layout(scene(text, names), names, [(bureau, plan), (street, plan)])
    assert near[3:6].tolist() == [0, 0, 0]
    assert far[3:6].tolist() == [2, 1, 1]


def test_an_agent_after_its_target_is_told_from_one_before() -> None:
    text, names = article("⟦“邻里食堂”计划|INITIATIVE⟧由⟦区民政局|ORG⟧牵头。")
    (row,) = layout(scene(text, names), names, [(1, 0)])
    assert row[2] > len(DISTANCES)


@pytest.mark.parametrize("gap", [0, 1, 5, 100, 3000])
def test_every_layout_stays_within_its_tables(gap: int) -> None:
    text = "甲局" + "，。" * gap + "乙会"
    names = [Name(0, 2, "ORG", "甲局"), Name(len(text) - 2, len(text), "EVENT", "乙会")]
    rows = layout(scene(text, names), names, [(0, 1)])
    assert (rows[:, 2:] < LAYOUT).all()
    assert (rows >= 0).all()


def test_what_stands_beyond_the_longest_is_not_read_but_still_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_encoder, "LONGEST", 10)
    text, names = article(MARKED)
    assert len(scene(text, names).window.text) == 10
    assert np.isfinite(sights(text, names, [(1, 3)])).all()


def test_every_place_gets_a_score_of_each_role() -> None:
    text, names = article(MARKED)
    found = sights(text, names, [(0, 3), (1, 3)])
    assert found.shape == (2, len(ROLES))
    assert found[1].max() > found[0].max()  # the bureau starts the plan, the street is only busy


def test_an_article_without_a_character_has_no_scores() -> None:
    assert sights(" \n ", [], []).shape == (0, len(ROLES))
