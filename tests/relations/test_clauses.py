"""Claims about the cutting of an article text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.relations.clauses import clauses, paragraphs, sentences

TEXTS = st.text(alphabet="甲乙丙，。！？；：、“”（）《》…\n 　1,a", max_size=60)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲来了。乙走了！", ["甲来了。", "乙走了！"]),
        ("标题\n　　正文一。正文二", ["标题", "正文一。", "正文二"]),
        ("“好。”他说。", ["“好。”", "他说。"]),
        ("“加油！”、“冲啊！”，喊声不断。", ["“加油！”、“冲啊！”，喊声不断。"]),
        ("他看了《出发！》一书。", ["他看了《出发！》一书。"]),
        ("真的？！是真的。", ["真的？！", "是真的。"]),
        ("他想了想……又坐下。", ["他想了想……又坐下。"]),
        ("他说：“我想……”大家笑了。", ["他说：“我想……”", "大家笑了。"]),
        ("（记者 甲）", ["（记者 甲）"]),
        ("", []),
        (" \n　\n", []),
    ],
)
def test_sentences_end_at_stops_and_newlines(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("会上，区长甲、乙发言；丙参加。", ["会上", "区长甲、乙发言", "丙参加"]),
        ("印发《甲，乙》，施行", ["印发《甲，乙》", "施行"]),
        ("投资1,200万元,开工", ["投资1,200万元", "开工"]),
        ("甲（乙，丙）说：好", ["甲（乙，丙）说", "好"]),
        ("甲（乙，丙", ["甲（乙", "丙"]),
    ],
)
def test_clauses_part_at_commas_outside_brackets(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == parts


@given(TEXTS)
def test_sentences_hold_every_visible_character_in_order(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(TEXTS)
def test_a_sentence_lies_inside_one_paragraph(text: str) -> None:
    lines = paragraphs(text)
    for start, end in sentences(text):
        assert start < end
        assert sum(a <= start and end <= b for a, b in lines) == 1


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_clauses_stay_inside_the_span_without_overlap(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    edge = start
    for a, b in clauses(text, start, end):
        assert edge <= a < b <= end
        assert text[a:b] == text[a:b].strip()
        edge = b
