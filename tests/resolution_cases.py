"""Extractions written by hand, for tests of resolution: a marked text and the facts that it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records import (
    Acts,
    Article,
    CoMention,
    Document,
    Evidence,
    Extraction,
    Fact,
    HoldsPost,
    Label,
    Mention,
    PartOf,
    Role,
    SameAs,
    Status,
)

HOME = "重庆市江北区"
MARK = re.compile("⟦([^|]*)\\|([A-Z]+)⟧")


def extraction(
    doc: str,
    marked: str,
    *,
    date: str | None = "2023-01-09",
    home: str | None = HOME,
    holds: Sequence[tuple[str, str, str | None] | tuple[str, str, str | None, Status]] = (),
    parts: Sequence[tuple[str, str]] = (),
    same: Sequence[tuple[str, ...]] = (),
    acts: Sequence[tuple[str, Role, str]] = (),
    reporters: Sequence[str] = (),
) -> Extraction:
    """One document of one article. ``marked`` is written as the annotation guidelines say: ⟦白启明|PERSON⟧."""
    text, mentions = "", []
    for piece in re.split("(⟦[^⟧]*⟧)", marked):
        mark = MARK.fullmatch(piece)
        if mark:
            label: Label = mark[2]  # type: ignore[assignment]
            begin, stop = len(text), len(text) + len(mark[1])
            mentions.append(Mention(doc, "a1", begin, stop, begin, stop, label, mark[1], "gold", 1.0))
        text += mark[1] if mark else piece
    labels = {mention.text: mention.label for mention in mentions}
    where = Evidence(doc, "a1", 0, len(text), text, "gold", 1.0)
    facts: list[Fact] = [HoldsPost(h[0], h[1], h[2], h[3] if len(h) > 3 else "current", where) for h in holds]
    facts += [PartOf(child, parent, where) for child, parent in parts]
    facts += [SameAs(names, labels[names[0]], where) for names in same]
    facts += [Acts(agent, role, target, where) for agent, role, target in acts]
    named = sorted({(m.text, m.label) for m in mentions if m.label != "POST"})
    facts += [
        CoMention(a, a_label, b, b_label, "sentence", 1, where)
        for i, (a, a_label) in enumerate(named)
        for b, b_label in named[i + 1 :]
    ]
    article = Article(
        doc,
        "a1",
        text,
        tuple(range(len(text))),
        ((0, len(text)),),
        None,
        reporters=tuple(reporters),
        date=date,
        home=home,
    )
    return Extraction(Document(doc, text, "0", "utf-8"), (article,), tuple(mentions), tuple(facts))
