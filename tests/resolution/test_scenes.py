"""Claims about one article as resolution reads it."""

from __future__ import annotations

from kg.records import Article, Mention
from kg.resolution.scenes import read_scene


def test_the_sentence_of_a_name_is_its_first_in_the_text_with_its_whole_place_in_the_source() -> None:
    # The source has the headline below the body, and the body's first sentence runs from one column into the one left
    # of it: its end stands before its beginning.
    text = "石桥街道升级\n昨日石桥街道开会。"
    offsets = (*range(20, 26), 26, *range(10, 16), *range(3))
    article = Article("page.txt", "a1", text, offsets, ((0, 3), (10, 16), (20, 26)), "石桥街道升级")

    def mention(begin: int) -> Mention:
        start, end = offsets[begin], offsets[begin + 3] + 1
        return Mention("page.txt", "a1", start, end, begin, begin + 4, "STREET", "石桥街道", "gold", 1.0)

    scene = read_scene(article, None, None, [mention(9), mention(0)], [])
    headline = scene.sentence(scene.references[0])
    body = read_scene(article, None, None, [mention(9)], [])
    across = body.sentence(body.references[0])

    assert headline is not None
    assert (headline.text, headline.start, headline.end) == ("石桥街道升级", 20, 26)
    assert across is not None
    assert (across.text, across.start, across.end) == ("昨日石桥街道开会。", 0, 16)
