"""Speech."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Article, Mention, Said


def find_speech(article: Article, mentions: Sequence[Mention]) -> tuple[Said, ...]:
    """Speech."""
    return ()
