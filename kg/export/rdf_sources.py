"""The layer of sources in RDF: papers, issues, pages, articles, and the sentences and mentions in them.

NIF's ``beginIndex`` and ``endIndex`` count into the ``isString`` of the article they refer to, in reading order, so
that the string between them is the ``anchorOf``. ``kg:sourceBegin`` and ``kg:sourceEnd`` count into the page as
decoded, line breaks and stray blanks included. All count Unicode code points and are half open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg import __version__
from kg.export.rdf_blocks import Block, Layer, block, given
from kg.export.rdf_graphs import SOURCES, Issues, graph_of
from kg.export.rdf_nodes import (
    SOFTWARE,
    article_node,
    issue_node,
    mention_node,
    method_node,
    node_of,
    page_node,
    paper_node,
    source_node,
)
from kg.export.rdf_sentences import Sentence, Sentences, all_evidence, tables
from kg.export.rdf_terms import chinese, date, decimal, integer, iri, offset, string
from kg.records import Article, Document, Evidence, Knowledge, Label, Mention

_DATE_BASIS: Mapping[str, str] = {
    "given": "kg:SuppliedByUser",
    "file name": "kg:FileName",
    "masthead": "kg:Masthead",
    "metadata": "kg:Metadata",
    "lower bound": "kg:LowerBound",
}
_LABEL_CLASSES: Mapping[Label, str] = {
    "PERSON": "foaf:Person",
    "POST": "org:Post",
    "STREET": "kg:Street",
    "ORG": "org:FormalOrganization",
    "PLACE": "schema:Place",
    "INITIATIVE": "kg:Initiative",
    "EVENT": "schema:Event",
}


def source_layers(knowledge: Knowledge, issue_of: Issues) -> list[Layer[Any]]:
    """The layers of sources; what belongs to one issue stands in that issue's graph."""
    articles = {(article.doc, article.id): article for article in knowledge.articles}
    sentences = Sentences(knowledge, articles)

    def mention_block(subject: str, mention: Mention) -> Block:
        return _mention_block(subject, mention, articles[mention.doc, mention.article], sentences.around(mention))

    def of_issue(doc: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda record: graph_of(SOURCES, doc(record), issue_of)

    def of_all(record: object) -> str:
        return SOURCES

    dated = [document for document in knowledge.documents if document.date is not None]
    papers = {document.paper for document in knowledge.documents if document.paper is not None}
    methods = {piece.source for piece in all_evidence(knowledge)} | {mention.source for mention in knowledge.mentions}
    return [
        Layer(papers, paper_node, _paper_block, of_all),
        Layer(dated, issue_node, _issue_block, of_issue(lambda document: document.doc)),
        Layer(knowledge.documents, lambda d: page_node(d.doc), _page_block, of_issue(lambda document: document.doc)),
        Layer(knowledge.articles, node_of, _article_block, of_issue(lambda article: article.doc)),
        Layer(sentences, lambda s: s.node, _sentence_block, of_issue(lambda sentence: sentence.article.doc)),
        Layer(knowledge.mentions, mention_node, mention_block, of_issue(lambda mention: mention.doc)),
        Layer(methods, method_node, _method_block, of_all),
        Layer(tables(all_evidence(knowledge)), source_node, _table_block, of_all),
        Layer([__version__], lambda version: SOFTWARE, _software_block, of_all),
    ]


def _paper_block(subject: str, paper: str) -> Block:
    return block(subject, ("a", "schema:Newspaper"), ("skos:prefLabel", chinese(paper)))


def _issue_block(subject: str, document: Document) -> Block:
    return block(
        subject,
        ("a", "schema:PublicationIssue"),
        given("schema:datePublished", date, document.date),
        ("kg:dateBasis", _DATE_BASIS[document.date_basis]) if document.date_basis in _DATE_BASIS else None,
        ("schema:isPartOf", paper_node(document.paper)) if document.paper is not None else None,
    )


def _page_block(subject: str, document: Document) -> Block:
    return block(
        subject,
        ("a", "kg:NewspaperPage"),
        ("dcterms:identifier", string(document.doc)),
        ("schema:isPartOf", issue_node(document)) if document.date is not None else None,
        given("schema:position", integer, document.page),
        given("kg:homeDistrict", chinese, document.home),
        ("kg:textSha256", string(document.sha256)),
        ("kg:encoding", string(document.encoding)),
    )


def _article_block(subject: str, article: Article) -> Block:
    return block(
        subject,
        ("a", "schema:NewsArticle"),
        ("a", "nif:Context"),
        ("dcterms:identifier", string(f"{article.doc}#{article.id}")),
        given("schema:headline", chinese, article.headline),
        given("schema:datePublished", date, article.date),
        ("kg:dateBasis", _DATE_BASIS[article.date_basis]) if article.date_basis in _DATE_BASIS else None,
        ("schema:isPartOf", page_node(article.doc)),
        given("kg:continuedFrom", chinese, article.continued_from),
        given("kg:continuedOn", chinese, article.continued_on),
        ("kg:continues", article_node(*article.continues)) if article.continues else None,
        ("kg:headlineMatchScore", decimal(article.headline_score)),
        ("nif:isString", chinese(article.printed or article.text)),
        ("nif:beginIndex", offset(0)),
        ("nif:endIndex", offset(len(article.text))),
        more=(
            *(("schema:alternativeHeadline", chinese(subhead)) for subhead in article.subheads),
            *(("schema:author", chinese(reporter)) for reporter in article.reporters),
        ),
    )


def _sentence_block(subject: str, sentence: Sentence) -> Block:
    return block(
        subject,
        ("a", "nif:Sentence"),
        ("nif:referenceContext", node_of(sentence.article)),
        ("nif:beginIndex", offset(sentence.begin)),
        ("nif:endIndex", offset(sentence.stop)),
        ("nif:anchorOf", chinese((sentence.article.printed or sentence.article.text)[sentence.begin : sentence.stop])),
        ("kg:sourceBegin", offset(sentence.start)),
        ("kg:sourceEnd", offset(sentence.end)),
    )


def _mention_block(subject: str, mention: Mention, article: Article, sentence: str | None) -> Block:
    return block(
        subject,
        ("a", "nif:Phrase"),
        ("nif:referenceContext", node_of(article)),
        ("nif:sentence", sentence) if sentence is not None else None,
        ("nif:beginIndex", offset(mention.begin)),
        ("nif:endIndex", offset(mention.stop)),
        ("nif:anchorOf", chinese((article.printed or article.text)[mention.begin : mention.stop])),
        ("kg:sourceBegin", offset(mention.start)),
        ("kg:sourceEnd", offset(mention.end)),
        ("itsrdf:taClassRef", _LABEL_CLASSES[mention.label]),
        given("itsrdf:taIdentRef", iri, mention.entity),
        ("itsrdf:taConfidence", decimal(mention.score)),
        ("kg:extractedBy", method_node(mention.source)),
    )


def _method_block(subject: str, source: str) -> Block:
    return block(
        subject,
        ("a", "prov:Plan"),
        ("a", "kg:Method"),
        ("skos:notation", string(source)),
        ("prov:wasAttributedTo", SOFTWARE),
    )


def _table_block(subject: str, evidence: Evidence) -> Block:
    return block(
        subject,
        ("a", "prov:Entity"),
        ("a", "kg:AuthorityTable"),
        ("dcterms:identifier", string(evidence.source)),
    )


def _software_block(subject: str, version: str) -> Block:
    return block(
        subject,
        ("a", "prov:SoftwareAgent"),
        ("skos:prefLabel", string(f"kg {version}")),
        ("schema:softwareVersion", string(version)),
    )
