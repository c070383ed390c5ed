"""Jump lines: which article, broken off on one page of an issue (下转2版), goes on in which on another (上接1版).

Two halves are one article where their jump lines name each other's pages or titles, the wording of the one stands in
the other, and no other pair of the issue fits better. What the pages do not show for certain stays apart, and the
second half keeps its ``continued_from``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.ingest.articles import split_articles
from kg.ingest.dates.issue_date import read_number
from kg.ingest.lines import FULL_STOP
from kg.ingest.page.number import PageNumber, letter_of, page_number
from kg.ingest.page.overlap import bigrams
from kg.ingest.words import pattern
from kg.records import Article, Document, Jump

_ENOUGH = 2.0  # least score of a pair, in the unit of ``_score``
_NEVER = -1e6


@dataclass(frozen=True, slots=True)
class _Half:
    """An article with a jump line: the page it stands on, and the page and title that the line names."""

    article: Article
    page: PageNumber | None
    other_page: PageNumber | None
    other_title: str


def join_jumps(pages: Sequence[tuple[Document, Sequence[Article]]]) -> tuple[Jump, ...]:
    """Find the articles that go on in another one.

    Args:
        pages: documents with their articles, of any number of issues in any order.

    Returns:
        A ``Jump`` for each pair, sorted. No article has more than one continuation, or is one of two.
    """
    issues: defaultdict[tuple[str, str, str], list[tuple[Document, Article]]] = defaultdict(list)
    for document, articles in pages:
        folder = PurePosixPath(document.doc).parent.as_posix()
        for article in articles:
            if article.continued_on or article.continued_from:
                issues[article.paper or "", article.date or "", folder].append((document, article))
    found = [jump for issue in issues.values() for jump in _jumps_of_issue(issue)]
    return tuple(sorted(found))


def jumps_of(documents: Sequence[Document]) -> tuple[Jump, ...]:
    """Find the jumps of documents not yet cut into articles; only those with jump lines are cut for it."""
    concerned = [document for document in documents if pattern("jump-anywhere").search(document.text)]
    if len(concerned) < 2:
        return ()
    return join_jumps([(document, split_articles(document)) for document in concerned])


def _jumps_of_issue(issue: Sequence[tuple[Document, Article]]) -> Iterator[Jump]:
    begun = [_half(d, a, a.continued_on) for d, a in issue if a.continued_on]
    rests = [_half(d, a, a.continued_from) for d, a in issue if a.continued_from]
    if not begun or not rests:
        return
    scores = np.array([[_score(a, b) for b in rests] for a in begun])
    for i, j in zip(*linear_sum_assignment(-scores), strict=True):
        if scores[i, j] >= _ENOUGH:
            a, b = begun[i].article, rests[j].article
            yield Jump(a.doc, a.id, b.doc, b.id, round(min(1.0, float(scores[i, j]) / 6), 3))


def _half(document: Document, article: Article, jump: str | None) -> _Half:
    match = pattern("jump-target").search(jump or "")
    page = title = None
    if match and match.group("page"):
        page = PageNumber(letter_of(match.group("letter")), read_number(match.group("page")))
    if match:
        title = match.group("title")
    return _Half(article, page_number(document), page, title or "")


def _score(begun: _Half, rest: _Half) -> float:
    """Score two halves as one article; one more than two pages or titles that name each other are needed."""
    if begun.article is rest.article:
        return _NEVER
    score = 0.0
    for named, stands in ((begun.other_page, rest.page), (rest.other_page, begun.page)):
        if named and stands:
            if not named.may_be(stands):
                return _NEVER
            score += 1.5
        elif named:  # nothing speaks against it
            score += 0.5
    for title, half in ((begun.other_title, rest), (rest.other_title, begun)):
        if len(bigrams(title)) > 1:
            heads = [half.article.headline or "", *half.article.subheads]
            likeness = max(_share(title, head) for head in heads)
            score += 3.0 * likeness if likeness > 0.4 else -0.5
    headline = rest.article.headline
    if headline:
        score += 2.0 * _share(headline, begun.article.text)
    score += 1.5 * min(1.0, _share(begun.article.headline or "", rest.article.text) * 2)
    score += 2.0 * min(1.0, _cohesion(begun.article.text, rest.article.text) * 8)
    return score + (0.7 if _goes_on(begun.article, rest.article) else 0.0)


def _share(part: str, whole: str) -> float:
    own = bigrams(part)
    return len(own & bigrams(whole)) / len(own) if own else 0.0


def _cohesion(a: str, b: str) -> float:
    left, right = bigrams(a), bigrams(b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _goes_on(begun: Article, rest: Article) -> bool:
    """Say whether a sentence is open where the first half ends."""
    text = pattern("jump-on-closing").sub("", begun.text).rstrip()
    return bool(re.search(r"\w", text)) and not FULL_STOP.search(text) and rest.body_start < len(rest.text)
