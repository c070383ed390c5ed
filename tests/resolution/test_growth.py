"""Claims about ids while issues are added: what vanishes leads on, and no id passes to somebody else."""

from __future__ import annotations

import pytest

from kg.records import Entity, Extraction, Knowledge, Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction
from tests.year.corpus import compose


def people(knowledge: Knowledge) -> list[Entity]:
    return [entity for entity in knowledge.entities if entity.kind == "person"]


def holder(doc: str, host: str, day: str, *more: tuple[str, str, str]) -> Extraction:
    others = "".join(f"，⟦{org}|ORG⟧⟦{title}|POST⟧⟦{name}|PERSON⟧" for name, title, org in more)
    marked = f"⟦{host}|ORG⟧⟦局长|POST⟧⟦白启明|PERSON⟧{others}说"
    return extraction(doc, marked, date=day, holds=[("白启明", "局长", host), *more])


def test_two_who_turn_out_to_be_one_leave_the_second_id_behind() -> None:
    first = [holder("1", "区水利局", "2023-01-09"), holder("2", "区司法局", "2023-01-10")]
    moved = extraction(
        "3",
        "原⟦区水利局|ORG⟧⟦局长|POST⟧⟦白启明|PERSON⟧任⟦区司法局|ORG⟧⟦局长|POST⟧",
        date="2023-01-11",
        holds=[("白启明", "局长", "区水利局", "former"), ("白启明", "局长", "区司法局", "incoming")],
    )
    one, two = sorted(people(resolve(first, Settings())), key=lambda person: person.first_seen or "")
    (now,) = people(resolve([*first, moved], Settings()))

    assert (now.id, now.former) == (one.id, (two.id,))


def test_the_id_of_a_third_namesake_stays_where_the_second_turns_out_to_be_the_first() -> None:
    first = [
        holder("1", "区水利局", "2023-01-09"),
        holder("2", "区司法局", "2023-01-10"),
        holder("3", "区商务局", "2023-01-10"),
    ]
    moved = extraction(
        "4",
        "原⟦区水利局|ORG⟧⟦局长|POST⟧⟦白启明|PERSON⟧任⟦区司法局|ORG⟧⟦局长|POST⟧",
        date="2023-01-11",
        holds=[("白启明", "局长", "区水利局", "former"), ("白启明", "局长", "区司法局", "incoming")],
    )
    third = {m.entity for m in resolve(first, Settings()).mentions if m.doc == "3" and m.label == "PERSON"}
    grown = resolve([*first, moved], Settings())

    assert {m.entity for m in grown.mentions if m.doc == "3" and m.label == "PERSON"} == third


def test_a_name_that_turns_out_to_be_short_for_another_leaves_its_id_and_its_posts_behind() -> None:
    short = extraction("1", "⟦晨曦社|ORG⟧⟦社长|POST⟧⟦白启明|PERSON⟧", holds=[("白启明", "社长", "晨曦社")])
    both = extraction("2", "⟦晨曦公益服务社|ORG⟧，⟦晨曦社|ORG⟧", same=[("晨曦公益服务社", "晨曦社")])
    before = resolve([short], Settings())
    now = resolve([short, both], Settings())
    former = {old: entity for entity in now.entities for old in entity.former}

    for kind in ("organisation", "post"):
        (old,) = (entity.id for entity in before.entities if entity.kind == kind)
        (new,) = (entity for entity in now.entities if entity.kind == kind)
        assert former[old] == new


@pytest.mark.parametrize("seed", [7, 8])
def test_every_id_of_a_part_of_a_year_is_there_in_the_whole_year_or_leads_on(seed: int) -> None:
    pages = sorted(compose(seed, 160, people=200).extractions("read"), key=lambda page: page.document.doc)
    whole = resolve(pages, Settings())
    now = {entity.id for entity in whole.entities}
    leads = {old: entity.id for entity in whole.entities for old in entity.former}
    owner = {(m.doc, m.article, m.begin, m.stop): m.entity for m in whole.mentions}

    assert now.isdisjoint(leads)
    for share in (1, 2, 3):
        part = resolve(pages[: len(pages) * share // 4], Settings())
        for entity in part.entities:
            assert entity.id in now or entity.id in leads, entity
        for mention in part.mentions:
            if mention.entity is not None and mention.label != "POST":
                became = owner[mention.doc, mention.article, mention.begin, mention.stop]
                assert became == leads.get(mention.entity, mention.entity), mention
