"""Who helps to host an event or initiative (协办) and under whose guidance it stands (指导).

The rules over sentences are ``data/rules/assists.yaml``. What is helped is the event or initiative that the sentence
names or points at, else the one that the article spoke of last. Annotators do not give these two roles, so they are no
``ROLES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from kg.errors import DataFileError
from kg.records import ASSISTING, Acts, Article, Role
from kg.relations.evidence import evidence_at
from kg.relations.reading import Reading
from kg.rows import expression, from_yaml

RULES = "rules/assists.yaml"
COLUMNS = frozenset(("id", "role", "pattern", "not", "score", "example", "counter"))
AGENTS = "POL"
TARGETS = "IE"
SIGNS = dict(zip("，；：！？", ",,:。。", strict=True)) | dict.fromkeys(AGENTS, "A") | dict.fromkeys(TARGETS, "T")
NEAR = 4
"""Elements between 协办 and the target that follows it: 协办了本届大赛."""


@dataclass(frozen=True, slots=True)
class AssistRule:
    """One row of the table."""

    id: str
    role: Role
    pattern: re.Pattern[str]
    barred: re.Pattern[str] | None
    score: float


@cache
def assist_rules() -> tuple[AssistRule, ...]:
    """The rules, in file order.

    Raises:
        DataFileError: a row has unknown keys, or a role that is not of this kind.
    """
    found = []
    for row in from_yaml(RULES):
        if not row.keys() <= COLUMNS or row.get("role") not in ASSISTING:
            raise DataFileError(f"{RULES}: row {row.get('id')!r}: give it the keys {', '.join(sorted(COLUMNS))}, "
                                f"and a role of {', '.join(ASSISTING)}")  # fmt: skip
        name = str(row["id"])
        barred = expression(str(row["not"]), RULES, name) if "not" in row else None
        pattern = expression(str(row["pattern"]), RULES, name)
        found.append(AssistRule(name, cast(Role, row["role"]), pattern, barred, float(str(row["score"]))))
    return tuple(found)


def find_assists(article: Article, reading: Reading) -> tuple[Acts, ...]:
    """Lesser parts that ``article`` says somebody has, sorted; names as they stand in the text."""
    found: dict[tuple[str, Role, str], Acts] = {}
    for first, last in _runs(reading.sentence):
        signs = "".join(SIGNS.get(each.text, each.text) for each in reading.flow[first:last])
        for rule in assist_rules():
            for match in rule.pattern.finditer(signs):
                at = first + match.start("agents")
                clause = re.split("[,。]", signs[: match.start("agents")])[-1]
                if rule.barred is not None and rule.barred.search(clause):
                    continue
                target = _target(reading, first, last, first + match.start(), first + match.end())
                if target is None:
                    continue
                for agent in _agents(reading, at):
                    begin = min(reading.flow[at].begin, reading.flow[target].begin)
                    stop = max(reading.flow[at].stop, reading.flow[target].stop, reading.flow[at].begin + 1)
                    evidence = evidence_at(article, begin, stop, f"rule:assists.{rule.id}", rule.score)
                    fact = Acts(agent, rule.role, _name(reading, target), evidence)
                    found.setdefault((fact.agent, fact.role, fact.target), fact)
    return tuple(found[key] for key in sorted(found) if key[0] != key[2])


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open spans of equal numbers."""
    start = 0
    for k in range(1, len(numbers) + 1):
        if k == len(numbers) or numbers[k] != numbers[start]:
            yield start, k
            start = k


def _agents(reading: Reading, at: int) -> Iterator[str]:
    """Names of the list of agents at an element of the flow; posts and the hosts of people are none."""
    phrase = reading.flow[at].phrase
    if phrase >= 0:
        yield from (reading.names[i].text for i in reading.phrases[phrase].heads)


def _name(reading: Reading, target: int) -> str:
    phrase = reading.flow[target].phrase
    return reading.names[reading.phrases[phrase].heads[0]].text


def _target(reading: Reading, first: int, last: int, begin: int, stop: int) -> int | None:
    """The event or initiative that a match between ``begin`` and ``stop`` of a sentence speaks of.

    Right behind it, else the last before it in the sentence, events before initiatives; else the next in the sentence;
    else the last event before the sentence, or the last initiative where the article names no event before.
    """
    flow = reading.flow
    usable = [k for k, each in enumerate(flow) if each.text in TARGETS and each.phrase >= 0]
    events = [k for k in usable if flow[k].text == "E"]
    right_behind = [k for k in usable if stop <= k < min(stop + NEAR, last)]
    before = [k for k in events if first <= k < begin] or [k for k in usable if first <= k < begin]
    behind = [k for k in usable if stop <= k < last]
    earlier = [k for k in events if k < first] or [k for k in usable if k < first]
    for choice in (right_behind[:1], before[-1:], behind[:1], earlier[-1:]):
        if choice:
            return choice[0]
    return None
