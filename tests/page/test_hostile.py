"""Claims about names, sentences, headlines and file names that mean harm: all of it is shown as text."""

from __future__ import annotations

import pytest

from tests.page.chromium import Page
from tests.page.conftest import Write
from tests.page_graphs import hostile_graph

pytestmark = pytest.mark.slow

PAYLOADS = [
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "\u2028window.broken=1\u2029",
    "\"'><svg onload=window.broken=1>",
    "javascript:window.broken=1//${window.broken=1}{{window.broken=1}}",
]
VIEWS = ("#n=per-1", "#n=per-3", "#n=str-1", "#e=str-1~ini-1", "#p=per-3~per-1", "#v=roster", "#v=table", "#")
COUNT = "return document.querySelectorAll('img, script, iframe, object, embed, [onerror], [onload], [onclick]').length"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_sentences_headlines_and_file_names_are_shown_as_text(
    page: Page, write: Write, payload: str
) -> None:
    page.open(write(hostile_graph(payload)))
    for language in ("zh", "en"):
        for view in VIEWS:
            page.go(view)
            page.wait(lambda: page.one("#panel").text, "empty panel")
        assert page.run(COUNT) == 3, language  # the texts, the library and the page's own script
        page.click("#language")
    page.search("单")
    page.click("#save")
    page.go("#n=per-1")
    page.wait(lambda: "单晓岚" in page.title(), "the panel did not open")
    assert payload in page.run("return document.querySelector('#panel h2').textContent")
    assert payload in page.run("return document.querySelector('#panel blockquote').textContent")
    assert payload in page.run("return document.querySelector('#panel .headline').textContent")
    assert payload in page.run("return document.querySelector('#panel figcaption').title")
    assert page.run("return [...document.querySelectorAll('[href]')].every((e) => !/^\\s*javascript/i.test(e.href))")
    assert page.run("return window.broken === undefined")
