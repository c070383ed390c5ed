from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
import rustworkx
from hypothesis import given
from hypothesis import strategies as st

from kg.export.graphml import write_graphml
from kg.graph.build import build_graph
from kg.records import Knowledge
from tests.export.made import renamed, sample


def written(knowledge: Knowledge) -> str:
    out = io.StringIO(newline="")
    write_graphml(build_graph(knowledge), out)
    return out.getvalue()


SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def data_of(thing: ElementTree.Element) -> dict[str, str]:
    return {str(data.get("key")): data.text or "" for data in thing}


def flat(thing: dict[str, Any]) -> dict[str, Any]:
    """What a flat file can hold of the attributes of a node or edge."""
    held: dict[str, Any] = {}
    for name, value in thing.items():
        if name == "evidence":
            held["evidence"] = len(value)
            held |= {"doc": value[0].doc, "sentence": value[0].text} if value else {}
        elif isinstance(value, tuple):
            held[name] = " | ".join(value)
        elif value is not None:
            held[name] = max(value, 0.0001) if name == "weight" else str(value) if isinstance(value, date) else value
    first = next(held[name] for name in ("name", "title", "role", "scope", "rel") if held.get(name))
    return {"label": first, **held}


def read(text: str) -> nx.MultiDiGraph[str]:
    return nx.parse_graphml(text, force_multigraph=True)  # type: ignore[no-any-return]


def test_another_reader_finds_the_same_nodes_and_edges(knowledge: Knowledge) -> None:
    graph, flat = build_graph(knowledge), read(written(knowledge))

    assert set(flat) == set(graph)
    assert sorted(flat.edges(keys=True)) == sorted(graph.edges(keys=True))


def test_numbers_and_truth_keep_their_types_and_dates_are_iso(knowledge: Knowledge) -> None:
    flat = read(written(knowledge))
    person = flat.nodes["per-0000000001"]
    link = flat.edges["per-0000000001", "per-0000000002", "lnk-0000000001"]

    assert (person["official"], person["mention_count"], person["name"]) == (True, 2, "何远山")
    assert "code" not in person
    assert (link["weight"], link["first_seen"], link["evidence"]) == (0.0001, "2024-01-08", 1)
    assert link["sentence"] == "何远山和柳云街道的杜小满一起参加。"
    assert link["doc"] == "day1/p2.txt"


def test_what_is_read_is_what_was_written_flat(knowledge: Knowledge) -> None:
    graph, back = build_graph(knowledge), read(written(knowledge))

    assert {node: dict(data) for node, data in back.nodes(data=True)} == {n: flat(d) for n, d in graph.nodes(data=True)}
    assert {edge: back.edges[edge] for edge in back.edges} == {
        (a, b, key): flat(data) for a, b, key, data in graph.edges(keys=True, data=True)
    }


def test_a_reader_that_is_not_networkx_finds_names_types_and_parallel_edges(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    graph, path = build_graph(knowledge), tmp_path / "graph.graphml"
    path.write_text(written(knowledge), encoding="utf-8")
    found: Any = rustworkx.read_graphml(str(path))
    (other,) = found if isinstance(found, list) else [found]

    assert {node["id"]: node["name"] for node in other.nodes()} == dict(graph.nodes(data="name"))
    assert {edge["id"] for edge in other.edges()} == {key for *_, key in graph.edges(keys=True)}
    person = next(node for node in other.nodes() if node["id"] == "per-0000000001")
    assert (person["official"], person["mention_count"]) == (True, 2)
    ids = [node["id"] for node in other.nodes()]
    assert sorted((ids[a], ids[b]) for a, b in other.edge_list()) == sorted(graph.edges())


def test_gephi_and_cytoscape_find_what_they_look_for(knowledge: Knowledge) -> None:
    """Gephi writes ``label`` and drops edges of weight 0; Cytoscape shows ``name``; both know these types only."""
    root = ElementTree.fromstring(written(knowledge))
    keys = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iter(f"{SPACE}key")}
    nodes, edges = list(root.iter(f"{SPACE}node")), list(root.iter(f"{SPACE}edge"))

    assert keys[("node", "label")] == keys[("node", "name")] == keys[("edge", "label")] == "string"
    assert keys[("edge", "weight")] == "double"
    assert set(keys.values()) <= {"boolean", "int", "long", "float", "double", "string"}
    for things, label in ((nodes, "node-label"), (edges, "edge-label")):
        assert all(data_of(thing).get(label) for thing in things)
    assert all(float(data_of(edge).get("edge-weight", 1)) > 0 for edge in edges)
    ids = [thing.get("id") for thing in (*nodes, *edges)]
    assert len(ids) == len(set(ids))


def test_every_key_is_declared_before_the_graph_and_every_value_has_one(knowledge: Knowledge) -> None:
    root = ElementTree.fromstring(written(knowledge))
    tags = [child.tag.removeprefix(SPACE) for child in root]

    assert tags == ["key"] * (len(tags) - 1) + ["graph"]
    declared = {(key.get("id"), key.get("for")) for key in root.iter(f"{SPACE}key")}
    assert {(data.get("key"), thing.tag.removeprefix(SPACE)) for thing in root[-1] for data in thing} == declared


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_is_read_back_but_for_what_xml_cannot_hold(name: str) -> None:
    flat = read(written(renamed(sample(), name)))
    kept = "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd"
        for c in name
    )

    assert flat.nodes["per-0000000001"]["name"] == kept


@pytest.mark.parametrize("name", ["]]>", "<!--", "&amp;", "<![CDATA[", '"><x/>'])
def test_markup_in_a_name_is_text(knowledge: Knowledge, name: str) -> None:
    names = [
        data.text
        for data in ElementTree.fromstring(written(renamed(knowledge, name))).iter()
        if data.get("key") == "node-name"
    ]

    assert names == [name] * len(knowledge.entities)
