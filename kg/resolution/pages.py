"""Records of articles that stand on several pages, back to the page that each of them stands on.

Such an article is read and resolved as a whole, with offsets into the texts of all its pages. What goes out names one
document and points into its text alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.records import Article, Evidence, Extraction, Fact, Knowledge, Mention, Whole
from kg.relations.comentions import spelt_out
from kg.resolution.link_columns import Links

Wholes = Mapping[tuple[str, str], Whole]


def extractions_on_pages(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """Return the extractions with every article, mention and fact in that of the document it stands in."""
    wholes = _wholes(extractions)
    if not wholes:
        return tuple(extractions)
    articles = [a for e in extractions for a in _articles(e.articles, wholes)]
    mentions = [_mention(m, wholes) for e in extractions for m in e.mentions]
    facts = [fact for e in extractions for fact in _facts(e.facts, wholes)]
    return tuple(
        Extraction(
            extraction.document,
            tuple(sorted((a for a in articles if a.doc == extraction.document.doc), key=_order)),
            tuple(m for m in mentions if m.doc == extraction.document.doc),
            tuple(f for f in facts if f.evidence.doc == extraction.document.doc),
        )
        for extraction in extractions
    )


def on_pages(knowledge: Knowledge, extractions: Sequence[Extraction]) -> Knowledge:
    """Return what was resolved from the extractions with every record on the page it stands on."""
    wholes = _wholes(extractions)
    if not wholes:
        return knowledge

    def moved(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(_evidence(piece, wholes) for piece in evidence)

    return replace(
        knowledge,
        articles=tuple(sorted(_articles(knowledge.articles, wholes), key=_order)),
        mentions=tuple(_mention(mention, wholes) for mention in knowledge.mentions),
        facts=tuple(_facts(knowledge.facts, wholes)),
        tenures=tuple(replace(record, evidence=moved(record.evidence)) for record in knowledge.tenures),
        acts=tuple(replace(record, evidence=moved(record.evidence)) for record in knowledge.acts),
        parts=tuple(replace(record, evidence=moved(record.evidence)) for record in knowledge.parts),
        links=Links.of(knowledge.links).moved(lambda piece: _evidence(piece, wholes)),
        statements=tuple(replace(s, evidence=_evidence(s.evidence, wholes)) for s in knowledge.statements),
    )


def _wholes(extractions: Iterable[Extraction]) -> Wholes:
    return {(whole.article.doc, whole.article.id): whole for e in extractions for whole in e.wholes}


def _order(article: Article) -> tuple[str, int, str]:
    return article.doc, len(article.id), article.id  # a2 before a10


def _articles(articles: Iterable[Article], wholes: Wholes) -> Iterator[Article]:
    """Yield each article, in the place of a whole its halves; a half without a headline takes the first one's."""
    for article in articles:
        found = wholes.get((article.doc, article.id))
        if found is None:
            yield article
            continue
        first = found.halves[0].article
        yield first
        for half in found.halves[1:]:
            own = half.article
            yield replace(own, headline=own.headline or first.headline, continues=(first.doc, first.id))


def _mention(mention: Mention, wholes: Wholes) -> Mention:
    """Return a mention on the page it begins on; one that a jump line cuts in two ends there."""
    found = wholes.get((mention.doc, mention.article))
    if found is None:
        return mention
    places = found.places[mention.begin : mention.stop]
    n = places[0][0]
    spots = [spot for half, spot in places if half == n and spot >= 0]
    own = found.halves[n].article
    return replace(
        mention,
        doc=own.doc,
        article=own.id,
        start=own.offsets[spots[0]],
        end=own.offsets[spots[-1]] + 1,
        begin=spots[0],
        stop=spots[-1] + 1,
    )


def _facts(facts: Iterable[Fact], wholes: Wholes) -> Iterator[Fact]:
    """Yield the facts moved; of a whole every co-mention by itself, for its names may stand on different pages."""
    cut: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        address = fact.evidence.doc, fact.evidence.article
        if address in wholes:
            cut.setdefault(address, []).append(fact)
        else:
            yield fact
    for held in cut.values():
        yield from (replace(fact, evidence=_evidence(fact.evidence, wholes)) for fact in spelt_out(held))


def _evidence(evidence: Evidence, wholes: Wholes) -> Evidence:
    """Return evidence on the page it begins on; its sentence stays whole, its offsets end with the page's part."""
    found = wholes.get((evidence.doc, evidence.article))
    if found is None:
        return evidence
    n = bisect_right(found.bases, evidence.start) - 1
    own, base = found.halves[n].article, found.bases[n]
    end = evidence.end - base
    if n + 1 < len(found.bases) and evidence.end > found.bases[n + 1]:
        end = max(offset for offset in own.offsets if base + offset < evidence.end) + 1
    return replace(evidence, doc=own.doc, article=own.id, start=evidence.start - base, end=end)
