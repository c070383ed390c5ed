"""Claims about posts that begin with the name of a body, and the examples of their table."""

from __future__ import annotations

import pytest

from kg.ner.post_units import TABLE, with_units_apart
from kg.ner.spans import Candidate
from kg.rows import rows
from tests.marked_text import marked_article


def recut(marked: str) -> str:
    article, mentions = marked_article(marked)
    spans = [Candidate(m.begin, m.stop, m.label, 1, "model", 0.9) for m in mentions]
    text, at = "", 0
    for span in with_units_apart(spans, article.text):
        text += article.text[at : span.begin] + f"⟦{article.text[span.begin : span.stop]}|{span.label}⟧"
        at = span.stop
    return text + article.text[at:]


@pytest.mark.parametrize("row", rows(TABLE), ids=lambda row: row["id"])
def test_a_row_cuts_its_example_and_leaves_its_counter_example(row: dict[str, str]) -> None:
    before, _, after = row["example"].partition(" => ")

    assert recut(before) == after
    assert recut(row["counter"]) == row["counter"]


@pytest.mark.parametrize(
    "marked",
    [
        "⟦三洞社区|PLACE⟧⟦党委书记|POST⟧、⟦居委会主任|POST⟧⟦李红|PERSON⟧",
        "⟦李红|PERSON⟧是⟦三洞社区|PLACE⟧的⟦居委会主任|POST⟧",
        "⟦石桥街道|STREET⟧⟦党工委书记|POST⟧⟦李红|PERSON⟧",
        "⟦区人大代表|POST⟧⟦李红|PERSON⟧",
        "⟦值班站长|POST⟧⟦李红|PERSON⟧",
    ],
)
def test_a_post_that_stands_by_itself_is_left_whole(marked: str) -> None:
    assert recut(marked) == marked


def test_a_body_broken_by_a_line_is_cut_at_its_own_characters() -> None:
    text = "石桥街道应急\n办主任"
    spans = [Candidate(0, 4, "STREET", 1, "model", 0.9), Candidate(4, 10, "POST", 1, "model", 0.8)]

    assert [text[s.begin : s.stop] for s in with_units_apart(spans, text)] == ["石桥街道应急\n办", "主任"]
