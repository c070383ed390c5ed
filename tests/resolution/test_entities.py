import random
from dataclasses import replace

import pytest

from kg.records import Entity, Extraction, Knowledge, Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction

BAI = "⟦石马河街道|STREET⟧⟦党工委书记|POST⟧⟦白启明|PERSON⟧表示"


def bai(doc: str, **more: object) -> Extraction:
    return extraction(doc, BAI, holds=[("白启明", "党工委书记", "石马河街道")], **more)  # type: ignore[arg-type]


def named(knowledge: Knowledge, name: str, kind: str | None = None) -> list[Entity]:
    return [e for e in knowledge.entities if (e.name == name or name in e.aliases) and (kind is None or e.kind == kind)]


def test_a_post_holder_of_two_issues_is_one_person_with_one_tenure() -> None:
    knowledge = resolve([bai("1"), bai("2", date="2023-03-01")], Settings())

    (person,) = named(knowledge, "白启明")
    (tenure,) = knowledge.tenures
    assert (person.mention_count, person.article_count, person.official) == (2, 2, True)
    assert (person.first_seen, person.last_seen) == ("2023-01-09", "2023-03-01")
    assert (tenure.first_attested, tenure.last_attested, tenure.status) == ("2023-01-09", "2023-03-01", "current")


def test_every_mention_has_the_entity_of_its_name() -> None:
    knowledge = resolve([bai("1")], Settings())
    names = {entity.id: entity.name for entity in knowledge.entities}

    assert [names[m.entity or ""] for m in knowledge.mentions] == ["石马河街道", "石马河街道党工委书记", "白启明"]


def test_a_relative_name_and_a_full_name_of_one_home_are_one_body() -> None:
    knowledge = resolve(
        [extraction("1", "⟦区人社局|ORG⟧说"), extraction("2", "⟦江北区人力资源和社会保障局|ORG⟧说")], Settings()
    )

    (bureau,) = named(knowledge, "区人社局")
    assert (bureau.name, bureau.aliases) == ("江北区人力资源和社会保障局", ("区人社局",))
    assert (bureau.anchor, bureau.subkind) == ("重庆市江北区", "government")


def test_one_relative_name_in_two_homes_is_two_bodies() -> None:
    knowledge = resolve(
        [extraction("1", "⟦区委|ORG⟧说"), extraction("2", "⟦区委|ORG⟧说", home="重庆市渝北区")], Settings()
    )

    assert sorted(body.name for body in named(knowledge, "区委")) == ["江北区委", "渝北区委"]


def test_the_home_of_the_settings_stands_in_where_none_is_stated() -> None:
    knowledge = resolve([extraction("1", "⟦区委|ORG⟧说", home=None)], Settings(home="重庆市江北区"))

    assert named(knowledge, "区委")[0].name == "江北区委"


def test_two_names_that_an_article_declares_the_same_are_one_entity_everywhere() -> None:
    knowledge = resolve(
        [
            extraction("1", "⟦西南证券公司|ORG⟧（⟦西南证券|ORG⟧）", same=[("西南证券公司", "西南证券")]),
            extraction("2", "⟦西南证券|ORG⟧说"),
        ],
        Settings(),
    )

    assert [(e.name, e.article_count) for e in named(knowledge, "西南证券")] == [("西南证券公司", 2)]


def test_a_declaration_that_contradicts_the_district_is_refused_with_its_reason() -> None:
    knowledge = resolve(
        [extraction("1", "⟦江北区教委|ORG⟧和⟦渝北区教委|ORG⟧", same=[("江北区教委", "渝北区教委")])], Settings()
    )
    (decision,) = knowledge.decisions

    assert not decision.same
    assert "bodies of 重庆市江北区 and 重庆市渝北区" in decision.reason


def test_two_bodies_declared_the_same_that_cannot_be_are_two_entities() -> None:
    text = "⟦江北区教委|ORG⟧和⟦江北区教委德育科|ORG⟧，⟦渝北区教委|ORG⟧"
    knowledge = resolve([extraction("1", text, same=[("江北区教委", "渝北区教委")])], Settings())

    assert sorted(e.name for e in knowledge.entities) == ["江北区教委", "江北区教委德育科", "渝北区教委"]


def test_a_short_title_alone_is_another_paper_in_every_article() -> None:
    one = extraction(
        "1", "⟦《江北区青年发展措施》|INITIATIVE⟧，⟦《措施》|INITIATIVE⟧", same=[("《江北区青年发展措施》", "《措施》")]
    )
    knowledge = resolve(
        [one, extraction("2", "⟦《措施》|INITIATIVE⟧"), extraction("3", "⟦《措施》|INITIATIVE⟧")], Settings()
    )

    assert sorted(e.name for e in named(knowledge, "《措施》")) == ["《措施》", "《措施》", "《江北区青年发展措施》"]
    assert len({e.id for e in knowledge.entities}) == 3


def test_a_street_gets_its_code_and_its_district_from_the_table() -> None:
    knowledge = resolve([bai("1")], Settings())
    (street,) = named(knowledge, "石马河街道", "street")
    (district,) = named(knowledge, "江北区")
    (part,) = knowledge.parts

    assert (street.code, street.subkind) == ("500105003", "subdistrict")
    assert (district.code, district.kind, district.mention_count) == ("500105", "place", 0)
    assert (part.child, part.parent) == (street.id, district.id)
    assert [(e.source, e.text) for e in part.evidence] == [("table:500105003", "石马河街道党工委书记白启明表示")]


def test_a_street_its_committee_and_its_office_are_three_linked_nodes() -> None:
    text = "⟦石马河街道|STREET⟧。⟦石马河街道党工委|ORG⟧、⟦石马河街道办事处|ORG⟧开会。"
    knowledge = resolve([extraction("1", text)], Settings())
    names = {e.id: e.name for e in knowledge.entities}

    assert {(names[p.child], names[p.parent]) for p in knowledge.parts} == {
        ("石马河街道", "江北区"),
        ("石马河街道党工委", "石马河街道"),
        ("石马河街道办事处", "石马河街道"),
    }


def test_a_post_in_the_committee_of_a_street_is_the_post_at_the_street() -> None:
    text = "⟦石马河街道|STREET⟧，⟦石马河街道党工委|ORG⟧⟦书记|POST⟧⟦白启明|PERSON⟧"
    other = extraction("2", text, date="2023-02-01", holds=[("白启明", "书记", "石马河街道党工委")])
    knowledge = resolve([bai("1"), other], Settings())

    assert len(knowledge.tenures) == 1
    assert knowledge.tenures[0].last_attested == "2023-02-01"


def test_a_title_without_host_is_held_where_the_same_person_bears_it_elsewhere() -> None:
    bare = extraction(
        "2", "⟦党工委书记|POST⟧⟦白启明|PERSON⟧", date="2023-02-01", holds=[("白启明", "党工委书记", None)]
    )
    knowledge = resolve([bai("1"), bare], Settings())

    assert [(t.org is not None, t.last_attested) for t in knowledge.tenures] == [(True, "2023-02-01")]
    assert len(named(knowledge, "党工委书记", "post")) == 1


def person_and_bystander(**second: object) -> list[Entity]:
    return named(resolve([bai("1"), extraction("2", **second)], Settings()), "白启明", "person")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marked", "holds"),
    [
        ("⟦宏达公司|ORG⟧⟦经理|POST⟧⟦白启明|PERSON⟧", ("白启明", "经理", "宏达公司")),
        ("⟦记者|POST⟧⟦白启明|PERSON⟧", ("白启明", "记者", None)),
        ("⟦区教委|ORG⟧⟦主任|POST⟧⟦白启明|PERSON⟧", ("白启明", "主任", "区教委")),
        ("⟦居民|POST⟧⟦白启明|PERSON⟧", ("白启明", "居民", None)),
    ],
)
def test_namesakes_in_contradicting_posts_of_one_day_are_two(marked: str, holds: tuple[str, str, str | None]) -> None:
    people = person_and_bystander(marked=marked, holds=[holds])

    assert sorted(person.homonym for person in people) == [0, 1]


def test_one_title_with_and_without_its_host_is_one_manager() -> None:
    one = extraction("1", "⟦宏达公司|ORG⟧⟦总经理|POST⟧⟦陈曦|PERSON⟧", holds=[("陈曦", "总经理", "宏达公司")])
    other = extraction("2", "⟦总经理|POST⟧⟦陈曦|PERSON⟧", holds=[("陈曦", "总经理", None)])

    assert len(named(resolve([one, other, bai("3")], Settings()), "陈曦", "person")) == 1


def test_a_director_of_nobody_knows_what_is_the_official_of_that_title() -> None:
    one = extraction("1", "⟦区教委|ORG⟧⟦主任|POST⟧⟦孟繁星|PERSON⟧", holds=[("孟繁星", "主任", "区教委")])
    other = extraction("2", "⟦主任|POST⟧⟦孟繁星|PERSON⟧", holds=[("孟繁星", "主任", None)])

    assert [p.official for p in named(resolve([one, other], Settings()), "孟繁星", "person")] == [True]


def test_the_head_of_a_community_committee_is_held_at_the_community() -> None:
    text = "⟦三洞桥社区|PLACE⟧，⟦三洞桥社区居委会|ORG⟧⟦主任|POST⟧⟦葛青青|PERSON⟧"
    knowledge = resolve([extraction("1", text, holds=[("葛青青", "主任", "三洞桥社区居委会")])], Settings())

    assert [e.name for e in knowledge.entities if e.kind == "post"] == ["三洞桥社区居委会主任"]
    assert knowledge.tenures[0].org == named(knowledge, "三洞桥社区")[0].id


def test_a_name_without_post_is_the_official_of_that_home() -> None:
    assert len(person_and_bystander(marked="⟦白启明|PERSON⟧到社区走访。")) == 1


def test_a_name_in_another_home_is_another_person() -> None:
    assert len(person_and_bystander(marked="⟦白启明|PERSON⟧到社区走访。", home="重庆市渝北区")) == 2


def test_somebody_who_moves_is_followed_where_a_text_tells_of_it() -> None:
    told = extraction(
        "2",
        "原⟦石马河街道|STREET⟧⟦党工委书记|POST⟧⟦白启明|PERSON⟧任⟦区教委|ORG⟧⟦主任|POST⟧",
        date="2023-03-01",
        holds=[("白启明", "党工委书记", "石马河街道", "former"), ("白启明", "主任", "区教委", "incoming")],
    )
    later = extraction(
        "3", "⟦区教委|ORG⟧⟦主任|POST⟧⟦白启明|PERSON⟧", date="2023-04-01", holds=[("白启明", "主任", "区教委")]
    )
    knowledge = resolve([bai("1"), told, later], Settings())

    assert len(named(knowledge, "白启明", "person")) == 1
    assert {(t.title, t.status, t.first_attested, t.last_attested) for t in knowledge.tenures} == {
        ("党工委书记", "former", "2023-01-09", "2023-01-09"),
        ("主任", "current", "2023-03-01", "2023-04-01"),
    }


def test_a_byline_is_never_the_official_of_its_name() -> None:
    people = person_and_bystander(marked="本报讯（⟦白启明|PERSON⟧）", reporters=["白启明"])

    assert sorted(person.official for person in people) == [False, True]


def test_namesakes_are_numbered_by_when_they_are_first_seen() -> None:
    company = extraction(
        "0", "⟦宏达公司|ORG⟧⟦经理|POST⟧⟦白启明|PERSON⟧", date="2023-06-01", holds=[("白启明", "经理", "宏达公司")]
    )
    people = named(resolve([company, bai("1")], Settings()), "白启明", "person")

    assert [(p.homonym, p.first_seen) for p in sorted(people, key=lambda p: p.homonym)] == [
        (0, "2023-01-09"),
        (1, "2023-06-01"),
    ]


def corpus() -> list[Extraction]:
    """Forty articles of two homes in which few people, bodies and streets come back in different company."""
    rows = []
    draw = random.Random(7)
    for number in range(40):
        name, street = (
            draw.choice(["白启明", "王芳", "李强", "陈静"]),
            draw.choice(["石马河街道", "大石坝街道", "人民路"]),
        )
        body, other = (
            draw.choice(["区委", "江北区教委", "区教育委员会", "宏达公司"]),
            draw.choice(["赵敏", "孙丽", "白启明"]),
        )
        title = draw.choice(["主任", "经理", "记者", "党工委书记"])
        host = None if title == "记者" else street if title == "党工委书记" else body
        marked = (
            f"⟦{street}|STREET⟧，⟦{body}|ORG⟧⟦{title}|POST⟧⟦{name}|PERSON⟧"
            f"和⟦{other}|PERSON⟧开展⟦《青年规划》|INITIATIVE⟧"
        )
        rows.append(
            extraction(
                f"{number}.txt",
                marked,
                date=draw.choice([None, "2023-01-09", "2023-02-01", "2023-03-01"]),
                home=draw.choice(["重庆市江北区", "重庆市渝北区", None]),
                holds=[(name, title, host, draw.choice(["current", "former", "incoming"]))],
                acts=[(body, "implement", "《青年规划》")],
            )
        )
    return rows


@pytest.mark.parametrize("seed", range(8))
def test_the_result_does_not_depend_on_the_order_of_extractions(seed: int) -> None:
    given = corpus()
    expected = resolve(given, Settings())
    random.Random(seed).shuffle(given)

    assert resolve(given, Settings()) == expected


def test_the_order_of_facts_and_mentions_makes_no_difference() -> None:
    given = corpus()
    turned = [replace(e, facts=e.facts[::-1], mentions=e.mentions[::-1]) for e in given]
    expected, found = resolve(given, Settings()), resolve(turned, Settings())

    assert (found.entities, found.tenures, found.links) == (expected.entities, expected.tenures, expected.links)
    assert (found.mentions, found.decisions, found.acts) == (expected.mentions, expected.decisions, expected.acts)


def test_a_document_given_twice_counts_once() -> None:
    assert resolve([bai("1"), bai("1")], Settings()) == resolve([bai("1")], Settings())


def test_records_point_only_to_entities_that_are_there() -> None:
    knowledge = resolve(corpus(), Settings())
    known = {entity.id for entity in knowledge.entities}

    assert {m.entity for m in knowledge.mentions} <= known
    assert {x for t in knowledge.tenures for x in (t.person, t.post, t.org) if x} <= known
    assert {x for link in knowledge.links for x in (link.a, link.b)} <= known
    assert {x for part in knowledge.parts for x in (part.child, part.parent)} <= known
    assert {x for act in knowledge.acts for x in (act.agent, act.target)} <= known


def test_nothing_gives_nothing() -> None:
    assert resolve([], Settings()).entities == ()


def test_who_signs_is_not_the_official_of_that_name_in_the_article() -> None:
    text = "本报讯（⟦记者|POST⟧ ⟦白启明|PERSON⟧）⟦石马河街道|STREET⟧⟦党工委书记|POST⟧⟦白启明|PERSON⟧表示"
    both = extraction(
        "1",
        text,
        holds=[("白启明", "党工委书记", "石马河街道"), ("白启明", "记者", None)],
        reporters=["白启明"],
    )
    knowledge = resolve([both, bai("2")], Settings())
    people = named(knowledge, "白启明", "person")

    assert sorted((p.official, p.mention_count) for p in people) == [(False, 1), (True, 2)]
    assert {t.title: t.person for t in knowledge.tenures}["记者"] != {t.title: t.person for t in knowledge.tenures}[
        "党工委书记"
    ]


def test_a_hospital_and_the_second_of_its_kind_are_two_whatever_an_article_says() -> None:
    text = "⟦区人民医院|ORG⟧和⟦江北区第二人民医院|ORG⟧"
    knowledge = resolve([extraction("1", text, same=[("江北区第二人民医院", "区人民医院")])], Settings())

    assert len([e for e in knowledge.entities if e.kind == "organisation"]) == 2


def test_a_place_that_is_a_street_in_short_is_the_street_where_its_article_names_it() -> None:
    knowledge = resolve([extraction("1", "⟦石马河街道|STREET⟧。⟦石马河|PLACE⟧变了样。")], Settings())

    assert len({m.entity for m in knowledge.mentions}) == 1


def test_somebody_who_moves_unsaid_is_followed_where_others_hold_the_posts_before_and_after() -> None:
    def holds(doc: str, day: str, name: str, host: str) -> Extraction:
        marked = f"⟦{host}|ORG⟧⟦局长|POST⟧⟦{name}|PERSON⟧说"
        return extraction(doc, marked, date=day, holds=[(name, "局长", host)])

    moved = [holds("1", "2023-01-09", "厉清源", "区水利局"), holds("2", "2023-06-01", "厉清源", "区司法局")]
    others = [holds("3", "2023-01-16", "韦小舟", "区司法局"), holds("4", "2023-06-08", "韦小舟", "区水利局")]

    assert len(named(resolve(moved, Settings()), "厉清源", "person")) == 2
    assert len(named(resolve([*moved, *others], Settings()), "厉清源", "person")) == 1


def test_a_road_that_is_taken_for_a_place_elsewhere_is_one_road() -> None:
    knowledge = resolve([extraction("1", "⟦横街|STREET⟧"), extraction("2", "⟦横街|PLACE⟧")], Settings())

    assert len({m.entity for m in knowledge.mentions}) == 1
