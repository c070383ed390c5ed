from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ner.spans import Candidate, rank_then_length, with_both_marks


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


@pytest.mark.parametrize(
    ("marked", "label", "mended"),
    [
        ("推进“暖心、⟦安居”五大工程⟧", "INITIATIVE", "“暖心、安居”五大工程"),
        ("实施⟦“青锋计划⟧”", "INITIATIVE", "“青锋计划”"),
        ("来到⟦“齿轮馆⟧看展", "ORG", "齿轮馆"),
        ("推行⟦“青锋”计划⟧", "INITIATIVE", "“青锋”计划"),
        ("“先唱后讲”，⟦推行”计划⟧", "INITIATIVE", "推行”计划"),
        ("在上一行“说\n⟦安居”工程⟧", "INITIATIVE", "安居”工程"),
        ("一个⟦“⟧", "ORG", "“"),
    ],
)
def test_a_span_with_one_mark_of_a_pair_is_mended_within_its_line(marked: str, label: str, mended: str) -> None:
    begin, stop = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    got = with_both_marks(Candidate(begin, stop, label, 1, "model", 0.9), text)  # type: ignore[arg-type]

    assert text[got.begin : got.stop] == mended
