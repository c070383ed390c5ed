"""The component ``kg_names``: a trained network that marks names, run by ONNX Runtime on one thread.

``kg.ner.features`` turns a window of lines into rows of integers, the network scores tags (O and BIES of seven labels),
and the best legal sequence of tags is found by Viterbi's method. The network is trained by ``models/scripts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.errors import ModelError
from kg.ner.decode import Curve, Transitions, best_paths, certainty, spans
from kg.ner.echoes import SCORE as ECHO
from kg.ner.echoes import echoes
from kg.ner.features import Vocabulary, encode, load_vocabulary
from kg.ner.gazetteer import table_bits
from kg.ner.stored import Stored
from kg.ner.units import Window, cut_windows, tokens_of_characters

T = TypeVar("T")
Found = tuple[int, int, str, float]  # offsets of the first and of the last character, label, score
BATCH: Final = 16  # windows whose best tags are found together

if not Doc.has_extension("kg_scores"):
    Doc.set_extension("kg_scores", default=())  # one score per entity of the Doc, in order


class Names(Stored):
    """Sets ``doc.ents``, and ``doc._.kg_scores`` beside them."""

    FILES = ("model.onnx", "transitions.npz", "vocabulary.json")  # as models/scripts/assemble.py writes them

    def __init__(self, name: str = "kg_names") -> None:
        super().__init__(name)
        self._session: Any = None
        self._vocabulary = Vocabulary.of((), (), ())
        nothing = np.zeros(0, dtype=np.float32)
        self._transitions = Transitions((), nothing, nothing, nothing)
        self._curves: dict[str, Curve] = {}

    def _open(self, folder: Path) -> None:
        self._session = open_network(folder / "model.onnx")
        self._vocabulary = load_vocabulary(folder / "vocabulary.json")
        with np.load(folder / "transitions.npz") as saved:
            tags = tuple(str(tag) for tag in saved["tags"])
            self._transitions = Transitions(tags, saved["step"], saved["first"], saved["last"])
            labels = [str(label) for label in saved["labels"]]
            self._curves = {label: Curve(*map(float, row)) for label, row in zip(labels, saved["curves"], strict=True)}

    def __call__(self, doc: Doc) -> Doc:
        """Mark the names of one text."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Mark the names of many texts; windows of like length are scored together."""
        for docs in _batched(stream, batch_size):
            texts = [doc.text for doc in docs]
            work = [(number, window) for number, text in enumerate(texts) for window in cut_windows(text)]
            for doc, text, names in zip(docs, texts, self.find(work, len(docs)), strict=True):
                places = tokens_of_characters(doc, text)
                doc.ents = tuple(Span(doc, int(places[s]), int(places[e]) + 1, label) for s, e, label, _ in names)
                doc._.kg_scores = tuple(score for *_, score in names)
                yield doc

    def find(self, work: Sequence[tuple[int, Window]], texts: int) -> list[list[Found]]:
        """Names of each text, in order. ``work`` holds the windows of all texts, each with its text's number."""
        if self._session is None:
            raise ModelError("the tagger is not trained; load the pipeline from its folder with spacy.load")
        found: list[list[Found]] = [[] for _ in range(texts)]
        for chunk in _batched(sorted(work, key=lambda item: len(item[1].text)), BATCH):
            rows = [rows_of(window, self._vocabulary) for _, window in chunk]
            lengths = [len(row) for row in rows]
            scores = np.zeros((len(rows), max(lengths), len(self._transitions.tags)), dtype=np.float32)
            for i, row in enumerate(rows):
                # One window a run: the processor's cache holds it, which it does not several, and nothing is padding.
                (alone,) = self._session.run(None, {"features": row[None]})
                scores[i, : len(row)] = alone[0]
            for i, path in enumerate(best_paths(scores, lengths, self._transitions)):
                text, window = chunk[i]
                sure = certainty(scores[i, : lengths[i]], path)
                names = [
                    (start, end, label, round(self._curves[label].chance(sure[start:end].min()), 2))
                    for start, end, label in spans([self._transitions.tags[tag] for tag in path])
                ]
                again = echoes(window.text, scores[i, : lengths[i]], names, self._transitions.tags)
                names += [(start, end, "PERSON", ECHO) for start, end in again]
                for start, end, label, score in names:
                    found[text].append((window.positions[start], window.positions[end - 1], label, score))
        return [sorted(names) for names in found]


def open_network(path: Path) -> Any:
    """A network to run; on one thread, so that sums have one order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def rows_of(window: Window, vocabulary: Vocabulary) -> npt.NDArray[np.int64]:
    """What a network sees of each character of a window, as of ``kg.ner.features``."""
    table = table_bits(window.text)
    return encode(window.text, window.blanks, table, vocabulary, headline=window.headline).astype(np.int64)


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


@Language.factory("kg_names", assigns=["doc.ents"])
def make_names(nlp: Language, name: str) -> Names:
    """Make the component; it is trained only once loaded from disk."""
    return Names(name)
