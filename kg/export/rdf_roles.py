"""The scheme of roles in SKOS: what a post is, apart from whose it is and where (局长, 书记, 代表)."""

from __future__ import annotations

from kg.export.rdf_blocks import Block, Layer, block
from kg.export.rdf_graphs import ROLES
from kg.export.rdf_terms import chinese, integer, string
from kg.relations.roles import Role, role_of, roles

SCHEME = "role:scheme"


def role_term(title: str, org: str | None) -> str:
    """The concept of the post ``title`` held at the organisation or place named ``org``."""
    return f"role:{role_of(title, org).role}"


def role_layer() -> Layer[Role | None]:
    """The scheme, for which None stands, and all its concepts, also those that no post of this graph has."""
    return Layer([None, *roles()], _subject, _block, lambda role: ROLES)


def _subject(role: Role | None) -> str:
    return f"role:{role.id}" if role else SCHEME


def _block(subject: str, role: Role | None) -> Block:
    return _role_block(role) if role else _scheme_block()


def _scheme_block() -> Block:
    return block(
        SCHEME,
        ("a", "skos:ConceptScheme"),
        ("skos:prefLabel", chinese("职务类别")),
        ("skos:prefLabel", f"{string('roles')}@en"),
        more=(("skos:hasTopConcept", f"role:{role.id}") for role in roles() if not role.broader),
    )


def _role_block(role: Role) -> Block:
    return block(
        f"role:{role.id}",
        ("a", "org:Role"),
        ("a", "skos:Concept"),
        ("skos:inScheme", SCHEME),
        ("skos:broader", f"role:{role.broader}") if role.broader else ("skos:topConceptOf", SCHEME),
        ("skos:notation", string(role.id)),
        ("skos:prefLabel", chinese(role.zh)),
        ("skos:prefLabel", f"{string(role.en)}@en"),
        ("kg:seniority", integer(role.order)),
        ("kg:branch", string(role.branch)),
    )
