"""Learn how far the tagger's scores can be believed: by label, the chance that a span of a score is right.

    python models/scripts/calibrate.py BUILD --name tagger

Needs a tagger trained without --all: the articles that it has not seen tell how often spans of each score are right,
and a logistic curve over the score's log-odds is fitted for each label (Platt 1999). Writes BUILD/calibration.json,
which assemble.py puts beside the weights.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from dataset import batches, features, pack, read_units, tags
from network import LABELS, TAGS, Tagger
from scipy.optimize import minimize
from train import held_out
from vocabulary import sizes

from kg.ner.decode import Transitions, best_paths, certainty, log_odds, spans
from kg.ner.features import load_vocabulary

PRIOR = 0.5  # holds a label of few spans near the curve that says nothing new


def curve(odds: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> list[float]:
    """Offset and slope of the curve for spans with these log-odds, of which some were right."""

    def loss(x: npt.NDArray[np.float64]) -> float:
        z = x[0] + x[1] * odds
        return float(np.logaddexp(0, z).sum() - (z * right).sum() + PRIOR * (x[0] ** 2 / 16 + (x[1] - 1) ** 2))

    return [round(float(x), 3) for x in minimize(loss, np.array([0.0, 1.0])).x]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--name", default="tagger")
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocabulary = load_vocabulary(args.build / "vocabulary.json")
    state = torch.load(args.build / f"{args.name}.pt", weights_only=True)
    families = tuple(dict.fromkeys(key.split(".")[1] for key in state if key.startswith("heads.")))
    model = Tagger(sizes(vocabulary), families).eval()
    model.load_state_dict(state)
    head = model.heads["own"]
    moves = Transitions(TAGS, *(t.detach().numpy() for t in (head.transitions(), head.first, head.last)))
    rows = [(features(u, vocabulary), tags(u)) for u in read_units(args.build / "units.jsonl")
            if u["family"] == "own" and held_out(u)]  # fmt: skip
    seen: dict[str, list[tuple[float, bool]]] = {label: [] for label in LABELS}
    with torch.no_grad():
        for group in batches(rows, 4000, random.Random(0)):
            x, _ = pack(group)
            emissions = model(x).float().numpy()
            paths = best_paths(emissions, [len(y) for _, y in group], moves)
            for (_, y), e, path in zip(group, emissions, paths, strict=True):
                sure = certainty(e[: len(y)], path)
                want = set(spans([TAGS[i] for i in y]))
                for start, end, label in spans([TAGS[i] for i in path]):
                    score = float(log_odds(sure[start:end].min()))
                    seen[label].append((score, (start, end, label) in want))
    table = {}
    for label, pairs in seen.items():
        odds, right = np.array(pairs, dtype=np.float64).T
        table[label] = curve(odds, right)
        print(label, len(pairs), round(float(right.mean()), 3), table[label])
    (args.build / "calibration.json").write_text(json.dumps(table), encoding="utf-8")


if __name__ == "__main__":
    main()
