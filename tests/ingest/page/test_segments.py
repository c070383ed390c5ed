"""Lines with their roles to the lines of one article each."""

from kg.ingest.lines import lines_of
from kg.ingest.page.line_roles import LineRole, Role
from kg.ingest.page.segments import Segment, jump_way, segments

LAMP = "三条老巷一夜之间都装上了新灯，住在巷尾的老人说，晚上出门再也不用摸着墙走，孩子放学也敢抄近路回家了。"
TEA = "歇业半年后，渡口边那间茶馆昨天重新开张，头一天来了八十多位老茶客，老板娘把每张桌子都擦得能照见人影。"

NEW_LAMP, NEW_TEA = f"本报讯（记者 闻 川）{LAMP}", f"本报讯（记者 邹一禾）{TEA}"


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
    rows = read(("灯亮了", "headline", 0.9), (LAMP, "body", 0.2), ("茶馆开门", "headline", 0.7), (TEA, "body", 0.1))
    assert texts(segments(rows)) == [["灯亮了", LAMP], ["茶馆开门", TEA]]


def test_furniture_is_no_article_s() -> None:
    found = segments(read(("江州报", "none", 0.9), ("灯。", "body", 0.9), ("责编", "none", 0.9), ("茶。", "body", 0.1)))
    assert texts(found) == [["灯。", "茶。"]]


def test_a_headline_by_itself_goes_to_the_neighbour_with_the_less_certain_border() -> None:
    rows = read((NEW_LAMP, "body", 1.0), ("灯亮了", "headline", 0.6), (NEW_TEA, "body", 0.9))
    assert texts(segments(rows)) == [[NEW_LAMP, "灯亮了"], [NEW_TEA]]
    rows = read((NEW_LAMP, "body", 1.0), ("茶馆开门", "headline", 0.95), (NEW_TEA, "body", 0.6))
    assert texts(segments(rows)) == [[NEW_LAMP], ["茶馆开门", NEW_TEA]]


def test_a_shared_line_stands_by_itself() -> None:
    found = segments(read((NEW_LAMP, "body", 1.0), (NEW_TEA, "body", 0.9), ("灯亮了 茶馆开门", "shared", 0.1)))
    assert [segment.shared for segment in found] == [False, False, True]


def test_a_jump_from_another_page_begins_what_follows_it() -> None:
    rows = read((NEW_LAMP, "body", 1.0), ("（上接1版）", "jump", 0.1), (NEW_TEA, "body", 0.9))
    assert texts(segments(rows)) == [[NEW_LAMP], ["（上接1版）", NEW_TEA]]


def test_a_jump_to_another_page_ends_what_stands_above_it() -> None:
    rows = read((NEW_LAMP, "body", 1.0), ("（下转2版）", "jump", 0.9), (NEW_TEA, "body", 0.1))
    assert texts(segments(rows)) == [[NEW_LAMP, "（下转2版）"], [NEW_TEA]]


def test_the_end_of_a_broken_jump_line_says_no_way() -> None:
    (line,) = read(("版）", "jump", 0.0))
    assert jump_way(line) is None


def test_nothing_gives_no_segment() -> None:
    assert segments([]) == ()
