from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ner.spans import Candidate, rank_then_length


def span(begin: int, stop: int, rank: int = 1) -> Candidate:
    return Candidate(begin, stop, "ORG", rank, f"r{rank}", 1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([span(0, 4, 1), span(2, 9, 2)], [span(0, 4, 1)]),
        ([span(0, 4, 1), span(2, 9, 0)], [span(2, 9, 0)]),
        ([span(0, 4), span(0, 6)], [span(0, 6)]),
        ([span(0, 4), span(4, 6)], [span(0, 4), span(4, 6)]),
        ([], []),
    ],
)
def test_rank_decides_first_and_length_second(candidates: list[Candidate], chosen: list[Candidate]) -> None:
    assert list(rank_then_length(candidates)) == chosen


CANDIDATES = st.builds(
    lambda begin, length, rank: span(begin, begin + length, rank),
    st.integers(0, 60),
    st.integers(1, 9),
    st.integers(0, 3),
)


@given(st.lists(CANDIDATES, max_size=30))
def test_chosen_spans_do_not_overlap_and_do_not_depend_on_order(candidates: list[Candidate]) -> None:
    chosen = rank_then_length(candidates)

    assert all(left.stop <= right.begin for left, right in pairwise(chosen))
    assert rank_then_length(list(reversed(candidates))) == chosen


@given(st.lists(CANDIDATES, max_size=30))
def test_nothing_that_was_left_out_would_have_fitted(candidates: list[Candidate]) -> None:
    covered = {i for c in rank_then_length(candidates) for i in range(c.begin, c.stop)}

    assert all(covered & set(range(c.begin, c.stop)) for c in candidates)
