"""What the nodes and edges of a graph carry, name by name and with its type.

The graph is a ``networkx.MultiDiGraph``. A node's key is the id of its entity, an edge's key the id of its record; both
are the same in every file of a build, and in every build over the same texts. ``graph.nodes[key]`` is a ``Node``. What
an edge carries depends on its ``rel``. ``graph.graph`` is a ``Whole``. Days are ``datetime.date`` or None.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypedDict

from kg.records import Evidence, Kind, Role, Scope, Statement, Status


class Node(TypedDict):
    """A person, organisation, street, place, initiative, event or post."""

    kind: Kind
    name: str
    """The fullest name that the papers have."""
    aliases: tuple[str, ...]
    subkind: str | None
    """Of a street: subdistrict, town, township, road; of an organisation: party, government, company and so on."""
    official: bool
    """A person who holds a public post, or such a post."""
    anchor: str | None
    """The place or organisation that tells it from a namesake."""
    code: str | None
    """The state's statistics code, where the authority tables have one."""
    mention_count: int
    article_count: int
    first_seen: date | None
    last_seen: date | None


class HoldsPost(TypedDict):
    """From a person to a post; the key begins with ``ten-``."""

    rel: Literal["holds_post"]
    title: str
    """The post as printed."""
    org: str | None
    """Key of the organisation, street or place where it is held."""
    status: Status
    first_attested: date | None
    last_attested: date | None
    evidence: tuple[Evidence, ...]


class PostIn(TypedDict):
    """From a post to where it is held; the key ends with ``-in``."""

    rel: Literal["post_in"]


class Acts(TypedDict):
    """From an agent to an initiative or event; the key begins with ``act-``."""

    rel: Literal["acts"]
    role: Role
    first_attested: date | None
    last_attested: date | None
    evidence: tuple[Evidence, ...]


class PartOf(TypedDict):
    """From a child to its parent; from a committee or office to the street it runs. The key begins with ``prt-``."""

    rel: Literal["part_of", "jurisdiction"]
    evidence: tuple[Evidence, ...]


class CoMention(TypedDict):
    """Between two things that stand together, from the lesser key to the greater; the key begins with ``lnk-``."""

    rel: Literal["co_mention"]
    scope: Scope
    """The tightest seen."""
    sentences: int
    paragraphs: int
    articles: int
    weight: float
    """0 to 1: how much more often than by chance."""
    weight_method: str
    first_seen: date | None
    last_seen: date | None
    evidence: tuple[Evidence, ...]


class Article(TypedDict):
    """An article of ``graph.graph["articles"]``, under ``<doc>#<id>``."""

    headline: str | None
    date: date | None
    doc: str
    page: int | None
    paper: str | None
    continues: str | None
    """The article whose rest this is."""


class Whole(TypedDict):
    """What the graph itself carries."""

    title: str
    version: str
    articles: dict[str, Article]
    statements: tuple[Statement, ...]


EDGES: dict[str, type] = {
    "holds_post": HoldsPost,
    "post_in": PostIn,
    "acts": Acts,
    "part_of": PartOf,
    "jurisdiction": PartOf,
    "co_mention": CoMention,
}
"""What an edge carries, by its ``rel``."""
