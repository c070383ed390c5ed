"""A plan of an issue to the text of its pages, as a PDF reader gives it, with gold: which characters are whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.composer.issue_plan import plan_issue
from tests.composer.page_plan import IssuePlan, PagePlan, Part, parts_of
from tests.composer.set_items import BLANK, Line, set_item

MARKS = "◆■●▲★·【["  # in front of an item of news, or of its headline


@dataclass(frozen=True, slots=True)
class Range:
    """Half-open, into the text of the page. ``optional``: whose it is, is a matter of taste, so it is not scored."""

    start: int
    end: int
    role: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article of a page. ``headlines`` are what may count as its headline; None where it need not have one."""

    id: str
    headlines: tuple[str | None, ...]
    ranges: tuple[Range, ...]
    continued_from: str | None
    continued_on: str | None
    column: str | None
    reporters: tuple[str, ...]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A composed page, its name is issue/page; ``none`` are the ranges that belong to no article, such as furniture."""

    name: str
    number: int
    text: str
    articles: tuple[GoldArticle, ...]
    none: tuple[Range, ...]
    tags: frozenset[str]

    def optional(self) -> set[int]:
        """Offsets that are not scored."""
        ranges = [r for a in self.articles for r in a.ranges] + list(self.none)
        return {i for r in ranges if r.optional for i in range(r.start, r.end)}


@dataclass(frozen=True, slots=True)
class GoldIssue:
    """The pages of an issue; ``jumps`` are (page, article) that goes on as (page, article), both by name."""

    seed: int
    paper: str
    date: str  # ISO
    pages: tuple[GoldPage, ...]
    jumps: tuple[tuple[str, str, str, str], ...]


def compose(seed: int) -> GoldIssue:
    """Compose the issue of a seed. Same seed, same bytes."""
    plan = plan_issue(seed)
    names = {page.number: f"{seed:06d}/{page.number:02d}.txt" for page in plan.pages}
    pages = tuple(_page(plan, page, names[page.number]) for page in plan.pages)
    jumps = tuple((names[a], start, names[b], rest) for a, start, b, rest in plan.jumps)
    return GoldIssue(seed, plan.paper, plan.date.isoformat(), pages, jumps)


def _page(plan: IssuePlan, page: PagePlan, name: str) -> GoldPage:
    lines: list[Line] = []
    for item in page.items:
        if lines and plan.style.block_gap:
            lines.append(BLANK)
        lines += set_item(item, plan.style)
    text, owned = _join(lines)
    style = plan.style
    tags = frozenset(
        {
            f"reader {style.reader}",
            "heads first" if style.heads_first else "heads after",
            *(["full-width digits"] if style.digits != "half" else []),
            *(["ASCII marks"] if style.ascii_marks else []),
            *(["spaced-out lines"] if style.wrapped and style.stretch >= 0.3 else []),
            *(["runs cut at line ends"] if style.wrapped and style.split_runs else []),
            *(["column break without a blank line"] if style.wrapped and not style.break_gap else []),
            *(["blank line before a quote"] if style.quote_gap else []),
        }
    )
    articles = tuple(_gold(part, owned.get(part.id, ())) for part in parts_of(page))
    return GoldPage(name, page.number, text, articles, tuple(owned.get(None, ())), tags)


def _gold(part: Part, ranges: Sequence[Range]) -> GoldArticle:
    return GoldArticle(
        part.id,
        part.accepted,
        tuple(ranges),
        part.continued_from,
        part.continued_on,
        part.column,
        part.reporters,
        part.tags | {"digest"} if _is_digest(part) else part.tags,
    )


def _is_digest(part: Part) -> bool:
    """Say whether an article is items of news, each behind one mark, that one may also take for articles."""
    items = [block.text.strip() for block in part.blocks if block.role == "body"]
    broken = bool(part.continued_from or part.continued_on)
    mark = items[-1][0] if items else ""
    marked = items[1:] if part.continued_from else items  # the rest of an item may come first
    return len(items) > (1 if broken else 2) and mark in MARKS and all(item[0] == mark for item in marked)


def _join(lines: Iterable[Line]) -> tuple[str, dict[str | None, list[Range]]]:
    """The text, and the ranges of each owner; neighbouring spans of one kind are one range."""
    pieces: list[str] = []
    owned: dict[str | None, list[Range]] = {}
    at = 0
    last: tuple[str | None, str, bool] | None = None
    for line in lines:
        for span in line:
            key = (span.owner, span.role, span.optional)
            ranges = owned.setdefault(span.owner, [])
            if key == last:
                ranges[-1] = Range(ranges[-1].start, at + len(span.text), span.role, span.optional)
            elif span.text.strip():
                ranges.append(Range(at, at + len(span.text), span.role, span.optional))
                last = key
            pieces.append(span.text)
            at += len(span.text)
        pieces.append("\n")
        at += 1
    return "".join(pieces), owned
