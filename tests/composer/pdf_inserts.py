"""What stands inside a composed article and takes room from its columns: pictures with captions, and small boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.composer.pdf_areas import Rect
from tests.composer.pdf_blocks import Shape
from tests.composer.pdf_columns import Column, Setting, without
from tests.composer.pdf_setter import Setter
from tests.composer.pdf_stories import Manuscript, words
from tests.composer.pdf_type import at_left, break_lines, centred


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring columns of which ``rows`` lines at the top or, where ``low``, at the bottom are to be taken."""

    x0: float
    x1: float
    top: float
    bottom: float
    low: bool
    leading: float

    @property
    def rows(self) -> int:
        """Lines that the columns have."""
        return int((self.bottom - self.top) / self.leading)

    def taken(self, rows: int) -> Rect:
        """Return the rectangle that is taken, down to the end of the columns where it is at their bottom."""
        if self.low:
            return Rect(self.x0, self.top + (self.rows - rows) * self.leading, self.x1, self.bottom)
        return Rect(self.x0, self.top, self.x1, self.top + rows * self.leading)

    def inner(self, rows: int) -> Rect:
        """Return what of it can be used, half a line being left white towards the text."""
        taken, white = self.taken(rows), 0.6 * self.leading
        low = taken.y0 + rows * self.leading
        return (
            Rect(self.x0, taken.y0 + white, self.x1, low) if self.low else Rect(self.x0, taken.y0, self.x1, low - white)
        )


def set_picture(job: Setter, columns: list[Column], setting: Setting, text: Manuscript) -> list[Column]:
    """Set a picture with its caption where there is room for one, and return the columns without it."""
    window = _window(job, columns, setting, 16)
    if window is None:
        return columns
    style, rng = job.style, job.rng
    measure = window.x1 - window.x0
    kind = style.type(rng.choice(("kai", "hei")), style.body_size * rng.choice((0.85, 0.9, 1.0)))
    a, b = text.reporters
    clause = job.deck.clause(list(text.paragraphs))
    caption = rng.choice(words()["captions"]).format(clause=clause, a=a, b=b)
    lines = break_lines(caption, kind, measure)
    below = (len(lines) + 0.3) * kind.size * 1.3
    wish = measure * rng.uniform(0.55, 0.8) + below + setting.leading
    rows = min(int(wish / setting.leading), int(0.55 * window.rows))
    room = window.inner(rows)
    photo = Rect(room.x0, room.y0, room.x1, room.y1 - below)
    if photo.height < 3 * setting.leading:
        return columns
    job.page.shapes.append(Shape("photo", photo, grey=rng.uniform(0.5, 0.75)))
    bases = [photo.y1 + kind.size * (1.25 + 1.3 * n) for n in range(len(lines))]
    if len(lines) == 1:
        job.page.add("caption", centred(caption, kind, room.x0, bases[0], measure))
    else:
        job.page.add("caption", *(at_left(t, kind, room.x0, y) for t, y in zip(lines, bases, strict=True)))
    job.captions.append(caption)
    job.features.append("picture")
    return without(columns, window.taken(rows))


def set_box(job: Setter, columns: list[Column], setting: Setting) -> list[Column]:
    """Set a small framed or tinted box where there is room for one, and return the columns without it."""
    window = _window(job, columns, setting, 24)
    if window is None:
        return columns
    style, rng = job.style, job.rng
    body = style.type(rng.choice(("kai", "song")), style.body_size * 0.9)
    head = style.type("hei", style.body_size * 1.2, bold=True)
    inner = window.x1 - window.x0 - 2 * style.body_size
    title = rng.choice(words()["boxes"])
    text = job.deck.manuscript(0).paragraphs[0].text
    lines = break_lines(text, body, inner, indent=2 * body.size)
    high = head.size * 1.25 + (len(lines) + 1.2) * body.size * 1.45
    rows = -int(-(high / setting.leading + 0.6))
    if rows > 0.6 * window.rows:
        return columns
    frame = window.inner(rows)
    tinted = rng.random() < 0.5
    job.page.shapes.append(Shape("tint" if tinted else "frame", frame, grey=0.88 if tinted else 0.0))
    left = frame.x0 + style.body_size
    y = frame.y0 + head.size * 1.25
    job.page.add("box", centred(title, head, left, y, inner))
    indents = [2 * body.size, *[0.0] * len(lines)]
    y += body.size * 1.7
    job.page.add("box", *(at_left(t, body, left + indents[n], y + n * body.size * 1.45) for n, t in enumerate(lines)))
    job.boxes.append(title + text)
    job.features.append("box")
    return without(columns, window.taken(rows))


def _window(job: Setter, columns: Sequence[Column], setting: Setting, least: int) -> _Window | None:
    """Draw some neighbouring columns of ``least`` lines or more, level with each other."""
    high = least * setting.leading
    able = [n for n, c in enumerate(columns) if c.stretches and c.stretches[0][1] - c.stretches[0][0] > high]
    if not able:
        return None
    first = last = job.rng.choice(able)
    while last + 1 in able and _level(columns[first], columns[last + 1]) and job.rng.random() < 0.6:
        last += 1
    top, bottom = columns[first].stretches[0]
    right = columns[last].x + columns[last].width
    return _Window(columns[first].x, right, top, bottom, job.rng.random() < 0.5, setting.leading)


def _level(one: Column, other: Column) -> bool:
    return max(abs(a - b) for a, b in zip(one.stretches[0], other.stretches[0], strict=True)) < 1.0
