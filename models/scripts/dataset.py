"""Units to tensors: vocabularies by frequency, features by ``kg.ner.features``, batches of similar length."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from network import TAGS

from kg.ner.features import COLUMNS, FIRST_ID, MASKED, UNKNOWN, Vocabulary, encode, fold
from kg.ner.gazetteer import table_bits

TAG_ID = {tag: i for i, tag in enumerate(TAGS)}


def read_units(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def words_of(unit: dict) -> list[str]:
    out, position = [], 0
    for length in unit["words"]:
        out.append(unit["text"][position : position + length])
        position += length
    return out


def count_vocabulary(units: Iterator[dict], *, chars: int, bigrams: int, words: int) -> Vocabulary:
    """Ids in order of falling frequency, then of code point, for whatever is seen at least so many times."""
    c: Counter[str] = Counter()
    b: Counter[str] = Counter()
    w: Counter[str] = Counter()
    for unit in units:
        folded = "".join(fold(char) for char in unit["text"])
        c.update(folded)
        b.update(folded[i : i + 2] for i in range(len(folded) - 1))
        position = 0
        for length in unit["words"]:
            w[folded[position : position + length]] += 1
            position += length

    def ids(counter: Counter[str], least: int) -> dict[str, int]:
        kept = sorted((k for k, n in counter.items() if n >= least), key=lambda k: (-counter[k], k))
        return {k: i + FIRST_ID for i, k in enumerate(kept)}

    return Vocabulary(ids(c, chars), ids(b, bigrams), ids(w, words))


def features(unit: dict, vocabulary: Vocabulary) -> np.ndarray:
    blanks = np.zeros(len(unit["text"]), dtype=bool)
    blanks[unit["blanks"]] = True
    return encode(
        unit["text"], words_of(unit), blanks.tolist(), table_bits(unit["text"]), vocabulary, headline=unit["headline"]
    )


def tags(unit: dict) -> np.ndarray:
    out = np.zeros(len(unit["text"]), dtype=np.int64)
    for start, end, label in unit["spans"]:
        if end - start == 1:
            out[start] = TAG_ID[f"S-{label}"]
            continue
        out[start] = TAG_ID[f"B-{label}"]
        out[start + 1 : end - 1] = TAG_ID[f"I-{label}"]
        out[end - 1] = TAG_ID[f"E-{label}"]
    return out


def pack(rows: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(x) for x, _ in rows)
    xs = torch.zeros(len(rows), longest, len(COLUMNS), dtype=torch.long)
    ys = torch.zeros(len(rows), longest, dtype=torch.long)
    for i, (x, y) in enumerate(rows):
        xs[i, : len(x)] = torch.from_numpy(x.astype(np.int64))
        ys[i, : len(y)] = torch.from_numpy(y.astype(np.int64))
    return xs, ys


def batches(
    data: list[tuple[np.ndarray, np.ndarray]], size: int, rng: random.Random
) -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """Batches of about ``size`` characters, of units of like length, in random order."""
    order = sorted(range(len(data)), key=lambda i: len(data[i][0]) + rng.random() * 20)
    out: list[list[tuple[np.ndarray, np.ndarray]]] = []
    now: list[tuple[np.ndarray, np.ndarray]] = []
    for i in order:
        now.append(data[i])
        if len(now) * len(data[i][0]) >= size:
            out.append(now)
            now = []
    if now:
        out.append(now)
    rng.shuffle(out)
    return out


def drop(x: torch.Tensor, share: float, generator: torch.Generator) -> torch.Tensor:
    """Hide two-character strings and words at random, so that the tagger learns to read characters too."""
    x = x.clone()
    for column, rate in ((0, share / 6), (1, share), (2, share), (3, share)):
        hit = (torch.rand(x.shape[:2], generator=generator) < rate) & (x[:, :, 0] != 0)
        x[:, :, column][hit] = UNKNOWN
    return x


def mask_words(x: torch.Tensor, share: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Hide whole words for the language model; give the hidden features and which characters are hidden."""
    real = x[:, :, 0] != 0
    start = ((x[:, :, 4] == 0) | (x[:, :, 4] == 3)) & real
    number = start.long().cumsum(1)
    chosen = torch.rand((x.shape[0], int(number.max()) + 1), generator=generator) < share
    hit = chosen.gather(1, number) & real
    hidden = x.clone()
    near_left = hit | torch.roll(hit, 1, 1)
    near_right = hit | torch.roll(hit, -1, 1)
    hidden[:, :, 0][hit] = MASKED
    hidden[:, :, 1][near_left] = MASKED
    hidden[:, :, 2][near_right] = MASKED
    hidden[:, :, 3][hit] = MASKED
    hidden[:, :, 8][hit] = 0
    return hidden, hit
