"""Composed pages: the same at every run, and their gold is what is printed on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from tests.composer.desk import HELD_OUT, stories
from tests.composer.issue_plan import plan_issue
from tests.composer.page_plan import Column, Part, Strip, parts_of
from tests.composer.stock import load_stock
from tests.composer.text_pages import GoldArticle, GoldIssue, GoldPage, compose

SEEDS = [*range(30), *range(HELD_OUT, HELD_OUT + 6)]
DIGEST = (
    "import hashlib; from tests.composer.text_pages import compose; "
    "print(hashlib.sha256(repr([(p.text, [a.ranges for a in p.articles]) "
    "for s in range(12) for p in compose(s).pages]).encode()).hexdigest())"
)


@cache
def issue_of(seed: int) -> GoldIssue:
    return compose(seed)


def squash(text: str) -> str:
    return "".join(text.split())


def printed(page: GoldPage, gold: GoldArticle, *roles: str) -> str:
    """The characters of an article that have one of the roles, in the order of the page, blanks aside."""
    return squash("".join(page.text[r.start : r.end] for r in gold.ranges if r.role in roles))


def planned(part: Part, *roles: str) -> str:
    return squash("".join(block.text for block in part.blocks if block.role in roles))


def test_same_seed_gives_the_same_issue() -> None:
    assert [compose(seed) for seed in range(5)] == [compose(seed) for seed in range(5)]


def test_same_seed_gives_the_same_bytes_in_every_process() -> None:
    digests = set()
    for hash_seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_different_seeds_give_different_issues() -> None:
    assert len({page.text for seed in range(20) for page in compose(seed).pages[:1]}) == 20


@pytest.mark.parametrize("seed", SEEDS)
def test_no_character_of_a_page_has_two_owners_and_none_but_blanks_has_no_owner(seed: int) -> None:
    for page in issue_of(seed).pages:
        ranges = sorted((r.start, r.end) for a in page.articles for r in a.ranges)
        ranges = sorted([*ranges, *((r.start, r.end) for r in page.none)])
        assert all(0 <= start < end <= len(page.text) for start, end in ranges)
        assert all(end <= start for (_, end), (start, _) in pairwise(ranges))
        covered = {i for start, end in ranges for i in range(start, end)}
        assert {c for i, c in enumerate(page.text) if i not in covered} <= set(" \n\t　")


@pytest.mark.parametrize("seed", SEEDS)
def test_gold_ranges_hold_head_and_body_as_they_were_planned(seed: int) -> None:
    plan, issue = plan_issue(seed), issue_of(seed)
    for page_plan, page in zip(plan.pages, issue.pages, strict=True):
        gold = {article.id: article for article in page.articles}
        parts = parts_of(page_plan)
        assert set(gold) == {part.id for part in parts}
        run_in = {p.id for item in page_plan.items if isinstance(item, Column) for p in item.parts}
        for part in parts:
            article = gold[part.id]
            for name in ("kicker", "headline", "subtitle"):
                head = squash("".join(part.heads.get(name, ())))
                if part.id in run_in:
                    assert printed(page, article, name).strip("【】" + part.mark) == head.strip("【】")
                else:
                    assert printed(page, article, name) == head
            for role in ("body", "subhead", "byline", "sign"):
                assert printed(page, article, role) == planned(part, role)
            insets = [b for inset in part.insets for b in inset.blocks]
            boxed = [b.text for b in [*part.tail, *insets] if b.role == "box"]
            assert sorted(printed(page, article, "box")) == sorted(squash("".join(boxed)))
            captions = [b.text for b in [*part.blocks, *insets] if b.role == "caption"]
            assert sorted(printed(page, article, "caption")) == sorted(squash("".join(captions)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_headline_in_the_gold_is_printed_in_the_range_of_its_article(seed: int) -> None:
    for page in issue_of(seed).pages:
        for article in page.articles:
            heads = printed(page, article, "kicker", "headline", "subtitle")
            if heads:
                assert squash(article.headlines[0] or "") in heads
            else:
                assert article.headlines[0] is None
                assert article.continued_from


@pytest.mark.parametrize("seed", SEEDS)
def test_furniture_and_advertisements_belong_to_no_article(seed: int) -> None:
    plan, issue = plan_issue(seed), issue_of(seed)
    for page_plan, page in zip(plan.pages, issue.pages, strict=True):
        strips = [item for item in page_plan.items if isinstance(item, Strip)]
        strips += [inset.strip for part in parts_of(page_plan) for inset in part.insets if inset.strip]
        for strip in strips:
            held = squash("".join(page.text[r.start : r.end] for r in page.none if r.role == strip.kind))
            assert squash("".join(strip.lines)) in held


def test_stories_are_printed_whole_and_in_order_over_the_pages_that_they_jump_to() -> None:
    stock = {story.id: story for story in load_stock()}
    seen = 0
    for seed in SEEDS:
        plan = plan_issue(seed)
        parts = {(page.number, part.id): part for page in plan.pages for part in parts_of(page)}
        rests = {(a, b): (c, d) for a, b, c, d in plan.jumps}
        for place, part in parts.items():
            if part.story and not part.continued_from and (not part.continued_on or place in rests):
                halves = [part, *([parts[rests[place]]] if place in rests else [])]
                text = "".join(planned(half, "body", "subhead") for half in halves)
                at = 0
                for paragraph in stock[part.story].paragraphs:
                    at = text.find(squash(plan.style.form(paragraph.text)), at)
                    assert at >= 0
                seen += place in rests
    assert seen >= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_jumps_go_from_an_article_with_a_line_to_one_with_a_line_back(seed: int) -> None:
    issue = issue_of(seed)
    gold = {(page.name, article.id): article for page in issue.pages for article in page.articles}
    for start_page, start, rest_page, rest in issue.jumps:
        assert start_page != rest_page
        assert gold[start_page, start].continued_on
        assert gold[rest_page, rest].continued_from


def test_a_jump_line_may_be_taken_in_or_left_out() -> None:
    lines = [
        r for seed in SEEDS for p in issue_of(seed).pages for a in p.articles for r in a.ranges if r.role == "jump"
    ]
    assert len(lines) > 20
    assert all(line.optional for line in lines)


def test_held_out_seeds_print_other_stories() -> None:
    early, late = ({s.id for s in stories(seed)} for seed in (HELD_OUT - 1, HELD_OUT))
    assert not early & late
    assert early | late == {story.id for story in load_stock()}
    assert len(late) > 100


def test_variations_all_occur() -> None:
    plans = map(plan_issue, range(400))
    counts = Counter(tag for plan in plans for page in plan.pages for part in parts_of(page) for tag in part.tags)
    assert len(counts) >= 35
    assert min(counts.values()) >= 5, counts.most_common()[-5:]


def test_stock_has_bylines_and_jump_lines_taken_off() -> None:
    stock = load_stock()
    assert len(stock) >= 300
    assert len({story.id for story in stock}) == len(stock)
    for story in stock:
        assert story.headline == story.headline.strip()
        assert sum(not paragraph.subhead for paragraph in story.paragraphs) >= 2
        for paragraph in story.paragraphs:
            assert "\n" not in paragraph.text
            assert not paragraph.text.startswith(("本报讯", "（记者", "（上接", "（下转"))
            assert not paragraph.text.endswith(("摄）", "（下转"))
