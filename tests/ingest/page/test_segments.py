"""Lines with their roles to the lines of one article each."""

from kg.ingest.lines import lines_of
from kg.ingest.page.line_roles import LineRole, Role
from kg.ingest.page.segments import Segment, jump_way, segments


def read(*rows: tuple[str, Role, float]) -> list[LineRole]:
    """Lines below each other, each with its role and the chance that an article begins with it."""
    lines = lines_of("\n".join(text for text, _, _ in rows))
    return [
        LineRole(line, role, float(role == "headline"), begins, 1.0)
        for line, (_, role, begins) in zip(lines, rows, strict=True)
    ]


def texts(found: tuple[Segment, ...]) -> list[list[str]]:
    return [[line.line.text for line in segment.lines] for segment in found]


def test_an_article_begins_where_the_chance_is_more_than_even() -> None:
    found = segments(read(("灯亮了", "headline", 0.9), ("灯。", "body", 0.2), ("茶。", "body", 0.7)))
    assert texts(found) == [["灯亮了", "灯。"], ["茶。"]]


def test_furniture_is_no_article_s() -> None:
    found = segments(read(("江州报", "none", 0.9), ("灯。", "body", 0.9), ("责编", "none", 0.9), ("茶。", "body", 0.1)))
    assert texts(found) == [["灯。", "茶。"]]


def test_a_headline_by_itself_goes_to_the_neighbour_with_the_less_certain_border() -> None:
    rows = read(("灯。", "body", 1.0), ("灯亮了", "headline", 0.6), ("茶。", "body", 0.9))
    assert texts(segments(rows)) == [["灯。", "灯亮了"], ["茶。"]]
    rows = read(("灯。", "body", 1.0), ("茶馆开门", "headline", 0.95), ("茶。", "body", 0.6))
    assert texts(segments(rows)) == [["灯。"], ["茶馆开门", "茶。"]]


def test_a_shared_line_stands_by_itself() -> None:
    found = segments(read(("灯。", "body", 1.0), ("茶。", "body", 0.9), ("灯亮了 茶馆开门", "shared", 0.1)))
    assert [segment.shared for segment in found] == [False, False, True]


def test_a_jump_from_another_page_begins_what_follows_it() -> None:
    rows = read(("灯。", "body", 1.0), ("（上接1版）", "jump", 0.1), ("茶。", "body", 0.9))
    assert texts(segments(rows)) == [["灯。"], ["（上接1版）", "茶。"]]


def test_a_jump_to_another_page_ends_what_stands_above_it() -> None:
    rows = read(("灯。", "body", 1.0), ("（下转2版）", "jump", 0.9), ("茶。", "body", 0.1))
    assert texts(segments(rows)) == [["灯。", "（下转2版）"], ["茶。"]]


def test_the_end_of_a_broken_jump_line_says_no_way() -> None:
    (line,) = read(("版）", "jump", 0.0))
    assert jump_way(line) is None


def test_nothing_gives_no_segment() -> None:
    assert segments([]) == ()
