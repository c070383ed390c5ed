"""Function words that several rules look at, by kind: what joins names, what points back, what names a doer."""

from __future__ import annotations

from functools import cache

from kg.rows import rows


@cache
def words(kind: str) -> tuple[str, ...]:
    """Forms of one kind in lexicon/function_words.tsv, longest first."""
    forms = [row["form"] for row in rows("lexicon/function_words.tsv") if row["kind"] == kind]
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
