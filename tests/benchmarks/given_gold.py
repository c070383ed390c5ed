"""Score the relation stage alone: gold mentions in, relations.jsonl out.

    python tests/benchmarks/given_gold.py GOLD_DIR OUTPUT_DIR

Writes mentions.jsonl, relations.jsonl and articles.jsonl for every article of GOLD_DIR, with the gold mentions in place
of found ones, so that a scorer can say how good the relation rules are when no mention is missed. Each gold file holds
one article; its text is taken as it stands, without ingest.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.records import Acts, Article, CoMention, Fact, HoldsPost, Mention, PartOf, Said, SameAs
from kg.relations.facts import find_facts


def gold_article(path: Path) -> tuple[Article, tuple[Mention, ...]]:
    """Read NAME.gold.json and NAME.txt as an article whose article text is its source text."""
    record = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".gold.json") + ".txt"
    text = (path.parent / name).read_bytes().decode("utf-8")
    headline = text.split("\n", 1)[0]
    article = Article(
        doc=name,
        id="a1",
        text=text,
        offsets=tuple(range(len(text))),
        ranges=((0, len(text)),),
        headline=headline,
        body_start=min(len(headline) + 1, len(text)),
        date=record.get("meta", {}).get("date"),
        home=record.get("meta", {}).get("place"),
    )
    mentions = tuple(
        Mention(name, "a1", start, end, start, end, label, "".join(text[start:end].split()), "gold", 1.0)
        for start, end, label in sorted(record["entities"])
    )
    return article, mentions


def relation_row(fact: Fact) -> dict[str, object]:
    """One line of relations.jsonl."""
    row: dict[str, object]
    match fact:
        case HoldsPost():
            row = {"rel": "holds_post", "person": fact.person, "post": fact.post, "org": fact.org, "status": fact.status}
        case Acts():
            row = {"rel": "acts", "agent": fact.agent, "role": fact.role, "target": fact.target}
        case PartOf():
            row = {"rel": "part_of", "child": fact.child, "parent": fact.parent}
        case SameAs():
            row = {"rel": "same_as", "names": list(fact.names)}
        case Said():
            row = {"rel": "said", "speaker": fact.speaker, "verb": fact.verb, "quote": fact.quote}
        case CoMention():
            row = {"rel": "co_mention", "a": fact.a, "b": fact.b, "scope": fact.scope}
    evidence = fact.evidence
    place = {"doc": evidence.doc, "article": evidence.article, "evidence": [evidence.start, evidence.end]}
    return {**place, **row, "source": evidence.source, "score": evidence.score}


def main(gold: Path, output: Path) -> None:
    """Write the three files that the scorer reads."""
    output.mkdir(parents=True, exist_ok=True)
    found = [gold_article(path) for path in sorted(gold.glob("*.gold.json"))]
    mentions = [
        {"doc": m.doc, "article": m.article, "start": m.start, "end": m.end, "label": m.label, "text": m.text}
        for _, ms in found
        for m in ms
    ]
    relations = [relation_row(fact) for article, ms in found for fact in find_facts(article, ms)]
    for name, rows in (("mentions", mentions), ("relations", relations), ("articles", [])):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (output / f"{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
