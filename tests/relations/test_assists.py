"""Claims about who helps to host and who guides, and the examples of the rules."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from kg.export.jsonl import write_relations
from kg.relations.assists import RULES, find_assists
from kg.relations.facts import find_facts
from kg.relations.reading import read
from kg.rows import from_yaml
from tests.marked_text import marked_article

ROWS = [dict(row) for row in from_yaml(RULES)]
EVENT = "⟦第七届职工运动会|EVENT⟧"


def assists(marked: str) -> set[tuple[str, str, str]]:
    article, mentions = marked_article(marked)
    return {(act.agent, act.role, act.target) for act in find_assists(article, read(article, mentions))}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_finds_its_role_in_its_example_and_not_in_its_counter_example(row: dict[str, Any]) -> None:
    article, mentions = marked_article(row["example"])
    found = find_assists(article, read(article, mentions))

    assert (row["role"], f"rule:assists.{row['id']}") in {(act.role, act.evidence.source) for act in found}
    assert row["role"] not in {role for _, role, _ in assists(row["counter"])}


def test_each_of_a_list_helps_to_host() -> None:
    marked = f"{EVENT}由⟦区总工会|ORG⟧主办，⟦区体育馆|ORG⟧承办，⟦红星酒业公司|ORG⟧、⟦江北大学|ORG⟧协办。"

    assert assists(marked) == {
        ("红星酒业公司", "co_host", "第七届职工运动会"),
        ("江北大学", "co_host", "第七届职工运动会"),
    }


def test_what_is_helped_may_be_named_in_the_sentence_before() -> None:
    marked = f"10月28日，{EVENT}开幕。⟦区总工会|ORG⟧主办，⟦红星酒业公司|ORG⟧协办。"

    assert assists(marked) == {("红星酒业公司", "co_host", "第七届职工运动会")}


def test_a_plan_counts_as_the_act_itself_does() -> None:
    assert assists(f"{EVENT}将由⟦红星酒业公司|ORG⟧协办。") == {("红星酒业公司", "co_host", "第七届职工运动会")}


CO_HOST = "⟦红星酒业公司|ORG⟧协办"


@pytest.mark.parametrize("clause", [f"希望{CO_HOST}", f"建议由{CO_HOST}", f"没有请{CO_HOST}"])
def test_a_wish_and_a_denial_give_no_part(clause: str) -> None:
    assert assists(f"说到{EVENT}，{clause}。") == set()


def test_a_file_of_relations_keeps_them_apart_from_the_annotated_roles() -> None:
    article, mentions = marked_article(f"{EVENT}由⟦区总工会|ORG⟧主办，⟦红星酒业公司|ORG⟧协办。")
    out = io.StringIO()
    write_relations(find_facts(article, mentions), mentions, out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]

    assert ("assists", "co_host") in {(row["rel"], row["role"]) for row in rows if "role" in row}
    assert all(row["role"] != "co_host" for row in rows if row["rel"] == "acts")
