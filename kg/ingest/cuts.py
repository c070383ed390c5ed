"""Where one article ends and the next begins, and to which of the two each head between them belongs.

Between two body paragraphs stand cues: an opening (本报讯) or a jump from another page says that an article begins,
a byline or a jump to another page that one ends, another column measure and little shared wording that it may, a list
mark that it does not. A page sets its headlines after their bodies or before them; both readings of the page are
scored, each as the best row of articles that dynamic programming finds, and the better one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.ingest.overlap import Index
from kg.ingest.paragraph import Paragraph
from kg.ingest.running_text import joined
from kg.ingest.words import pattern

_REACH = 48  # candidate cuts that an article may span
_FAR = -1e9

# Weights of cues, in one made-up unit; a cut wants more than it costs.
_CUT = -1.5
_OPENING, _OPENING_BYLINE, _JUMP, _CLOSING = 5.0, 2.0, 4.0, 2.2
_ITEM, _SAME_MEASURE, _NEAR_MEASURE, _OTHER_MEASURE, _NO_MEASURE = -3.0, -0.5, 0.6, 1.6, -0.5
_NO_HEAD, _PARTED, _HANGING, _LONE, _SHORT = -1.5, 1.0, -3.5, -2.0, -0.5
_HEADLINE, _MATCH, _WRONG_SIDE, _HEADLESS, _BOTH_SIDES = 1.0, 3.0, -1.5, -1.5, -2.5
_DEALT = -1.0  # heads that stand together, some for the article above and some for the one below
_BEGINS_WITH_HEAD, _LENT, _CONTINUED = 1.0, -0.8, -0.3  # the rest of an article has mostly no headline
_LENT_REACH = 24  # body paragraphs between a body and its part of a shared line
_HIDDEN_HEAD, _HIDDEN_GROUP = -0.8, -0.6
_LONG_SUBHEAD = 26  # cells


@dataclass(slots=True)
class Gap:
    """What stands between two body paragraphs, in source order."""

    closing: list[Paragraph] = field(default_factory=list)  # byline or jump that belongs to the article above
    heads: list[Paragraph] = field(default_factory=list)
    opening: list[Paragraph] = field(default_factory=list)  # byline or jump that belongs to the article below


@dataclass(frozen=True, slots=True)
class Cut:
    """One article: its body paragraphs ``begin`` to ``end`` and the heads just above and below that are its own."""

    begin: int
    end: int
    above: tuple[Paragraph, ...]
    below: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page parsed: ``gaps[n]`` stands before ``bodies[n]``, and the last one after all of them."""

    bodies: tuple[Paragraph, ...]
    texts: tuple[str, ...]
    gaps: tuple[Gap, ...]
    index: Index
    wrapped: bool  # set in columns, not in long lines
    several: bool  # some place inside it shows for certain that one article ends and another begins


def parse(found: Sequence[Paragraph]) -> Page:
    """Set the body paragraphs apart from what stands between them; furniture is left out."""
    bodies: list[Paragraph] = []
    gaps = [Gap()]
    for p in found:
        if p.kind == "furniture":
            continue
        gap = gaps[-1]
        if p.kind == "body":
            bodies.append(p)
            gaps.append(Gap())
        elif p.kind == "head":
            if gap.opening:  # a byline above a head belongs up there: the article above had no other
                moved = [q for q in gap.opening if q.kind == "byline" and not gap.heads]
                gap.closing += moved
                gap.opening = [q for q in gap.opening if q not in moved]
            gap.heads.append(p)
        elif p.kind == "jump-from" or (p.kind in ("byline", "signature") and (gap.heads or not bodies)):
            gap.opening.append(p)
        else:
            gap.closing.append(p)
    texts = tuple(joined(p)[0] for p in bodies)
    wrapped = any(len(p.lines) > 1 for p in bodies)
    page = Page(tuple(bodies), texts, tuple(gaps), Index(texts), wrapped, several=False)
    return replace(page, several=any(_is_border(page, n) for n in range(1, len(bodies))))


def _is_border(page: Page, n: int) -> bool:
    gap = page.gaps[n]
    if pattern("item").match(page.texts[n]):
        return False
    ends = any(p.kind == "byline" for p in gap.closing) or _is_closing(page, n - 1)
    jump = any(p.kind.startswith("jump") for p in (*gap.closing, *gap.opening))
    parted = page.wrapped and abs(_measure(page, n - 1, -1) - _measure(page, n, 1)) > 3
    return _is_opening(page, n) or jump or (bool(gap.heads) and (ends or parted))


def cut(page: Page) -> tuple[tuple[Cut, ...], bool]:
    """Cut a page into articles.

    Returns:
        The articles in source order, and whether the page sets headlines after their bodies.
    """
    if not page.bodies:
        return (), False
    after = _best(page, after=True)
    before = _best(page, after=False)
    return (after[1], True) if after[0] > before[0] else (before[1], False)


def _best(page: Page, *, after: bool) -> tuple[float, tuple[Cut, ...]]:
    """Find the best row of articles, given on which side of their bodies the page sets headlines."""
    last = len(page.bodies)
    places = [0] + [n for n in range(1, last) if _may_cut(page, n)] + [last]
    # A state is a place and how many of the heads there go to the article above it.
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    passed = [0.0]  # passed[i]: what it costs to hide the heads at all places up to the i-th
    for n in places[1:-1]:
        passed.append(passed[-1] + _hidden(page, n))
    for at in range(1, len(places)):
        n = places[at]
        cue = 0.0 if n == last else _cue(page, n, after)
        heads = page.gaps[n].heads
        splits = [len(heads)] if n == last else _splits(page, n)
        for split in splits:
            below = tuple(heads[:split])
            dealt = _DEALT if n < last and 0 < split < len(heads) else 0.0
            top: tuple[float, tuple[int, int] | None] = (_FAR, None)
            for from_at in range(max(0, at - _REACH), at):
                m = places[from_at]
                hidden = passed[at - 1] - passed[from_at]
                for from_split in range(len(page.gaps[m].heads) + 1):
                    if (m, from_split) not in best:
                        continue
                    above = tuple(page.gaps[m].heads[from_split:])
                    score = (
                        best[m, from_split][0] + cue + dealt + hidden + _article(page, Cut(m, n, above, below), after)
                    )
                    if score > top[0]:
                        top = (score, (m, from_split))
            best[n, split] = top
    state: tuple[int, int] = (last, len(page.gaps[last].heads))
    total = best[state][0] + (_BEGINS_WITH_HEAD if bool(page.gaps[0].heads) != after else 0.0)
    cuts: list[Cut] = []
    while state != (0, 0):
        came = best[state][1]
        if came is None:
            break
        own = page.gaps[came[0]].heads[came[1] :], page.gaps[state[0]].heads[: state[1]]
        cuts.append(Cut(came[0], state[0], tuple(own[0]), tuple(own[1])))
        state = came
    return total, tuple(reversed(cuts))


def _splits(page: Page, n: int) -> range:
    """How many of the heads before paragraph ``n`` can go to the article above: none that stands right over it."""
    return range(len(page.gaps[n].heads) + (0 if _hangs(page, n) else 1))


def _may_cut(page: Page, n: int) -> bool:
    gap = page.gaps[n]
    return bool(gap.heads or gap.opening or gap.closing or _is_opening(page, n) or _is_closing(page, n - 1))


def _cue(page: Page, n: int, after: bool) -> float:
    """Score how far the place before body paragraph ``n`` looks like the border of two articles."""
    gap, above, below = page.gaps[n], page.bodies[n - 1], page.bodies[n]
    score = _CUT
    if any(p.kind == "jump-from" for p in gap.opening) or any(p.kind == "jump-on" for p in gap.closing):
        score += _JUMP
    if _is_opening(page, n):
        score += _OPENING
    elif any(p.kind == "byline" for p in gap.opening):
        score += _OPENING_BYLINE
    if any(p.kind == "byline" for p in gap.closing) or _is_closing(page, n - 1):
        score += _CLOSING
    if pattern("item").match(page.texts[n]):
        score += _ITEM
    if above.measure and below.measure:
        apart = abs(_measure(page, n - 1, -1) - _measure(page, n, 1))
        score += _SAME_MEASURE if apart <= 1 else _NEAR_MEASURE if apart <= 3 else _OTHER_MEASURE
    elif not page.wrapped:
        score += _NO_MEASURE
    if after and _hangs(page, n) and not _is_opening(page, n):
        score += _HANGING  # a box of the article above, after its byline or jump
    if not gap.heads:
        score += _NO_HEAD
    elif all(p.lines[0].width <= 16 for p in gap.heads):
        score += _SHORT
    if not page.several:
        score += _LONE
    # Measured on pages: the texts on both sides of a subhead share 4 to 11 % of their pairs, two articles 1 to 5 %.
    common = page.index.cohesion(max(0, n - 4), n, n + 4)
    return score + _PARTED * max(-1.5, min(1.5, (0.05 - common) / 0.02))


def _hangs(page: Page, n: int) -> bool:
    """Say whether the last head before paragraph ``n`` stands below a blank line and right over the paragraph."""
    heads = page.gaps[n].heads
    return bool(heads) and heads[-1].gap > 0 and not page.bodies[n].gap and not page.gaps[n].opening


def _measure(page: Page, n: int, step: int) -> int:
    """Measure of paragraph ``n``, taken from the longest of it and its next neighbours in the direction ``step``."""
    near = [page.bodies[m] for m in (n, n + step, n + 2 * step) if 0 <= m < len(page.bodies)]
    for i, p in enumerate(near[1:], 1):
        if page.gaps[max(n, n + i * step) if step > 0 else n + i * step + 1].heads:
            near = near[:i]
            break
        del p
    return max(near, key=lambda p: len(p.lines)).measure


def _is_opening(page: Page, n: int) -> bool:
    text = page.texts[n]
    return bool(pattern("opening").match(text) or pattern("jump-from-opening").match(text))


def _is_closing(page: Page, n: int) -> bool:
    text = page.texts[n]
    return bool(pattern("byline-closing").search(text) or pattern("jump-on-closing").search(text))


def _hidden(page: Page, n: int) -> float:
    """Score the heads before paragraph ``n`` as subheads inside an article, less the look of headlines they have."""
    heads = page.gaps[n].heads
    titles = [p for p in heads if can_be_headline(p)] if page.several else []
    wide = sum(1 for p in titles if p.lines[0].width > _LONG_SUBHEAD)
    return _HIDDEN_HEAD * wide + _HIDDEN_GROUP * max(0, len(heads) - 1)


def _article(page: Page, article: Cut, after: bool) -> float:
    own, other = (article.below, article.above) if after else (article.above, article.below)
    sides = [side for side in (own, other) if any(map(can_be_headline, side))]
    continued = _is_continued(page, article.begin)
    score = 0.0
    for side in sides:
        share = page.index.share(" ".join(p.lines[0].text for p in side), article.begin, article.end)
        score += _MATCH * (share - 0.3) + (_WRONG_SIDE if side is other else 0.0)
        score += _CONTINUED if continued else _HEADLINE
    if len(sides) > 1:
        score += _BOTH_SIDES
    if not sides and not continued:
        score += max(_HEADLESS, _HEADLINE + _LENT + _MATCH * (_lent(page, article, after) - 0.3))
    return score


def _lent(page: Page, article: Cut, after: bool) -> float:
    """How well a part of a shared line, further on (or back), matches an article that has no headline of its own."""
    if after:
        places = range(article.end + 1, min(article.end + _LENT_REACH, len(page.gaps)))
    else:
        places = range(article.begin - 1, max(article.begin - _LENT_REACH, -1), -1)
    for n in places:
        lines = [p.lines[0].text.split() for p in page.gaps[n].heads]
        if lines:
            parts = [part for line in lines if len(line) > 1 for part in line if len(part) > 3]
            return max((page.index.share(part, article.begin, article.end) for part in parts), default=0.0)
    return 0.0


def can_be_headline(p: Paragraph) -> bool:
    """Say whether a head can be a headline by its form: no subtitle, no numbered or marked section head."""
    text = p.lines[0].text
    never = any(pattern(name).match(text) for name in ("subtitle", "section-head"))
    return not never and bool(re.search(r"\w", text))


def _is_continued(page: Page, n: int) -> bool:
    jump = any(p.kind == "jump-from" for p in page.gaps[n].opening)
    return jump or bool(pattern("jump-from-opening").match(page.texts[n]))
