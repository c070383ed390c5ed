"""Hosts: where each post of a chain is held, named beside it, carried along the chain, or left to the context.

社区党委书记 points with 社区 at the community named last; 民警 alone can only belong to a police body, so the police
body named last is its host. What the roles allow is in ``data/lexicon/roles.tsv``, what a host looks like in
``data/lexicon/hosts.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Mention
from kg.relations.chains import HOST_LABELS, Chain, Passage, Slot, first_rule
from kg.relations.roles import concept, host_kinds, kinds_of

WORD = 8
"""Longest bare word that is compared with the ends of names."""
ANY = "any"
"""Kind of every organisation, in the roles' hosts."""
FAR = 9
"""Reach of a role whose host may have been named any number of sentences before."""
HEAD = "长"
"""Last character of the posts that are called after the body they head."""


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
            carried = _placed(passage.mentions[slot.host])
            none = carried is None or role.id in ("congress-deputy", "cppcc-member")
            found.append(Host(None if none or carried is None else carried.text, 0.97))
        elif role.own:
            found.append(Host(None, 0.97))
        elif carried is not None:
            found.append(Host(carried.text, 0.95))
        else:
            carried = _from_context(passage, slot, names)
            found.append(Host(carried.text if carried else None, 0.75))
    return found


def _placed(host: Mention) -> Mention | None:
    """A host as such; None for a place that only says where somebody is from (日本, 意大利)."""
    return host if host.label != "PLACE" or kinds_of(host.text, "PLACE") else None


def _from_context(passage: Passage, slot: Slot, names: tuple[int, ...]) -> Mention | None:
    """The host that the text around a post without one leaves to the reader."""
    comes = _after_name(passage, names)
    if comes is not None:
        return comes
    post = passage.mentions[slot.post]
    before = [m for m in passage.mentions[: slot.post] if m.label in HOST_LABELS]
    word = _word_before(passage, slot.post)
    return (
        _ending_in(before, word, 2)
        or _pointed_at(before, word)
        or _ending_in(before, post.text[:-2], 2)
        or _headed(before, post.text)
        or _suited(passage, before, post)
    )


def _after_name(passage: Passage, names: tuple[int, ...]) -> Mention | None:
    """The host right behind the name: 护士甲来自市中心医院."""
    after = names[-1] + 1
    if passage.label(after) not in HOST_LABELS:
        return None
    stop = passage.mentions[after].stop
    if first_rule("from", passage.gap(names[-1], after), passage.between(stop, stop + WORD)):
        while passage.label(after + 1) in HOST_LABELS and not passage.gap(after, after + 1):
            after += 1
        return _placed(passage.mentions[after])
    return None


def _word_before(passage: Passage, index: int) -> str:
    """The text right before a post, back to the mention before it, without a closing 的."""
    begin = passage.mentions[index].begin
    edge = passage.mentions[index - 1].stop if index else 0
    return passage.between(max(edge, begin - WORD - 4), begin)[-WORD:].removesuffix("的")


def _ending_in(hosts: Sequence[Mention], word: str, least: int) -> Mention | None:
    """The last host that has the longest end of ``word``, ``least`` characters or more, as its own end."""
    for size in range(len(word), least - 1, -1):
        for host in reversed(hosts):
            if host.text.endswith(word[-size:]):
                return host
    return None


def _pointed_at(hosts: Sequence[Mention], word: str) -> Mention | None:
    """The last host of the kind that a bare word right before the post stands for: 社区, 该局."""
    for kind in host_kinds():
        if any(word.endswith(anaphor) for anaphor in kind.anaphors):
            for host in reversed(hosts):
                if host.label in kind.labels and kind.endings.search(host.text):
                    return host
    return None


def _headed(hosts: Sequence[Mention], post: str) -> Mention | None:
    """The last host whose name ends as the post says of itself: 社长 of a …社, 台长 of a …台."""
    if not post.endswith(HEAD) or len(post) < 2:
        return None
    return next((host for host in reversed(hosts) if host.text.endswith(post[-2])), None)


def _suited(passage: Passage, hosts: Sequence[Mention], post: Mention) -> Mention | None:
    """The host named last before a post that is of a kind its role allows, no further back than it allows."""
    allowed = concept(post.text).hosts
    for host in reversed(hosts):
        text = passage.between(host.stop, post.begin)
        back = len(re.findall("[。！？]+", text))
        kinds = [kind.id for kind in kinds_of(host.text, host.label)[:2]]
        kinds += [ANY] if host.label == "ORG" else []
        if any((back <= allowed[kind] or allowed[kind] == FAR) for kind in kinds if kind in allowed):
            return host
    return None
