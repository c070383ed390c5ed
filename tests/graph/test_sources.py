"""Claims about the sentences behind facts: one for every kind of fact that a graph holds."""

from __future__ import annotations

import networkx as nx
import pytest

import kg
from kg.graph.rows import EvidenceRow
from kg.graph.sources import between, evidence
from kg.records import Document, Extraction
from kg.relations.facts import find_facts
from tests.marked_text import marked_article

SENTENCES = (
    "⟦石桥街道|STREET⟧⟦党工委书记|POST⟧⟦李红|PERSON⟧到⟦三洞社区|PLACE⟧走访。",
    "⟦“邻里守望”工程|INITIATIVE⟧由⟦区民政局|ORG⟧牵头，⟦红星酒业公司|ORG⟧协办。",
    "⟦李红|PERSON⟧说：“⟦“邻里守望”工程|INITIATIVE⟧要办到每一个楼道里去。”",
    "会议在⟦石桥街道|STREET⟧⟦长岭社区|PLACE⟧召开。",
)


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    article, mentions = marked_article("邻里守望\n" + "\n".join(SENTENCES), date="2023-03-08")
    document = Document("page.txt", article.text, "", "utf-8", date="2023-03-08")
    return kg.to_graph([Extraction(document, (article,), mentions, find_facts(article, mentions))])


@pytest.mark.parametrize(
    ("a", "b", "relation", "source", "marked"),
    [
        ("李红", "石桥街道", "holds_post", "rule:name-near", "⟦石桥街道⟧⟦党工委书记⟧⟦李红⟧到三洞社区走访。"),
        (
            "区民政局", "“邻里守望”工程", "acts", "rule:acts.lead",
            "⟦“邻里守望”工程⟧由⟦区民政局⟧牵头，红星酒业公司协办。",
        ),
        (
            "红星酒业公司", "“邻里守望”工程", "acts", "rule:assists.co_host.by",
            "⟦“邻里守望”工程⟧由区民政局牵头，⟦红星酒业公司⟧协办。",
        ),
        ("长岭社区", "石桥街道", "part_of", "rule:", "会议在⟦石桥街道⟧⟦长岭社区⟧召开。"),
        ("李红", "“邻里守望”工程", "said", "rule:", "⟦李红⟧说：“⟦“邻里守望”工程⟧要办到每一个楼道里去。”"),
        ("李红", "三洞社区", "co_mention", "rule:co_mention.sentence", "石桥街道党工委书记⟦李红⟧到⟦三洞社区⟧走访。"),
    ],
)  # fmt: skip
def test_a_fact_of_every_kind_shows_its_sentence_with_the_names_marked_the_rule_and_the_score(
    graph: nx.MultiDiGraph[str], a: str, b: str, relation: str, source: str, marked: str
) -> None:
    rows = [row for row in between(graph, a, b) if row.rel == relation and row.source.startswith(source)]

    assert marked in {row.marked for row in rows}
    assert all(0 < row.score <= 1 for row in rows)


def test_every_fact_can_be_asked_for_by_its_id(graph: nx.MultiDiGraph[str]) -> None:
    edges = [key for _, _, key, data in graph.edges(keys=True, data=True) if data.get("evidence")]
    said = [statement.id for statement in graph.graph["statements"]]
    rows: list[EvidenceRow] = evidence(graph, *edges, *said)

    assert {row.edge for row in rows} == {*edges, *said}
    assert {row.rel for row in rows} == {"holds_post", "acts", "part_of", "said", "co_mention"}
