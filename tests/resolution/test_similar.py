"""Claims about names that are merely alike: suggested in review.csv, never put together without a reader's word."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.export.tables import UNSURE
from kg.records import Decision, Extraction, Knowledge, Settings
from kg.resolution.entities import resolve
from kg.resolution.judgements import read_judgements
from kg.resolution.similar import difference, neighbours
from tests.resolution_cases import extraction

PLACES = [extraction("1", "⟦三洞社区|PLACE⟧"), extraction("2", "⟦三洞桥社区|PLACE⟧")]


def holder(doc: str, name: str) -> Extraction:
    return extraction(doc, f"⟦区水利局|ORG⟧⟦局长|POST⟧⟦{name}|PERSON⟧说", holds=[(name, "局长", "区水利局")])


def of_kind(knowledge: Knowledge, kind: str) -> list[str]:
    return sorted(entity.name for entity in knowledge.entities if entity.kind == kind)


def suggestion(knowledge: Knowledge) -> Decision:
    (made,) = knowledge.decisions
    return made


def test_two_places_that_differ_in_a_character_are_two_and_suggested() -> None:
    found = resolve(PLACES, Settings())
    made = suggestion(found)

    assert of_kind(found, "place") == ["三洞桥社区", "三洞社区"]
    assert (made.same, {made.a, made.b}) == (False, {"三洞社区@1#a1", "三洞桥社区@2#a1"})
    assert "桥 stands in one alone" in made.reason
    assert UNSURE[0] <= made.score <= UNSURE[1]


def test_two_officials_of_one_post_whose_names_sound_alike_are_two_and_suggested() -> None:
    found = resolve([holder("1", "白启明"), holder("2", "白启铭")], Settings())

    assert of_kind(found, "person") == ["白启明", "白启铭"]
    assert suggestion(found).reason.startswith("明 and 铭 sound alike, both 江北区水利局局长")


def test_a_name_cut_short_in_one_post_is_suggested() -> None:
    made = suggestion(resolve([holder("1", "白启明"), holder("2", "白启")], Settings()))

    assert (made.same, made.reason.partition(",")[0]) == (False, "明 is missing from one")


@pytest.mark.parametrize(
    ("kind", "given", "names"),
    [
        ("place", PLACES, ("三洞社区@1#a1", "三洞桥社区@2#a1")),
        ("person", [holder("1", "白启明"), holder("2", "白启铭")], ("白启明@1#a1", "白启铭@2#a1")),
    ],
)
@pytest.mark.parametrize(("verdict", "left"), [("same", 1), ("different", 2)])
def test_a_reader_takes_a_suggestion_or_refuses_it(
    tmp_path: Path, kind: str, given: list[Extraction], names: tuple[str, str], verdict: str, left: int
) -> None:
    (tmp_path / "decisions.csv").write_text(f"decision,kind,a,b\n{verdict},{kind},{','.join(names)}\n", "utf-8")
    judgements = read_judgements(tmp_path)
    found = resolve(given, Settings(), judgements)

    assert len(of_kind(found, kind)) == left
    assert judgements.unused() == []
    assert not [
        made for made in found.decisions if UNSURE[0] <= made.score <= UNSURE[1] and "decided" not in made.reason
    ]


def test_names_of_two_homes_are_not_compared() -> None:
    there = extraction("2", "⟦三洞桥社区|PLACE⟧", home="重庆市渝北区")

    assert resolve([PLACES[0], there], Settings()).decisions == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("第一小学", "第三小学"), ("石马河街", "石马河街道"), ("三洞社区", "新三洞社区"), ("三洞社区", "三洞北社区"),
        ("民政局", "民改局"), ("三洞社区", "三洞社区"), ("三洞社区", "四洞桥社区"),
    ],
)  # fmt: skip
def test_these_are_not_alike(left: str, right: str) -> None:
    assert difference(left, right) is None
    assert difference(right, left) is None


def test_neighbours_are_all_pairs_within_one_character() -> None:
    names = ["三洞社区", "三洞桥社区", "三桐社区", "花园社区"]

    assert list(neighbours(names)) == [("三桐社区", "三洞社区"), ("三洞桥社区", "三洞社区")]
