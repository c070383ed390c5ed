"""Halves of an article on several pages to one article.

While an article is read, its halves are one text, so that a sentence over the jump line is whole and a name in the
second half is known from the first. The source text of that reading is the documents' texts one after another;
``kg.resolution.pages`` moves every record back to the document it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kg.ingest.articles import split_articles
from kg.ingest.lines import FULL_STOP
from kg.ingest.words import pattern
from kg.records import Article, Document, Half, Jump, Whole


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with what of its articles stands elsewhere.

    ``rests`` gives, by the id of an article, the documents and ids that it goes on in, in order; ``continued`` are the
    ids of articles that are the rest of another one.
    """

    doc: str
    document: Document
    rests: tuple[tuple[str, tuple[tuple[Document, str], ...]], ...] = ()
    continued: tuple[str, ...] = ()


def sheets(documents: Sequence[Document], jumps: Sequence[Jump]) -> Iterator[Sheet]:
    """Yield each document with what its articles go on in, in the order given."""
    by_name = {document.doc: document for document in documents}
    after = {(jump.doc, jump.article): (jump.rest_doc, jump.rest_article) for jump in jumps}
    rests = set(after.values())
    begun: defaultdict[str, list[tuple[str, tuple[tuple[Document, str], ...]]]] = defaultdict(list)
    for jump in jumps:
        chain: list[tuple[str, str]] = []
        at = (jump.doc, jump.article)
        if at in rests:  # in the middle of a chain over three pages, or of a ring of jump lines
            continue
        while (at := after.get(at, ("", ""))) != ("", ""):
            chain.append(at)
        begun[jump.doc].append((jump.article, tuple((by_name[doc], ident) for doc, ident in chain)))
    continued: defaultdict[str, set[str]] = defaultdict(set)
    for chains in begun.values():
        for document, ident in (rest for _, chain in chains for rest in chain):
            continued[document.doc].add(ident)
    for document in documents:
        own = tuple(sorted(begun[document.doc], key=lambda item: item[0]))
        yield Sheet(document.doc, document, own, tuple(sorted(continued[document.doc])))


def read_sheet(sheet: Sheet) -> tuple[tuple[Article, ...], tuple[Whole, ...]]:
    """Return the articles that begin in a document, each whole, and those put together from several documents."""
    cut: dict[str, dict[str, Article]] = {}

    def article_of(document: Document, ident: str) -> Article:
        if document.doc not in cut:
            cut[document.doc] = {article.id: article for article in split_articles(document)}
        return cut[document.doc][ident]

    wholes = {
        ident: whole(
            [
                Half(sheet.document, article_of(sheet.document, ident)),
                *(Half(other, article_of(other, rest)) for other, rest in chain),
            ]
        )
        for ident, chain in sheet.rests
    }
    own = split_articles(sheet.document) if sheet.doc not in cut else tuple(cut[sheet.doc].values())
    articles = tuple(
        wholes[article.id].article if article.id in wholes else article
        for article in own
        if article.id not in sheet.continued
    )
    return articles, tuple(wholes.values())


def whole(halves: Sequence[Half]) -> Whole:
    """Put the halves of one article together: the first as it is, then the bodies, then the heads of the others."""
    bases = tuple(accumulate((len(half.document.text) for half in halves), initial=0))[:-1]
    places = list(_first(halves[0].article))
    for n, half in enumerate(halves[1:], 1):
        begin, stop = _body(half.article)
        before = halves[n - 1].article
        if _ends(before) and begin < stop:
            places.append((n - 1, -1))
        places += [(n, spot) for spot in range(begin, stop)]
    for n, half in enumerate(halves[1:], 1):
        head = half.article.text[: half.article.body_start].rstrip("\n")
        if head:
            places.append((n - 1, -1))
            places += [(n, spot) for spot in range(len(head))]
    text = "".join("\n" if spot < 0 else halves[n].article.text[spot] for n, spot in places)
    printed = "".join(
        "\n" if spot < 0 else (halves[n].article.printed or halves[n].article.text)[spot] for n, spot in places
    )
    offsets: list[int] = []
    for n, spot in places:
        offsets.append(offsets[-1] + 1 if spot < 0 else bases[n] + halves[n].article.offsets[spot])
    first, last = halves[0].article, halves[-1].article
    reporters = tuple(dict.fromkeys(name for half in halves for name in half.article.reporters))
    article = replace(
        first,
        text=text,
        offsets=tuple(offsets),
        subheads=tuple(subhead for half in halves for subhead in half.article.subheads),
        reporters=reporters,
        continued_on=last.continued_on,
        printed="" if printed == text else printed,
    )
    return Whole(article, tuple(halves), bases, tuple(places))


def _first(article: Article) -> Iterator[tuple[int, int]]:
    closing = pattern("jump-on-closing").search(article.text)
    stop = closing.start() if closing else len(article.text)
    return ((0, spot) for spot in range(len(article.text[:stop].rstrip())))


def _body(article: Article) -> tuple[int, int]:
    """Where in its text the body of a second half stands, jump lines inside its paragraphs left out."""
    text, begin = article.text, article.body_start
    opening = pattern("jump-from-opening").match(text, begin)
    closing = pattern("jump-on-closing").search(text, begin)
    stop = closing.start() if closing else len(text)
    return (opening.end() if opening else begin), len(text[:stop].rstrip())


def _ends(article: Article) -> bool:
    """Say whether the last sentence of a half is complete."""
    return bool(FULL_STOP.search(pattern("jump-on-closing").sub("", article.text).rstrip()))
