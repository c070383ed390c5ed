"""The host of a post that stands without one: named before in the article, pointed at by a bare word or by the role.

社区党委书记 points with 社区 at the community named last; 民警 alone can only belong to a police body, so the police
body named last is its host. What the roles allow is in ``data/lexicon/roles.tsv``, what a host looks like in
``data/lexicon/hosts.tsv``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Article, Mention
from kg.relations.roles import concept, host_kinds, kinds_of

HOST_LABELS = frozenset(("ORG", "STREET", "PLACE"))
WORD = 8
"""Longest bare word that is compared with the ends of names."""


def pointed_at(article: Article, mentions: Sequence[Mention], index: int) -> Mention | None:
    """The host that a bare word right before post ``mentions[index]`` stands for: 社区, 该局, 研究院."""
    edge = mentions[index - 1].stop if index else 0
    word = "".join(article.text[edge : mentions[index].begin].split())[-WORD:].removesuffix("的")
    before = [m for m in mentions[:index] if m.label in HOST_LABELS]
    for size in range(len(word), 1, -1):
        for host in reversed(before):
            if host.text.endswith(word[-size:]):
                return host
    for kind in host_kinds():
        if any(word.endswith(anaphor) for anaphor in kind.anaphors):
            for host in reversed(before):
                if host.label in kind.labels and kind.endings.search(host.text):
                    return host
    return None


def suited(article: Article, mentions: Sequence[Mention], index: int) -> Mention | None:
    """The host named last before post ``mentions[index]`` that is of a kind its role allows."""
    allowed = concept(mentions[index].text).hosts
    for host in reversed(mentions[:index]):
        if host.label in HOST_LABELS and any(kind.id in allowed for kind in kinds_of(host.text, host.label)[:2]):
            return host
    return None
