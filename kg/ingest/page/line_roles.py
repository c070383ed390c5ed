"""The lines of a page to what each is, by a small convolutional network over their features.

The network sees the whole page at once, so that it learns from the whole page how this paper sets its
headlines. It is trained on composed pages (``models/scripts/page_net.py``); its card is ``models/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import numpy as np
import onnxruntime

from kg.errors import ModelError
from kg.ingest.lines import Line
from kg.ingest.page.line_features import features

Role = Literal["body", "headline", "deck", "subhead", "byline", "caption", "jump", "none", "shared"]
ROLES: Final[tuple[Role, ...]] = (
    "body", "headline", "deck", "subhead", "byline", "caption", "jump", "none", "shared",
)  # fmt: skip
"""deck: a kicker or subtitle; caption: or a box; none: furniture; shared: headlines of neighbours on one line."""

PACKAGED: Final = Path(__file__).parents[2] / "page_model"
CHECKOUT: Final = Path(__file__).parents[3] / "models" / "zh_kg_pages"


@dataclass(frozen=True, slots=True)
class LineRole:
    """A line with what it is most likely, and chances of 0 to 1.

    ``headline`` is the chance that it is one, ``begins`` that an article begins with it, ``opens`` that a paragraph
    does.
    """

    line: Line
    role: Role
    headline: float
    begins: float
    opens: float


def read_roles(lines: Sequence[Line]) -> tuple[LineRole, ...]:
    """Say of each line of a page, in source order, what it is.

    Raises:
        ModelError: the network is missing.
    """
    if not lines:
        return ()
    scores = _network().run(["scores"], {"lines": features(lines)[None]})[0][0]
    roles = np.exp(scores[:, : len(ROLES)] - scores[:, : len(ROLES)].max(1, keepdims=True))
    roles /= roles.sum(1, keepdims=True)
    chances = 1 / (1 + np.exp(-scores[:, len(ROLES) :]))
    return tuple(
        LineRole(line, ROLES[int(own.argmax())], float(own[1] + own[8]), float(begins), float(opens))
        for line, own, (begins, opens) in zip(lines, roles, chances, strict=True)
    )


def model_folder() -> Path:
    """Return the folder of the network and of what belongs to it."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


@cache
def _network() -> onnxruntime.InferenceSession:
    folder = model_folder()
    if not (folder / "lines.onnx").is_file():
        raise ModelError(f"no page reader at {folder}: install the package again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(folder / "lines.onnx", options, providers=["CPUExecutionProvider"])
