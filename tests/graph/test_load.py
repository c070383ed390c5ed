import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.graph.build import build_graph
from kg.graph.load import from_json, load, to_json
from kg.records import Evidence, Settings, Statement
from kg.resolution.entities import resolve
from tests.page_graphs import small_graph
from tests.resolution_cases import extraction

values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates()
    | st.builds(Evidence, st.text(), st.text(), st.integers(), st.integers(), st.text(), st.text(), st.just(0.5)),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def equal(left: nx.MultiDiGraph, right: nx.MultiDiGraph) -> bool:  # type: ignore[type-arg]
    """Equal with types: 1 and True, () and [] differ."""
    return repr((left.graph, list(left.nodes(data=True)), list(left.edges(keys=True, data=True)))) == repr(
        (right.graph, list(right.nodes(data=True)), list(right.edges(keys=True, data=True)))
    ) and nx.utils.graphs_equal(left, right)


def test_a_built_graph_comes_back_equal(tmp_path: Path) -> None:
    text = "⟦石马河街道|STREET⟧⟦党工委书记|POST⟧⟦白启明|PERSON⟧：“<br>]]>”"
    knowledge = resolve([extraction("1", text, holds=[("白启明", "党工委书记", "石马河街道")])], Settings())
    graph = build_graph(knowledge)
    where = Evidence("1", "a1", 0, 5, "句", "model", 0.5)
    graph.graph["statements"] = (Statement("sta-1", "per-1", "表示", "好", None, ("ini-1",), "2023-01-09", where),)
    (tmp_path / "graph.json").write_text(to_json(graph), encoding="utf-8")

    assert equal(load(tmp_path), graph)
    assert equal(load(tmp_path / "graph.json"), graph)
    assert to_json(load(tmp_path)) == to_json(graph)


@given(st.dictionaries(st.text(max_size=5), values, max_size=4))
@examples(max_examples=40)
def test_attributes_of_every_type_come_back_with_it(attributes: dict[str, Any]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update({f"x{name}": value for name, value in attributes.items()})
    graph.add_node("a", **{f"x{name}": value for name, value in attributes.items()})
    graph.add_edge("a", "a", key="k", **{f"x{name}": value for name, value in attributes.items()})

    assert equal(from_json(to_json(graph)), graph)


def test_another_reader_of_node_link_json_finds_the_same_nodes_edges_and_keys() -> None:
    graph = small_graph()
    table = json.loads(to_json(graph))
    other = nx.node_link_graph(table, edges="edges")

    assert isinstance(other, nx.MultiDiGraph)
    assert list(other.edges(keys=True)) == list(graph.edges(keys=True))
    assert dict(other.nodes(data="name")) == dict(graph.nodes(data="name"))


def test_a_key_that_looks_like_a_type_stays_a_key() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["articles"] = {"@date": "2023-01-09", "x": {"@tuple": ("a",)}}

    assert equal(from_json(to_json(graph)), graph)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', '{"format": "kg-graph-1", "graph": {}}', "{"])
def test_what_is_no_graph_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "graph.json").write_text(text, encoding="utf-8")

    with pytest.raises(OutputError, match=r"^[^\n]+build it again$"):
        load(tmp_path)


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="name an output folder"):
        load(tmp_path)
