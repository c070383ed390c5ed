import pytest

from kg.records import Kind
from kg.resolution.aliases import read_name
from kg.resolution.authority import read_home
from kg.resolution.formal_names import Form, forms
from kg.resolution.rules import name_readings, rules, subkind_of, subkinds
from kg.rows import rows

JIANGBEI = read_home("重庆市江北区")
YUBEI = read_home("重庆市渝北区")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("organisation", "区委", "中共重庆市江北区委"),
        ("organisation", "区委", "中国共产党江北区第十四届委员会"),
        ("organisation", "团区委", "共青团江北区委"),
        ("organisation", "我区人社局", "江北区人力资源和社会保障局"),
        ("organisation", "区人社局就业科", "区人力社保局就业科"),
        ("organisation", "区政协", "政协重庆市江北区第十五届委员会"),
        ("street", "石马河街道", "江北区石马河街道"),
        ("place", "重庆", "重庆市"),
        ("place", "重庆市江北区", "江北"),
        ("initiative", "《江北区青年发展规划（试行）》", "《青年发展规划》"),
        ("event", "区委十三届四次全会", "江北区委十三届四次全会"),
    ],
)
def test_two_names_of_one_thing_in_one_home_have_one_key(kind: Kind, one: str, other: str) -> None:
    assert read_name(kind, one, JIANGBEI, "d#a1").key == read_name(kind, other, JIANGBEI, "e#a2").key


@pytest.mark.parametrize(
    ("kind", "name"),
    [("organisation", "区委"), ("street", "人民路"), ("place", "新村社区"), ("event", "区委十三届四次全会")],
)
def test_a_relative_name_means_another_thing_in_another_home(kind: Kind, name: str) -> None:
    assert read_name(kind, name, JIANGBEI, "d#a1").key != read_name(kind, name, YUBEI, "d#a1").key


def test_a_body_of_the_city_is_one_in_all_its_districts() -> None:
    assert read_name("organisation", "市教委", JIANGBEI, "d#a1") == read_name("organisation", "市教委", YUBEI, "e#a1")


def test_a_relative_name_is_shown_with_its_district() -> None:
    reading = read_name("organisation", "区委", JIANGBEI, "d#a1")

    assert (reading.display, reading.anchor) == ("江北区委", "重庆市江北区")


def test_a_word_that_begins_like_a_unit_stays_whole() -> None:
    assert read_name("organisation", "市场监管局", JIANGBEI, "d#a1").display == "市场监管局"


def test_a_short_title_is_bound_to_its_article() -> None:
    assert (
        read_name("initiative", "《措施》", JIANGBEI, "d#a1").key
        != read_name("initiative", "《措施》", JIANGBEI, "d#a2").key
    )


def test_a_street_has_the_code_of_its_own_district() -> None:
    assert read_name("street", "石马河街道", JIANGBEI, "d#a1").code == "500105003"
    assert read_name("street", "石马河街道", read_home("陕西省西安市碑林区"), "d#a1").code is None


@pytest.mark.parametrize("row", rows("gazetteer/org_abbreviations.tsv"), ids=lambda row: row["id"])
def test_an_example_of_the_abbreviation_table_is_one_body(row: dict[str, str]) -> None:
    one, other = row["example"].split("=")

    assert one != other
    assert read_name("organisation", one, JIANGBEI, "d").key == read_name("organisation", other, JIANGBEI, "d").key
    assert read_name("organisation", one, JIANGBEI, "d").key.body == row["body"]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_an_example_of_the_forms_of_names_is_one_body(form: Form) -> None:
    one, other = (read_name("organisation", name, JIANGBEI, "d") for name in form.example.split("="))

    assert one.display != other.display
    assert one.key == other.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区公安局", "重庆市公安局江北区分局"),
        ("区公安分局", "公安江北分局"),
        ("区委组织部", "中共江北区委组织部"),
        ("区委政法委", "中共江北区委政法委员会"),
        ("区税务局", "国家税务总局重庆市江北区税务局"),
        ("宏源物业", "重庆宏源物业有限公司"),
        ("“晨曦”志愿服务队", "晨曦志愿服务队"),
    ],
)
def test_two_ways_to_name_a_body_are_one(one: str, other: str) -> None:
    assert read_name("organisation", one, JIANGBEI, "d").key == read_name("organisation", other, JIANGBEI, "e").key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区人民医院", "区第二人民医院"),
        ("宏源物业", "宏源机电有限公司"),
        ("宏源机电分公司", "宏源机电有限公司"),
        ("区十八中", "区第十七中学"),
        ("市公安局", "区公安局"),
        ("江北区税务局", "国家税务总局重庆市渝北区税务局"),
    ],
)
def test_two_bodies_with_names_alike_are_two(one: str, other: str) -> None:
    assert read_name("organisation", one, JIANGBEI, "d").key != read_name("organisation", other, JIANGBEI, "e").key


def test_a_county_s_body_that_begins_like_its_town_is_the_county_s() -> None:
    home = read_home("重庆市丰都县")

    assert (
        read_name("organisation", "县城市管理局", home, "d").key
        == read_name("organisation", "丰都县城管局", home, "d").key
    )
    assert read_name("organisation", "县城供水公司", home, "d").unit == ""


@pytest.mark.parametrize("frame", rules().framed, ids=lambda frame: frame.id)
def test_a_framed_name_is_read_to_its_body(frame: object) -> None:
    example, body = frame.example, frame.body  # type: ignore[attr-defined]

    assert read_name("organisation", example, JIANGBEI, "d").key == ("organisation", "重庆市江北区", body)


@pytest.mark.parametrize("row", name_readings(), ids=lambda row: row.id)
def test_a_name_pattern_holds_for_its_example_and_not_for_its_counter(row: object) -> None:
    kind, pattern = row.kind, row.pattern  # type: ignore[attr-defined]
    kind = "organisation" if kind == "any" else kind

    assert pattern.search(row.example.strip("《》"))  # type: ignore[attr-defined]
    assert not pattern.search(row.counter.strip("《》"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", subkinds(), ids=lambda row: row.id)
def test_a_sub_kind_is_found_for_its_example_and_not_for_its_counter(row: object) -> None:
    kind, value = row.kind, row.value  # type: ignore[attr-defined]

    assert subkind_of(kind, row.example) == value  # type: ignore[attr-defined]
    assert not row.counter or subkind_of(kind, row.counter) != value  # type: ignore[attr-defined]
