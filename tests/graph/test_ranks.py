from __future__ import annotations

import pytest

from kg.errors import SettingError
from kg.graph.ranks import MEASURES, Measure, top, weighted
from tests.page_graphs import small_graph

GRAPH = small_graph()


@pytest.mark.parametrize("by", MEASURES)
def test_the_order_is_that_of_the_measure(by: Measure) -> None:
    values = [getattr(row, by) for row in top(GRAPH, by=by)]

    assert values == sorted(values, reverse=True)


def test_posts_are_left_out_unless_asked_for() -> None:
    assert "post" not in {row.kind for row in top(GRAPH)}
    assert {row.kind for row in top(GRAPH, "post")} == {"post"}


def test_page_rank_is_of_the_whole_graph_whatever_is_asked() -> None:
    whole = {row.id: row.pagerank for row in top(GRAPH)}

    assert {row.id: row.pagerank for row in top(GRAPH, "person")}.items() <= whole.items()
    posts = sum(row.pagerank for row in top(GRAPH, "post"))
    assert sum(whole.values()) + posts == pytest.approx(1.0, abs=1e-4)


def test_neighbours_are_counted_once_and_links_each() -> None:
    (street,) = (row for row in top(GRAPH, "street") if row.name == "柳荫街道")

    assert street.neighbours == len({*GRAPH.predecessors("str-1"), *GRAPH.successors("str-1")})
    assert street.links == GRAPH.degree("str-1")


def test_ties_add_up_what_two_things_share() -> None:
    ties = weighted(GRAPH)

    assert ties["per-1"]["ini-1"]["weight"] == pytest.approx(0.5)
    assert ties["str-1"]["ini-1"]["weight"] == pytest.approx(1.0)


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(SettingError, match="give one of pagerank, articles"):
        top(GRAPH, by="fame")  # type: ignore[arg-type]


def test_a_graph_without_nodes_has_no_top() -> None:
    empty = GRAPH.__class__()

    assert top(empty) == []
