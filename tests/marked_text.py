"""Articles written in the markup of the annotation guidelines: ⟦surface|LABEL⟧."""

from __future__ import annotations

import re

from kg.records import Article, Label, Mention

MARK = re.compile("⟦([^|⟧]+)\\|([A-Z]+)⟧")


def marked_article(marked: str, *, shift: int = 0, **fields: str) -> tuple[Article, tuple[Mention, ...]]:
    """The article of a marked text, with its mentions; ``fields`` go to the article.

    The article text begins at ``shift`` of its source.
    """
    text, mentions, edge = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[edge : match.start()]
        begin, edge = len(text), match.end()
        text += match[1]
        label: Label = match[2]  # type: ignore[assignment]
        name = "".join(match[1].split())
        at = (begin + shift, len(text) + shift, begin, len(text))
        mentions.append(Mention("page.txt", "a1", *at, label, name, "gold", 1.0))
    text += marked[edge:]
    headline = fields.pop("headline", None)
    offsets, ranges = tuple(range(shift, shift + len(text))), ((shift, shift + len(text)),)
    article = Article("page.txt", "a1", text, offsets, ranges, headline, **fields)  # type: ignore[arg-type]
    return article, tuple(mentions)
