from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.ner.decode import Curve, Transitions, best_paths, certainty, spans

NEVER = -1e4
TAGS = ("O", "B-ORG", "E-ORG", "S-ORG")
LEGAL = {("O", "O"), ("O", "B-ORG"), ("O", "S-ORG"), ("B-ORG", "E-ORG"), ("E-ORG", "O"), ("E-ORG", "B-ORG")} | {
    ("E-ORG", "S-ORG"), ("S-ORG", "O"), ("S-ORG", "B-ORG"), ("S-ORG", "S-ORG")
}  # fmt: skip
MOVES = Transitions(
    TAGS,
    np.array([[0.0 if (a, b) in LEGAL else NEVER for b in TAGS] for a in TAGS], dtype=np.float32),
    np.array([0.0 if tag[0] in "OBS" else NEVER for tag in TAGS], dtype=np.float32),
    np.array([0.0 if tag[0] in "OES" else NEVER for tag in TAGS], dtype=np.float32),
)
SCORES = st.lists(st.tuples(*[st.floats(-5, 5, width=32)] * len(TAGS)), min_size=1, max_size=5)


def total(path: tuple[int, ...], emissions: np.ndarray) -> float:
    steps = sum(MOVES.step[a, b] for a, b in pairwise(path))
    return float(MOVES.first[path[0]] + MOVES.last[path[-1]] + steps + sum(emissions[i, t] for i, t in enumerate(path)))


@given(SCORES)
def test_the_path_is_the_best_of_all_paths(rows: list[tuple[float, ...]]) -> None:
    emissions = np.array(rows, dtype=np.float32)
    best = max(total(path, emissions) for path in product(range(len(TAGS)), repeat=len(rows)))

    (path,) = best_paths(emissions[None], [len(rows)], MOVES)
    assert abs(total(tuple(path), emissions) - best) < 1e-2


@given(SCORES, SCORES)
def test_texts_of_a_batch_do_not_change_one_another(
    rows: list[tuple[float, ...]], others: list[tuple[float, ...]]
) -> None:
    lengths = [len(rows), len(others)]
    batch = np.zeros((2, max(lengths), len(TAGS)), dtype=np.float32)
    batch[0, : lengths[0]], batch[1, : lengths[1]] = rows, others
    alone = [best_paths(batch[i : i + 1, :n], [n], MOVES)[0] for i, n in enumerate(lengths)]

    assert best_paths(batch, lengths, MOVES) == alone


@given(SCORES)
def test_every_span_of_a_path_is_begun_and_ended(rows: list[tuple[float, ...]]) -> None:
    (path,) = best_paths(np.array([rows], dtype=np.float32), [len(rows)], MOVES)
    tags = [TAGS[i] for i in path]

    assert sum(end - start for start, end, _ in spans(tags)) == sum(tag != "O" for tag in tags)


def test_certainty_is_a_share_of_one() -> None:
    emissions = np.array([[0, 0, 0, 0], [9, 0, 0, 0]], dtype=np.float32)

    assert certainty(emissions, [1, 0]).round(2).tolist() == [0.25, 1.0]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-6, 6), st.floats(0.1, 3))
def test_a_higher_score_is_never_less_believed(a: float, b: float, offset: float, slope: float) -> None:
    low, high = sorted((a, b))
    curve = Curve(offset, slope)

    assert 0 <= curve.chance(low) <= curve.chance(high) <= 1
