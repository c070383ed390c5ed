from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.ner.model import load_model
from kg.ner.segmenter import Words
from kg.ner.tagger import Names


def test_a_folder_without_a_pipeline_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no trained pipeline at"):
        load_model(str(tmp_path))


def test_a_folder_that_is_no_pipeline_of_ours_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = zh\n", encoding="utf-8")

    with pytest.raises(ModelError) as caught:
        load_model(str(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("component", [Words(), Names()])
def test_a_component_whose_files_are_missing_says_which(component: Words | Names, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is missing; install the package again"):
        component.from_disk(tmp_path)


def test_an_untrained_segmenter_says_so() -> None:
    with pytest.raises(ModelError, match="not trained"):
        Words().cut("江北")
