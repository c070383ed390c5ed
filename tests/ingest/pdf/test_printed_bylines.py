"""Bylines on printed pages: known by their wording, and whole where the room between two columns tore them."""

from __future__ import annotations

import pytest

from kg.ingest.pdf.printed_bylines import is_byline, with_whole_bylines
from kg.ingest.pdf.printed_page import Box, Line


def line(text: str, left: float, top: float = 100.0) -> Line:
    return Line(text, Box(left, top, left + 10.0 * len(text), top + 10.0), 10.0, "song")


@pytest.mark.parametrize("text", ["□ 记者 言午", "○ 步云飞", "■本报记者 卓然 通讯员 季风 文/图", "（记者 包容）"])
def test_a_sign_before_a_byline_does_not_hide_it(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize("text", ["○ 开放时间和地点", "步云飞", "记者在桥头看到新灯"])
def test_what_names_no_reporter_is_no_byline(text: str) -> None:
    assert not is_byline(text)


def test_a_byline_torn_over_the_room_between_columns_is_whole() -> None:
    torn = [line("记者 言午/文", 100.0), line("包容/图", 190.0)]

    assert [joined.text for joined in with_whole_bylines(torn, ())] == ["记者 言午/文 包容/图"]
    assert with_whole_bylines(torn, ())[0].box.right == torn[1].box.right


def test_a_helper_goes_on_the_byline_that_names_the_reporter() -> None:
    torn = [line("■本报记者 言午", 100.0), line("通讯员 包容 文/图", 190.0)]

    assert len(with_whole_bylines(torn, ())) == 1


@pytest.mark.parametrize(
    ("right", "walls"),
    [
        (line("□ 记者 包容", 190.0), ()),  # the byline of the article beside
        (line("包容/图", 230.0), ()),  # too far away
        (line("包容/图", 190.0, top=104.0), ()),  # in another row
        (line("包容/图", 190.0), (Box(185.0, 50.0, 185.5, 200.0),)),  # beyond a rule
        (line("开门三件事", 190.0), ()),  # a subhead at the top of the next column
    ],
)
def test_what_stands_beside_a_byline_is_not_joined_to_it(right: Line, walls: tuple[Box, ...]) -> None:
    assert len(with_whole_bylines([line("记者 言午/文", 100.0), right], walls)) == 2
