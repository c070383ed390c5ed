from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.decide import Comparison, Finding, decide

YES, NO = Finding(3.0, "yes"), Finding(-3.0, "no")


def test_two_items_that_score_high_are_one_group() -> None:
    groups, judged = decide("ab", [Comparison("a", "b", (YES,))])

    assert groups == (("a", "b"),)
    assert [same for _, same in judged] == [True]


def test_a_contradiction_keeps_two_apart_that_a_third_would_join() -> None:
    pairs = [
        Comparison("a", "b", (YES, YES)),
        Comparison("b", "c", (YES,)),
        Comparison("a", "c", (NO,), apart=True),
    ]

    for order in permutations(pairs):
        assert decide("abc", order)[0] == (("a", "b"), ("c",))


def test_a_reason_names_the_weightiest_finding_first() -> None:
    comparison = Comparison("a", "b", (Finding(1.0, "same home"), Finding(-5.0, "one is a reporter")))

    assert comparison.reason == "one is a reporter (-5.0); same home (+1.0)"
    assert comparison.score == 0.018


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(-4, 4), st.booleans())),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_the_order_of_comparisons(
    rows: list[tuple[str, str, int, bool]], order: object
) -> None:
    pairs = {(min(a, b), max(a, b)): (score, apart) for a, b, score, apart in rows if a != b}
    comparisons = [Comparison(a, b, (Finding(score, "s"),), apart) for (a, b), (score, apart) in pairs.items()]
    shuffled = list(comparisons)
    order.shuffle(shuffled)  # type: ignore[attr-defined]

    groups, judged = decide("abcdef", shuffled)

    assert (groups, judged) == decide("fedcba", comparisons)
    assert sorted(item for group in groups for item in group) == list("abcdef")
    for comparison, same in judged:
        assert not (same and comparison.apart)
