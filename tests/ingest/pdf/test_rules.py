"""Rules of a page: a hairline between columns of one article is told from a rule between two articles."""

from __future__ import annotations

from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.printed_page import Box, Line
from kg.ingest.pdf.rules import partings


def text(left: float, top: float, bottom: float) -> Block:
    rows = (Line("人们来到河边", Box(left, top, left + 100, top + 10), 10.0),)
    return Block("text", (*rows, Line("看新的灯", Box(left, bottom - 10, left + 100, bottom), 10.0)), left, left + 100)


TEXTS = [text(0, 100, 300), text(115, 100, 300), text(240, 60, 300)]  # two columns of one article, and another beside
HAIRLINE = Box(107.0, 98.0, 107.0, 300.0)
BETWEEN = Box(227.0, 40.0, 227.0, 300.0)  # beside the headlines too
LEVEL = Box(0.0, 310.0, 340.0, 310.5)


def test_a_rule_that_begins_with_the_text_beside_it_parts_no_articles() -> None:
    assert partings([HAIRLINE, BETWEEN, LEVEL], TEXTS) == [BETWEEN, LEVEL]


def test_on_a_page_whose_columns_have_no_hairlines_every_rule_parts_articles() -> None:
    bare = [*TEXTS, text(0, 320, 420), text(115, 320, 420), text(240, 320, 420)]

    assert partings([HAIRLINE, BETWEEN, LEVEL], bare) == [HAIRLINE, BETWEEN, LEVEL]
