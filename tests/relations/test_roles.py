"""Claims about the scheme of roles, the kinds of host and the reading of their tables."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.relations.roles import HOSTS, OFFICIAL, ROLES, concept, host_kinds, is_official, kinds_of, role_of, roles
from kg.rows import rows

BRANCHES = OFFICIAL | {"enterprise", "capacity"}


@pytest.mark.parametrize("row", [row for row in rows(ROLES) if row["endings"]], ids=lambda row: row["id"])
def test_the_example_of_a_role_is_read_as_that_role(row: dict[str, str]) -> None:
    assert concept(row["example"]).id == row["id"]


@pytest.mark.parametrize("row", rows(HOSTS), ids=lambda row: row["id"])
def test_the_example_of_a_kind_of_host_is_of_that_kind(row: dict[str, str]) -> None:
    assert row["id"] in [kind.id for kind in kinds_of(row["example"])]


def test_the_scheme_is_a_tree_of_known_branches() -> None:
    ids = {role.id for role in roles()}
    assert {role.broader for role in roles()} - {""} <= ids
    assert {role.branch for role in roles()} <= BRANCHES | {"host"}
    assert {kind.branch for kind in host_kinds()} <= BRANCHES | {""}
    assert [role.id for role in roles() if not role.broader] == ["leader", "capacity"]


def test_no_two_concepts_share_a_label() -> None:
    for labels in ([role.zh for role in roles()], [role.en for role in roles()]):
        assert [label for label, count in Counter(labels).items() if count > 1] == []


def test_hosts_of_roles_are_kinds_of_host() -> None:
    known = {kind.id for kind in host_kinds()} | {"any", "place"}
    assert {kind for role in roles() for kind in role.hosts} <= known


@pytest.mark.parametrize(
    ("post", "org", "branch", "official"),
    [
        ("党工委书记", "石桥街道", "party", True),
        ("区长", None, "government", True),
        ("主任", "区人大常委会", "congress", True),
        ("副主席", "区政协", "cppcc", True),
        ("院长", "区人民法院", "court", True),
        ("检察长", "区人民检察院", "procuratorate", True),
        ("纪委书记", "区委", "discipline", True),
        ("主席", "区总工会", "mass_organisation", True),
        ("校长", "区实验小学", "institution", True),
        ("院长", "市第一人民医院", "institution", True),
        ("馆长", "区图书馆", "institution", True),
        ("村委会主任", "杨柳村", "community", True),
        ("党委书记", "三洞社区", "party", True),
        ("镇长", "复兴镇", "government", True),
        ("智慧城市专班主任", "区大数据局", "government", True),  # unseen posts are read from their ends
        ("副主任", None, "capacity", False),
        ("党委书记", "江城机械有限公司", "party", False),
        ("董事长", "江城机械有限公司", "enterprise", False),
        ("主任", "江城机械有限公司", "enterprise", False),
        ("记者", None, "capacity", False),
        ("居民", "三洞社区", "community", False),
        ("志愿者", None, "capacity", False),
        ("体育教师", "区实验小学", "institution", False),
        ("学生", "区实验小学", "capacity", False),
        ("区人大代表", None, "congress", False),
        ("吹糖人", None, "capacity", False),
    ],
)
def test_branch_and_office(post: str, org: str | None, branch: str, official: bool) -> None:
    assert (role_of(post, org).branch, is_official(post, org)) == (branch, official)
