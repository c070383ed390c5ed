"""What a network that reads the whole article thinks of who acts on what.

The features of ``act_features`` are words; a verb that no training article had says nothing to them. This network was
first taught to guess hidden words of much news text (``models/scripts/pretrain.py``) and so knows which words are
alike. It reads the article once, with the kinds of its names marked, and gives a vector for each character; agent,
target and what stands between them are then weighed together (Soares et al. 2019, entity starts; Wang et al. 2019, one
pass for all relations). ``models/scripts/act_readings.py`` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import ModelError
from kg.ner.features import Vocabulary, load_vocabulary
from kg.ner.model import VOCABULARY, model_folder
from kg.ner.tagger import open_network, rows_of
from kg.ner.units import Window, cut_windows
from kg.records import LABELS
from kg.relations.act_model import Floats
from kg.relations.phrases import Name

PACKAGED: Final = Path(__file__).parents[1] / "act_model"
CHECKOUT: Final = Path(__file__).parents[2] / "models" / "zh_kg_acts"
WHOLE: Final = 1 << 30  # an article is one window, however long
LONGEST: Final = 4000  # characters; what stands further on is not seen
DISTANCES: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384)
STOPS: Final = "。！？；\n"
COMMAS: Final = "，、："
START: Final = 12  # characters after the first of two names whose mean is taken by itself
LAYOUT: Final = (2 * (len(DISTANCES) + 1), 12, 8, 12, 7, 2)
"""How many values the small integers of a place have: order and distance, stops, lines and commas between, kinds."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as the network reads it.

    ``tags`` say for each character of the window which kind of name begins (odd) or goes on there, 0 for none.
    ``spans`` are the names' first and last characters, half-open, an empty span for a name that is not seen. ``counts``
    number the stops, line feeds and commas before each character.
    """

    window: Window
    tags: Ints
    spans: Ints
    counts: Ints


def scene(text: str, names: Sequence[Name]) -> Scene:
    """The article ``text`` with its names, cut off at the longest that is read."""
    windows = cut_windows(text, WHOLE)
    whole = windows[0] if windows else Window("", (), (), 0)
    kept = min(len(whole.text), LONGEST)
    window = Window(
        whole.text[:kept],
        whole.positions[:kept],
        tuple(i for i in whole.blanks if i < kept),
        min(whole.headline, kept),
    )
    tags = np.zeros(kept, np.int64)
    edges = np.searchsorted(window.positions, [(name.begin, name.stop) for name in names]).reshape(-1, 2)
    for name, (first, last) in zip(names, edges, strict=True):
        if first == last:
            continue
        kind = 1 + 2 * LABELS.index(name.label)
        tags[first] = kind
        tags[first + 1 : last] = kind + 1
    signs = [[char in some for some in (STOPS, "\n", COMMAS)] for char in window.text]
    counts = np.concatenate([np.zeros((1, 3), np.int64), np.cumsum(np.array(signs).reshape(-1, 3), axis=0)])
    return Scene(window, tags, edges, counts)


def layout(seen: Scene, names: Sequence[Name], places: Sequence[tuple[int, int]]) -> Ints:
    """One row a place: the gap's first and last character (half-open), then the six integers of ``LAYOUT``.

    ``places`` are numbers of an agent's and of a target's occurrence among the names.
    """
    pairs = np.array(places, np.int64).reshape(-1, 2)
    agent, target = seen.spans[pairs[:, 0]], seen.spans[pairs[:, 1]]
    after = agent[:, 0] >= target[:, 0]
    low = np.where(after, target[:, 1], agent[:, 1])
    high = np.maximum(np.where(after, agent[:, 0], target[:, 0]), low)
    side = after.astype(np.int64)
    between = np.minimum(seen.counts[high] - seen.counts[low], (5, 3, 5))
    distance = np.searchsorted(DISTANCES, high - low, side="right")
    kind = np.array([LABELS.index(names[i].label) for i in pairs[:, 0]], np.int64).reshape(-1)
    event = np.array([names[j].label == "EVENT" for j in pairs[:, 1]], np.int64).reshape(-1)
    wide = len(DISTANCES) + 1
    columns = [low, high, side * wide + distance, side * 6 + between[:, 0], side * 4 + between[:, 1]]
    return np.stack([*columns, side * 6 + between[:, 2], kind, event], axis=1)


@dataclass(frozen=True, slots=True)
class Encoder:
    """The trained network: ``session`` gives vectors of characters, ``weights`` weigh them."""

    session: Any
    vocabulary: Vocabulary
    weights: Mapping[str, Floats]

    def vectors(self, seen: Scene) -> Floats:
        """A vector for each character of the window, shape (characters, width)."""
        rows = rows_of(seen.window, self.vocabulary)
        (found,) = self.session.run(None, {"features": rows[None], "tags": seen.tags[None]})
        vectors: Floats = found[0]
        return vectors


def sights(text: str, names: Sequence[Name], places: Sequence[tuple[int, int]]) -> Floats:
    """Scores of the roles at each place of an article, shape (places, roles).

    Raises:
        ModelError: the network is missing, or was made with another vocabulary.
    """
    net = encoder()
    seen = scene(text, names)
    if not len(seen.window.text):
        return np.zeros((len(places), net.weights["out"].shape[1]), np.float32)
    rows = layout(seen, names, places)
    return weigh(net.weights, net.vectors(seen), seen.spans, np.array(places, np.int64), rows)


def weigh(w: Mapping[str, Floats], vectors: Floats, spans: Ints, places: Ints, rows: Ints) -> Floats:
    """Scores from the vectors of characters; ``rows`` as of ``layout``."""
    size = len(vectors)
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])

    def mean(first: Ints, last: Ints) -> Floats:
        first = np.minimum(first, size - 1)
        last = np.maximum(np.minimum(last, size), first + 1)
        found: Floats = (sums[last] - sums[first]) / (last - first)[:, None].astype(np.float32)
        return found

    first = np.minimum(spans[:, 0], size - 1)
    last = np.minimum(np.maximum(spans[:, 1] - 1, first), size - 1)
    name = np.concatenate([vectors[first], vectors[last], mean(spans[:, 0], spans[:, 1])], axis=1)
    gap = np.concatenate(
        [mean(rows[:, 0], rows[:, 1]), mean(rows[:, 0], np.minimum(rows[:, 0] + START, rows[:, 1]))], 1
    )
    agent, target = places[:, 0], places[:, 1]
    plain = (name @ w["agent"])[agent] + (name @ w["target"])[target] + gap @ w["gap"] + w["bias"]
    for column in range(len(LAYOUT)):
        plain = plain + w[f"small{column}"][rows[:, 2 + column]]
    both = (
        np.tanh(name @ w["agent_like"] + w["agent_bias"])[agent]
        * np.tanh(name @ w["target_like"] + w["target_bias"])[target]
    )
    scores: Floats = np.concatenate([np.tanh(plain), both], axis=1) @ w["out"] + w["last"]
    return scores


@cache
def encoder() -> Encoder:
    """The network of the package.

    Raises:
        ModelError: it is missing, or was made with another vocabulary.
    """
    folder = PACKAGED if PACKAGED.is_dir() else CHECKOUT
    if not (folder / "encoder.onnx").is_file():
        raise ModelError(f"no reader of acts at {folder}: install the package again")
    session = open_network(folder / "encoder.onnx")
    vocabulary = load_vocabulary(model_folder() / VOCABULARY)
    with np.load(folder / "weights.npz") as saved:
        weights = {name: saved[name].astype(np.float32) for name in saved.files if name != "vocabulary"}
        sizes = tuple(map(int, saved["vocabulary"]))
    if sizes != (len(vocabulary.chars), len(vocabulary.bigrams), len(vocabulary.words)):
        raise ModelError(f"the reader of acts at {folder} was made with another vocabulary: train it anew")
    return Encoder(session, vocabulary, weights)
