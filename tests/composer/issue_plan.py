"""A seed to the plan of an issue: pages with articles, jumps and furniture, every choice of chance made."""

from __future__ import annotations

from dataclasses import replace

from tests.composer.article_parts import article, caption, one_line_news, picture_news, short_news, signed
from tests.composer.desk import Desk, furniture, open_desk
from tests.composer.jump_forms import jump_from
from tests.composer.jump_parts import let_jump
from tests.composer.page_plan import Column, Heads, Inset, IssuePlan, Item, PagePlan, Part, Strip, Twins

# Beside the articles of a page: key in furniture.yml, how often, and whether belonging to none is a matter of taste.
STRIPS = (
    ("slogans", 0.15, True),
    ("adverts", 0.12, False),
    ("notices", 0.05, True),
    ("strays", 0.08, False),
    ("weather_boxes", 0.04, True),
)


def plan_issue(seed: int) -> IssuePlan:
    """Plan one issue. Same seed, same plan."""
    desk = open_desk(seed)
    rng = desk.rng
    first = rng.choice([1, 1, 1, 2, 5])  # what is read need not begin with the front page
    numbers = range(first, first + desk.pages)
    sections = dict(zip(numbers, rng.sample(furniture()["sections"], desk.pages), strict=True))
    parts = {n: [article(desk) for _ in range(rng.choice([2, 3, 3, 4, 4, 5, 5, 6, 7]))] for n in numbers}
    jumps = let_jump(desk, parts, sections)
    pages = tuple(_page(desk, n, sections[n], parts[n]) for n in numbers)
    return IssuePlan(seed, desk.paper["name"], desk.day, desk.style, pages, tuple(jumps))


def _page(desk: Desk, number: int, section: str, parts: list[Part]) -> PagePlan:
    rng = desk.rng
    if rng.random() < 0.07:  # now and then one article is set otherwise than its page
        n = rng.randrange(len(parts))
        if parts[n].heads:
            tags = parts[n].tags | {"head on the other side"}
            parts[n] = replace(parts[n], heads_first=not parts[n].heads_first, tags=tags)
    items = _with_twins(desk, parts)
    _add_small_news(desk, items)
    items = _with_borders(desk, items)
    _interrupt(desk, items)
    _add_furniture(desk, items, number, section)
    return PagePlan(number, section, tuple(items))


def _with_twins(desk: Desk, parts: list[Part]) -> list[Item]:
    """Set the headlines of some neighbours on one line."""
    rng = desk.rng
    items: list[Item] = []
    while parts:
        group = [parts.pop(0)]
        size = rng.choices([1, 2, 3], weights=[91, 7, 2])[0]
        while parts and len(group) < size and _can_twin(group[0]) and _can_twin(parts[0]):
            group.append(parts.pop(0))
        items.append(_twins(desk, group) if len(group) > 1 else group[0])
    return items


def _can_twin(part: Part) -> bool:
    return bool(part.heads) and not part.continued_from and "head on the other side" not in part.tags and not part.tail


def _twins(desk: Desk, group: list[Part]) -> Twins:
    tag = "two headlines on a line" if len(group) == 2 else "three headlines on a line"
    parts = []
    for part in group:
        heads: Heads = {"headline": (part.accepted[0] or "",)}
        tags = part.tags - {"kicker", "subtitle", "headline on two lines", "headline spaced out"} | {tag}
        parts.append(replace(part, heads=heads, accepted=part.accepted[:1], tags=tags))
    return Twins(tuple(parts), desk.style.heads_first)


def _add_small_news(desk: Desk, items: list[Item]) -> None:
    rng = desk.rng

    def put(item: Item) -> None:
        items.insert(rng.randrange(len(items) + 1), item)

    if rng.random() < 0.14 and len(desk.short) >= 6:
        put(short_news(desk))
    if rng.random() < 0.07 and len(desk.short) >= 6:
        put(one_line_news(desk))
    if rng.random() < 0.2 and desk.photos:
        put(picture_news(desk))
    if rng.random() < 0.12:
        lone = caption(desk, rng.choice(furniture()["lone_captions"]), optional=True)
        put(Strip(tuple(block.text for block in lone), "picture without an article", optional=True))


def _with_borders(desk: Desk, items: list[Item]) -> list[Item]:
    """See to it that where no head stands between two bodies, a byline or a jump line shows the border.

    Readers of the paper see it by its rules and pictures; without them a careful person still can.
    """
    out: list[Item] = []
    open_end = False  # what stands above ends with body text
    for item in items:
        if isinstance(item, Part):
            above = open_end and not item.starts_with_head
            open_end = not item.ends_with_head
            out.append(signed(desk, item) if above else item)
        elif isinstance(item, Twins):
            marked = [n > 0 or (open_end and not item.heads_first) for n in range(len(item.parts))]
            open_end = item.heads_first
            parts = [signed(desk, p) if mark else p for p, mark in zip(item.parts, marked, strict=True)]
            out.append(replace(item, parts=tuple(parts)))
        else:
            open_end = open_end or isinstance(item, Column)
            out.append(item)
    return out


def _interrupt(desk: Desk, items: list[Item]) -> None:
    """Put furniture, or a neighbouring article, into the middle of an article: readers do so at a column's end."""
    rng = desk.rng
    hosts = [n for n, item in enumerate(items) if isinstance(item, Part) and len(item.widths) > 1]
    chance = rng.random()
    if not hosts or chance > 0.055:
        return
    n = rng.choice(hosts)
    host = items[n]
    assert isinstance(host, Part)
    if chance < 0.03:
        inset = Inset("break", strip=desk.furniture_strip("page_feet", {"n": "2", "nn": "02", "section": "综合"}))
        items[n] = replace(host, insets=(*host.insets, inset), tags=host.tags | {"furniture inside"})
        return
    guests = [m for m in (n - 1, n + 1) if m in hosts]
    if guests:
        guest = items[guests[0]]
        assert isinstance(guest, Part)
        inset = Inset("break", part=replace(guest, tags=guest.tags | {"inside another"}))
        items[n] = replace(host, insets=(*host.insets, inset), tags=host.tags | {"another inside"})
        del items[guests[0]]


def _add_furniture(desk: Desk, items: list[Item], number: int, section: str) -> None:
    rng = desk.rng
    page = {"n": str(number), "nn": f"{number:02d}", "section": section}
    if rng.random() < 0.7:
        head = desk.furniture_strip("mastheads" if number == 1 else "page_heads", page)
        other = rng.choice([len(items), rng.randrange(len(items) + 1)])
        items.insert(0 if rng.random() < 0.75 else other, head)
    if rng.random() < 0.35:
        items.insert(
            len(items) if rng.random() < 0.7 else rng.randrange(len(items) + 1),
            desk.furniture_strip("page_feet", page),
        )
    for key, share, optional in STRIPS:
        if rng.random() < share:
            items.insert(rng.randrange(len(items) + 1), desk.furniture_strip(key, page, optional))
    if number == 1 and rng.random() < 0.2:
        items.insert(rng.choice([0, 1, len(items)]), _guide(desk))
    if rng.random() < 0.03:
        stray = jump_from(rng, desk.scheme, 1, "要闻", rng.choice(desk.waiting).headline)
        items.append(Strip((desk.style.form(stray.text),), "stray jump line", optional=True))


def _guide(desk: Desk) -> Strip:
    """导读: headlines of what stands on other pages, with their pages."""
    rng = desk.rng
    titles = [story.headline for story in rng.sample(desk.waiting, rng.choice([2, 3, 4]))]
    form = rng.choice(["{t} {n}版", "{t}　详见{n}版", "▶{t}（{n}版）", "{n}版｜{t}", "{t} >>>{n:02d}版"])  # noqa: RUF001
    lines = [form.format(t=title, n=rng.choice([2, 3, 4])) for title in titles]
    if rng.random() < 0.8:
        lines.insert(0, rng.choice(furniture()["guides"]))
    return Strip(tuple(desk.style.form(line) for line in lines), "guide")
