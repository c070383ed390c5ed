"""Train the spacy-pkuseg segmenter on the newspaper corpus, prune it, and say how good it is.

    python models/scripts/segmenter.py SHARED BUILD [--iterations N]

Names of people stay one word ("江泽民"), because the tagger reads the words as hints of names. Pruning drops features
whose weights are all small and rounds the others, and is scored beside the model as trained.
Writes BUILD/segmenter/ and BUILD/segmenter.json.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy_pkuseg
import srsly

CORPUS = "pd1998_names_joined"
LEAST = 0.05  # a feature none of whose weights is larger is dropped


def prune(source: Path, target: Path) -> int:
    """Copy a model with its weak features left out; give the number of features kept."""
    target.mkdir(parents=True, exist_ok=True)
    features = srsly.read_msgpack(source / "features.msgpack")
    with np.load(source / "weights.npz") as saved:
        tags, count = (int(n) for n in saved["sizes"])
        weights = saved["w"]
    nodes, edges = weights[: tags * count].reshape(count, tags), weights[tags * count :]
    index = features["feature_to_idx"]
    kept = [name for name, i in index.items() if i == 0 or np.abs(nodes[i]).max() > LEAST]
    rows = np.round(nodes[[index[name] for name in kept]], 3)
    np.savez_compressed(
        target / "weights.npz", sizes=np.array([tags, len(kept)]), w=np.concatenate([rows.ravel(), edges])
    )
    used = {name.split(".", 1)[1] for name in kept if "." in name}
    features["feature_to_idx"] = {name: i for i, name in enumerate(kept)}
    features["bigram"] = [pair for pair in features["bigram"] if pair in used]
    features["unigram"] = [word for word in features["unigram"] if word in used]
    srsly.write_msgpack(target / "features.msgpack", features)
    return len(kept)


def f1(segmenter: spacy_pkuseg.pkuseg, lines: Sequence[str]) -> float:
    """F1 of words, by their borders."""
    hits = found = wanted = 0
    for line in lines:
        words = line.split()
        want, got = spans(words), spans(segmenter.cut("".join(words)))
        hits, found, wanted = hits + len(want & got), found + len(got), wanted + len(want)
    return round(2 * hits / (found + wanted), 4)


def spans(words: Sequence[str]) -> set[tuple[int, int]]:
    out, position = set(), 0
    for word in words:
        out.add((position, position + len(word)))
        position += len(word)
    return out


def unpack(shared: Path, build: Path, part: str) -> Path:
    target = build / f"{CORPUS}.{part}.txt"
    with lzma.open(shared / "data" / "seg" / f"{CORPUS}.{part}.txt.xz", "rt", encoding="utf-8") as lines:
        target.write_text(lines.read(), encoding="utf-8")
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--trained", type=Path, help="skip training and prune this model")
    args = parser.parse_args()
    args.build.mkdir(parents=True, exist_ok=True)
    train, dev, test = (unpack(args.shared, args.build, part) for part in ("train", "dev", "test"))
    trained = args.trained or args.build / "segmenter-trained"
    if not args.trained:
        spacy_pkuseg.train(str(train), str(dev), str(trained), train_iter=args.iterations)
    kept = prune(trained, args.build / "segmenter")
    lines = test.read_text(encoding="utf-8").splitlines()
    scores = {
        "corpus": f"{CORPUS} test, {len(lines)} lines",
        "iterations": args.iterations,
        "features_kept": kept,
        "f1_as_trained": f1(spacy_pkuseg.pkuseg(str(trained)), lines),
        "f1_pruned": f1(spacy_pkuseg.pkuseg(str(args.build / "segmenter")), lines),
        "f1_one_character_a_word": round(baseline(lines), 4),
    }
    (args.build / "segmenter.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(scores)


def baseline(lines: Sequence[str]) -> float:
    """F1 of calling every character a word."""
    hits = found = wanted = 0
    for line in lines:
        words = line.split()
        want = spans(words)
        got = spans(list("".join(words)))
        hits, found, wanted = hits + len(want & got), found + len(got), wanted + len(want)
    return 2 * hits / (found + wanted)


if __name__ == "__main__":
    main()
