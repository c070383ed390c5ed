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


@dataclass(frozen=True, slots=True)
class Curve:
    """How far scores of a label can be believed: offset and slope of a logistic curve over log-odds (Platt 1999)."""

    offset: float = 0.0
    slope: float = 1.0

    def chance(self, score: float) -> float:
        """Chance that a span with this score is right.

        >>> Curve().chance(0.25), round(Curve(2.0, 1.0).chance(0.25), 2)
        (0.25, 0.71)
        """
        return float(1 / (1 + np.exp(-self.offset - self.slope * log_odds(score))))


def log_odds(score: float) -> float:
    """Logarithm of the odds of a chance, held within what single precision can tell from none and from certainty."""
    held = min(max(float(score), 1e-6), 1 - 1e-6)
    return float(np.log(held / (1 - held)))


def best_paths(emissions: Floats, lengths: Sequence[int], transitions: Transitions) -> list[list[int]]:
    """Indices of the tags of each text of a batch.

    ``emissions`` has the shape ``(texts, length, tags)``; of text ``i`` only the first ``lengths[i]`` rows count, at
    least one. All texts take each step together.
    """
    texts, longest, tags = emissions.shape
    score = emissions[:, 0] + transitions.first
    back = np.zeros((longest, texts, tags), dtype=np.int16)
    arriving = np.ascontiguousarray(transitions.step.T)
    ended = np.asarray(lengths)
    last = score.copy()
    for i in range(1, longest):
        total = score[:, None, :] + arriving
        chosen = total.argmax(axis=2)
        back[i] = chosen
        score = total.max(axis=2) + emissions[:, i]
        still = ended > i
        last[still] = score[still]
    paths = []
    for text, tag in enumerate((last + transitions.last).argmax(axis=1).tolist()):
        path = [tag]
        for i in range(lengths[text] - 1, 0, -1):
            tag = int(back[i, text, tag])
            path.append(tag)
        paths.append(path[::-1])
    return paths


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
