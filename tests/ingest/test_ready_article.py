import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.contents import Content
from kg.ingest.ready_article import field_names, fields_of, plain, read_ready_article
from kg.rows import rows

KINDS = {"author": "byline"}
ROWS = rows("lexicon/article_fields.tsv")


def read(**row: Any) -> Content:
    return read_ready_article(row, "utf-8", "1")


def fields(found: Content) -> dict[str, str]:
    return {section.kind: found.text[section.start : section.end] for section in found.sections}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_name_of_a_field_is_read_with_its_example(row: dict[str, str]) -> None:
    text = {} if row["field"] == "text" else {"text": "石板巷的灯亮了。"}
    found = read(**{row["name"]: row["example"]} | text)
    if row["field"] in ("date", "paper", "home", "page"):
        read_as = {"date": "2023-03-08", "page": 2}.get(row["field"], row["example"])
        assert getattr(found.known, row["field"]) == read_as
    else:
        assert fields(found)[KINDS.get(row["field"], row["field"])] == row["example"]


def test_no_two_rows_are_one_name() -> None:
    assert len(field_names()) == len(ROWS)


@pytest.mark.parametrize("name", ["TEXT", " Text ", "\ufefftext", "\uff34ext", "Full Text", "full-text", "fullText"])
def test_case_width_and_blanks_make_no_other_field(name: str) -> None:
    assert fields_of([name])[name][0] == "text"


def test_fields_stand_above_the_text_each_in_a_line_of_its_own() -> None:
    found = read(
        kicker="走进小巷", headline="灯亮了", subtitle="十二盏", author=["乐正清", "佘墨"], text="　　路灯亮了。\n好。"
    )
    assert found.text == "走进小巷\n\n灯亮了\n\n十二盏\n\n乐正清 佘墨\n\n　　路灯亮了。\n好。"
    assert list(fields(found)) == ["kicker", "headline", "subtitle", "byline", "text"]


@pytest.mark.parametrize("text", ["灯亮了\n路灯亮了。", " 灯亮了\r\n\r\n路灯亮了。"])
def test_a_text_that_begins_with_its_headline_has_it_once(text: str) -> None:
    assert read(headline="灯亮了", text=text).text == "灯亮了\n\n路灯亮了。"


@pytest.mark.parametrize("text", ["灯亮了以后，街坊敢出门了。", "灯亮了"])
def test_a_text_whose_first_words_are_the_headline_keeps_them(text: str) -> None:
    assert fields(read(headline="灯亮了", text=text)) == {"headline": "灯亮了", "text": text}


def test_the_first_filled_of_several_names_wins() -> None:
    assert fields(read(content="乙。", text="甲。")) == {"text": "甲。"}
    assert fields(read(content="乙。", text="")) == {"text": "乙。"}


def test_what_means_nothing_here_is_passed_over() -> None:
    assert read(text="甲。", url="x", column="要闻", section=3, tags=[]).text == "甲。"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        *(("2023-01-09", "2023-01-09"), ("20230109", "2023-01-09"), ("2023/1/9", "2023-01-09")),
        *(("2023/1/9 0:00", "2023-01-09"), ("2023年1月9日", "2023-01-09"), ("2023.01.09", "2023-01-09")),
        *(("2023-01-09T08:00:00Z", "2023-01-09"), ("  ", None), (None, None)),
    ],
)
def test_a_date_is_taken_as_spreadsheets_and_papers_write_it(value: str | None, day: str | None) -> None:
    assert read(text="甲。", date=value).known.date == day


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"text": "甲。", "date": "9.1.2023"}, "has the date '9.1.2023', which is none: write it as 2023-01-09"),
        ({"text": "甲。", "date": "2023-02-30"}, "which is none"),
        ({"text": "甲。", "date": "x" * 999}, "x…', which is none"),
        ({"text": "甲。", "date": 44935}, "has a 'date' that is not a string"),
        ({"text": 3}, "has a 'text' that is not a string: put it in quotes"),
        ({"text": "甲。", "headline": ["a"]}, "has a 'headline' that is not a string"),
        ({"text": "甲。", "author": [1]}, "has an 'author' that is not a string"),
        ({"headline": "灯亮了"}, "is no article: give it at least a text"),
        ({"text": " \n"}, "is no article"),
        ({}, "is no article"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_in_one_line(row: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as error:
        read(**row)
    assert words in str(error.value)
    assert len(str(error.value).splitlines()) == 1
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    ("value", "page"), [(2, 2), ("A02", 2), ("第02版：要闻", 2), (0, None), (True, None), ("头版", None)]
)
def test_a_page_may_be_a_number_or_its_words(value: object, page: int | None) -> None:
    assert read(text="甲。", page=value).known.page == page


def test_half_a_character_is_shown_as_lost_and_noted() -> None:
    found = read(**json.loads('{"text": "灯\\ud800亮了。"}'))
    assert found.text == "灯\ufffd亮了。"
    assert "lost" in found.notes[0]


HAN = st.text("灯亮了，。 　\n甲乙丙", min_size=1, max_size=20).filter(lambda text: text.strip(" 　\n") != "")


@given(st.fixed_dictionaries({"text": HAN}, optional=dict.fromkeys(("kicker", "headline", "subtitle", "author"), HAN)))
def test_every_section_holds_the_characters_of_its_field(row: dict[str, str]) -> None:
    found = read(**row)
    shown = fields(found)
    end = 0
    for section in found.sections:
        assert end <= section.start < section.end <= len(found.text)
        end = section.end
    for name in ("kicker", "headline", "subtitle"):
        assert shown.get(name, "") == row.get(name, "").strip()
    assert shown.get("byline", "") == " ".join(row.get("author", "").split())
    assert row["text"].strip().endswith(shown["text"].strip())
    assert "".join(row["text"].split()) in "".join((shown.get("headline", "") + shown["text"]).split())


@given(
    st.dictionaries(
        st.sampled_from([plain(name) for name in field_names()]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=9),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
def test_whatever_a_row_holds_it_is_read_or_refused(row: dict[str, Any]) -> None:
    try:
        found = read_ready_article(row, "utf-8", "1")
    except InputError:
        return
    assert found.sections[-1].end == len(found.text)
