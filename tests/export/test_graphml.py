from __future__ import annotations

import io
from xml.etree import ElementTree

import networkx as nx
import pytest
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
    assert (link["weight"], link["first_seen"], link["evidence"]) == (-0.00001, "2024-01-08", 1)
    assert link["sentence"] == "何远山和柳云街道的杜小满一起参加。"
    assert link["doc"] == "day1/p2.txt"


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
