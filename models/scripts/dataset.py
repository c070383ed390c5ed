"""Windows to tensors: vocabularies by frequency, features by ``kg.ner.features``, batches of similar length."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import TAGS

from kg.ner.features import COLUMNS, MASKED, UNKNOWN, WORDS, Vocabulary, encode, fold
from kg.ner.gazetteer import table_bits

TAG_ID = {tag: i for i, tag in enumerate(TAGS)}


def read_units(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def count_vocabulary(
    units: Iterator[dict], segmenter: Any, *, chars: int, bigrams: int, words: int
) -> tuple[list[str], list[str], list[str]]:
    """Keys in order of falling frequency, then of code point, for whatever is seen at least so many times."""
    c: Counter[str] = Counter()
    b: Counter[str] = Counter()
    w: Counter[str] = Counter()
    for unit in units:
        for line in unit["text"].split("\n"):
            folded = "".join(fold(char) for char in line)
            c.update(folded)
            b.update(folded[i : i + 2] for i in range(len(folded) - 1))
            position = 0
            for word in segmenter.cut(line):
                w[folded[position : position + len(word)]] += 1
                position += len(word)

    def keys(counter: Counter[str], least: int) -> list[str]:
        return sorted((k for k, n in counter.items() if n >= least), key=lambda k: (-counter[k], k))

    return [*keys(c, chars), "\n"], keys(b, bigrams), keys(w, words)


def features(unit: dict, vocabulary: Vocabulary) -> np.ndarray:
    table = table_bits(unit["text"])
    return encode(unit["text"], unit["blanks"], table, vocabulary, headline=unit["headline"])


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
    """Hide two-character strings and words at random, so that the tagger learns to read characters too; add blanks."""
    x = x.clone()
    real = x[:, :, 0] != 0
    for column in range(WORDS.stop):
        rate = share if column else share / 6
        hit = (torch.rand(x.shape[:2], generator=generator) < rate) & real
        x[:, :, column][hit] = UNKNOWN
    stray = (torch.rand(x.shape[:2], generator=generator) < 0.004) & real
    x[:, :, COLUMNS.index("blank")][stray] = 1
    return x


def mask_words(
    x: torch.Tensor, share: float, lengths: torch.Tensor, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Hide whole words for the language model; give the hidden features and which characters are hidden.

    ``lengths[i]`` is the length of the word with id ``i``: a longer word that shows a hidden character is hidden too.
    """
    real = x[:, :, 0] != 0
    place = x[:, :, COLUMNS.index("border")]
    number = (((place == 0) | (place == 3)) & real).long().cumsum(1)
    chosen = torch.rand((x.shape[0], int(number.max()) + 1), generator=generator) < share
    hit = chosen.gather(1, number) & real
    hidden = x.clone()
    hidden[:, :, 0][hit] = MASKED
    hidden[:, :, 1][hit | torch.roll(hit, 1, 1)] = MASKED
    hidden[:, :, 2][hit | torch.roll(hit, -1, 1)] = MASKED
    before = torch.nn.functional.pad(hit.long().cumsum(1), (1, 0))  # before[i]: hidden characters before i
    n = x.shape[1]
    here = torch.arange(n).expand_as(hit)
    end = (here + lengths[x[:, :, 3]]).clamp(max=n)
    hidden[:, :, 3][(before.gather(1, end) > before.gather(1, here)) & real] = MASKED
    start = (here + 1 - lengths[x[:, :, 4]]).clamp(min=0)
    hidden[:, :, 4][(before.gather(1, here + 1) > before.gather(1, start)) & real] = MASKED
    hidden[:, :, 5][hit] = MASKED
    hidden[:, :, COLUMNS.index("table")][hit] = 0
    return hidden, hit
