"""What every part of a composed PDF page is set with: style, drawn numbers, stories, and the sheet that is filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from tests.composer.pdf_areas import Rect
from tests.composer.pdf_blocks import GoldArticle, GoldKind, Shape, Sheetful, squashed
from tests.composer.pdf_columns import Column, Setting
from tests.composer.pdf_stories import Deck, Paragraph
from tests.composer.pdf_style import Style


@dataclass(slots=True)
class Setter:
    """One page being set. ``loose`` to ``features`` are those of the article in hand."""

    style: Style
    rng: Random
    deck: Deck
    page: Sheetful
    paper: str
    loose: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Begin a new article."""
        self.loose, self.captions, self.boxes, self.features = [], [], [], []

    def gold(
        self,
        name: str,
        kind: GoldKind,
        headlines: tuple[str, ...],
        paragraphs: Sequence[Paragraph],
        continued_from: str | None = None,
        continued_on: str | None = None,
    ) -> None:
        """Note what was printed of the article in hand."""
        if any(p.subhead for p in paragraphs):
            self.features.append("subheads")
        article = GoldArticle(
            id=name,
            kind=kind,
            headlines=tuple(map(squashed, headlines)),
            paragraphs=tuple(squashed(p.text) for p in paragraphs),
            loose=tuple(map(squashed, self.loose)),
            captions=tuple(map(squashed, self.captions)),
            boxes=tuple(map(squashed, self.boxes)),
            features=(kind, *sorted(set(self.features))),
            continued_from=continued_from,
            continued_on=continued_on,
        )
        self.page.articles.append(article)

    def setting(self, level: int) -> Setting:
        """Draw how a body is set; ``level`` 0 is the page's lead."""
        style, rng = self.style, self.rng
        larger = 0.5 if level == 0 and rng.random() < 0.4 else 0.0
        body = style.type("kai" if level == 2 and rng.random() < 0.15 else "song", style.body_size + larger)
        return Setting(
            type=body,
            subhead=style.type(
                rng.choice(("hei", "song")),
                body.size + rng.choice((0.0, 0.0, 1.0, 1.5)),
                bold=style.fonts == "cid" or rng.random() < 0.5,
            ),
            leading=style.leading + larger,
            blank_indent=style.blank_indent,
            squeeze=style.squeeze,
            subhead_centred=rng.random() < 0.5,
            subhead_space=rng.random() < 0.4,
        )

    def count(self, wide: float) -> int:
        """Draw a number of columns of 10 to 26 characters."""
        size, gutter = self.style.body_size, self.style.gutter
        able = [n for n in range(1, 7) if 10 <= ((wide - (n - 1) * gutter) / n) / size <= 26]
        return self.rng.choice(able or [1])

    def frame(self, rect: Rect) -> Rect:
        """Draw a frame, a tint or both, and return what is left inside."""
        kind = self.rng.choice(("frame", "tint", "both"))
        self.features.append("framed" if kind != "tint" else "tinted")
        if kind != "frame":
            self.page.shapes.append(Shape("tint", rect, grey=0.9))
        if kind != "tint":
            self.page.shapes.append(Shape("frame", rect, weight=self.rng.choice((0.4, 0.8, 1.5))))
        return rect.inset(self.style.body_size)

    def column_rules(self, columns: list[Column]) -> None:
        """Draw hairlines between columns, on pages that have them."""
        if not self.style.column_rules:
            return
        for one, other in pairwise(columns):
            if one.stretches and other.stretches:
                x = (one.x + one.width + other.x) / 2
                top = max(one.stretches[0][0], other.stretches[0][0])
                bottom = min(one.stretches[-1][1], other.stretches[-1][1])
                if bottom > top:
                    self.page.shapes.append(Shape("rule", Rect(x, top, x, bottom), grey=0.4, weight=0.25))
