import pytest

from kg.errors import DataFileError
from kg.ingest.dates.figures import day_in, page_in
from kg.ingest.web.article import article_of
from kg.ingest.web.html import read_html
from kg.ingest.web.markup import parse
from kg.ingest.web.page import page_of
from kg.ingest.web.rules import FieldRow, WebPattern, _selector, field_rows, web_patterns
from kg.ingest.web.text import line

ROWS = [row for rows in field_rows().values() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_reads_its_example(row: FieldRow) -> None:
    page = page_of(parse(row.example))
    article = article_of(page)
    if row.field == "caption":
        assert ("caption", row.reads) in article.flow
    elif row.field == "body":
        assert [line(element) for element in row.select(page.root)] == [row.reads]
    elif row.field == "title":
        assert article.headline == row.reads
    elif row.field == "deck":
        assert row.reads in (article.kicker, article.subtitle)
    else:
        assert str(getattr(article, row.field)) == row.reads


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_what_reads_its_example(row: FieldRow) -> None:
    """Without the row the example shows nothing, or another row would do its work."""
    page = page_of(parse(row.example))
    assert row.named in page.properties if row.named else row.select(page.root)


PATTERNS = list(web_patterns().values())


@pytest.mark.parametrize(("row", "text"), [(p, e) for p in PATTERNS for e in p.examples], ids=str)
def test_a_pattern_finds_its_example(row: WebPattern, text: str) -> None:
    assert row.regex.search(text)


@pytest.mark.parametrize(("row", "text"), [(p, c) for p in PATTERNS for c in p.counters], ids=str)
def test_a_pattern_leaves_its_counter_example_alone(row: WebPattern, text: str) -> None:
    assert not row.regex.search(text)


def test_a_selector_that_is_none_is_named_with_its_row() -> None:
    with pytest.raises(DataFileError, match=r"row 'x'.*is no selector"):
        _selector("td[", "x")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("发布时间：2023-03-08 10:20", "2023-03-08"),
        ("2023 年 3 月 8 日　星期三", "2023-03-08"),
        ("2023/3/8", "2023-03-08"),
        ("2023年13月8日", None),
        ("昨天", None),
    ],
)
def test_a_day_in_figures_is_read_wherever_it_stands(text: str, day: str | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("第A02版：要闻", 2), ("A02", 2), ("2", 2), ("第二版", 2), ("要闻", None), ("0", None), ("2023", None)],
)
def test_a_page_number_is_read_with_and_without_its_words(text: str, number: int | None) -> None:
    assert page_in(text) == number


def test_a_page_without_any_field_is_refused_in_one_line() -> None:
    from kg.errors import InputError

    with pytest.raises(InputError, match="holds no article"):
        list(read_html(b"<html><body><script>1</script></body></html>"))
