"""Claims about what belongs to what, and the examples of the rules."""

from __future__ import annotations

import pytest

from kg.relations.parts import Rule, find_parts, part_rules
from tests.marked_text import marked_article

RULES = part_rules()


def parts(marked: str) -> set[tuple[str, str]]:
    return {(part.child, part.parent) for part in find_parts(*marked_article(marked))}


def sources(marked: str) -> set[str]:
    return {part.evidence.source for part in find_parts(*marked_article(marked))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_example(rule: Rule) -> None:
    assert f"rule:part_of.{rule.id}" in sources(rule.example)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.counter], ids=lambda rule: rule.id)
def test_a_rule_finds_nothing_in_its_counter_example(rule: Rule) -> None:
    assert f"rule:part_of.{rule.id}" not in sources(rule.counter)


def test_a_chain_of_places_gives_each_link() -> None:
    assert parts("⟦江北区|PLACE⟧⟦江北城街道|STREET⟧⟦三洞社区|PLACE⟧") == {
        ("江北城街道", "江北区"),
        ("三洞社区", "江北城街道"),
    }


def test_a_list_of_communities_shares_the_street_before_it() -> None:
    found = parts("⟦复盛镇|STREET⟧⟦红旗村|PLACE⟧、⟦青山村|PLACE⟧和⟦石桥村|PLACE⟧")
    assert found == {("红旗村", "复盛镇"), ("青山村", "复盛镇"), ("石桥村", "复盛镇")}


def test_a_district_before_a_body_is_no_parent() -> None:
    assert parts("⟦江北区|PLACE⟧有⟦江北区人民法院|ORG⟧。") == set()


def test_a_section_belongs_to_the_bureau_named_with_another_form() -> None:
    assert parts("⟦雁塔区委|ORG⟧开会，⟦区委编办|ORG⟧列席。") == {("区委编办", "雁塔区委")}


def test_a_body_named_by_the_bare_kind_belongs_to_the_last_street() -> None:
    assert parts("⟦石桥街道|STREET⟧和⟦复盛街道|STREET⟧。⟦街道党工委|ORG⟧开会。") == {("街道党工委", "复盛街道")}


def test_nothing_belongs_to_itself() -> None:
    assert parts("⟦复盛镇|STREET⟧⟦复盛镇|STREET⟧") == set()
