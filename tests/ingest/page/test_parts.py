"""Lines with their roles to headline, other heads and paragraphs."""

from collections.abc import Sequence

import pytest

from kg.ingest.lines import Line
from kg.ingest.page import parts as page_parts
from kg.ingest.page.assembly import Parts
from kg.ingest.page.line_roles import LineRole, Role

Row = tuple[str, Role, float, float]  # text, role, begins, opens


def parts(monkeypatch: pytest.MonkeyPatch, *rows: Row) -> list[Parts]:
    """The parts of a page whose lines are what the rows say."""

    def read_roles(lines: Sequence[Line]) -> tuple[LineRole, ...]:
        return tuple(
            LineRole(line, role, float(role in ("headline", "shared")), begins, opens)
            for line, (_, role, begins, opens) in zip(lines, rows, strict=True)
        )

    monkeypatch.setattr(page_parts, "read_roles", read_roles)
    return list(page_parts.parts_of_page("\n".join(text for text, *_ in rows)))


def flow(found: Parts) -> list[tuple[str, list[str]]]:
    return [(p.kind, [line.text for line in p.lines]) for p in found.flow]


def headline(found: Parts) -> str | None:
    return found.headline.text if found.headline else None


def test_lines_of_one_paragraph_are_joined_and_a_kicker_stands_beside_the_headline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (found,) = parts(
        monkeypatch,
        ("走进石板巷", "deck", 1, 1),
        ("灯亮了", "headline", 0, 1),
        ("昨天，石板巷的灯", "body", 0, 1),
        ("亮了。", "body", 0, 0),
        ("记者 闻川", "byline", 0, 1),
    )
    assert headline(found) == "灯亮了"
    assert [head.text for head in found.others] == ["走进石板巷"]
    assert flow(found) == [("body", ["昨天，石板巷的灯", "亮了。"]), ("byline", ["记者 闻川"])]


def test_a_headline_in_brackets_is_taken_off_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(
        monkeypatch, ("【夜校开", "headline", 1, 1), ("门】昨晚七点，灯", "body", 0, 1), ("亮了。", "body", 0, 0)
    )
    assert headline(found) == "夜校开 门"
    assert flow(found) == [("body", ["昨晚七点，灯", "亮了。"])]


def test_the_mark_of_a_list_is_no_part_of_a_headline(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(monkeypatch, ("◆ 夜校开门", "headline", 1, 1), ("灯亮了。", "body", 0, 1))
    assert headline(found) == "夜校开门"


def test_a_shared_line_is_dealt_out_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = parts(
        monkeypatch,
        ("石板巷的灯昨天都亮了。", "body", 1, 1),
        ("公交总站里摆上了书柜。", "body", 1, 1),
        ("石板巷的灯 亮了 公交总站有书柜", "shared", 1, 1),
    )
    assert (headline(first), headline(second)) == ("石板巷的灯 亮了", "公交总站有书柜")


def test_a_line_that_looks_like_one_headline_is_shared_with_a_neighbour_that_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = parts(
        monkeypatch,
        ("石板巷的灯昨天都亮了，住在巷尾的老人晚上出门再也不用摸着墙走，孩子也敢抄近路回家。", "body", 1, 1),
        ("本报讯 公交总站里摆上了书柜，等车的乘客随手取一本，坐到终点站再还，一个月只丢了两本。", "body", 1, 1),
        ("石板巷的灯亮了　公交总站有书柜", "headline", 0, 1),
    )
    assert (headline(first), headline(second)) == ("石板巷的灯亮了", "公交总站有书柜")


@pytest.mark.parametrize(("opens", "expected"), [(0.02, "走进石板巷 看灯"), (0.4, "走进石板巷")])
def test_two_lines_are_one_headline_only_where_the_second_surely_goes_on(
    monkeypatch: pytest.MonkeyPatch, opens: float, expected: str
) -> None:
    (found,) = parts(
        monkeypatch,
        ("走进石板巷", "headline", 1, 1),
        ("看灯", "headline", 0, opens),
        ("昨天，石板巷的灯都亮了。", "body", 0, 1),
    )
    assert headline(found) == expected


def test_a_head_at_the_edge_is_the_headline_where_no_other_is(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(monkeypatch, ("讣告", "subhead", 1, 1), ("老船工昨天在家中安详离世。", "body", 0, 1))
    assert headline(found) == "讣告"


def test_furniture_amid_an_article_is_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(
        monkeypatch,
        ("灯亮了", "headline", 1, 1),
        ("昨天，石板巷的", "body", 0, 1),
        ("责任编辑：牧 歌 版式：荀墨", "body", 0, 1),
        ("灯亮了。", "body", 0, 0),
    )
    assert flow(found) == [("body", ["昨天，石板巷的", "灯亮了。"])]


def test_a_jump_from_another_page_below_the_text_is_another_article_s(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(monkeypatch, ("灯亮了。", "body", 1, 1), ("（上接2版）", "jump", 0, 1))
    assert flow(found) == [("body", ["灯亮了。"])]


def test_the_end_of_a_jump_broken_over_two_lines_stays_in_its_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(monkeypatch, ("灯亮了（下转 2", "body", 1, 1), ("版）", "jump", 0, 1))
    assert flow(found) == [("body", ["灯亮了（下转 2", "版）"])]


def test_what_stands_under_an_only_article_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(monkeypatch, ("灯亮了。", "body", 1, 1), ("责任编辑：牧 歌", "none", 0, 1))
    assert flow(found)[-1] == ("body", ["责任编辑：牧 歌"])


def test_heads_alone_are_an_article_and_furniture_alone_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = parts(monkeypatch, ("老茶馆重新开门", "none", 0, 1))
    assert headline(found) == "老茶馆重新开门"
    assert parts(monkeypatch, ("2023年3月2日 星期四 第1版", "none", 0, 1)) == []
