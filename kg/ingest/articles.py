"""Documents to articles: headline, kickers, body in reading order, each character with its source offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.ingest.bylines import Piece, find_reporters
from kg.ingest.cuts import Cut, Page, cut, parse
from kg.ingest.dates import issue_date
from kg.ingest.headlines import Head, Heads, match_headlines, shown
from kg.ingest.home import guess_home
from kg.ingest.layout import paragraphs
from kg.ingest.lines import is_blank
from kg.ingest.paragraph import Paragraph
from kg.ingest.running_text import joined
from kg.ingest.words import pattern
from kg.records import Article, Document


@dataclass(frozen=True, slots=True)
class _Set:
    """An article's text as it is set, still without its id."""

    text: str
    offsets: tuple[int, ...]
    body_start: int


def split_articles(document: Document) -> tuple[Article, ...]:
    """Cut a document into its articles, in source order.

    A document without a body of text, one of headlines alone, is one article; one of page furniture alone is none.
    Date and home are the document's, else found in its text, with their basis.
    """
    common = _common(document)
    found = paragraphs(document.text)
    page = parse(found)
    cuts, after = cut(page)
    if len(cuts) == 1:  # an article by itself: what stands under it, such as who edited it, is its own
        page = parse(_with_foot(found))
        cuts, after = cut(page)
    if not cuts:
        heads = tuple(p for p in found if p.kind == "head")
        if not heads:
            return ()
        articles = [_headline_only(document, common, heads)]
    else:
        matched = match_headlines(page, cuts, after)
        articles = [_article(document, common, page, c, heads) for c, heads in zip(cuts, matched, strict=True)]
    articles.sort(key=lambda article: article.ranges[0])
    return tuple(replace(article, id=f"a{n}") for n, article in enumerate(articles, 1))


def _with_foot(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with the furniture below the last body paragraph made body."""
    last = max((n for n, p in enumerate(found) if p.kind == "body"), default=0)
    return [replace(p, kind="body") if n > last and p.kind == "furniture" else p for n, p in enumerate(found)]


def _common(document: Document) -> Article:
    """Return an empty article with what all articles of the document share."""
    date, basis = document.date, document.date_basis
    if date is None:
        date, basis = issue_date(document.text)
    home, home_basis = document.home, "given"
    if home is None:
        home, home_basis = guess_home(document.text)
    return Article(
        doc=document.doc,
        id="",
        text="",
        offsets=(),
        ranges=(),
        headline=None,
        date=date,
        date_basis=basis,
        paper=document.paper,
        home=home,
        home_basis=home_basis,
        page=document.page,
    )


def _headline_only(document: Document, common: Article, heads: Sequence[Paragraph]) -> Article:
    own = [Head(p.start, p.end, p.lines[0].text, p) for p in heads]
    set_ = _set([own[0]], [*own[1:]], [])
    return replace(
        common,
        text=set_.text,
        offsets=set_.offsets,
        ranges=_ranges(document.text, [(h.start, h.end) for h in own]),
        headline=_line(own[0]),
        body_start=set_.body_start,
        subheads=tuple(_line(h) for h in own[1:]),
    )


def _article(document: Document, common: Article, page: Page, article: Cut, heads: Heads) -> Article:
    gaps = page.gaps[article.begin : article.end + 1]
    inside = [p for gap in gaps[1:-1] for p in (*gap.closing, *gap.heads, *gap.opening)]
    opening, closing = gaps[0].opening, gaps[-1].closing
    flow = sorted([*opening, *inside, *page.bodies[article.begin : article.end], *closing], key=lambda p: p.start)
    top = [heads.headline] if heads.headline else []
    set_ = _set(top, heads.others, [p for p in flow if not p.kind.startswith("jump")])
    spans = [(h.start, h.end) for h in (*top, *heads.others)] + [(p.start, p.end) for p in flow]
    subheads = sorted(
        [(h.start, _line(h)) for h in heads.others] + [(p.start, joined(p)[0]) for p in inside if p.kind == "head"]
    )
    texts = page.texts[article.begin : article.end]
    return replace(
        common,
        text=set_.text,
        offsets=set_.offsets,
        ranges=_ranges(document.text, spans),
        headline=_line(heads.headline) if heads.headline else None,
        body_start=set_.body_start,
        subheads=tuple(text for _, text in subheads),
        reporters=find_reporters([Piece(p.kind, joined(p)[0]) for p in flow]),
        continued_from=_jump(opening, "jump-from", pattern("jump-from-opening").match(texts[0])),
        continued_on=_jump([*inside, *closing], "jump-on", pattern("jump-on-closing").search(texts[-1])),
        headline_score=heads.score,
    )


def _jump(beside: Iterable[Paragraph], kind: str, inline: re.Match[str] | None) -> str | None:
    for p in beside:
        if p.kind == kind:
            return shown(p.lines[0].text)
    return shown(inline.group()) if inline else None


def _set(top: Sequence[Head], others: Sequence[Head], flow: Sequence[Paragraph]) -> _Set:
    """Put headline, other heads and body below each other, a newline between."""
    chars: list[str] = []
    offsets: list[int] = []

    def add(text: str, at: list[int]) -> None:
        if chars and text:
            chars.append("\n")
            offsets.append(offsets[-1] + 1)
        chars.extend(text)
        offsets.extend(at)

    for head in (*top, *others):
        add(*joined(_as_paragraph(head)))
    body_start = len(chars) + 1 if chars and flow else len(chars)
    for p in flow:
        add(*joined(p))
    return _Set("".join(chars), tuple(offsets), body_start)


def _as_paragraph(head: Head) -> Paragraph:
    line = replace(head.paragraph.lines[0], start=head.start, end=head.end, text=head.text)
    return replace(head.paragraph, kind="head", lines=(line,))


def _line(head: Head) -> str:
    return joined(_as_paragraph(head))[0]


def _ranges(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Merge spans that only blanks part."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and all(map(is_blank, text[out[-1][1] : start])):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
