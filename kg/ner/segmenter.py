"""The component ``kg_words``: where a spacy-pkuseg segmenter sees the borders of words.

The pipeline's tokens are characters, so that any name ends on a token border; the segmenter's words are the tag of
each character: B begins a word, I stands inside, E ends it, S is a word by itself. ``spacy.load`` runs it; ``kg`` does
not, since the tagger looks words up in its own vocabulary (models/README.md compares the two).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import spacy_pkuseg
from spacy.attrs import TAG
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.ner.stored import Stored
from kg.ner.units import cut_units, tokens_of_characters


class Words(Stored):
    """Segments each line of a text by itself, blanks left out, and tags the characters."""

    FILES = ("features.msgpack", "weights.npz")  # as spacy_pkuseg.train writes them

    def __init__(self, name: str = "kg_words") -> None:
        super().__init__(name)
        self._segmenter: Any = None

    def _open(self, folder: Path) -> None:
        self._segmenter = spacy_pkuseg.pkuseg(str(folder))

    def cut(self, text: str) -> list[str]:
        """Words of a text without blanks, in order; joined they give the text."""
        if self._segmenter is None:
            raise ModelError("the segmenter is not trained; load the pipeline from its folder with spacy.load")
        words: list[str] = self._segmenter.cut(text)
        # pkuseg drops what it takes for a blank (U+3000, U+2028); one lost character would move all that follow.
        return words if sum(map(len, words)) == len(text) else list(text)

    def __call__(self, doc: Doc) -> Doc:
        """Tag the characters of one text."""
        tags: Any = np.zeros(len(doc), dtype=np.uint64)
        ids = {mark: doc.vocab.strings.add(mark) for mark in "BIES"}
        text = doc.text
        tokens = tokens_of_characters(doc, text)
        for unit in cut_units(text):
            marks = "".join(
                "S" if len(word) == 1 else "B" + "I" * (len(word) - 2) + "E" for word in self.cut(unit.text)
            )
            tags[tokens[list(unit.positions)]] = [ids[mark] for mark in marks]
        doc.from_array([TAG], tags.reshape(-1, 1))
        return doc


@Language.factory("kg_words", assigns=["token.tag"])
def make_words(nlp: Language, name: str) -> Words:
    """Make the component; it is trained only once loaded from disk."""
    return Words(name)
