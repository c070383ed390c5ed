"""The mentions of one article in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import Article, Mention


def own_mentions(article: Article, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions of ``article`` in the order of its text; those of other articles are passed over.

    The order of the source will not do: a page prints a headline below its body, and a post in the headline would
    then follow the last name of the body.
    """
    own = (m for m in mentions if m.doc == article.doc and m.article == article.id)
    return tuple(sorted(own, key=lambda m: (m.begin, m.stop)))
