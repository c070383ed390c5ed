from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ner.features import COLUMNS, FIRST_ID, SIZES, UNKNOWN, Vocabulary, encode, fold, lines, quotes, words_at

WORDS = ["的", "江北", "江北城", "城的路", "路灯"]
VOCABULARY = Vocabulary.of(["江", "0"], ["江北"], WORDS)
THE, JIANGBEI, CITY, ROAD, LAMP = range(FIRST_ID, FIRST_ID + len(WORDS))


@pytest.mark.parametrize(
    ("char", "folded"), [("７", "0"), ("7", "0"), ("Ａ", "a"), ("江", "江"), ("，", "，"), ("①", "0")]
)
def test_digits_and_letters_fold_to_one_form(char: str, folded: str) -> None:
    assert fold(char) == folded


def test_the_longest_word_that_begins_ends_and_covers_is_told_of_each_character() -> None:
    begins, ends, covers, places = words_at("江北城的路灯", VOCABULARY).T.tolist()

    assert begins == [CITY, UNKNOWN, ROAD, THE, LAMP, UNKNOWN]
    assert ends == [UNKNOWN, JIANGBEI, CITY, THE, ROAD, LAMP]
    assert covers == [CITY, CITY, ROAD, ROAD, ROAD, LAMP]
    assert places == [0, 1, 0, 1, 2, 2]


def test_a_character_that_no_longer_word_covers_is_a_word_by_itself() -> None:
    assert words_at("的的", VOCABULARY).tolist() == [[THE, THE, THE, 3]] * 2


def test_the_kind_of_a_line_is_told_by_its_place_and_its_end() -> None:
    assert lines("灯亮\n通电。\n图", 3).tolist() == [2, 2, 2, 1, 1, 1, 1, 0]


def test_a_mark_that_is_never_closed_holds_to_the_end_of_its_line() -> None:
    assert quotes("“江\n北").tolist() == [1, 1, 0, 0]


def test_quotes_cover_their_marks_and_nest() -> None:
    assert quotes("出台《“青锋”计划》。").tolist() == [0, 0, 2, 3, 3, 3, 3, 2, 2, 2, 0]


def test_a_closing_mark_without_its_opening_changes_nothing() -> None:
    assert quotes("”江北《").tolist() == [0, 0, 0, 2]


def test_known_strings_have_their_ids_and_the_others_the_unknown_one() -> None:
    rows = encode("江北7", [2], np.zeros(3, dtype=np.int32), VOCABULARY, headline=0)
    by_column = dict(zip(COLUMNS, rows.T.tolist(), strict=True))

    assert by_column["char"] == [FIRST_ID, UNKNOWN, FIRST_ID + 1]
    assert by_column["bigram_right"] == [FIRST_ID, UNKNOWN, 0]
    assert by_column["word"] == [JIANGBEI, JIANGBEI, UNKNOWN]
    assert by_column["blank"] == [0, 0, 1]


@given(st.text(min_size=1, max_size=80), st.integers(0, 80))
def test_every_small_feature_is_inside_its_table(text: str, headline: int) -> None:
    rows = encode(text, [], np.zeros(len(text), dtype=np.int32), VOCABULARY, headline=min(headline, len(text)))

    for name, size in SIZES.items():
        column = rows[:, COLUMNS.index(name)]
        assert column.min() >= 0
        assert column.max() < size
