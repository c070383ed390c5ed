"""Gold annotations, to measure by.

A gold folder holds pairs NAME.txt (the input) and NAME.gold.json:

    {"entities": [[start, end, label], …],   offsets into NAME.txt, code points, half open
     "relations": [{"rel": "holds_post", …}, …],
     "articles": [{"headlines": […], "ranges": [[start, end], …], …}, …],   optional
     "scope": [[start, end], …]}             optional: only what lies in these ranges is scored
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations of one document."""

    path: Path  # of NAME.txt
    text: str
    entities: tuple[tuple[int, int, str], ...]
    relations: tuple[Mapping[str, Any], ...]
    articles: tuple[Mapping[str, Any], ...] = ()
    scope: tuple[Span, ...] = ()

    def covers(self, start: int, end: int) -> bool:
        """Say whether a span of the source text is to be scored."""
        return not self.scope or any(first <= start and end <= last for first, last in self.scope)


def load_gold(folder: Path) -> dict[str, Gold]:
    """Read every pair of the folder, by the file name of its text.

    Raises:
        InputError: the folder holds no gold, or a pair that cannot be read.
    """
    gold = {}
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json") + ".txt"
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            text = (folder / name).read_bytes().decode("utf-8")
            gold[name] = Gold(
                folder / name,
                text,
                tuple((start, end, label) for start, end, label in record["entities"]),
                tuple(record["relations"]),
                tuple(record.get("articles") or ()),
                tuple((start, end) for start, end in record.get("scope") or ()),
            )
        except OSError as error:
            raise InputError(f"{folder / name}: cannot be read ({error.strerror}): each .gold.json needs it") from None
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}: not gold as kg.gold describes it ({type(error).__name__}: {error})") from None
    if not gold:
        raise InputError(f"{folder}: no *.gold.json in it; give a folder of NAME.txt and NAME.gold.json pairs")
    return gold
