"""Hosts: where each post of a chain is held, named beside it, carried along the chain, or left to the context.

社区党委书记 points with 社区 at the community named last; 民警 alone can only belong to a police body, so the police
body named last is its host. What the roles allow is in ``data/lexicon/roles.tsv``, what a host looks like in
``data/lexicon/hosts.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Mention
from kg.relations.chains import HOST_LABELS, Chain, Passage, Slot, first_rule
from kg.relations.roles import concept, host_kinds, kinds_of

WORD = 8
"""Longest bare word that is compared with the ends of names."""
REACH = 700
"""How many code points back a host may have been named."""


@dataclass(frozen=True, slots=True)
class Host:
    """Name of a host, or None, and the share of such answers that were right."""

    name: str | None
    share: float


def hosts_of(passage: Passage, chain: Chain, names: tuple[int, ...]) -> list[Host]:
    """The host of each slot of a chain held by the names at the given indices."""
    found: list[Host] = []
    carried: Mention | None = None
    for slot in chain.slots:
        role = concept(passage.mentions[slot.post].text)
        if slot.host is not None:
            carried = passage.mentions[slot.host]
            found.append(Host(None if role.id in ("congress-deputy", "cppcc-member") else carried.text, 0.97))
        elif role.own:
            found.append(Host(None, 0.97))
        elif carried is not None:
            found.append(Host(_section(passage, carried, passage.mentions[slot.post].text), 0.95))
        else:
            carried = _from_context(passage, slot, names)
            found.append(Host(carried.text if carried else None, 0.75))
    return found


def _section(passage: Passage, host: Mention, post: str) -> str:
    """The inner section that a post names (组织部部长 after 区委), where the article names it in full, else the host."""
    full = [m.text for m in passage.mentions if m.label == "ORG" and m.text.startswith(host.text)]
    for size in range(len(post) - 1, 1, -1):
        if host.text + post[:size] in full:
            return host.text + post[:size]
    return host.text


def _from_context(passage: Passage, slot: Slot, names: tuple[int, ...]) -> Mention | None:
    return _after_name(passage, names) or _pointed_at(passage, slot.post) or _suited(passage, slot.post)


def _after_name(passage: Passage, names: tuple[int, ...]) -> Mention | None:
    """The host right behind the name: 护士甲来自市中心医院."""
    after = names[-1] + 1
    if passage.label(after) in HOST_LABELS and first_rule("from", passage.gap(names[-1], after)):
        while passage.label(after + 1) in HOST_LABELS and not passage.gap(after, after + 1):
            after += 1
        return passage.mentions[after]
    return None


def _pointed_at(passage: Passage, index: int) -> Mention | None:
    """The host that a bare word right before a post stands for: 社区, 该局, 研究院."""
    mentions = passage.mentions
    edge = mentions[index - 1].stop if index else 0
    word = passage.between(max(edge, mentions[index].begin - WORD - 4), mentions[index].begin)
    word = word[-WORD:].removesuffix("的")
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


def _suited(passage: Passage, index: int) -> Mention | None:
    """The host named last before a post that is of a kind its role allows."""
    post = passage.mentions[index]
    allowed = concept(post.text).hosts
    for host in reversed(passage.mentions[:index]):
        if post.begin - host.stop > REACH:
            return None
        if host.label in HOST_LABELS and any(kind.id in allowed for kind in kinds_of(host.text, host.label)[:2]):
            return host
    return None
