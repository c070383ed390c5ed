"""Heads of a page: which stand together as one heading, and which only stand close."""

from __future__ import annotations

from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.heads import headings, roofs
from kg.ingest.pdf.printed_page import Box, Line


def head(words: str, left: float, top: float, size: float) -> Block:
    row = Line(words, Box(left, top, left + size * len(words), top + size), size, bold=True)
    return Block("head", (row,), row.box.left, row.box.right)


def downwards(words: str, left: float, top: float, size: float) -> Block:
    row = Line(words, Box(left, top, left + size, top + 1.1 * size * len(words)), size, vertical=True)
    return Block("head", (row,), row.box.left, row.box.right)


def text(words: str, left: float, top: float) -> Block:
    row = Line(words, Box(left, top, left + 10 * len(words), top + 10), 10.0)
    return Block("text", (row,), row.box.left, row.box.right)


def column(left: float, top: float) -> Block:
    rows = [
        Line("人们来到河边看新装的灯，", Box(left, top + 15 * n, left + 120, top + 15 * n + 10), 10.0) for n in range(8)
    ]
    return Block("text", tuple(rows), left, left + 120)


def found(heads: list[Block], texts: list[Block] | None = None) -> list[str]:
    return [h.text for h in headings(heads, texts or [], ())]


KICKER, HEADLINE = head("桥头巷里的新鲜事", 60, 100, 12), head("桥头的灯亮了", 20, 118, 40)


def test_a_kicker_close_above_a_headline_is_of_one_heading_with_it() -> None:
    assert found([KICKER, HEADLINE]) == ["桥头巷里的新鲜事 桥头的灯亮了"]


def test_a_head_with_text_under_it_is_no_kicker_of_the_headline_below() -> None:
    upper = head("桥头巷里的新鲜事", 60, 86, 10)

    assert len(found([upper, HEADLINE], [text("人们来到河边看灯", 60, 100)])) == 2


def test_a_large_headline_beside_one_that_runs_downwards_is_of_another_article() -> None:
    across = head("桥头的灯亮了", 0, 100, 32)

    assert len(found([across, downwards("河边短讯", 215, 100, 40)])) == 2
    assert len(found([head("一周", 170, 100, 20), downwards("河边短讯", 215, 100, 40)])) == 1


def test_a_column_that_begins_with_a_subhead_stands_under_the_heading_that_its_neighbours_stand_under() -> None:
    whose, other = head("桥头的灯亮了", 0, 70, 20), head("河边的书屋搬了家", 400, 85, 20)
    subhead = head("一盏又一盏", 270, 98, 10)
    texts = [column(0, 98), column(135, 98), column(270, 113), column(400, 125), column(535, 125)]
    found_heads = headings([whose, other, subhead], texts, ())

    over = roofs(texts, found_heads, ())

    assert [found_heads[over[n]].text for n in range(5)] == [whose.text] * 3 + [other.text] * 2
