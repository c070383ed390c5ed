"""Evidence of a fact: the sentence of the article text that states it, with its place in the source text."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from kg.records import Article, Evidence
from kg.relations.clauses import Span, sentences


@lru_cache(maxsize=64)
def sentence_spans(text: str) -> tuple[Span, ...]:
    """``sentences(text)``, kept for the few articles in work, since every part of the stage asks for it."""
    return sentences(text)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence of ``text`` that holds ``offset``; the last one before it where none does."""
    spans = sentence_spans(text)
    if not spans:
        return (0, len(text))
    return spans[max(bisect_right(spans, (offset, len(text) + 1)) - 1, 0)]


def evidence_at(article: Article, begin: int, stop: int, source: str, score: float) -> Evidence:
    """Evidence for a fact stated in ``article.text[begin:stop]``.

    The evidence spans the whole sentences from the one of ``begin`` to the one of ``stop - 1``. Its ``start`` and
    ``end`` point into the source text; where the sentence lies in two columns they span the lot. Its
    text is as printed.
    """
    first = sentence_at(article.text, begin)[0]
    last = sentence_at(article.text, max(stop - 1, begin))[1]
    where = article.offsets[first:last]
    start, end = (min(where), max(where) + 1) if where else (0, 0)
    text = " ".join((article.printed or article.text)[first:last].split())
    return Evidence(article.doc, article.id, start, end, text, source, round(score, 4))
