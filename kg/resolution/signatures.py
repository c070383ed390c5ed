"""Which mentions sign an article: 本报讯（记者 闻川）, （邹一禾 洪书远）. They may have a namesake in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records import Article, HoldsPost, Mention
from kg.resolution.aliases import squash
from kg.resolution.rules import rules

_CLOSED = re.compile(r"[（(][^（）()]*$")
_OPEN = re.compile(r"^[^（）()]*[）)]")
_NAMES_ONLY = re.compile(r"[\s　、，,]*")


def signing(article: Article, mentions: Sequence[Mention]) -> frozenset[Mention]:
    """The mentions of persons that stand behind a reporter's title, or in brackets with nothing but names."""
    ordered = sorted(mentions, key=lambda mention: (mention.begin, mention.stop))
    found: set[Mention] = set()
    before: Mention | None = None
    for mention in ordered:
        if mention.label == "PERSON":
            between = article.text[before.stop : mention.begin] if before else ""
            follows = before is not None and (
                before in found
                or (before.label == "POST" and rules().reporters.search(squash(before.text)) is not None)
            )
            if (follows and _NAMES_ONLY.fullmatch(between)) or _alone_in_brackets(article, mention, ordered):
                found.add(mention)
        before = mention
    return frozenset(found)


def _alone_in_brackets(article: Article, mention: Mention, mentions: Sequence[Mention]) -> bool:
    text = article.text
    front, back = _CLOSED.search(text[: mention.begin]), _OPEN.match(text[mention.stop :])
    if not front or not back or squash(mention.text) not in {squash(name) for name in article.reporters}:
        return False
    begin, end = front.start() + 1, mention.stop + back.end() - 1
    inside = [m for m in mentions if begin <= m.begin and m.stop <= end and m.label in ("PERSON", "POST")]
    rest = text[begin:end]
    for other in inside:
        rest = rest.replace(text[other.begin : other.stop], "", 1)
    return _NAMES_ONLY.fullmatch(rest) is not None


def of_two(article: Article, facts: Sequence[object]) -> frozenset[str]:
    """Names that sign the article and in it are somebody's who is no reporter."""
    posts: dict[str, set[bool]] = {squash(name): {True} for name in article.reporters}
    for fact in facts:
        if isinstance(fact, HoldsPost):
            writes = rules().reporters.search(squash(fact.post)) is not None
            posts.setdefault(squash(fact.person), set()).add(writes)
    return frozenset(name for name, writes in posts.items() if len(writes) == 2)
