"""The vocabulary of the Turtle: own terms, the standard vocabularies' prefixes, and the base IRI they hang from.

``KG`` is closed: a misspelt term raises AttributeError at once instead of writing a triple that nobody finds. What each
term means, in Chinese and English, stands in ``data/ontology.ttl``; a test keeps the two lists equal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.errors import SettingError

DEFAULT_BASE = "http://example.org/kg/"

STANDARD: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that do not hang from the base IRI."""

_BASE = re.compile(
    r"""https?://
        [A-Za-z0-9.\-]+ (?: :[0-9]+ )?                          # host and port; a Chinese host in its xn-- form
        (?: / (?: [A-Za-z0-9\-._~!$&'()*+,;=:@/] | %[0-9A-Fa-f]{2} )* )?
        [/#]""",
    re.VERBOSE,
)


class KG(DefinedNamespace):
    """Own terms, under the default base IRI's ``ns#``."""

    _NS = Namespace(DEFAULT_BASE + "ns#")
    _fail = True

    # people, and how they hold posts
    Official: URIRef
    PublicPost: URIRef
    Tenure: URIRef
    post: URIRef
    tenure: URIRef
    heldAt: URIRef
    title: URIRef
    status: URIRef
    TenureStatus: URIRef
    Current: URIRef
    Former: URIRef
    Incoming: URIRef
    Acting: URIRef
    firstAttested: URIRef
    lastAttested: URIRef
    seniority: URIRef
    branch: URIRef

    # organisations
    PartyOrgan: URIRef
    GovernmentOrgan: URIRef
    PeoplesCongress: URIRef
    ConsultativeConference: URIRef
    DisciplineOrgan: URIRef
    Court: URIRef
    Procuratorate: URIRef
    MassOrganization: URIRef
    PublicInstitution: URIRef
    Company: URIRef
    School: URIRef
    Hospital: URIRef
    MediaOrganization: URIRef
    Association: URIRef
    SelfGoverningCommittee: URIRef
    jurisdiction: URIRef
    underJurisdictionOf: URIRef

    # streets and places
    Street: URIRef
    Subdistrict: URIRef
    Town: URIRef
    Township: URIRef
    Road: URIRef
    Province: URIRef
    City: URIRef
    District: URIRef
    County: URIRef
    Community: URIRef
    Village: URIRef
    Estate: URIRef
    Zone: URIRef
    anchor: URIRef
    anchorName: URIRef

    # initiatives, events, and who does what
    Initiative: URIRef
    Meeting: URIRef
    Contest: URIRef
    Drill: URIRef
    Act: URIRef
    Hosting: URIRef
    Undertaking: URIRef
    Leading: URIRef
    Issuing: URIRef
    Implementing: URIRef
    Proposing: URIRef
    Attending: URIRef
    AwardReceipt: URIRef
    CoHosting: URIRef
    Guiding: URIRef
    agent: URIRef
    target: URIRef
    hosts: URIRef
    undertakes: URIRef
    leads: URIRef
    issues: URIRef
    implements: URIRef
    proposes: URIRef
    attends: URIRef
    receivesAwardAt: URIRef
    coHosts: URIRef
    guides: URIRef
    hostedBy: URIRef
    undertakenBy: URIRef
    ledBy: URIRef
    issuedBy: URIRef
    implementedBy: URIRef
    proposedBy: URIRef
    attendedBy: URIRef
    awardTo: URIRef
    coHostedBy: URIRef
    guidedBy: URIRef
    shortcut: URIRef

    # belonging
    Belonging: URIRef
    child: URIRef
    parent: URIRef

    # co-mention
    CoMention: URIRef
    coMentionedWith: URIRef
    participant: URIRef
    scope: URIRef
    CoMentionScope: URIRef
    SentenceScope: URIRef
    ParagraphScope: URIRef
    ArticleScope: URIRef
    sentenceCount: URIRef
    paragraphCount: URIRef
    articleCount: URIRef
    mentionCount: URIRef
    weight: URIRef
    weightMethod: URIRef
    firstSeen: URIRef
    lastSeen: URIRef
    evidence: URIRef

    # quotations
    reportingVerb: URIRef
    inCapacityOf: URIRef
    capacity: URIRef

    # sources
    NewspaperPage: URIRef
    AuthorityTable: URIRef
    Method: URIRef
    dateBasis: URIRef
    DateBasis: URIRef
    SuppliedByUser: URIRef
    FileName: URIRef
    Masthead: URIRef
    Metadata: URIRef
    LowerBound: URIRef
    homeDistrict: URIRef
    textSha256: URIRef
    encoding: URIRef
    continuedFrom: URIRef
    continuedOn: URIRef
    continues: URIRef
    headlineMatchScore: URIRef
    sourceBegin: URIRef
    sourceEnd: URIRef
    confidence: URIRef
    extractedBy: URIRef


def prefixes(base: str) -> dict[str, str]:
    """Prefix to namespace, sorted by prefix: the standard ones and, under ``base``, ``id``, ``kg`` and ``role``.

    Raises:
        SettingError: ``base`` is no IRI that others can hang from.
    """
    check_base(base)
    # An IRI holds one # at most, so under a base that ends in # the own terms cannot stand under ns#.
    terms = base + ("ns/" if base.endswith("#") else "ns#")
    own = {"id": base + "id/", "kg": terms, "role": base + "role/"}
    return dict(sorted({**STANDARD, **own}.items()))


def with_graphs(base: str) -> dict[str, str]:
    """The prefixes for formats that have named graphs, whose names are under ``graph``.

    Raises:
        SettingError: ``base`` is no IRI that others can hang from.
    """
    return dict(sorted({**prefixes(base), "graph": base + "graph/"}.items()))


def check_base(base: str) -> None:
    """Refuse a base IRI that is not absolute, not ASCII, not http(s), or does not end in / or #.

    Raises:
        SettingError: with what to write instead.
    """
    if not _BASE.fullmatch(base):
        raise SettingError(
            f"base IRI {base!r} cannot be used: write http:// or https://, a host, a path in plain ASCII "
            "(other characters as %XX) and a closing / or #, for example http://example.org/kg/"
        )


def data_turtle(name: str, base: str) -> str:
    """``data/ontology.ttl`` or ``data/shapes.ttl``, with the own terms under ``base`` instead of the default base."""
    text = files("kg").joinpath("data", name).read_text(encoding="utf-8")
    default = prefixes(DEFAULT_BASE)
    for prefix, namespace in prefixes(base).items():
        text = text.replace(f"<{default[prefix]}>", f"<{namespace}>")
    return text
