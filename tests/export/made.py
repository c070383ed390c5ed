"""A small Knowledge, made by hand: two pages of an invented paper, two articles, one wrapped line."""

from __future__ import annotations

import dataclasses
from typing import Any

from kg.records import (
    Act,
    Acts,
    Article,
    CoMention,
    Document,
    Entity,
    Evidence,
    Fact,
    HoldsPost,
    Knowledge,
    Label,
    Link,
    Mention,
    Part,
    PartOf,
    Said,
    SameAs,
    Statement,
    Tenure,
)

SOURCE_ONE = (
    "青溪镇启动“暖冬行动”\n青溪镇党委书记何远山表示，“暖冬\n行动”已经启动。何远山和柳云街道的杜小满一起参加。\n"
)
SOURCE_TWO = "区民政局召开会议\n区民政局局长秦可一出席。杜小满也到会。\n"


def joined(doc: str, source: str, **more: Any) -> Article:
    """An article of the whole source: the first line is its headline, the other lines are joined."""
    head, body = source.split("\n", 1)
    spots = [spot for spot, character in enumerate(source) if character != "\n" or spot == len(head)]
    assert "".join(source[spot] for spot in spots) == head + "\n" + body.replace("\n", "")
    return Article(
        doc=doc,
        id="a1",
        text="".join(source[spot] for spot in spots),
        offsets=tuple(spots),
        ranges=((0, len(source)),),
        headline=head,
        body_start=len(head) + 1,
        **more,
    )


def mentions_of(article: Article, source: str, names: dict[str, tuple[Label, str | None]]) -> list[Mention]:
    found = []
    for name, (label, entity) in names.items():
        begin = article.text.find(name)
        while begin >= 0:
            stop = begin + len(name)
            start, end = article.offsets[begin], article.offsets[stop - 1] + 1
            assert source[start:end].replace("\n", "") == name
            found.append(Mention(article.doc, article.id, start, end, begin, stop, label, name, "model", 0.97, entity))
            begin = article.text.find(name, stop)
    return found


def evidence_of(article: Article, words: str, source: str = "rule:post-chain") -> Evidence:
    begin = article.text.index(words)
    start, end = article.offsets[begin], article.offsets[begin + len(words) - 1] + 1
    return Evidence(article.doc, article.id, start, end, words, source, 0.9)


def sample() -> Knowledge:
    one = joined(
        "day1/p2.txt",
        SOURCE_ONE,
        subheads=("——冬日里的服务",),
        reporters=("程一诺",),
        date="2024-01-08",
        date_basis="file name",
        page=2,
        continued_from="上接1版",
        headline_score=0.71,
    )
    two = joined("day2/p1.txt", SOURCE_TWO, date="2024-02-01", date_basis="lower bound")
    documents = (
        Document(
            "day1/p2.txt", SOURCE_ONE, "a" * 64, "utf-8", "2024-01-08", "file name", "青溪日报", "云州市青溪区", 2
        ),
        Document("day2/p1.txt", SOURCE_TWO, "b" * 64, "gb18030"),
    )
    people = {"何远山": "per-0000000001", "杜小满": "per-0000000002", "秦可一": "per-0000000003"}
    names_one: dict[str, tuple[Label, str | None]] = {
        **{name: ("PERSON", people[name]) for name in ("何远山", "杜小满")},
        "青溪镇": ("STREET", "str-0000000001"),
        "柳云街道": ("STREET", "str-0000000002"),
        "党委书记": ("POST", "pst-0000000001"),
        "“暖冬行动”": ("INITIATIVE", "ini-0000000001"),
    }
    names_two: dict[str, tuple[Label, str | None]] = {
        **{name: ("PERSON", people[name]) for name in ("杜小满", "秦可一")},
        "区民政局": ("ORG", "org-0000000001"),
        "局长": ("POST", None),
    }
    says = evidence_of(one, "青溪镇党委书记何远山表示，“暖冬行动”已经启动。")
    joins = evidence_of(one, "何远山和柳云街道的杜小满一起参加。", "rule:attend")
    head = evidence_of(two, "区民政局召开会议", "rule:host")
    chief = evidence_of(two, "区民政局局长秦可一出席。")
    table = Evidence("", "", 0, 0, "", "table:divisions", 1.0)
    facts: tuple[Fact, ...] = (
        HoldsPost("何远山", "党委书记", "青溪镇", "current", says),
        Said("何远山", "表示", "“暖冬行动”已经启动", "党委书记", ("“暖冬行动”",), says),
        Acts("何远山", "attend", "“暖冬行动”", joins),
        CoMention("何远山", "PERSON", "杜小满", "PERSON", "sentence", 1, joins),
        SameAs(("区民政局", "民政局"), "ORG", head),
        PartOf("区民政局", "青溪区", head),
        HoldsPost("秦可一", "局长", None, "former", chief),
    )
    return Knowledge(
        documents=documents,
        articles=(one, two),
        mentions=tuple(sorted(mentions_of(one, SOURCE_ONE, names_one) + mentions_of(two, SOURCE_TWO, names_two))),
        facts=facts,
        entities=(
            Entity("eve-0000000001", "event", "会议", mention_count=1, article_count=1),
            Entity("ini-0000000001", "initiative", "“暖冬行动”", ("暖冬行动",), "campaign", mention_count=2),
            Entity("org-0000000001", "organisation", "区民政局", ("民政局",), "government", anchor="云州市青溪区"),
            Entity("org-0000000002", "organisation", "青溪镇党委", subkind="party"),
            Entity("per-0000000001", "person", "何远山", official=True, anchor="str-0000000001", mention_count=2),
            Entity("per-0000000002", "person", "杜小满", first_seen="2024-01-08", last_seen="2024-02-01"),
            Entity("per-0000000003", "person", "秦可一", official=True),
            Entity("pla-0000000001", "place", "青溪区", subkind="district"),
            Entity("pst-0000000001", "post", "青溪镇党委书记", official=True),
            Entity("pst-0000000002", "post", "区民政局局长"),
            Entity("pst-0000000003", "post", "代表"),
            Entity("str-0000000001", "street", "青溪镇", subkind="town", code="500199101"),
            Entity("str-0000000002", "street", "柳云街道", ("柳云",), "subdistrict"),
            Entity("str-0000000003", "street", "柳云路", subkind="road"),
        ),
        tenures=(
            Tenure(
                "ten-0000000001",
                "per-0000000001",
                "pst-0000000001",
                "str-0000000001",
                "党委书记",
                "current",
                "2024-01-08",
                "2024-01-08",
                (says,),
            ),
            Tenure(
                "ten-0000000002",
                "per-0000000003",
                "pst-0000000002",
                "org-0000000001",
                "局长",
                "former",
                None,
                None,
                (chief,),
            ),
            Tenure(
                "ten-0000000003",
                "per-0000000002",
                "pst-0000000003",
                None,
                "代表",
                "incoming",
                "2024-01-08",
                "2024-02-01",
                (joins, chief),
            ),
        ),
        acts=(
            Act("act-0000000001", "per-0000000001", "attend", "ini-0000000001", "2024-01-08", "2024-01-08", (joins,)),
            Act("act-0000000002", "org-0000000001", "host", "eve-0000000001", None, None, (head,)),
        ),
        parts=(
            Part("prt-0000000001", "org-0000000001", "pla-0000000001", (head,)),
            Part("prt-0000000002", "org-0000000002", "str-0000000001", (says,)),
            Part("prt-0000000003", "str-0000000001", "pla-0000000001", (table,)),
            Part("prt-0000000004", "org-0000000002", "org-0000000001", (says,)),
        ),
        links=(
            Link(
                "lnk-0000000001",
                "per-0000000001",
                "per-0000000002",
                "sentence",
                1,
                1,
                1,
                -0.00001,
                "npmi",
                "2024-01-08",
                "2024-01-08",
                (joins,),
            ),
        ),
        statements=(
            Statement(
                "sta-0000000001",
                "per-0000000001",
                "表示",
                "“暖冬行动”已经启动",
                "党委书记",
                ("ini-0000000001",),
                "2024-01-08",
                says,
            ),
            Statement("sta-0000000002", "per-0000000003", "说", "好", "局长", (), None, chief),
        ),
    )


def eventful() -> Knowledge:
    """The sample with more told on the same pages, so that every question has an answer.

    A second holder of the post at 青溪镇, a namesake of 秦可一, a meeting that somebody attends, a committee that leads
    an initiative, and two people who are named together twice.
    """
    plain = sample()
    first, second = "2024-01-08", "2024-02-01"
    one, two = plain.articles
    says = evidence_of(one, "青溪镇党委书记何远山表示，“暖冬行动”已经启动。")
    joins = evidence_of(one, "何远山和柳云街道的杜小满一起参加。", "rule:attend")
    chief = evidence_of(two, "区民政局局长秦可一出席。")
    comes = evidence_of(two, "杜小满也到会。")
    du, qin, namesake = (f"per-000000000{number}" for number in range(2, 5))
    return dataclasses.replace(
        plain,
        entities=(*plain.entities, Entity(namesake, "person", "秦可一", mention_count=1)),
        tenures=(
            *plain.tenures,
            Tenure(
                "ten-0000000004",
                du,
                "pst-0000000001",
                "str-0000000001",
                "党委书记",
                "current",
                second,
                second,
                (comes,),
            ),
        ),
        acts=(
            *plain.acts,
            Act("act-0000000003", qin, "attend", "eve-0000000001", second, second, (chief,)),
            Act("act-0000000004", "org-0000000002", "lead", "ini-0000000001", first, first, (says,)),
        ),
        links=(
            *plain.links,
            Link("lnk-0000000002", du, qin, "sentence", 2, 2, 2, 0.5, "npmi", first, second, (joins, chief)),
        ),
    )


def renamed(knowledge: Knowledge, name: str) -> Knowledge:
    """The same knowledge with ``name`` wherever a text of outside may stand."""
    return dataclasses.replace(
        knowledge,
        entities=tuple(dataclasses.replace(e, name=name, aliases=(name + "2",)) for e in knowledge.entities),
        tenures=tuple(dataclasses.replace(t, title=name) for t in knowledge.tenures),
        articles=tuple(dataclasses.replace(a, headline=name, subheads=(name,)) for a in knowledge.articles),
        statements=tuple(dataclasses.replace(s, quote=name, verb=name) for s in knowledge.statements),
    )
