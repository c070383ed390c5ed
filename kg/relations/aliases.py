"""Different surface names of one entity in one article: stated, adjacent, or short forms of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.records import Article, Label, Mention, SameAs
from kg.relations.evidence import evidence_at
from kg.relations.short_names import DOCUMENT_NUMBER, parts, short_form

SCORES = {
    "stated": 0.96,
    "document_number": 0.98,
    "by_level": 0.97,
    "by_tail": 0.99,
    "by_firm": 0.96,
    "by_abbreviation": 0.96,
    "by_place": 0.97,
    "by_title": 0.97,
    "by_tag": 0.94,
    "by_marks": 0.87,
    "by_event": 0.99,
    "by_session": 0.92,
    "by_given_name": 0.83,
    "by_bare": 0.95,
    "by_count": 0.85,
    "by_term": 0.85,
    "by_turn": 0.95,
    "by_zone": 0.95,
    "by_facility": 0.9,
}
"""How sure each test is, from its precision on annotated articles."""

SHARED: dict[Label, frozenset[Label]] = {"PLACE": frozenset({"PLACE", "STREET"})}
"""Labels a full name may have for a short form of this label; a name's own label where none is given."""


@dataclass(frozen=True, slots=True)
class _Match:
    full: str
    short: str
    rule: str
    begin: int
    stop: int


def fullest(groups: Sequence[SameAs]) -> dict[str, str]:
    """Map every shorter name of a group to its first, fullest name."""
    return {name: group.names[0] for group in groups for name in group.names[1:]}


def find_aliases(article: Article, mentions: Sequence[Mention]) -> tuple[SameAs, ...]:
    """Groups of names of one entity in ``article``, each name in one group at most, sorted by their names."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        if mention.label != "POST":
            first.setdefault(mention.text, mention)
    parent: dict[str, str] = {}
    why: dict[str, _Match] = {}
    for match in [*_stated(article.text, mentions), *_short(article, first)]:
        if match.short in parent or match.full == match.short:
            continue  # a short form stands for one full name: the first match is the surest
        if _root(parent, match.full) == match.short:
            continue
        parent[match.short] = match.full
        why[match.short] = match
    groups: dict[str, list[str]] = {}
    for name in parent:
        groups.setdefault(_root(parent, name), []).append(name)
    found = []
    for root, shorter in groups.items():
        names = tuple(sorted({root, *shorter}, key=lambda name: (name != root, -len(name), name)))
        names = tuple(sorted(names, key=lambda name: (DOCUMENT_NUMBER.search(name) is not None, -len(name), name)))
        match = why[min(shorter, key=lambda name: (-SCORES[why[name].rule], why[name].begin))]
        score = min(SCORES[why[name].rule] for name in shorter)
        evidence = evidence_at(article, match.begin, match.stop, f"rule:same_as.{match.rule}", score)
        found.append(SameAs(names, first[root].label, evidence))
    return tuple(sorted(found, key=lambda group: group.names))


def _root(parent: dict[str, str], name: str) -> str:
    while name in parent:
        name = parent[name]
    return name


@cache
def _link() -> re.Pattern[str]:
    words = "|".join(map(re.escape, parts("link")))
    return re.compile(f"[（(，,](?:{words})[为：:]?$")


def _stated(text: str, mentions: Sequence[Mention]) -> Iterator[_Match]:
    """《全称》（以下简称《措施》）, 《全称》（渝府发〔2023〕5号）."""
    titled: Mention | None = None
    for left, right in pairwise(mentions):
        if left.label != right.label or left.label == "POST" or left.text == right.text:
            continue
        between = "".join(text[left.stop : right.begin].split())
        if DOCUMENT_NUMBER.search(left.text) and titled is not None and _link().search("，" + between.lstrip("，")):
            yield _Match(titled.text, right.text, "stated", titled.begin, right.stop)
            continue  # 《全称》（渝府发〔2023〕5号，以下简称《措施》）
        titled = left if left.label == "INITIATIVE" and left.text.startswith("《") else None
        full, short = (left, right) if len(left.text) >= len(right.text) else (right, left)
        if _link().search(between) and len(between) <= 8:
            yield _Match(full.text, short.text, "stated", left.begin, right.stop)
        elif re.fullmatch("[）)]?[（(〔]", between) and left.label == "INITIATIVE":
            number = [m for m in (left, right) if DOCUMENT_NUMBER.search(m.text)]
            if len(number) == 1:
                title = right if number[0] is left else left
                yield _Match(title.text, number[0].text, "document_number", left.begin, right.stop)


def _short(article: Article, first: dict[str, Mention]) -> Iterator[_Match]:
    """Short forms among the names of the article; one that could stand for two names stands for none."""
    home = article.home or ""
    for short, mention in first.items():
        labels = SHARED.get(mention.label, frozenset({mention.label}))
        found = [
            (full, rule)
            for full, other in first.items()
            if other.label in labels
            and len(full) >= len(short)
            and (len(full), full) > (len(short), short)
            and (rule := short_form(full, short, mention.label)) is not None
            and not (rule == "by_place" and _flows(article.text, short))
        ]
        if len(found) > 1:
            at_home = [(full, rule) for full, rule in found if any(full.startswith(p) for p in _heads(home))]
            found = at_home or found
        if len(found) > 1:
            longest = max(found, key=lambda pair: (len(pair[0]), pair[0]))
            others = [full for full, _ in found if full != longest[0]]
            if all(short_form(longest[0], full, mention.label) for full in others):
                found = [longest]
        streets = [(full, rule) for full, rule in found if first[full].label == "STREET"]
        if len(found) > 1 and len(streets) == 1 and mention.label == "PLACE":
            found = streets  # the short form of town and village is the town's
        if len(found) == 1:
            full, rule = found[0]
            yield _Match(full, short, rule, mention.begin, mention.stop)


def _flows(text: str, name: str) -> bool:
    """Whether a name that ends as a river's is used as one: 石马河两岸, but not 石马河的居民."""
    if not name.endswith(parts("water")):
        return False
    tails = "|".join(map(re.escape, parts("bank")))
    return re.search(f"{re.escape(name)}(?:{tails})", text) is not None


def _heads(home: str) -> tuple[str, ...]:
    """Tails of the home's name that a full name may begin with: 重庆市江北区 → 重庆市江北区, 江北区, 北区 …."""
    return tuple(home[i:] for i in range(max(len(home) - 1, 0)))
