"""Names of nodes that no record's id names: papers, issues, pages, articles, sentences, mentions and methods."""

from __future__ import annotations

from functools import lru_cache

from kg import __version__
from kg.export.rdf_terms import node
from kg.records import Article, Document, Evidence, Mention

SOFTWARE = node("sof", "kg", __version__)


def paper_node(paper: str) -> str:
    """A newspaper, by its name."""
    return node("pap", paper)


def issue_node(document: Document) -> str:
    """The issue that a dated page belongs to."""
    return node("iss", document.paper or "", document.date or "")


def page_node(doc: str) -> str:
    """The page that one input holds."""
    return node("pag", doc)


def article_node(doc: str, article: str) -> str:
    """An article, by its document and its id there."""
    return node("art", doc, article)


def node_of(article: Article) -> str:
    """The node of an article's record."""
    return article_node(article.doc, article.id)


def mention_node(mention: Mention) -> str:
    """A name in an article."""
    return node("men", mention.doc, mention.article, mention.start, mention.end, mention.label)


@lru_cache(maxsize=1 << 14)
def source_node(evidence: Evidence) -> str:
    """What a fact was derived from: a sentence, or the authority table that states it outside any article."""
    if not evidence.article:
        return node("src", evidence.doc, evidence.source)
    return node("sen", evidence.doc, evidence.article, evidence.start, evidence.end)


@lru_cache(maxsize=1 << 10)
def method_node(source: str) -> str:
    """The rule, table or model that found something."""
    return node("met", source)
