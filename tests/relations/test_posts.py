"""Claims about who holds which post where, and the examples of the rule table."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Article, HoldsPost
from kg.relations.chains import RULES, rule
from kg.relations.facts import find_facts
from kg.relations.posts import find_posts
from kg.rows import read_rows, rows
from tests.marked_text import marked_article

TABLE = rows(RULES)
LINKING = ("name", "group", "after", "apposed", "tail")


def posts(marked: str) -> tuple[HoldsPost, ...]:
    return find_posts(*marked_article(marked))


def short(facts: tuple[HoldsPost, ...]) -> set[str]:
    return {f"{fact.person}/{fact.post}/{fact.org or '-'}/{fact.status}" for fact in facts}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["id"])
def test_a_rule_finds_the_facts_of_its_example(row: dict[str, str]) -> None:
    facts = find_posts(*marked_article(row["example"]), learned=False)
    assert short(facts) == (set() if row["facts"] == "none" else set(row["facts"].split()))
    if row["part"] in LINKING and facts:
        assert f"rule:{row['id']}" in {fact.evidence.source for fact in facts}


@pytest.mark.parametrize("row", [row for row in TABLE if row["counter"]], ids=lambda row: row["id"])
def test_a_rule_finds_nothing_in_its_counter_example(row: dict[str, str]) -> None:
    assert f"rule:{row['id']}" not in {fact.evidence.source for fact in posts(row["counter"])}


@pytest.mark.parametrize("row", [row for row in TABLE if row["part"] == "way"], ids=lambda row: row["id"])
def test_the_way_of_an_example_sets_the_score_where_rules_alone_find_hosts(row: dict[str, str]) -> None:
    facts = find_posts(*marked_article(row["example"]), learned=False)
    scores = {
        round(rule(fact.evidence.source.removeprefix("rule:")).share * rule(row["id"]).share, 3) for fact in facts
    }
    assert scores & {fact.evidence.score for fact in facts}


CASES = [
    (
        "two posts joined by a mark are two tenures",
        "⟦区人力社保局|ORG⟧⟦党组书记|POST⟧、⟦局长|POST⟧⟦王小明|PERSON⟧",
        "王小明/党组书记/区人力社保局/current 王小明/局长/区人力社保局/current",
    ),
    (
        "a host that changes amid the posts holds from there on",
        "⟦区委|ORG⟧⟦常委|POST⟧、⟦区公安局|ORG⟧⟦局长|POST⟧⟦王小明|PERSON⟧",
        "王小明/常委/区委/current 王小明/局长/区公安局/current",
    ),
    (
        "a post before several names is held by each",
        "⟦副主任|POST⟧⟦王小明|PERSON⟧、⟦李红|PERSON⟧出席",
        "王小明/副主任/-/current 李红/副主任/-/current",
    ),
    (
        "the next post ends the list of names",
        "⟦副区长|POST⟧⟦王小明|PERSON⟧，⟦区教委|ORG⟧⟦主任|POST⟧⟦李红|PERSON⟧",
        "王小明/副区长/-/current 李红/主任/区教委/current",
    ),
    (
        "the head of a district keeps the place right before the post",
        "⟦江北区|PLACE⟧⟦区长|POST⟧⟦王小明|PERSON⟧",
        "王小明/区长/江北区/current",
    ),
    (
        "a deputy to the people's congress has no host",
        "来自⟦红石路街道|STREET⟧的⟦区人大代表|POST⟧⟦李红|PERSON⟧",
        "李红/区人大代表/-/current",
    ),
    (
        "an appointment list may run over several lines",
        "任命：\n⟦王小明|PERSON⟧为⟦区教委|ORG⟧⟦主任|POST⟧；\n⟦李红|PERSON⟧为⟦区民政局|ORG⟧⟦局长|POST⟧。",
        "王小明/主任/区教委/incoming 李红/局长/区民政局/incoming",
    ),
    (
        "a bare community points at the one named last",
        "⟦三洞社区|PLACE⟧与⟦北湖社区|PLACE⟧结对。社区⟦党委书记|POST⟧⟦李红|PERSON⟧说",
        "李红/党委书记/北湖社区/current",
    ),
    (
        "a comma parts the post of the name before from that of the name after",
        "⟦市长|POST⟧⟦王小明|PERSON⟧任⟦指挥长|POST⟧，⟦副市长|POST⟧⟦李红|PERSON⟧任⟦副指挥长|POST⟧。",
        "王小明/市长/-/current 王小明/指挥长/-/current 李红/副市长/-/current 李红/副指挥长/-/current",
    ),
    (
        "a body that no mention names is not taken for another",
        "⟦区民政局|ORG⟧来人。县水务局⟦局长|POST⟧⟦王小明|PERSON⟧说",
        "王小明/局长/-/current",
    ),
    (
        "an apposition that nothing closes is none",
        "⟦区长|POST⟧⟦王小明|PERSON⟧，⟦区教委|ORG⟧⟦主任|POST⟧出席",
        "王小明/区长/-/current",
    ),
    (
        "a roster that puts the name first gives each name what stands behind it, though its lines are run together",
        "代表名单\n⟦王小明|PERSON⟧ ⟦县委|ORG⟧⟦书记|POST⟧⟦李红|PERSON⟧（女） ⟦县委|ORG⟧⟦副书记|POST⟧、⟦县长|POST⟧"
        "⟦陈刚|PERSON⟧ ⟦横岭小学|ORG⟧⟦校长|POST⟧\n",
        "王小明/书记/县委/current 李红/副书记/县委/current 李红/县长/-/current 陈刚/校长/横岭小学/current",
    ),
    (
        "a list whose head says how it is ordered gives its post to each name",
        "⟦委员|POST⟧（按姓氏笔画为序）：⟦王小明|PERSON⟧、⟦李红|PERSON⟧、⟦陈刚|PERSON⟧。",
        "王小明/委员/-/current 李红/委员/-/current 陈刚/委员/-/current",
    ),
    (
        "nothing is read across the end of a sentence",
        "来的是⟦区委|ORG⟧。⟦副书记|POST⟧没有来。⟦王小明|PERSON⟧说",
        "",
    ),
]


@pytest.mark.parametrize(("claim", "marked", "facts"), CASES, ids=[case[0] for case in CASES])
def test_case(claim: str, marked: str, facts: str) -> None:
    assert short(posts(marked)) == set(facts.split())


FORMS = read_rows(Path(__file__).with_name("post_cases.tsv"))


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row["claim"])
def test_form(row: dict[str, str]) -> None:
    facts = find_facts(*marked_article(row["marked"].replace("\\n", "\n")))
    found = short(tuple(fact for fact in facts if isinstance(fact, HoldsPost)))
    assert found == (set() if row["facts"] == "none" else set(row["facts"].split()))


def test_evidence_points_into_the_source_at_the_sentence() -> None:
    page, mentions = marked_article("昨日晴。⟦区长|POST⟧⟦王小明|PERSON⟧讲话。今日雨。", shift=100)

    (fact,) = find_posts(page, mentions)

    assert (fact.evidence.start, fact.evidence.end, fact.evidence.text) == (104, 112, "区长王小明讲话。")
    assert (fact.evidence.doc, fact.evidence.article, fact.evidence.source) == ("page.txt", "a1", "rule:name-near")
    assert 0 < fact.evidence.score <= 1


def test_a_post_without_host_yields_to_the_same_post_with_one() -> None:
    text = "⟦区民政局|ORG⟧⟦局长|POST⟧⟦王小明|PERSON⟧说。（⟦评委|POST⟧⟦王小明|PERSON⟧、⟦局长|POST⟧⟦王小明|PERSON⟧）"
    assert short(posts(text)) == {"王小明/局长/区民政局/current", "王小明/评委/-/current"}


def test_a_headline_is_not_read_on_into_the_body() -> None:
    page, mentions = marked_article("关爱老兵暖⟦区委|ORG⟧\n⟦记者|POST⟧⟦王小明|PERSON⟧报道")
    body = Article(**{name: getattr(page, name) for name in Article.__slots__} | {"body_start": 8})
    assert short(find_posts(body, mentions)) == {"王小明/记者/-/current"}


def test_a_subhead_is_not_read_on_into_the_next_paragraph() -> None:
    page, mentions = marked_article("昨日开会。\n走进⟦区委|ORG⟧\n⟦记者|POST⟧⟦王小明|PERSON⟧报道")
    cut = Article(**{name: getattr(page, name) for name in Article.__slots__} | {"subheads": ("走进区委",)})
    assert short(find_posts(page, mentions)) == {"王小明/记者/区委/current"}
    assert short(find_posts(cut, mentions)) == {"王小明/记者/-/current"}


def test_a_subhead_says_what_the_list_below_it_does() -> None:
    page, mentions = marked_article("名单如下。\n二、任命\n⟦李红|PERSON⟧、⟦王小明|PERSON⟧为⟦区法院|ORG⟧⟦审判员|POST⟧；")
    cut = Article(**{name: getattr(page, name) for name in Article.__slots__} | {"subheads": ("二、任命",)})
    facts = short(find_posts(cut, mentions))
    assert facts == {"李红/审判员/区法院/incoming", "王小明/审判员/区法院/incoming"}


def test_mentions_of_other_articles_are_passed_over() -> None:
    page, mentions = marked_article("⟦区长|POST⟧⟦王小明|PERSON⟧讲话。")
    other = Article(**{name: getattr(page, name) for name in Article.__slots__} | {"id": "a2"})
    assert find_posts(other, mentions) == ()


NAMES = ["⟦区民政局|ORG⟧", "⟦三洞社区|PLACE⟧", "⟦石桥街道|STREET⟧", "⟦王小明|PERSON⟧", "⟦李红|PERSON⟧"]
TITLES = ["⟦局长|POST⟧", "⟦居民|POST⟧", "⟦区长|POST⟧"]
WORDS = ["、", "，", "。", "的", "是", "任命", "为", "原", "“", "”", "\n", "：", "说", "在", "当"]
PIECES = st.lists(st.sampled_from([*NAMES, *TITLES, *WORDS]), max_size=14)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_facts_are_made_of_mentions_whatever_their_order(pieces: list[str]) -> None:
    page, mentions = marked_article("".join(pieces))
    shuffled = list(mentions)
    random.Random(7).shuffle(shuffled)
    facts = find_posts(page, mentions)
    names = {label: {m.text for m in mentions if m.label == label} for label in ("PERSON", "POST")}
    hosts = {m.text for m in mentions if m.label in ("ORG", "STREET", "PLACE")} | {None}

    assert find_posts(page, shuffled) == facts
    for fact in facts:
        assert fact.person in names["PERSON"]
        assert fact.post in names["POST"]
        assert fact.org in hosts
        assert 0 <= fact.evidence.start < fact.evidence.end <= len(page.text)
