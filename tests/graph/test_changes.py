from __future__ import annotations

from datetime import date

import networkx as nx

from kg.graph.build import build_graph
from kg.graph.changes import WHAT, changes
from kg.records import Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction

DING = "⟦石马河街道|STREET⟧⟦办事处主任|POST⟧⟦丁一|PERSON⟧"
DAI = "⟦石马河街道|STREET⟧⟦办事处主任|POST⟧⟦戴月|PERSON⟧开展⟦“微光”行动|INITIATIVE⟧"
FIRST = [extraction("1", DING, holds=[("丁一", "办事处主任", "石马河街道")])]
SECOND = [
    extraction("2", "原" + DING, date="2023-02-01", holds=[("丁一", "办事处主任", "石马河街道", "former")]),
    extraction(
        "3",
        DAI,
        date="2023-02-01",
        holds=[("戴月", "办事处主任", "石马河街道")],
        acts=[("石马河街道", "implement", "“微光”行动")],
    ),
]


def built(*extractions: object) -> nx.MultiDiGraph[str]:
    return build_graph(resolve(list(extractions), Settings()))  # type: ignore[arg-type]


OLD, NEW = built(*FIRST), built(*FIRST, *SECOND)


def told(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str]) -> set[tuple[str, str, str, str | None, str | None]]:
    return {(row.change, row.what, row.name, row.before, row.after) for row in changes(old, new)}


def test_nothing_changes_between_a_graph_and_itself() -> None:
    assert changes(NEW, NEW) == []


def test_a_new_person_initiative_and_act_are_told_with_their_day() -> None:
    rows = told(OLD, NEW)

    assert ("new", "person", "戴月", None, "戴月") in rows
    assert ("new", "initiative", "“微光”行动", None, "“微光”行动") in rows
    assert ("new", "act", "石马河街道", None, "implement “微光”行动") in rows
    assert {row.day for row in changes(OLD, NEW) if row.change == "new"} == {date(2023, 2, 1)}


def test_a_post_that_changed_hands_is_told_with_both_holders_and_the_sentence() -> None:
    (row,) = (row for row in changes(OLD, NEW) if row.what == "post")

    assert (row.change, row.name, row.before, row.after) == ("changed", "石马河街道办事处主任", "丁一", "戴月")
    assert row.sentence
    assert "戴月" in row.sentence


def test_a_post_that_is_only_stated_again_is_no_change() -> None:
    again = extraction("2", DING, date="2023-02-01", holds=[("丁一", "办事处主任", "石马河街道")])

    assert changes(OLD, built(*FIRST, again)) == []


def test_a_tenure_that_ended_changes_its_status() -> None:
    post = "石马河街道办事处主任"
    assert ("changed", "tenure", "丁一", f"{post} (current)", f"{post} (former)") in told(OLD, NEW)


def test_backwards_what_was_new_is_gone() -> None:
    gone = {(row.what, row.name) for row in changes(NEW, OLD) if row.change == "gone"}

    assert gone == {(row.what, row.name) for row in changes(OLD, NEW) if row.change == "new"}


def test_a_thing_known_by_a_fuller_name_is_renamed_and_its_facts_stay() -> None:
    old: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    new: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    day = date(2023, 1, 9)
    for graph, key, name, aliases in ((old, "org-1", "教委", ()), (new, "org-2", "江北区教委", ("教委",))):
        for node, kind, called, also in (
            (key, "organisation", name, aliases),
            ("ini-1", "initiative", "“微光”行动", ()),
        ):
            graph.add_node(node, kind=kind, name=called, aliases=also, official=False, first_seen=day, last_seen=day)
        graph.add_edge(
            key, "ini-1", key=f"act-{key}", rel="acts", role="lead", first_attested=day, last_attested=day, evidence=()
        )

    assert told(old, new) == {("renamed", "organisation", "江北区教委", "教委", "江北区教委")}


def test_changes_come_in_the_order_of_what_they_are_about() -> None:
    places = [WHAT.index(row.what) for row in changes(OLD, NEW)]

    assert places == sorted(places)
