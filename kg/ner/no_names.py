"""Words that the tagger takes for names and that name nothing: 我区, 辖区街道, 中共党员."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.rows import expression, rows


@dataclass(frozen=True, slots=True)
class NoName:
    """One row of ``data/lexicon/no_names.tsv``."""

    labels: frozenset[str]
    pattern: re.Pattern[str]


@cache
def no_names() -> tuple[NoName, ...]:
    """The rows, in file order.

    Raises:
        DataFileError: a pattern is no regular expression.
    """
    return tuple(
        NoName(frozenset(row["labels"].split("|")), expression(row["pattern"], "no_names.tsv", row["id"]))
        for row in rows("lexicon/no_names.tsv")
    )


def names_nothing(span: str, label: str) -> bool:
    """Whether a span of the text, taken for a name of ``label``, names nothing: it only points, or is no post.

    >>> names_nothing("我 区", "PLACE"), names_nothing("全州县", "PLACE")
    (True, False)
    """
    words = "".join(span.split())
    return any(label in row.labels and row.pattern.fullmatch(words) for row in no_names())
