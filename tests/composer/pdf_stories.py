"""Manuscripts for composed PDF pages: stories of the stock strung together to a length, with heads and bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.composer.stock import Story, load_stock

WORDS = Path(__file__).resolve().parent / "pdf_words.yml"

_CLAUSE = re.compile(r"[^，。；：！？“”‘’（）《》、—…\s]{8,22}")
SENTENCE = re.compile(r"[。！？][”’）]?")
CLAUSE = re.compile(r"[。！？；，][”’）]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a subhead. ``continued``: it began on another page, so that it is not indented here."""

    text: str
    subhead: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What is to be printed in one area; the setter cuts ``paragraphs`` to the room there is."""

    headline: str
    paragraphs: tuple[Paragraph, ...]
    kicker: str | None = None
    subtitle: str | None = None
    reporters: tuple[str, str] = ("", "")
    jump_from: str | None = None  # the line over the rest of an article that began on another page


@cache
def words() -> dict[str, Any]:
    """Return the invented words of the pages."""
    found: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found


def printable(text: str) -> str:
    """Return ``text`` with 度 for ℃, which reportlab writes in a way that no reader gives back."""
    return text.replace("℃", "度")


class Deck:
    """The stock in a drawn order, each story dealt once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._stories = list(load_stock())
        rng.shuffle(self._stories)

    def deal(self) -> Story:
        """Return the next story."""
        return self._stories.pop()

    def people(self) -> tuple[str, str]:
        """Return two names."""
        a, b = self._rng.sample(words()["people"], 2)
        return a, b

    def manuscript(self, length: int) -> Manuscript:
        """Return a manuscript of at least ``length`` characters: more stories follow the first, as in a feature."""
        story = self.deal()
        paragraphs = _paragraphs(story)
        while sum(len(p.text) for p in paragraphs) < length:
            more = self.deal()
            if self._rng.random() < 0.6:
                paragraphs.append(Paragraph(printable(more.headline.replace(" ", "，")), subhead=True))
            paragraphs += [p for p in _paragraphs(more) if not p.subhead]
        kicker, subtitle = story.kicker, story.subtitle
        if kicker is None and self._rng.random() < 0.4:
            kicker = self._rng.choice(words()["kickers"]) if self._rng.random() < 0.5 else self.clause(paragraphs)
        if subtitle is None and self._rng.random() < 0.3:
            clause = self.clause(paragraphs)
            subtitle = self._rng.choice(("", "", "——")) + clause if clause != kicker else None
        names = [r.name for r in story.reporters]
        first, second = self.people()
        reporters = (names[0] if names else first, names[1] if len(names) > 1 else second)
        return Manuscript(
            headline=printable(story.headline),
            paragraphs=tuple(paragraphs),
            kicker=printable(kicker) if kicker else None,
            subtitle=printable(subtitle) if subtitle else None,
            reporters=reporters,
        )

    def clause(self, paragraphs: list[Paragraph]) -> str:
        """Return a clause of the paragraphs."""
        found = [c for p in paragraphs if not p.subhead for c in _CLAUSE.findall(p.text)]
        return str(self._rng.choice(found)) if found else str(self._rng.choice(words()["kickers"]))

    def filled(self, form: str, **known: str) -> str:
        """Return a form of the words file with its braces filled."""
        a, b = self.people()
        return form.format(**{"a": a, "b": b, **known})


def _paragraphs(story: Story) -> list[Paragraph]:
    return [Paragraph(printable(p.text), p.subhead) for p in story.paragraphs]


def without_last(paragraphs: list[Paragraph], ends: re.Pattern[str]) -> list[Paragraph]:
    """Cut a manuscript back to where ``ends`` last matches before its end and no quotation is left open.

    A comma there becomes a full stop. Nothing is cut where there is no such place.
    """
    kept = list(paragraphs)
    while kept:
        last = kept.pop()
        places = [] if last.subhead else [m.end() for m in ends.finditer(last.text)]
        for end in reversed(places):
            text = last.text[:end]
            if end < len(last.text) and len(text) >= 8 and _closed(text):
                bare = text.rstrip("，；")
                return [*kept, replace(last, text=bare + "。" if bare != text else text)]
        if kept and not kept[-1].subhead:
            return kept
    return list(paragraphs)


def _closed(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "‘’", "（）", "《》"))
