"""Composes pages of invented district papers as PDF files with a text layer, and says what is printed on them.

    python tests/composer/pdf_pages.py FOLDER [--files 10] [--seed 1]

writes ``page-<seed>.pdf`` and ``page-<seed>.gold.json`` (a list of pages, as ``GoldPage``). Same seed, same bytes.
A seed makes one file of one to four pages. As a PDF has no source text of its own, the gold is text, not offsets.

The page is laid out by hand of the seed: a style is drawn (``pdf_style``), the type area is cut into areas
(``pdf_areas``), and each area is filled with stories of the stock, cut to measure (``pdf_articles``).
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

from tests.composer.pdf_areas import Area, Rect, Separator, cut_areas
from tests.composer.pdf_articles import set_article
from tests.composer.pdf_blocks import GoldPage, Shape, Sheetful, squashed
from tests.composer.pdf_canvas import pdf_bytes
from tests.composer.pdf_furniture import set_adverts, set_foot, set_header, set_index, set_masthead
from tests.composer.pdf_items import set_briefs, set_picture_story
from tests.composer.pdf_setter import Setter
from tests.composer.pdf_stories import Deck, Manuscript, words
from tests.composer.pdf_style import Style, draw_style


@dataclass(frozen=True, slots=True)
class ComposedFile:
    """One PDF file with the gold of its pages."""

    seed: int
    data: bytes
    pages: tuple[GoldPage, ...]


@dataclass(frozen=True, slots=True)
class _Issue:
    """What the pages of one file share."""

    paper: str
    place: str
    date: datetime.date
    first: int  # number of the file's first page


def compose(seed: int) -> ComposedFile:
    """Compose the file of a seed."""
    rng = Random(seed)
    style = draw_style(rng)
    deck = Deck(Random(f"stories of {seed}"))  # draws of its own, so that a longer stock leaves the layouts as they are
    count = rng.choices((1, 2, 4), (78, 16, 6))[0]
    paper = rng.randrange(len(words()["papers"]))
    issue = _Issue(
        words()["papers"][paper],
        words()["place"][paper],
        datetime.date(2023, 1, 3) + datetime.timedelta(days=rng.randrange(330)),
        1 if count > 1 or rng.random() < 0.4 else rng.randint(2, 8),
    )
    drawn: list[tuple[Sheetful, Style, str]] = []
    gold: list[GoldPage] = []
    carried: Manuscript | None = None
    for n in range(count):
        number = issue.first + n
        more = n + 1 < count
        page, carried = _compose_page(rng, deck, style, issue, number, carried, more)
        slug = rng.choice(words()["slugs"]).format(paper=issue.paper, date=issue.date, page=number)
        drawn.append((page, style, slug))
        gold.append(_gold_page(page, style, number, slug, count))
        style = replace(style, order=draw_style(rng).order, adverts=draw_style(rng).adverts)
    return ComposedFile(seed, pdf_bytes(drawn, seed), tuple(gold))


def _compose_page(
    rng: Random, deck: Deck, style: Style, issue: _Issue, number: int, carried: Manuscript | None, more: bool
) -> tuple[Sheetful, Manuscript | None]:
    """Compose one page; ``carried`` is the rest of an article of the page before, ``more`` says that one follows."""
    page = Sheetful()
    if number == 1:
        top = set_masthead(page, style, rng, issue.paper, issue.place, issue.date)
        if rng.random() < 0.3:
            top = set_index(page, style, rng, deck, top)
    else:
        top = set_header(page, style, rng, deck, issue.paper, issue.date, number)
    bottom = style.sheet.height - style.sheet.margin
    if number == 1 and rng.random() < 0.5:
        set_foot(page, style, rng, deck, issue.place)
    bottom = set_adverts(page, style, rng, deck, issue.paper, issue.place, bottom)
    areas, separators = cut_areas(rng, style, top, bottom, rng.randint(*style.sheet.articles))
    page.shapes += _rules(style, separators)
    setter = Setter(style, rng, deck, page, issue.paper)
    ranked = sorted(range(len(areas)), key=lambda n: -areas[n].size)
    roles = _roles(rng, style, areas, ranked)
    rest: Manuscript | None = None
    if carried is None and not more and rng.random() < 0.15:
        carried = _second_half(rng, deck, issue, number)
    for n, area in enumerate(areas):
        name = f"{number}-{n + 1}"
        if roles[n] == "briefs":
            set_briefs(setter, area, name)
        elif roles[n] == "picture":
            set_picture_story(setter, area, name)
        else:
            level = min(2, max(0, ranked.index(n) if ranked.index(n) < 1 else 1 + (ranked.index(n) > len(areas) // 2)))
            text = carried if carried and n == ranked[-1 if len(areas) < 3 else 2] else None
            jump = ""
            if level == 0 and text is None and (rng.random() < 0.7 if more else rng.random() < 0.15):
                jump = rng.choice(words()["jump_on"]).format(page=number + 1 if more else rng.randint(2, 8))
            left = set_article(setter, area, level, name, text, jump)
            if left and more:
                line = rng.choice(words()["jump_from"]).format(page=number)
                rest = _long_enough(replace(left, jump_from=line), deck)
    return page, rest


def _roles(rng: Random, style: Style, areas: Sequence[Area], ranked: Sequence[int]) -> list[str]:
    """Say what each area gets; the three largest are articles, so that what is carried over finds one."""
    roles = ["article"] * len(areas)
    for n in ranked[3:]:
        if areas[n].notch is None and rng.random() < 0.22:
            able = areas[n].rect.height > 22 * style.leading and areas[n].size < 1000 * style.leading * style.body_size
            roles[n] = "briefs" if able and rng.random() < 0.7 else "picture"
    return roles


def _second_half(rng: Random, deck: Deck, issue: _Issue, number: int) -> Manuscript:
    """Return an article that began on a page that is not in the file."""
    whole = deck.manuscript(1500)
    first, *others = whole.paragraphs
    at = rng.randint(len(first.text) // 4, 3 * len(first.text) // 4)
    begun = replace(first, text=first.text[at:], continued=True)
    line = rng.choice(words()["jump_from"]).format(page=max(1, number - 1))
    return _long_enough(replace(whole, paragraphs=(begun, *others), jump_from=line, kicker=None, subtitle=None), deck)


def _long_enough(text: Manuscript, deck: Deck) -> Manuscript:
    """Return the manuscript with more stories at its end, as it must fill an area of any size."""
    return replace(text, paragraphs=(*text.paragraphs, *deck.manuscript(2500).paragraphs))


def _rules(style: Style, separators: Sequence[Separator]) -> list[Shape]:
    if style.separators == "white":
        return []
    kind = "rule" if style.separators == "rules" else "dots"
    return [Shape("rule" if kind == "rule" else "dots", Rect(s.x0, s.y0, s.x1, s.y1), weight=0.6) for s in separators]


def _gold_page(page: Sheetful, style: Style, number: int, slug: str, count: int) -> GoldPage:
    extra = (squashed(slug),) if style.boxes == "cropped" else ()
    return GoldPage(
        number=number,
        articles=tuple(page.articles),
        furniture=(*map(squashed, page.furniture), *extra),
        adverts=tuple(map(squashed, page.adverts)),
        variations=(*style.names(), "pages: several" if count > 1 else "pages: one"),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Write composed files and their gold."""
    parser = argparse.ArgumentParser(description="Compose PDF pages with gold.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(given.seed, given.seed + given.files):
        made = compose(seed)
        (given.folder / f"page-{seed}.pdf").write_bytes(made.data)
        gold = json.dumps([asdict(page) for page in made.pages], ensure_ascii=False, indent=1)
        (given.folder / f"page-{seed}.gold.json").write_text(gold + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
