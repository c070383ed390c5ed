"""Learn the weights of kg/relations/act_model.py from annotated articles.

    python models/scripts/acts.py GOLD_DIR [--folds 3] [--l2 4.0] [--out kg/data/rules/act_weights.tsv]

With --folds the script first reports precision, recall and F1 by cross-validation over files (a file's fold is the MD5
of its name), then learns from all of them and writes the table. Training starts from zeros and draws no random number,
so the same articles give the same table.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from kg.ingest.articles import split_articles
from kg.records import ROLES, Article, Document, Mention
from kg.relations.act_features import Instance, instances
from kg.relations.acts import THRESHOLD
from kg.relations.aliases import find_aliases, fullest
from kg.relations.reading import read

Array = npt.NDArray[np.float64]
RAREST = 3  # a feature seen in fewer pairs is left out
SMALLEST = 0.02  # a weight below this is written as none
STEPS = 100


@dataclass(frozen=True)
class Pair:
    """An agent and a target of one file, the places where they meet, and the roles that the annotators gave."""

    file: str
    places: tuple[Instance, ...]
    roles: frozenset[str]


@dataclass(frozen=True)
class Problem:
    """Rows of ``x`` are places; ``pair`` says which pair a row belongs to; ``y`` holds none and the roles a pair."""

    x: sp.csr_matrix
    pair: npt.NDArray[np.int64]
    y: Array


def read_gold(folder: Path) -> tuple[list[Pair], Counter[str]]:
    """Pairs of all files, and how many acts each file's annotation has."""
    pairs: list[Pair] = []
    wanted: Counter[str] = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix(".gold.json") + ".txt"
        text = (folder / name).read_bytes().decode("utf-8")
        one = {
            "".join(n.split()): "".join(row["names"][0].split())
            for row in record["relations"]
            if row["rel"] == "same_as"
            for n in row["names"]
        }
        gold: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in record["relations"]:
            if row["rel"] == "acts":
                agent, target = ("".join(row[key].split()) for key in ("agent", "target"))
                gold[one.get(agent, agent), one.get(target, target)].add(row["role"])
        wanted[name] = sum(map(len, gold.values()))
        meta = record.get("meta", {})
        document = Document(name, text, "", "utf-8", date=meta.get("date"), home=meta.get("place"))
        for article in split_articles(document):
            mentions = mentions_in(article, text, record["entities"])
            full = fullest(find_aliases(article, mentions))
            places: dict[tuple[str, str], list[Instance]] = defaultdict(list)
            for instance in instances(article, read(article, mentions), full):
                places[instance.agent, instance.target].append(instance)
            for (agent, target), found in places.items():
                roles = gold.get((one.get(agent, agent), one.get(target, target)), set())
                pairs.append(Pair(name, tuple(found), frozenset(roles)))
    return pairs, wanted


def mentions_in(article: Article, text: str, entities: Sequence[tuple[int, int, str]]) -> tuple[Mention, ...]:
    """Annotated mentions that lie in the article, with their offsets in the article text."""
    place = {offset: i for i, offset in enumerate(article.offsets) if article.text[i] != "\n"}
    found = []
    for start, end, label in sorted(entities):
        if start in place and end - 1 in place:
            name = "".join(text[start:end].split())
            span = (place[start], place[end - 1] + 1)
            found.append(Mention(article.doc, article.id, start, end, *span, label, name, "gold", 1.0))
    return tuple(found)


def features_of(pairs: Sequence[Pair]) -> list[str]:
    """Features that enough pairs show, sorted."""
    seen: Counter[str] = Counter()
    for pair in pairs:
        seen.update({feature for place in pair.places for feature in place.features})
    return sorted(feature for feature, count in seen.items() if count >= RAREST)


def problem(pairs: Sequence[Pair], features: Sequence[str]) -> Problem:
    """The matrices for learning from, or for judging, ``pairs``."""
    column = {feature: i for i, feature in enumerate(features)}
    indices: list[int] = []
    ends = [0]
    rows: list[int] = []
    y = np.zeros((len(pairs), 1 + len(ROLES)))
    for number, pair in enumerate(pairs):
        for role in pair.roles:
            y[number, 1 + ROLES.index(role)] = 1 / len(pair.roles)  # type: ignore[arg-type]
        y[number, 0] = not pair.roles
        for place in pair.places:
            indices += [column[feature] for feature in place.features if feature in column]
            ends.append(len(indices))
            rows.append(number)
    x = sp.csr_matrix((np.ones(len(indices)), np.array(indices), np.array(ends)), shape=(len(rows), len(features)))
    return Problem(x, np.array(rows), y)


def chances(task: Problem, w: Array) -> tuple[Array, Array]:
    """Chance of none and of each role for each pair; and the share of each place in its pair's role."""
    z = task.x @ w
    starts = np.flatnonzero(np.r_[True, task.pair[1:] != task.pair[:-1]])
    most = np.maximum.reduceat(z, starts)
    e = np.exp(z - most[task.pair])
    total = np.add.reduceat(e, starts)
    scores = np.c_[np.zeros(len(task.y)), most + np.log(total)]
    p = np.exp(scores - scores.max(1, keepdims=True))
    return p / p.sum(1, keepdims=True), e / total[task.pair]


def learn(task: Problem, l2: float) -> Array:
    """Weights, one row a feature and one column a role: maximum likelihood with a Gaussian prior, by L-BFGS."""
    shape = (task.x.shape[1], len(ROLES))
    xt = task.x.T.tocsr()

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(shape)
        p, share = chances(task, w)
        value = -(task.y * np.log(p + 1e-12)).sum() + 0.5 * l2 * (w * w).sum()
        slope = xt @ ((p - task.y)[:, 1:][task.pair] * share) + l2 * w
        return float(value), slope.ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return found.x.reshape(shape)


def report(pairs: Sequence[Pair], p: Array, wanted: int) -> str:
    """Precision, recall and F1 of the best role of each pair over the threshold."""
    found = right = 0
    for pair, row in zip(pairs, p, strict=True):
        if 1 - row[0] >= THRESHOLD:
            found += 1
            right += ROLES[int(row[1:].argmax())] in pair.roles
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * right / max(found + wanted, 1):.3f}"


def write(path: Path, features: Sequence[str], w: Array) -> int:
    """Write the table; returns the number of its rows."""
    rows = []
    for feature, weights in zip(features, w, strict=True):
        cells = ["" if abs(weight) < SMALLEST else f"{weight:.2f}".replace("0.", ".", 1) for weight in weights]
        if any(cells):
            rows.append("\t".join([feature, *cells]))
    head = ["# Weights of kg/relations/act_model.py, learned by models/scripts/acts.py. An empty cell is 0."]
    head.append("\t".join(["feature", *ROLES]))
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
    return len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--l2", type=float, default=4.0)
    parser.add_argument("--out", type=Path, default=Path("kg/data/rules/act_weights.tsv"))
    options = parser.parse_args()
    pairs, wanted = read_gold(options.gold)
    folds = [int(hashlib.md5(pair.file.encode()).hexdigest(), 16) % max(options.folds, 1) for pair in pairs]
    if options.folds > 1:
        judged: list[Array] = []
        order: list[Pair] = []
        for fold in range(options.folds):
            kept = [pair for pair, number in zip(pairs, folds, strict=True) if number != fold]
            held = [pair for pair, number in zip(pairs, folds, strict=True) if number == fold]
            features = features_of(kept)
            judged.append(chances(problem(held, features), learn(problem(kept, features), options.l2))[0])
            order += held
        print(f"{options.folds} folds: {report(order, np.vstack(judged), wanted.total())}")
    features = features_of(pairs)
    w = learn(problem(pairs, features), options.l2)
    print(f"{write(options.out, features, w)} features written to {options.out}")


if __name__ == "__main__":
    main()
