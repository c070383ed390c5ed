from __future__ import annotations

from datetime import date

import networkx as nx
import pandas as pd
import pytest

from kg.errors import SettingError
from kg.graph import frames
from tests.page_graphs import DAY, small_graph

GRAPH = small_graph()
for post in ("pst-ten-1", "pst-ten-3"):
    GRAPH.nodes[post]["official"] = True
EMPTY: nx.MultiDiGraph[str] = nx.MultiDiGraph()

TABLES = {
    "officials": frames.officials(GRAPH),
    "tenures": frames.tenures(GRAPH),
    "acts": frames.acts(GRAPH),
    "statements": frames.statements(GRAPH),
    "entities": frames.entities(GRAPH),
    "comentions": frames.comentions(GRAPH, "单晓岚"),
    "path": frames.path(GRAPH, "吕建章", "“暖冬行动”"),
    "timeline": frames.timeline(GRAPH, "单晓岚"),
    "evidence": frames.evidence(GRAPH, "ten-1"),
    "explain": frames.explain(GRAPH, "单晓岚", "柳荫街道"),
    "top": frames.top(GRAPH),
    "diff": frames.diff(EMPTY, GRAPH),
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_has_rows_and_says_its_columns(name: str) -> None:
    told = (getattr(frames, name).__doc__ or "").partition("Returns:")[2].partition("\n\n")[0]

    assert len(TABLES[name])
    if "The columns of" not in told:
        assert [column for column in TABLES[name].columns if column not in told] == []


@pytest.mark.parametrize(
    ("full", "empty"),
    [
        (TABLES["officials"], frames.officials(EMPTY)),
        (TABLES["acts"], frames.acts(EMPTY)),
        (TABLES["statements"], frames.statements(EMPTY)),
        (TABLES["entities"], frames.entities(EMPTY)),
        (TABLES["top"], frames.top(EMPTY)),
        (TABLES["diff"], frames.diff(EMPTY, EMPTY)),
    ],
)
def test_an_empty_table_has_the_columns_of_a_full_one(full: pd.DataFrame, empty: pd.DataFrame) -> None:
    assert list(empty.columns) == list(full.columns)
    told = [name for name, kind in full.dtypes.items() if kind.kind in "iufbM"]
    assert told
    assert empty.dtypes[told].tolist() == full.dtypes[told].tolist()


def test_days_compare_with_text_and_counts_are_numbers() -> None:
    table = TABLES["entities"]

    assert (table["first"] >= "2023-01-09").all()
    assert table["mentions"].dtype.kind == "i"
    assert table["official"].dtype == bool


@pytest.mark.parametrize("on", [DAY, DAY.isoformat()])
def test_a_day_may_be_a_date_or_text(on: date | str) -> None:
    assert frames.officials(GRAPH, on).name.tolist() == ["单晓岚", "吕建章"]
    assert frames.tenures(GRAPH, "单晓岚", on=on).basis.unique().tolist() == ["attested"]


@pytest.mark.parametrize("on", ["tomorrow", "20230109", 3])
def test_what_is_no_day_is_refused(on: str) -> None:
    with pytest.raises(SettingError, match="is no date"):
        frames.officials(GRAPH, on)


def test_the_column_of_edges_of_a_table_is_a_question_for_evidence() -> None:
    posts = frames.tenures(GRAPH, "单晓岚")
    found = frames.evidence(GRAPH, posts.edge)

    assert found.edge.tolist() == posts.edge.tolist()
    assert found.merge(posts, on="edge").title.tolist() == posts.title.tolist()


def test_a_table_leads_back_to_the_graph() -> None:
    row = TABLES["comentions"].iloc[0]

    assert GRAPH.nodes[row.id]["name"] == row["name"]
    assert row.edge in {key for *_, key in GRAPH.edges(keys=True)}


def test_days_long_ago_fit_in() -> None:
    graph = small_graph()
    graph.nodes["per-1"]["first_seen"] = date(1, 1, 1)

    assert frames.entities(graph)["first"].min().year == 1
