"""What an organisation is called in full, as far as its name shows: short forms written out, legal forms left out.

区五中 and 江北区第五中学 come to one body, as do 宏源物业 and 重庆宏源物业有限公司. The district is read elsewhere.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.resolution.rules import bodies
from kg.rows import expression, rows

FORMS = "rules/org_forms.tsv"


@dataclass(frozen=True, slots=True)
class Form:
    """A row of ``org_forms.tsv``: a way to write a part of a name, and the way that all come to."""

    id: str
    kind: str  # "any", or "firm" for what only a firm's name leaves out
    pattern: re.Pattern[str]
    formal: str
    example: str


@functools.cache
def forms() -> tuple[Form, ...]:
    """The rows of ``org_forms.tsv`` in their order."""
    return tuple(
        Form(row["id"], row["kind"], expression(row["pattern"], FORMS, row["id"]), row["formal"], row["example"])
        for row in rows(FORMS)
    )


@functools.lru_cache(maxsize=100_000)
def formal_body(body: str) -> str:
    """Write out the short form of a public body at the front of ``body``: 人社局就业科 with 人力资源和社会保障局."""
    for short, formal in bodies():
        if body.startswith(short):
            body = formal + body[len(short) :]
            break
    return _written(body, "any")


@functools.lru_cache(maxsize=100_000)
def firm_core(name: str) -> str | None:
    """A firm's name without its legal form: 宏源物业 for 宏源物业有限公司; None where too little would be left."""
    core = _written(name, "firm")
    return core if core != name and len(core) >= SHORTEST_CORE else None


SHORTEST_CORE = 3
"""Characters that a firm's name has at least without its legal form; 东方 alone is many."""


def _written(name: str, kind: str) -> str:
    for form in forms():
        if form.kind == kind:
            name = form.pattern.sub(form.formal, name, count=1)
    return name
