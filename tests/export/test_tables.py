from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import tables
from kg.records import Knowledge
from tests.export.made import renamed, sample

Write = Callable[[Knowledge, io.StringIO], None]


def entities(knowledge: Knowledge, out: io.StringIO) -> None:
    tables.write_entities(knowledge.entities, out)


ALL: list[Write] = [tables.write_officials, entities, tables.write_relations]


def written(write: Write, knowledge: Knowledge) -> str:
    out = io.StringIO(newline="")
    write(knowledge, out)
    return out.getvalue()


def rows(write: Write, knowledge: Knowledge) -> list[dict[str, str]]:
    text = written(write, knowledge).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("write", ALL)
def test_a_table_begins_with_a_byte_order_mark_and_ends_its_lines_as_excel_does(
    knowledge: Knowledge, write: Write
) -> None:
    text = written(write, knowledge)

    assert text.encode("utf-8").startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n", text)


@pytest.mark.parametrize("write", ALL)
def test_the_order_of_records_does_not_matter(knowledge: Knowledge, write: Write) -> None:
    fields = [field.name for field in dataclasses.fields(knowledge)]
    backwards = dataclasses.replace(knowledge, **{name: getattr(knowledge, name)[::-1] for name in fields})

    assert written(write, backwards) == written(write, knowledge)


@pytest.mark.parametrize(
    ("write", "columns"),
    [
        (tables.write_officials, tables.OFFICIALS),
        (entities, tables.ENTITIES),
        (tables.write_relations, tables.RELATIONS),
    ],
)
def test_every_column_is_documented(knowledge: Knowledge, write: Write, columns: tuple[str, ...]) -> None:
    assert tuple(rows(write, knowledge)[0]) == columns
    assert tables.__doc__
    assert all(re.search(rf"\b{column}\b", tables.__doc__) for column in columns)


def test_officials_are_the_tenures_of_officials_with_their_sentence(knowledge: Knowledge) -> None:
    found = rows(tables.write_officials, knowledge)

    assert [row["person"] for row in found] == ["何远山", "秦可一"]  # 杜小满 holds no public post
    assert found[0]["post"] == "党委书记"
    assert found[0]["organisation"] == "青溪镇"
    assert found[0]["branch"] == "party"
    assert found[0]["sentence"] == "青溪镇党委书记何远山表示，“暖冬行动”已经启动。"
    assert found[0]["paper"] == "青溪日报"
    assert found[1]["status"] == "former"
    assert found[1]["first_attested"] == ""


def test_entities_are_all_there_with_the_name_of_their_anchor(knowledge: Knowledge) -> None:
    found = {row["id"]: row for row in rows(entities, knowledge)}

    assert set(found) == {entity.id for entity in knowledge.entities}
    assert found["per-0000000001"]["anchor"] == "青溪镇"
    assert found["org-0000000001"]["anchor"] == "云州市青溪区"
    assert found["per-0000000001"]["official"] == "yes"
    assert found["per-0000000002"]["official"] == "no"


def test_every_record_is_a_relation(knowledge: Knowledge) -> None:
    found = rows(tables.write_relations, knowledge)
    records = (*knowledge.tenures, *knowledge.acts, *knowledge.parts, *knowledge.links, *knowledge.statements)

    assert {row["id"] for row in found} == {record.id for record in records}
    table = next(row for row in found if row["id"] == "prt-0000000003")
    assert (table["evidence"], table["sentence"], table["doc"]) == ("1", "", "")
    link = next(row for row in found if row["relation"] == "co_mention")
    assert (link["from"], link["to"], link["detail"], link["weight"]) == ("何远山", "杜小满", "sentence", "0.0")


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\uff1d1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(knowledge: Knowledge, name: str) -> None:
    cells = [text for write in ALL for row in rows(write, renamed(knowledge, name)) for text in row.values()]

    assert any(text.startswith("'") for text in cells)
    assert not [text for text in cells if re.match(r"\s*[=+\-@\uff1d]", text)]


def test_a_negative_number_stays_a_number(knowledge: Knowledge) -> None:
    links = (dataclasses.replace(knowledge.links[0], weight=-0.25),)

    found = rows(tables.write_relations, dataclasses.replace(knowledge, links=links))

    assert [row["weight"] for row in found if row["relation"] == "co_mention"] == ["-0.25"]


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_makes_one_line_of_utf8_that_is_read_back(name: str) -> None:
    knowledge = renamed(sample(), name)
    text = written(entities, knowledge)

    text.encode("utf-8")
    assert text.count("\r\n") == text.count("\n") == len(knowledge.entities) + 1
    assert len(rows(entities, knowledge)) == len(knowledge.entities)
    assert {tables.cell(entity.name) for entity in knowledge.entities} == {
        row["name"] for row in rows(entities, knowledge)
    }


def test_a_cell_is_never_longer_than_excel_takes() -> None:
    longest = tables.LONGEST
    assert tables.cell("长" * longest) == "长" * longest
    assert tables.cell("长" * (longest + 1)) == "长" * (longest - 1) + "…"
    assert len(tables.cell("=" + "长" * longest)) == longest
