"""The layer of facts in RDF: tenures, acts, belonging, co-mentions and quotations, each a node with its sentences.

Each has its dates, its confidence and the sentences it was derived from. Where a plain triple can say the same, it
stands in ``rdf_entities``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.export.rdf_blocks import Block, Layer, Pair, block, given
from kg.export.rdf_entities import ACTS, host_pairs
from kg.export.rdf_graphs import FACTS, Issues, graph_of, graphs_of
from kg.export.rdf_nodes import method_node, source_node
from kg.export.rdf_roles import role_term
from kg.export.rdf_terms import chinese, date, decimal, integer, iri, string
from kg.records import Act, Entity, Evidence, Knowledge, Link, Part, Statement, Status, Tenure
from kg.resolution.link_columns import Links

_STATUS: Mapping[Status, str] = {
    "current": "kg:Current",
    "former": "kg:Former",
    "incoming": "kg:Incoming",
    "acting": "kg:Acting",
}
_SCOPES = {"sentence": "kg:SentenceScope", "paragraph": "kg:ParagraphScope", "article": "kg:ArticleScope"}

Fact = Tenure | Act | Part | Link


def fact_layers(knowledge: Knowledge, issue_of: Issues) -> list[Layer[Any]]:
    """The layers of facts. That a fact is derived from a sentence stands in the graph of that sentence's issue."""
    entities = {entity.id: entity for entity in knowledge.entities}
    borne = Counter((tenure.person, tenure.title) for tenure in knowledge.tenures)
    spoken = {  # who is 主任 at two bodies speaks for nobody knows which
        key: tenure.post for tenure in knowledge.tenures if borne[key := (tenure.person, tenure.title)] == 1
    }

    def tenure_block(subject: str, tenure: Tenure) -> Block:
        return _tenure_block(subject, tenure, entities)

    def statement_block(subject: str, statement: Statement) -> Block:
        return _statement_block(subject, statement, spoken)

    def moved(fact: Fact) -> Mapping[str, str]:
        return graphs_of(fact.evidence, issue_of)

    def layer(records: Iterable[Fact], compose: Callable[[str, Any], Block], *, ordered: bool = False) -> Layer[Any]:
        return Layer(records, lambda fact: iri(fact.id), compose, lambda fact: FACTS, moved, ordered)

    return [
        layer(knowledge.tenures, tenure_block),
        layer(knowledge.acts, _act_block),
        layer(knowledge.parts, _part_block),
        layer(_ById(Links.of(knowledge.links)), _link_block, ordered=True),
        Layer(
            knowledge.statements,
            lambda statement: iri(statement.id),
            statement_block,
            lambda statement: graph_of(FACTS, statement.evidence.doc, issue_of),
        ),
    ]


@dataclass(frozen=True, slots=True)
class _ById:
    """Links in the order of their ids, made as they are asked for, as often as they are."""

    links: Links

    def __iter__(self) -> Iterator[Link]:
        return self.links.by_id()


def _tenure_block(subject: str, tenure: Tenure, entities: Mapping[str, Entity]) -> Block:
    host = entities[tenure.org] if tenure.org is not None else None
    return block(
        subject,
        ("a", "org:Membership"),
        ("a", "kg:Tenure"),
        ("org:member", iri(tenure.person)),
        ("kg:post", iri(tenure.post)),
        ("org:role", role_term(tenure.title, host.name if host is not None else None)),
        ("kg:title", chinese(tenure.title)),
        ("kg:status", _STATUS[tenure.status]),
        given("kg:firstAttested", date, tenure.first_attested),
        given("kg:lastAttested", date, tenure.last_attested),
        more=(*host_pairs(host, "org:organization"), *_evidence_pairs(tenure.evidence)),
    )


def _act_block(subject: str, act: Act) -> Block:
    return block(
        subject,
        ("a", "kg:Act"),
        ("a", ACTS[act.role][0]),
        ("kg:agent", iri(act.agent)),
        ("kg:target", iri(act.target)),
        given("kg:firstAttested", date, act.first_attested),
        given("kg:lastAttested", date, act.last_attested),
        more=_evidence_pairs(act.evidence),
    )


def _part_block(subject: str, part: Part) -> Block:
    return block(
        subject,
        ("a", "kg:Belonging"),
        ("kg:child", iri(part.child)),
        ("kg:parent", iri(part.parent)),
        more=_evidence_pairs(part.evidence),
    )


def _link_block(subject: str, link: Link) -> Block:
    # Most blocks of a graph are of these: its pairs are put down in their order, for there is no time to sort them.
    sources = sorted({source_node(piece) for piece in link.evidence})
    methods = sorted({method_node(piece.source) for piece in link.evidence})
    best = max((piece.score for piece in link.evidence), default=None)
    ends = sorted({iri(link.a), iri(link.b)})
    pairs = [
        ("a", "kg:CoMention"),
        ("kg:articleCount", integer(link.articles)),
        given("kg:confidence", decimal, best),
        *[("kg:evidence", source) for source in sources],
        *[("kg:extractedBy", method) for method in methods],
        given("kg:firstSeen", date, link.first_seen),
        given("kg:lastSeen", date, link.last_seen),
        ("kg:paragraphCount", integer(link.paragraphs)),
        *[("kg:participant", end) for end in ends],
        ("kg:scope", _SCOPES[link.scope]),
        ("kg:sentenceCount", integer(link.sentences)),
        ("kg:weight", decimal(link.weight)),
        ("kg:weightMethod", string(link.weight_method)),
        *[("prov:wasDerivedFrom", source) for source in sources],
    ]
    return subject, [pair for pair in pairs if pair is not None]


def _statement_block(subject: str, statement: Statement, posts: Mapping[tuple[str, str], str]) -> Block:
    post = posts.get((statement.speaker, statement.post or ""))
    return block(
        subject,
        ("a", "schema:Quotation"),
        ("schema:creator", iri(statement.speaker)),
        ("schema:text", chinese(statement.quote)),
        ("kg:reportingVerb", chinese(statement.verb)),
        given("kg:capacity", chinese, statement.post),
        given("kg:inCapacityOf", iri, post),
        given("schema:dateCreated", date, statement.date),
        more=(*(("schema:about", iri(topic)) for topic in statement.about), *_evidence_pairs((statement.evidence,))),
    )


def _evidence_pairs(evidence: Iterable[Evidence]) -> Iterator[Pair]:
    best = None
    for piece in evidence:
        yield "prov:wasDerivedFrom", source_node(piece)
        yield "kg:extractedBy", method_node(piece.source)
        best = piece.score if best is None else max(best, piece.score)
    if best is not None:
        yield "kg:confidence", decimal(best)
