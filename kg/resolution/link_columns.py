"""Co-mentions of entities in columns: a graph has more of them than of all other records together.

A million takes some 60 MB, and a tenth of a second to sort or to choose from. ``Link`` records are made as they are
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from kg.records import Evidence, Link, Scope

SCOPES: Final[tuple[Scope, ...]] = ("sentence", "paragraph", "article")
"""From the tightest to the widest."""

_BLOCK: Final = 4096  # links of which records are made at once

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Links(Sequence[Link]):
    """Links by their ends. Numbers in the columns are rows of ``entities``, ``days``, ``methods`` and ``evidence``."""

    ids: NDArray[np.bytes_]
    entities: tuple[str, ...]  # sorted
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    scope: NDArray[np.int8]
    sentences: NDArray[np.int32]
    paragraphs: NDArray[np.int32]
    articles: NDArray[np.int32]
    weight: NDArray[np.float64]
    method: NDArray[np.int8]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    starts: Ints  # one more than there are links: where in ``pieces`` the evidence of each begins
    pieces: NDArray[np.int32]
    evidence: tuple[Evidence, ...]
    days: tuple[str | None, ...]
    methods: tuple[str, ...]

    @classmethod
    def of(cls, links: Sequence[Link]) -> Links:
        """The same links in columns."""
        if isinstance(links, Links):
            return links
        entities = sorted({end for link in links for end in (link.a, link.b)})
        row = {name: number for number, name in enumerate(entities)}
        evidence, days, methods = (dict[Any, int]() for _ in range(3))
        pieces = [[evidence.setdefault(piece, len(evidence)) for piece in link.evidence] for link in links]

        def column(value: Callable[[Link], Any], kind: type[Any]) -> NDArray[Any]:
            return np.fromiter((value(link) for link in links), kind, len(links))

        return cls(
            ids=np.array([link.id.encode() for link in links], dtype=np.bytes_),
            entities=tuple(entities),
            a=column(lambda link: row[link.a], np.int32),
            b=column(lambda link: row[link.b], np.int32),
            scope=column(lambda link: SCOPES.index(link.scope), np.int8),
            sentences=column(lambda link: link.sentences, np.int32),
            paragraphs=column(lambda link: link.paragraphs, np.int32),
            articles=column(lambda link: link.articles, np.int32),
            weight=column(lambda link: link.weight, np.float64),
            method=column(lambda link: methods.setdefault(link.weight_method, len(methods)), np.int8),
            first=column(lambda link: days.setdefault(link.first_seen, len(days)), np.int32),
            last=column(lambda link: days.setdefault(link.last_seen, len(days)), np.int32),
            starts=np.cumsum([0, *map(len, pieces)], dtype=np.int64),
            pieces=np.array([piece for held in pieces for piece in held], dtype=np.int32),
            evidence=tuple(evidence),
            days=tuple(days),
            methods=tuple(methods),
        )

    def moved(self, to: Callable[[Evidence], Evidence]) -> Links:
        """The same links with other evidence in place of each piece."""
        return replace(self, evidence=tuple(map(to, self.evidence)))

    def __len__(self) -> int:
        return len(self.a)

    @overload
    def __getitem__(self, at: int) -> Link: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Link]: ...
    def __getitem__(self, at: int | slice) -> Link | Sequence[Link]:
        if isinstance(at, slice):
            return tuple(self.chosen(np.arange(len(self))[at]))
        (link,) = self.chosen(np.arange(len(self))[[at]])
        return link

    def __iter__(self) -> Iterator[Link]:
        return self.chosen(np.arange(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Links, tuple)) and len(self) == len(other) and all(map(Link.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def chosen(self, rows: Ints) -> Iterator[Link]:
        """The links at ``rows``, in that order."""
        names, days, methods, evidence = self.entities, self.days, self.methods, self.evidence
        for begin in range(0, len(rows), _BLOCK):
            at = rows[begin : begin + _BLOCK]
            columns = (
                self.ids, self.a, self.b, self.scope, self.sentences, self.paragraphs, self.articles, self.weight,
                self.method, self.first, self.last, self.starts,
            )  # fmt: skip
            stops = self.starts[at + 1].tolist()
            lists = [column[at].tolist() for column in columns]
            for ident, a, b, scope, sentences, paragraphs, articles, weight, method, first, last, start, stop in zip(
                *lists, stops, strict=True
            ):
                held = self.pieces[start:stop].tolist() if stop - start != 1 else (self.pieces[start],)
                yield Link(
                    ident.decode(), names[a], names[b], SCOPES[scope], sentences, paragraphs, articles, weight,
                    methods[method], days[first], days[last], tuple([evidence[piece] for piece in held]),
                )  # fmt: skip

    def by_id(self) -> Iterator[Link]:
        """All links in the order of their ids."""
        return self.chosen(np.argsort(self.ids, kind="stable"))

    def by_names(self, names: Mapping[str, str]) -> Iterator[Link]:
        """All links in the order of the names of their ends, of their scopes as words, and of their ids."""
        rank = np.unique(np.array([names[entity] for entity in self.entities], dtype=np.str_), return_inverse=True)[1]
        words = np.argsort(np.argsort(SCOPES))
        order = np.argsort(self.ids, kind="stable")
        for column in (words[self.scope], rank[self.b], rank[self.a]):
            order = order[np.argsort(column[order], kind="stable")]
        return self.chosen(order)

    def beside(self) -> tuple[Ints, NDArray[np.int32]]:
        """For each entity where in the second column its neighbours begin; and the rows of all neighbours."""
        ends = np.concatenate((self.a, self.b))
        order = np.argsort(ends, kind="stable")
        counts = np.bincount(ends, minlength=len(self.entities))
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64), np.concatenate((self.b, self.a))[order]


def all_of(links: Sequence[Link]) -> Iterator[Evidence]:
    """The evidence that some link rests on, each piece once."""
    columns = Links.of(links)
    for piece in np.unique(columns.pieces).tolist():
        yield columns.evidence[piece]
