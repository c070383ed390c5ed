from pathlib import PurePath

import pytest

from kg.errors import InputError
from kg.ingest.formats import format_of

TEXT = "三岔口社区的路灯亮了。"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"junk\n%PDF-1.7", "a.pdf", "pdf"),
        (b"PK\x03\x04", "a.txt", "zip"),
        (b"PK\x05\x06", "a.docx", "zip"),
        (f"<!DOCTYPE html><html>{TEXT}".encode(), "a.txt", "html"),
        (f'\ufeff<?xml version="1.0"?>\n<!-- x --><html>{TEXT}'.encode(), "stdin", "html"),
        (f"\n<HTML>{TEXT}".encode("utf-16"), "stdin", "html"),
        (f"<p>{TEXT}".encode(), "a.html", "html"),
        (f"<p>{TEXT}".encode(), "a.HTM", "html"),
        (f"<html>{TEXT}".encode(), "a.pdf", "html"),
        (f'{{"text": "{TEXT}"}}'.encode(), "a.txt", "json lines"),
        (f'{{"正文": "{TEXT * 9999}'.encode(), "stdin", "json lines"),
        (f'{{"text": "{TEXT}"}}'.encode(), "a.csv", "json lines"),
        (TEXT.encode(), "a.jsonl", "json lines"),
        (f"标题,正文\n灯,{TEXT}".encode(), "a.txt", "csv"),
        (f"标题\t正文\n灯\t{TEXT}".encode("utf-16"), "a.txt", "csv"),
        (f"标题,正文\n灯,{TEXT}".encode("gb18030"), "stdin", "csv"),
        (TEXT.encode(), "a.csv", "csv"),
        (TEXT.encode(), "a.txt", "text"),
        (TEXT.encode(), "a.md", "text"),
        (f"<{TEXT}>".encode(), "a.txt", "text"),
        (f"{{{TEXT}".encode(), "a.txt", "text"),
        (b"", "a", "text"),
    ],
)
def test_the_bytes_tell_the_format_and_else_the_name(head: bytes, name: str, kind: str) -> None:
    assert format_of(head, PurePath(name)) == kind


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("head", "name", "words"),
    [
        (OLE + b"\0" * 99, "a.doc", "is an old Word or Excel file, not text: save it as .docx or .csv"),
        (OLE + b"\0" * 99, "a.docx", "is encrypted: save it without a password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a", "is encrypted"),
        (b"{\\rtf1", "a.doc", "is RTF: save it as a Word file"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", "a.mht", "is a web archive"),
        (TEXT.encode(), "a.pdf", "is named .pdf but is not a PDF, or is damaged"),
        (b"\0\0\0\0", "a.docx", "is named .docx but is not a Word file"),
        (TEXT.encode(), "a.zip", "is named .zip but is not a zip archive"),
        (b'[{"text": "x"}]', "a.jsonl", "is JSON over several lines: write one object a line"),
        (b'{\n  "text": "x"\n}', "a.jsonl", "is JSON over several lines"),
    ],
)
def test_what_cannot_be_read_says_what_to_give(head: bytes, name: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        format_of(head, PurePath(name))
    assert words in str(error.value)
    assert "\n" not in str(error.value)
