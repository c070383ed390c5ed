"""Claims about links in columns."""

from __future__ import annotations

from kg.records import Settings
from kg.resolution.entities import resolve
from kg.resolution.link_columns import Links
from tests.resolution_cases import extraction

TEXT = "⟦区委|ORG⟧见⟦白启明|PERSON⟧、⟦赵明|PERSON⟧。"
FOUND = resolve([extraction("1", TEXT), extraction("2", TEXT, date="2023-03-01")], Settings()).links


def test_links_survive_the_way_into_columns_and_back() -> None:
    records = tuple(FOUND)
    assert len(records) == 3
    assert Links.of(records) == records == Links.of(FOUND)
    assert [*Links.of(records)[1:]] == [records[1], records[2]]
    assert Links.of(records)[-1] == records[-1]


def test_no_links_are_columns_too() -> None:
    assert len(Links.of(())) == 0 == len(list(Links.of(())))
    assert Links.of(()).beside()[0].tolist() == [0]


def test_each_end_of_a_link_stands_beside_the_other() -> None:
    links = Links.of(FOUND)
    begins, beside = links.beside()
    told = {
        (name, links.entities[other])
        for row, name in enumerate(links.entities)
        for other in beside[begins[row] : begins[row + 1]].tolist()
    }
    assert told == {pair for link in links for pair in ((link.a, link.b), (link.b, link.a))}
