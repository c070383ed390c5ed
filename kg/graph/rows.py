"""Rows that answer questions to a graph: one frozen dataclass for each kind of table.

Columns that end in ``id`` hold keys of nodes, ``edge`` holds the key of an edge, with which the next question can be
asked. Dates are days of the papers, None where no paper tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class TenureRow:
    """A person in a post.

    ``evidence`` counts sentences. ``basis`` is "attested" for a day within the attested interval, else "last seen".
    """

    name: str
    title: str
    host: str | None
    status: str
    first: date | None
    last: date | None
    evidence: int
    basis: str
    person_id: str
    post_id: str
    host_id: str | None
    edge: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """What an agent does to an initiative or event."""

    agent: str
    role: str
    target: str
    first: date | None
    last: date | None
    evidence: int
    agent_kind: str
    target_kind: str
    agent_id: str
    target_id: str
    edge: str


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A node as a table shows it. ``code`` is the state's statistics code, ``anchor`` what tells it from a namesake."""

    name: str
    kind: str
    subkind: str | None
    official: bool
    aliases: tuple[str, ...]
    mentions: int
    articles: int
    first: date | None
    last: date | None
    anchor: str | None
    code: str | None
    id: str


@dataclass(frozen=True, slots=True)
class NamesakeRow:
    """One of the people of a name, with their posts."""

    id: str
    posts: tuple[str, ...]
    articles: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class TopRow:
    """How central a node is. ``neighbours`` counts nodes, ``links`` the roles and co-mentions that lead to them."""

    name: str
    kind: str
    articles: int
    mentions: int
    neighbours: int
    links: int
    pagerank: float
    id: str


@dataclass(frozen=True, slots=True)
class CoMentionRow:
    """A thing named beside another."""

    name: str
    kind: str
    weight: float
    sentences: int
    articles: int
    first: date | None
    last: date | None
    id: str
    edge: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One edge of a path. ``forward`` is False where the edge points against the way."""

    source: str
    target: str
    rel: str
    detail: str
    forward: bool
    edge: str
    sentence: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something dated in the record of a thing."""

    day: date
    what: Literal["post", "act", "statement"]
    text: str
    sentence: str
    article: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What somebody is quoted with. ``about`` are the initiatives and events named in it."""

    day: date | None
    speaker: str
    verb: str
    quote: str
    post: str | None
    about: tuple[str, ...]
    sentence: str
    article: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A sentence that states an edge. ``start`` and ``end`` are its place in the text of its document.

    ``marked`` is the sentence with the names of the edge's ends in ⟦⟧; ``source`` tells the rule or the model.
    """

    rel: str
    day: date | None
    sentence: str
    headline: str | None
    article: str
    start: int
    end: int
    source: str
    score: float
    edge: str
    marked: str


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A post that two people hold at once ("two at once"), or that nobody is attested in for long ("nobody").

    ``first`` and ``last`` are the days between which it is so.
    """

    doubt: str
    host: str | None
    title: str
    name: str
    other: str
    first: date
    last: date
    days: int
    edge: str
    other_edge: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Two that were compared: ``together`` is "yes" where they are one thing. ``a`` and ``b`` are for decisions.csv."""

    together: str
    score: float
    reason: str
    left: str
    right: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that a later graph says otherwise than an earlier one.

    ``what`` is the kind of the thing, "tenure" or "act"; ``before`` and ``after`` are what changed, None where there
    was nothing; ``id`` is the key of the node or edge.
    """

    change: Literal["new", "gone", "renamed", "changed"]
    what: str
    name: str
    before: str | None
    after: str | None
    day: date | None
    sentence: str | None
    id: str
