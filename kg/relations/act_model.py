"""The weights that tell which role, if any, an agent has in a target: plain logistic regression over named features.

``act_weights.tsv`` holds one row a feature and one column a role. The score of a role at one place is the sum of the
weights of the place's features; the places of a pair are pooled by log-sum-exp, and the roles compete with "no act",
whose score is 0, by softmax. ``models/scripts/acts.py`` learns the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.errors import DataFileError
from kg.records import ROLES, Role

WEIGHTS = "act_weights.tsv"


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """Feature to one weight a role, in the order of ``ROLES``.

    Raises:
        DataFileError: the table has other columns than the roles, or a row of another width.
    """
    lines = files("kg").joinpath("data", "rules", WEIGHTS).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if not rows or tuple(rows[0][1:]) != ROLES:
        raise DataFileError(f"rules/{WEIGHTS}: the columns must be feature, {', '.join(ROLES)}; train it anew")
    table: dict[str, tuple[float, ...]] = {}
    for number, cells in enumerate(rows[1:], 2):
        if len(cells) != 1 + len(ROLES):
            raise DataFileError(f"rules/{WEIGHTS}: row {number} has {len(cells)} cells, want {1 + len(ROLES)}")
        table[cells[0]] = tuple(float(cell or 0) for cell in cells[1:])
    return table


def score_at(features: Iterable[str]) -> tuple[float, ...]:
    """Scores of the roles at one place, in the order of ``ROLES``."""
    table = weights()
    total = [0.0] * len(ROLES)
    for feature in features:
        row = table.get(feature)
        if row is not None:
            for i, weight in enumerate(row):
                total[i] += weight
    return tuple(total)


def shares(places: Sequence[Sequence[float]]) -> dict[Role, float]:
    """Probability of each role for a pair, from its scores at all its places; the rest to 1 is "no act"."""
    pooled = []
    for i in range(len(ROLES)):
        column = [place[i] for place in places]
        most = max(column)
        pooled.append(most + math.log(sum(math.exp(score - most) for score in column)))
    most = max(0.0, *pooled)
    terms = [math.exp(score - most) for score in pooled]
    total = math.exp(-most) + sum(terms)
    return {role: term / total for role, term in zip(ROLES, terms, strict=True)}
