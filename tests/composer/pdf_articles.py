"""One article of a composed PDF page set in its area: head, byline, inserts, body, and the rest where it jumps."""

from __future__ import annotations

from dataclasses import replace

from tests.composer.pdf_areas import Area, Rect
from tests.composer.pdf_columns import Column, make_columns, slots, without
from tests.composer.pdf_flow import fit, set_lines
from tests.composer.pdf_heads import HeadStyle, draw_head_style, set_head, set_vertical_head
from tests.composer.pdf_inserts import set_box, set_picture
from tests.composer.pdf_setter import Setter
from tests.composer.pdf_stories import Manuscript, words
from tests.composer.pdf_type import at_left


def set_article(
    job: Setter, area: Area, level: int, name: str, text: Manuscript | None = None, jump: str = ""
) -> Manuscript | None:
    """Set one article; with ``jump`` as its last line, return the manuscript of the rest."""
    style, rng = job.style, job.rng
    job.begin()
    text = text or job.deck.manuscript(int(1.1 * area.size / (style.body_size * style.leading)))
    rect = area.rect
    if area.notch is None and level and rng.random() < 0.14:
        rect = job.frame(rect)
    setting = job.setting(level)
    look = draw_head_style(rng, style, level)
    below, opening, closing, end = _bylines(job, text) if not text.jump_from else ("", "", "", "")
    start, above = rect.y0, len(job.page.blocks)
    if text.jump_from:
        start = _jump_from(job, text.jump_from, rect)
    columns = _headed(job, area, Rect(rect.x0, start, rect.x1, rect.y1), look, text, below)
    job.loose += [
        "".join(line.text for line in block.lines) for block in job.page.blocks[above:] if block.role != "headline"
    ]
    measure = columns[0].width
    if rng.random() < (0.65, 0.35, 0.08)[level]:
        columns = set_picture(job, columns, setting, text)
    if level < 2 and rng.random() < 0.13:
        columns = set_box(job, columns, setting)
    paragraphs = list(text.paragraphs)
    if opening:
        paragraphs[0] = replace(paragraphs[0], text=opening + paragraphs[0].text)
    body = fit(paragraphs, slots(columns, setting), setting, measure, closing, end, jump)
    job.page.blocks += set_lines(body, setting, measure)
    job.column_rules(columns)
    job.loose += [line.text for line, _ in body.placed if line.text and line.kind in ("end", "jump")]
    if jump:
        job.features.append("jumps on")
    if text.jump_from:
        job.features.append("jumps from")
    if area.corner:
        job.features.append(f"L around {area.corner}")
    job.gold(
        name, "article", (text.headline,), body.paragraphs, continued_from=text.jump_from, continued_on=jump or None
    )
    return replace(text, paragraphs=body.rest, kicker=None, subtitle=None) if jump else None


def _bylines(job: Setter, text: Manuscript) -> tuple[str, str, str, str]:
    """Draw a byline and return it as one of these: line below the head, first words, last words, line at the end."""
    kind = job.rng.choice(("below", "opening", "opening", "closing", "end", ""))
    if not kind:
        return "", "", "", ""
    form = job.rng.choice(words()["bylines"][kind])
    a, b = text.reporters
    byline = form.format(a=a, b=b, paper=job.paper)
    job.features.append(f"byline {kind}")
    below, opening, closing, end = (byline if kind == k else "" for k in ("below", "opening", "closing", "end"))
    return below, opening, closing, end


def _jump_from(job: Setter, line: str, rect: Rect) -> float:
    style = job.style.type("kai", job.style.body_size)
    job.page.add("jump", at_left(line, style, rect.x0, rect.y0 + style.size * 0.88))
    return rect.y0 + style.size * 1.6


def _headed(job: Setter, area: Area, rect: Rect, look: HeadStyle, text: Manuscript, below: str) -> list[Column]:
    """Set the head and return the columns left for the body."""
    style, rng = job.style, job.rng
    if area.notch is None and not below and not text.kicker and rng.random() < 0.12:
        at_right = style.separators != "white" and rng.random() < 0.5  # the white alone would not tell whose it is
        left = set_vertical_head(job.page, style, look, text, rect, at_right)
        if left is not None:
            job.features.append("vertical headline")
            return make_columns(left, job.count(left.width), style.gutter)
    if area.notch is not None:
        columns = make_columns(rect, area.columns, style.gutter)
        wide = area.notch.x0 - style.aside / 2 - rect.x0 if area.corner == "upper right" else rect.width
        end = set_head(job.page, style, look, text, rect.x0, rect.y0, wide, below)
        columns = without(columns, area.notch)
        return without(columns, Rect(rect.x0, rect.y0, rect.x0 + wide, end))
    columns = make_columns(rect, job.count(rect.width), style.gutter)
    wide = rect.width
    if style.separators == "rules" and len(columns) >= 3 and rng.random() < 0.2:
        job.features.append("headline over some columns")
        over = columns[rng.randint(1, len(columns) - 2)]
        wide = over.x + over.width - rect.x0
    end = set_head(job.page, style, look, text, rect.x0, rect.y0, wide, below)
    return without(columns, Rect(rect.x0, rect.y0, rect.x0 + wide, end))
