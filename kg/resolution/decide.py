"""From scored comparisons to groups, whatever order they come in.

Pairs are taken from the surest to the least sure, ties by content. A pair joins its two groups when its score reaches
the threshold and nobody in one group is known to be apart from anybody in the other. Every comparison leaves a
Decision with its score and reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from kg.records import Decision, Kind
from kg.resolution.aliases import Key
from kg.resolution.rules import rules

Item = TypeVar("Item", str, Key)
"""What is grouped: profiles by their id, or keys of names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one comparator has to say: log-odds for (above 0) or against, and why."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Item]):
    """Two items, left before right, with all that was found for and against their being one."""

    left: Item
    right: Item
    findings: tuple[Finding, ...]
    apart: bool = False  # contradicting: never in one group, whatever else speaks for it

    @property
    def score(self) -> float:
        """Probability that the two are one, between 0 and 1, to four places."""
        total = max(-30.0, min(30.0, sum(finding.score for finding in self.findings)))
        return round(1.0 / (1.0 + math.exp(-total)), 4)

    @property
    def reason(self) -> str:
        """The findings in words, the weightiest first."""
        ranked = sorted(self.findings, key=lambda finding: (-abs(finding.score), finding.reason))
        return "; ".join(f"{finding.reason} ({finding.score:+.1f})" for finding in ranked)


def decide(
    items: Iterable[Item],
    comparisons: Sequence[Comparison[Item]],
    decided: Mapping[tuple[Item, Item], bool] = MappingProxyType({}),
) -> tuple[tuple[tuple[Item, ...], ...], tuple[tuple[Comparison[Item], bool], ...]]:
    """Group ``items``. Returns the groups, sorted, and every comparison with whether its two ended in one group.

    ``decided`` has pairs, left before right, that a reader has decided to be one (True) or two: that stands above all.
    """
    group: dict[Item, list[Item]] = {item: [item] for item in items}
    foes: dict[Item, set[Item]] = {}
    for (left_item, right_item), same in sorted(decided.items()):
        left, right = group[left_item], group[right_item]
        if not same:
            foes.setdefault(left_item, set()).add(right_item)
            foes.setdefault(right_item, set()).add(left_item)
        elif left is not right:
            left.extend(right)
            for member in right:
                group[member] = left
    for comparison in comparisons:
        if comparison.apart and not decided.get((comparison.left, comparison.right)):
            foes.setdefault(comparison.left, set()).add(comparison.right)
            foes.setdefault(comparison.right, set()).add(comparison.left)
    merge = rules().thresholds["merge"]
    for comparison in sorted(comparisons, key=lambda c: (-c.score, c.left, c.right)):
        left, right = group[comparison.left], group[comparison.right]
        if left is right or comparison.apart or comparison.score < merge:
            continue
        if (comparison.left, comparison.right) in decided:
            continue
        small, large = sorted((left, right), key=len)
        if any(not foes.get(member, set()).isdisjoint(large) for member in small):
            continue
        large.extend(small)
        for member in small:
            group[member] = large
    groups = {id(members): tuple(sorted(members)) for members in group.values()}
    judged = tuple((c, group[c.left] is group[c.right]) for c in sorted(comparisons, key=lambda c: (c.left, c.right)))
    return tuple(sorted(groups.values())), judged


def decision(
    comparison: Comparison[Item],
    same: bool,
    words: tuple[str, str],
    spots: tuple[str, str],
    *,
    kind: Kind = "person",
    decided: bool | None = None,
) -> Decision:
    """The record of a judged comparison: the two in words, where each stands, and what a reader ``decided``."""
    reason = comparison.reason if decided is None else f"decided by a reader; else {comparison.reason}"
    return Decision(*words, same, comparison.score, reason, kind, *spots)
