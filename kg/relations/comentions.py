"""Co-mentions."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Article, CoMention, Mention


def find_comentions(article: Article, mentions: Sequence[Mention]) -> tuple[CoMention, ...]:
    """Co-mentions."""
    return ()
