"""Word files to texts: articles parted by their headings, which styles show or else the look of the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import InputError
from kg.ingest.composed import TextPiece, compose
from kg.ingest.contents import Content, Refusal
from kg.ingest.notes import notes_on
from kg.ingest.office.paragraphs import WordParagraph, word_paragraphs
from kg.ingest.page.line_kinds import line_kind
from kg.records import SectionKind

_LONGEST_HEAD = 60  # characters
_MOST_HEADS = 4  # lines of one group of heads
_LARGER = 1.15  # times the size of the text
_ENDS_SENTENCE = re.compile("[。；！？，、：.;!?,:]$")
_KINDS: dict[str, SectionKind] = {
    "title": "subtitle",
    "heading": "subhead",
    "subtitle": "subtitle",
    "caption": "caption",
}


@dataclass(frozen=True, slots=True)
class _Heads:
    """The lines above an article: ``begin`` to ``end`` of the paragraphs, the headline among them."""

    begin: int
    headline: int
    end: int


def read_docx(data: bytes) -> Iterator[Content | Refusal]:
    """Read the articles of a Word file.

    Raises:
        InputError: it is damaged, encrypted or holds no text.
    """
    lines = word_paragraphs(data)
    paragraphs = [line for line in lines if line.text]
    if not paragraphs:
        raise InputError("is a Word file without text: give one with text, not with pictures of it")
    heads = _by_style(paragraphs) or _by_look(paragraphs)
    if heads:
        text, sections = compose(_pieces(paragraphs, heads))
    else:  # the text must show its articles by itself, as a page of plain text does
        text, sections = "\n".join(line.text for line in lines), ()
    yield Content(text, "docx", sections=sections, notes=notes_on(text))


def _by_style(paragraphs: Sequence[WordParagraph]) -> list[_Heads]:
    """Find the heads of articles by style.

    A title with text below it is a headline, and headings below it are subheads. A title right above a heading names
    the whole file. Without titles the headings of the highest level are the headlines.
    """
    titles = [n for n, p in enumerate(paragraphs) if p.role == "title"]
    levels = {p.level for p in paragraphs if p.role == "heading"}
    headings = [n for n, p in enumerate(paragraphs) if p.role == "heading" and p.level == min(levels)]
    if titles and headings and not any(p.role == "body" for p in paragraphs[titles[-1] + 1 : headings[0]]):
        titles = []
    found: list[_Heads] = []
    for n in titles or headings:
        if found and n == found[-1].end:  # two headings in a row: the second is the line below the headline
            found[-1] = _Heads(found[-1].begin, found[-1].headline, n + 1)
        else:
            found.append(_Heads(n, n, n + 1))
    return found


def _by_look(paragraphs: Sequence[WordParagraph]) -> list[_Heads]:
    """Find the heads of articles by look: the file begins with one, centred and bold or larger; others are like it."""
    size = _size_of_text(paragraphs)
    groups: list[_Heads] = []
    n = 0
    while n < len(paragraphs):
        end = n
        while end < len(paragraphs) and _is_head(paragraphs[end], size):
            end += 1
        if 0 < end - n <= _MOST_HEADS:
            largest = max(range(n, end), key=lambda i: (paragraphs[i].look.size, paragraphs[i].look.bold, -i))
            groups.append(_Heads(n, largest, end))
        n = max(end, n + 1)
    if not groups or groups[0].begin != 0:
        return []
    look = paragraphs[groups[0].headline].look
    return [group for group in groups if paragraphs[group.headline].look == look]


def _is_head(paragraph: WordParagraph, size: float) -> bool:
    look, text = paragraph.look, paragraph.text
    stands_out = look.bold or look.size > size * _LARGER
    return look.centred and stands_out and len(text) <= _LONGEST_HEAD and not _ENDS_SENTENCE.search(text)


def _size_of_text(paragraphs: Sequence[WordParagraph]) -> float:
    """Return the size that most characters are set in."""
    counts: dict[int, int] = {}
    for p in paragraphs:
        counts[p.look.size] = counts.get(p.look.size, 0) + len(p.text)
    return max(counts, key=lambda each: (counts[each], each))


def _pieces(paragraphs: Sequence[WordParagraph], heads: Sequence[_Heads]) -> Iterator[TextPiece]:
    first = heads[0].begin
    lead = any(_ENDS_SENTENCE.search(p.text) for p in paragraphs[:first])  # else it is a masthead
    for p in paragraphs[:first]:
        yield TextPiece("body" if lead else None, p.text, 0)
    ends = [group.begin for group in heads[1:]] + [len(paragraphs)]
    for number, (group, end) in enumerate(zip(heads, ends, strict=True), int(lead)):
        for n in range(group.begin, group.end):
            kind: SectionKind = "kicker" if n < group.headline else "headline" if n == group.headline else "subtitle"
            yield TextPiece(kind, " ".join(paragraphs[n].text.split()), number)
        for n in range(group.end, end):
            yield TextPiece(_kind(paragraphs[n], near=n < group.end + 2), paragraphs[n].text, number)


def _kind(paragraph: WordParagraph, *, near: bool) -> SectionKind:
    if near and line_kind(paragraph.text) == "byline":
        return "byline"
    return _KINDS.get(paragraph.role, "body")
