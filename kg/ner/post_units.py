"""Posts that begin with the name of a body, cut in two: 三洞社区 + 居委会主任 is 三洞社区居委会 + 主任.

The tagger now and then leaves a body in the post, where it should be one name with what stands before it. Which bodies
and titles are meant is in ``data/rules/post_units.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.ner.spans import Candidate
from kg.rows import expression, rows

TABLE = "rules/post_units.tsv"
BODIES = frozenset(("ORG", "STREET", "PLACE"))


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One row of the table."""

    id: str
    beside: str  # yes, no or bare
    pattern: re.Pattern[str]


@cache
def unit_rules() -> tuple[UnitRule, ...]:
    """The rules, in file order."""
    return tuple(
        UnitRule(row["id"], row["beside"], expression(row["pattern"], TABLE, row["id"])) for row in rows(TABLE)
    )


def with_units_apart(chosen: Sequence[Candidate], text: str) -> tuple[Candidate, ...]:
    """Spans in the order of ``text``, with the bodies that posts begin with cut off.

    >>> street, post = Candidate(0, 4, "STREET", 1, "model", 0.9), Candidate(4, 9, "POST", 1, "model", 0.8)
    >>> text = "石桥街道应急办主任"
    >>> [(text[c.begin : c.stop], c.label) for c in with_units_apart([street, post], text)]
    [('石桥街道应急办', 'ORG'), ('主任', 'POST')]
    """
    found: list[Candidate] = []
    for span in chosen:
        before = found[-1] if found and found[-1].label in BODIES and not text[found[-1].stop : span.begin] else None
        cut = _cut(text, span, before) if span.label == "POST" else ()
        if len(cut) == 2 and cut[0].begin < span.begin:
            found.pop()
        found += cut or (span,)
    return tuple(found)


def _cut(text: str, post: Candidate, before: Candidate | None) -> tuple[Candidate, ...]:
    """Body and title of a post, or the title alone, by the first row that takes it; nothing where none does.

    ``before`` is the body right before it.
    """
    places = [i for i in range(post.begin, post.stop) if not text[i].isspace()]
    title = "".join(text[i] for i in places)
    for rule in unit_rules():
        match = rule.pattern.fullmatch(title)
        if match is None or (rule.beside == "yes") != (before is not None):
            continue
        source = f"rule:{rule.id}"
        rest = replace(post, begin=places[match.start(2)], source=source)
        if rule.beside == "bare":
            return (rest,)
        begin, score = (before.begin, min(before.score, post.score)) if before else (post.begin, post.score)
        return Candidate(begin, places[match.end(1) - 1] + 1, "ORG", post.rank, source, score), rest
    return ()
