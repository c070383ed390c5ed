"""Parts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Article, Mention, PartOf


def find_parts(article: Article, mentions: Sequence[Mention]) -> tuple[PartOf, ...]:
    """Parts."""
    return ()
