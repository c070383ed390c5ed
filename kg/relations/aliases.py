"""Aliases."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Article, Mention, SameAs


def find_aliases(article: Article, mentions: Sequence[Mention]) -> tuple[SameAs, ...]:
    """Groups."""
    return ()


def fullest(groups: Sequence[SameAs]) -> dict[str, str]:
    """Map every shorter name of a group to its first, fullest name."""
    return {name: group.names[0] for group in groups for name in group.names[1:]}
