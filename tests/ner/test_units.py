from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.ner.units import LIMIT, WINDOW, cut_units, cut_windows

TEXTS = st.text(alphabet="江北城街道。！”（\n 　7a𠮷", max_size=600)


def test_a_blank_inside_a_name_is_taken_out_and_remembered() -> None:
    (unit,) = cut_units("记者 易 川")

    assert unit.text == "记者易川"
    assert unit.blanks == [False, False, True, True]


def test_only_the_first_line_with_text_is_a_headline() -> None:
    units = cut_units("\n路灯亮了\n江北城街道\n三洞社区")

    assert [unit.headline for unit in units] == [True, False, False]


@given(TEXTS)
def test_positions_lead_back_to_the_same_characters(text: str) -> None:
    for unit in cut_units(text):
        assert "".join(text[i] for i in unit.positions) == unit.text


@given(TEXTS)
def test_units_hold_every_character_that_is_no_blank_once_and_in_order(text: str) -> None:
    positions = [i for unit in cut_units(text) for i in unit.positions]

    assert positions == [i for i, char in enumerate(text) if not char.isspace()]


def test_a_long_line_is_cut_after_a_sentence() -> None:
    units = cut_units("城" * 150 + "。" + "街" * 150 + "。")

    assert [unit.text[-1] for unit in units] == ["。", "。"]
    assert max(len(unit.text) for unit in units) <= LIMIT


def test_lines_stand_in_one_window_with_a_line_feed_between() -> None:
    (window,) = cut_windows("路灯亮了\n\n记者 易 川报道")

    assert window.text == "路灯亮了\n记者易川报道"
    assert window.blanks == (7, 8)
    assert window.text[: window.headline] == "路灯亮了\n"


def test_only_the_first_window_has_a_headline() -> None:
    first, second = cut_windows("灯\n" + "城" * 200 + "。\n" + "街" * 200 + "。\n" + "路" * 200)

    assert first.headline == 2
    assert second.headline == 0


@given(TEXTS)
def test_windows_hold_every_character_that_is_no_blank_once_and_in_order(text: str) -> None:
    windows = cut_windows(text)

    for window in windows:
        assert "".join(text[i] for i in window.positions) == window.text
        assert len(window.text) <= WINDOW + 1
    positions = [i for window in windows for i in window.positions if text[i] != "\n"]
    assert positions == [i for i, char in enumerate(text) if not char.isspace()]
