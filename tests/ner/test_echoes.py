"""Claims about a short name where the tagger half sees it again."""

from __future__ import annotations

import numpy as np
import pytest

from kg.ner.echoes import HALF, echoes

TAGS = ("O", "B-PERSON", "I-PERSON", "E-PERSON", "S-PERSON")
TEXT = "田野来了，田野走了，田野难"


def seen(*chances: float) -> np.ndarray:
    """Scores under which each 田野 is a person with these chances."""
    table = np.full((len(TEXT), len(TAGS)), 1e-6, dtype=np.float32)
    table[:, 0] = 1
    for begin, chance in zip((0, 5, 10), chances, strict=True):
        table[begin, 1] = table[begin + 1, 3] = chance
        table[begin : begin + 2, 0] = 1 - chance
    return np.log(table)


def test_a_name_is_found_again_where_the_tagger_half_sees_it() -> None:
    found = [(0, 2, "PERSON", 0.95)]
    assert list(echoes(TEXT, seen(0.99, 2 * HALF, HALF / 2), found, TAGS)) == [(5, 7)]


@pytest.mark.parametrize(
    "name", [(0, 2, "PERSON", 0.4), (0, 2, "PLACE", 0.95), (0, 3, "PERSON", 0.95)], ids=["unsure", "place", "longer"]
)
def test_only_a_sure_short_name_of_a_person_is_looked_for_again(name: tuple[int, int, str, float]) -> None:
    assert not list(echoes(TEXT, seen(0.99, 0.5, 0.5), [name], TAGS))


def test_a_place_that_holds_another_name_is_left_to_it() -> None:
    found = [(0, 2, "PERSON", 0.95), (4, 7, "ORG", 0.9)]
    assert list(echoes(TEXT, seen(0.99, 0.5, 0.5), found, TAGS)) == [(10, 12)]
