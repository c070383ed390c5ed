"""Posts: who holds which post where, from the order of the mentions and the text between them.

A chain of posts (``kg.relations.chains``) is held by the names after it, or else by the name before it that the text
makes its subject. The rules, one a line with its example, are in ``data/rules/posts.tsv``. A host that the text leaves
out is carried along the chain or found by ``kg.relations.hosts``. Names are given as they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.records import Article, HoldsPost, Mention, Status
from kg.relations.aliases import find_aliases, fullest
from kg.relations.chains import HOST_LABELS, Chain, Passage, Rule, chain_at, first_rule, passage_of
from kg.relations.chains import rule as rule_named
from kg.relations.clauses import STOPS
from kg.relations.evidence import evidence_at
from kg.relations.host_model import Host
from kg.relations.hosts import hosts_of
from kg.relations.mentions import own_mentions

COMMA = "join-comma"
NOTE = re.compile(r"（[^（）\n]{1,8}）\s*|[^\S\n]+")
"""Between a name of a roster and what its bearer is."""
MARKS = frozenset(("", *"，。；：！？、）)”’…"))
"""What closes an apposition; nothing at all does at the end of the text."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Whose a chain is, by which rule: indices of the names."""

    names: tuple[int, ...]
    rule: Rule


def find_posts(
    article: Article, mentions: Sequence[Mention], *, names: Mapping[str, str] | None = None, learned: bool = True
) -> tuple[HoldsPost, ...]:
    """All posts that ``article`` says its people hold, in the order of the text, names as mentioned.

    ``mentions`` of other articles are passed over. Evidence spans the sentences of name and post. ``names`` maps names
    to their fullest forms; they are found here where it is not given. Unless ``learned``, rules alone find hosts.
    """
    passage = passage_of(article, own_mentions(article, mentions))
    names = fullest(find_aliases(article, passage.mentions)) if names is None else names
    held = [(chain, holding, hosts_of(passage, chain, holding.names, names, learned=learned))
            for chain, holding in holdings(passage)]  # fmt: skip
    found = [fact for chain, holding, hosts in held for fact in _facts(passage, chain, holding, hosts)]
    placed = {(fact.person, fact.post) for fact in found if fact.org is not None}
    return tuple(fact for fact in found if fact.org is not None or (fact.person, fact.post) not in placed)


def holdings(passage: Passage) -> Iterator[tuple[Chain, Holding]]:
    """The chains of posts of a passage with who holds them, in order."""
    index = 0
    while index < len(passage.mentions):
        chain = chain_at(passage, index)
        if chain is None:
            index += 1
            continue
        chain = _cut(passage, chain)
        holding = holders(passage, chain)
        if holding is not None:
            yield chain, holding
        yield from _labelled(passage, chain, holding)
        index = chain.last + 1


def holders(passage: Passage, chain: Chain) -> Holding | None:
    """Who holds a chain: the names right after it, else the name it is said of."""
    if _follows_its_name(passage, chain):
        return Holding((chain.first - 1,), rule_named("apposed-near"))
    return _names_after(passage, chain) or _names_before(passage, chain)


def _follows_its_name(passage: Passage, chain: Chain) -> bool:
    """Whether a chain is of a roster that puts the name first, with a blank after it: 甲 区教委主任乙 区民政局局长.

    The name that follows the chain must begin such an entry too.
    """
    return (
        passage.label(chain.last + 1) == "PERSON"
        and not passage.gap(chain.last, chain.last + 1)
        and _blank_behind(passage, chain.first - 1)
        and _blank_behind(passage, chain.last + 1)
        and (_opens_line(passage, chain.first - 1) or passage.label(chain.first - 2) == "POST")
    )


def _opens_line(passage: Passage, index: int) -> bool:
    return passage.article.text[: passage.mentions[index].begin].rstrip(" 　")[-1:] in ("", "\n")


def _blank_behind(passage: Passage, name: int) -> bool:
    """Whether a name, with a note in brackets or without, is parted from the host or post behind it by blanks alone."""
    if passage.label(name) != "PERSON" or passage.label(name + 1) not in (*HOST_LABELS, "POST"):
        return False
    raw = passage.article.text[passage.mentions[name].stop : passage.mentions[name + 1].begin]
    return NOTE.fullmatch(raw) is not None


def _cut(passage: Passage, chain: Chain) -> Chain:
    """The part of a chain up to a comma, where a name before holds that and a name after holds the rest.

    市长甲任指挥长，副市长乙任副指挥长 would else make a commander of the deputy mayor.
    """
    if passage.label(chain.last + 1) != "PERSON":
        return chain
    for number, slot in enumerate(chain.slots):
        if slot.joined is not None and slot.joined.id == COMMA:
            head = Chain(chain.first, chain.slots[number - 1].post, chain.slots[:number])
            return head if _names_before(passage, head) else chain
    return chain


def _names_after(passage: Passage, chain: Chain) -> Holding | None:
    after = chain.last + 1
    if passage.label(after) != "PERSON":
        return None
    rule = first_rule("name", passage.gap(chain.last, after), passage.before(chain.first))
    if rule is None:
        return None
    if passage.broken(chain.last, after) and _names_before(passage, chain):
        return None  # a roster that puts the name first: 甲 区教委主任, a name on the next line
    names = [after]
    post = passage.mentions[chain.last].text
    while passage.label(names[-1] + 1) == "PERSON" and _listed(passage, names[-1], post):
        names.append(names[-1] + 1)
    return Holding(tuple(names), rule)


def _listed(passage: Passage, left: int, post: str = "") -> bool:
    """Whether two neighbouring names stand in one list. White space alone parts names only in a byline."""
    raw = passage.article.text[passage.mentions[left].stop : passage.mentions[left + 1].begin]
    return first_rule("list", passage.gap(left, left + 1) or raw[:1], post) is not None


def _names_before(passage: Passage, chain: Chain) -> Holding | None:
    people = [i for i in range(chain.first - 1, -1, -1) if passage.label(i) == "PERSON"]
    if len(people) > 1 and first_rule("passed", passage.before(people[0])):
        people = people[1:]
        text = passage.gap(people[0] + 1, chain.first)
    elif people:
        text = passage.gap(people[0], chain.first)
    else:
        return None
    subject = people[0]
    lead = passage.under(subject)
    first = chain.slots[0]
    link = "" if first.host is None else passage.gap(first.host, first.post)
    group = first_rule("group", text, lead)
    if group is not None:
        return Holding(_listed_back(passage, subject), group)
    rule = first_rule("after", text, lead) or _apposed(passage, chain, text, lead)
    if rule is None:
        before = passage.before(chain.first)
        here = STOPS.isdisjoint(text)  # the name stands in the same sentence
        rule = first_rule("tail", before, link) if here or first_rule("far", before) else None
    return Holding((subject,), rule) if rule else None


def _listed_back(passage: Passage, last: int) -> tuple[int, ...]:
    """The names of the list that ends at ``last``; each may have posts of its own before it: 甲、某协会会长乙."""
    names = [last]
    at = last
    while passage.label(at - 1):
        before = passage.label(at - 1)
        if before == "PERSON" and _listed(passage, at - 1):
            names.insert(0, at - 1)
        elif before == "PERSON" or passage.gap(at - 1, at) or passage.broken(at - 1, at):
            break
        at -= 1
    return tuple(names)


def _amended(passage: Passage, name: int) -> int:
    """The right name that follows one printed wrong: “甲”应为“乙”."""
    right = name + 1
    return right if passage.label(right) == "PERSON" and first_rule("amend", passage.gap(name, right)) else name


def _apposed(passage: Passage, chain: Chain, text: str, lead: str) -> Rule | None:
    """The rule by which a chain stands behind a name as its apposition: 甲，某局局长，…. A mark must close it."""
    stop = passage.mentions[chain.last].stop
    closed = passage.article.text[stop : stop + 1] == "\n" or passage.between(stop, stop + 2)[:1] in MARKS
    near = text or not passage.broken(chain.first - 1, chain.first)
    return first_rule("apposed", text, lead) if closed and near else None


def _labelled(passage: Passage, chain: Chain, holding: Holding | None) -> Iterator[tuple[Chain, Holding]]:
    """The names of a list that a post heads: 评委：甲（某大学教授）、乙; those of ``holding`` have it."""
    post, after = chain.slots[0].post, chain.slots[0].post + 1
    lead = passage.before(chain.first)
    begin = passage.mentions[chain.first].begin
    lead = "" if passage.article.text[:begin].endswith("\n") else lead
    rule = first_rule("label", passage.gap(post, after), lead) if passage.label(after) else None
    if rule is None:
        return
    names: list[int] = []
    depth = 0
    at = after
    while passage.label(at):
        gap = passage.gap(at - 1, at) if at > after else ""
        if at > after and (not first_rule("in-list", gap) or passage.broken(at - 1, at)):
            break
        if passage.label(at) == "POST" and first_rule(
            "label", passage.gap(at, at + 1) if passage.label(at + 1) else ""
        ):
            break  # the next list
        depth += gap.count("（") + gap.count("(") - gap.count("）") - gap.count(")")
        if passage.label(at) == "PERSON" and not depth:
            names.append(at)
        at += 1
    first = chain.slots[0]
    found = Chain(chain.first, first.post, (first,))
    held = set(holding.names) if holding else set()
    more = tuple(name for name in names if name not in held)
    if more:
        yield found, Holding(more, rule)


def _facts(passage: Passage, chain: Chain, holding: Holding, hosts: Sequence[Host]) -> list[HoldsPost]:
    lead = first_rule("status", passage.before(chain.first))
    found = []
    carried: Rule | None = None  # 拟任某局党组书记、局长: both
    for slot, host in zip(chain.slots, hosts, strict=True):
        carried = slot.joined if slot.joined and (slot.joined.status or slot.host is not None) else carried
        title = first_rule("title", passage.mentions[slot.post].text)
        cues = (title, slot.rule, slot.joined, carried, holding.rule, lead)
        status = next((cue.status for cue in cues if cue and cue.status), "current")
        if status == "none":
            continue
        names = [_amended(passage, name) for name in holding.names]
        found += [_fact(passage, name, slot.post, host, status, holding.rule) for name in names]
    return found


def _fact(passage: Passage, name: int, post: int, host: Host, status: str, rule: Rule) -> HoldsPost:
    person, title = passage.mentions[name], passage.mentions[post]
    begin, stop = min(person.begin, title.begin), max(person.stop, title.stop)
    evidence = evidence_at(passage.article, begin, stop, f"rule:{rule.id}", round(rule.share * host.share, 3))
    return HoldsPost(person.text, title.text, host.name, _status(status), evidence)


def _status(value: str) -> Status:
    match value:
        case "former" | "incoming" | "acting":
            return value
        case _:
            return "current"
