"""Posts: to be written."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Article, HoldsPost, Mention


def find_posts(article: Article, mentions: Sequence[Mention]) -> tuple[HoldsPost, ...]:
    """Posts: to be written."""
    return ()
