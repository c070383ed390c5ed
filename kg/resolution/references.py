"""One article's names gathered into references: everything that one article calls by names it declares the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.records import Article, Evidence, Fact, HoldsPost, Kind, Mention
from kg.relations.evidence import evidence_at
from kg.resolution.aliases import KINDS, Reading, squash
from kg.resolution.authority import Home
from kg.resolution.rules import rules


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing as one article names it."""

    kind: Kind
    name: str  # the fullest of its names there
    names: tuple[str, ...]  # sorted, without white space
    readings: tuple[Reading, ...]  # of all its names, sorted, each once
    main: Reading  # of the fullest name
    count: int  # mentions


@dataclass(frozen=True, slots=True)
class Scene:
    """One article, its references, and the way from a name to its reference."""

    address: str  # "<doc>#<article>"
    article: Article
    home: Home | None
    paper: str | None
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    references: tuple[Reference, ...]
    index: Mapping[tuple[Kind, str], int]
    signed: Mapping[Mention, int] = field(default_factory=dict)  # signatures that are not of the person of that name
    refused: tuple[tuple[Reading, Reading], ...] = ()  # names that it declares the same and that cannot be
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # each of those names to the others

    def stated(self, name: str | None, evidence: Evidence) -> str | None:
        """The name as its sentence has it, where the article wrongly declares that one the same as ``name``."""
        others = self.instead.get(squash(name), ()) if name else ()
        if not name or not others or squash(name) in squash(evidence.text):
            return name
        return next((other for other in others if other in squash(evidence.text)), name)

    def place_of(self, mention: Mention) -> int:
        """Position of the reference that a mention is of; posts have none."""
        signer = self.signed.get(mention)
        return self.index[KINDS[mention.label], squash(mention.text)] if signer is None else signer

    def holder(self, fact: HoldsPost) -> int | None:
        """Position of who holds a post: whoever signs, where the post is a reporter's."""
        if self.signed and rules().reporters.search(squash(fact.post)):
            for position in self.signed.values():
                if squash(fact.person) in self.references[position].names:
                    return position
        return self.find(fact.person, "person")

    def find(self, name: str | None, *kinds: Kind) -> int | None:
        """Position of the reference that ``name`` means, the first of ``kinds`` that has it, or None."""
        if not name:
            return None
        name = squash(name)
        for kind in kinds:
            position = self.index.get((kind, name))
            if position is not None:
                return position
        return None

    def sentence(self, reference: Reference) -> Evidence | None:
        """The sentence of the reference's first mention in the order of the text."""
        mentions = [m for m in self.mentions if KINDS[m.label] == reference.kind and squash(m.text) in reference.names]
        if not mentions:
            return None
        first = min(mentions, key=lambda mention: (mention.begin, mention.stop))
        return evidence_at(self.article, first.begin, first.stop, first.source, first.score)


HOSTS: tuple[Kind, ...] = ("organisation", "street", "place")
AGENTS: tuple[Kind, ...] = ("organisation", "street", "person", "place")
TARGETS: tuple[Kind, ...] = ("initiative", "event")
WHOLES: tuple[Kind, ...] = ("organisation", "street", "place")
