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

from kg.export.jsonl import write_articles, write_mentions, write_relations
from kg.records import Article, Mention
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


def main(gold: Path, output: Path) -> None:
    """Write the three files that the scorer reads."""
    output.mkdir(parents=True, exist_ok=True)
    found = [gold_article(path) for path in sorted(gold.glob("*.gold.json"))]
    with (output / "articles.jsonl").open("w", encoding="utf-8", newline="") as out:
        write_articles((article for article, _ in found), out)
    with (output / "mentions.jsonl").open("w", encoding="utf-8", newline="") as out:
        write_mentions((mention for _, mentions in found for mention in mentions), out)
    with (output / "relations.jsonl").open("w", encoding="utf-8", newline="") as out:
        write_relations((fact for article, mentions in found for fact in find_facts(article, mentions)), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
