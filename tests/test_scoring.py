import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.gold import Gold, load_gold
from kg.records import Acts, Article, Document, Evidence, Extraction, Fact, HoldsPost, Mention, PartOf, SameAs, Together
from kg.scoring import Score, Scores, score

TEXT = "石桥街道党工委书记林清远出席会议。区文化馆主办读书节。"


def gold(**parts: object) -> dict[str, Gold]:
    return {
        "a.txt": Gold(Path("a.txt"), TEXT, *(parts.get(k, ()) for k in ("entities", "relations", "articles", "scope")))
    }  # type: ignore[arg-type]


def found(
    mentions: list[tuple[int, int, str]] | None = None,
    facts: list[Fact] | None = None,
    articles: list[tuple[str | None, list[tuple[int, int]]]] | None = None,
) -> dict[str, Extraction]:
    return {
        "a.txt": Extraction(
            Document("a.txt", TEXT, "0" * 64, "utf-8"),
            tuple(
                Article("a.txt", f"a{i}", TEXT, tuple(range(len(TEXT))), tuple(ranges), headline)
                for i, (headline, ranges) in enumerate(articles or [], 1)
            ),
            tuple(
                Mention("a.txt", "a1", s, e, s, e, label, TEXT[s:e], "model", 1.0)  # type: ignore[arg-type]
                for s, e, label in mentions or []
            ),
            tuple(facts or []),
        )
    }


EVIDENCE = Evidence("a.txt", "a1", 0, 17, TEXT[:17], "rule:x", 1.0)


def post(person: str, title: str, org: str | None) -> HoldsPost:
    return HoldsPost(person, title, org, "current", EVIDENCE)


def row(scores: Scores, name: str) -> tuple[int, int, int]:
    counts = scores.rows[name]
    return counts.gold_right, counts.found, counts.gold


def test_a_score_is_zero_where_nothing_was_found() -> None:
    nothing = Score(0, 0, 0, 5)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


def test_f1_is_the_harmonic_mean() -> None:
    assert Score(1, 2, 1, 4).f1 == pytest.approx(2 * 0.5 * 0.25 / 0.75)


def test_scores_add_up() -> None:
    assert Score(1, 2, 3, 4) + Score(10, 20, 30, 40) == Score(11, 22, 33, 44)


def test_a_mention_counts_only_with_span_and_label() -> None:
    scores = score(
        gold(entities=((0, 4, "STREET"), (4, 9, "POST"), (9, 12, "PERSON"))),
        found([(0, 4, "ORG"), (4, 8, "POST"), (9, 12, "PERSON")]),
    )
    assert row(scores, "entity all") == (1, 3, 3)
    assert row(scores, "entity overlap") == (2, 3, 3)
    assert row(scores, "entity PERSON") == (1, 1, 1)
    assert row(scores, "entity ORG") == (0, 1, 0)


def test_two_mentions_inside_one_gold_span_both_overlap() -> None:
    overlap = score(gold(entities=((0, 9, "ORG"),)), found([(0, 4, "ORG"), (4, 9, "ORG")])).rows["entity overlap"]
    assert overlap == Score(2, 2, 1, 1)


def test_what_lies_outside_the_scope_is_not_scored() -> None:
    scores = score(
        gold(entities=((0, 4, "STREET"), (18, 22, "ORG")), scope=((17, 27),)),
        found([(9, 12, "PERSON"), (18, 22, "ORG")], [post("林清远", "书记", None)]),
    )
    assert row(scores, "entity all") == (1, 1, 1)
    assert row(scores, "holds_post") == (0, 0, 0)


def test_a_post_with_another_organisation_is_half_right() -> None:
    wanted = ({"rel": "holds_post", "person": "林清远", "post": "党工委书记", "org": "石桥街道"},)
    scores = score(gold(relations=wanted), found(facts=[post("林清远", "党工委书记", None)]))
    assert row(scores, "holds_post") == (0, 1, 1)
    assert row(scores, "holds_post (person, post)") == (1, 1, 1)


def test_names_that_the_gold_calls_the_same_are_equal() -> None:
    wanted = (
        {"rel": "part_of", "child": "石桥街道", "parent": "江城区"},
        {"rel": "same_as", "names": ["石桥街道", "石桥"]},
    )
    scores = score(gold(relations=wanted), found(facts=[PartOf("石 桥", "江城区", EVIDENCE)]))
    assert row(scores, "part_of") == (1, 1, 1)


def test_an_act_needs_its_role() -> None:
    wanted = ({"rel": "acts", "agent": "区文化馆", "role": "host", "target": "读书节"},)
    scores = score(gold(relations=wanted), found(facts=[Acts("区文化馆", "attend", "读书节", EVIDENCE)]))
    assert row(scores, "acts") == (0, 1, 1)
    assert row(scores, "acts (agent, target)") == (1, 1, 1)


def test_names_that_only_share_an_article_are_no_errors() -> None:
    together = Together(("石桥街道", "区文化馆"), ("STREET", "ORG"), (EVIDENCE, EVIDENCE), EVIDENCE)
    scores = score(gold(), found(facts=[together]))
    assert all(counts.found == 0 for counts in scores.rows.values())


def test_aliases_are_scored_by_pairs() -> None:
    wanted = ({"rel": "same_as", "names": ["甲", "乙", "丙"]},)
    scores = score(gold(relations=wanted), found(facts=[SameAs(("甲", "乙"), "ORG", EVIDENCE)]))
    assert row(scores, "same_as") == (1, 1, 3)


def test_an_article_needs_nine_tenths_of_its_characters() -> None:
    wanted = ({"headlines": ["读书节开幕"], "ranges": [[0, 17]]}, {"headlines": ["读书"], "ranges": [[17, 27]]})
    scores = score(gold(articles=wanted), found(articles=[("读书节 开幕", [(0, 16)]), ("读书", [(19, 27)])]))
    assert row(scores, "articles") == (1, 2, 2)
    assert row(scores, "headlines") == (2, 2, 2)


def test_a_document_that_was_skipped_counts_as_missed() -> None:
    assert row(score(gold(entities=((0, 4, "STREET"),)), {}), "entity all") == (0, 0, 1)


def test_every_difference_is_a_line() -> None:
    scores = score(gold(entities=((0, 4, "STREET"),)), found([(0, 3, "PLACE"), (9, 12, "PERSON")]))
    assert scores.errors == ("a.txt missed STREET '石桥街道', found '石桥街' PLACE", "a.txt extra PERSON '林清远'")


def test_gold_is_read_in_pairs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    record = {"entities": [[9, 12, "PERSON"]], "relations": [], "scope": [[0, 17]]}
    (tmp_path / "a.gold.json").write_text(json.dumps(record), encoding="utf-8")
    (one,) = load_gold(tmp_path).values()
    assert one == Gold(tmp_path / "a.txt", TEXT, ((9, 12, "PERSON"),), (), (), ((0, 17),))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no \\*.gold.json in it"),
        ({"a.gold.json": '{"entities": [], "relations": []}'}, "a.txt: cannot be read"),
        ({"a.gold.json": "{", "a.txt": ""}, "a.gold.json: not gold"),
        ({"a.gold.json": "{}", "a.txt": ""}, "not gold .*KeyError: 'entities'"),
    ],
)
def test_a_gold_folder_that_is_none_is_refused(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_gold(tmp_path)
