"""Claims about order: what is read, named or decided first changes nothing, however the evidence clashes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Extraction, Knowledge, Settings
from kg.resolution.decide import Comparison, Finding, decide
from kg.resolution.entities import resolve
from kg.resolution.judgements import Judgement, Judgements
from tests.resolution_cases import HOME, extraction

HOSTS = {
    "区水利局": "ORG",
    "区水务局": "ORG",
    "江北区水利局": "ORG",
    "区委": "ORG",
    "石马河街道": "STREET",
    "石马河街道党工委": "ORG",
    "三洞社区": "PLACE",
    "三洞桥社区": "PLACE",
}
NAMES = ("王芳", "白启明", "白启铭")
TITLES = ("局长", "书记", "主任", "记者", "居民", "人大代表")

hosts = st.sampled_from(sorted(HOSTS))
seats = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(TITLES),
    st.none() | hosts,
    st.sampled_from(("current", "current", "former", "incoming")),
)


@st.composite
def articles(draw: st.DrawFn) -> list[Extraction]:
    """Articles in which few people hold few posts at few dates, so that nearly everything clashes with something."""
    made = []
    for number in range(draw(st.integers(2, 7))):
        holds = draw(st.lists(seats, max_size=3))
        alone = draw(st.lists(st.sampled_from(NAMES), max_size=2))
        same = draw(st.lists(st.tuples(hosts, hosts).filter(lambda pair: pair[0] != pair[1]), max_size=2))
        named = {org for *_, org, _ in holds if org} | {name for pair in same for name in pair}
        marked = "，".join(
            [f"⟦{name}|{HOSTS[name]}⟧" for name in sorted(named)]
            + [f"⟦{title}|POST⟧⟦{person}|PERSON⟧" for person, title, *_ in holds]
            + [f"⟦{person}|PERSON⟧" for person in alone]
        )
        made.append(
            extraction(
                str(number),
                marked or "晴。",
                date=draw(st.sampled_from((None, "2023-01-09", "2023-02-01", "2023-02-01"))),
                home=draw(st.sampled_from((HOME, HOME, "重庆市渝北区", None))),
                holds=holds,  # type: ignore[arg-type]
                same=same,
                reporters=draw(st.lists(st.sampled_from(NAMES), max_size=1)),
            )
        )
    return made


def spots(given: list[Extraction]) -> list[tuple[str, str]]:
    """Every name of a person and the article that has it."""
    return sorted({(f"{m.doc}#{m.article}", m.text) for e in given for m in e.mentions if m.label == "PERSON"})


def resolved(given: list[Extraction], judgements: Judgements | None = None) -> Knowledge:
    """What is resolved; facts, which are handed on as they come, sorted."""
    found = resolve(given, Settings(), judgements)
    return replace(found, facts=tuple(sorted(found.facts, key=repr)))


def shuffled(given: list[Extraction], order: Random) -> list[Extraction]:
    return [
        replace(
            one,
            mentions=tuple(order.sample(one.mentions, len(one.mentions))),
            facts=tuple(order.sample(one.facts, len(one.facts))),
        )
        for one in order.sample(given, len(given))
    ]


@settings(max_examples=60)
@given(articles(), st.randoms(use_true_random=False))
def test_articles_mentions_and_facts_come_to_the_same_in_any_order(given: list[Extraction], order: Random) -> None:
    assert resolved(shuffled(given, order)) == resolved(given)


@settings(max_examples=40)
@given(articles(), st.randoms(use_true_random=False), st.data())
def test_rows_of_a_reader_who_contradicts_himself_come_to_the_same_in_any_order(
    given: list[Extraction], order: Random, data: st.DataObject
) -> None:
    places = spots(given)
    pairs = [(a, b) for a in places for b in places if a < b]
    picked = data.draw(st.lists(st.tuples(st.sampled_from(pairs), st.booleans()), max_size=4)) if pairs else []
    rows = [Judgement("same" if same else "different", "person", a, b, n) for n, ((a, b), same) in enumerate(picked)]

    found = resolved(given, Judgements(tuple(rows)))
    again = resolved(shuffled(given, order), Judgements(tuple(order.sample(rows, len(rows)))))

    assert again == found


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from((1, 1, 1, 2)), st.booleans())
    ),
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
        st.booleans(),
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_order_where_most_scores_are_equal(
    rows: list[tuple[str, str, int, bool]], decided: dict[tuple[str, str], bool], order: Random
) -> None:
    pairs = {(min(a, b), max(a, b)): (score, apart) for a, b, score, apart in rows if a != b}
    comparisons = [Comparison(a, b, (Finding(score, "s"),), apart) for (a, b), (score, apart) in pairs.items()]
    told = dict(order.sample(sorted(decided.items()), len(decided)))

    assert decide("abcdef", comparisons, decided) == decide(
        order.sample("abcdef", 6), order.sample(comparisons, len(comparisons)), told
    )
