"""Claims about the chain of the stage."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.records import Acts, CoMention, HoldsPost, PartOf, Said, SameAs
from kg.relations import acts, comentions, facts, speech
from kg.relations.evidence import evidence_at, sentence_at
from kg.relations.facts import find_facts
from tests.marked_text import marked_article

PAGE = (
    "⟦江北区教育委员会|ORG⟧印发⟦《江北区课后服务办法》|INITIATIVE⟧（以下简称⟦《办法》|INITIATIVE⟧）。\n"
    "⟦区教委|ORG⟧⟦主任|POST⟧⟦陈平|PERSON⟧说：“⟦《办法》|INITIATIVE⟧好，孩子高兴。”"
    "⟦复盛镇|STREET⟧⟦红旗村|PLACE⟧也用上了。"
)


def test_all_kinds_of_facts_come_out() -> None:
    kinds = {type(fact) for fact in find_facts(*marked_article(PAGE))}
    assert kinds == {HoldsPost, Acts, PartOf, SameAs, Said, CoMention}


def test_facts_speak_of_the_fullest_names() -> None:
    facts = find_facts(*marked_article(PAGE))
    assert [fact.org for fact in facts if isinstance(fact, HoldsPost)] == ["江北区教育委员会"]
    assert [fact.about for fact in facts if isinstance(fact, Said)] == [("《江北区课后服务办法》",)]
    assert {fact.target for fact in facts if isinstance(fact, Acts)} == {"《江北区课后服务办法》"}


def test_the_order_of_the_mentions_does_not_matter() -> None:
    article, mentions = marked_article(PAGE)
    shuffled = list(mentions)
    random.Random(1).shuffle(shuffled)
    assert find_facts(article, shuffled) == find_facts(article, mentions)


def test_mentions_of_another_article_are_passed_over() -> None:
    article, mentions = marked_article(PAGE)
    others = [replace(mention, article="a2") for mention in mentions]
    assert find_facts(article, [*mentions, *others]) == find_facts(article, mentions)


def test_an_article_without_mentions_has_no_facts() -> None:
    assert find_facts(*marked_article("今天没有新闻。")) == ()


def test_the_evidence_of_every_fact_is_a_piece_of_the_source() -> None:
    article, mentions = marked_article(PAGE)
    for fact in find_facts(article, mentions):
        evidence = fact.evidence
        assert 0 <= evidence.start < evidence.end <= len(article.text)
        assert "".join(article.text[evidence.start : evidence.end].split()) == "".join(evidence.text.split())
        assert 0 < evidence.score <= 1


def test_evidence_points_into_the_source_text() -> None:
    article, _ = marked_article("甲来了。乙走了。")
    moved = replace(article, offsets=tuple(range(100, 100 + len(article.text))))
    evidence = evidence_at(moved, 5, 6, "rule:test", 0.5)
    assert (evidence.start, evidence.end, evidence.text) == (104, 108, "乙走了。")


def test_the_sentence_of_a_blank_is_the_one_before_it() -> None:
    assert sentence_at("甲来了。 乙走了。", 4) == (0, 4)


def test_an_article_is_read_once_and_its_aliases_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for module in (facts, acts, speech, comentions):
        for name in ("read", "find_aliases"):
            if (called := getattr(module, name, None)) is not None:
                monkeypatch.setattr(module, name, _counted(calls, name, called))
    assert find_facts(*marked_article(PAGE))
    assert sorted(calls) == ["find_aliases", "read"]


def _counted(calls: list[str], name: str, called: Callable[..., object]) -> Callable[..., object]:
    def counted(*given: object, **named: object) -> object:
        calls.append(name)
        return called(*given, **named)

    return counted


def test_a_private_character_of_the_text_is_no_name() -> None:
    article, mentions = marked_article("⟦区文化馆|ORG⟧主办\ue000、\ue003江城读书节。")
    assert facts.find_facts(article, mentions) == ()
