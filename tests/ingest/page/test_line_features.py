"""Lines as numbers: what they are is checked where a mistake would not show in any other way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.lines import lines_of
from kg.ingest.page.line_features import features
from kg.ingest.page.overlap import bigrams

TEXT = st.lists(st.text("灯亮了茶馆。，（）12 ", min_size=1, max_size=12), min_size=1, max_size=30).map("\n".join)


@given(TEXT)
def test_the_last_three_numbers_are_what_the_lines_around_a_border_have_in_common(text: str) -> None:
    lines = lines_of(text)
    if not lines:
        return
    pairs = [bigrams(line.text) for line in lines]
    found = features(lines)
    for column, size in ((-3, 6), (-2, 16), (-1, 40)):
        for n in range(len(lines)):
            above = frozenset[str]().union(*pairs[max(0, n - size) : n])
            below = frozenset[str]().union(*pairs[n : n + size])
            expected = len(above & below) / max(1, min(len(above), len(below)))
            assert abs(found[n, column] - expected) < 1e-6


@given(TEXT)
def test_every_line_has_a_row_of_finite_numbers_and_none_shows_a_word(text: str) -> None:
    lines = lines_of(text)
    found = features(lines)
    assert len(found) == len(lines)
    assert np.isfinite(found).all()


def test_no_lines_give_no_rows() -> None:
    assert len(features(())) == 0


def test_other_words_of_the_same_form_have_the_same_numbers() -> None:
    one, two = (
        features(lines_of(text)) for text in ("石板巷的灯\n\n昨天亮了，真好。", "钟楼街的门\n\n今早开了，真香。")
    )
    assert (one == two).all()
