from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from kg.errors import OutputError, SettingError
from kg.export.graph_file import save
from kg.graph.load import load
from kg.graph.query import neighbourhood
from tests.page_graphs import hostile_graph, small_graph


def test_a_part_of_a_graph_comes_back_with_its_types(tmp_path: Path) -> None:
    near = neighbourhood(small_graph(), "单晓岚")
    save(near, tmp_path / "near.json")

    assert nx.utils.graphs_equal(load(tmp_path / "near.json"), near)


def test_the_end_of_the_name_says_what_is_written(tmp_path: Path) -> None:
    for name, beginning in (("g.graphml", "<?xml"), ("g.HTML", "<!DOCTYPE html>"), ("g.json", "{")):
        save(small_graph(), tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(beginning.lower())


def test_text_that_utf_8_cannot_hold_is_written_all_the_same(tmp_path: Path) -> None:
    save(hostile_graph("\ud800<b>"), tmp_path / "g.json")

    assert "\ufffd<b>" in (tmp_path / "g.json").read_text(encoding="utf-8")


def test_a_name_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"let the name end in \.json, \.graphml, \.html"):
        save(small_graph(), tmp_path / "g.gexf")
    assert list(tmp_path.iterdir()) == []


def test_what_json_cannot_hold_is_refused_before_the_old_file_is_touched(tmp_path: Path) -> None:
    graph = small_graph()
    save(graph, tmp_path / "g.json")
    graph.nodes["per-1"]["seen"] = {1, 2}

    with pytest.raises(SettingError, match="take it out first"):
        save(graph, tmp_path / "g.json")
    assert load(tmp_path / "g.json").number_of_nodes() == graph.number_of_nodes()


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="choose another place"):
        save(small_graph(), tmp_path / "none" / "g.json")
