"""Open the trained spaCy pipeline: the one in the package, the one of a checkout, or a folder the user names."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

from kg.errors import ModelError
from kg.ner import segmenter, tagger

PACKAGED: Final = Path(__file__).parents[1] / "model"
CHECKOUT: Final = Path(__file__).parents[2] / "models" / "zh_kg_news"
VOCABULARY: Final = Path("kg_names") / "vocabulary.json"  # in a pipeline's folder
SEGMENTER: Final = "kg_words"  # for spaCy's users; the tagger does without, and it would be half of the time
COMPONENTS: Final = (segmenter.make_words, tagger.make_names)  # registered with spaCy by being imported


def model_folder(path: str | None = None) -> Path:
    """The folder of the trained spaCy pipeline, for ``spacy.load``: it needs nothing more to open it.

    Args:
        path: of another pipeline than the package's own; then only looked at.

    Raises:
        ModelError: there is no pipeline there.

    Examples:
        >>> import spacy
        >>> nlp = spacy.load(kg.model_folder())
        >>> [(ent.text, ent.label_) for ent in nlp("石矶街道党工委书记欧阳晓岚说，灯亮了。").ents]
        [('石矶街道', 'STREET'), ('党工委书记', 'POST'), ('欧阳晓岚', 'PERSON')]
    """
    places = [Path(path)] if path else [PACKAGED, CHECKOUT]
    for place in places:
        if (place / "config.cfg").is_file():
            return place
    raise ModelError(
        f"no trained pipeline at {places[0]}; give a folder that spacy.load can open, or leave the setting out"
    )


@cache
def load_model(path: str | None = None) -> Language:
    """Load a pipeline once; later calls give the same object.

    Raises:
        ModelError: there is no pipeline at ``path``, or it cannot be opened.
    """
    folder = model_folder(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # spaCy warns of any other minor version, which the lock file rules out
            return spacy.load(folder, exclude=[SEGMENTER])
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"cannot open the pipeline at {folder}: {reason}") from error
