from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.ner.mentions import find_mentions
from kg.ner.model import load_model, model_folder
from kg.records import Article, Mention


def article(source: str, kept: Iterable[int] | None = None) -> Article:
    """An article over all of ``source``, or over the characters at ``kept``."""
    offsets = tuple(range(len(source))) if kept is None else tuple(kept)
    text = "".join(source[i] for i in offsets)
    return Article("p.txt", "a1", text, offsets, ((0, len(source)),), text.split("\n")[0])


class Fixed:
    """Stands in for the trained pipeline: marks the given names at their first place."""

    def __init__(self, names: dict[str, str], score: float = 0.9) -> None:
        self.nlp = spacy.blank("zh")
        self.names, self.score = names, score

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        for text in texts:
            doc = self.nlp.make_doc(text)
            spans = [doc.char_span(text.index(n), text.index(n) + len(n), label) for n, label in self.names.items()]
            doc.ents = tuple(span for span in spans if isinstance(span, Span))
            doc._.kg_scores = (self.score,) * len(doc.ents)
            yield doc


def run(one: Article, names: dict[str, str], score: float = 0.9) -> list[tuple[str, str, str]]:
    nlp = Fixed(names, score)
    return [(m.text, m.label, m.source) for m in find_mentions([one], nlp)]  # type: ignore[arg-type]


def test_a_name_found_once_is_found_everywhere_in_its_article() -> None:
    got = run(article("韩晓梅来了。\n后来韩晓梅说"), {"韩晓梅": "PERSON"})

    assert got == [("韩晓梅", "PERSON", "model"), ("韩晓梅", "PERSON", "rule:article_memory")]


@pytest.mark.parametrize(
    ("full", "label", "short"),
    [("重庆大江机械有限公司", "ORG", "大江机械"), ("2023年江城第三届职工运动会", "EVENT", "江城第三届职工运动会")],
)
def test_a_firm_and_an_event_are_found_without_what_stands_before_and_behind(full: str, label: str, short: str) -> None:
    got = run(article(f"{full}来了。\n后来{short}又来了"), {full: label})

    assert got == [(full, label, "model"), (short, label, "rule:article_memory")]


def test_a_name_the_tagger_doubts_is_not_remembered() -> None:
    assert len(run(article("韩晓梅来了。\n后来韩晓梅说"), {"韩晓梅": "PERSON"}, score=0.55)) == 1


@pytest.mark.parametrize(("name", "label", "score", "kept"), [
    ("晨光", "PERSON", 0.4, 0), ("老船厂社区", "PLACE", 0.4, 1), ("老船厂社区", "PLACE", 0.1, 0)
])  # fmt: skip
def test_a_doubted_name_is_kept_where_its_form_shows_what_it_is(name: str, label: str, score: float, kept: int) -> None:
    assert len(run(article(f"{name}在城南"), {name: label}, score=score)) == kept


def test_a_title_beats_what_the_tagger_sees_inside_it() -> None:
    got = run(article("区里出台《江北区养犬管理办法》"), {"江北区": "PLACE"})

    assert got == [("《江北区养犬管理办法》", "INITIATIVE", "rule:document_title")]


def test_a_name_broken_by_a_line_points_at_all_of_it_in_the_source() -> None:
    source = "来到石马\n河街道的人"
    one = article(source, [i for i, char in enumerate(source) if char != "\n"])
    (mention,) = find_mentions([one], Fixed({"石马河街道": "STREET"}))  # type: ignore[arg-type]

    assert source[mention.start : mention.end] == "石马\n河街道"
    assert mention.text == "石马河街道"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


@pytest.mark.slow
def test_the_trained_pipeline_finds_unit_post_and_name(nlp: Language) -> None:
    text = "石马河街道党工委书记邓启明表示，区民政局要抓好“暖冬”行动。"
    got = {(m.text, m.label) for m in find_mentions([article(text)], nlp)}

    assert {("石马河街道", "STREET"), ("党工委书记", "POST"), ("邓启明", "PERSON")} <= got
    assert {("区民政局", "ORG"), ("“暖冬”行动", "INITIATIVE")} <= got


@pytest.mark.slow
def test_mentions_do_not_overlap_and_stand_at_their_offsets(nlp: Language) -> None:
    one = article("区委书记易 川到复盛镇调研\n记者 刘 静\n1月 3日，区委书记易 川来到复盛镇友谊村。")
    mentions: tuple[Mention, ...] = find_mentions([one], nlp)

    assert mentions
    assert all("".join(one.text[m.begin : m.stop].split()) == m.text for m in mentions)
    assert all(a.stop <= b.begin for a, b in pairwise(mentions))


@pytest.mark.slow
def test_spacy_opens_the_pipeline_by_itself_and_gives_ents() -> None:
    doc = spacy.load(model_folder())("复盛镇党委书记冯晓国")

    assert [ent.text for ent in doc.ents] == ["复盛镇", "党委书记", "冯晓国"]
    assert {token.tag_ for token in doc} <= set("BIES")
    assert len(doc._.kg_scores) == len(doc.ents)


@pytest.mark.slow
def test_a_text_gives_the_same_names_alone_and_in_company(nlp: Language) -> None:
    texts = ["复盛镇党委书记冯晓国", "区民政局局长马丽在会上说，" * 12, "", "路灯亮了"]
    alone = [[(e.text, e.label_) for e in nlp(text).ents] for text in texts]

    assert [[(e.text, e.label_) for e in doc.ents] for doc in nlp.pipe(texts)] == alone
