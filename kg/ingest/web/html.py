"""HTML pages to texts: the article of a digital newspaper or a news site, its fields as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import InputError
from kg.ingest.composed import TextPiece, compose
from kg.ingest.contents import Content, Refusal
from kg.ingest.decode import Decoded, decode
from kg.ingest.metadata import Metadata
from kg.ingest.notes import notes_on
from kg.ingest.web.article import WebArticle, article_of
from kg.ingest.web.issue_index import IssueIndex, index_of
from kg.ingest.web.markup import parse
from kg.ingest.web.page import page_of

LARGEST_PAGE = 64 * 1024 * 1024  # bytes; pages that a browser saves have their pictures in them

_DECLARED = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4_096  # bytes
_INLINE_DATA = re.compile(rb"data:[\w/+.-]*+(?:;[\w=.-]++)*+,[A-Za-z0-9+/=%_.-]{200,}+")  # pictures in the page


def read_html(data: bytes, encoding: str | None = None, name: str = "") -> Iterator[Content | Refusal]:
    """Read the article of a page.

    Args:
        data: the bytes of the page.
        encoding: theirs, where the user gives it; else a byte order mark, UTF-8 where it fits, what the page declares
            and what its bytes look like are believed, in this order.
        name: of its file, by which the index of a page is known.

    Raises:
        InputError: it is in no known encoding, holds no article, or is the index of a page.
    """
    decoded = _decoded(_INLINE_DATA.sub(b"data:", data), encoding)
    page = page_of(parse(decoded.text))
    index = index_of(page, name)
    if index is not None:
        raise InputError(index.alone())
    article = article_of(page)
    text, sections = compose(_pieces(article))
    if not text:
        raise InputError(
            "holds no article that can be told from the page around it: save the article's text as a .txt file"
        )
    known = Metadata(date=article.date, paper=article.paper, page=article.page)
    yield Content(text, decoded.encoding, known=known, sections=sections, notes=notes_on(text))


def read_index(data: bytes, encoding: str | None = None, name: str = "") -> IssueIndex | None:
    """Return the index that a page is, or None if it is none or cannot be read."""
    try:
        decoded = _decoded(_INLINE_DATA.sub(b"data:", data), encoding)
        return index_of(page_of(parse(decoded.text)), name)
    except InputError:
        return None


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if encoding is None and declared and not _is_utf8(data):
        try:
            return decode(data, declared[1].decode("ascii"))
        except InputError:
            pass  # pages say what their template says, and that is not always true
    return decode(data, encoding)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pieces(article: WebArticle) -> Iterator[TextPiece]:
    yield TextPiece("kicker", article.kicker)
    yield TextPiece("headline", article.headline)
    yield TextPiece("subtitle", article.subtitle)
    yield TextPiece("byline", article.byline)
    for kind, text in article.flow:
        yield TextPiece(kind, text)
