"""Score the relation stage alone: gold mentions in, relations.jsonl out.

    python tests/benchmarks/given_gold.py GOLD_DIR OUTPUT_DIR

Writes mentions.jsonl, relations.jsonl and articles.jsonl for every file of GOLD_DIR, with the gold mentions in place of
found ones, so that a scorer can say how good the relation rules are when no mention is missed. Articles are cut and
their wrapped lines joined as ``kg build`` does it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.export.jsonl import write_articles, write_mentions, write_relations
from kg.ingest.articles import split_articles
from kg.records import Article, Document, Mention
from kg.relations.facts import find_facts

Entity = tuple[int, int, str]


def gold_articles(path: Path) -> list[tuple[Article, tuple[Mention, ...]]]:
    """Articles of NAME.txt, each with the mentions of NAME.gold.json that lie in it."""
    record = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".gold.json") + ".txt"
    text = (path.parent / name).read_bytes().decode("utf-8")
    meta = record.get("meta", {})
    document = Document(name, text, "", "utf-8", date=meta.get("date"), home=meta.get("place"))
    return [(article, mentions_in(article, text, record["entities"])) for article in split_articles(document)]


def mentions_in(article: Article, text: str, entities: list[Entity]) -> tuple[Mention, ...]:
    """The annotated mentions that lie in ``article``, with their offsets in the article text."""
    place = {offset: i for i, offset in enumerate(article.offsets) if article.text[i] != "\n"}
    found = []
    for start, end, label in entities:
        if start in place and end - 1 in place:
            squashed = "".join(text[start:end].split())
            span = (place[start], place[end - 1] + 1)
            found.append(Mention(article.doc, article.id, start, end, *span, label, squashed, "gold", 1.0))
    return tuple(sorted(found))


def main(gold: Path, output: Path) -> None:
    """Write the three files that the scorer reads."""
    output.mkdir(parents=True, exist_ok=True)
    found = [pair for path in sorted(gold.glob("*.gold.json")) for pair in gold_articles(path)]
    with (output / "articles.jsonl").open("w", encoding="utf-8", newline="") as out:
        write_articles((article for article, _ in found), out)
    with (output / "mentions.jsonl").open("w", encoding="utf-8", newline="") as out:
        write_mentions((mention for _, mentions in found for mention in mentions), out)
    with (output / "relations.jsonl").open("w", encoding="utf-8", newline="") as out:
        facts = (fact for article, mentions in found for fact in find_facts(article, mentions))
        write_relations(facts, (mention for _, mentions in found for mention in mentions), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
