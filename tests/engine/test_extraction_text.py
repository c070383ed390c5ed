from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import pipeline
from kg.engine.extraction_text import from_text, to_text, with_shared_offsets
from kg.ingest.wholes import Sheet
from kg.records import Document, Half, Whole
from tests.conftest import PAGE

DOCUMENT = Document("page.txt", PAGE, "0" * 64, "utf-8", "2023-03-01", "given")


@pytest.mark.usefixtures("without_model")
def test_an_extraction_comes_back_as_it_was() -> None:
    found = pipeline.extract(DOCUMENT, None)  # type: ignore[arg-type]
    assert found.facts
    assert from_text(to_text(found), DOCUMENT) == found


@pytest.mark.usefixtures("without_model")
def test_an_article_of_two_pages_comes_back_with_its_halves() -> None:
    found = pipeline.extract(DOCUMENT, None)  # type: ignore[arg-type]
    other = replace(DOCUMENT, doc="other.txt")
    halves = (Half(DOCUMENT, found.articles[0]), Half(other, replace(found.articles[0], doc="other.txt")))
    whole = Whole(found.articles[0], halves, (0, len(PAGE)), ((0, 0), (0, -1), (1, 3)))
    joined = replace(found, wholes=(whole,))
    assert from_text(to_text(joined), DOCUMENT, [other]) == joined


@pytest.mark.usefixtures("without_model")
def test_articles_with_shared_offsets_are_equal_and_share_them() -> None:
    text = "区文化馆主办江城读书节。\n" * 60
    extraction = pipeline.extract(Document("1.txt", text, "", "utf-8"), None)  # type: ignore[arg-type]
    one, other = (
        with_shared_offsets(extraction),
        with_shared_offsets(from_text(to_text(extraction), extraction.document)),
    )
    assert one == extraction == other
    last = [found.articles[-1].offsets[-1] for found in (one, other)]
    assert last[0] > 256
    assert last[0] is last[1]


@given(st.text(max_size=60))
@pytest.mark.usefixtures("without_model")
def test_any_name_and_text_comes_back(text: str) -> None:
    document = Document(text, "区文化馆主办江城读书节。\n" + text, "", "utf-8")
    found = pipeline.extract(Sheet(text, document), None)  # type: ignore[arg-type]
    assert from_text(to_text(found), document) == found


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"evidence": 3}', "nonsense", '{"evidence": [["a"]]}'])
def test_what_is_no_extraction_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own error is one
        from_text(text, DOCUMENT)
