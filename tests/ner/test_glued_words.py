"""Claims about words that were taken into the name of a person."""

from __future__ import annotations

import pytest

from kg.ner.glued_words import without_glued_words
from kg.ner.spans import Candidate
from kg.rows import rows

NAME = "林清远"


def person(text: str, name: str, begin: int = 0, score: float = 0.9) -> Candidate:
    at = text.index(name, begin)
    return Candidate(at, at + len(name), "PERSON", 1, "model", score)


def names(text: str, *candidates: Candidate) -> list[str]:
    return [text[c.begin : c.stop] for c in without_glued_words(candidates, text, 0.6)]


@pytest.mark.parametrize("row", rows("lexicon/glued_words.tsv"), ids=lambda row: row["id"])
def test_the_word_of_a_row_is_cut_off_a_name_that_stands_without_it_elsewhere(row: dict[str, str]) -> None:
    text = f"{NAME}，{row['example']}"
    glued = NAME + row["word"] if row["side"] == "after" else row["word"] + NAME
    assert names(text, person(text, NAME), person(text, glued, 4, 0.5)) == [NAME, NAME]


def test_a_name_that_stands_nowhere_without_the_character_keeps_it() -> None:
    text = "张在说灯亮了，王立正笑了"
    assert names(text, person(text, "张在"), person(text, "王立正")) == ["张在", "王立正"]


def test_a_name_of_five_characters_does_not_end_in_such_a_word() -> None:
    text = "阿尔木呷让大家先坐，古丽·阿依让了座"
    assert names(text, person(text, "阿尔木呷让"), person(text, "古丽·阿依让")) == ["阿尔木呷", "古丽·阿依让"]


def test_a_name_that_is_only_guessed_cuts_no_other() -> None:
    text = "王立来了，王立正笑了"
    assert names(text, person(text, "王立", score=0.5), person(text, "王立正")) == ["王立", "王立正"]


def test_a_blank_before_the_word_goes_with_it() -> None:
    text = "林清远来了，林清远 让大家先坐"
    assert names(text, person(text, NAME), person(text, "林清远 让")) == [NAME, NAME]
