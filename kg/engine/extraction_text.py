"""An extraction as text and back: what the cache holds, and what goes from one machine to another.

JSON, and no pickle: whoever can write into the folder of a cache can then spoil a fact, but run nothing. Every record
is a list of its fields in order. A piece of evidence, which many facts share, stands once and has a number; offsets,
which mostly go up by one, are runs. The documents themselves are not in it: whoever reads has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from kg.records import (
    Acts,
    Article,
    CoMention,
    Document,
    Evidence,
    Extraction,
    Fact,
    Half,
    HoldsPost,
    Mention,
    PartOf,
    Said,
    SameAs,
    Together,
    Whole,
)

_FACTS: Final[Mapping[str, type[Any]]] = {
    kind.__name__: kind for kind in (HoldsPost, Acts, PartOf, SameAs, Said, CoMention, Together)
}
_NAMES: Final = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Article, Evidence, Mention, *_FACTS.values())
}
_NUMBERS: Final = tuple(range(1 << 16))
_OFFSETS: Final = _NAMES[Article].index("offsets")


def to_text(extraction: Extraction) -> str:
    """Write an extraction as one line of JSON."""
    evidence: dict[Evidence, int] = {}
    numbers: dict[int, int] = {}  # of the records already seen, by identity: most are shared

    def number(piece: Evidence) -> int:
        if id(piece) not in numbers:
            numbers[id(piece)] = evidence.setdefault(piece, len(evidence))
        return numbers[id(piece)]

    facts = []
    for fact in extraction.facts:
        *values, last = _values(fact)
        if isinstance(fact, Together):
            values[-1] = [number(piece) for piece in fact.places]
        facts.append([type(fact).__name__, *values, number(last)])
    table = {
        "articles": [_article(article) for article in extraction.articles],
        "mentions": [_values(mention) for mention in extraction.mentions],
        "facts": facts,
        "evidence": [_values(piece) for piece in evidence],
        "wholes": [_whole(whole) for whole in extraction.wholes],
    }
    return json.dumps(table, ensure_ascii=True, separators=(",", ":"))


def from_text(text: str, document: Document, others: Iterable[Document] = ()) -> Extraction:
    """Read what ``to_text`` wrote of ``document``; ``others`` are those that articles of it go on in.

    Raises:
        ValueError: it is no such text, or is of other documents.
    """
    documents = {each.doc: each for each in (*others, document)}
    try:
        table = json.loads(text)
        evidence = [Evidence(*row) for row in table["evidence"]]
        facts: list[Fact] = []
        for kind, *values, number in table["facts"]:
            if kind == Together.__name__:
                values[-1] = [evidence[place] for place in values[-1]]
            facts.append(_FACTS[kind](*map(_tuples, values), evidence[number]))
        return Extraction(
            document,
            tuple(_read_article(row) for row in table["articles"]),
            tuple(Mention(*row) for row in table["mentions"]),
            tuple(facts),
            tuple(_read_whole(row, documents) for row in table["wholes"]),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"no extraction: {type(error).__name__}") from error


def _values(record: Any) -> list[Any]:
    return [getattr(record, name) for name in _NAMES[type(record)]]


def _tuples(value: Any) -> Any:
    """JSON knows no tuples, and the records no lists."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _article(article: Article) -> list[Any]:
    row = _values(article)
    row[_OFFSETS] = list(_runs(article.offsets))
    return row


def _read_article(row: Sequence[Any]) -> Article:
    values = [_tuples(value) for value in row]
    values[_OFFSETS] = tuple(at for start, length in values[_OFFSETS] for at in range(start, start + length))
    return Article(*values)


def with_shared_offsets(extraction: Extraction) -> Extraction:
    """An equal extraction whose articles share the numbers of their offsets with all others.

    Each number is else an object for each character of a corpus, and takes more memory than the characters do.
    """
    return replace(extraction, articles=tuple(map(_with_shared_offsets, extraction.articles)))


def _with_shared_offsets(article: Article) -> Article:
    if max(article.offsets, default=0) >= len(_NUMBERS):
        return article
    return replace(article, offsets=tuple(map(_NUMBERS.__getitem__, article.offsets)))


def _runs(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Starts and lengths of the stretches in which offsets go up by one.

    >>> list(_runs((3, 4, 5, 9, 9, 10)))
    [(3, 3), (9, 1), (9, 2)]
    """
    start = length = 0
    for at in offsets:
        if length and at == start + length:
            length += 1
            continue
        if length:
            yield start, length
        start, length = at, 1
    if length:
        yield start, length


def _whole(whole: Whole) -> list[Any]:
    halves = [[half.document.doc, _article(half.article)] for half in whole.halves]
    return [_article(whole.article), halves, whole.bases, whole.places]


def _read_whole(row: Sequence[Any], documents: Mapping[str, Document]) -> Whole:
    article, halves, bases, places = row
    return Whole(
        _read_article(article),
        tuple(Half(documents[doc], _read_article(half)) for doc, half in halves),
        tuple(bases),
        _tuples(places),
    )
