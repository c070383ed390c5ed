"""Learn the network of kg/relations/host_model.py from annotated articles.

    python models/scripts/hosts.py GOLD_DIR… [--folds 5] [--out kg/data/rules/host_model.npz]

A file's fold is the MD5 of its name. The report is of articles that were not learned from, beside what the rules
propose, with a table of chances and how many of such answers are right. What is written is learned from all articles.
Random numbers come from a seed, so the same articles give the same model.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from acts import Adam, mentions_in, records

from kg.ingest.articles import split_articles
from kg.records import Document
from kg.relations.aliases import find_aliases, fullest
from kg.relations.chains import passage_of
from kg.relations.host_features import Option, options
from kg.relations.host_model import Floats, preferred, scores
from kg.relations.hosts import DEPUTIES, UNNAMED, ask, beside
from kg.relations.posts import holdings
from kg.relations.roles import concept

SEED = 20230109
RAREST = 3  # a feature seen in fewer posts is left out
HIDDEN = 16
EPOCHS, RATE, PRIOR = 6, 0.05, 2.0
NETS = 4  # learned from different random numbers and taken together as one
UNSEEN, SILENT = 0.2, 0.3  # shares of features and of hidden units that each step goes without
POSTS = 16  # posts a step
CUTS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Case:
    """A post without a host beside it: what may be its host, which of that the rules propose and which is right."""

    file: str
    options: tuple[Option, ...]
    proposed: int  # -1 where the rules' answer is no option
    right: tuple[int, ...]  # none of them where the right host is no option

    @property
    def fold(self) -> int:
        return int(hashlib.md5(self.file.encode()).hexdigest(), 16)


def read_gold(folder: Path) -> list[Case]:
    """All posts of a folder whose holders the rules find and the annotators name."""
    cases: list[Case] = []
    for name, text, record in records(folder):
        one = {
            "".join(n.split()): "".join(row["names"][0].split())
            for row in record["relations"]
            if row["rel"] == "same_as"
            for n in row["names"]
        }
        gold: dict[tuple[str, str], set[str | None]] = defaultdict(set)
        for row in record["relations"]:
            if row["rel"] == "holds_post":
                person, post, org = ("".join((row.get(key) or "").split()) for key in ("person", "post", "org"))
                gold[one.get(person, person), post].add(one.get(org, org) or None)
        meta = record.get("meta", {})
        document = Document(name, text, "", "utf-8", date=meta.get("date"), home=meta.get("place"))
        for article in split_articles(document):
            passage = passage_of(article, mentions_in(article, text, record["entities"]))
            full = fullest(find_aliases(article, passage.mentions))
            for chain, holding in holdings(passage):
                carried: str | None = None
                for slot in chain.slots:
                    title = passage.mentions[slot.post].text
                    people = [passage.mentions[i].text for i in holding.names]
                    wanted = next((gold[key] for p in people if (key := (one.get(p, p), title)) in gold), None)
                    if concept(title).id in DEPUTIES:
                        continue
                    if slot.host is not None:
                        carried = beside(passage, slot)
                        continue
                    question = ask(passage, chain, slot, holding.names, carried)
                    if wanted is None or question.way == UNNAMED:
                        continue
                    found = options(passage, question, full)
                    names = [option.name and full.get(option.name, option.name) for option in found]
                    keys = [name and one.get(name, name) for name in names]
                    right = tuple(i for i, key in enumerate(keys) if key in wanted)
                    wish = question.proposed and full.get(question.proposed, question.proposed)
                    cases.append(Case(name, found, names.index(wish) if wish in names else -1, right))
                    if question.way != "way-own" and right:
                        carried = found[right[0]].name
    return cases


def features_of(cases: Sequence[Case]) -> list[str]:
    """Features that enough posts show, sorted."""
    seen: Counter[str] = Counter()
    for case in cases:
        seen.update({feature for option in case.options for feature in option.features})
    return sorted(feature for feature, count in seen.items() if count >= RAREST)


@dataclass(frozen=True)
class Batch:
    """Some posts: rows of ``x`` are options and its columns the features that ``columns`` names by number."""

    x: sp.csr_matrix
    columns: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]  # first option of each post
    right: Floats  # 1 for each right option


def batch(cases: Sequence[Case], column: dict[str, int]) -> Batch:
    indices: list[int] = []
    ends = [0]
    right: list[float] = []
    for case in cases:
        for number, option in enumerate(case.options):
            indices += [column[feature] for feature in option.features if feature in column]
            ends.append(len(indices))
            right.append(float(number in case.right))
    columns, short = np.unique(np.array(indices), return_inverse=True)
    x = sp.csr_matrix((np.ones(len(indices), np.float32), short, ends), shape=(len(right), len(columns)))
    sizes = [len(case.options) for case in cases]
    return Batch(x, columns, np.cumsum([0, *sizes[:-1]]), np.array(right, np.float32))


def shares(z: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    """Softmax within each post."""
    sizes = np.diff(np.r_[starts, len(z)])
    raised = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
    found: Floats = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
    return found


@dataclass(frozen=True)
class Net:
    """See ``kg.relations.host_model``."""

    column: dict[str, int]
    table: Floats
    bias: Floats
    out: Floats

    def judge(self, cases: Sequence[Case]) -> list[Floats]:
        """Chances of the options of each post."""
        b = batch(cases, self.column)
        return np.split(shares(scores(b.x @ self.table[b.columns], self.bias, self.out), b.starts), b.starts[1:])


def learn(cases: Sequence[Case], features: Sequence[str]) -> Net:
    """The mean of several networks, written as one whose hidden units are theirs side by side."""
    nets = [learn_one(cases, features, SEED + number) for number in range(NETS)]
    linear = sum(net.table[:, :1] for net in nets) / NETS
    return Net(
        nets[0].column,
        np.concatenate([linear, *(net.table[:, 1:] for net in nets)], axis=1),
        np.concatenate([net.bias for net in nets]),
        np.concatenate([net.out for net in nets]) / NETS,
    )


def learn_one(cases: Sequence[Case], features: Sequence[str], seed: int) -> Net:
    """Maximum likelihood with a Gaussian prior on the table; steps by Adagrad (Duchi et al. 2011) there."""
    random = np.random.default_rng(seed)
    column = {feature: i for i, feature in enumerate(features)}
    cases = [case for case in cases if case.right and len(case.options) > 1]
    order = random.permutation(len(cases))
    batches = [batch([cases[i] for i in order[k : k + POSTS]], column) for k in range(0, len(order), POSTS)]
    table = random.normal(0, 0.08, (len(features), 1 + HIDDEN)).astype(np.float32)
    table[:, 0] = 0
    past = np.full(table.shape, 0.1, np.float32)
    uses = np.zeros(len(features), np.float32)
    for b in batches:
        uses[b.columns] += 1
    net = Net(column, table, np.zeros(HIDDEN, np.float32), np.zeros(HIDDEN, np.float32))
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
        hidden = np.tanh(sums[:, 1:] + net.bias)
        heard = ((random.random(hidden.shape) >= SILENT) / (1 - SILENT)).astype(np.float32)
        p = shares(sums[:, 0] + (hidden * heard) @ net.out, b.starts)
        sizes = np.diff(np.r_[b.starts, len(p)])
        goal = p * b.right
        goal /= np.repeat(np.add.reduceat(goal, b.starts), sizes) + 1e-9
        slope = (p - goal)[:, None]
        inner = slope @ net.out[None, :] * heard * (1 - hidden * hidden)
        left = max(1 - step / last, 0.03)
        adam.step(3e-3 * left, inner.sum(axis=0) / POSTS, ((hidden * heard).T @ slope)[:, 0] / POSTS)
        change = x.T.tocsr() @ np.c_[slope, inner] + rows * (PRIOR / uses[b.columns])[:, None]
        past[b.columns] += change * change
        table[b.columns] = rows - RATE * left * change / np.sqrt(past[b.columns])
    return net


def report(title: str, cases: Sequence[Case], chances: Sequence[Floats]) -> None:
    """Shares of right answers: nearest name, rules, network; and how often chances of each height are right."""
    best = [preferred(p, [o.proposed for o in case.options]) for case, p in zip(cases, chances, strict=True)]
    right = [choice in case.right for choice, case in zip(best, cases, strict=True)]
    sure = [float(p[choice]) for choice, p in zip(best, chances, strict=True)]
    none = sum(0 in case.right for case in cases)
    near = sum(min(1, len(case.options) - 1) in case.right for case in cases)
    rules = sum(case.proposed in case.right for case in cases)
    can = sum(bool(case.right) for case in cases)
    print(
        f"{title}: {len(cases)} posts; right: no host {none / len(cases):.3f}, nearest {near / len(cases):.3f}, "
        f"rules {rules / len(cases):.3f}, network {sum(right) / len(cases):.3f}, at most {can / len(cases):.3f}"
    )
    low = 0.0
    for cut in CUTS:
        rows = [(p, hit) for p, hit in zip(sure, right, strict=True) if low <= p < cut]
        low = cut
        if rows:
            mean, share = sum(p for p, _ in rows) / len(rows), sum(hit for _, hit in rows) / len(rows)
            print(f"  chance below {min(cut, 1):.2f}: {len(rows):5} answers, mean chance {mean:.3f}, right {share:.3f}")


def write(path: Path, net: Net) -> None:
    """Write the network; its table in steps of 1/127 of each column's greatest weight."""
    steps = np.abs(net.table).max(axis=0) / 127
    kept = np.abs(np.rint(net.table / steps)).max(axis=1) > 0
    names = [name for name, keep in zip(net.column, kept, strict=True) if keep]
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode("utf-8"), np.uint8),
        table=np.rint(net.table[kept] / steps).astype(np.int8),
        steps=steps.astype(np.float32),
        bias=net.bias,
        out=net.out,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("kg/data/rules/host_model.npz"))
    options = parser.parse_args()
    folders = [read_gold(folder) for folder in options.gold]
    cases = [case for folder in folders for case in folder]
    chances: list[Floats] = [np.zeros(0, np.float32)] * len(cases)
    for fold in range(options.folds):
        kept = [case for case in cases if case.fold % options.folds != fold]
        held = [n for n, case in enumerate(cases) if case.fold % options.folds == fold]
        judged = learn(kept, features_of(kept)).judge([cases[n] for n in held])
        for n, p in zip(held, judged, strict=True):
            chances[n] = p
    at = 0
    for path, folder in zip(options.gold, folders, strict=True):
        report(path.name, folder, chances[at : at + len(folder)])
        at += len(folder)
    net = learn(cases, features_of(cases))
    write(options.out, net)
    print(f"{len(net.column)} features written to {options.out}")


if __name__ == "__main__":
    main()
