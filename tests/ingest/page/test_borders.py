"""Of all ways to cut a page, the likeliest as a whole."""

from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.ingest.page import borders
from kg.ingest.page.borders import chances_of, cuts_of, heads_first, stretches, with_borders
from kg.ingest.page.line_roles import Role
from tests.ingest.page.test_segments import LAMP, NEW_TEA, TEA, read


def begins(*rows: tuple[str, Role, float]) -> list[bool]:
    return [line.begins > 0.5 for line in with_borders(read(*rows))]


def test_text_without_a_headline_is_an_article_only_where_the_network_is_sure() -> None:
    rows = [("灯亮了", "headline", 1.0), (LAMP, "body", 0.0)]
    assert begins(*rows, (TEA, "body", 0.6)) == [True, False, False]
    assert begins(*rows, (TEA, "body", 1.0)) == [True, False, True]


def test_a_headline_between_two_texts_begins_an_article_though_the_network_doubts() -> None:
    rows = [("灯亮了", "headline", 1.0), (LAMP, "body", 0.0), ("茶馆重新开张", "headline", 0.4), (NEW_TEA, "body", 0.0)]
    assert begins(*rows) == [True, False, True, False]


def test_lines_beside_a_shared_line_keep_it_apart() -> None:
    lines = read((LAMP, "body", 1.0), (TEA, "body", 0.9), ("灯亮了 茶馆开门", "shared", 0.1), (LAMP, "body", 1.0))
    assert [(len(stretch), shared) for stretch, shared in stretches(lines)] == [(2, True), (1, True)]
    assert len(with_borders(lines)) == 4


def test_the_chances_of_all_ways_to_cut_sum_up_to_one() -> None:
    lines = read(("灯亮了", "headline", 1.0), (LAMP, "body", 0.3), ("茶馆开门", "headline", 0.7), (TEA, "body", 0.2))
    cuts = cuts_of(lines, shared=False, first=1.0)
    count = len(cuts.places)
    scores = np.triu(np.arange(count * count, dtype=float).reshape(count, count) / 7)
    scores[np.tril_indices(count, -1)] = -np.inf
    _, chances = chances_of(scores)
    covered = [chances[: k + 1, k:].sum() for k in range(count)]  # each place lies in just one piece
    assert covered == pytest.approx([1.0] * count)


def test_a_page_shows_whether_its_headlines_stand_above_or_below() -> None:
    above = read(("灯亮了", "headline", 1.0), (LAMP, "body", 0.0), ("茶馆开门", "headline", 1.0), (TEA, "body", 0.0))
    below = read((LAMP, "body", 1.0), ("灯亮了", "headline", 0.0), (TEA, "body", 1.0), ("茶馆开门", "headline", 0.0))
    assert (heads_first(above), heads_first(below), heads_first([])) == (1.0, -1.0, 0.0)


def test_no_lines_have_no_borders() -> None:
    assert with_borders([]) == []


def test_missing_weights_are_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borders, "model_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="install the package again"):
        borders._weights.__wrapped__()
