from __future__ import annotations

import networkx as nx
import pytest

from kg.graph.build import build_graph
from kg.graph.doubts import doubts
from kg.records import Extraction, Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction


def holder(doc: str, name: str, day: str, title: str = "局长") -> Extraction:
    marked = f"⟦区水利局|ORG⟧⟦{title}|POST⟧⟦{name}|PERSON⟧说"
    return extraction(doc, marked, date=day, holds=[(name, title, "区水利局")])


def graph_of(*rows: tuple[str, str, str]) -> nx.MultiDiGraph[str]:
    given = [holder(str(n), name, day, title) for n, (name, day, title) in enumerate(rows)]
    return build_graph(resolve(given, Settings()))


def test_two_heads_of_a_bureau_at_once_are_a_conflict() -> None:
    rows = doubts(
        graph_of(("甲一舟", "2023-01-09", "局长"), ("乙小满", "2023-02-01", "局长"), ("甲一舟", "2023-03-01", "局长"))
    )

    assert [(r.doubt, r.name, r.other, r.days) for r in rows] == [("two at once", "甲一舟", "乙小满", 0)]


def test_a_long_time_between_two_heads_is_a_gap() -> None:
    graph = graph_of(("甲一舟", "2023-01-09", "局长"), ("乙小满", "2023-06-01", "局长"))

    assert [(r.doubt, r.days) for r in doubts(graph)] == [("nobody", 143)]
    assert doubts(graph, days=200) == []


@pytest.mark.parametrize("title", ["副局长", "科员"])
def test_posts_of_which_there_are_several_are_never_in_doubt(title: str) -> None:
    assert doubts(graph_of(("甲一舟", "2023-01-09", title), ("乙小满", "2023-06-01", title))) == []
