from dataclasses import replace
from pathlib import Path

import pytest

from kg.records import Article, Document, Entity, Knowledge, Settings, Skipped
from kg.report import count, describe, model_version, title

PAGE = Document("1.txt", "正文", "ab" * 32, "utf-8", date="2023-03-08", paper="江城报", page=1)
NOTHING = Knowledge((PAGE,), (), (), (), (), (), (), (), (), ())


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([PAGE], "江城报 2023-03-08"),
        ([PAGE, replace(PAGE, doc="2.txt", date="2023-03-01")], "江城报 2023-03-01 – 2023-03-08"),
        ([PAGE, replace(PAGE, doc="2.txt", paper="山城报", date=None)], "山城报、江城报 2023-03-08"),
        ([replace(PAGE, paper=None, date=None)], ""),
    ],
)
def test_a_graph_is_named_after_its_papers_and_days(documents: list[Document], expected: str) -> None:
    assert title(replace(NOTHING, documents=tuple(documents))) == expected


def test_where_no_paper_is_known_a_graph_is_named_after_the_homes_of_most_articles() -> None:
    homes = ["临江市东湖区", "临江市西山区", "临江市西山区", None]
    articles = tuple(Article("1.txt", f"a{i}", "文", (0,), ((0, 1),), None, home=home) for i, home in enumerate(homes))
    knowledge = replace(NOTHING, documents=(replace(PAGE, paper=None),), articles=articles)
    assert title(knowledge) == "临江市西山区、临江市东湖区 2023-03-08"
    third = replace(articles[0], id="a9", home="临江市北桥区")
    assert title(replace(knowledge, articles=(*articles, third))) == "临江市西山区、临江市东湖区等地 2023-03-08"


def test_officials_are_counted_among_people() -> None:
    people = (Entity("per-1", "person", "林清远", official=True), Entity("per-2", "person", "何沐阳"))
    counts = count(replace(NOTHING, entities=(*people, Entity("str-1", "street", "石桥街道"))))
    assert (counts["people"], counts["officials"], counts["streets"], counts["organisations"]) == (2, 1, 1, 0)


@pytest.mark.usefixtures("without_model")
def test_the_report_names_inputs_with_hashes_and_what_was_skipped() -> None:
    report = describe(NOTHING, [Skipped("2.txt", "is empty")], Settings(home="渝州市江城区"), {"read": 0.12345})
    assert report["inputs"] == [
        {
            "doc": "1.txt",
            "sha256": "ab" * 32,
            "encoding": "utf-8",
            "date": "2023-03-08",
            "date_basis": "none",
            "paper": "江城报",
            "home": None,
            "page": 1,
            "notes": (),
            "articles": 0,
            "mentions": 0,
        }
    ]
    assert report["skipped"] == [{"doc": "2.txt", "reason": "is empty"}]
    assert report["seconds"] == {"read": 0.123}


def test_the_model_is_named_with_its_version(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").touch()
    (tmp_path / "meta.json").write_text('{"lang": "zh", "name": "kg_news", "version": "1.2.3"}')
    assert model_version(str(tmp_path)) == "zh_kg_news 1.2.3"
