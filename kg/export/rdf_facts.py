"""The layer of facts in RDF: who and what there is, posts and tenures, acts, belonging, co-mention, quotations.

Each fact is written twice where a plain triple can say it: as that triple, for path queries and for tools that draw
triples, and as a node of its own with its dates, its confidence and the sentences it was derived from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.export.rdf_blocks import Block, Pair, block, given, in_order
from kg.export.rdf_roles import role_term
from kg.export.rdf_sources import method_node, source_node
from kg.export.rdf_terms import chinese, date, decimal, integer, iri, string
from kg.graph.build import is_jurisdiction
from kg.records import Act, Entity, Evidence, Knowledge, Link, Part, Role, Statement, Status, Tenure

_KIND_CLASSES: Mapping[str, tuple[str, ...]] = {
    "person": ("foaf:Person",),
    "post": ("org:Post",),
    "street": ("schema:AdministrativeArea", "kg:Street"),
    "organisation": ("org:FormalOrganization",),
    "place": ("schema:Place",),
    "initiative": ("schema:Project", "kg:Initiative"),
    "event": ("schema:Event",),
}
SUBKIND_CLASSES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("street", "subdistrict"): ("schema:AdministrativeArea", "kg:Subdistrict"),
    ("street", "town"): ("schema:AdministrativeArea", "kg:Town"),
    ("street", "township"): ("schema:AdministrativeArea", "kg:Township"),
    ("street", "road"): ("schema:Place", "kg:Road"),
    ("place", "province"): ("schema:AdministrativeArea", "kg:Province"),
    ("place", "city"): ("schema:AdministrativeArea", "kg:City"),
    ("place", "district"): ("schema:AdministrativeArea", "kg:District"),
    ("place", "county"): ("schema:AdministrativeArea", "kg:County"),
    ("place", "community"): ("schema:AdministrativeArea", "kg:Community"),
    ("place", "village"): ("schema:AdministrativeArea", "kg:Village"),
    ("place", "estate"): ("schema:Place", "kg:Estate"),
    ("place", "zone"): ("schema:Place", "kg:Zone"),
    ("place", "park"): ("schema:Place", "schema:Park"),
    ("place", "water"): ("schema:Place", "schema:BodyOfWater"),
    ("place", "mountain"): ("schema:Place", "schema:Mountain"),
    ("place", "transport"): ("schema:Place", "schema:CivicStructure"),
    ("place", "building"): ("schema:Place", "schema:LandmarksOrHistoricalBuildings"),
    ("organisation", "party"): ("org:FormalOrganization", "kg:PartyOrgan"),
    ("organisation", "government"): ("org:FormalOrganization", "kg:GovernmentOrgan"),
    ("organisation", "congress"): ("org:FormalOrganization", "kg:PeoplesCongress"),
    ("organisation", "cppcc"): ("org:FormalOrganization", "kg:ConsultativeConference"),
    ("organisation", "discipline"): ("org:FormalOrganization", "kg:DisciplineOrgan"),
    ("organisation", "court"): ("org:FormalOrganization", "kg:Court"),
    ("organisation", "procuratorate"): ("org:FormalOrganization", "kg:Procuratorate"),
    ("organisation", "mass_organisation"): ("org:FormalOrganization", "kg:MassOrganization"),
    ("organisation", "institution"): ("org:FormalOrganization", "kg:PublicInstitution"),
    ("organisation", "company"): ("org:FormalOrganization", "kg:Company"),
    ("organisation", "school"): ("org:FormalOrganization", "kg:School"),
    ("organisation", "hospital"): ("org:FormalOrganization", "kg:Hospital"),
    ("organisation", "media"): ("org:FormalOrganization", "kg:MediaOrganization"),
    ("organisation", "association"): ("org:FormalOrganization", "kg:Association"),
    ("organisation", "community"): ("org:FormalOrganization", "kg:SelfGoverningCommittee"),
    ("initiative", "law"): ("schema:Project", "kg:Initiative", "schema:Legislation"),
    ("initiative", "document"): ("schema:Project", "kg:Initiative", "schema:CreativeWork"),
    ("event", "meeting"): ("schema:Event", "kg:Meeting"),
    ("event", "contest"): ("schema:Event", "kg:Contest"),
    ("event", "festival"): ("schema:Event", "schema:Festival"),
    ("event", "drill"): ("schema:Event", "kg:Drill"),
}
"""Classes by kind and by the sub-kinds of rules/subkinds.tsv; another sub-kind has the classes of its kind."""
_STATUS: Mapping[Status, str] = {
    "current": "kg:Current",
    "former": "kg:Former",
    "incoming": "kg:Incoming",
    "acting": "kg:Acting",
}
_ACTS: Mapping[Role, tuple[str, str]] = {
    "host": ("kg:Hosting", "kg:hosts"),
    "undertake": ("kg:Undertaking", "kg:undertakes"),
    "lead": ("kg:Leading", "kg:leads"),
    "issue": ("kg:Issuing", "kg:issues"),
    "implement": ("kg:Implementing", "kg:implements"),
    "propose": ("kg:Proposing", "kg:proposes"),
    "attend": ("kg:Attending", "kg:attends"),
    "award": ("kg:AwardReceipt", "kg:receivesAwardAt"),
}
_SCOPES = {"sentence": "kg:SentenceScope", "paragraph": "kg:ParagraphScope", "article": "kg:ArticleScope"}


def fact_blocks(knowledge: Knowledge) -> list[Iterator[Block]]:
    """The blocks of this layer, as iterators that are each sorted by subject."""
    entities = {entity.id: entity for entity in knowledge.entities}
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in knowledge.tenures:
        tenures[tenure.post].append(tenure)
    borne = Counter((tenure.person, tenure.title) for tenure in knowledge.tenures)
    spoken = {  # who is 主任 at two bodies speaks for nobody knows which
        key: tenure.post for tenure in knowledge.tenures if borne[key := (tenure.person, tenure.title)] == 1
    }
    plain = _plain_triples(knowledge, entities)

    def entity_block(subject: str, entity: Entity) -> Block:
        posts = _post_pairs(tenures[entity.id], entities) if entity.kind == "post" else ()
        return block(subject, more=(*_entity_pairs(entity, entities), *posts, *plain.get(entity.id, ())))

    def tenure_block(subject: str, tenure: Tenure) -> Block:
        return _tenure_block(subject, tenure, entities)

    def statement_block(subject: str, statement: Statement) -> Block:
        return _statement_block(subject, statement, spoken)

    return [
        in_order(((iri(entity.id), entity) for entity in knowledge.entities), entity_block),
        in_order(((iri(tenure.id), tenure) for tenure in knowledge.tenures), tenure_block),
        in_order(((iri(act.id), act) for act in knowledge.acts), _act_block),
        in_order(((iri(part.id), part) for part in knowledge.parts), _part_block),
        in_order(((iri(link.id), link) for link in knowledge.links), _link_block),
        in_order(((iri(statement.id), statement) for statement in knowledge.statements), statement_block),
    ]


def part_property(child: Entity, parent: Entity) -> str:
    """The property that says that ``child`` belongs to ``parent``."""
    areas = ("street", "place")
    if child.kind == "organisation" and parent.kind == "organisation":
        return "org:subOrganizationOf"
    if child.kind in areas and parent.kind in areas:
        return "schema:containedInPlace"
    if is_jurisdiction(child, parent):
        return "kg:jurisdiction"
    return "dcterms:isPartOf"


def _plain_triples(knowledge: Knowledge, entities: Mapping[str, Entity]) -> Mapping[str, list[Pair]]:
    plain: dict[str, list[Pair]] = defaultdict(list)
    for tenure in knowledge.tenures:
        if tenure.status in ("current", "acting"):
            plain[tenure.person].append(("org:holds", iri(tenure.post)))
    for act in knowledge.acts:
        plain[act.agent].append((_ACTS[act.role][1], iri(act.target)))
    for part in knowledge.parts:
        plain[part.child].append((part_property(entities[part.child], entities[part.parent]), iri(part.parent)))
    for link in knowledge.links:
        plain[link.a].append(("kg:coMentionedWith", iri(link.b)))
        plain[link.b].append(("kg:coMentionedWith", iri(link.a)))
    return plain


def _entity_pairs(entity: Entity, entities: Mapping[str, Entity]) -> Iterator[Pair]:
    classes = SUBKIND_CLASSES.get((entity.kind, entity.subkind or ""), _KIND_CLASSES[entity.kind])
    yield from (("a", name) for name in classes)
    if entity.official:
        yield "a", "kg:PublicPost" if entity.kind == "post" else "kg:Official"
    yield "skos:prefLabel", chinese(entity.name)
    yield from (("skos:altLabel", chinese(alias)) for alias in entity.aliases if alias != entity.name)
    if entity.code is not None:
        yield "skos:notation", string(entity.code)
    if entity.anchor is not None:
        known = entity.anchor in entities
        yield ("kg:anchor", iri(entity.anchor)) if known else ("kg:anchorName", chinese(entity.anchor))
    yield "kg:mentionCount", integer(entity.mention_count)
    yield "kg:articleCount", integer(entity.article_count)
    if entity.first_seen is not None:
        yield "kg:firstSeen", date(entity.first_seen)
    if entity.last_seen is not None:
        yield "kg:lastSeen", date(entity.last_seen)


def _post_pairs(tenures: Sequence[Tenure], entities: Mapping[str, Entity]) -> Iterator[Pair]:
    for tenure in tenures:
        yield "kg:title", chinese(tenure.title)
        host = entities[tenure.org] if tenure.org is not None else None
        yield from _host_pairs(host, "org:postIn")
        yield "org:role", role_term(tenure.title, host.name if host is not None else None)


def _host_pairs(host: Entity | None, organisation_property: str) -> Iterator[Pair]:
    if host is not None:
        yield "kg:heldAt", iri(host.id)
        # ORG's properties range over organisations; a street or place that stands for its office is not made one.
        if host.kind == "organisation":
            yield organisation_property, iri(host.id)


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
        more=(*_host_pairs(host, "org:organization"), *_evidence_pairs(tenure.evidence)),
    )


def _act_block(subject: str, act: Act) -> Block:
    return block(
        subject,
        ("a", "kg:Act"),
        ("a", _ACTS[act.role][0]),
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
    return block(
        subject,
        ("a", "kg:CoMention"),
        ("kg:participant", iri(link.a)),
        ("kg:participant", iri(link.b)),
        ("kg:scope", _SCOPES[link.scope]),
        ("kg:sentenceCount", integer(link.sentences)),
        ("kg:paragraphCount", integer(link.paragraphs)),
        ("kg:articleCount", integer(link.articles)),
        ("kg:weight", decimal(link.weight)),
        ("kg:weightMethod", string(link.weight_method)),
        given("kg:firstSeen", date, link.first_seen),
        given("kg:lastSeen", date, link.last_seen),
        more=(
            *(("kg:evidence", source_node(evidence)) for evidence in link.evidence),
            *_evidence_pairs(link.evidence),
        ),
    )


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
