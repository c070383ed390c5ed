"""officials.csv, entities.csv and relations.csv: tables for a spreadsheet.

UTF-8 with a byte-order mark and CRLF line ends, as Excel wants them. A cell that a spreadsheet would take for a formula
is led by an apostrophe; line breaks and other control characters in a cell become blanks. Several values in one cell
are parted by `` | ``; what Excel cannot hold in one cell ends in ``…``. Dates are ISO 8601; an unknown value
is an empty cell.

``officials.csv``, a line for each tenure of a person who holds a public post, sorted by name, organisation and post
    person, post, organisation, branch (party, government, congress, …), status, first_attested, last_attested, aliases,
    articles (how many name the person), sentence (the first piece of evidence), headline, paper, doc, person_id,
    organisation_id, tenure_id.
``entities.csv``, a line for each entity, sorted by kind, name and id
    id, kind, subkind, name, aliases, official (yes or no), code, anchor (the place or organisation that tells it from a
    namesake), mentions, articles, first_seen, last_seen.
``relations.csv``, a line for each relation, sorted by relation, ends and id
    relation (holds_post, acts, part_of, co_mention, said), from, to (names; for holds_post the organisation, for said
    what the quotation is about), detail (the post, the role, the scope, the verb), status, first, last, weight
    (co_mention), evidence (how many sentences), sentence (the first), doc, article, start, end, confidence, from_id,
    to_id, id.
``review.csv``, a line for each pair that was compared, those that are unsure first
    decision (empty; for a reader to fill in and keep as decisions.csv), kind, a, b (NAME@DOCUMENT#ARTICLE), together
    (yes or no), score, sure (yes or no), reason, left, right (the two in words), a_id, b_id.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import TextIO

from kg.export.rdf_terms import writable
from kg.records import Decision, Entity, Evidence, Knowledge
from kg.relations.roles import role_of
from kg.resolution.link_columns import Links

Cell = str | int | float | None

OFFICIALS = (
    "person", "post", "organisation", "branch", "status", "first_attested", "last_attested", "aliases", "articles",
    "sentence", "headline", "paper", "doc", "person_id", "organisation_id", "tenure_id",
)  # fmt: skip
ENTITIES = (
    "id", "kind", "subkind", "name", "aliases", "official", "code", "anchor", "mentions", "articles", "first_seen",
    "last_seen",
)  # fmt: skip
RELATIONS = (
    "relation", "from", "to", "detail", "status", "first", "last", "weight", "evidence", "sentence", "doc", "article",
    "start", "end", "confidence", "from_id", "to_id", "id",
)  # fmt: skip

REVIEW = ("decision", "kind", "a", "b", "together", "score", "sure", "reason", "left", "right", "a_id", "b_id")
UNSURE = (0.25, 0.9)
"""Scores between which a merge or a refusal is worth a look."""

LONGEST = 32_767
"""Characters that Excel takes in one cell; it would put the rest into the next rows."""

# Spreadsheets set to Chinese or Japanese take the full-width signs for formulas too.
_FORMULA = re.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write_officials(knowledge: Knowledge, out: TextIO) -> None:
    """Write officials.csv to a stream that does not translate newlines."""
    names = {entity.id: entity for entity in knowledge.entities}
    headlines = {(article.doc, article.id): article.headline for article in knowledge.articles}
    papers = {document.doc: document.paper for document in knowledge.documents}
    rows: list[tuple[Cell, ...]] = []
    for tenure in knowledge.tenures:
        person = names[tenure.person]
        if not person.official:
            continue
        host = names[tenure.org].name if tenure.org else None
        first = _first(tenure.evidence)
        rows.append((
            person.name,
            tenure.title,
            host,
            role_of(tenure.title, host).branch,
            tenure.status,
            tenure.first_attested,
            tenure.last_attested,
            _several(person.aliases),
            person.article_count,
            first.text if first else None,
            headlines.get((first.doc, first.article)) if first else None,
            papers.get(first.doc) if first else None,
            first.doc if first else None,
            person.id,
            tenure.org,
            tenure.id,
        ))  # fmt: skip
    rows.sort(key=lambda row: tuple(str(row[column] or "") for column in (0, 2, 1, 15)))
    _write(OFFICIALS, rows, out)


def write_entities(entities: Iterable[Entity], out: TextIO) -> None:
    """Write entities.csv to a stream that does not translate newlines."""
    found = sorted(entities, key=lambda entity: (entity.kind, entity.name, entity.id))
    names = {entity.id: entity.name for entity in found}
    rows = (
        (
            entity.id,
            entity.kind,
            entity.subkind,
            entity.name,
            _several(entity.aliases),
            "yes" if entity.official else "no",
            entity.code,
            names.get(entity.anchor, entity.anchor) if entity.anchor else None,
            entity.mention_count,
            entity.article_count,
            entity.first_seen,
            entity.last_seen,
        )
        for entity in found
    )
    _write(ENTITIES, rows, out)


def write_relations(knowledge: Knowledge, out: TextIO) -> None:
    """Write relations.csv to a stream that does not translate newlines."""
    names = {entity.id: entity.name for entity in knowledge.entities}
    # Of these columns all cells are text, or nothing.
    rows = sorted(_relations(knowledge, names), key=lambda row: (row[0], row[1], str(row[2]), str(row[3]), row[17]))
    before = [row for row in rows if str(row[0]) < "co_mention"]
    _write(RELATIONS, chain(before, _co_mentions(knowledge, names), rows[len(before) :]), out)


def write_review(decisions: Iterable[Decision], out: TextIO) -> None:
    """Write review.csv to a stream that does not translate newlines: the unsure first, then the others."""
    rows: list[tuple[Cell, ...]] = []
    for made in decisions:
        sure = not UNSURE[0] <= made.score <= UNSURE[1]
        yes = "yes" if made.same else "no", round(made.score, 4), "yes" if sure else "no"
        rows.append((None, made.kind, made.a, made.b, *yes, made.reason, made.left, made.right, made.a_id, made.b_id))
    rows.sort(key=lambda row: (row[6] == "yes", abs(float(row[5] or 0) - 0.5), *(str(cell) for cell in row)))
    _write(REVIEW, rows, out)


def _relation_row(
    names: Mapping[str, str], relation: str, source: str, target: str | None, detail: str | None, status: str | None,
    first: str | None, last: str | None, weight: float | None, evidence: Sequence[Evidence], identifier: str,
) -> tuple[Cell, ...]:  # fmt: skip
    lead = _first(evidence)
    where = (lead.text, lead.doc, lead.article, lead.start, lead.end) if lead else (None,) * 5
    score = max((piece.score for piece in evidence), default=None)
    to = names[target] if target else None
    left = (relation, names[source], to, detail, status, first, last, weight, len(evidence))
    return (*left, *where, score, source, target, identifier)


def _co_mentions(knowledge: Knowledge, names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """The rows of co-mentions in their order, made as they are written."""
    for link in Links.of(knowledge.links).by_names(names):
        weight = round(link.weight, 4) + 0.0  # the sum makes -0.0 a plain 0.0
        yield _relation_row(
            names, "co_mention", link.a, link.b, link.scope, None, link.first_seen, link.last_seen, weight,
            link.evidence, link.id,
        )  # fmt: skip


def _relations(knowledge: Knowledge, names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """The rows of all other relations."""
    row = partial(_relation_row, names)
    for tenure in knowledge.tenures:
        yield row(
            "holds_post", tenure.person, tenure.org, tenure.title, tenure.status, tenure.first_attested,
            tenure.last_attested, None, tenure.evidence, tenure.id,
        )  # fmt: skip
    for act in knowledge.acts:
        yield row(
            "acts", act.agent, act.target, act.role, None, act.first_attested, act.last_attested, None, act.evidence,
            act.id,
        )  # fmt: skip
    for part in knowledge.parts:
        yield row("part_of", part.child, part.parent, None, None, None, None, None, part.evidence, part.id)
    for said in knowledge.statements:
        for topic in said.about or (None,):
            yield row(
                "said", said.speaker, topic, said.verb, None, said.date, said.date, None, (said.evidence,), said.id
            )


def cell(value: Cell) -> str:
    """The text of a cell, defused: never read as a formula, never more than one line, never too long for Excel."""
    if value is None:
        return ""
    return _defused(value) if isinstance(value, str) else str(value)


@lru_cache(maxsize=1 << 15)
def _defused(text: str) -> str:
    # Kept, as a name and a sentence stand in many rows.
    text = _CONTROL.sub(" ", writable(text))
    text = "'" + text if _FORMULA.match(text.lstrip()) else text
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _several(values: Iterable[str]) -> str:
    return " | ".join(values)


def _first(evidence: Sequence[Evidence]) -> Evidence | None:
    if len(evidence) == 1:
        return evidence[0]
    # A sentence says more than an authority table, of which there is nothing to quote.
    return min(evidence, key=lambda piece: (not piece.article, piece.doc, piece.start, piece.end), default=None)


def _write(head: Sequence[str], rows: Iterable[Sequence[Cell]], out: TextIO) -> None:
    out.write("\ufeff")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(head)
    lines.writerows([cell(value) for value in row] for row in rows)
