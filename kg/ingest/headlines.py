"""Headlines to bodies: which head of an article names it, and whose headline each half of a shared line is.

Two articles side by side often have their headlines on one line, or under each other after both bodies; the pieces go
to the bodies in order, by the words they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.ingest.cuts import Cut, Page, can_be_headline
from kg.ingest.lines import is_blank
from kg.ingest.paragraph import Paragraph
from kg.ingest.words import pattern

_PARTS = re.compile(r"(?<=\S)\s+(?=\S)")
_MOST_PIECES = 10
_SHARED = 0.2  # a half-line must share this much with its body to be torn from the line


@dataclass(frozen=True, slots=True)
class Head:
    """A head or a piece of one: source offsets ``start``/``end`` and its text as printed."""

    start: int
    end: int
    text: str
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of one article beside its body: the headline, the rest in source order, and how sure the match is."""

    headline: Head | None
    others: tuple[Head, ...]
    score: float


def match_headlines(page: Page, cuts: Sequence[Cut], after: bool) -> tuple[Heads, ...]:
    """Give each article of a page its heads.

    Args:
        page: the page.
        cuts: its articles, in source order.
        after: whether headlines stand after their bodies.
    """
    groups = [[_head(p) for p in (*article.above, *article.below)] for article in cuts]
    _share_out(page, cuts, groups, after)
    return tuple(_heads(page, cuts, n, groups[n], after) for n in range(len(cuts)))


def _head(p: Paragraph) -> Head:
    line = p.lines[0]
    return Head(line.start, line.end, line.text, p)


def _share_out(page: Page, cuts: Sequence[Cut], groups: list[list[Head]], after: bool) -> None:
    """Give articles without a head a part of the heads of the neighbour that has them, where the words say so."""
    order = list(range(len(cuts))) if after else list(range(len(cuts)))[::-1]
    bare: list[int] = []
    for n in order:
        continued = any(p.kind == "jump-from" for p in page.gaps[cuts[n].begin].opening)
        if not any(can_be_headline(h.paragraph) for h in groups[n]):
            bare = [] if continued else [*bare, n]
            continue
        if bare:
            sharers = sorted([*bare[-3:], n])
            shared = _shares(page, [cuts[m] for m in sharers], groups[n])
            if shared:
                for m, heads in zip(sharers, shared, strict=True):
                    groups[m] = heads + ([] if m == n else groups[m])
        bare = []


def _shares(page: Page, cuts: Sequence[Cut], heads: list[Head]) -> list[list[Head]] | None:
    """Deal heads, torn at their blanks, out to articles in order, or return None where the words do not ask for it."""
    pieces = [piece for head in heads for piece in _pieces(head)][:_MOST_PIECES]
    if len(pieces) < len(cuts):
        return None
    best: tuple[float, list[list[Head]]] | None = None
    for borders in combinations(range(1, len(pieces)), len(cuts) - 1):
        marks = [0, *borders, len(pieces)]
        parts = [pieces[a:b] for a, b in pairwise(marks)]
        matches = [
            page.index.share(" ".join(h.text for h in part), c.begin, c.end)
            for part, c in zip(parts, cuts, strict=True)
        ]
        strange = [
            max(page.index.share(" ".join(h.text for h in part), c.begin, c.end) for c in cuts if c is not own)
            for part, own in zip(parts, cuts, strict=True)
        ]
        gain = sum(matches) - sum(strange)
        # Two articles without blanks in their headlines leave no choice but the order they stand in.
        sure = min(matches) >= _SHARED or (len(heads) == 1 and len(pieces) == len(cuts) and gain > -_SHARED)
        if sure and (best is None or gain > best[0]):
            best = (gain, parts)
    return [_mended(part) for part in best[1]] if best else None


def _pieces(head: Head) -> Iterator[Head]:
    begin = 0
    for match in [*_PARTS.finditer(head.text), None]:
        end = match.start() if match else len(head.text)
        yield Head(head.start + begin, head.start + end, head.text[begin:end], head.paragraph)
        begin = match.end() if match else end


def _mended(part: Sequence[Head]) -> list[Head]:
    """Join again the pieces of one line that fell to one article."""
    out: list[Head] = []
    for piece in part:
        if out and out[-1].paragraph is piece.paragraph:
            line = piece.paragraph.lines[0]
            start = out.pop().start
            out.append(Head(start, piece.end, line.text[start - line.start : piece.end - line.start], piece.paragraph))
        else:
            out.append(piece)
    return out


def _heads(page: Page, cuts: Sequence[Cut], n: int, heads: Sequence[Head], after: bool) -> Heads:
    heads = sorted(heads, key=lambda h: h.start)
    able = [h for h in heads if can_be_headline(h.paragraph)]
    if not able:
        return Heads(None, tuple(heads), 0.0)
    # Under a body the kicker comes first and the headline last; over one the headline is first, as in plain articles.
    below = [h for h in able if h.start > page.bodies[cuts[n].begin].start]
    headline = below[-1] if after and below else able[0]
    own = page.index.share(headline.text, cuts[n].begin, cuts[n].end)
    rival = max(
        (page.index.share(headline.text, c.begin, c.end) for m, c in enumerate(cuts) if m != n and abs(m - n) <= 3),
        default=0.0,
    )
    score = 1.0 if len(cuts) == 1 else max(0.05, min(1.0, 0.6 + 0.5 * (own - rival)))
    return Heads(headline, tuple(h for h in heads if h is not headline), round(score, 3))


def shown(text: str) -> str:
    """Return a jump line as printed, its brackets and blanks left out."""
    inner = pattern("brackets").sub("", text)
    return "".join(c for c in inner if not is_blank(c))
