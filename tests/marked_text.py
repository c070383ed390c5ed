"""Articles written in the markup of the annotation guidelines: ⟦surface|LABEL⟧."""

from __future__ import annotations

import re

from kg.records import Article, Label, Mention

MARK = re.compile("⟦([^|⟧]+)\\|([A-Z]+)⟧")


def marked_article(marked: str, **fields: str) -> tuple[Article, tuple[Mention, ...]]:
    """The article of a marked text, with its mentions; ``fields`` go to the article."""
    text, mentions, edge = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[edge : match.start()]
        begin, edge = len(text), match.end()
        text += match[1]
        label: Label = match[2]  # type: ignore[assignment]
        name = "".join(match[1].split())
        mentions.append(Mention("page.txt", "a1", begin, len(text), begin, len(text), label, name, "gold", 1.0))
    text += marked[edge:]
    headline = fields.pop("headline", None)
    article = Article("page.txt", "a1", text, tuple(range(len(text))), ((0, len(text)),), headline, **fields)  # type: ignore[arg-type]
    return article, tuple(mentions)
