import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.articles import split_articles
from kg.ingest.contents import Content
from kg.ingest.web.html import read_html
from kg.records import Document
from tests.ingest.web.pages import BODY, EPAPERS, FOUNDER_TABLES, HEADINGS, WEB, Page, paragraphs

HAN = "三岔口社区的路灯亮了，街坊们晚上敢出门了。"


def content(page: str | bytes, **given: str) -> Content:
    (found,) = read_html(page if isinstance(page, bytes) else page.encode(), **given)
    assert isinstance(found, Content)
    return found


def fields(found: Content) -> dict[str, list[str]]:
    shown: dict[str, list[str]] = {}
    for section in found.sections:
        shown.setdefault(section.kind, []).append(found.text[section.start : section.end])
    return shown


@pytest.mark.parametrize("page", [*EPAPERS.values(), *WEB.values()], ids=[*EPAPERS, *WEB])
def test_a_page_shows_its_fields_and_nothing_of_what_stands_around_them(page: Page) -> None:
    found = content(page.html)
    heads = {kind: getattr(page, kind) for kind in ("kicker", "headline", "subtitle", "byline")}
    wanted = {kind: [text] for kind, text in heads.items() if text} | {"body": list(page.body)}
    wanted |= {"subhead": list(page.subheads)} if page.subheads else {}
    wanted |= {"caption": list(page.captions)} if page.captions else {}
    assert fields(found) == wanted
    assert (found.known.date, found.known.page, found.known.paper) == (page.date, page.page, page.paper)


@pytest.mark.parametrize("page", [*EPAPERS.values(), *WEB.values()], ids=[*EPAPERS, *WEB])
def test_a_page_is_one_article(page: Page) -> None:
    found = content(page.html)
    (article,) = split_articles(
        Document("a.html", found.text, "", "utf-8", home="云渚市青澜区", sections=found.sections)
    )
    assert article.headline == page.headline
    assert all(text in article.text for text in page.body[:1])


@pytest.mark.parametrize("page", [FOUNDER_TABLES, HEADINGS])
@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "big5", "utf-8-sig", "utf-16"])
def test_the_encoding_is_what_a_mark_or_the_page_says(page: Page, encoding: str) -> None:
    html = page.html.replace("charset=utf-8", f"charset={encoding}").replace('charset="utf-8"', f'charset="{encoding}"')
    if encoding == "big5":
        html = html.translate(str.maketrans("灯亮进后记区电访讯", "燈亮進後記區電訪訊"))
    data = html.encode(encoding, "ignore")
    assert "石板巷" in content(data).text


def test_a_page_that_declares_another_encoding_than_it_is_in_is_read() -> None:
    html = HEADINGS.html.replace('charset="utf-8"', 'charset="gb2312"')
    assert content(html).encoding == "utf-8"
    assert content(HEADINGS.html.encode("gb18030")).encoding == "gb18030"


def test_a_given_encoding_is_believed() -> None:
    assert content(HEADINGS.html.encode("gb18030"), encoding="gbk").encoding == "gb18030"


def test_a_picture_without_text_is_its_headline_and_caption() -> None:
    picture = "<table id=newspic><tr><td>图为石板巷的路灯。</td></tr></table>"
    page = f"<founder-title>新灯</founder-title><founder-content></founder-content>{picture}"
    assert fields(content(page)) == {"headline": ["新灯"], "caption": ["图为石板巷的路灯。"]}


def test_breaks_between_lines_part_paragraphs_and_a_break_in_a_headline_does_not() -> None:
    page = f"<div class=text_c><h1>石板巷<br>亮灯</h1></div><div id=ozoom>{BODY[0]}<br><br>　　{BODY[1]}</div>"
    assert fields(content(page)) == {"headline": ["石板巷 亮灯"], "body": list(BODY[:2])}


def test_lines_of_the_source_are_no_lines_of_the_text() -> None:
    page = "<div id=ozoom><p>石板巷的\n\t路灯 亮了，\n街坊  敢\xa0出门了。</p></div>"
    assert content(page).text == "石板巷的路灯 亮了，街坊 敢 出门了。"


SCRIPT = "脚本里的话，不是正文。"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<script>document.write('<p>{SCRIPT}</p>')</script>",
        f"<SCRIPT type=text/javascript><!--\nvar a = '</div><p>{SCRIPT}';\n//--></SCRIPT>",
        f"<script>if (a < b) {{ '{SCRIPT}' }}",
        f"<style>p::after {{content: '{SCRIPT}'}}</style>",
        f"<noscript><p>{SCRIPT}</p></noscript>",
        f"<template><p>{SCRIPT}</p></template>",
        f"<textarea>{SCRIPT}</textarea><select><option>{SCRIPT}</option></select>",
        f"<iframe>{SCRIPT}</iframe><svg><text>{SCRIPT}</text></svg>",
        f"<!-- <p>{SCRIPT}</p> -->",
        f"<![CDATA[ {SCRIPT} ]]>",
        f'<div style="display:none"><p>{SCRIPT}</p></div><p hidden>{SCRIPT}</p>',
        f"<p onclick=\"if (1 > 0) alert('{SCRIPT}')\"></p>",
        f'<img alt="<p>{SCRIPT}</p>" src=x>',
    ],
)
def test_scripts_styles_comments_and_hidden_text_are_no_text(hidden: str) -> None:
    page = f"<html><body><h1>灯亮了</h1><div id=ozoom><p>{HAN}</p></div>{hidden}</body></html>"
    assert content(page).text == f"灯亮了\n{HAN}"


@pytest.mark.parametrize(
    "broken",
    [
        f'<p>{HAN}</p><a href="x>更多</a><p>{HAN}</p>',
        f"<p>{HAN}</p><a href='x>更多</a><p>{HAN}</p><a href='y'>z</a>",
        f"<p>{HAN}<p>{HAN}",
        f"<p><b><i>{HAN}</b></i><p>{HAN}</p></div></div></td>",
        f"<p>{HAN}</p><!-- 没有完<p>{HAN}</p>",
        f"<p>{HAN}</p><<p>>{HAN}</p><",
        f"<p>{HAN}</p><textarea><p>{HAN}</p>",
    ],
)
def test_broken_tags_lose_no_text(broken: str) -> None:
    assert content(f"<div id=ozoom>{broken}</div>").text.count(HAN) == 2


HOSTILE = {
    "nested divisions": "<div>" * 100_000 + f"<p>{HAN}</p>",
    "nested and closed": "<div>" * 50_000 + f"<p>{HAN}</p>" + "</div>" * 50_000,
    "nested tables": "<table><tr><td>" * 5_000 + f"<p>{HAN}</p>",
    "nested bold": "".join(f"<b id={n}>" for n in range(10_000)) + f"<p>{HAN}</p>" * 3,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + f">{HAN}</p>",
    "attributes in many tags": ("<p " + " ".join(f"a{n}=1" for n in range(5_000)) + f">{HAN}</p>") * 20,
    "less-than signs": "<" * 50_000 + f"<p>{HAN}</p>",
    "tags without end": "<a" * 50_000 + f"<p>{HAN}</p>",
    "quotes without end": '<a href="<' * 20_000 + f"<p>{HAN}</p>",
    "comments without end": "<!-- x>" * 20_000 + f"<p>{HAN}</p>",
    "elements without end": "<svg>" * 20_000 + f"<p>{HAN}</p>",
    "inline data": f'<img src="data:image/png;base64,{"A" * 10_000_000}"><p>{HAN}</p>',
    "properties": "<!--enpproperty " + "<a>" * 100_000 + f"/enpproperty--><p>{HAN}</p>",
    "linked data": f'<script type="application/ld+json">{"[" * 100_000}</script><p>{HAN}</p>',
    "title": f"<title>{' -' * 100_000}</title><p>{HAN}</p>",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_read_in_time_and_its_text_is_there(page: str) -> None:
    begin = time.process_time()
    assert HAN in content(page).text
    assert time.process_time() - begin < 20  # seconds; each takes a fraction of one, where a square would take minutes


@pytest.mark.parametrize("page", ["", "   ", "<", "<html></html>", "<script>x</script>", "<p></p><img>"])
def test_a_page_without_text_is_refused_in_one_line(page: str) -> None:
    with pytest.raises(InputError, match=r"^holds no article.*: save") as error:
        list(read_html(page.encode()))
    assert "\n" not in str(error.value)


FIELD = st.text(st.sampled_from("石板巷的路灯亮了街坊晚上敢出门一二三四五六，。"), min_size=4, max_size=12).map(
    "甲".__add__
)


@given(FIELD, FIELD, FIELD, st.lists(FIELD.map(lambda text: text + "。"), min_size=1, max_size=5, unique=True))
def test_every_section_holds_its_field(kicker: str, headline: str, subtitle: str, body: list[str]) -> None:
    page = (
        f"<founder-introtitle>引{kicker}</founder-introtitle><founder-title>主{headline}</founder-title>"
        f"<founder-subtitle>副{subtitle}</founder-subtitle><founder-content>{paragraphs(*body)}</founder-content>"
    )
    found = content(page)
    assert fields(found) == {
        "kicker": [f"引{kicker}"],
        "headline": [f"主{headline}"],
        "subtitle": [f"副{subtitle}"],
        "body": body,
    }
    assert all(a.end < b.start for a, b in zip(found.sections, found.sections[1:], strict=False))


PIECES = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<b>",
            "</b>",
            "<a href='",
            "'>",
        ),
        *(
            '<a href="',
            '">',
            "</a>",
            "<br>",
            "<",
            ">",
            '"',
            "<!--",
            "-->",
            "<h1>",
            "</h1>",
            "&amp;",
            "&",
            "&#x4e00;",
            "\0",
        ),
        *(
            "<script>",
            "</script>",
            "<div id=ozoom>",
            "<title>",
            "</title>",
            "<meta name=author content=",
            "灯亮了。",
            HAN,
            " ",
            "\n",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_a_page_is_made_of_its_sections_lie_in_its_text_and_do_not_overlap(page: str) -> None:
    try:
        found = content(page)
    except InputError:
        return
    ends = [0]
    for section in found.sections:
        assert ends[-1] <= section.start < section.end <= len(found.text)
        assert found.text[section.start : section.end].strip()
        ends.append(section.end)
