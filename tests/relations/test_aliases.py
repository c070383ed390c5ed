"""Claims about different names of one entity in an article."""

from __future__ import annotations

import pytest

from kg.records import Label
from kg.relations.aliases import find_aliases, fullest
from kg.relations.short_names import folded, short_form
from kg.rows import rows
from tests.marked_text import marked_article

SHORT: list[tuple[str, str, Label]] = [
    ("江北区教育委员会", "区教委", "ORG"),
    ("江北区人力资源和社会保障局", "区人社局", "ORG"),
    ("江北区住房和城乡建设委员会", "区住建委", "ORG"),
    ("区人力资源和社会保障局", "区人社局", "ORG"),
    ("共青团江北区委", "团区委", "ORG"),
    ("政协云阳县第十五届委员会", "县政协", "ORG"),
    ("石柱土家族自治县人民政府", "县政府", "ORG"),
    ("江北区公安分局交巡警支队", "交巡警支队", "ORG"),
    ("西南证券股份有限公司", "西南证券", "ORG"),
    ("重庆大江机械有限公司", "大江机械", "ORG"),
    ("友谊关出入境边防检查站", "友谊关边检站", "ORG"),
    ("石马河街道", "石马河", "PLACE"),
    ("江北区", "江北", "PLACE"),
    ("作登瑶族乡", "作登", "PLACE"),
    ("《江北区软件产业发展若干措施（试行）》", "《措施》", "INITIATIVE"),
    ("“满天星”软件企业培育计划", "“满天星”计划", "INITIATIVE"),
    ("江北区第三届职工运动会", "职工运动会", "EVENT"),
    ("2022中国某地国际陶瓷博览会", "瓷博会", "EVENT"),
    ("中国共产党某区第十三届委员会第四次全体会议", "区委第十三届第四次全会", "EVENT"),
    ("郭小满", "小满", "PERSON"),
    ("陈永平", "阿平", "PERSON"),
    ("江北县文化和广电旅游体育局", "县文体旅游局", "ORG"),
    ("林江市人民政府防汛抗旱指挥部", "市防指", "ORG"),
    ("县总商会", "总商会", "ORG"),
    ("江北区第一中学", "区一中", "ORG"),
    ("城东派出所", "派出所", "ORG"),
    ("首届江城“茶王”大会", "江城首届“茶王”大会", "EVENT"),
    ("《关于支持商圈发展的十条意见》", "“商圈十条”", "INITIATIVE"),
    ("《中华人民共和国食品安全法》", "食品安全法", "INITIATIVE"),
    ("《江北区国民经济和社会发展第十四个五年规划纲要》", "“十四五”规划", "INITIATIVE"),
    ("真如镇街道", "真如", "PLACE"),
    ("重庆大江工业股份有限公司", "大江股份", "ORG"),
    ("林川五金塑胶制品（江城）有限公司", "林川五金", "ORG"),
    ("林江国家高新技术产业开发区", "林江高新区", "PLACE"),
    ("林江经济技术开发区", "林江经开区", "PLACE"),
    ("林江青石国际机场", "林江机场", "PLACE"),
    ("《林江县促进茶叶产业发展若干意见》", "“茶业二十条”", "INITIATIVE"),
    ("帕丽达·吐尔逊", "帕丽", "PERSON"),
]

OTHERS: list[tuple[str, str, Label]] = [
    ("团区委", "区委", "ORG"),
    ("民盟江北区委", "区委", "ORG"),
    ("江北区教育委员会", "县教委", "ORG"),
    ("江北区人民法院", "人民法院", "ORG"),
    ("西北工业大学", "西北大学", "ORG"),
    ("西吉农商银行兴平支行", "西吉农商银行", "ORG"),
    ("沱江镇", "沱江", "PLACE"),
    ("潼南高新区", "潼南", "PLACE"),
    ("“满天星”软件企业培育计划", "“满天红”计划", "INITIATIVE"),
    ("小格桑", "格桑", "PERSON"),
    ("县纪委监委", "县委", "ORG"),
    ("共青团江北县委", "县委", "ORG"),
    ("区委改革办", "区委办公室", "ORG"),
    ("吉安县", "吉安", "PLACE"),
    ("长岛镇", "长岛", "PLACE"),
    ("幸福新村社区", "幸福新村", "PLACE"),
    ("《广东省地名管理条例》", "《地名管理条例》", "INITIATIVE"),
    ("县纪委十四届一次全会", "县委十四届一次全会", "EVENT"),
    ("大江股份有限公司", "大河股份", "ORG"),
    ("林江国家高新技术产业开发区", "林江经开区", "PLACE"),
    ("林江青石国际机场", "青石市场", "PLACE"),
    ("《林江县促进茶叶产业发展若干意见》", "“稳岗八条”", "INITIATIVE"),
    ("帕丽达·吐尔逊", "吐尔逊", "PERSON"),
]


@pytest.mark.parametrize(("full", "short", "label"), SHORT)
def test_a_short_form_is_known_by_its_full_name(full: str, short: str, label: Label) -> None:
    assert short_form(full, short, label) is not None


@pytest.mark.parametrize(("full", "short", "label"), OTHERS)
def test_a_name_that_only_looks_alike_is_no_short_form(full: str, short: str, label: Label) -> None:
    assert short_form(full, short, label) is None


@pytest.mark.parametrize("row", rows("lexicon/org_short_forms.tsv"), ids=lambda row: row["id"])
def test_both_sides_of_a_rows_example_fold_to_one_name(row: dict[str, str]) -> None:
    full, short = row["example"].split(" = ")
    assert row["full"] in full
    assert folded(full) == folded(short)


def groups(marked: str, **fields: str) -> set[tuple[str, ...]]:
    return {group.names for group in find_aliases(*marked_article(marked, **fields))}


def test_a_stated_short_title_and_a_document_number_join_the_title() -> None:
    found = groups(
        "⟦《江北区软件产业发展十条措施》|INITIATIVE⟧（⟦江北府发〔2023〕5号|INITIATIVE⟧，以下简称⟦“新十条”|INITIATIVE⟧）"
    )
    assert found == {("《江北区软件产业发展十条措施》", "“新十条”", "江北府发〔2023〕5号")}


def test_a_district_and_a_street_of_one_stem_are_not_one() -> None:
    assert groups("⟦白云区|PLACE⟧⟦白云街道|STREET⟧") == set()


def test_a_short_form_of_two_bodies_is_given_to_neither() -> None:
    assert groups("⟦渝北区教委|ORG⟧和⟦渝中区教委|ORG⟧。⟦区教委|ORG⟧") == set()


def test_a_short_form_of_two_bodies_is_given_to_the_one_at_home() -> None:
    found = groups("⟦渝北区教委|ORG⟧和⟦渝中区教委|ORG⟧。⟦区教委|ORG⟧", home="重庆市渝中区")
    assert found == {("渝中区教委", "区教委")}


def test_the_fullest_name_stands_for_all_others() -> None:
    found = find_aliases(*marked_article("⟦江北区教育委员会|ORG⟧、⟦江北区教委|ORG⟧、⟦区教委|ORG⟧"))
    assert fullest(found) == {"江北区教委": "江北区教育委员会", "区教委": "江北区教育委员会"}


def test_a_short_form_of_a_post_is_no_name_of_an_entity() -> None:
    assert find_aliases(*marked_article("⟦党工委第一书记|POST⟧（以下简称⟦书记|POST⟧）⟦陈远|PERSON⟧")) == ()


def test_a_river_is_not_the_street_named_after_it() -> None:
    assert groups("⟦石马河街道|STREET⟧开会。⟦石马河|PLACE⟧的居民来了。") == {("石马河街道", "石马河")}
    assert groups("⟦石马河街道|STREET⟧开会。⟦石马河|PLACE⟧两岸绿了。") == set()


def test_a_short_title_behind_the_number_of_a_document_is_that_of_the_document() -> None:
    marked = "⟦《江北区行动方案》|INITIATIVE⟧（⟦江发〔2024〕21号|INITIATIVE⟧，以下简称⟦《三年方案》|INITIATIVE⟧）"
    assert groups(marked) == {("《江北区行动方案》", "《三年方案》", "江发〔2024〕21号")}
