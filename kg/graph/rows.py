"""Rows that answer questions to a graph: one frozen dataclass for each kind of table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class TenureRow:
    """A person in a post. ``basis`` is "attested" for a day within the attested interval, else "last seen"."""

    person: str
    name: str
    title: str
    host: str | None
    status: str
    first: date | None
    last: date | None
    evidence: int
    basis: str = "attested"
    id: str = ""
    host_id: str | None = None


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A node as a table shows it."""

    id: str
    name: str
    subkind: str | None
    aliases: tuple[str, ...]
    mentions: int
    articles: int
    first: date | None
    last: date | None
    anchor: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class CoMentionRow:
    """A thing named beside another."""

    id: str
    name: str
    kind: str
    weight: float
    sentences: int
    articles: int
    first: date | None
    last: date | None
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
class EvidenceRow:
    """A sentence that states an edge, with its article."""

    sentence: str
    article: str
    headline: str | None
    day: date | None
    source: str
    score: float
