"""Characters to printed lines: blanks that a byline shows, and gaps that no line goes over."""

from __future__ import annotations

from kg.ingest.pdf.printed_lines import lines_of_glyphs
from kg.ingest.pdf.printed_page import Glyph

BODY = 10.0


def row(
    text: str, left: float, base: float, size: float = BODY, font: str = "song", blank: float = 0.25
) -> list[Glyph]:
    """Characters that touch; a blank in ``text`` is room of ``blank`` ems without a character."""
    out: list[Glyph] = []
    for char in text:
        if char == " ":
            left += blank * size
            continue
        out.append(Glyph(char, left, left + size, base, size, font, False, len(out)))
        left += size
    return out


def column(left: float, top: float, rows: int = 8) -> list[Glyph]:
    return [g for n in range(rows) for g in row("一行字接着一行字排下去", left, top + 15.0 * n)]


def texts(*glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of_glyphs([g for part in glyphs for g in part], ())]


def test_a_quarter_of_an_em_in_a_line_set_tight_is_a_blank() -> None:
    assert texts(row("记者 言午 通讯员 包容", 0.0, 10.0))[0] == "记者 言午 通讯员 包容"


def test_uneven_room_between_characters_is_no_blank() -> None:
    left, uneven = 0.0, []
    for char, room in zip("一行字接着排下", (0.0, 0.6, 3.0, 1.2, 0.4, 0.9, 2.8), strict=True):
        uneven += row(char, left + room, 10.0)
        left += BODY + room

    assert texts(uneven) == ["一行字接着排下"]


def test_a_label_and_the_head_beside_it_in_another_font_are_two_lines() -> None:
    wide = row("街道短波", 0.0, 10.0, 24.0, "hei") + row("桥头的灯亮了", 113.0, 10.0, 24.0, "kai")

    assert "街道短波" in texts(wide, column(0.0, 40.0))


def test_a_byline_over_the_room_between_columns_does_not_join_their_first_lines() -> None:
    byline = row("记者 言午 通讯员 包容", 70.0, 10.0)
    left, right = column(0.0, 31.0), column(125.0, 76.0, rows=5)  # the right column's subhead is two rows down
    found = texts(byline, left, row("河边的话题", 125.0, 31.0), row("小题", 145.0, 61.0), right)

    assert "河边的话题" in found
