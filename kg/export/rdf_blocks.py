"""One subject with its triples: the unit that is composed, sorted and written; and which named graph a triple is in.

A block is a subject and its sorted (predicate, object) pairs, each a term as ``rdf_terms`` writes it. A layer is
records of one kind, each of which makes one block. Blocks are composed one by one while they are written: besides the
records themselves only lists of references to them are held, whatever the size of the graph.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Pair = tuple[str, str]
Block = tuple[str, list[Pair]]

T = TypeVar("T")


def _stays(record: object) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Layer(Generic[T]):
    """Records of one kind. A record that comes twice, told by its subject, is written once.

    ``graph`` names the graph that the triples of a record stand in, below the base IRI's ``graph/``. ``moved`` gives
    another graph for those triples whose object is one of its keys: a fact belongs to the whole collection, but that it
    is derived from this sentence is known from one issue.
    """

    records: Iterable[T]
    subject: Callable[[T], str]
    compose: Callable[[str, T], Block]
    graph: Callable[[T], str]
    moved: Callable[[T], Mapping[str, str]] = _stays
    ordered: bool = False  # the records come in the order of their subjects, each once, and are not held


def block(subject: str, *pairs: Pair | None, more: Iterable[Pair] = ()) -> Block:
    """Sort and deduplicate the pairs of one subject; None stands for a property that this subject has not got."""
    kept = {pair for pair in pairs if pair is not None}
    kept.update(more)
    # "a" sorts before all prefixed names, so that a block opens with what its subject is.
    return subject, sorted(kept)


def given(predicate: str, term: Callable[[T], str], value: T | None) -> Pair | None:
    """The pair of a property that may be missing."""
    return None if value is None else (predicate, term(value))


def by_subject(layers: Iterable[Layer[Any]]) -> Iterator[Block]:
    """Every block of every layer, in the order of the subjects."""
    # All subjects hang from one base, id/ before role/, so that prefixed names sort as their IRIs do.
    return _merged(_composed(layer, layer.records) for layer in layers)


def by_graph(layers: Sequence[Layer[Any]]) -> Iterator[tuple[str, Iterator[Block]]]:
    """The named graphs in the order of their names, each with its blocks in the order of the subjects.

    Every triple stands in one graph. A block holds those of its subject's triples that stand in the graph at hand.
    """
    shares: dict[str, list[tuple[Layer[Any], list[Any]]]] = defaultdict(list)
    for layer in layers:
        held: dict[str, list[Any]] = defaultdict(list)
        for record in layer.records:
            for graph in {layer.graph(record), *layer.moved(record).values()}:
                held[graph].append(record)
        for graph, records in held.items():
            shares[graph].append((layer, records))
    for graph in sorted(shares):
        yield graph, _merged(_share(layer, records, graph) for layer, records in shares[graph])


def _merged(streams: Iterable[Iterator[Block]]) -> Iterator[Block]:
    return heapq.merge(*streams, key=lambda item: item[0])


def _composed(layer: Layer[T], records: Iterable[T]) -> Iterator[Block]:
    for subject, record in _in_order(layer, records):
        yield layer.compose(subject, record)


def _share(layer: Layer[T], records: Iterable[T], graph: str) -> Iterator[Block]:
    for subject, record in _in_order(layer, records):
        home, moved = layer.graph(record), layer.moved(record)
        _, pairs = layer.compose(subject, record)
        kept = [pair for pair in pairs if moved.get(pair[1], home) == graph]
        if kept:
            yield subject, kept


def _in_order(layer: Layer[T], records: Iterable[T]) -> Iterator[tuple[str, T]]:
    if layer.ordered:
        yield from ((layer.subject(record), record) for record in records)
        return
    last = None
    # The subject is made again below rather than kept: of a million records only references are held.
    for record in sorted(records, key=layer.subject):
        subject = layer.subject(record)
        if subject != last:
            yield subject, record
            last = subject
