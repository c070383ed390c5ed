"""Score how well the text of a page is cut back into its articles, on composed pages whose articles are known.

    python tests/benchmarks/articles_from_pages.py [--pages 500] [--seed 1] [--show 3] [--jumps] [--tag "kicker"]

Composes pages from the seed on, runs ``split_articles`` on each, and prints precision, recall and F1 of articles (an
article is found where the characters of one found article and its own, blanks aside, have an IoU of 0.9 or more; a
digest of items behind marks may be found as one article or as its items, and so may a column of run-in items), how many
headlines are right, errors of offsets, and which variations of the pages the missed articles have. ``--show`` prints
the worst pages; it is for seeds below 100000 only: figures are reported from seeds that nobody has looked at, which are
also composed of stories that no smaller seed has.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ingest.articles import split_articles
from kg.ingest.page.jumps import join_jumps
from kg.records import Article, Document, Jump
from tests.composer.desk import HELD_OUT
from tests.composer.text_pages import MARKS as ITEM_MARKS
from tests.composer.text_pages import GoldArticle, GoldIssue, GoldPage, compose

ENOUGH = 0.9
MARKS = "◆■●▲★·【】[]"  # a headline counts as right with them or without

Split = Callable[[Document], Sequence[Article]]
Join = Callable[[Sequence[tuple[Document, Sequence[Article]]]], Sequence[Jump]]
Pair = tuple[str, str, str, str]  # document and article that goes on as document and article


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold article and what became of it: the number of the article found for it, or how it was missed."""

    gold: GoldArticle
    found: int | None
    headline: bool
    miss: str = ""


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page: what was found on it, and what became of its articles."""

    page: GoldPage
    document: Document
    articles: tuple[Article, ...]
    outcomes: tuple[Outcome, ...]
    predicted: int  # found articles that hold anything scored
    offset_errors: int
    digests: int = 0  # digests found as their items, which count as one article found

    @property
    def matched(self) -> int:
        """How many articles were found."""
        return sum(outcome.found is not None for outcome in self.outcomes)

    @property
    def f1(self) -> float:
        """F1 of the page."""
        total = self.predicted + len(self.outcomes)
        return 2 * self.matched / total if total else 1.0


def pages_from(seed: int, number: int) -> Iterator[GoldIssue]:
    """Issues from ``seed`` on that have ``number`` pages together, the last one cut short."""
    while number > 0:
        issue = compose(seed)
        yield issue if len(issue.pages) <= number else replace(issue, pages=issue.pages[:number])
        number -= len(issue.pages)
        seed += 1


def document_of(issue: GoldIssue, page: GoldPage) -> Document:
    """The page as an input; of every second issue it is known which page it is."""
    number = page.number if issue.seed % 2 else None
    return Document(page.name, page.text, "", "utf-8", issue.date, "given", issue.paper, page=number)


def score_page(page: GoldPage, document: Document, split: Split) -> PageScore:
    """Cut a page and compare."""
    articles = tuple(split(document))
    left_out = page.optional() | {i for i, char in enumerate(page.text) if char.isspace()}
    found = [_chars(article.ranges) - left_out for article in articles]
    digests = _join_digests(page, left_out, found)
    outcomes = []
    for gold, wanted in _readings(page, left_out, found):
        shares = [_iou(wanted, chars) for chars in found]
        best = max(range(len(found)), key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= ENOUGH:
            outcomes.append(Outcome(gold, best, _right_headline(gold, articles[best].headline)))
        else:
            outcomes.append(Outcome(gold, None, False, _miss(gold, wanted, found, page, left_out)))
    predicted = sum(bool(chars) for chars in found)
    errors = sum(_offset_errors(page.text, article) for article in articles)
    return PageScore(page, document, articles, tuple(outcomes), predicted, errors, digests)


def _join_digests(page: GoldPage, left_out: set[int], found: list[set[int]]) -> int:
    """Take the items of a digest that were found as articles each for one, in place; return how many digests."""
    count = 0
    for gold in page.articles:
        wanted = _wanted(gold, left_out)
        inside = [n for n, chars in enumerate(found) if chars and len(chars & wanted) > ENOUGH * len(chars)]
        items = sum(_begins_item(page.text, min(found[n])) for n in inside)
        whole = set().union(*(found[n] for n in inside))
        if "digest" in gold.tags and len(inside) > 1 and items >= len(inside) - 1 and _iou(whole, wanted) >= ENOUGH:
            for n in inside:
                found[n] = set()
            found[inside[0]] = whole
            count += 1
    return count


def _begins_item(text: str, at: int) -> bool:
    """Say whether an item begins at a place: with its mark, or just behind it, as 【 belongs to no headline."""
    return any(char in ITEM_MARKS for char in text[max(0, at - 1) : at + 1])


def _chars(ranges: Sequence[tuple[int, int]]) -> set[int]:
    return {i for start, end in ranges for i in range(start, end)}


def _wanted(gold: GoldArticle, left_out: set[int]) -> set[int]:
    return _chars([(r.start, r.end) for r in gold.ranges]) - left_out


def _readings(page: GoldPage, left_out: set[int], found: Sequence[set[int]]) -> Iterator[tuple[GoldArticle, set[int]]]:
    """The articles of a page; a column of run-in items is one article where it was found as one."""
    columns: defaultdict[str, set[int]] = defaultdict(set)
    for gold in page.articles:
        if gold.column:
            columns[gold.column] |= _wanted(gold, left_out)
    whole = {name for name, chars in columns.items() if any(_iou(chars, other) >= ENOUGH for other in found)}
    told: set[str] = set()
    for gold in page.articles:
        if gold.column not in whole:
            yield gold, _wanted(gold, left_out)
        elif gold.column not in told:
            told.add(gold.column)
            yield replace(gold, headlines=()), columns[gold.column]


def _iou(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _squash(headline: str | None) -> str | None:
    return "".join(c for c in headline if not c.isspace() and c not in MARKS) if headline else None


def _right_headline(gold: GoldArticle, headline: str | None) -> bool:
    return not gold.headlines or _squash(headline) in {_squash(h) for h in gold.headlines}


def _miss(gold: GoldArticle, wanted: set[int], found: Sequence[set[int]], page: GoldPage, left_out: set[int]) -> str:
    """How an article was missed: joined with another one, cut up, and so on."""
    touching = [chars for chars in found if len(chars & wanted) > 0.1 * len(wanted)]
    if not touching:
        return "not found"
    others = [_wanted(g, left_out) for g in page.articles if g.id != gold.id]
    if any(len(chars & other) > 0.5 * len(other) for chars in touching for other in others if other):
        return "joined with another"
    if any(len(chars & other) > 0.1 * len(chars) for chars in touching for other in others):
        return "border in the wrong place"
    if len(touching) > 1:
        return "cut up"
    return "part of it lost" if len(touching[0] - wanted) < 0.05 * len(wanted) else "furniture taken in"


def _offset_errors(text: str, article: Article) -> int:
    """Characters of an article that are not where its offsets say; inserted blanks aside."""
    errors = abs(len(article.text) - len(article.offsets))
    covered = _chars(article.ranges)
    for char, at in zip(article.text, article.offsets, strict=False):
        if not char.isspace() and not (at < len(text) and text[at] == char and at in covered):
            errors += 1
    return errors


# --- jumps


def score_jumps(issues: Sequence[tuple[GoldIssue, Sequence[PageScore]]], join: Join) -> tuple[int, int, int]:
    """Joined jumps that are right, joined jumps, jumps in the gold.

    A pair is right where the two found articles hold more than half of the characters of the two gold articles each,
    so that a border a little off does not count twice.
    """
    right = joined = total = 0
    for issue, scores in issues:
        gold = {(s.page.name, g.id): g for s in scores for g in s.page.articles}
        wanted = [(gold[a, b], gold[c, d], a, c) for a, b, c, d in issue.jumps if (a, b) in gold and (c, d) in gold]
        pairs = join([(s.document, s.articles) for s in scores])
        articles = {(s.document.doc, a.id): a for s in scores for a in s.articles}
        total += len(wanted)
        joined += len(pairs)
        for start, rest, doc, rest_doc in wanted:
            right += any(
                (jump.doc, jump.rest_doc) == (doc, rest_doc)
                and _holds(articles[jump.doc, jump.article], start)
                and _holds(articles[jump.rest_doc, jump.rest_article], rest)
                for jump in pairs
            )
    return right, joined, total


def _holds(article: Article, gold: GoldArticle) -> bool:
    wanted = _chars([(r.start, r.end) for r in gold.ranges if not r.optional])
    return len(_chars(article.ranges) & wanted) > 0.5 * len(wanted)


# --- report


def report(scores: Sequence[PageScore]) -> str:
    """The figures, and the variations with the share of their articles that were found."""
    outcomes = [outcome for score in scores for outcome in score.outcomes]
    matched = sum(score.matched for score in scores)
    predicted = sum(score.predicted for score in scores)
    heads = sum(outcome.headline for outcome in outcomes)
    precision, recall = matched / max(1, predicted), matched / max(1, len(outcomes))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    whole = sum(score.f1 == 1 for score in scores)
    digests = sum(score.digests for score in scores)
    wrong = sum(bool(score.offset_errors) for score in scores)
    lines = [
        f"pages {len(scores)}, articles {len(outcomes)}, found {predicted}; pages without an error {whole}",
        f"articles   P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}; digests found as their items: {digests}",
        f"headlines  {heads / max(1, matched):.3f} of the matched, {heads / max(1, len(outcomes)):.3f} of all",
        f"offsets    {sum(s.offset_errors for s in scores)} errors on {wrong} pages",
        "missed     "
        + ", ".join(f"{miss} {n}" for miss, n in Counter(o.miss for o in outcomes if o.miss).most_common()),
        "",
        f"{'variation':36} {'articles':>8} {'found':>6} {'recall':>7} {'headline':>9}",
    ]
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for score in scores:
        for outcome in score.outcomes:
            for tag in outcome.gold.tags | score.page.tags:
                groups[tag].append(outcome)
    rows = []
    for tag, group in groups.items():
        found = [outcome for outcome in group if outcome.found is not None]
        rows.append((len(found) / len(group), tag, len(group), len(found), sum(o.headline for o in found)))
    for share, tag, total, got, right in sorted(rows):
        lines.append(f"{tag:36} {total:8} {got:6} {share:7.3f} {right / max(1, got):9.3f}")
    return "\n".join(lines)


def show(score: PageScore) -> str:
    """A page with the owner of every line: in the gold, and as found."""
    owner = {
        i: g.id + ("?" if r.optional else "")
        for g in score.page.articles
        for r in g.ranges
        for i in range(r.start, r.end)
    }
    owner |= {i: "?" for r in score.page.none if r.optional for i in range(r.start, r.end)}
    taken = {i: article.id for article in score.articles for i in _chars(article.ranges)}
    lines = [f"=== {score.page.name}  F1 {score.f1:.2f}  {', '.join(sorted(score.page.tags))}"]
    at = 0
    for line in score.page.text.split("\n"):
        spots = [i for i in range(at, at + len(line)) if not score.page.text[i].isspace()]
        gold = "+".join(dict.fromkeys(owner.get(i, "-") for i in spots))
        found = "+".join(dict.fromkeys(taken.get(i, "-") for i in spots))
        lines.append(f"{gold:8} {found:8} |{line}" if spots else f"{'':17} |")
        at += len(line) + 1
    for outcome in score.outcomes:
        got = "" if outcome.found is None else score.articles[outcome.found].headline
        state = outcome.miss or ("right" if outcome.headline else f"headline {got!r}")
        wanted = " / ".join(str(h) for h in outcome.gold.headlines)
        lines.append(f"  {outcome.gold.id}: {wanted}: {state}; {', '.join(sorted(outcome.gold.tags))}")
    return "\n".join(lines)


def main() -> None:
    """Compose, cut, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="of the first issue; below 100000 for development")
    parser.add_argument("--show", type=int, default=0, metavar="K", help="print the K worst pages")
    parser.add_argument("--tag", help="of --show: pages where an article with this variation is missed")
    parser.add_argument("--jumps", action="store_true", help="also join articles over the pages of an issue")
    options = parser.parse_args()
    if options.show and options.seed + options.pages > HELD_OUT:
        sys.exit(f"--show is for seeds below {HELD_OUT}: pages that figures are reported from are not looked at")
    issues = []
    for issue in pages_from(options.seed, options.pages):
        issues.append((issue, [score_page(page, document_of(issue, page), split_articles) for page in issue.pages]))
    scores = [score for _, group in issues for score in group]
    print(report(scores))
    if options.jumps:
        right, joined, total = score_jumps(issues, join_jumps)
        print(f"\njumps      {right} of {total} joined ({right / max(1, total):.3f}), {joined - right} joined wrongly")
    worst = [
        s
        for s in scores
        if not options.tag or any(o.miss and options.tag in o.gold.tags | s.page.tags for o in s.outcomes)
    ]
    for score in sorted(worst, key=lambda s: (s.f1, s.page.name))[: options.show]:
        print("\n" + show(score))


if __name__ == "__main__":
    main()
