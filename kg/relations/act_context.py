"""What the other pairs of an article tell of a pair: who else may act on the target, what else the agent may act on.

The first model judges each pair by itself. Here its chances are laid side by side: those of other agents of the same
target, of the same agent's other targets, and of the names that stand in one list with the agent.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.relations.act_features import Instance
from kg.relations.act_model import Floats

KINDS = "POL"
NEARS = ("c0", "c1", "c2", "c3", "c4", "s1", "s2", "s3", "far")
_FLOOR = 1e-4
_NOBODY = -1.0  # where there is no other pair

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pair:
    """An agent and a target of one article, and all places where they meet."""

    agent: str
    target: str
    places: tuple[Instance, ...]


def pairs_of(found: Sequence[Instance]) -> tuple[Pair, ...]:
    """The instances of an article by pair, in the order in which the pairs come first."""
    places: dict[tuple[str, str], list[Instance]] = {}
    for instance in found:
        places.setdefault((instance.agent, instance.target), []).append(instance)
    return tuple(Pair(agent, target, tuple(spots)) for (agent, target), spots in places.items())


def context(pairs: Sequence[Pair], chances: Floats, views: Sequence[Floats] = ()) -> Floats:
    """One row of features a pair.

    ``chances`` are those of "no act" and the roles by the first models together, ``views`` by each of them.
    """
    act = np.c_[1 - chances[:, :1], chances[:, 1:]]
    odds = np.log(chances + _FLOOR)
    odds[:, 0] = np.log((act[:, 0] + _FLOOR) / (chances[:, 0] + _FLOOR))
    kind = [pair.places[0].kind[0] for pair in pairs]
    event = np.array([[pair.places[0].kind[2] == "E"] for pair in pairs])
    target = _numbers([pair.target for pair in pairs])
    agent = _numbers([pair.agent for pair in pairs])
    alike = _numbers([(pair.target, k) for pair, k in zip(pairs, kind, strict=True)])
    like = _numbers([(pair.agent, bool(e)) for pair, e in zip(pairs, event[:, 0], strict=True)])
    listed = [
        (n, place)
        for n, pair in enumerate(pairs)
        for place in dict.fromkeys((spot.phrase, pair.target) for spot in pair.places)
    ]
    of = np.array([n for n, _ in listed])
    lists = _numbers([place for _, place in listed])
    peers = _numbers([(place, kind[n]) for n, place in listed])
    near = [min(NEARS.index(place.near) for place in pair.places) for pair in pairs]
    return np.concatenate(
        [
            odds,
            _most(act, target),
            _sum(act, target),
            _most(act, alike),
            _most(act, agent),
            _most(act, like),
            _gather(_most(act[of], peers), of, len(pairs)),
            _gather(_most(act[of], lists), of, len(pairs)),
            _gather(_mean(act[of], peers), of, len(pairs)),
            np.array([[k == one for one in KINDS] for k in kind]),
            event,
            np.array([[n == one for one in range(len(NEARS))] for n in near]),
            np.array([[min(len(pair.places), 4)] for pair in pairs]),
            np.array([[any(place.kind[1] == "h" for place in pair.places)] for pair in pairs]),
            odds * event,
            *(np.log(view + _FLOOR) for view in views),
            np.log1p(np.bincount(target)[target])[:, None],
            np.log1p(np.bincount(agent)[agent])[:, None],
        ],
        axis=1,
    ).astype(np.float32)


def _numbers(keys: Sequence[Hashable]) -> Ints:
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys], np.int64)


def _most(x: Floats, group: Ints) -> Floats:
    """For each row the highest value of each column among the other rows of its group."""
    size = int(group.max()) + 1
    best = np.full((size, x.shape[1]), _NOBODY, np.float32)
    np.maximum.at(best, group, x)
    top = x >= best[group]
    count = np.zeros((size, x.shape[1]))
    np.add.at(count, group, top)
    next_best = np.full((size, x.shape[1]), _NOBODY, np.float32)
    np.maximum.at(next_best, group, np.where(top, _NOBODY, x))
    found: Floats = np.where(top & (count[group] < 2), next_best[group], best[group])
    return found


def _sum(x: Floats, group: Ints) -> Floats:
    """For each row the sum over the other rows of its group."""
    total = np.zeros((int(group.max()) + 1, x.shape[1]), np.float32)
    np.add.at(total, group, x)
    found: Floats = total[group] - x
    return found


def _mean(x: Floats, group: Ints) -> Floats:
    """For each row the mean over the other rows of its group, 0 where there is none."""
    others = np.maximum(np.bincount(group)[group] - 1, 1).astype(np.float32)
    found: Floats = _sum(x, group) / others[:, None]
    return found


def _gather(x: Floats, of: Ints, size: int) -> Floats:
    """The highest value of each column over the rows that belong to one pair."""
    found = np.full((size, x.shape[1]), _NOBODY, np.float32)
    np.maximum.at(found, of, x)
    return found
