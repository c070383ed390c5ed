"""A person's short name where the tagger passed it by, though it found the name elsewhere in the window.

People are called 高兴 and 田野, and of such a name the tagger misses the places where the word reads well as a word. It
must not be marked wherever its two characters stand (万里 is also a distance), but where the tagger itself half saw a
person there. On articles of places that training had not seen, 15 of 19 such places were the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from kg.ner.decode import Floats

LENGTH: Final = 2  # longer names are remembered by kg.ner.mentions wherever they stand
SURE: Final = 0.7  # the tagger's score from which a name is looked for again
HALF: Final = 0.02  # the probability of a person's first and last character from which the place is believed
SCORE: Final = 0.75  # of such a place


def echoes(
    text: str, scores: Floats, found: Iterable[tuple[int, int, str, float]], tags: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Half-open places in a window's text.

    ``scores`` are the tagger's, shape (characters, tags); ``found`` are the names that it marks, each with begin, stop,
    label and score.
    """
    found = list(found)
    names = {text[begin:stop] for begin, stop, label, score in found
             if label == "PERSON" and stop - begin == LENGTH and score >= SURE}  # fmt: skip
    if not names:
        return
    taken = np.zeros(len(text), dtype=bool)
    for begin, stop, _, _ in found:
        taken[begin:stop] = True
    first, last = tags.index("B-PERSON"), tags.index("E-PERSON")
    for begin in range(len(text) - 1):
        if text[begin : begin + LENGTH] not in names or taken[begin : begin + LENGTH].any():
            continue
        chances = np.exp(scores[begin : begin + LENGTH] - scores[begin : begin + LENGTH].max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        if min(chances[0, first], chances[1, last]) >= HALF:
            taken[begin : begin + LENGTH] = True
            yield begin, begin + LENGTH
