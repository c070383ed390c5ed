"""What stands on a composed PDF page beside its articles: masthead, page header, index, advertisements, foot."""

from __future__ import annotations

import datetime
from random import Random

from tests.composer.pdf_areas import Rect
from tests.composer.pdf_blocks import Shape, Sheetful
from tests.composer.pdf_stories import Deck, words
from tests.composer.pdf_style import Style
from tests.composer.pdf_type import Line, at_left, at_right, break_lines, centred, spread, stacked, width

WEEKDAYS = "一二三四五六日"


def printed_date(date: datetime.date) -> str:
    """Return a date as a masthead prints it."""
    return f"{date.year}年{date.month}月{date.day}日"


def set_masthead(page: Sheetful, style: Style, rng: Random, paper: str, place: str, date: datetime.date) -> float:
    """Set the paper's name with date, number and publisher, and return where the articles may begin."""
    x, measure, top = style.sheet.margin, style.measure, style.sheet.margin
    name = style.type(rng.choice(("song", "kai", "hei")), min(measure / 7.5, 96), bold=True)
    small = style.type("song", max(7.5, style.body_size * 0.9))
    day = f"星期{WEEKDAYS[date.weekday()]}"
    facts = [
        f"{printed_date(date)} {day}",
        rng.choice(words()["lunar"]),
        f"第{rng.randint(300, 9000)}期 今日{rng.choice((4, 8))}版",
        f"国内统一连续出版物号 CN00-{rng.randint(1000, 9999)}",
        rng.choice(words()["owners"]).format(place=place, paper=paper),
    ]
    y = top + name.size * 0.88
    gap = name.size * rng.uniform(0.1, 0.35)
    wide = width(paper, name) + gap * (len(paper) - 1)
    if rng.random() < 0.5:  # the name in the middle, the facts in one line below
        left = x + (measure - wide) / 2
        _add(page, spread(paper, name, left, y, gap))
        y += name.size * 0.35 + small.size
        line = "   ".join(facts)
        while width(line, small) > measure:
            line = "   ".join(line.split("   ")[:-1])
        page.shapes.append(Shape("rule", Rect(x, y - small.size * 1.2, x + measure, y - small.size * 1.2), weight=0.4))
        parts = line.split("   ")
        free = (measure - sum(width(p, small) for p in parts)) / max(1, len(parts) - 1)
        for part in parts:
            _add(page, at_left(part, small, x, y))
            x += width(part, small) + free
        y += small.size * 0.5
    else:  # the name at the left, the facts one below the other at its right
        _add(page, spread(paper, name, x, y, gap))
        step = name.size * 1.05 / len(facts)
        for n, fact in enumerate(facts):
            _add(page, at_right(fact, small, style.sheet.margin + measure, top + small.size + n * step))
        y += name.size * 0.3
    left = style.sheet.margin
    page.shapes.append(Shape("rule", Rect(left, y, left + measure, y), weight=rng.choice((0.8, 2.0))))
    return y + style.leading


def set_header(
    page: Sheetful, style: Style, rng: Random, deck: Deck, paper: str, date: datetime.date, number: int
) -> float:
    """Set the line over an inner page: number, section, date, editors. Return where the articles may begin."""
    x, top = style.sheet.margin, style.sheet.margin * 0.8
    right = x + style.measure
    large = style.type("hei", style.body_size * 2.2, bold=True)
    small = style.type("song", max(7.0, style.body_size * 0.85))
    y = top + large.size * 0.9
    section = rng.choice(words()["sections"])
    a, b = deck.people()
    day = f"{printed_date(date)} 星期{WEEKDAYS[date.weekday()]}"
    staff = rng.choice((f"责任编辑 {a}  美编 {b}", f"编辑：{a} 校对：{b}", f"责编/{a}  版式/{b}"))
    label = rng.choice((f"{number}版", f"{number:02d}", f"第{number}版"))
    if rng.random() < 0.5:
        _add(page, at_left(f"{label} {section}", large, x, y))
        _add(page, at_right(f"{day}  {staff}", small, right, y))
    else:
        _add(page, at_left(day, small, x, y))
        _add(page, centred(section, large, x, y, style.measure))
        _add(page, at_right(f"{paper} {label}", small, right, y))
        y += small.size * 1.5
        _add(page, at_left(staff, small, x, y + small.size * 0.2))
    y += style.body_size * 0.7
    page.shapes.append(Shape("rule", Rect(x, y, right, y), weight=1.2))
    return y + style.leading


def set_index(page: Sheetful, style: Style, rng: Random, deck: Deck, top: float) -> float:
    """Set a strip that names articles of other pages, and return where the articles may begin."""
    head = style.type("hei", style.body_size * 1.3, bold=True)
    item = style.type("song", style.body_size)
    x, y = style.sheet.margin, top + head.size
    _add(page, at_left(rng.choice(words()["index_titles"]), head, x + 4, y))
    left = x + head.size * 5
    count = 3 if style.measure > 600 else 2
    each = (style.measure - head.size * 5) / count
    for n in range(count):
        text = f"▶{rng.randint(2, 8)}版 {deck.deal().headline}"
        while width(text, item) > each - item.size:
            text = text[:-1]
        _add(page, at_left(text, item, left + n * each, y))
    bottom = y + head.size * 0.5
    page.shapes.append(Shape("frame", Rect(x, top - 3, x + style.measure, bottom), weight=0.4))
    return bottom + style.gap


def set_adverts(page: Sheetful, style: Style, rng: Random, deck: Deck, paper: str, place: str, bottom: float) -> float:
    """Set the page's advertisements up from ``bottom``, and return where the articles must end."""
    if style.adverts == "none":
        return bottom
    x, right = style.sheet.margin, style.sheet.margin + style.measure
    if style.adverts == "classified":
        return _set_classified(page, style, rng, deck, x, right, bottom) - style.gap
    top = bottom - style.sheet.height * (rng.uniform(0.1, 0.17) if style.adverts == "strip" else rng.uniform(0.14, 0.2))
    if style.adverts == "strip":
        count = rng.choice((1, 2, 3))
        each = (style.measure - (count - 1) * style.gutter) / count
        for n, advert in enumerate(rng.sample(words()["adverts"], count)):
            left = x + n * (each + style.gutter)
            _set_advert(page, style, Rect(left, top, left + each, bottom), [advert["name"], *advert["lines"]])
    else:
        slogan = rng.choice(words()["posters"])
        foot = [form.format(paper=paper, place=place) for form in words()["poster_foot"]]
        page.shapes.append(Shape("photo", Rect(x, top, right, bottom), grey=0.8))
        _set_advert(page, style, Rect(x, top, right, bottom), [*slogan, "  ".join(foot)])
    return top - style.gap


def _set_advert(page: Sheetful, style: Style, rect: Rect, lines: list[str]) -> None:
    page.shapes.append(Shape("frame", rect, weight=0.8))
    free = rect.height / (len(lines) + 1.6)
    y = rect.y0
    for n, text in enumerate(lines):
        size = min(free * (1.25 if n == 0 else 0.6), (0.9 * rect.width) / max(4, len(text)), 44)
        face = style.type("hei" if n == 0 else "kai", size, bold=n == 0)
        y += free * (1.45 if n == 0 else 1.0)
        _advert(page, centred(text, face, rect.x0, y, rect.width))


def _set_classified(
    page: Sheetful, style: Style, rng: Random, deck: Deck, x: float, right: float, bottom: float
) -> float:
    """Set small advertisements in columns of about one height, and return where their frame begins."""
    head = style.type("hei", style.body_size * 1.4, bold=True)
    body = style.type("song", max(6.5, style.body_size * 0.8))
    step = body.size * 1.25
    title = rng.choice(words()["classified_title"])
    count = 3 if right - x > 600 else 2
    left, gap = x + head.size * 2, style.gutter
    each = (right - left - gap * count) / count
    items = rng.sample(words()["classified"], len(words()["classified"]))
    texts = [deck.filled(item) for item in items for _ in range(2 if "{a}" in item else 1)]
    columns = [[break_lines(text, body, each) for text in texts[n::count]] for n in range(count)]
    high = max(sum(len(lines) + 0.4 for lines in column) for column in columns) * step + body.size
    top = bottom - max(high, len(title) * head.size * 1.15 + 8)
    page.shapes.append(Shape("frame", Rect(x, top, right, bottom), weight=0.6))
    for line in stacked(title, head, x + 4, top + 4, head.size * 1.15):
        _advert(page, line)
    for n, column in enumerate(columns):
        y = top + body.size * 1.5
        for lines in column:
            for line in lines:
                _advert(page, at_left(line, body, left + n * (each + gap), y))
                y += step
            y += 0.4 * step
    return top


def set_foot(page: Sheetful, style: Style, rng: Random, deck: Deck, place: str) -> None:
    """Set the line below the first page's articles: address, telephone, printer."""
    small = style.type("song", 7.0)
    text = deck.filled(rng.choice(words()["footers"]), place=place)
    while width(text, small) > style.measure:
        text = text.rsplit("  ", 1)[0]
    y = style.sheet.height - style.sheet.margin * 0.55
    _add(page, centred(text, small, style.sheet.margin, y, style.measure))


def _add(page: Sheetful, line: Line) -> None:
    page.add("furniture", line)
    page.furniture.append(line.text)


def _advert(page: Sheetful, line: Line) -> None:
    page.add("advert", line)
    page.adverts.append(line.text)
