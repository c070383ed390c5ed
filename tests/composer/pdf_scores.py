"""How well found articles match the gold of a composed page: texts, their reading order, headlines, paragraphs.

The measure of one article against one of the gold is ``likeness``: twice the length of the longest common subsequence
of their bodies over the sum of their lengths, blanks left out. It falls when text is missing, when another article's
text is mixed in, and when the reading order is wrong: two columns of four in the wrong order cost a quarter. An article
counts as found where some article is like it by ``FOUND`` or more, each for one article of the gold only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.records import Article
from tests.composer.pdf_blocks import GoldArticle, GoldPage, squashed

FOUND = 0.9


@dataclass(frozen=True, slots=True)
class Miss:
    """An article of the gold that was not found, or a found one that is none, and what went wrong."""

    what: str  # the headline
    why: str


@dataclass(frozen=True, slots=True)
class PageScore:
    """What was found on one page. Paragraphs and order are those of all articles of the gold."""

    pairs: tuple[tuple[GoldArticle, Article], ...]
    missed: tuple[tuple[GoldArticle, str], ...]
    wrong: tuple[Miss, ...]
    paragraphs: int  # of the articles found
    whole: int  # of these, the paragraphs that came out as they are printed
    ordered: int  # characters in the right order, of those
    read: int  # that the article most like each of the gold has in common with it in any order
    headlines: int  # pairs whose headline is right

    @property
    def gold(self) -> int:
        """Number of articles in the gold."""
        return len(self.pairs) + len(self.missed)


def common_length(one: str, other: str) -> int:
    """Return the length of the longest common subsequence of two texts, by the bits of one long number."""
    places: dict[str, int] = {}
    for n, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << n
    mask = (1 << len(one)) - 1
    row = mask
    for char in other:
        met = row & places.get(char, 0)
        row = ((row + met) | (row - met)) & mask
    return len(one) - row.bit_count()


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1, in characters and their order."""
    total = len(one) + len(other)
    return 2 * common_length(one, other) / total if total else 0.0


def body_of(article: Article, gold: GoldArticle) -> str:
    """Return the body of a found article without blanks, and without the lines that the gold leaves free."""
    free = (*gold.headlines, *gold.loose, *gold.captions, *gold.boxes)
    kept = []
    for line in article.text[article.body_start :].split("\n"):
        text = squashed(line)
        if text in gold.paragraphs or not any(text in piece for piece in free):
            kept.append(text)
    return "".join(kept)


def score_page(gold: GoldPage, articles: Sequence[Article]) -> PageScore:
    """Match found articles to those of a page."""
    wanted = [g for g in gold.articles if g.kind != "picture"]
    likely = sorted(
        (
            (likeness(body_of(article, g), g.text), -n, -m)
            for n, g in enumerate(wanted)
            for m, article in enumerate(articles)
            if _shared(article.text, g.text) > 0.5 * len(g.text)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for value, n, m in likely:
        if value >= FOUND and -n not in matched and -m not in matched.values():
            matched[-n] = -m
    pairs = [(wanted[n], articles[m]) for n, m in sorted(matched.items())]
    missed = [(g, _why_missed(g, articles)) for n, g in enumerate(wanted) if n not in matched]
    others = [a for m, a in enumerate(articles) if m not in matched.values()]
    wrong = [Miss(a.headline or a.text[:20], _why_wrong(a, gold)) for a in others if not _is_free(a, gold)]
    orders = [_order(g, articles) for g in wanted]
    lines = [(set(map(squashed, a.text.split("\n"))), g) for g, a in pairs]
    return PageScore(
        pairs=tuple(pairs),
        missed=tuple(missed),
        wrong=tuple(wrong),
        paragraphs=sum(len(g.paragraphs) for g, _ in pairs),
        whole=sum(p in found for found, g in lines for p in g.paragraphs),
        ordered=sum(ordered for ordered, _ in orders),
        read=sum(read for _, read in orders),
        headlines=sum(squashed(a.headline or "") in g.headlines for g, a in pairs),
    )


def offset_errors(article: Article, source: str) -> int:
    """Count the characters of an article whose offset shows another one in the source text.

    A newline is an inserted one and shows nothing. A blank shows one of the source, or the end of the line between two
    Latin words that it parts.
    """
    return sum(
        not 0 <= at < len(source) or not (source[at] == char or (char == " " and source[at].isspace()))
        for char, at in zip(article.text, article.offsets, strict=True)
        if char != "\n"
    )


def _shared(one: str, other: str) -> int:
    return (Counter(one) & Counter(other)).total()


def _order(gold: GoldArticle, articles: Sequence[Article]) -> tuple[int, int]:
    """Return how many characters the article nearest to one of the gold has in its order, and in any order."""
    nearest = max(articles, key=lambda article: _shared(article.text, gold.text), default=None)
    if nearest is None:
        return 0, 0
    body = body_of(nearest, gold)
    return common_length(body, gold.text), _shared(body, gold.text)


def _why_missed(gold: GoldArticle, articles: Sequence[Article]) -> str:
    nearest = max(articles, key=lambda article: _shared(article.text, gold.text), default=None)
    if nearest is None:
        return "nothing found"
    body = body_of(nearest, gold)
    shared, ordered = _shared(body, gold.text), common_length(body, gold.text)
    if shared < 0.9 * len(gold.text):
        return "cut" if ordered > 0.3 * len(gold.text) else "not found"
    if len(body) > 1.15 * len(gold.text):
        return "merged with other text"
    return "out of order" if ordered < 0.9 * shared else "taken by another"


def _is_free(article: Article, gold: GoldPage) -> bool:
    """Say whether a found article is one that need not be found: a picture's story or a box."""
    text = squashed(article.text)
    free = ["".join((*g.headlines, g.text, *g.captions)) for g in gold.articles if g.kind == "picture"]
    free += [box for g in gold.articles for box in g.boxes]
    return any(common_length(text, piece) >= FOUND * len(text) for piece in free)


def _why_wrong(article: Article, gold: GoldPage) -> str:
    text = squashed(article.text)
    for name, texts in (("furniture", gold.furniture), ("advertisement", gold.adverts)):
        if common_length(text, "".join(texts)) >= 0.7 * len(text):
            return name
    captions = [caption for g in gold.articles for caption in g.captions]
    if any(common_length(text, caption) >= FOUND * len(text) for caption in captions):
        return "caption"
    owners = [g.id for g in gold.articles if common_length(text, g.text) > 0.3 * len(text)]
    return "part of an article" if len(owners) < 2 else "parts of several articles"
