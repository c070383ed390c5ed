"""Which format an input is in: what its first bytes show, and only then what its name says."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from kg.errors import InputError
from kg.ingest.tables import looks_like_csv

Format = Literal["text", "json lines", "csv", "html", "pdf", "docx", "zip"]

HEAD = 64 * 1024  # bytes that are looked at

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MHTML = re.compile(rb"\A\s*(?:From: |MIME-Version: |Subject: |Snapshot-Content-Location: )", re.IGNORECASE)
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|style|table|div|center|link|base)\b",
    re.IGNORECASE,
)
_JSON_LINE = re.compile(r'\A\s*\{\s*"[^"\r\n]{1,80}"\s*:')
_JSON_OVER_LINES = re.compile(r'\A\s*(?:\[\s*\{|\{[ \t]*[\r\n]+\s*")')
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_BY_SUFFIX: dict[str, Format] = {".jsonl": "json lines", ".csv": "csv", ".html": "html", ".htm": "html"}
_WITH_MAGIC = {".pdf": "a PDF", ".docx": "a Word file", ".zip": "a zip archive"}


def format_of(head: bytes, path: PurePath) -> Format:
    """Return the format of an input. A Word file and an archive begin alike; both are "zip" here.

    Args:
        head: its first ``HEAD`` bytes, or all where it has less.
        path: where it lies; its suffix tells what the bytes do not show.

    Raises:
        InputError: it is in a format that cannot be read, or not what its name says. The message is a clause.
    """
    suffix = path.suffix.lower()
    if b"%PDF-" in (head[:1024] if suffix == ".pdf" else head[:8]):
        return "pdf"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_OLE):
        raise InputError(_old_office(head, suffix))
    if head.startswith(b"{\\rtf"):
        raise InputError("is RTF: save it as a Word file (.docx) and give that")
    if _MHTML.match(head) and b"multipart/related" in head:
        raise InputError("is a web archive (MHTML): save the page as HTML and give that")
    if suffix in _WITH_MAGIC and b"<" not in head[:200]:
        raise InputError(f"is named {suffix} but is not {_WITH_MAGIC[suffix]}, or is damaged: give a sound one")
    text = _as_text(head)
    if _HTML.match(text):
        return "html"
    if _JSON_OVER_LINES.match(text):
        raise InputError("is JSON over several lines: write one object a line, as .jsonl has it")
    if _JSON_LINE.match(text):
        return "json lines"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return "csv" if looks_like_csv(text.lstrip().split("\n", 1)[0]) else "text"


def _old_office(head: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in head or suffix == ".docx":
        return "is encrypted: save it without a password and give that"
    return "is an old Word or Excel file, not text: save it as .docx or .csv and give that"


def _as_text(head: bytes) -> str:
    """Return the head with what tells a format readable: ASCII, and the names of columns in UTF-8 or GB18030."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    text = head.decode("utf-8", "replace")
    return text if text.count("\ufffd") * 20 <= len(text) else head.decode("gb18030", "replace")
