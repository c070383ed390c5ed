"""The model that tells which role, if any, an agent has in a target: a small network over named features.

``act_model.npz`` holds one row a feature. The rows of the features of a place are summed; the first columns of the sum
are scores of the roles, the others go through tanh and weigh in too. The places of a pair are pooled by log-sum-exp,
and the roles compete with "no act", whose score is 0, by softmax. What another network says of the same places
(``act_encoder``) is mixed in. A second, smaller network then looks at all pairs of the article together
(``act_context``). ``models/scripts/acts.py`` learns both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from kg.errors import DataFileError
from kg.records import ROLES

Floats = npt.NDArray[np.float32]
WEIGHTS = "act_model.npz"
WORDS, READING = 0.8, 0.4
"""How much the features and the network that reads the article count; on articles that neither had seen."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of both networks; ``row`` maps a feature to its row of ``table``."""

    row: Mapping[str, int]
    table: Floats  # (features, roles + hidden)
    bias: Floats  # (hidden,)
    out: Floats  # (hidden, roles)
    inner: Floats  # (context features + 1, units); the last row is added always
    outer: Floats  # (units + 1, 1 + roles)


@cache
def model() -> Model:
    """The trained model of the package.

    Raises:
        DataFileError: it was trained for other roles.
    """
    with as_file(files("kg").joinpath("data", "rules", WEIGHTS)) as path, np.load(path) as kept:
        names = kept["features"].tobytes().decode("utf-8").split("\n")
        if tuple(kept["roles"].tobytes().decode("utf-8").split("\n")) != ROLES or len(names) != len(kept["table"]):
            raise DataFileError(f"rules/{WEIGHTS}: it must be for the roles {', '.join(ROLES)}; train it anew")
        table = kept["table"].astype(np.float32) * kept["steps"]
        rest = (kept[name].astype(np.float32) for name in ("bias", "out", "inner", "outer"))
        return Model({name: i for i, name in enumerate(names)}, table, *rest)


def score_places(places: Sequence[Iterable[str]], model: Model) -> Floats:
    """Scores of the roles at each place, given the features of each; shape (places, roles)."""
    sums = np.zeros((len(places), model.table.shape[1]), np.float32)
    for n, features in enumerate(places):
        rows = [row for feature in features if (row := model.row.get(feature)) is not None]
        sums[n] = model.table[rows].sum(axis=0)
    return scores(sums, model.bias, model.out)


def scores(sums: Floats, bias: Floats, out: Floats) -> Floats:
    """Scores of the roles from the summed rows of places."""
    width = out.shape[1]
    found: Floats = sums[:, :width] + np.tanh(sums[:, width:] + bias) @ out
    return found


def pool(places: Floats, pair: npt.NDArray[np.int64]) -> Floats:
    """Scores of "no act" and the roles for each pair; ``pair`` numbers the pair of each place: 0, 0, 1, 2, 2."""
    starts = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
    most = np.maximum.reduceat(places, starts)
    total = np.add.reduceat(np.exp(places - most[pair]), starts)
    found: Floats = np.c_[np.zeros(len(starts), np.float32), most + np.log(total)]
    return found


def mixed(words: Floats, reading: Floats) -> Floats:
    """Scores of "no act" and the roles by the features and by the network that reads the article, as one."""
    found: Floats = (np.log(softmax(words)) * WORDS + np.log(softmax(reading)) * READING).astype(np.float32)
    return found


def softmax(scores: Floats) -> Floats:
    """Chances from scores, row by row."""
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = e / e.sum(axis=1, keepdims=True)
    return found


def second(context: Floats, first: Floats, inner: Floats, outer: Floats) -> Floats:
    """Chances of "no act" and the roles of each pair, by the context of the article on top of the ``first`` scores."""
    units = np.maximum(context @ inner[:-1] + inner[-1], 0)
    return softmax(first + units @ outer[:-1] + outer[-1])
