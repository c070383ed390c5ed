from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ner.features import COLUMNS, FIRST_ID, SIZES, UNKNOWN, Vocabulary, borders, encode, fold, quotes

VOCABULARY = Vocabulary({"江": FIRST_ID, "0": FIRST_ID + 1}, {"江北": FIRST_ID}, {"江北": FIRST_ID})


@pytest.mark.parametrize(
    ("char", "folded"), [("７", "0"), ("7", "0"), ("Ａ", "a"), ("江", "江"), ("，", "，"), ("①", "0")]
)
def test_digits_and_letters_fold_to_one_form(char: str, folded: str) -> None:
    assert fold(char) == folded


def test_borders_tell_where_in_its_word_a_character_stands() -> None:
    assert borders(["江北城", "的", "路灯"]).tolist() == [0, 1, 2, 3, 0, 2]


def test_quotes_cover_their_marks_and_nest() -> None:
    assert quotes("出台《“青锋”计划》。").tolist() == [0, 0, 2, 3, 3, 3, 3, 2, 2, 2, 0]


def test_a_closing_mark_without_its_opening_changes_nothing() -> None:
    assert quotes("”江北《").tolist() == [0, 0, 0, 2]


def test_known_strings_have_their_ids_and_the_others_the_unknown_one() -> None:
    rows = encode("江北7", ["江北", "7"], [False] * 3, np.zeros(3, dtype=np.int32), VOCABULARY, headline=False)
    by_column = dict(zip(COLUMNS, rows.T.tolist(), strict=True))

    assert by_column["char"] == [FIRST_ID, UNKNOWN, FIRST_ID + 1]
    assert by_column["bigram_right"] == [FIRST_ID, UNKNOWN, 0]
    assert by_column["word"] == [FIRST_ID, FIRST_ID, UNKNOWN]


@given(st.text(min_size=1, max_size=80), st.booleans())
def test_every_small_feature_is_inside_its_table(text: str, headline: bool) -> None:
    rows = encode(
        text, list(text), [False] * len(text), np.zeros(len(text), dtype=np.int32), VOCABULARY, headline=headline
    )

    for name, size in SIZES.items():
        column = rows[:, COLUMNS.index(name)]
        assert column.min() >= 0
        assert column.max() < size
