"""Areas of a composed page that are no ordinary article: short items under one heading, a picture with its story."""

from __future__ import annotations

from dataclasses import replace

from tests.composer.pdf_areas import Area, Rect
from tests.composer.pdf_blocks import Shape
from tests.composer.pdf_columns import make_columns, slots
from tests.composer.pdf_flow import fit, set_lines
from tests.composer.pdf_heads import draw_head_style, set_head
from tests.composer.pdf_setter import Setter
from tests.composer.pdf_stories import Paragraph, words
from tests.composer.pdf_type import at_left, break_lines, centred


def set_briefs(job: Setter, area: Area, name: str) -> None:
    """Set short items with small heads one after another, each an article, under a heading that they share."""
    style, rng = job.style, job.rng
    rect, setting = area.rect, job.setting(2)
    if rng.random() < 0.4:
        rect = job.frame(rect)
    heading = style.type("hei", style.body_size * 1.9, bold=True)
    title = rng.choice(words()["brief_groups"])
    job.page.add("furniture", centred(title, heading, rect.x0, rect.y0 + heading.size * 0.88, rect.width))
    job.page.furniture.append(title)
    top = rect.y0 + heading.size * 1.15
    job.page.shapes.append(Shape("rule", Rect(rect.x0, top, rect.x1, top), weight=0.8))
    rect = replace(rect, y0=top + style.body_size * 0.6)
    columns = make_columns(rect, job.count(rect.width), style.gutter)
    places = slots(columns, setting)
    item = style.type("hei", style.body_size * rng.choice((1.0, 1.15)), bold=True)
    setting = replace(setting, subhead=item, subhead_space=True)
    number = 0
    while len(places) > 5:
        number += 1
        job.begin()
        story = job.deck.manuscript(0)
        paragraph = next((p for p in story.paragraphs if not p.subhead and len(p.text) > 50), None)
        if paragraph is None:
            continue
        lines = break_lines(story.headline, item, columns[0].width)
        column = places[0].column
        here = [place for place in places if place.column == column]
        if len(here) < len(lines) + 3:  # the head of an item stands over the first lines of its text
            places = places[len(here) :]
            continue
        head = [at_left(line, item, slot.x, slot.y) for line, slot in zip(lines, here, strict=False)]
        job.page.add("headline", *head)
        free = places[len(lines) :]
        few = free[: min(len(free), rng.randint(6, 10))]
        body = fit([paragraph], few, setting, columns[0].width)
        if not body.placed:
            break
        job.page.blocks += set_lines(body, setting, columns[0].width)
        job.gold(f"{name}.{number}", "brief", (story.headline,), body.paragraphs)
        places = free[len(body.placed) + 1 :]
    job.column_rules(columns)


def set_picture_story(job: Setter, area: Area, name: str) -> None:
    """Set a large picture with a headline and a caption of some lines."""
    style = job.style
    job.begin()
    text = job.deck.manuscript(0)
    look = replace(draw_head_style(job.rng, style, 2), band=False)
    caption = [Paragraph(p.text) for p in text.paragraphs[:1]]
    setting = job.setting(2)
    lines = max(3, 2 + len(text.paragraphs[0].text) * style.body_size // area.rect.width)
    height = (lines + 1) * style.leading + look.size * 2.2
    picture = replace(area.rect, y1=max(area.rect.y0 + 40, area.rect.y1 - height))
    job.page.shapes.append(Shape("photo", picture, grey=0.62))
    bare = replace(text, kicker=None, subtitle=None)
    top = set_head(job.page, style, look, bare, picture.x0, picture.y1 + style.leading, picture.width, "")
    columns = make_columns(replace(area.rect, y0=top), 1, style.gutter)
    body = fit(caption, slots(columns, setting), setting, columns[0].width)
    job.page.blocks += set_lines(body, setting, columns[0].width)
    job.gold(name, "picture", (text.headline,), body.paragraphs)
