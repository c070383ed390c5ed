from __future__ import annotations

from dataclasses import replace

from kg.records import Article
from kg.relations.facts import find_facts
from kg.relations.mentions import own_mentions
from tests.marked_text import marked_article


def below_its_body(marked: str) -> tuple[Article, tuple]:  # type: ignore[type-arg]
    """The article of a marked text whose first line, the headline, stands below the body in the source."""
    article, mentions = marked_article(marked)
    head, body = article.text.split("\n", 1)
    offsets = tuple(range(len(body) + 1, len(body) + 1 + len(head))) + tuple(range(len(body) + 1))
    moved = [replace(m, start=offsets[m.begin], end=offsets[m.stop - 1] + 1) for m in mentions]
    return replace(article, offsets=offsets), tuple(moved)


MARKED = "新任⟦区城管局|ORG⟧⟦局长|POST⟧的一个星期\n灯亮了。\n⟦记者|POST⟧ ⟦韩晓梅|PERSON⟧"


def test_mentions_come_in_the_order_of_reading_and_not_of_the_source() -> None:
    article, mentions = below_its_body(MARKED)

    assert [m.text for m in own_mentions(article, sorted(mentions))] == ["区城管局", "局长", "记者", "韩晓梅"]


def test_a_post_in_a_headline_printed_below_is_not_the_last_reporters() -> None:
    article, mentions = below_its_body(MARKED)
    held = {(fact.person, fact.post) for fact in find_facts(article, mentions) if hasattr(fact, "person")}

    assert held == {("韩晓梅", "记者")}
