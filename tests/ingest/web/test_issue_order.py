from pathlib import Path

import pytest

from kg.ingest.read import read_documents
from kg.records import Document, Settings, Skipped
from tests.ingest.office.files import packed

TEXT = "三岔口社区的路灯亮了，街坊们晚上敢出门了。"


def article(headline: str, text: str = TEXT) -> str:
    return f"<founder-title>{headline}</founder-title><founder-content><p>{text}</p></founder-content>"


def index(page: str, *links: str, areas: bool = True) -> str:
    """The index of a page: its picture with the places of the articles, and a list of pages."""
    linked = (
        f'<area coords="1,2" href="{link}">' if areas else f'<li><a href="{link}">标题</a></li>' for link in links
    )
    pages = "<a id=pageLink href=node_2.htm>第A01版：头版</a><a id=pageLink href=node_3.htm>第A02版：要闻</a>"
    return f"<html><body>{pages}<map>{''.join(linked)}</map><table><tr><td>{page}</td></tr></table></body></html>"


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(*inputs: Path) -> list[tuple[str, int | str | None]]:
    """The documents with their pages and the skipped with why."""
    found = read_documents([str(each) for each in inputs], Settings())
    return [(each.doc, each.reason if isinstance(each, Skipped) else each.page) for each in found]


ISSUE = {
    "content_8.htm": article("灯亮了"),
    "content_10.htm": article("门开了"),
    "content_9.htm": article("桥通了"),
    "node_3.htm": index("第A02版：<strong>要闻</strong>", "content_8.htm"),
    "node_2.htm": index("第A01版：<strong>头版</strong>", "content_10.htm", "content_9.htm"),
}


def test_an_index_gives_the_articles_beside_it_their_page_and_order_and_is_none_itself(tmp_path: Path) -> None:
    assert read(put(tmp_path, ISSUE)) == [("content_10.htm", 1), ("content_9.htm", 1), ("content_8.htm", 2)]


def test_the_same_in_an_archive(tmp_path: Path) -> None:
    (tmp_path / "issue.zip").write_bytes(packed({f"html/{name}": text for name, text in ISSUE.items()}))
    found = read(tmp_path / "issue.zip")
    assert found == [(f"issue.zip/html/content_{n}.htm", page) for n, page in ((10, 1), (9, 1), (8, 2))]


@pytest.mark.parametrize("areas", [True, False])
def test_an_index_may_link_into_another_folder(tmp_path: Path, areas: bool) -> None:
    up = "../../../content/202303/08/"
    files = {
        "pc/content/202303/08/content_8.html": article("灯亮了"),
        "pc/layout/202303/08/node_03.html": index("第03版：要闻", up + "content_8.html", areas=areas),
    }
    assert read(put(tmp_path, files)) == [("pc/content/202303/08/content_8.html", 3)]


def test_a_saved_page_links_to_the_web_and_means_the_file_beside_it(tmp_path: Path) -> None:
    files = {
        "content_8.htm": article("灯亮了"),
        "node_3.htm": index("第03版：要闻", "http://epaper.example/html/2023-03/08/content_8.htm?div=-1"),
    }
    assert read(put(tmp_path, files)) == [("content_8.htm", 3)]


def test_the_days_folder_gives_the_date(tmp_path: Path) -> None:
    put(tmp_path, {"html/2023-03/08/content_8.htm": article("灯亮了")})
    (found,) = read_documents([str(tmp_path)], Settings())
    assert isinstance(found, Document)
    assert (found.date, found.date_basis) == ("2023-03-08", "file name")


def test_an_index_alone_says_which_files_it_needs(tmp_path: Path) -> None:
    links = [f"content_{n}.htm" for n in range(1, 6)]
    put(tmp_path, {"node_2.htm": index("第A01版：<strong>头版</strong>", *links)})
    line = (
        "is the index of page 1 and no article: give the articles that it links to as well "
        "(content_1.htm, content_2.htm, content_3.htm and 2 more)"
    )
    assert read(tmp_path / "node_2.htm") == [("node_2.htm", line)]


def test_an_article_with_the_picture_of_its_page_beside_it_is_no_index(tmp_path: Path) -> None:
    page = '<map><area coords="1" href="content_8.htm"><area coords="2" href="content_9.htm"></map>' + article("灯亮了")
    assert read(put(tmp_path, {"content_8.htm": page})) == [("content_8.htm", None)]


def test_a_page_of_the_web_with_a_picture_to_click_on_is_no_index(tmp_path: Path) -> None:
    page = f'<h1>灯亮了</h1><p>{TEXT * 5}</p><map><area href="content_9.htm"></map>'
    assert read(put(tmp_path, {"a.html": page, "content_9.htm": article("门开了")}))[0] == ("a.html", None)


def test_an_index_by_the_systems_own_word_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    page = (
        index("第A01版：头版", "content_8.htm", areas=False)
        + "<!--enpproperty <founder-type>2</founder-type>/enpproperty-->"
    )
    assert read(put(tmp_path, {"a.html": page}))[0][1] == (
        "is the index of page 1 and no article: give the articles that it links to as well (content_8.htm)"
    )


def test_what_an_article_says_of_its_page_wins_over_the_index(tmp_path: Path) -> None:
    page = article("灯亮了") + "<!--enpproperty <founder-pagenum>A05</founder-pagenum>/enpproperty-->"
    assert read(put(tmp_path, {"content_8.htm": page, "node_3.htm": ISSUE["node_3.htm"]})) == [("content_8.htm", 5)]


def test_other_files_stay_where_they_are(tmp_path: Path) -> None:
    put(tmp_path, ISSUE | {"a.txt": TEXT, "z.txt": TEXT})
    names = [name for name, _ in read(tmp_path)]
    assert names == ["a.txt", "content_10.htm", "content_9.htm", "content_8.htm", "z.txt"]


@pytest.mark.parametrize(
    "link", ["http://[", "", "#", "javascript:void(0)", "../" * 50 + "content_8.htm", "node_3.htm", "a.pdf"]
)
def test_links_that_lead_nowhere_do_no_harm(tmp_path: Path, link: str) -> None:
    files = {"content_8.htm": article("灯亮了"), "node_3.htm": index("第03版", link, "content_8.htm")}
    assert read(put(tmp_path, files)) == [("content_8.htm", 3)]
