import csv
import io
import json
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest import tables, text_lines
from kg.ingest.contents import Content, Refusal
from kg.ingest.tables import looks_like_csv, read_csv, read_json_lines

TEXT = "三岔口社区的路灯亮了，街坊们晚上敢出门了。"
HEADER = ["标题", "正文", "日期", "版次"]


def texts(found: Iterator[Content | Refusal]) -> dict[str, str]:
    """What is read by its part: the last section of a text, or why there is none."""
    return {
        each.part or "": each.reason if isinstance(each, Refusal) else each.text[each.sections[-1].start :]
        for each in found
    }


def json_lines(data: str | bytes, encoding: str | None = None) -> dict[str, str]:
    return texts(read_json_lines(io.BytesIO(data if isinstance(data, bytes) else data.encode()), encoding))


def table(data: str | bytes, encoding: str | None = None) -> dict[str, str]:
    return texts(read_csv(io.BytesIO(data if isinstance(data, bytes) else data.encode()), encoding))


def as_csv(*rows: list[str], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def test_a_line_that_is_no_article_is_refused_by_its_number_and_the_others_are_read() -> None:
    lines = [f'{{"text": "{TEXT}"}}', "", "{", "[1]", '"x"', '{"text": 3}', "[" * 100_000, f'{{"正文": "{TEXT}"}}']
    found = json_lines("\n".join(lines))
    assert (found["1"], found["8"]) == (TEXT, TEXT)
    assert "is not JSON" in found["3"]
    assert "is no article: write an object" in found["4"]
    assert "is no article: write an object" in found["5"]
    assert "not a string" in found["6"]
    assert "is not JSON" in found["7"]
    assert "2" not in found
    assert all("\n" not in line for line in found.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_read_in_the_encoding_that_they_are_in(encoding: str, end: str) -> None:
    rows = end.join(json.dumps({"text": TEXT, "n": n}, ensure_ascii=False) for n in range(3))
    assert json_lines(rows.encode(encoding)) == {"1": TEXT, "2": TEXT, "3": TEXT}


def test_a_line_in_another_encoding_or_in_none_does_not_spoil_the_others() -> None:
    row = f'{{"text": "{TEXT}"}}\n'
    found = json_lines(row.encode() * 2 + row.encode("gb18030") + b'{"text": "\xff\xfe\xff\xff"}\n' + row.encode())
    assert [found[n] for n in "1235"] == [TEXT] * 4
    assert "encoding" in found["4"]


def test_a_given_encoding_is_used() -> None:
    assert json_lines(f'{{"text": "{TEXT}"}}'.encode("gb18030"), "gbk") == {"1": TEXT}
    assert "is not in utf-8" in json_lines(f'{{"text": "{TEXT}"}}'.encode("gb18030"), "utf-8")["1"]


@pytest.mark.parametrize("encoding", ["no-such", "base64", "utf-16-no"])
def test_an_encoding_that_there_is_not_is_said_to_be_none(encoding: str) -> None:
    try:
        lines = json_lines(f'{{"text": "{TEXT}"}}', encoding)
    except InputError as error:
        lines = {"1": str(error)}
    assert "is no encoding known here" in lines["1"]


def test_what_is_no_text_at_all_is_refused_as_a_whole() -> None:
    with pytest.raises(InputError, match="is not text"):
        json_lines(b"\x00\x01\x02\x03" * 1000)


class Endless(io.RawIOBase):
    """A file of many lines that stands nowhere."""

    def __init__(self, line: bytes, count: int) -> None:
        self.line, self.size, self.at = line, len(line) * count, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset
        return self.at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        begin = self.at % len(self.line)
        chunk = (self.line * (len(buffer) // len(self.line) + 2))[begin : begin + min(len(buffer), self.size - self.at)]
        buffer[: len(chunk)] = chunk
        self.at += len(chunk)
        return len(chunk)


@pytest.mark.parametrize("reader", [read_json_lines, read_csv])
def test_a_table_is_read_line_by_line_however_long_it_is(reader: object) -> None:
    line = json.dumps({"text": TEXT}) if reader is read_json_lines else f"正文,日期,{TEXT}"
    stands_nowhere = Endless(f"{line}\n".encode(), 10**9)
    begun = list(islice(reader(io.BufferedReader(stands_nowhere)), 50))  # type: ignore[operator]
    assert len(begun) == 50
    assert stands_nowhere.at < 3 * 1024 * 1024


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "LONGEST_LINE", 1024 * 1024)
    row = f'{{"text": "{TEXT}"}}\n'
    found = json_lines(row + '{"text": "' + "灯" * 2_000_000 + '"}\n' + row)
    assert (found["1"], found["3"]) == (TEXT, TEXT)
    assert found["2"] == "is longer than 1 MB, too long for one article: leave it out"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_as_spreadsheets_write_it(delimiter: str, encoding: str) -> None:
    cell = f"他说：{delimiter}“好”。\n\n　　{TEXT}"
    data = as_csv(
        HEADER, ["灯亮了", cell, "2023/1/9", "2"], ["", "", "", ""], ["门开了", TEXT, "", ""], delimiter=delimiter
    )
    first, second = read_csv(io.BytesIO(data.encode(encoding)))
    assert isinstance(first, Content)
    assert isinstance(second, Content)
    assert (first.part, second.part) == ("2", "4")
    assert first.text == f"灯亮了\n\n{cell}"
    assert (first.known.date, first.known.page) == ("2023-01-09", 2)


def test_a_file_with_the_line_ends_of_old_macs_is_read() -> None:
    assert table(as_csv(HEADER, ["灯亮了", TEXT, "", ""], end="\r")) == {"2": TEXT}


def test_the_line_that_names_the_delimiter_for_excel_is_no_header() -> None:
    assert table("sep=;\n" + as_csv(HEADER, ["灯亮了", TEXT, "", ""], delimiter=";")) == {"2": TEXT}


def test_a_bad_row_is_refused_by_its_number_and_the_others_are_read() -> None:
    data = as_csv(
        HEADER, ["灯亮了", TEXT, "", ""], ["只有标题"], ["灯", TEXT, "昨天", ""], ["a", TEXT, "", "", "多"], ["", TEXT]
    )
    found = table(data)
    assert (found["2"], found["6"]) == (TEXT, TEXT)
    assert "is no article" in found["3"]
    assert "has the date '昨天'" in found["4"]
    assert found["5"] == "has 5 cells under 4 columns: put cells that hold a delimiter in quotes"


def test_a_row_in_another_encoding_is_read_and_one_in_none_is_refused() -> None:
    data = as_csv(HEADER, ["灯", TEXT, "", ""]).encode() + f"灯,{TEXT},,\n".encode("gb18030") + b"\xff\xff\xff,\xff,,\n"
    found = table(data + f"灯,{TEXT},,\n".encode())
    assert (found["2"], found["3"], found["5"]) == (TEXT, TEXT, TEXT)
    assert "encoding" in found["4"]


@pytest.mark.parametrize("data", ["", "\n\n", "a,b\n1,2\n", f"{TEXT},二\n", "标题,日期\n灯亮了,2023-01-09\n"])
def test_a_table_without_a_column_of_texts_is_refused(data: str) -> None:
    with pytest.raises(InputError, match="has no column of texts: name one text, content or 正文 in the first row"):
        table(data)


def test_a_cell_may_be_longer_than_spreadsheets_allow() -> None:
    assert table(as_csv(["text", "title"], [TEXT * 20_000, "灯亮了"])) == {"2": TEXT * 20_000}


def test_a_quote_that_never_ends_takes_one_cell_of_what_is_behind_it_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = csv.field_size_limit(1_000)
    monkeypatch.setattr(tables, "LONGEST_LINE", 1_000)
    found = table(f'标题,正文\n灯,{TEXT}\n门,"{TEXT}\n' + f"灯,{TEXT}\n" * 200)
    csv.field_size_limit(before)
    assert found["2"] == TEXT
    assert "is no row of a table" in found["3"]
    assert TEXT in {line for part, line in found.items() if part > "3"}


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("title,content", True),
        ("标题\t正文\t日期", True),
        ("text", False),
        ("正文", False),
        ("他说，标题，正文", False),
        ("a,b", False),
    ],
)
def test_a_header_is_known_by_its_names(line: str, yes: bool) -> None:
    assert looks_like_csv(line) is yes


CELL = st.text("灯亮了，。 \n\"',;\t甲乙", min_size=1, max_size=15)


@given(
    st.lists(st.tuples(CELL, CELL.filter(str.strip)), min_size=1, max_size=6), st.sampled_from(",;\t"), st.booleans()
)
def test_every_row_comes_back_as_it_was_written(rows: list[tuple[str, str]], delimiter: str, chinese: bool) -> None:
    header = ["标题", "正文"] if chinese else ["headline", "text"]
    data = as_csv(header, *map(list, rows), delimiter=delimiter).encode("gb18030" if chinese else "utf-8")
    found = list(read_csv(io.BytesIO(data)))
    assert len(found) == len(rows)
    for each, (headline, text) in zip(found, rows, strict=True):
        assert isinstance(each, Content)
        shown = {s.kind: each.text[s.start : s.end] for s in each.sections}
        assert shown.get("headline", "") == headline.strip()
        assert text.rstrip().endswith(shown["text"].strip())


@given(
    st.binary(max_size=200),
    st.sampled_from([read_csv, read_json_lines]),
    st.sampled_from([b"", b"text,title\n", b'{"text": "']),
)
def test_whatever_bytes_come_they_are_read_or_refused(data: bytes, reader: object, before: bytes) -> None:
    try:
        found = list(reader(io.BytesIO(before + data)))  # type: ignore[operator]
    except InputError:
        return
    assert all(isinstance(each, Content | Refusal) for each in found)
