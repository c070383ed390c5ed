"""Acts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Acts, Article, Mention


def find_acts(article: Article, mentions: Sequence[Mention]) -> tuple[Acts, ...]:
    """Acts."""
    return ()
