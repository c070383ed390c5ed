import pytest

from kg.resolution.authority import leading_division, read_home


@pytest.mark.parametrize(
    ("home", "full", "units"),
    [
        ("重庆市江北区", "重庆市江北区", {"区": "江北区", "市": "重庆市"}),
        ("江苏省昆山市", "江苏省苏州市昆山市", {"市": "昆山市", "省": "江苏省"}),
        ("陕西省西安市碑林区", "陕西省西安市碑林区", {"区": "碑林区", "市": "西安市"}),
        ("云南省大理州剑川县", "云南省大理白族自治州剑川县", {"县": "剑川县", "州": "大理白族自治州"}),
        ("新疆生产建设兵团第八师石河子市", "新疆维吾尔自治区石河子市", {"市": "石河子市"}),
        ("重庆市两江新区", "重庆市两江新区", {"区": "两江新区", "市": "重庆市"}),
        ("云渚市青澜区", "云渚市青澜区", {"区": "青澜区", "市": "云渚市"}),
        ("南岸区", "重庆市南岸区", {"区": "南岸区"}),
    ],
)
def test_a_home_is_read_with_its_units(home: str, full: str, units: dict[str, str]) -> None:
    read = read_home(home)

    assert read is not None
    assert read.full == full
    for letter, name in units.items():
        unit = read.unit(letter)
        assert unit is not None
        assert unit.name == name


def test_a_name_that_two_cities_have_is_no_home_of_either() -> None:
    read = read_home("江北区")

    assert read is not None
    assert read.full == "江北区"
    assert read.chain[0].code == ""


def test_no_home_is_none() -> None:
    assert read_home(None) is None
    assert read_home("  ") is None


def test_of_two_divisions_of_one_name_the_home_s_neighbour_is_meant() -> None:
    division, rest = leading_division("鼓楼区人民法院", read_home("江苏省徐州市云龙区"))

    assert division is not None
    assert (division.code, rest) == ("320302", "人民法院")


def test_a_division_that_could_be_two_is_not_split_off() -> None:
    assert leading_division("鼓楼区人民法院", None) == (None, "鼓楼区人民法院")
