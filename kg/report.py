"""What a build says of itself: the counts of its summary, and the contents of report.json."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version

from kg import __version__
from kg.ner.model import model_folder
from kg.records import Article, Knowledge, Settings, Skipped

UNSURE = 0.5
"""Score of a headline below which the report names it."""

# The packages whose version can change what comes out.
_PACKAGES = ("networkx", "numpy", "onnxruntime", "pyvis", "rdflib", "spacy", "spacy-pkuseg")


def count(knowledge: Knowledge) -> dict[str, int]:
    """Count what the graph holds, in the order of the summary."""
    kinds = Counter(entity.kind for entity in knowledge.entities)
    return {
        "articles": len(knowledge.articles),
        "people": kinds["person"],
        "officials": sum(entity.official for entity in knowledge.entities if entity.kind == "person"),
        "streets": kinds["street"],
        "organisations": kinds["organisation"],
        "initiatives": kinds["initiative"],
        "places": kinds["place"],
        "events": kinds["event"],
        "posts": kinds["post"],
        "tenures": len(knowledge.tenures),
        "acts": len(knowledge.acts),
        "co-mentions": len(knowledge.links),
        "statements": len(knowledge.statements),
        "mentions": len(knowledge.mentions),
        "uncertain headlines": len(uncertain(knowledge.articles)),
    }


def uncertain(articles: Iterable[Article]) -> list[Article]:
    """Articles whose headline may belong to another text of the page."""
    return [article for article in articles if article.headline and article.headline_score < UNSURE]


def model_version(path: str | None) -> str:
    """Name and version of the trained pipeline, as its meta.json has them."""
    meta = json.loads((model_folder(path) / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def title(knowledge: Knowledge) -> str:
    """Name the graph after its papers and the days they are of, as far as the inputs say.

    Where no paper is known the home districts of most articles stand for it, two at most.
    """
    papers = sorted({document.paper for document in knowledge.documents if document.paper})
    homes = Counter(article.home for article in knowledge.articles if article.home)
    districts = sorted(homes, key=lambda home: (-homes[home], home))
    dates = sorted({document.date for document in knowledge.documents if document.date})
    days = " – ".join(dict.fromkeys(dates[:1] + dates[-1:]))
    names = "、".join(papers or districts[:2]) + ("等地" if not papers and len(districts) > 2 else "")
    return " ".join(filter(None, (names, days)))


def describe(
    knowledge: Knowledge, skipped: Sequence[Skipped], settings: Settings, seconds: Mapping[str, float]
) -> dict[str, object]:
    """Compose report.json. Only ``seconds`` and ``versions`` differ between two runs over the same inputs."""
    articles = Counter(article.doc for article in knowledge.articles)
    mentions = Counter(mention.doc for mention in knowledge.mentions)
    return {
        "settings": asdict(settings),
        "inputs": [
            {
                "doc": document.doc,
                "sha256": document.sha256,
                "encoding": document.encoding,
                "date": document.date,
                "date_basis": document.date_basis,
                "paper": document.paper,
                "home": document.home,
                "page": document.page,
                "notes": document.notes,
                "articles": articles[document.doc],
                "mentions": mentions[document.doc],
            }
            for document in knowledge.documents
        ],
        "skipped": [asdict(item) for item in skipped],
        "uncertain": [
            {"doc": article.doc, "article": article.id, "headline": article.headline, "score": article.headline_score}
            for article in uncertain(knowledge.articles)
        ],
        "counts": count(knowledge),
        "versions": {
            "kg": __version__,
            "model": model_version(settings.model),
            "python": platform.python_version(),
            **{package: version(package) for package in _PACKAGES},
        },
        "seconds": {stage: round(spent, 3) for stage, spent in seconds.items()},
    }
