import os
import subprocess
import sys
from datetime import date

import networkx as nx
import pytest

from kg.errors import SettingError
from kg.graph.build import build_graph
from kg.graph.lookup import find, lookup
from kg.graph.paths import path
from kg.graph.query import acts, comentions, neighbourhood, officials, tenures, things
from kg.graph.sources import between, evidence, statements, timeline
from kg.records import Evidence, Settings, Statement
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction

BAI = "⟦石马河街道|STREET⟧⟦党工委书记|POST⟧⟦白启明|PERSON⟧表示"
GRAPH = build_graph(
    resolve(
        [
            extraction("1", BAI, holds=[("白启明", "党工委书记", "石马河街道")]),
            extraction("2", BAI, holds=[("白启明", "党工委书记", "石马河街道")], date="2023-03-01"),
            extraction(
                "3",
                "原⟦石马河街道|STREET⟧⟦办事处主任|POST⟧⟦丁一|PERSON⟧，⟦区教委|ORG⟧⟦主任|POST⟧⟦白露|PERSON⟧开展⟦“微光”行动|INITIATIVE⟧",
                date="2023-02-01",
                holds=[("丁一", "办事处主任", "石马河街道", "former"), ("白露", "主任", "区教委")],
                acts=[("区教委", "implement", "“微光”行动")],
            ),
            extraction("4", "⟦居民|POST⟧⟦王芳|PERSON⟧", holds=[("王芳", "居民", None)]),
        ],
        Settings(),
    )
)


def test_a_name_is_looked_up_exactly_then_as_alias_then_by_its_only_beginning() -> None:
    (bureau,) = lookup(GRAPH, "区教委")

    assert GRAPH.nodes[bureau]["name"] == "江北区教委"
    assert lookup(GRAPH, "白启") == lookup(GRAPH, "白启明") == [find(GRAPH, "白启明")]
    assert lookup(GRAPH, "白") == lookup(GRAPH, "") == []
    assert lookup(GRAPH, bureau) == [bureau]


def test_a_name_that_is_not_there_is_refused_with_names_like_it() -> None:
    with pytest.raises(SettingError, match="白启明、白露"):
        find(GRAPH, "白")


def test_a_roster_holds_officials_and_no_residents() -> None:
    assert {row.name for row in officials(GRAPH)} == {"白启明", "丁一", "白露"}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 1, 1), {}),
        (date(2023, 1, 9), {"白启明": "attested"}),
        (date(2023, 2, 10), {"白启明": "attested", "白露": "last seen"}),
        (date(2024, 1, 1), {"白启明": "last seen", "白露": "last seen"}),
    ],
)
def test_a_roster_of_a_day_tells_who_was_attested_and_who_was_last_seen(day: date, found: dict[str, str]) -> None:
    assert {row.name: row.basis for row in officials(GRAPH, on=day)} == found


def test_a_roster_of_one_host_leaves_the_others_out() -> None:
    assert [row.name for row in officials(GRAPH, org="石马河街道", on=date(2023, 1, 20))] == ["白启明"]


def test_the_record_of_a_person_has_the_attested_interval() -> None:
    (row,) = tenures(GRAPH, "白启明")

    assert (row.title, row.host, row.first, row.last) == (
        "党工委书记",
        "石马河街道",
        date(2023, 1, 9),
        date(2023, 3, 1),
    )
    assert row.evidence == 2


def test_things_of_a_kind_come_most_mentioned_first() -> None:
    assert [(row.name, row.mentions) for row in things(GRAPH, "street")] == [("石马河街道", 3)]
    assert [row.subkind for row in things(GRAPH, "initiative")] == ["project"]
    assert {row.kind for row in things(GRAPH)} == {data["kind"] for _, data in GRAPH.nodes(data=True)}


def test_acts_are_found_by_agent_target_and_role() -> None:
    (act,) = acts(GRAPH)

    assert (act.agent, act.role, act.target) == ("江北区教委", "implement", "“微光”行动")
    assert (act.agent_kind, act.target_kind, act.first) == ("organisation", "initiative", date(2023, 2, 1))
    assert acts(GRAPH, "区教委") == acts(GRAPH, "“微光”行动", "implement") == [act]
    assert acts(GRAPH, "白启明") == acts(GRAPH, role="host") == []


def test_a_neighbourhood_keeps_only_the_relations_asked_for() -> None:
    near = neighbourhood(GRAPH, "白启明", 2, ["holds_post", "post_in"])

    assert {data["name"] for _, data in near.nodes(data=True)} >= {"白启明", "石马河街道"}
    assert {data["rel"] for *_, data in near.edges(data=True)} == {"holds_post", "post_in"}
    assert list(neighbourhood(GRAPH, "王芳", 1, ["acts"])) == [find(GRAPH, "王芳")]


def test_co_mentions_are_the_same_from_both_ends() -> None:
    here = {row.id: row.weight for row in comentions(GRAPH, "白启明")}

    assert here
    for other, weight in here.items():
        assert (find(GRAPH, "白启明"), weight) in [(row.id, row.weight) for row in comentions(GRAPH, other)]
    assert {row.kind for row in comentions(GRAPH, "白露", "organisation")} == {"organisation"}


def test_a_path_prefers_stated_roles_to_co_mentions() -> None:
    steps = path(GRAPH, "白启明", "江北区")

    assert [(step.rel, step.forward) for step in steps] == [("holds_post", True), ("post_in", True), ("part_of", True)]
    assert steps[0].detail == "党工委书记"
    assert path(GRAPH, "白启明", "王芳") == path(GRAPH, "白启明", "白启明") == []


def test_a_timeline_is_dated_by_the_articles() -> None:
    rows = timeline(GRAPH, "白启明")

    assert [(row.day, row.what) for row in rows] == [(date(2023, 1, 9), "post"), (date(2023, 3, 1), "post")]


def test_a_statement_is_found_by_speaker_and_by_what_it_is_about() -> None:
    graph = nx.MultiDiGraph(GRAPH)
    bai, act = find(GRAPH, "白启明"), find(GRAPH, "“微光”行动")
    where = Evidence("1", "a1", 3, 9, "句", "rule:x", 0.9)
    graph.graph["statements"] = (Statement("sta-1", bai, "表示", "好", None, (act,), "2023-01-09", where),)
    (row,) = statements(graph)

    assert (row.speaker, row.quote, row.about, row.article) == ("白启明", "好", ("“微光”行动",), "1#a1")
    assert statements(graph, "白启明") == statements(graph, "“微光”行动") == [row]
    assert statements(graph, "白露") == []
    assert [event.what for event in timeline(graph, "“微光”行动")] == ["statement", "act"]


def test_the_evidence_of_an_edge_is_its_sentences() -> None:
    (row,) = tenures(GRAPH, "白启明")

    assert [(e.sentence, e.day) for e in evidence(GRAPH, row.edge)] == [
        ("石马河街道党工委书记白启明表示", date(2023, 1, 9)),
        ("石马河街道党工委书记白启明表示", date(2023, 3, 1)),
    ]
    with pytest.raises(SettingError, match="no such edge"):
        evidence(GRAPH, "ten-0")


def test_what_connects_a_person_with_a_host_is_told_over_the_post() -> None:
    rows = between(GRAPH, "白启明", "石马河街道")
    assert rows[0].marked == "⟦石马河街道⟧⟦党工委书记⟧⟦白启明⟧表示"
    assert [row.rel for row in between(GRAPH, "白启明", "石马河街道")] == ["holds_post"] * 2 + ["co_mention"] * 2


DIAMOND = """
import networkx as nx
from kg.graph.paths import path
from kg.graph.query import neighbourhood
graph = nx.MultiDiGraph()
for node in ["head", *(f"middle{i}" for i in range(9)), "tail", *(f"far{i}" for i in range(30))]:
    graph.add_node(node, kind="organisation", name=node, aliases=(), mention_count=1)
for i in range(9):
    graph.add_edge("head", f"middle{i}", key=f"a{i}", rel="part_of", evidence=())
    graph.add_edge(f"middle{i}", "tail", key=f"b{i}", rel="part_of", evidence=())
print([step.target for step in path(graph, "head", "tail")], *neighbourhood(graph, "head"))
"""


def test_of_two_ways_of_one_length_it_is_always_the_same() -> None:
    def answer(seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        run = [sys.executable, "-c", DIAMOND]
        return subprocess.run(run, capture_output=True, text=True, check=True, env=env).stdout

    middle = " ".join(f"middle{i}" for i in range(9))
    assert {answer(seed) for seed in "12"} == {f"['middle0', 'tail'] head {middle}\n"}
