"""One subject with all its triples: the unit that is composed, sorted and written.

A block is a subject and its sorted (predicate, object) pairs, each a term as ``rdf_terms`` writes it. Composing in
blocks keeps memory at one node at a time, whatever the size of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Pair = tuple[str, str]
Block = tuple[str, list[Pair]]

T = TypeVar("T")


def block(subject: str, *pairs: Pair | None, more: Iterable[Pair] = ()) -> Block:
    """Sort and deduplicate the pairs of one subject; None stands for a property that this subject has not got."""
    kept = {pair for pair in pairs if pair is not None}
    kept.update(more)
    # "a" before all prefixed names, so that a block opens with what its subject is.
    return subject, sorted(kept, key=lambda pair: (pair[0] != "a", pair))


def given(predicate: str, term: Callable[[T], str], value: T | None) -> Pair | None:
    """The pair of a property that may be missing."""
    return None if value is None else (predicate, term(value))


def in_order(subjects: Iterable[tuple[str, T]], compose: Callable[[str, T], Block]) -> Iterator[Block]:
    """Compose blocks one by one in the order of their subjects; a subject that comes twice is composed once."""
    last = None
    for subject, thing in sorted(subjects, key=lambda item: item[0]):
        if subject != last:
            yield compose(subject, thing)
            last = subject
