"""Learn the networks of kg/relations/act_model.py from annotated articles.

    python models/scripts/acts.py GOLD_DIR… --readings BUILD/act_readings.npz [--folds 5] [--out FILE]

The second network must see chances as they are on new articles, so the first one is learned once for each fold (a
file's fold is the MD5 of its name) and judges the articles that it has not seen. The report is of those; the second
network is judged in the same way. What is written is learned from all articles. Sums run on one thread and random
numbers come from a seed, so the same articles give the same model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from articles import unmark

from kg.ingest.articles import split_articles
from kg.records import ROLES, Article, Document, Mention
from kg.relations.act_context import Pair, context, pairs_of
from kg.relations.act_features import instances
from kg.relations.act_model import Floats, mixed, pool, scores, second, softmax
from kg.relations.acts import THRESHOLD
from kg.relations.aliases import find_aliases, fullest
from kg.relations.phrases import Name
from kg.relations.reading import read

Ints = npt.NDArray[np.int64]
SEED = 20230109
RAREST = 8  # a feature seen in fewer pairs is left out
HIDDEN, UNITS = 32, 32
EPOCHS, RATE, PRIOR = 5, 0.05, 4.0
UNSEEN, SILENT = 0.25, 0.3  # shares of features and of hidden units that each step goes without
SECOND_EPOCHS, SECOND_RATE, DECAY = 8, 3e-3, 0.05
ARTICLES = 8  # articles a step


@dataclass(frozen=True)
class Scene:
    """The pairs of one article and the roles that the annotators gave to each."""

    file: str
    pairs: tuple[Pair, ...]
    roles: tuple[frozenset[str], ...]
    text: str = ""
    names: tuple[Name, ...] = ()

    @property
    def fold(self) -> int:
        return int(hashlib.md5(self.file.encode()).hexdigest(), 16)

    def wanted(self) -> Floats:
        """Shares of "no act" and the roles for each pair."""
        y = np.zeros((len(self.pairs), 1 + len(ROLES)), np.float32)
        for row, roles in zip(y, self.roles, strict=True):
            row[0] = not roles
            row[1:] = [(role in roles) / max(len(roles), 1) for role in ROLES]
        return y


def records(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, text and annotation of each article, from NAME.gold.json or from NAME.marked.txt and NAME.rel.jsonl."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json") + ".txt"
        yield name, (folder / name).read_bytes().decode("utf-8"), json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.marked.txt")):
        head, marked = path.read_bytes().decode("utf-8").split("\n", 1)
        text, entities = unmark(marked)
        name = path.name.removesuffix(".marked.txt")
        rows = (folder / f"{name}.rel.jsonl").read_text(encoding="utf-8").splitlines()
        relations = [json.loads(row) for row in rows if row.strip()]
        record = {"meta": json.loads(head.removeprefix("#")), "entities": entities, "relations": relations}
        yield f"{name}.txt", text, record


def read_gold(folder: Path) -> tuple[list[Scene], Counter[str]]:
    """All articles with a pair, and how many acts each file's annotation has."""
    scenes: list[Scene] = []
    wanted: Counter[str] = Counter()
    for name, text, record in records(folder):
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
            reading = read(article, mentions)
            pairs = pairs_of(tuple(instances(article, reading, full)))
            keys = [(one.get(pair.agent, pair.agent), one.get(pair.target, pair.target)) for pair in pairs]
            if pairs:
                roles = tuple(frozenset(gold.get(key, ())) for key in keys)
                scenes.append(Scene(name, pairs, roles, article.text, reading.names))
    return scenes, wanted


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


def read_readings(path: Path, scenes: Sequence[Scene]) -> list[Floats]:
    """Scores by the network that reads articles, for each article's pairs, as learned without the article."""
    with np.load(path) as kept:
        names, lengths, scores = kept["names"], kept["lengths"], kept["scores"]
    if list(names) != [f"{scene.file} {n}" for n, scene in enumerate(scenes)]:
        raise SystemExit(f"{path} is of other articles: run act_readings.py again")
    return np.split(scores, np.cumsum(lengths)[:-1])


def features_of(scenes: Sequence[Scene]) -> list[str]:
    """Features that enough pairs show, sorted."""
    seen: Counter[str] = Counter()
    for pair in (pair for scene in scenes for pair in scene.pairs):
        seen.update({feature for place in pair.places for feature in place.features})
    return sorted(feature for feature, count in seen.items() if count >= RAREST)


@dataclass(frozen=True)
class Batch:
    """Some articles: rows of ``x`` are places and its columns the features that ``columns`` names by number."""

    x: sp.csr_matrix
    columns: Ints
    pair: Ints  # of each place
    y: Floats


def batch(scenes: Sequence[Scene], column: dict[str, int]) -> Batch:
    indices: list[int] = []
    ends = [0]
    pair: list[int] = []
    for number, each in enumerate(each for scene in scenes for each in scene.pairs):
        for place in each.places:
            indices += [column[feature] for feature in place.features if feature in column]
            ends.append(len(indices))
            pair.append(number)
    columns, short = np.unique(np.array(indices), return_inverse=True)
    x = sp.csr_matrix((np.ones(len(indices), np.float32), short, ends), shape=(len(pair), len(columns)))
    return Batch(x, columns, np.array(pair), np.concatenate([scene.wanted() for scene in scenes]))


class Adam:
    """Adam (Kingma and Ba 2015) over a few arrays, which are changed in place; decay is apart from the gradient."""

    def __init__(self, *arrays: Floats, decay: float = 0.0) -> None:
        self.arrays, self.decay, self.count = arrays, decay, 0
        self.mean = [np.zeros_like(x) for x in arrays]
        self.square = [np.zeros_like(x) for x in arrays]

    def step(self, rate: float, *slopes: Floats) -> None:
        self.count += 1
        for x, mean, square, slope in zip(self.arrays, self.mean, self.square, slopes, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            step = mean / (1 - 0.9**self.count) / (np.sqrt(square / (1 - 0.999**self.count)) + 1e-8)
            x -= rate * (step + self.decay * x)


@dataclass(frozen=True)
class First:
    """The first network: see ``kg.relations.act_model``."""

    column: dict[str, int]
    table: Floats
    bias: Floats
    out: Floats

    def judge(self, scene: Scene) -> Floats:
        """Scores of "no act" and the roles for each pair of an article."""
        b = batch([scene], self.column)
        return pool(scores(b.x @ self.table[b.columns], self.bias, self.out), b.pair)


def learn_first(scenes: Sequence[Scene], features: Sequence[str]) -> First:
    """Maximum likelihood with a Gaussian prior on the table; steps by Adagrad (Duchi et al. 2011) there."""
    random = np.random.default_rng(SEED)
    column = {feature: i for i, feature in enumerate(features)}
    order = random.permutation(len(scenes))
    batches = [batch([scenes[i] for i in order[k : k + ARTICLES]], column) for k in range(0, len(order), ARTICLES)]
    size = (len(features), len(ROLES) + HIDDEN)
    table = np.concatenate(
        [np.zeros((size[0], len(ROLES))), random.normal(0, 0.08, (size[0], HIDDEN))], axis=1, dtype=np.float32
    )
    past = np.full(size, 0.1, np.float32)
    uses = np.zeros(size[0], np.float32)
    for b in batches:
        uses[b.columns] += 1
    net = First(column, table, np.zeros(HIDDEN, np.float32), np.zeros((HIDDEN, len(ROLES)), np.float32))
    adam = Adam(net.bias, net.out)
    last = EPOCHS * len(batches)
    for step in range(last):
        if step % len(batches) == 0:
            order = random.permutation(len(batches))
        b = batches[order[step % len(batches)]]
        x = b.x.copy()
        x.data = ((random.random(len(x.data)) >= UNSEEN) / (1 - UNSEEN)).astype(np.float32)
        rows = table[b.columns]
        sums = x @ rows
        hidden = np.tanh(sums[:, len(ROLES) :] + net.bias)
        heard = ((random.random(hidden.shape) >= SILENT) / (1 - SILENT)).astype(np.float32)
        z = sums[:, : len(ROLES)] + (hidden * heard) @ net.out
        pooled = pool(z, b.pair)
        slope = (softmax(pooled) - b.y)[:, 1:][b.pair] * np.exp(z - pooled[:, 1:][b.pair])
        inner = slope @ net.out.T * heard * (1 - hidden * hidden)
        left = max(1 - step / last, 0.03)
        adam.step(3e-3 * left, inner.sum(axis=0) / ARTICLES, (hidden * heard).T @ slope / ARTICLES)
        change = x.T.tocsr() @ np.c_[slope, inner] + rows * (PRIOR / uses[b.columns])[:, None]
        past[b.columns] += change * change
        table[b.columns] = rows - RATE * left * change / np.sqrt(past[b.columns])
    return net


def learn_second(x: Floats, first: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The second network, which adds to the ``first`` scores; returned without need of standardised features."""
    random = np.random.default_rng(SEED)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = np.c_[(x - mean) / spread, np.ones(len(x))].astype(np.float32)
    inner = (random.normal(0, 1, (x.shape[1], UNITS)) / np.sqrt(x.shape[1])).astype(np.float32)
    outer = np.zeros((UNITS + 1, 1 + len(ROLES)), np.float32)
    adam = Adam(inner, outer, decay=DECAY)
    for epoch in range(SECOND_EPOCHS):
        order = random.permutation(len(x))
        for k in range(0, len(order), 512):
            rows = order[k : k + 512]
            units = np.maximum(x[rows] @ inner, 0)
            heard = ((random.random(units.shape) >= 0.2) / 0.8).astype(np.float32)
            with_one = np.c_[units * heard, np.ones(len(rows), np.float32)]
            slope = (softmax(first[rows] + with_one @ outer) - y[rows]) / len(rows)
            back = slope @ outer[:-1].T * heard * (units > 0)
            adam.step(SECOND_RATE * (1 - epoch / SECOND_EPOCHS), x[rows].T @ back, with_one.T @ slope)
    inner[:-1] /= spread[:, None]
    inner[-1] -= mean @ inner[:-1]
    return inner, outer


def report(p: Floats, y: Floats, wanted: int, threshold: float = THRESHOLD) -> str:
    """Likelihood, and precision, recall and F1 of the roles that ``kg.relations.acts`` would give at a threshold."""
    found = (p[:, 1:] == p[:, 1:].max(axis=1, keepdims=True)) | (p[:, 1:] >= threshold)
    found &= p[:, :1] <= 1 - threshold
    right = int((found & (y[:, 1:] > 0)).sum())
    precision, recall = right / max(int(found.sum()), 1), right / max(wanted, 1)
    loss = -float((y * np.log(p + 1e-9)).sum()) / len(y)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * right / max(int(found.sum()) + wanted, 1):.4f} loss {loss:.4f}"


def write(path: Path, net: First, inner: Floats, outer: Floats) -> None:
    """Write both networks; the table in steps of 1/127 of each column's greatest weight."""
    steps = np.abs(net.table).max(axis=0) / 127
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(net.column).encode("utf-8"), np.uint8),
        roles=np.frombuffer("\n".join(ROLES).encode("utf-8"), np.uint8),
        table=np.rint(net.table / steps).astype(np.int8),
        steps=steps.astype(np.float32),
        bias=net.bias,
        out=net.out,
        inner=inner,
        outer=outer,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--readings", type=Path, required=True, help="what act_readings.py wrote of the same folders")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("kg/data/rules/act_model.npz"))
    options = parser.parse_args()
    scenes: list[Scene] = []
    counts: list[tuple[int, int]] = []  # pairs and annotated acts of each folder
    for folder in options.gold:
        found, wanted = read_gold(folder)
        scenes += found
        counts.append((sum(len(scene.pairs) for scene in found), wanted.total()))
    firsts: list[Floats] = [np.zeros(0, np.float32)] * len(scenes)
    for fold in range(options.folds):
        kept = [scene for scene in scenes if scene.fold % options.folds != fold]
        net = learn_first(kept, features_of(kept))
        for n, scene in enumerate(scenes):
            if scene.fold % options.folds == fold:
                firsts[n] = net.judge(scene)
    readings = read_readings(options.readings, scenes)
    both = [mixed(*views) for views in zip(firsts, readings, strict=True)]
    rows = [
        context(scene.pairs, softmax(mix), (softmax(first), softmax(reading)))
        for scene, mix, first, reading in zip(scenes, both, firsts, readings, strict=True)
    ]
    fold_of = np.concatenate([np.full(len(scene.pairs), scene.fold % options.folds) for scene in scenes])
    x, first, y = np.concatenate(rows), np.concatenate(both), np.concatenate([scene.wanted() for scene in scenes])
    alone = {"features": np.concatenate(firsts), "reading": np.concatenate(readings), "mixed": first}
    final = np.zeros_like(first)
    for fold in range(options.folds):
        held = fold_of == fold
        final[held] = second(x[held], first[held], *learn_second(x[~held], first[~held], y[~held]))
    at = 0
    for folder, (pairs, acts) in zip(options.gold, counts, strict=True):
        part = slice(at, at + pairs)
        for name, z in alone.items():
            print(f"{folder.name}, {name}: {report(softmax(z[part]), y[part], acts)}", flush=True)
        for threshold in (0.35, 0.4, 0.45, 0.5, 0.55):
            print(f"{folder.name}, both, {threshold}: {report(final[part], y[part], acts, threshold)}", flush=True)
        at += pairs
    net = learn_first(scenes, features_of(scenes))
    write(options.out, net, *learn_second(x, first, y))
    print(f"{len(net.column)} features written to {options.out}")


if __name__ == "__main__":
    main()
