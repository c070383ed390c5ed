from __future__ import annotations

import re

import pytest

from kg.ner.rules import NameRule, name_rules, rule_candidates
from kg.ner.units import cut_units
from kg.rows import rows

RULES = {rule.id: rule for rule in name_rules()}


def found(text: str, rule: NameRule) -> list[str]:
    return [
        text[candidate.begin : candidate.stop]
        for unit in cut_units(text)
        for candidate in rule_candidates(unit)
        if candidate.source == f"rule:{rule.id}"
    ]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_finds_what_its_example_marks(rule: NameRule) -> None:
    marked = re.findall(r"⟦(.+?)⟧", rule.example)

    assert marked
    assert found(re.sub(r"[⟦⟧]", "", rule.example), rule) == marked


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_no_rule_finds_anything_in_its_counter_example(rule: NameRule) -> None:
    assert found(rule.counter, rule) == []


@pytest.mark.parametrize("row", rows("lexicon/name_heads.tsv"), ids=lambda row: row["id"])
def test_each_head_noun_makes_a_name_of_its_example(row: dict[str, str]) -> None:
    rule = RULES["quoted_scheme" if row["kind"] == "scheme" else "document_title"]

    assert found(row["example"], rule) == [row["example"]]


def test_a_title_broken_by_a_line_of_the_column_is_one_span() -> None:
    text = "出台《养犬 管理办法》"

    assert found(text, RULES["document_title"]) == ["《养犬 管理办法》"]
