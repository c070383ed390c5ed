"""Printed lines to blocks: columns of text, and the lines that stand over or in them without being of them."""

from __future__ import annotations

from dataclasses import replace

from kg.ingest.pdf.blocks import Block, blocks
from kg.ingest.pdf.printed_page import Box, Line, PrintedPage

FULL = "人们来到河边看新装的灯，"


def line(words: str, left: float, top: float, size: float = 10.0, bold: bool = False) -> Line:
    return Line(words, Box(left, top, left + size * len(words), top + size), size, "hei" if bold else "song", bold)


def column(left: float, top: float, rows: int) -> list[Line]:
    return [line(FULL, left, top + 15.0 * n) for n in range(rows)]


def cut(*lines: Line) -> list[Block]:
    return blocks(PrintedPage(500.0, 700.0, lines))


def test_a_line_in_the_middle_over_columns_is_of_none_of_them() -> None:
    across = line("桥头巷里的新鲜事一桩接一桩", 140.0, 85.0)  # over the second column, and out of it
    found = cut(across, *column(0.0, 100.0, 6), *column(135.0, 100.0, 6), *column(270.0, 100.0, 6))

    assert [b.look for b in found if across in b.lines] == ["head"]
    assert [len(b.lines) for b in found if b.look == "text"] == [6, 6, 6]


def test_a_caption_in_another_face_over_a_column_is_none_of_it_though_it_ends_a_sentence() -> None:
    caption = replace(line("图为桥头的灯亮起来的时候有人。", 105.0, 85.0), font="kai")
    found = cut(caption, *column(0.0, 100.0, 6), *column(135.0, 100.0, 6))

    assert [len(b.lines) for b in found if caption in b.lines] == [1]


def test_the_first_line_of_a_paragraph_under_a_subhead_at_the_foot_of_a_column_is_text() -> None:
    heads = [line("桥头的灯", 30.0, 280.0, bold=True), line("一盏又一盏", 30.0, 295.0, bold=True)]
    first = line("路灯下的人说起从前的", 20.0, 310.0)
    found = cut(*column(0.0, 100.0, 12), *heads, first, *column(135.0, 100.0, 15))

    assert [b.look for b in found if first in b.lines] == ["text"]
