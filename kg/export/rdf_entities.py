"""The layer of things in RDF: who and what there is, and the plain triples between them.

A plain triple is what tools that draw triples and path queries want; the same fact stands in ``rdf_facts`` as a node of
its own, with its dates, its confidence and its sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.export.rdf_blocks import Block, Layer, Pair, block
from kg.export.rdf_graphs import THINGS
from kg.export.rdf_roles import role_term
from kg.export.rdf_terms import chinese, date, integer, iri, string
from kg.graph.build import is_jurisdiction
from kg.records import Act, Entity, Knowledge, Part, Role, Tenure
from kg.resolution.link_columns import Links

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
ACTS: Mapping[Role, tuple[str, str]] = {
    "host": ("kg:Hosting", "kg:hosts"),
    "undertake": ("kg:Undertaking", "kg:undertakes"),
    "lead": ("kg:Leading", "kg:leads"),
    "issue": ("kg:Issuing", "kg:issues"),
    "implement": ("kg:Implementing", "kg:implements"),
    "propose": ("kg:Proposing", "kg:proposes"),
    "attend": ("kg:Attending", "kg:attends"),
    "award": ("kg:AwardReceipt", "kg:receivesAwardAt"),
    "co_host": ("kg:CoHosting", "kg:coHosts"),
    "guide": ("kg:Guiding", "kg:guides"),
}
"""The class of an act and its plain property, by role."""


def entity_layer(knowledge: Knowledge) -> Layer[Entity]:
    """People, posts, organisations, streets, places, initiatives and events."""
    entities = {entity.id: entity for entity in knowledge.entities}
    between = _Between(knowledge, entities)

    def compose(subject: str, entity: Entity) -> Block:
        return block(subject, more=(*_entity_pairs(entity, entities), *between.pairs(entity)))

    return Layer(knowledge.entities, lambda entity: iri(entity.id), compose, lambda entity: THINGS)


class _Between:
    """The records that speak of each entity, from which its plain triples are made when it is written."""

    def __init__(self, knowledge: Knowledge, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._held: dict[str, list[Tenure]] = defaultdict(list)
        self._posts: dict[str, list[Tenure]] = defaultdict(list)
        self._acts: dict[str, list[Act]] = defaultdict(list)
        self._parts: dict[str, list[Part]] = defaultdict(list)
        for tenure in knowledge.tenures:
            self._held[tenure.person].append(tenure)
            self._posts[tenure.post].append(tenure)
        for act in knowledge.acts:
            self._acts[act.agent].append(act)
        for part in knowledge.parts:
            self._parts[part.child].append(part)
        links = Links.of(knowledge.links)
        self._linked = links.entities
        self._row = {name: row for row, name in enumerate(links.entities)}
        self._begins, self._beside = links.beside()

    def pairs(self, entity: Entity) -> Iterator[Pair]:
        """The plain triples whose subject ``entity`` is."""
        for tenure in self._held.get(entity.id, ()):
            if tenure.status in ("current", "acting"):
                yield "org:holds", iri(tenure.post)
        for act in self._acts.get(entity.id, ()):
            yield ACTS[act.role][1], iri(act.target)
        for part in self._parts.get(entity.id, ()):
            yield part_property(entity, self._entities[part.parent]), iri(part.parent)
        row = self._row.get(entity.id)
        if row is not None:
            for other in self._beside[self._begins[row] : self._begins[row + 1]].tolist():
                yield "kg:coMentionedWith", iri(self._linked[other])
        yield from _post_pairs(self._posts.get(entity.id, ()), self._entities)


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
        yield from host_pairs(host, "org:postIn")
        yield "org:role", role_term(tenure.title, host.name if host is not None else None)


def host_pairs(host: Entity | None, organisation_property: str) -> Iterator[Pair]:
    """Where a post or tenure is held."""
    if host is not None:
        yield "kg:heldAt", iri(host.id)
        # ORG's properties range over organisations; a street or place that stands for its office is not made one.
        if host.kind == "organisation":
            yield organisation_property, iri(host.id)
