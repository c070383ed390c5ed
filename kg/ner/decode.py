"""From scores of tags to spans: the best legal sequence of tags (Viterbi 1967), and the spans that BIES tags spell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Transitions:
    """Scores of one tag after another, shape ``(tags, tags)``, and of the first and last tag of a text."""

    tags: tuple[str, ...]
    step: Floats
    first: Floats
    last: Floats


def best_paths(emissions: Floats, lengths: Sequence[int], transitions: Transitions) -> list[list[int]]:
    """Index of the tag of each row of several texts at once.

    Args:
        emissions: shape ``(texts, longest, tags)``; rows past a text's length are not looked at.
        lengths: of the texts, each at least one.
        transitions: the same for all.
    """
    texts, longest, _ = emissions.shape
    ends = np.asarray(lengths)
    score = emissions[:, 0] + transitions.first
    back = np.zeros(emissions.shape, dtype=np.int64)
    last = score.copy()  # the score at each text's own end
    for i in range(1, longest):
        total = score[:, :, None] + transitions.step
        back[:, i] = total.argmax(axis=1)
        score = total.max(axis=1) + emissions[:, i]
        ending = ends == i + 1
        last[ending] = score[ending]
    tags = (last + transitions.last).argmax(axis=1).tolist()
    paths = []
    for text in range(texts):
        tag, steps = tags[text], back[text, : lengths[text]].tolist()
        path = [tag]
        for i in range(lengths[text] - 1, 0, -1):
            tag = steps[i][tag]
            path.append(tag)
        paths.append(path[::-1])
    return paths


def best_path(emissions: Floats, transitions: Transitions) -> list[int]:
    """Index of the tag of each row of ``emissions``, shape ``(length, tags)`` with a length of at least one."""
    return best_paths(emissions[None], [len(emissions)], transitions)[0]


def certainty(emissions: Floats, path: Sequence[int]) -> Floats:
    """Probability of each tag of the path by its row alone."""
    shifted = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    sure: Floats = shifted[np.arange(len(path)), path] / shifted.sum(axis=1)
    return sure


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Spans that a legal sequence of BIES tags spells.

    >>> list(spans(["B-ORG", "E-ORG", "O", "S-POST"]))
    [(0, 2, 'ORG'), (3, 4, 'POST')]
    """
    start = 0
    for i, tag in enumerate(tags):
        if tag[0] in "BS":
            start = i
        if tag[0] in "ES":
            yield start, i + 1, tag[2:]
