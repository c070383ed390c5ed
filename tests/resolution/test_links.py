from hypothesis import given
from hypothesis import strategies as st

from kg.records import Settings
from kg.resolution.entities import resolve
from kg.resolution.links import weight
from tests.resolution_cases import extraction


def test_two_always_together_weigh_more_than_two_that_meet_by_chance() -> None:
    assert weight(10, 10, 10, 100, 10.0) > weight(10, 30, 30, 100, 10.0) > weight(7, 30, 30, 100, 7.0) == 0.0


def test_a_pair_of_one_article_weighs_less_than_a_pair_of_ten() -> None:
    assert weight(1, 1, 1, 100, 1.0) < weight(10, 10, 10, 100, 10.0)


def test_a_meeting_in_one_sentence_weighs_more_than_one_in_one_article() -> None:
    assert weight(2, 3, 3, 50, 2.0) > weight(2, 3, 3, 50, 0.5)


def test_an_article_more_moves_no_weight_until_they_have_doubled() -> None:
    assert len({weight(2, 3, 5, articles, 2.0) for articles in range(64, 128)}) == 1
    assert weight(2, 3, 5, 63, 2.0) < weight(2, 3, 5, 64, 2.0)


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 100), st.floats(0.25, 1.0))
def test_a_weight_lies_between_0_and_1(both: int, left: int, right: int, others: int, closeness: float) -> None:
    assert 0.0 <= weight(both, both + left, both + right, both + left + right + others, both * closeness) <= 1.0


def test_co_mentions_of_one_pair_add_up_over_articles() -> None:
    text = "⟦区委|ORG⟧⟦书记|POST⟧⟦白启明|PERSON⟧到场。"
    knowledge = resolve([extraction("1", text), extraction("2", text, date="2023-03-01")], Settings())

    assert [(link.sentences, link.articles, link.first_seen, link.last_seen) for link in knowledge.links] == [
        (2, 2, "2023-01-09", "2023-03-01")
    ]
    assert len(knowledge.links[0].evidence) == 2
    assert knowledge.links[0].a < knowledge.links[0].b
