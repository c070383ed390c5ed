"""The model that chooses the host of a post that has none beside it: a small network over named features.

``host_model.npz`` holds one row a feature. The rows of the features of an option are summed; the first column of the
sum is a score, the others go through tanh and weigh in too. The options of a post compete by softmax, "no host" among
them. ``models/scripts/hosts.py`` learns it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from kg.relations.host_features import Option

Floats = npt.NDArray[np.float32]
WEIGHTS = "host_model.npz"
TRUST = 0.3
"""By how much another option must be likelier than what the rules propose, from articles not learned from."""


@dataclass(frozen=True, slots=True)
class Host:
    """Name of the host of a post, or None, and the chance that this is right."""

    name: str | None
    share: float


@dataclass(frozen=True, slots=True)
class HostModel:
    """Weights; ``row`` maps a feature to its row of ``table``."""

    row: Mapping[str, int]
    table: Floats  # (features, 1 + hidden)
    bias: Floats  # (hidden,)
    out: Floats  # (hidden,)


@cache
def model() -> HostModel:
    """The trained model of the package."""
    with as_file(files("kg").joinpath("data", "rules", WEIGHTS)) as path, np.load(path) as kept:
        names = kept["features"].tobytes().decode("utf-8").split("\n")
        table = kept["table"].astype(np.float32) * kept["steps"]
        return HostModel({name: i for i, name in enumerate(names)}, table, kept["bias"], kept["out"])


def scores(sums: Floats, bias: Floats, out: Floats) -> Floats:
    """Scores of options from the summed rows of their features."""
    found: Floats = sums[:, 0] + np.tanh(sums[:, 1:] + bias) @ out
    return found


def choose(options: Sequence[Option]) -> Host:
    """The option that the rules propose, unless another is likelier by ``TRUST``; with its chance."""
    net = model()
    sums = np.zeros((len(options), net.table.shape[1]), np.float32)
    for n, option in enumerate(options):
        rows = [row for feature in option.features if (row := net.row.get(feature)) is not None]
        sums[n] = net.table[rows].sum(axis=0)
    chances = softmax(scores(sums, net.bias, net.out))
    best = preferred(chances, [option.proposed for option in options])
    return Host(options[best].name, round(float(chances[best]), 3))


def preferred(chances: Floats, proposed: Sequence[bool]) -> int:
    """Index of the likeliest option, or of the proposed one where that is not less likely by ``TRUST``."""
    best = int(chances.argmax())
    rule = next((n for n, said in enumerate(proposed) if said), best)
    return best if chances[best] > chances[rule] + TRUST else rule


def softmax(scores: Floats) -> Floats:
    """Chances of options from their scores."""
    raised = np.exp(scores - scores.max())
    found: Floats = raised / raised.sum()
    return found
