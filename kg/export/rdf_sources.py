"""The layer of sources in RDF: papers, issues, pages, articles, and the sentences and mentions in them.

NIF's ``beginIndex`` and ``endIndex`` count into the ``isString`` of the article they refer to, in reading order, so
that the string between them is the ``anchorOf``. ``kg:sourceBegin`` and ``kg:sourceEnd`` count into the page as
decoded, line breaks and stray blanks included. All count Unicode code points and are half open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import __version__
from kg.export.rdf_blocks import Block, block, given, in_order
from kg.export.rdf_terms import chinese, date, decimal, integer, iri, node, offset, string
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
_SOFTWARE = node("sof", "kg", __version__)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that some fact rests on, placed in its article's text."""

    article: Article
    begin: int
    stop: int
    start: int
    end: int


def source_node(evidence: Evidence) -> str:
    """What a fact was derived from: a sentence, or the authority table that states it outside any article."""
    if not evidence.article:
        return node("src", evidence.doc, evidence.source)
    return node("sen", evidence.doc, evidence.article, evidence.start, evidence.end)


def method_node(source: str) -> str:
    """The rule, table or model that found something."""
    return node("met", source)


def source_blocks(knowledge: Knowledge) -> list[Iterator[Block]]:
    """The blocks of this layer, as iterators that are each sorted by subject."""
    articles = {(article.doc, article.id): article for article in knowledge.articles}
    evidence = list(_all_evidence(knowledge))
    sentences = _placed(evidence, articles)
    holders = _holders(knowledge.mentions, sentences)

    def mention_block(subject: str, mention: Mention) -> Block:
        return _mention_block(subject, mention, articles[mention.doc, mention.article], holders.get(subject))

    issues = [document for document in knowledge.documents if document.date is not None]
    papers = {document.paper for document in knowledge.documents if document.paper is not None}
    tables = ((source_node(piece), piece) for piece in evidence if not piece.article)
    methods = {piece.source for piece in evidence} | {mention.source for mention in knowledge.mentions}
    return [
        in_order(((node("pap", paper), paper) for paper in papers), _paper_block),
        in_order(((_issue_node(document), document) for document in issues), _issue_block),
        in_order(((node("pag", document.doc), document) for document in knowledge.documents), _page_block),
        in_order(((_article_node(article), article) for article in knowledge.articles), _article_block),
        in_order(sentences.items(), _sentence_block),
        in_order(((_mention_node(mention), mention) for mention in knowledge.mentions), mention_block),
        in_order(((method_node(method), method) for method in methods), _method_block),
        in_order(tables, _table_block),
        in_order([(_SOFTWARE, __version__)], _software_block),
    ]


def _all_evidence(knowledge: Knowledge) -> Iterator[Evidence]:
    for records in (knowledge.tenures, knowledge.acts, knowledge.parts, knowledge.links):
        for record in records:
            yield from record.evidence
    for statement in knowledge.statements:
        yield statement.evidence


def _placed(evidence: Iterable[Evidence], articles: Mapping[tuple[str, str], Article]) -> dict[str, _Sentence]:
    """Every sentence once, by its node."""
    placed: dict[str, _Sentence] = {}
    for piece in evidence:
        subject = source_node(piece)
        if piece.article and subject not in placed:
            article = articles[piece.doc, piece.article]
            begin, stop = place(piece, article)
            placed[subject] = _Sentence(article, begin, stop, piece.start, piece.end)
    return placed


def place(evidence: Evidence, article: Article) -> tuple[int, int]:
    """Where in the article text, as printed, the evidence stands.

    A sentence that goes on in the next column spans other text in the source, so that its words are looked for first,
    blanks aside, and only where they are not found everything between its source offsets is taken.
    """
    text = article.printed or article.text
    spots = [spot for spot, character in enumerate(text) if not character.isspace()]
    squashed = "".join(text[spot] for spot in spots)
    wanted = "".join(evidence.text.split())
    found: list[tuple[int, int]] = []
    at = squashed.find(wanted) if wanted else -1
    while at >= 0:
        found.append((spots[at], spots[at + len(wanted) - 1] + 1))
        at = squashed.find(wanted, at + 1)
    for begin, stop in found:
        where = [article.offsets[spot] for spot in range(begin, stop) if not text[spot].isspace()]
        if evidence.start <= min(where) and max(where) < evidence.end:
            return begin, stop
    inside = [spot for spot in spots if evidence.start <= article.offsets[spot] < evidence.end]
    return (inside[0], inside[-1] + 1) if inside else (0, len(article.text))


def _holders(mentions: Sequence[Mention], sentences: Mapping[str, _Sentence]) -> dict[str, str]:
    """The node of the shortest sentence around each mention, by the mention's node, where a fact rests on one."""
    by_article: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for subject, sentence in sentences.items():
        place = (sentence.begin, sentence.stop, subject)
        by_article[sentence.article.doc, sentence.article.id].append(place)
    holders = {}
    for mention in mentions:
        around = [
            (stop - begin, subject)
            for begin, stop, subject in by_article[mention.doc, mention.article]
            if begin <= mention.begin and mention.stop <= stop
        ]
        if around:
            holders[_mention_node(mention)] = min(around)[1]
    return holders


def _issue_node(document: Document) -> str:
    return node("iss", document.paper or "", document.date or "")


def _article_node(article: Article) -> str:
    return node("art", article.doc, article.id)


def _mention_node(mention: Mention) -> str:
    return node("men", mention.doc, mention.article, mention.start, mention.end, mention.label)


def _paper_block(subject: str, paper: str) -> Block:
    return block(subject, ("a", "schema:Newspaper"), ("skos:prefLabel", chinese(paper)))


def _issue_block(subject: str, document: Document) -> Block:
    return block(
        subject,
        ("a", "schema:PublicationIssue"),
        given("schema:datePublished", date, document.date),
        ("kg:dateBasis", _DATE_BASIS[document.date_basis]) if document.date_basis in _DATE_BASIS else None,
        ("schema:isPartOf", node("pap", document.paper)) if document.paper is not None else None,
    )


def _page_block(subject: str, document: Document) -> Block:
    return block(
        subject,
        ("a", "kg:NewspaperPage"),
        ("dcterms:identifier", string(document.doc)),
        ("schema:isPartOf", _issue_node(document)) if document.date is not None else None,
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
        ("schema:isPartOf", node("pag", article.doc)),
        given("kg:continuedFrom", chinese, article.continued_from),
        given("kg:continuedOn", chinese, article.continued_on),
        ("kg:continues", node("art", *article.continues)) if article.continues else None,
        ("kg:headlineMatchScore", decimal(article.headline_score)),
        ("nif:isString", chinese(article.printed or article.text)),
        ("nif:beginIndex", offset(0)),
        ("nif:endIndex", offset(len(article.text))),
        more=(
            *(("schema:alternativeHeadline", chinese(subhead)) for subhead in article.subheads),
            *(("schema:author", chinese(reporter)) for reporter in article.reporters),
        ),
    )


def _sentence_block(subject: str, sentence: _Sentence) -> Block:
    return block(
        subject,
        ("a", "nif:Sentence"),
        ("nif:referenceContext", _article_node(sentence.article)),
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
        ("nif:referenceContext", _article_node(article)),
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
        ("prov:wasAttributedTo", _SOFTWARE),
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
