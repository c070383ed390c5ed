"""What became of the nodes of an earlier build in the same folder: ``owl:sameAs``, so that links to them still lead on.

An id is a hash of what a thing is called and where it belongs. When further issues show that two things are one, or a
fuller name comes up, an id may vanish. Then the earlier graph.ttl in the folder tells which mentions the id had, and
where all of them that are still there are now of one thing, the old node is the same as that thing's. Where they went
to several things, or none of them is left, nothing is said. Facts follow the things that they are about.

The lines of our own Turtle are read as they are written, one triple each, so that nothing is held but what vanished.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.export.rdf_entities import ACTS
from kg.export.rdf_nodes import mention_node, source_node
from kg.export.rdf_terms import chinese, iri
from kg.ontology import prefixes
from kg.records import Knowledge
from kg.resolution.ids import PREFIXES, content_id

_ENTITIES = tuple(f"id:{prefix}-" for prefix in PREFIXES.values())
_FACTS = ("id:ten-", "id:act-", "id:prt-", "id:lnk-", "id:sta-")
_ROLES = {class_: role for role, (class_, _) in ACTS.items()}

Pairs = Mapping[str, list[str]]


@dataclass(slots=True)
class _Earlier:
    """What an earlier graph says of nodes that are no more."""

    mentions: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # of each thing: node and words
    facts: dict[str, Pairs] = field(default_factory=dict)
    merges: dict[str, str] = field(default_factory=dict)


def successors(turtle: Path, knowledge: Knowledge, base: str) -> dict[str, str]:
    """Nodes of an earlier graph.ttl that are no more, each with the node that it is the same as now.

    Empty where there is no earlier graph, or one under another base IRI.
    """
    now = {iri(entity.id) for entity in knowledge.entities}
    records = (knowledge.tenures, knowledge.acts, knowledge.parts, knowledge.links, knowledge.statements)
    now |= {iri(record.id) for group in records for record in group}
    try:
        earlier = _read(turtle, now, base)
    except (OSError, UnicodeDecodeError):
        return {}
    if not (earlier.mentions or earlier.facts or earlier.merges):
        return {}
    became = _things(earlier, knowledge)
    for old, new in earlier.merges.items():
        if old not in now and (new in now or new in became):
            became[old] = became.get(new, new)
    for old, pairs in earlier.facts.items():
        fact = _fact(old, pairs, became, knowledge)
        if fact is not None and fact in now:
            became[old] = fact
    return dict(sorted(became.items()))


def _read(turtle: Path, now: set[str], base: str) -> _Earlier:
    found = _Earlier()
    with turtle.open(encoding="utf-8", newline="") as lines:
        if f"@prefix id: <{prefixes(base)['id']}> .\n" not in (next(lines, "") for _ in range(40)):
            return found
        lines.seek(0)
        for subject, pairs in _blocks(lines):
            if "owl:sameAs" in pairs:
                found.merges[subject] = pairs["owl:sameAs"][0]
            elif subject.startswith("id:men-"):
                thing = pairs.get("itsrdf:taIdentRef", [""])[0]
                if thing.startswith(_ENTITIES) and thing not in now:
                    found.mentions.setdefault(thing, []).append((subject, pairs.get("nif:anchorOf", [""])[0]))
            elif subject.startswith(_FACTS) and subject not in now:
                found.facts[subject] = pairs
    return found


def _blocks(lines: Iterator[str]) -> Iterator[tuple[str, Pairs]]:
    subject = ""
    pairs: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("    "):
            predicate, _, term = line[4:].removesuffix(" ;\n").partition(" ")
            pairs.setdefault(predicate, []).append(term)
        elif line == ".\n":
            yield subject, pairs
        else:
            subject, pairs = line.rstrip("\n"), {}


def _things(earlier: _Earlier, knowledge: Knowledge) -> dict[str, str]:
    """The things that all mentions of a vanished one are of now."""
    wanted = {node for held in earlier.mentions.values() for node, _ in held}
    printed = {(article.doc, article.id): article.printed or article.text for article in knowledge.articles}
    owners: dict[str, tuple[str, str]] = {}
    for mention in knowledge.mentions:
        node = mention_node(mention)
        if mention.entity is not None and node in wanted:
            words = printed[mention.doc, mention.article][mention.begin : mention.stop]
            owners[node] = iri(mention.entity), chinese(words)
    became = {}
    for thing, held in earlier.mentions.items():
        # Other words at the same place are of another text under the same name.
        owned = {owners[node][0] for node, words in held if node in owners and owners[node][1] == words}
        if len(owned) == 1:
            became[thing] = owned.pop()
    return became


def _fact(subject: str, pairs: Pairs, became: Mapping[str, str], knowledge: Knowledge) -> str | None:
    """The node of the same fact about what its things became."""

    def now(predicate: str) -> list[str]:
        return [became.get(term, term).removeprefix("id:") for term in pairs.get(predicate, [])]

    if subject.startswith("id:sta-"):
        told = (now("schema:creator"), pairs.get("prov:wasDerivedFrom"), pairs.get("schema:text"))
        same = [
            said.id
            for said in knowledge.statements
            if ([said.speaker], [source_node(said.evidence)], [chinese(said.quote)]) == told
        ]
        return iri(same[0]) if len(same) == 1 else None
    if subject.startswith("id:act-"):
        role = next((_ROLES[class_] for class_ in pairs.get("a", []) if class_ in _ROLES), None)
        ends = [*now("kg:agent"), *([role] if role else []), *now("kg:target")]
        return iri(content_id("act", *ends)) if len(ends) == 3 else None
    if subject.startswith("id:lnk-"):
        ends = sorted(set(now("kg:participant")))
    elif subject.startswith("id:ten-"):
        ends = [*now("org:member"), *now("kg:post")]
    else:
        ends = [*now("kg:child"), *now("kg:parent")]
    return iri(content_id(subject[3:6], *ends)) if len(ends) == 2 else None
