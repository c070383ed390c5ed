import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.members import Room
from kg.ingest.read import read_documents
from kg.records import Document, Settings, Skipped
from tests.ingest.office.files import packed, paragraph, word_file

TEXT = "给老街安灯\n三岔口社区的路灯亮了，街坊们晚上敢出门了。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def put(folder: Path, data: bytes, name: str = "issue.zip") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def read(*inputs: str, **settings: str) -> list[Document | Skipped]:
    return list(read_documents(inputs, Settings(**settings)))


def reasons(folder: Path, data: bytes) -> dict[str, str]:
    """Why what is skipped is skipped, by name; "" for what is read."""
    found = {each.doc: each.reason if isinstance(each, Skipped) else "" for each in read(put(folder, data))}
    assert all("\n" not in reason for reason in found.values())
    return found


def test_members_are_inputs_under_the_archives_name_in_the_order_of_theirs(folder: Path) -> None:
    data = packed({"b.txt": TEXT, "a/c.txt": TEXT, "a/d.jsonl": f'{{"text": "{TEXT[:5]}"}}'.replace("\n", "")})
    assert [each.doc for each in read(put(folder, data))] == [
        "issue.zip/a/c.txt",
        "issue.zip/a/d.jsonl:1",
        "issue.zip/b.txt",
    ]
    assert [path.name for path in folder.iterdir()] == ["issue.zip"]  # nothing is unpacked


def test_every_known_format_is_read_in_an_archive(folder: Path) -> None:
    parts = {
        "a.txt": TEXT,
        "b.csv": "标题,正文\n灯,路灯亮了。\n",
        "c.html": f"<h1>灯亮了</h1><div id=ozoom><p>{TEXT}</p></div>",
        "d.docx": word_file(paragraph("灯亮了", "1"), paragraph(TEXT)),
        "e.zip": packed({"a.txt": TEXT}),
    }
    assert list(reasons(folder, packed(parts))) == [
        *("issue.zip/a.txt", "issue.zip/b.csv:2", "issue.zip/c.html", "issue.zip/d.docx", "issue.zip/e.zip/a.txt")
    ]


def test_hidden_and_foreign_files_are_passed_over(folder: Path) -> None:
    names = ["__MACOSX/._a.txt", ".git/a.txt", ".a.txt", "a/~$b.docx", "a.jpg", "Thumbs.db", "folder/"]
    assert list(reasons(folder, packed({"a.txt": TEXT} | dict.fromkeys(names, TEXT)))) == ["issue.zip/a.txt"]


def test_an_earlier_output_is_not_read_back(folder: Path) -> None:
    own = ["articles.jsonl", "officials.csv", "entities.csv", "relations.csv", "graph.html", "mentions.jsonl"]
    parts = {"out/report.json": "{}", "a.txt": TEXT, "b/articles.jsonl": f'{{"text": "{TEXT.strip()[:5]}"}}'}
    found = reasons(folder, packed(parts | {f"out/{name}": TEXT for name in own}))
    assert list(found) == ["issue.zip/a.txt", "issue.zip/b/articles.jsonl:1"]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/passwd", "a/../../b.txt", "C:/a.txt", "c:\\a.txt", "..\\a.txt"])
def test_a_member_that_climbs_out_is_refused_by_name_and_the_others_are_read(folder: Path, name: str) -> None:
    found = reasons(folder, packed({name: TEXT, "b.txt": TEXT}))
    assert found.pop("issue.zip/b.txt") == ""
    assert list(found.values()) == ["has a path that leads out of its archive: pack it anew with plain names"]


@pytest.mark.parametrize("name", ["灯亮了.txt", "版面/灯亮了.txt"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_name_that_says_not_what_it_is_in_is_read_as_it_is_meant(folder: Path, name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    plain = b"x" * (len(raw) - 4) + b".txt"
    (each,) = read(put(folder, packed({plain.decode(): TEXT}).replace(plain, raw)))
    assert each.doc == f"issue.zip/{name}"


def test_two_members_of_one_name_are_told_apart(folder: Path) -> None:
    data = packed({"a.txt": TEXT, "b.txt": TEXT}).replace(b"b.txt", b"a.txt")
    assert list(reasons(folder, data)) == ["issue.zip/a.txt", "issue.zip/a.txt~2"]


def test_a_member_and_a_file_of_one_path_are_told_apart(folder: Path) -> None:
    (folder / "x").mkdir()
    (folder / "x" / "issue.zip").mkdir()
    put(folder / "x" / "issue.zip", TEXT.encode(), "a.txt")
    (folder / "y").mkdir()
    put(folder / "y", packed({"a.txt": TEXT}))
    assert [each.doc for each in read(str(folder / "x"), str(folder / "y"))] == ["issue.zip/a.txt", "issue.zip/a.txt~2"]


def flagged(data: bytes, flag: int) -> bytes:
    """The archive with a flag set in the headers of all members."""
    out = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + place] |= flag
            at = out.find(mark, at + 4)
    return bytes(out)


def test_an_encrypted_archive_is_refused_in_one_line(folder: Path) -> None:
    data = flagged(packed({"a.txt": TEXT, "b.txt": TEXT}), 1)
    assert reasons(folder, data) == {"issue.zip": "is encrypted: pack it without a password"}


def test_an_encrypted_member_is_refused_and_the_others_are_read(folder: Path) -> None:
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    found = reasons(folder, bytes(data))
    assert found == {"issue.zip/a.txt": "is encrypted: pack it without a password", "issue.zip/b.txt": ""}


@pytest.mark.parametrize("what", ["checksum", "data", "method"])
def test_a_damaged_member_is_refused_and_the_others_are_read(folder: Path, what: str) -> None:
    data = bytearray(packed({"a.txt": TEXT * 20, "b.txt": TEXT}))
    entry = data.find(b"PK\x01\x02")
    if what == "checksum":
        data[entry + 16] ^= 0xFF
    elif what == "data":
        data[60:70] = b"\xff" * 10
    else:
        data[8] = data[entry + 10] = 97
    found = reasons(folder, bytes(data))
    assert found.pop("issue.zip/b.txt") == ""
    assert "damaged" in found["issue.zip/a.txt"] or "method" in found["issue.zip/a.txt"]


def test_a_table_that_breaks_off_keeps_the_rows_before_the_break(folder: Path) -> None:
    data = bytearray(packed({"a.jsonl": f'{{"text": "{TEXT.split()[1]}"}}\n' * 3}))
    data[data.find(b"PK\x01\x02") + 16] ^= 0xFF
    assert "damaged" in reasons(folder, bytes(data))["issue.zip/a.jsonl"]


def test_archives_in_an_archive_are_opened_and_deeper_ones_refused(folder: Path) -> None:
    third = packed({"a.txt": TEXT})
    second = packed({"third.zip": third, "b.txt": TEXT})
    assert reasons(folder, packed({"second.zip": second})) == {
        "issue.zip/second.zip/b.txt": "",
        "issue.zip/second.zip/third.zip": "is an archive inside an archive inside an archive: give it unpacked",
    }


def test_a_bomb_is_refused_and_what_lies_beside_it_is_read(folder: Path) -> None:
    found = reasons(folder, packed({"a.txt": " " * 30_000_000, "b.txt": TEXT}))
    assert found.pop("issue.zip/b.txt") == ""
    assert "unpacks to more than 200 times its size" in found["issue.zip/a.txt"]


def test_an_archive_has_room_for_so_much_and_no_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.ingest.read.Room", lambda: Room(3 * len(TEXT.encode())))
    nested = packed({"a.txt": TEXT, "b.txt": TEXT})
    found = reasons(folder, packed({"a.txt": TEXT, "n.zip": nested}))
    assert found["issue.zip/a.txt"] == ""
    assert any("unpacks to more than 2 GB" in reason for reason in found.values())


def test_a_member_that_says_it_is_huge_is_refused_unread(folder: Path) -> None:
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + 24, 0x7FFFFFFF)
    assert "unpacks to more than 1024 MB" in reasons(folder, bytes(data))["issue.zip/a.txt"]


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(folder: Path) -> None:
    data = bytearray(packed({"a.txt": TEXT}))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 0x10000000)
    assert "it lists more members than a paper has" in reasons(folder, bytes(data))["issue.zip"]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.jpg": b""}, "holds no .txt, .jsonl"),
        ({}, "holds no .txt, .jsonl"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "is an Excel file: save the sheet as CSV"),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "is an office file of a kind that is not read"),
        ({"mimetype": "application/epub+zip"}, "is an OpenDocument or EPUB file"),
        ({"OFD.xml": ""}, "is an OFD file: save it as PDF"),
    ],
)
def test_an_archive_of_something_else_says_what_to_give(folder: Path, parts: dict[str, bytes], words: str) -> None:
    assert words in reasons(folder, packed(parts))["issue.zip"]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 10, packed({"a.txt": TEXT})[:-8]])
def test_half_an_archive_is_refused(folder: Path, data: bytes) -> None:
    assert "is no sound archive" in reasons(folder, data)["issue.zip"]


TOML = 'paper = "甲报"\nhome = "江州市"\ndate = "2023-01-08"\n[files."a.txt"]\npage = 7\n'


def test_a_toml_in_an_archive_speaks_of_its_members(folder: Path) -> None:
    (folder / "kg.toml").write_text('paper = "乙报"\nhome = "渝州市"\n[files."issue.zip"]\ndate = "2023-02-01"\n')
    one, two = read(put(folder, packed({"sub/kg.toml": TOML, "sub/a.txt": TEXT, "b.txt": TEXT})))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.paper, one.home, one.date, one.page) == ("乙报", "渝州市", "2023-02-01", None)
    assert (two.paper, two.home, two.date, two.page) == ("甲报", "江州市", "2023-01-08", 7)


def test_a_toml_in_an_archive_that_cannot_be_used_is_named(folder: Path) -> None:
    found = reasons(folder, packed({"kg.toml": "paper = ", "a.txt": TEXT}))
    (name,) = (name for name, reason in found.items() if reason)
    assert name.endswith("issue.zip/kg.toml")
    assert "not valid TOML" in found[name]
    assert found["issue.zip/a.txt"] == ""


def test_a_toml_beside_an_archive_that_cannot_be_used_is_named_once(folder: Path) -> None:
    (folder / "kg.toml").write_text("paper = ")
    found = read(put(folder, packed({"a.txt": TEXT, "sub/b.txt": TEXT})), put(folder, packed({"c.txt": TEXT}), "b.zip"))
    assert [each.doc for each in found if isinstance(each, Skipped)] == [str(folder / "kg.toml")]


def test_the_archives_name_gives_the_day(folder: Path) -> None:
    (each,) = read(put(folder, packed({"02.txt": TEXT}), "20230109.zip"))
    assert isinstance(each, Document)
    assert (each.date, each.date_basis) == ("2023-01-09", "file name")


@given(st.data())
def test_whatever_is_wrong_with_an_archive_it_gives_documents_and_lines(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(packed({"a.txt": TEXT, "b/kg.toml": TOML, "b/c.jsonl": '{"text": "灯亮了。"}\n' * 3}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for each in read(put(tmp_path_factory.getbasetemp(), bytes(whole))):
        assert isinstance(each, Document) or "\n" not in each.reason
