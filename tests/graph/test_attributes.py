"""What kg.graph.attributes says of nodes and edges is what a built graph carries, type by type."""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import kg
from kg.graph.attributes import EDGES, Node, Whole
from tests.page_graphs import small_graph


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a type, into tuples and dicts."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in arguments
    if origin in (Union, types.UnionType):
        return any(fits(value, argument) for argument in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(fits(item, arguments[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            fits(key, arguments[0]) and fits(item, arguments[1]) for key, item in value.items()
        )
    if hasattr(hint, "__required_keys__"):
        return mismatches(value, hint) == []
    return type(value) is hint


def mismatches(data: dict[str, Any], hint: Any) -> list[str]:
    hints = get_type_hints(hint)
    return [f"{name} missing" for name in hints if name not in data] + [
        f"{name}: {value!r}" for name, value in data.items() if name not in hints or not fits(value, hints[name])
    ]


@pytest.mark.slow
def test_a_built_graph_carries_what_is_said(built_output: Path) -> None:
    graph = kg.load(built_output)

    assert [m for _, data in graph.nodes(data=True) for m in mismatches(data, Node)] == []
    assert [m for *_, data in graph.edges(data=True) for m in mismatches(data, EDGES[data["rel"]])] == []
    assert {data["rel"] for *_, data in graph.edges(data=True)} == set(EDGES)
    assert mismatches(graph.graph, Whole) == []


def test_an_attribute_of_another_type_or_without_a_word_is_found() -> None:
    data = dict(small_graph().nodes["per-1"])
    assert mismatches(data, Node) == []

    assert mismatches({**data, "aliases": ["x"]}, Node) == ["aliases: ['x']"]
    assert mismatches({**data, "official": 1}, Node) == ["official: 1"]
    assert mismatches({**data, "more": None}, Node) == ["more: None"]
    del data["code"]
    assert mismatches(data, Node) == ["code missing"]
