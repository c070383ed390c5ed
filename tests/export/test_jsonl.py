from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO

import pytest

from kg.export.jsonl import write_articles, write_mentions
from kg.export.jsonl import write_relations as write_printed_relations
from kg.records import Acts, CoMention, Fact, HoldsPost, Knowledge, Mention, PartOf, Said, SameAs


def written(write: Callable[[Iterable[Any], TextIO], None], records: Iterable[Any]) -> str:
    out = io.StringIO(newline="")
    write(records, out)
    return out.getvalue()


def write_relations(facts: Iterable[Any], out: TextIO) -> None:
    write_printed_relations(facts, (), out)


def rows(write: Callable[[Iterable[Any], TextIO], None], records: Iterable[Any]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(write, records).splitlines()]


def test_an_article_has_the_documented_fields(knowledge: Knowledge) -> None:
    assert rows(write_articles, knowledge.articles)[0] == {
        "doc": "day1/p2.txt",
        "id": "a1",
        "headline": "青溪镇启动“暖冬行动”",
        "subheads": ["——冬日里的服务"],
        "reporters": ["程一诺"],
        "date": "2024-01-08",
        "date_basis": "file name",
        "ranges": [[0, 55]],
        "continued_from": "上接1版",
        "continued_on": None,
        "continues": None,
        "headline_score": 0.71,
    }


def test_a_mention_has_the_documented_fields_and_stands_at_its_offsets(knowledge: Knowledge) -> None:
    pages = {document.doc: document.text for document in knowledge.documents}
    found = rows(write_mentions, knowledge.mentions)

    assert len(found) == len(knowledge.mentions)
    for row in found:
        assert list(row) == ["doc", "article", "start", "end", "label", "text", "entity", "source", "score"]
        assert pages[row["doc"]][row["start"] : row["end"]].replace("\n", "") == row["text"]
    wrapped = [row for row in found if row["text"] == "“暖冬行动”"]
    assert [row["entity"] for row in wrapped] == ["ini-0000000001"] * 2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (
            HoldsPost,
            {"rel": "holds_post", "person": "何远山", "post": "党委书记", "org": "青溪镇", "status": "current"},
        ),
        (Acts, {"rel": "acts", "agent": "何远山", "role": "attend", "target": "“暖冬行动”"}),
        (PartOf, {"rel": "part_of", "child": "区民政局", "parent": "青溪区"}),
        (SameAs, {"rel": "same_as", "names": ["区民政局", "民政局"]}),
        (
            Said,
            {
                "rel": "said",
                "speaker": "何远山",
                "verb": "表示",
                "quote": "“暖冬行动”已经启动",
                "post": "党委书记",
                "about": ["“暖冬行动”"],
            },
        ),
        (
            CoMention,
            {
                "rel": "co_mention",
                "a": "何远山",
                "a_label": "PERSON",
                "b": "杜小满",
                "b_label": "PERSON",
                "scope": "sentence",
                "count": 1,
            },
        ),
    ],
)
def test_a_fact_has_its_names_and_its_evidence(
    knowledge: Knowledge, kind: type[Fact], fields: dict[str, object]
) -> None:
    fact = next(fact for fact in knowledge.facts if isinstance(fact, kind))
    evidence = fact.evidence

    assert rows(write_relations, [fact]) == [
        {
            "doc": evidence.doc,
            "article": "a1",
            **fields,
            "evidence": [evidence.start, evidence.end],
            "source": evidence.source,
            "score": 0.9,
        }
    ]


def test_the_order_of_records_does_not_matter(knowledge: Knowledge) -> None:
    assert written(write_articles, knowledge.articles) == written(write_articles, knowledge.articles[::-1])
    assert written(write_mentions, knowledge.mentions) == written(write_mentions, knowledge.mentions[::-1])
    assert written(write_relations, knowledge.facts) == written(write_relations, knowledge.facts[::-1])


def test_a_hostile_name_stays_on_one_line(knowledge: Knowledge) -> None:
    mention: Mention = dataclasses.replace(knowledge.mentions[0], text='"\n\r\x00\\\u2028😀\ud800')
    text = written(write_mentions, [mention])

    assert text.encode("utf-8").count(b"\n") == 1
    assert json.loads(text)["text"] == '"\n\r\x00\\\u2028😀\ufffd'


def test_a_score_that_is_no_number_is_refused(knowledge: Knowledge) -> None:
    mention = dataclasses.replace(knowledge.mentions[0], score=float("nan"))

    with pytest.raises(ValueError, match="JSON"):
        written(write_mentions, [mention])


def test_names_go_out_as_the_source_prints_them(knowledge: Knowledge) -> None:
    mention = next(m for m in knowledge.mentions if m.text == "何远山")
    printed = dataclasses.replace(mention, printed="何遠山")
    fact = next(f for f in knowledge.facts if isinstance(f, HoldsPost))
    out = io.StringIO()
    write_printed_relations([fact], [printed], out)
    assert json.loads(out.getvalue())["person"] == "何遠山"
    assert rows(write_mentions, [printed])[0]["text"] == "何遠山"
