"""Claims about names that only the home of an article completes: 区长, 区委, 我区."""

from __future__ import annotations

import pytest

from kg.records import Document, Extraction, Settings
from kg.relations.facts import find_facts
from kg.resolution.entities import resolve
from tests.marked_text import marked_article


def hosts(marked: str, home: str) -> set[str]:
    article, mentions = marked_article(marked, home=home)
    found = Extraction(
        Document("page.txt", article.text, "", "utf-8"), (article,), mentions, find_facts(article, mentions)
    )
    knowledge = resolve([found], Settings())
    names = {entity.id: entity.name for entity in knowledge.entities}
    return {names[tenure.org] for tenure in knowledge.tenures if tenure.org is not None}


@pytest.mark.parametrize(
    ("marked", "jiangbei", "yubei"),
    [
        ("⟦区长|POST⟧⟦王小明|PERSON⟧到场。", {"江北区"}, {"渝北区"}),
        ("我区⟦区长|POST⟧⟦王小明|PERSON⟧到场。", {"江北区"}, {"渝北区"}),
        ("⟦区委|ORG⟧⟦书记|POST⟧⟦王小明|PERSON⟧到场。", {"江北区委"}, {"渝北区委"}),
        ("⟦区委|ORG⟧⟦副书记|POST⟧、⟦区长|POST⟧⟦王小明|PERSON⟧到场。", {"江北区委", "江北区"}, {"渝北区委", "渝北区"}),
        ("我区⟦区教委|ORG⟧⟦主任|POST⟧⟦王小明|PERSON⟧到场。", {"江北区教委"}, {"渝北区教委"}),
        ("⟦市委|ORG⟧⟦书记|POST⟧⟦王小明|PERSON⟧到场。", {"重庆市委"}, {"重庆市委"}),
    ],
)
def test_a_post_of_the_district_is_of_the_articles_home(marked: str, jiangbei: set[str], yubei: set[str]) -> None:
    assert hosts(marked, "重庆市江北区") == jiangbei
    assert hosts(marked, "重庆市渝北区") == yubei
