"""Names of people without a word that was taken into them: 林清远让大家先坐 names 林清远."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.ner.spans import Candidate
from kg.rows import rows

SHORTEST: Final = 2  # characters of a name
LONGEST: Final = 4  # of a name without a dot; what is longer and ends in such a word has taken it in


@cache
def glued(side: str) -> frozenset[str]:
    """The words of lexicon/glued_words.tsv on one side of a name."""
    return frozenset(row["word"] for row in rows("lexicon/glued_words.tsv") if row["side"] == side)


def without_glued_words(tagged: Sequence[Candidate], text: str, sure: float) -> tuple[Candidate, ...]:
    """The spans of an article, those of people cut where the article has the name without the word.

    A span of at least the score ``sure`` shows how the person is called. ``text`` is the article's.
    """
    known = {name_in(text, c) for c in tagged if c.label == "PERSON" and c.score >= sure}
    return tuple(_cut(candidate, text, known) if candidate.label == "PERSON" else candidate for candidate in tagged)


def name_in(text: str, candidate: Candidate) -> str:
    """What a span marks, without blanks."""
    return "".join(text[candidate.begin : candidate.stop].split())


def _cut(candidate: Candidate, text: str, known: Iterable[str]) -> Candidate:
    name = name_in(text, candidate)
    too_long = len(name) > LONGEST and "·" not in name
    if name[-1] in glued("after") and len(name) > SHORTEST and (too_long or name[:-1] in known):
        inside = text[candidate.begin : candidate.stop - 1].rstrip()
        return replace(candidate, stop=candidate.begin + len(inside))
    if name[0] in glued("before") and len(name) > SHORTEST and name[1:] in known:
        inside = text[candidate.begin + 1 : candidate.stop].lstrip()
        return replace(candidate, begin=candidate.stop - len(inside))
    return candidate
