from datetime import date

from kg.graph.build import build_graph
from kg.records import Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction

TEXT = "⟦石马河街道|STREET⟧⟦党工委书记|POST⟧⟦白启明|PERSON⟧：⟦石马河街道办事处|ORG⟧开展⟦“微光”行动|INITIATIVE⟧"
KNOWLEDGE = resolve(
    [
        extraction(
            "1",
            TEXT,
            holds=[("白启明", "党工委书记", "石马河街道")],
            acts=[("石马河街道办事处", "implement", "“微光”行动")],
        )
    ],
    Settings(),
)
GRAPH = build_graph(KNOWLEDGE)
NAMES = dict(GRAPH.nodes(data="name"))


def edges(rel: str) -> list[tuple[str, str]]:
    return sorted((NAMES[a], NAMES[b]) for a, b, found in GRAPH.edges(data="rel") if found == rel)


def test_every_entity_is_a_node_with_typed_attributes() -> None:
    assert sorted(GRAPH) == [entity.id for entity in KNOWLEDGE.entities]
    (person,) = [data for _, data in GRAPH.nodes(data=True) if data["kind"] == "person"]
    assert person["first_seen"] == date(2023, 1, 9)
    assert person["official"] is True
    assert person["aliases"] == ()


def test_records_are_edges_under_their_ids() -> None:
    keys = {key for _, _, key in GRAPH.edges(keys=True)}

    assert {t.id for t in KNOWLEDGE.tenures} | {link.id for link in KNOWLEDGE.links} <= keys
    assert {a.id for a in KNOWLEDGE.acts} | {p.id for p in KNOWLEDGE.parts} <= keys


def test_a_tenure_leads_over_its_post_to_the_host() -> None:
    assert edges("holds_post") == [("白启明", "石马河街道党工委书记")]
    assert edges("post_in") == [("石马河街道党工委书记", "石马河街道")]


def test_an_office_has_jurisdiction_over_its_street_and_the_street_lies_in_its_district() -> None:
    assert edges("jurisdiction") == [("石马河街道办事处", "石马河街道")]
    assert edges("part_of") == [("石马河街道", "江北区")]


def test_a_co_mention_has_its_smaller_id_first() -> None:
    pairs = [(a, b) for a, b, rel in GRAPH.edges(data="rel") if rel == "co_mention"]

    assert pairs
    assert all(a < b for a, b in pairs)
    assert len(pairs) == len(set(pairs))
