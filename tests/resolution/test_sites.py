import pytest

from kg.records import Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction


@pytest.mark.parametrize(
    ("marked", "title", "org", "parts", "post"),
    [
        ("⟦石马河街道|STREET⟧⟦书记|POST⟧", "书记", "石马河街道", (), "石马河街道党工委书记"),
        ("⟦复盛镇|STREET⟧⟦书记|POST⟧", "书记", "复盛镇", (), "复盛镇党委书记"),
        ("⟦复盛镇|STREET⟧⟦镇长|POST⟧", "镇长", "复盛镇", (), "复盛镇镇长"),
        (
            "⟦石马河街道|STREET⟧⟦石马河街道办事处|ORG⟧⟦主任|POST⟧",
            "主任",
            "石马河街道办事处",
            (),
            "石马河街道办事处主任",
        ),
        (
            "⟦石马河街道|STREET⟧⟦街道办事处|ORG⟧⟦主任|POST⟧",
            "主任",
            "街道办事处",
            (("街道办事处", "石马河街道"),),
            "石马河街道办事处主任",
        ),
        ("⟦区委|ORG⟧⟦组织部部长|POST⟧，⟦区委组织部|ORG⟧", "组织部部长", "区委", (), "江北区委组织部部长"),
        ("⟦区委组织部|ORG⟧⟦组织部部长|POST⟧", "组织部部长", "区委组织部", (), "江北区委组织部部长"),
        ("⟦区审计局|ORG⟧，⟦区审计局党组|ORG⟧⟦书记|POST⟧", "书记", "区审计局党组", (), "江北区审计局党组书记"),
        ("⟦区委|ORG⟧⟦书记|POST⟧", "书记", "区委", (), "江北区委书记"),
        ("⟦区长|POST⟧", "区长", None, (), "江北区区长"),
        ("⟦常务副市长|POST⟧", "常务副市长", None, (), "重庆市常务副市长"),
        ("⟦居民|POST⟧", "居民", None, (), "居民"),
        ("⟦复盛镇|STREET⟧⟦政府镇长|POST⟧", "政府镇长", "复盛镇", (), "复盛镇镇长"),
        ("⟦石马河街道|STREET⟧⟦工委书记|POST⟧", "工委书记", "石马河街道", (), "石马河街道党工委书记"),
        ("⟦江北区第二中学|ORG⟧，⟦区二中校长|POST⟧", "区二中校长", None, (), "江北区第二中学校长"),
        ("⟦区二中|ORG⟧，⟦江北区|PLACE⟧⟦二中校长|POST⟧", "二中校长", "江北区", (), "江北区二中校长"),
        ("⟦宏源物业|ORG⟧，⟦宏源物业经理|POST⟧", "宏源物业经理", None, (), "宏源物业经理"),
        ("⟦区二中|ORG⟧，⟦区三中校长|POST⟧", "区三中校长", None, (), "区三中校长"),
        ("⟦区人大|ORG⟧，⟦区人大代表|POST⟧", "区人大代表", None, (), "区人大代表"),
    ],
)
def test_a_post_is_named_by_its_host_and_its_full_title(
    marked: str, title: str, org: str | None, parts: tuple[tuple[str, str], ...], post: str
) -> None:
    knowledge = resolve(
        [extraction("1", f"{marked}⟦白启明|PERSON⟧", holds=[("白启明", title, org)], parts=parts)], Settings()
    )

    assert [entity.name for entity in knowledge.entities if entity.kind == "post"] == [post]


def test_the_head_of_a_district_is_held_at_the_district_named_or_not() -> None:
    bare = extraction("1", "⟦区长|POST⟧⟦陆秉川|PERSON⟧", holds=[("陆秉川", "区长", None)])
    full = extraction("2", "⟦江北区|PLACE⟧⟦区长|POST⟧⟦陆秉川|PERSON⟧", holds=[("陆秉川", "区长", "江北区")])

    alone, both = resolve([bare], Settings()), resolve([bare, full], Settings())
    assert alone.tenures[0].org == both.tenures[0].org
    assert len(both.tenures) == 1


def test_a_section_is_one_under_both_names_of_its_body() -> None:
    body = extraction(
        "1", "⟦区文明城市创建指导中心|ORG⟧，⟦区创文中心|ORG⟧", same=[("区文明城市创建指导中心", "区创文中心")]
    )
    section = extraction("2", "⟦区文明城市创建指导中心人事科|ORG⟧")
    again = extraction("3", "⟦区创文中心人事科|ORG⟧")
    post = extraction(
        "4", "⟦区创文中心|ORG⟧⟦人事科科长|POST⟧⟦白启明|PERSON⟧", holds=[("白启明", "人事科科长", "区创文中心")]
    )

    for given in ([body, section, again, post], [body, section, post]):
        found = resolve(given, Settings())
        sections = [e for e in found.entities if e.kind == "organisation" and e.name.endswith("科")]
        assert [e.name for e in sections] == ["江北区文明城市创建指导中心人事科"]
        assert [t.org for t in found.tenures] == [sections[0].id]
    apart = resolve([section, again], Settings())
    assert len([e for e in apart.entities if e.kind == "organisation"]) == 2
