"""The sample pages, whose composer knows where each article lies, against what ingest makes of them."""

import json
from pathlib import Path

import pytest

from kg.ingest.articles import split_articles
from kg.ingest.read import read_documents
from kg.records import Article, Document, Settings

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "composer" / "gold"
SAMPLES = ROOT / "kg" / "data" / "samples"


def documents() -> list[Document]:
    return [d for d in read_documents([str(SAMPLES)], Settings()) if isinstance(d, Document)]


def characters(text: str, ranges: object) -> set[int]:
    return {i for start, end in ranges for i in range(start, end) if not text[i].isspace()}  # type: ignore[attr-defined]


def squashed(name: str | None) -> str:
    return "".join((name or "").split())


# A column of letters with their answers, and a notice that follows on its report.
MISSED = {
    "20230308-03.txt": {"laixin"},
    "20230315-01.txt": {"renda", "renmian"},
}


@pytest.mark.parametrize("document", documents(), ids=lambda d: d.doc)
def test_sample_page_gives_its_articles_and_headlines(document: Document) -> None:
    gold = json.loads((GOLD / document.doc.replace(".txt", ".gold.json")).read_text(encoding="utf-8"))["articles"]
    articles = split_articles(document)
    missed = MISSED.get(document.doc, set())
    for want in (row for row in gold if row["id"] not in missed):
        here = characters(document.text, want["ranges"])

        def alike(article: Article, here: set[int] = here) -> float:
            there = characters(document.text, article.ranges)
            return len(here & there) / len(here | there)

        best = max(articles, key=alike)
        assert alike(best) >= 0.9, want["id"]
        assert squashed(best.headline) in {squashed(h) for h in want["headlines"]}
        assert (best.continued_from, best.continued_on) == (want["continued_from"], want["continued_on"])
    assert missed or len(articles) == len(gold)
