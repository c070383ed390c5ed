"""The sentences that facts rest on, each placed in the text of its article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.export.rdf_nodes import source_node
from kg.records import Article, Evidence, Knowledge, Mention
from kg.resolution.link_columns import all_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that some fact rests on, placed in its article's text."""

    node: str
    article: Article
    begin: int  # half-open, into the article text
    stop: int
    start: int  # half-open, into the source text
    end: int


class Sentences:
    """Every sentence once, by its node and by its article."""

    def __init__(self, knowledge: Knowledge, articles: Mapping[tuple[str, str], Article]) -> None:
        pieces: dict[tuple[str, str], dict[str, Evidence]] = defaultdict(dict)
        for piece in all_evidence(knowledge):
            if piece.article:
                pieces[piece.doc, piece.article].setdefault(source_node(piece), piece)
        self._by_article: dict[tuple[str, str], list[Sentence]] = {}
        for address, found in pieces.items():
            article = articles[address]
            text = _Squashed(article)
            self._by_article[address] = [
                Sentence(node, article, *text.place(piece), piece.start, piece.end) for node, piece in found.items()
            ]

    def __iter__(self) -> Iterator[Sentence]:
        for sentences in self._by_article.values():
            yield from sentences

    def around(self, mention: Mention) -> str | None:
        """The node of the shortest sentence around a mention; None where no fact rests on one."""
        found = [
            (sentence.stop - sentence.begin, sentence.node)
            for sentence in self._by_article.get((mention.doc, mention.article), ())
            if sentence.begin <= mention.begin and mention.stop <= sentence.stop
        ]
        return min(found)[1] if found else None


def all_evidence(knowledge: Knowledge) -> Iterator[Evidence]:
    """What the facts rest on."""
    for records in (knowledge.tenures, knowledge.acts, knowledge.parts):
        for record in records:
            yield from record.evidence
    yield from all_of(knowledge.links)
    for statement in knowledge.statements:
        yield statement.evidence


def place(evidence: Evidence, article: Article) -> tuple[int, int]:
    """Where in the article text the evidence stands.

    A sentence that goes on in the next column spans other text in the source, so that its words are looked for first,
    blanks aside, and only where they are not found everything between its source offsets is taken.
    """
    return _Squashed(article).place(evidence)


class _Squashed:
    """The text of an article without blanks, as rules read it and as it is printed, and where each character stands."""

    def __init__(self, article: Article) -> None:
        text = article.text
        self._article = article
        self._spots = [spot for spot, character in enumerate(text) if not character.isspace()]
        views = dict.fromkeys((text, article.printed or text))
        self._views = ["".join(view[spot] for spot in self._spots) for view in views]

    def place(self, evidence: Evidence) -> tuple[int, int]:
        offsets, spots = self._article.offsets, self._spots
        wanted = "".join(evidence.text.split())
        for at, end in self._found(wanted):
            where = [offsets[spot] for spot in spots[at:end]]
            if evidence.start <= min(where) and max(where) < evidence.end:
                return spots[at], spots[end - 1] + 1
        inside = [spot for spot in spots if evidence.start <= offsets[spot] < evidence.end]
        return (inside[0], inside[-1] + 1) if inside else (0, len(self._article.text))

    def _found(self, wanted: str) -> Iterator[tuple[int, int]]:
        for view in self._views if wanted else ():
            at = view.find(wanted)
            while at >= 0:
                yield at, at + len(wanted)
                at = view.find(wanted, at + 1)


def tables(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The pieces that no article but an authority table states."""
    return [piece for piece in evidence if not piece.article]
