"""Claims about decisions.csv: what a reader decides stands above all evidence, also when issues are added."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SettingError
from kg.records import Entity, Extraction, Knowledge, Settings
from kg.resolution.entities import resolve
from kg.resolution.judgements import read_judgements
from tests.resolution_cases import extraction


def holder(doc: str, host: str, day: str = "2023-01-09") -> Extraction:
    marked = f"⟦{host}|ORG⟧⟦局长|POST⟧⟦白启明|PERSON⟧说"
    return extraction(doc, marked, date=day, holds=[("白启明", "局长", host)])


def judged(folder: Path, rows: str, given: list[Extraction]) -> Knowledge:
    (folder / "decisions.csv").write_text("decision,kind,a,b\n" + rows, encoding="utf-8")
    return resolve(given, Settings(), read_judgements(folder))


def people(knowledge: Knowledge) -> list[Entity]:
    return [entity for entity in knowledge.entities if entity.kind == "person"]


TWO = [holder("1", "区水利局"), holder("2", "区司法局")]
ONE = [holder("1", "区水利局"), holder("2", "区水利局")]


def test_two_that_contradict_are_one_where_a_reader_says_so(tmp_path: Path) -> None:
    assert len(people(resolve(TWO, Settings()))) == 2
    assert len(people(judged(tmp_path, "same,person,白启明@1#a1,白启明@2#a1\n", TWO))) == 1


def test_two_of_one_post_are_two_where_a_reader_says_so(tmp_path: Path) -> None:
    assert len(people(resolve(ONE, Settings()))) == 1
    assert len(people(judged(tmp_path, "different,person,白启明@1#a1,白启明@2#a1\n", ONE))) == 2


def test_a_decision_holds_when_issues_are_added(tmp_path: Path) -> None:
    more = [*TWO, holder("0", "区水利局", "2022-12-01"), holder("3", "区司法局", "2023-05-01")]

    assert len(people(judged(tmp_path, "same,person,白启明@1#a1,白启明@2#a1\n", more))) == 1


def test_a_name_alone_goes_where_a_reader_puts_it(tmp_path: Path) -> None:
    alone = extraction("3", "⟦白启明|PERSON⟧到会", date="2023-01-20")
    found = judged(tmp_path, "same,person,白启明@3#a1,白启明@2#a1\n", [*TWO, alone])
    held = {m.doc: m.entity for m in found.mentions if m.label == "PERSON"}

    assert held["3"] == held["2"] != held["1"]


def test_two_names_of_a_body_are_one_where_a_reader_says_so(tmp_path: Path) -> None:
    given = [extraction("1", "⟦晨曦公益社|ORG⟧"), extraction("2", "⟦晨曦服务社|ORG⟧")]
    found = judged(tmp_path, "same,organisation,晨曦公益社@1#a1,晨曦服务社@2#a1\n", given)

    assert len([e for e in found.entities if e.kind == "organisation"]) == 1


def test_a_thing_bears_the_name_that_a_reader_gives_it(tmp_path: Path) -> None:
    before = resolve(ONE, Settings())
    found = judged(tmp_path, "rename,organisation,区水利局@1#a1,江北区水务局\n", ONE)
    (body,) = (e for e in found.entities if e.kind == "organisation")

    assert (body.name, "江北区水利局" in body.aliases) == ("江北区水务局", True)
    assert {e.id for e in found.entities} == {e.id for e in before.entities}


def test_a_decision_about_what_is_not_there_is_told_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_text("decision,kind,a,b\nsame,person,无@9#a1,白启明@1#a1\n", encoding="utf-8")
    judgements = read_judgements(tmp_path)

    assert resolve(TWO, Settings(), judgements) == resolve(TWO, Settings())
    assert [row.line for row in judgements.unused()] == [2]


def test_every_comparison_names_the_two_for_decisions(tmp_path: Path) -> None:
    (made,) = resolve(TWO, Settings()).decisions

    assert (made.a, made.b, made.same) == ("白启明@1#a1", "白启明@2#a1", False)
    assert made.a_id != made.b_id


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("maybe,person,白启明@1#a1,白启明@2#a1", "line 2: 'maybe' is no decision"),
        ("same,people,白启明@1#a1,白启明@2#a1", "'people' is no kind"),
        ("same,person,白启明,白启明@2#a1", "write a and b as NAME@DOCUMENT#ARTICLE"),
    ],
)
def test_a_row_that_cannot_be_understood_is_refused_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(SettingError, match=told):
        judged(tmp_path, row + "\n", TWO)
