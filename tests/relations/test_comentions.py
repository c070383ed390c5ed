"""Claims about which names stand together."""

from __future__ import annotations

from itertools import pairwise

from kg.records import CoMention, Together
from kg.relations.comentions import LONG_LIST, bylines, find_comentions, find_company, spelt_out
from tests.marked_text import marked_article


def pairs(marked: str) -> dict[tuple[str, str], CoMention]:
    return {(fact.a, fact.b): fact for fact in find_comentions(*marked_article(marked))}


def test_a_pair_has_the_tightest_scope_that_holds_it() -> None:
    found = pairs("⟦甲局|ORG⟧和⟦乙局|ORG⟧来了。⟦丙局|ORG⟧没来。\n⟦丁局|ORG⟧也没来。⟦甲局|ORG⟧走了。")
    assert found["乙局", "甲局"].scope == "sentence"
    assert found["丙局", "甲局"].scope == "paragraph"
    assert found["丁局", "乙局"].scope == "article"


def test_a_pair_in_two_sentences_is_counted_twice() -> None:
    found = pairs("⟦甲局|ORG⟧和⟦乙局|ORG⟧来了。⟦甲局|ORG⟧和⟦乙局|ORG⟧走了。⟦乙局|ORG⟧又来了。")
    assert found["乙局", "甲局"].count == 2


def test_a_pair_has_one_record_with_its_names_in_order() -> None:
    found = find_comentions(*marked_article("⟦甲局|ORG⟧见⟦王小兰|PERSON⟧。⟦王小兰|PERSON⟧谢⟦甲局|ORG⟧。"))
    assert [(fact.a, fact.a_label, fact.b, fact.b_label) for fact in found] == [("王小兰", "PERSON", "甲局", "ORG")]


def test_members_of_a_long_list_share_the_article_only() -> None:
    names = [f"{char}局" for char in "甲乙丙丁戊己庚辛壬癸"]
    assert len(names) > LONG_LIST
    found = pairs("、".join(f"⟦{name}|ORG⟧" for name in names) + "到⟦三洞社区|PLACE⟧。")
    assert {found[min(a, b), max(a, b)].scope for a, b in pairwise(names)} == {"article"}
    assert found["三洞社区", "甲局"].scope == "sentence"


def test_who_signs_an_article_stands_together_with_nobody() -> None:
    marked = "（⟦记者|POST⟧ ⟦向以沫|PERSON⟧ ⟦陈平|PERSON⟧）⟦甲局|ORG⟧见⟦王小兰|PERSON⟧。"
    assert {name for pair in pairs(marked) for name in pair} == {"甲局", "王小兰"}
    assert bylines(*marked_article(marked)) == {1, 2}


def test_short_and_full_name_count_as_one() -> None:
    found = pairs("⟦江北区教委|ORG⟧见⟦王小兰|PERSON⟧。⟦区教委|ORG⟧再见⟦王小兰|PERSON⟧。")
    assert {pair: fact.count for pair, fact in found.items()} == {("江北区教委", "王小兰"): 2}


def test_a_post_is_mentioned_together_with_nothing() -> None:
    assert pairs("⟦局长|POST⟧见⟦王小兰|PERSON⟧。") == {}


def test_names_that_share_an_article_only_are_one_record_and_all_pairs_when_spelt_out() -> None:
    article = marked_article("⟦甲局|ORG⟧见⟦王小兰|PERSON⟧。\n⟦乙局|ORG⟧来。\n⟦丙局|ORG⟧走。")
    company = find_company(*article)
    assert [type(fact) for fact in company] == [CoMention, Together]
    pairs = {(fact.a, fact.b): fact.scope for fact in spelt_out(company) if isinstance(fact, CoMention)}
    assert len(pairs) == 6
    assert [pair for pair, scope in pairs.items() if scope != "article"] == [(company[0].a, company[0].b)]  # type: ignore[union-attr]
