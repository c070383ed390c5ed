import pytest

from kg.ingest.web.main_text import asides_of, is_text, main_element
from kg.ingest.web.markup import parse
from kg.ingest.web.text import blocks
from tests.ingest.web.pages import EPAPERS, WEB, Page

PAGES = WEB | EPAPERS  # the layouts of newspapers too, as if they were not known


def taken(page: Page) -> list[str]:
    root = parse(page.html).root
    whole = blocks(root)
    asides = asides_of(root, whole)
    element = main_element(root, whole, asides)
    assert element is not None
    inside = blocks(element, asides - {element, *element.iterancestors()})
    return [block.text for block in inside if is_text(block) and not block.heading]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_whole_text_is_found_without_knowing_the_layout(page: Page) -> None:
    assert set(page.body) <= set(taken(page))


def test_of_what_is_taken_nine_tenths_and_more_are_text() -> None:
    lines = [(line, page) for page in PAGES.values() for line in taken(page)]
    right = sum(len(line) for line, page in lines if line in (*page.body, *page.captions, *page.subheads))
    assert right >= 0.95 * sum(len(line) for line, _ in lines)


def test_a_page_without_sentences_has_no_text() -> None:
    root = parse("<div><a href=a.html>石板巷的灯亮了</a></div><div>首页</div>").root
    assert main_element(root, blocks(root), frozenset()) is None
