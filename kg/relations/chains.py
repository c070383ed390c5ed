"""Chains: runs of posts, each with the host that stands before it, that one person or one list of people holds.

区委常委、区公安局局长 is one chain of two slots. A chain says nothing of its holders (``kg.relations.posts``) nor of
hosts that are left out (``kg.relations.hosts``). What may stand between its parts is in ``data/rules/posts.tsv``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.records import Article, Mention
from kg.rows import expression, rows

RULES = "rules/posts.tsv"
WHOLE = frozenset(
    ("join", "host", "name", "list", "group", "after", "apposed", "from", "label", "in-list", "heading", "amend")
)
"""Parts whose pattern must match all of the text; in the others it is searched for."""
STOP = "。"
BLANK = "\f"
"""Stands for the break after an empty line, which parts what stands on both sides of it."""
LOOK = 300
"""How many characters of its sentence before a mention are read."""
OPENING = "“‘"
"""Quotation marks that may open right before a post."""
HOST_LABELS = frozenset(("ORG", "STREET", "PLACE"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rule table."""

    id: str
    part: str
    before: re.Pattern[str] | None
    pattern: re.Pattern[str]
    status: str
    share: float


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
            float(row["share"] or 1),
        )
        for row in rows(RULES)
        if row["part"] == part
    )


@functools.cache
def rule(name: str) -> Rule:
    """The rule with the id ``name``.

    Raises:
        KeyError: there is none.
    """
    return {each.id: each for row in rows(RULES) for each in rules(row["part"])}[name]


def first_rule(part: str, text: str, before: str = "") -> Rule | None:
    """The first rule of a part that takes ``text``, and ``before`` where the rule asks for something before it."""
    for rule in rules(part):
        match = rule.pattern.fullmatch if part in WHOLE else rule.pattern.search
        if (rule.before is None or rule.before.search(before)) and match(text):
            return rule
    return None


@dataclass(frozen=True, slots=True)
class Passage:
    """An article with its mentions in order, and the text between them; made by ``passage_of``."""

    article: Article
    mentions: Sequence[Mention]
    text: str  # the article text, character by character, with a stop or a page break for line breaks that part
    headings: Mapping[int, str]  # number of each line of a list to the line that heads it

    def label(self, index: int) -> str:
        """Label of a mention; an empty string beyond either end."""
        return self.mentions[index].label if 0 <= index < len(self.mentions) else ""

    def gap(self, left: int, right: int) -> str:
        """Text from the end of one mention to the begin of another, without white space.

        The end of a headline or subhead and an empty line amid other text count as a full stop: nothing is read
        across them. Any other line break counts for nothing, since a line may have been wrapped.
        """
        return self.between(self.mentions[left].stop, self.mentions[right].begin)

    def between(self, begin: int, stop: int) -> str:
        """``article.text[begin:stop]`` as ``gap`` gives it."""
        text = self.text[begin:stop]
        if text.strip():
            text = text.replace(BLANK, STOP)
        return "".join(text.split())

    def before(self, index: int) -> str:
        """Text from the last full stop, at most ``LOOK`` characters back, to a mention."""
        begin = self.mentions[index].begin
        text = self.between(max(begin - LOOK, 0), begin)
        return re.split("[。！？]", text)[-1].rstrip(OPENING)

    def under(self, index: int) -> str:
        """``before``, with the heading of the list that the mention's line belongs to in front of it."""
        return self.headings.get(self.article.text.count("\n", 0, self.mentions[index].begin), "") + self.before(index)

    def broken(self, left: int, right: int) -> bool:
        """Whether a line ends between two mentions."""
        return "\n" in self.article.text[self.mentions[left].stop : self.mentions[right].begin]


def passage_of(article: Article, mentions: Sequence[Mention]) -> Passage:
    """The article as a passage. ``mentions`` are all its own, sorted."""
    text = ""
    for line in re.findall(r"[^\n]*\n|[^\n]+", article.text):
        body = line.removesuffix("\n")
        text += body
        if body == line:
            continue
        if len(text) + 1 == article.body_start or body.strip() in article.subheads:
            text += STOP
        else:
            text += "\n" if body.strip() else BLANK
    return Passage(article, mentions, text, _headings(article.text, mentions))


def _headings(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Each line that names somebody, with the heading above it and above lines that name somebody too."""
    named = {text.count("\n", 0, m.begin) for m in mentions if m.label == "PERSON"}
    found: dict[int, str] = {}
    heading = ""
    for number, line in enumerate(text.split("\n")):
        body = "".join(line.split()).rstrip("：:")
        if number in named and heading:
            found[number] = heading + "："
        elif body:
            heading = body if number not in named and first_rule("heading", body) else ""
    return found


@dataclass(frozen=True, slots=True)
class Slot:
    """One post of a chain: index of the post, of the host right before it or None, and the rule between the two."""

    post: int
    host: int | None
    rule: Rule | None
    joined: Rule | None = None  # what joins it to the slot before


@dataclass(frozen=True, slots=True)
class Chain:
    """Slots held together; ``first`` and ``last`` are the indices of the outermost mentions."""

    first: int
    last: int
    slots: tuple[Slot, ...]


def slot_at(passage: Passage, index: int) -> Slot | None:
    """The slot that begins at a mention: a post, or a run of hosts that ends at a post."""
    at = index
    while passage.label(at) in HOST_LABELS:
        if passage.label(at + 1) == "POST":
            rule = first_rule("host", passage.gap(at, at + 1))
            return Slot(at + 1, at, rule) if rule else None
        if passage.label(at + 1) not in HOST_LABELS or passage.gap(at, at + 1) not in ("", "的"):
            return None
        at += 1
    return Slot(at, None, None) if at == index and passage.label(at) == "POST" else None


def chain_at(passage: Passage, index: int) -> Chain | None:
    """The longest chain that begins at a mention, or None where none does."""
    slot = slot_at(passage, index)
    if slot is None:
        return None
    slots = [slot]
    while passage.label(slots[-1].post + 1):
        after = slots[-1].post + 1
        gap = passage.gap(after - 1, after)
        joined = first_rule("join", gap, passage.before(index))
        following = slot_at(passage, after)
        if joined is None or following is None or (not gap and passage.broken(after - 1, after)):
            break
        slots.append(Slot(following.post, following.host, following.rule, joined))
    return Chain(index, slots[-1].post, tuple(slots))
