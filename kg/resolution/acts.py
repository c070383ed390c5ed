"""Acts and statements over all articles, their names resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.records import Act, Acts, Evidence, Role, Said, Statement
from kg.resolution.ids import content_id
from kg.resolution.references import AGENTS, TARGETS, Scene
from kg.resolution.tenures import evidence_order
from kg.resolution.things import Place


def find_acts(scenes: Sequence[Scene], owner: Mapping[Place, str]) -> tuple[Act, ...]:
    """One record for each agent, role and target, sorted by id; attested on the dates of its articles."""
    found: dict[tuple[str, Role, str], set[tuple[str, Evidence]]] = {}
    for scene in scenes:
        for fact in scene.facts:
            if not isinstance(fact, Acts):
                continue
            agent = scene.find(scene.stated(fact.agent, fact.evidence), *AGENTS)
            target = scene.find(fact.target, *TARGETS)
            if agent is not None and target is not None:
                key = (owner[scene.address, agent], fact.role, owner[scene.address, target])
                found.setdefault(key, set()).add((scene.article.date or "", fact.evidence))
    made = []
    for (agent_id, role, target_id), evidence in found.items():
        dates = sorted(date for date, _ in evidence if date)
        ordered = tuple(item for _, item in sorted(evidence, key=evidence_order))
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        made.append(Act(content_id("act", agent_id, role, target_id), agent_id, role, target_id, first, last, ordered))
    return tuple(sorted(made, key=lambda act: act.id))


def find_statements(scenes: Sequence[Scene], owner: Mapping[Place, str]) -> tuple[Statement, ...]:
    """One record for each quotation, sorted by date, then id."""
    found = {}
    for scene in scenes:
        for fact in scene.facts:
            if not isinstance(fact, Said):
                continue
            speaker = scene.find(fact.speaker, "person")
            if speaker is None:
                continue
            about = {scene.find(name, *TARGETS) for name in fact.about} - {None}
            person = owner[scene.address, speaker]
            place = fact.evidence
            ident = content_id("sta", person, fact.quote, place.doc, place.article, str(place.start))
            found[ident] = Statement(
                ident,
                person,
                fact.verb,
                fact.quote,
                fact.post,
                tuple(sorted({owner[scene.address, position] for position in about if position is not None})),
                scene.article.date,
                place,
            )
    return tuple(sorted(found.values(), key=lambda statement: (statement.date or "", statement.id)))
