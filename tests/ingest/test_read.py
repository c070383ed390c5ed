import io
import json
import os
import threading
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.decode import decode
from kg.ingest.read import read_documents
from kg.records import Document, Settings, Skipped
from tests.ingest.office.files import packed, paragraph, word_file

TEXT = "给老街安灯\n三岔口社区的路灯亮了，街坊们晚上敢出门了。\n"


def read(*inputs: object, **settings: str) -> list[Document | Skipped]:
    return list(read_documents([str(i) for i in inputs], Settings(**settings)))


def document(*inputs: object, **settings: str) -> Document:
    (found,) = read(*inputs, **settings)
    assert isinstance(found, Document)
    return found


def reason(*inputs: object, **settings: str) -> str:
    (found,) = read(*inputs, **settings)
    assert isinstance(found, Skipped)
    assert "\n" not in found.reason
    return found.reason


def put(path: Path, data: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"]
)
def test_encoding_is_detected(tmp_path: Path, encoding: str) -> None:
    assert document(put(tmp_path / "a.txt", TEXT.encode(encoding))).text == TEXT


def test_encoding_given_overrides_detection(tmp_path: Path) -> None:
    assert document(put(tmp_path / "a.txt", TEXT.encode("gbk")), encoding="gbk").text == TEXT
    assert "is not in utf-8 at byte" in reason(put(tmp_path / "b.txt", TEXT.encode("gbk")), encoding="utf-8")


HAN = st.text(st.sampled_from("三岔口社区的路灯亮了街坊们晚上敢出门安老巷子里人来往，。“”\n"), min_size=20)


@given(HAN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_encodings_round_trip(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_line_ends_are_kept_as_they_are(tmp_path: Path) -> None:
    assert document(put(tmp_path / "a.txt", TEXT.replace("\n", "\r\n"))).text == TEXT.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x00\x01\x02\x03" * 50, "is not text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "is no sound archive"),
        (b"Only English here, and a cafe.\n", "holds no Chinese"),
        ("Déjà vu, très bien, à bientôt, señor.".encode("latin-1") * 20, "encoding"),
        (b"\xff\xfe\x00", "holds no Chinese"),
    ],
)
def test_file_that_cannot_be_used_is_skipped_with_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in reason(put(tmp_path / "a.txt", data))


def test_missing_file_empty_folder_and_idle_pattern_are_skipped(tmp_path: Path) -> None:
    assert "does not exist" in reason(tmp_path / "none.txt")
    assert "holds no .txt" in reason(tmp_path)
    assert "matches no file" in reason(tmp_path / "*.txt")
    assert "does not exist" in reason("x" * 5000) or "looked up" in reason("x" * 5000)
    assert "looked up" in reason("a\0b") or "does not exist" in reason("a\0b")


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    good = put(tmp_path / "a.txt")
    kinds = [type(x) for x in read(tmp_path / "none.txt", good, put(tmp_path / "b.txt", b""))]
    assert kinds == [Skipped, Document, Skipped]


def test_folder_is_read_in_order_without_hidden_and_own_files(tmp_path: Path) -> None:
    for name in ["b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "notes.md", "kg.toml"]:
        put(tmp_path / name, "" if name == "kg.toml" else TEXT)
    put(tmp_path / "out/report.json", "{}")
    put(tmp_path / "out/articles.jsonl", json.dumps({"text": TEXT}))
    assert [x.doc for x in read(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]


def test_glob_and_repeated_inputs_give_each_file_once(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt")
    assert [x.doc for x in read(tmp_path / "*.txt", tmp_path / "a.txt", tmp_path)] == ["a.txt", "b.txt"]


def test_same_names_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    one, two = put(tmp_path / "one" / "a.txt"), put(tmp_path / "two" / "a.txt")
    assert [x.doc for x in read(one, two)] == ["one/a.txt", "two/a.txt"]
    assert [x.doc for x in read(tmp_path / "one", tmp_path / "two")] == ["one/a.txt", "two/a.txt"]


def test_name_that_is_no_text_comes_out_printable(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/bad\xff\n.txt"
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    doc = document(tmp_path).doc
    assert doc.isprintable()
    doc.encode("utf-8")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    found = document("-")
    assert (found.doc, found.text) == ("stdin", TEXT)


def test_file_name_gives_date_and_page(tmp_path: Path) -> None:
    found = document(put(tmp_path / "20230109-02.txt"))
    assert (found.date, found.date_basis, found.page) == ("2023-01-09", "file name", 2)


WEB = """<html><head><title>夜校开门</title>
<meta property="article:published_time" content="2023-03-05T08:00:00+08:00"></head>
<body><h1>夜校开门</h1><div id="ozoom"><p>{top}</p>
<p>芦津街道的“暖巷夜校”昨晚开门，六十名居民走进教室，学手机摄影和识字。</p>
<p>街道党工委书记江春潮说，夜校每周三晚上七点开课，一年不停。</p></div></body></html>"""


@pytest.mark.parametrize(
    ("name", "top", "expected"),
    [
        ("20230301-02.html", "", ("2023-03-01", "file name")),
        ("page.html", "青澜报 2023年3月2日 星期四 第2版", ("2023-03-02", "masthead")),
        ("page.html", "", ("2023-03-05", "metadata")),
    ],
)
def test_what_a_web_page_says_of_its_day_comes_last(
    tmp_path: Path, name: str, top: str, expected: tuple[str, str]
) -> None:
    found = document(put(tmp_path / name, WEB.format(top=top)))
    assert (found.date, found.date_basis) == expected


def test_a_row_of_a_table_knows_its_day_better_than_the_tables_name(tmp_path: Path) -> None:
    found = document(put(tmp_path / "20230401.jsonl", json.dumps({"text": TEXT, "date": "2023-03-05"})))
    assert (found.date, found.date_basis) == ("2023-03-05", "metadata")


def test_toml_beside_the_inputs_gives_paper_home_date_and_page(tmp_path: Path) -> None:
    put(
        tmp_path / "kg.toml",
        'paper = "江州报"\nhome = "江州市"\n[files."20230109-02.txt"]\ndate = 2023-01-08\npage = 7\n'
        '[files."sub/b.txt"]\nhome = "江州市北区"\n',
    )
    put(tmp_path / "20230109-02.txt")
    put(tmp_path / "sub" / "b.txt")
    one, two = read(tmp_path)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.paper, one.home, one.date, one.date_basis, one.page) == (
        "江州报",
        "江州市",
        "2023-01-08",
        "metadata",
        7,
    )
    assert (two.home, two.date, two.date_basis) == ("江州市北区", None, "none")


def test_settings_win_over_metadata_and_file_name(tmp_path: Path) -> None:
    put(tmp_path / "kg.toml", 'paper = "甲报"\ndate = "2023-01-08"\n')
    found = document(put(tmp_path / "20230109.txt"), date="2023-02-01", paper="乙报", home="江州市")
    assert (found.date, found.date_basis, found.paper, found.home) == ("2023-02-01", "given", "乙报", "江州市")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("paper = ", "not valid TOML"),
        ("colour = 'red'", "'colour'"),
        ("date = 'soon'", "no date"),
        ("files = 3", "files"),
    ],
)
def test_toml_that_cannot_be_used_is_named_and_the_texts_are_read(tmp_path: Path, toml: str, words: str) -> None:
    put(tmp_path / "kg.toml", toml)
    put(tmp_path / "a.txt")
    bad, good = read(tmp_path)
    assert isinstance(bad, Skipped)
    assert words in bad.reason
    assert isinstance(good, Document)


def test_ready_articles_come_one_document_a_line(tmp_path: Path) -> None:
    rows = [
        {
            "headline": "给老街安灯",
            "text": "三岔口社区的路灯亮了。",
            "date": "20230109",
            "paper": "江州报",
            "page": 2,
        },
        {"text": TEXT, "home": "江州市"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows] + [
        "",
        "{",
        '{"text": 3}',
        '{"text": "灯亮了", "date": "x"}',
    ]
    found = read(put(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [x.doc for x in found] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6"]
    assert [type(x) for x in found] == [Document, Document, Skipped, Skipped, Skipped]
    first = found[0]
    assert isinstance(first, Document)
    assert first.text == "给老街安灯\n\n三岔口社区的路灯亮了。"
    assert (first.date, first.date_basis, first.paper, first.page) == ("2023-01-09", "metadata", "江州报", 2)


def test_folder_that_cannot_be_opened_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    path = put(tmp_path / "a.txt")
    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in reason(path)


def test_a_text_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.write(TEXT.encode())
        file.seek(200 * 1024 * 1024)
        file.write(b"\n")
    tracemalloc.start()
    line = reason(tmp_path / "a.txt")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert line == "is larger than 16 MB, too much for one input of its kind: split it into pages"
    assert peak < 2 * 1024 * 1024


def test_what_comes_out_of_a_pipe_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.ingest.inputs.LARGEST_PIPE", 1000)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode() * 100)))
    assert "save it as a file" in reason("-")


def test_a_pipe_with_a_name_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: put(tmp_path / "pipe"))
    writer.start()
    assert document(tmp_path / "pipe").text == TEXT
    writer.join()


@pytest.mark.parametrize(
    "data",
    [
        '{"text": "三岔口社区的路灯亮了。"}',
        "标题,正文\n灯,三岔口社区的路灯亮了。\n",
        "<html><body><h1>灯</h1><p>三岔口社区的路灯亮了。</p></body></html>",
        word_file(paragraph("灯", "1"), paragraph("三岔口社区的路灯亮了。")),
        packed({"a.txt": "三岔口社区的路灯亮了。"}),
    ],
)
def test_standard_input_is_known_by_its_content(monkeypatch: pytest.MonkeyPatch, data: str | bytes) -> None:
    raw = data if isinstance(data, bytes) else data.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    found = document("-")
    assert found.doc.startswith("stdin")
    assert "三岔口社区的路灯亮了。" in found.text


def test_every_known_kind_of_file_in_a_folder_is_read(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.jsonl", '{"text": "三岔口社区的路灯亮了。"}')
    put(tmp_path / "c.CSV", "标题,正文\n灯,三岔口社区的路灯亮了。\n")
    put(tmp_path / "d.html", "<h1>灯</h1><p>三岔口社区的路灯亮了。</p>")
    put(tmp_path / "e.htm", "<h1>灯</h1><p>三岔口社区的路灯亮了。</p>")
    put(tmp_path / "f.docx", word_file(paragraph("灯", "1"), paragraph("三岔口社区的路灯亮了。")))
    put(tmp_path / "g.zip", packed({"a.txt": TEXT}))
    put(tmp_path / "~$f.docx", b"\0")
    put(tmp_path / "h.png", b"\x89PNG")
    found = read(tmp_path)
    assert [x.doc for x in found] == ["a.txt", "b.jsonl:1", "c.CSV:2", "d.html", "e.htm", "f.docx", "g.zip/a.txt"]
    assert all(isinstance(each, Document) for each in found)


def test_an_earlier_output_is_never_read_back(tmp_path: Path) -> None:
    own = ["articles.jsonl", "mentions.jsonl", "relations.jsonl", "officials.csv", "entities.csv", "relations.csv"]
    for name in [*own, "graph.html"]:
        put(tmp_path / "out" / name)
        put(tmp_path / "other" / name, '{"text": "三岔口社区的路灯亮了。"}')
    put(tmp_path / "out" / "report.json", "{}")
    assert {x.doc.split("/")[0] for x in read(tmp_path)} == {"other"}
    assert "holds no .txt" in reason(tmp_path / "out")


def test_a_ready_articles_own_fields_win_over_the_toml_and_settings_over_all(tmp_path: Path) -> None:
    put(tmp_path / "kg.toml", 'paper = "甲报"\nhome = "江州市"\ndate = "2023-01-08"\n[files."a.jsonl"]\npage = 7\n')
    row = {"text": "三岔口社区的路灯亮了。", "paper": "乙报", "home": "渝州市", "date": "2023-01-09", "page": 2}
    put(tmp_path / "a.jsonl", json.dumps(row) + '\n{"text": "三岔口社区的路灯亮了。"}')
    one, two = read(tmp_path)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.paper, one.home, one.date, one.date_basis, one.page) == ("乙报", "渝州市", "2023-01-09", "metadata", 2)
    assert (two.paper, two.home, two.date, two.date_basis, two.page) == ("甲报", "江州市", "2023-01-08", "metadata", 7)
    one, _ = read(tmp_path, paper="丙报", date="2023-02-01", home="云渚市")
    assert isinstance(one, Document)
    assert (one.paper, one.home, one.date, one.date_basis) == ("丙报", "云渚市", "2023-02-01", "given")


@pytest.mark.parametrize("folder", ["2023-01-09", "20230109", "2023-01/09", "2023/01/09", "202301/09", "2023/0109"])
def test_a_folder_named_by_a_day_dates_what_is_in_it(tmp_path: Path, folder: str) -> None:
    put(tmp_path / "issues" / folder / "page.txt")
    found = document(tmp_path / "issues")
    assert (found.date, found.date_basis) == ("2023-01-09", "file name")


def test_the_folder_that_is_given_dates_nothing(tmp_path: Path) -> None:
    put(tmp_path / "2023-01-09" / "page.txt")
    assert document(tmp_path / "2023-01-09").date is None


def test_what_a_text_holds_is_noted(tmp_path: Path) -> None:
    assert "holds a NUL byte, in line 41" in document(put(tmp_path / "a.txt", TEXT * 20 + "\0")).notes[0]


SUFFIX = st.sampled_from([".txt", ".jsonl", ".csv", ".html", ".pdf", ".docx", ".zip", ""])
BEGIN = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b'{"text": "', b"text,title\n", "灯亮了。".encode(), b"\xff\xfe"]
)


@given(BEGIN, st.binary(max_size=300), SUFFIX, st.sampled_from(["", "utf-8", "gbk"]))
def test_whatever_a_file_holds_it_gives_documents_and_lines(
    tmp_path_factory: pytest.TempPathFactory, begin: bytes, data: bytes, suffix: str, encoding: str
) -> None:
    path = put(tmp_path_factory.getbasetemp() / f"any{suffix}", begin + data)
    for each in read_documents([str(path)], Settings(encoding=encoding or None)):
        assert isinstance(each, Document) or len(each.reason.splitlines()) == 1
