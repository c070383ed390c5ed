"""A year of a local paper, composed from a seed: articles of varied sentences, and who and what every name in them is.

    corpus = compose(7)                    two thousand articles of one home
    corpus.extractions("told")             with facts as somebody tells them who reads without a slip
    corpus.extractions("read")             with facts as the stage of relations finds them between the true names

The sentences stand in ``stories.yaml``, names in ``people.yaml`` and ``bodies.yaml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from kg.records import Article, Document, Extraction, Fact, Mention
from kg.relations.comentions import find_comentions
from kg.relations.facts import find_facts
from tests.year.draft import Draft, Told
from tests.year.people import LAST, Person, make_people
from tests.year.stories import Writer
from tests.year.things import World, make_world

Facts = Literal["told", "read"]
PAPER = "今日日报"
A_PAGE = 4
"""Articles on a page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article with what is true of it."""

    article: Article
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    gold: Mapping[int, str]  # where a name begins to the person or thing that it is of
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A composed year."""

    world: World
    people: tuple[Person, ...]
    sheets: tuple[Sheet, ...]

    def extractions(self, facts: Facts) -> list[Extraction]:
        """One for each page, as the half of the pipeline that looks at one document would give it."""
        pages: dict[str, list[Sheet]] = {}
        for sheet in self.sheets:
            pages.setdefault(sheet.article.doc, []).append(sheet)
        return [_extraction(doc, held, facts, self.world.full) for doc, held in pages.items()]

    def texts(self) -> dict[str, str]:
        """The pages as plain text: for each its articles, with a line between."""
        pages: dict[str, list[str]] = {}
        for sheet in self.sheets:
            pages.setdefault(sheet.article.doc, []).append(sheet.article.text)
        return {doc: "\n\n".join(texts) + "\n" for doc, texts in pages.items()}


def compose(seed: int, articles: int = 2000, *, home: int | None = None, people: int = 300, prefix: str = "") -> Corpus:
    """Compose a year. Namesakes and people who move are a tenth and two fifteenths of the people."""
    rng = Random(seed)
    world = make_world(rng, home)
    cast = make_people(rng, world, people, people // 10, people * 2 // 15)
    writer = Writer(rng, world, cast)
    days = sorted(rng.randrange(LAST + 1) for _ in range(articles))
    numbers: Counter[int] = Counter()
    sheets = []
    for day in days:
        count = numbers[day]
        numbers[day] += 1
        doc = f"{prefix}{_date(day).replace('-', '')}-{count // A_PAGE + 1:02}.txt"
        draft = Draft(rng, world, doc, f"a{count % A_PAGE + 1}", _date(day))
        writer.write(draft, day)
        article, mentions = draft.article(PAPER)
        sheets.append(Sheet(article, mentions, draft.facts(), draft.gold, tuple(draft.told)))
    return Corpus(world, tuple(cast), tuple(sheets))


def _date(day: int) -> str:
    return (date(2023, 1, 1) + timedelta(days=day)).isoformat()


def _extraction(doc: str, sheets: list[Sheet], facts: Facts, home: str) -> Extraction:
    found: list[Fact] = []
    for sheet in sheets:
        if facts == "read":
            found += find_facts(sheet.article, sheet.mentions)
        else:
            found += (*sheet.facts, *find_comentions(sheet.article, sheet.mentions))
    text = "\n\n".join(sheet.article.text for sheet in sheets)
    document = Document(doc, text, "0", "utf-8", sheets[0].article.date, "given", PAPER, home)
    return Extraction(
        document,
        tuple(sheet.article for sheet in sheets),
        tuple(mention for sheet in sheets for mention in sheet.mentions),
        tuple(found),
    )
