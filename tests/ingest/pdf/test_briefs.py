"""Short articles under one label: as far as its rule or frame reaches, whatever column they begin in."""

from __future__ import annotations

from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.briefs import with_briefs
from kg.ingest.pdf.heads import Heading
from kg.ingest.pdf.printed_page import Box, Line

RULE = Box(0.0, 42.0, 230.0, 42.5)  # under the label, over both columns


def text(left: float, top: float, lines: int = 3, region: int = 0) -> Block:
    rows = tuple(
        Line("人们来到河边", Box(left, top + 15 * n, left + 110, top + 15 * n + 10), 10.0) for n in range(lines)
    )
    return Block("text", rows, left, left + 110, region)


def head(words: str, left: float, top: float, size: float = 10.0, region: int = 0) -> Heading:
    row = Line(words, Box(left, top, left + size * len(words), top + size), size, bold=True)
    return Heading((Block("head", (row,), row.box.left, row.box.right, region),))


def briefs(found: list[Heading]) -> list[str]:
    return [h.text for h in found if h.brief]


LABEL = head("一周短讯", 75.0, 20.0, size=20.0)
HEADS = [head("桥头添了灯", 0.0, 50.0), head("河边种了树", 0.0, 130.0), head("书屋搬了家", 120.0, 110.0)]
TEXTS = [text(0.0, 65.0), text(0.0, 145.0), text(120.0, 50.0), text(120.0, 125.0)]  # the second column begins with text


def test_heads_in_all_columns_under_the_rule_of_a_label_are_headlines() -> None:
    kept, labels = with_briefs(TEXTS, [LABEL, *HEADS], [RULE])

    assert [label.text for label in labels] == ["一周短讯"]
    assert briefs(kept) == ["桥头添了灯", "河边种了树", "书屋搬了家"]


def test_without_a_rule_a_label_reaches_as_far_as_its_frame() -> None:
    framed = [head("一周短讯", 75.0, 20.0, 20.0, 1), *(head(h.text, h.box.left, h.box.top, region=1) for h in HEADS)]
    texts = [text(b.left, b.box.top, region=1) for b in TEXTS]

    assert len(briefs(with_briefs(texts, framed, ())[0])) == 3


def test_under_a_headline_that_text_follows_small_heads_are_subheads() -> None:
    kept, labels = with_briefs([text(0.0, 47.0, 2), *TEXTS], [LABEL, *HEADS[1:]], [RULE])

    assert (briefs(kept), labels) == ([], [])


def test_a_rule_across_the_columns_ends_what_stands_under_a_label() -> None:
    ended = Box(0.0, 122.0, 230.0, 122.5)
    more = [*HEADS[:1], head("队员领了奖", 0.0, 105.0), head("别处的小题", 0.0, 200.0)]
    texts = [text(0.0, 65.0, 2), text(0.0, 120.0, 1), text(0.0, 215.0)]

    assert briefs(with_briefs(texts, [LABEL, *more], [RULE, ended])[0]) == ["桥头添了灯", "队员领了奖"]
