"""Claims about how far facts are believed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.records import CoMention, Together
from kg.relations.facts import find_facts
from tests.marked_text import marked_article

MARKED = "⟦石桥街道|STREET⟧⟦党工委书记|POST⟧⟦李红|PERSON⟧说，⟦石桥街道|STREET⟧实施⟦“邻里守望”工程|INITIATIVE⟧。"


@pytest.mark.parametrize("doubted", ["石桥街道", "党工委书记", "李红"])
def test_a_fact_is_no_surer_than_the_names_it_is_about(doubted: str) -> None:
    article, mentions = marked_article(MARKED)
    unsure = [replace(m, score=0.5) if m.text == doubted else m for m in mentions]
    (before,) = (f for f in find_facts(article, mentions) if hasattr(f, "post") and hasattr(f, "status"))
    (after,) = (f for f in find_facts(article, unsure) if hasattr(f, "post") and hasattr(f, "status"))

    assert after.evidence.score == pytest.approx(before.evidence.score / 2, abs=0.001)


def test_co_mentions_have_the_score_of_their_scope_whatever_their_names() -> None:
    article, mentions = marked_article(MARKED)
    unsure = [replace(m, score=0.5) for m in mentions]

    for sure, doubted in zip(find_facts(article, mentions), find_facts(article, unsure), strict=True):
        if isinstance(sure, CoMention | Together):
            assert sure == doubted
