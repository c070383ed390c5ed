"""Posts: who holds which post where, from the order of the mentions and the text between them.

A chain is what one or more posts and their hosts make together (区委常委、区公安局局长); it is held by the names after it
or by the name before it. The rules, one a line with its example, are in ``data/rules/posts.tsv``. A host that the text
leaves out is carried along the chain, or found by ``kg.relations.hosts``. Names are given as they stand.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Article, HoldsPost, Mention, Status
from kg.relations.evidence import evidence_at, sentence_at
from kg.relations.hosts import HOST_LABELS, pointed_at, suited
from kg.relations.roles import concept, kinds_of
from kg.relations.tables import expression, rows

RULES = "rules/posts.tsv"
WHOLE = frozenset(("join", "host", "name", "list", "after", "group"))
"""Parts whose pattern must match all of the text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rule table."""

    id: str
    part: str
    before: re.Pattern[str] | None
    pattern: re.Pattern[str]
    status: str
    share: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One post of a chain with the host that stands before it, if one does."""

    post: int  # indices into the mentions
    host: int | None
    status: str
    share: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Posts held together; ``first`` and ``last`` are the indices of its outermost mentions."""

    first: int
    last: int
    slots: tuple[Slot, ...]


@functools.cache
def rules(part: str) -> tuple[Rule, ...]:
    """Rules of one part in the order of the table."""
    return tuple(
        Rule(
            row["id"],
            part,
            expression(row["before"], RULES, row["id"]) if row["before"] else None,
            expression(row["pattern"], RULES, row["id"]),
            row["status"],
            float(row["share"]),
        )
        for row in rows(RULES)
        if row["part"] == part
    )


def find_posts(article: Article, mentions: Sequence[Mention]) -> tuple[HoldsPost, ...]:
    """All posts that ``article`` says its people hold, in order of their posts, names as mentioned.

    ``mentions`` are those of the article; offsets of the evidence point into the source text.
    """
    own = sorted(m for m in mentions if m.doc == article.doc and m.article == article.id)
    return tuple(_Reading(article, own).facts())


class _Reading:
    """One article with its mentions, read once from left to right."""

    def __init__(self, article: Article, mentions: Sequence[Mention]) -> None:
        self.article = article
        self.mentions = mentions

    def facts(self) -> list[HoldsPost]:
        found: list[HoldsPost] = []
        index = 0
        while index < len(self.mentions):
            chain = self.chain(index) if self.is_start(index) else None
            if chain is None:
                index += 1
                continue
            found += self.held(chain)
            index = chain.last + 1
        return found

    # text between mentions

    def gap(self, left: int, right: int) -> str:
        """Text between two mentions without white space; a headline's end counts as a stop."""
        a, b = self.mentions[left].stop, self.mentions[right].begin
        text = self.article.text[a:b]
        if a < self.article.body_start <= b or "\n\n" in text.replace(" ", ""):
            text += "。"
        return "".join(text.split())

    def before(self, index: int) -> str:
        """Text of the sentence before a mention, without white space."""
        begin = self.mentions[index].begin
        return "".join(self.article.text[sentence_at(self.article.text, begin)[0] : begin].split())

    def rule(self, part: str, text: str, before: str = "") -> Rule | None:
        for rule in rules(part):
            if rule.before and not rule.before.search(before):
                continue
            if (rule.pattern.fullmatch if part in WHOLE else rule.pattern.search)(text):
                return rule
        return None

    # chains

    def label(self, index: int) -> str:
        return self.mentions[index].label if 0 <= index < len(self.mentions) else ""

    def is_start(self, index: int) -> bool:
        """Whether a chain may begin at a mention: a post, or a host whose run ends at a post."""
        return self.slot(index) is not None

    def slot(self, index: int) -> tuple[Slot, int] | None:
        """The slot that begins at a mention, a run of hosts included, and the index after it."""
        at = index
        while self.label(at) in HOST_LABELS:
            if self.label(at + 1) == "POST":
                rule = self.rule("host", self.gap(at, at + 1))
                if rule is None:
                    return None
                return Slot(at + 1, at, rule.status, rule.share), at + 2
            if self.label(at + 1) not in HOST_LABELS or self.gap(at, at + 1) not in ("", "的"):
                return None
            at += 1
        if at == index and self.label(at) == "POST":
            return Slot(at, None, "", 1.0), at + 1
        return None

    def chain(self, index: int) -> Chain | None:
        slots: list[Slot] = []
        at = index
        while (found := self.slot(at)) is not None:
            slot, after = found
            slots.append(slot)
            if after >= len(self.mentions) or self.rule("join", self.gap(after - 1, after)) is None:
                at = after
                break
            if self.slot(after) is None:
                at = after
                break
            at = after
        return Chain(index, slots[-1].post, tuple(slots)) if slots else None

    # holders

    def held(self, chain: Chain) -> list[HoldsPost]:
        holders, rule, chain = self.holders(chain)
        if rule is None:
            return []
        lead = self.rule("status", self.before(chain.first))
        found = []
        hosts = self.hosts(chain)
        for slot, host in zip(chain.slots, hosts, strict=True):
            status = slot.status or rule.status or (lead.status if lead else "") or "current"
            for holder in holders:
                found.append(self.fact(holder, slot, host, status, rule))
        return found

    def holders(self, chain: Chain) -> tuple[list[int], Rule | None, Chain]:
        """Indices of the names that hold the chain's posts, and the rule that says so."""
        after = chain.last + 1
        if self.label(after) == "PERSON":
            rule = self.rule("name", self.gap(chain.last, after), self.before(chain.first))
            if rule is not None:
                return self.list_from(after), rule, chain
        left = chain.first - 1
        if self.label(left) == "PERSON":
            rule = self.rule("after", self.gap(left, chain.first), self.before(left))
            if rule is not None:
                return [left], rule, chain
        rule = self.rule("tail", self.before(chain.first))
        if rule is not None and (subject := self.subject(chain.first)) is not None:
            return [subject], rule, chain
        return [], None, chain

    def list_from(self, index: int) -> list[int]:
        """The names of a list that begins at ``index``."""
        names = [index]
        while self.label(names[-1] + 1) == "PERSON" and self.rule("list", self.gap(names[-1], names[-1] + 1)):
            names.append(names[-1] + 1)
        return names

    def subject(self, index: int) -> int | None:
        """The person a sentence is about: the last name in it before ``index``, else the last of the sentence before."""
        for left in range(index - 1, -1, -1):
            if self.label(left) == "PERSON":
                return left
        return None

    # hosts

    def hosts(self, chain: Chain) -> list[Mention | None]:
        found: list[Mention | None] = []
        carried: Mention | None = None
        for slot in chain.slots:
            post = self.mentions[slot.post]
            role = concept(post.text)
            host: Mention | None = None
            if slot.host is not None:
                host = self.mentions[slot.host]
                if host.label == "PLACE" and not kinds_of(host.text, "PLACE"):
                    host = None
                carried = host
                if role.branch in ("congress", "cppcc") and role.own:
                    host = None
            elif role.own:
                host = None
            elif carried is not None:
                host = carried
            else:
                host = pointed_at(self.article, self.mentions, slot.post) or suited(
                    self.article, self.mentions, slot.post
                )
                carried = host
            found.append(host)
        return found

    def fact(self, holder: int, slot: Slot, host: Mention | None, status: str, rule: Rule) -> HoldsPost:
        person, post = self.mentions[holder], self.mentions[slot.post]
        spans = (person, post)
        evidence = evidence_at(
            self.article,
            min(m.begin for m in spans),
            max(m.stop for m in spans),
            f"rule:{rule.id}",
            round(rule.share * slot.share, 3),
        )
        return HoldsPost(person.text, post.text, host.text if host else None, _status(status), evidence)


def _status(value: str) -> Status:
    match value:
        case "former" | "incoming" | "acting":
            return value
        case _:
            return "current"
