"""How much two texts have in common, by pairs of neighbouring characters: the measure of headline against body."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(2048)
def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of ``text``, none across a mark or blank."""
    return frozenset(a + b for a, b in itertools.pairwise(text) if a.isalnum() and b.isalnum())


class Index:
    """Which pairs stand in which of a row of paragraphs, so that any stretch of them can be asked at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            for pair in bigrams(text):
                places[pair].append(n)
        self._places = dict(places)
        self._texts = tuple(texts)

    def share(self, head: str, begin: int, end: int) -> float:
        """Return the share, 0 to 1, of the pairs of ``head`` that stand in the paragraphs ``begin`` to ``end``.

        A pair counts the less the more of the other paragraphs have it too: the district's name tells little.
        """
        total = found = 0.0
        for pair in bigrams(head):
            places = self._places.get(pair, [])
            weight = 1.0 / (1.0 + len(places) / 8)
            total += weight
            at = bisect_left(places, begin)
            if at < len(places) and places[at] < end:
                found += weight
        return found / total if total else 0.0

    def cohesion(self, begin: int, middle: int, end: int) -> float:
        """Return the share of pairs that the paragraphs before ``middle`` have in common with those from it on."""
        left = frozenset[str]().union(*map(bigrams, self._texts[begin:middle]))
        right = frozenset[str]().union(*map(bigrams, self._texts[middle:end]))
        smaller = min(len(left), len(right))
        return len(left & right) / smaller if smaller else 0.0
