"""Composed pages to training data for the page reader: the features of every line, and what the line is.

    python models/scripts/page_lines.py SHARED BUILD [--issues 6000] [--jobs 2]

writes ``BUILD/pages.npz``. The pages are those of ``tests/composer``, made of our own articles and, so that the network
meets more of them, of articles of ``SHARED/data/text`` with heads made of their own words. Seeds from 100000 on are of
our articles alone, of such that no smaller seed uses, and are kept for testing.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from kg.ingest.lines import is_blank, lines_of
from kg.ingest.page.line_features import features
from kg.ingest.page.line_roles import ROLES
from models.scripts.page_stories import stories_of_assets, with_extras
from tests.composer import article_parts, desk, set_items, text_pages
from tests.composer.stock import Paragraph, Story

ROLE_OF = {
    "body": "body", "headline": "headline", "kicker": "deck", "subtitle": "deck", "subhead": "subhead",
    "byline": "byline", "sign": "byline", "caption": "caption", "box": "caption", "jump": "jump",
}  # fmt: skip
HEADS = tuple(map(ROLES.index, ("headline", "deck", "subhead", "byline")))
IGNORE = -1
LONG = 40_000  # from this seed on, half of the issues are of long features
VARIED = 50_000  # from this seed on, our own stories are varied and more of an issue's stories are ours
LISTS = 70_000  # from this seed on, many stories are lists
UNSEEN = 95_000  # from this seed on, issues are of articles that the network is not trained on
MARKS = (
    "▲", "■", "·", "◆", "★", "●", "{n}.", "{n}. ", "{n}、", "{c}、", "（{c}）", "({n})", "第{c}条　", "{o}", "{c}是",
    "{c}问：", "",
)  # fmt: skip


@cache
def news(shared: Path) -> tuple[dict[str, str], ...]:
    """Articles of the corpus that a page could hold."""
    with lzma.open(shared / "data" / "text" / "xwlb_articles.jsonl.xz", "rt", encoding="utf-8") as rows:
        return tuple(row for row in map(json.loads, rows) if 8 <= len(row["title"]) <= 34 and len(row["text"]) > 120)


def stories_of_corpus(shared: Path, seed: int, count: int) -> list[Story]:
    """Stories cut from articles of the corpus: some of their paragraphs, with heads made of their own words."""
    rng = Random(f"corpus {seed}")
    drawn = rng.random()
    sizes = [120, 200, 300, 500, 700, 1000, 1500]
    if drawn < 0.25:
        sizes = [25, 50, 90, 150]
    elif drawn < 0.5 or LONG <= seed < VARIED:
        sizes = [300, 800, 1500, 2500, 4000]
    stories = []
    for n, row in enumerate(rng.sample(news(shared), count)):
        size = rng.choice(sizes)
        text = row["text"]
        while len(text) < size and size > 700:  # a long feature tells of several things
            text += "\n" + rng.choice(news(shared))["text"]
        stories.append(_story(rng, row["title"], text, f"n{seed}-{n}", size))
    return stories


def _story(rng: Random, headline: str, text: str, ident: str, size: int) -> Story:
    texts = [t.strip() for t in text.split("\n") if len(t.strip()) > 15]
    begin = rng.randrange(max(1, len(texts) // 2)) if size < len(text) / 2 else 0
    chosen: list[str] = []
    for text in texts[begin:]:
        if chosen and sum(map(len, chosen)) + len(text) > size:
            break
        chosen += _shorter(rng, text) if rng.random() < 0.5 or size < 200 else [text]
    while size < 200 and len(chosen) > 1 and sum(map(len, chosen)) > size:
        chosen.pop()
    heads = [p for text in chosen for p in re.findall(r"[\u4e00-\u9fff“”]{6,20}", text)] or [headline]
    paragraphs = []
    every = rng.randrange(2, 7) if len(chosen) > 4 and rng.random() < 0.6 else 0
    for n, text in enumerate(chosen):
        if every and n and n % every == 0:
            own = re.findall(r"[\u4e00-\u9fff“”]{5,14}", text)
            paragraphs += [Paragraph(rng.choice(own), True)] if own else []
        paragraphs.append(Paragraph(text))
    title = re.sub(r"^【[^】]*】", "", headline).strip() or headline
    return Story(
        ident,
        title,
        tuple(paragraphs),
        kicker=rng.choice(heads) if rng.random() < 0.25 else None,
        subtitle=("——" if rng.random() < 0.5 else "") + rng.choice(heads) if rng.random() < 0.25 else None,
        captions=tuple(rng.sample(heads, 1)) if rng.random() < 0.2 else (),
    )


def lists_of_corpus(shared: Path, seed: int, count: int) -> list[Story]:
    """Stories that are lists: items behind marks or numbers, with or without words before and after them.

    Some are items of news that have nothing to do with each other, some notices of one matter, some directories whose
    lines are short. Each is one article.
    """
    rng = Random(f"lists {seed}")
    stories = []
    for number in range(count):
        mark, rows = rng.choice(MARKS), rng.sample(news(shared), 12)
        one = rng.random() < 0.5
        sentences = _sentences(rows[0]["text"]) if one else [rng.choice(_sentences(row["text"])) for row in rows]
        if rng.random() < 0.2:  # a directory
            sentences = [_entry(rng, sentence) for sentence in sentences]
        begin = rng.randrange(max(1, len(sentences) - 5)) if one else 0
        chosen = sentences[begin : begin + rng.randrange(3, 12)]
        items = [_marked(mark, n, text) for n, text in enumerate(chosen, 1)]
        lead = rng.sample(_sentences(rows[-1]["text"])[:6], 1) if rng.random() < 0.5 else []
        rest = rng.sample(_sentences(rows[-1]["text"])[:6], 1) if rng.random() < 0.25 else []
        title = re.sub(r"^【[^】]*】", "", rows[0]["title"]).strip() or rows[0]["title"]
        stories.append(Story(f"l{seed}-{number}", title, tuple(map(Paragraph, [*lead, *items, *rest]))))
    return stories


def _sentences(text: str) -> list[str]:
    found = [t.strip() for t in re.findall(r"[^。！？\n]+[。！？][”’]?", text)]
    return [t for t in found if 12 <= len(t) <= 160] or [text[:60] + "。"]


def _marked(mark: str, n: int, text: str) -> str:
    han = "一二三四五六七八九十"
    c = han[n - 1] if n <= 10 else f"十{han[n - 11]}"
    return mark.format(n=n, c=c, o=chr(0x2460 + n - 1)) + text


def _entry(rng: Random, sentence: str) -> str:
    """A line of a directory: a name, where it is, and perhaps a number to call."""
    words = re.findall(r"[\u4e00-\u9fff]{3,9}", sentence) or [sentence[:8]]
    name, place = rng.choice(words), rng.choice(words)
    line = rng.choice(["{a}：{b}{n}号", "{a}，地址：{b}{n}号", "{a}（{b}{n}号）", "{a} {b} {n}个", "{a}：{b}"])
    phone = rng.choice(["", "", "，电话：{0}", "，{0}", " {0}"]).format(rng.randrange(60000000, 69999999))
    return line.format(a=name, b=place, n=rng.randrange(1, 400)) + phone + rng.choice(["", "", "；", "。"])


def _shorter(rng: Random, text: str) -> list[str]:
    """Cut a long paragraph into shorter ones at its full stops."""
    sentences = re.findall(r"[^。！？]+[。！？]?[”’]?", text)
    out: list[str] = []
    for sentence in sentences:
        if out and len(out[-1]) < rng.choice([30, 60, 120]):
            out[-1] += sentence
        else:
            out.append(sentence)
    return out


def varied(rng: Random, story: Story) -> Story:
    """One of our own stories with some sentences and paragraphs left out or set anew.

    There are a few hundred of them and each is printed on thousands of pages: a network knows them again by the
    lengths of their sentences, and then knows where they end without looking at the page.
    """
    paragraphs: list[Paragraph] = []
    for paragraph in story.paragraphs:
        if paragraph.subhead:
            paragraphs.append(paragraph)
            continue
        if rng.random() < 0.15:
            continue
        for text in _shorter(rng, paragraph.text) if rng.random() < 0.25 else [paragraph.text]:
            sentences = re.findall(r"[^。！？]+[。！？]?[”’]?", text)
            if len(sentences) > 1 and rng.random() < 0.4:
                del sentences[rng.randrange(len(sentences))]
            paragraphs.append(Paragraph("".join(sentences)))
    if rng.random() < 0.5:
        at = rng.randrange(len(paragraphs) + 1)
        paragraphs = [p for n, p in enumerate(paragraphs) if n <= at or p.subhead or rng.random() < 0.7]
    while paragraphs and paragraphs[-1].subhead:
        paragraphs.pop()
    bodies = [p for p in paragraphs if not p.subhead]
    return replace(story, paragraphs=tuple(paragraphs)) if len(bodies) > 1 else story


def mixed_stories(shared: Path, own: object, seed: int) -> list[Story]:
    """Our own stories of a seed with more of the corpus among them; of the seeds held out only our own."""
    stories = own(seed)
    if seed >= desk.HELD_OUT:
        return stories
    rng = Random(f"mix {seed}")
    if seed >= UNSEEN:
        assets = stories_of_assets()
        return [with_extras(rng, story, assets) for story in rng.sample(assets, len(assets))]
    if seed >= LISTS:
        own_now = [varied(rng, s) for s in rng.sample(stories, len(stories) // 3)]
        return own_now + stories_of_corpus(shared, seed, 90) + lists_of_corpus(shared, seed, 40)
    if seed >= VARIED:
        count = len(stories) // rng.choice([1, 2, 4])
        return [varied(rng, s) for s in rng.sample(stories, count)] + stories_of_corpus(shared, seed, 120)
    return rng.sample(stories, len(stories) // 4) + stories_of_corpus(shared, seed, 160)


class FirstRow(tuple):
    """The first line of a paragraph, told from the others by its type."""


def prepare(shared: Path) -> None:
    """Let the composer draw on the corpus, and mark the first line of every block, which its pages do not show."""
    own = desk.stories
    printed: list[Story] = []  # where the composer looks for the story of an article that it gives a byline

    def stories(seed: int) -> list[Story]:
        printed[:] = mixed_stories(shared, own, seed)
        return list(printed)

    desk.stories = stories
    article_parts.load_stock = lambda: tuple(printed)
    spans = set_items._spans

    def marked(*args: object, **kwargs: object) -> list[tuple]:
        lines = spans(*args, **kwargs)
        return [FirstRow(line) if not n else line for n, line in enumerate(lines)]

    set_items._spans = marked


def labelled_page(plan, page) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels (role, begin, paragraph) of one page; a label of -1 is not to be learned."""
    rows = []
    for item in page.items:
        if rows and plan.style.block_gap:
            rows.append(set_items.BLANK)
        rows += set_items.set_item(item, plan.style)
    text = "".join("".join(span.text for span in row) + "\n" for row in rows)
    owner_at: list[tuple[str | None, str, bool] | None] = []
    first_at: set[int] = set()
    for row in rows:
        if isinstance(row, FirstRow):
            first_at.add(len(owner_at))
        for span in row:
            owner_at += [(span.owner, span.role, span.optional)] * len(span.text)
        owner_at.append(None)
    lines = lines_of(text)
    starts = {next(i for i in range(at, len(text)) if not is_blank(text[i])) for at in first_at if text[at:].strip()}
    labels = []
    last: tuple[str, ...] = ()
    for line in lines:
        held = Counter(owner_at[i] for i in range(line.start, line.end) if not is_blank(text[i]))
        owned = tuple(sorted({owner for owner, _, optional in held if owner and not optional}))
        role: int
        begin = IGNORE
        if len(owned) > 1:
            role, begin, last = ROLES.index("shared"), 1, owned
        elif owned:
            kind = max((count, what[1]) for what, count in held.items() if what[0] and not what[2])[1]
            if kind == "headline" and (len(held) > 1 or line.text[0] == "【"):
                kind = "body"  # a headline in brackets before its text
            role, begin, last = ROLES.index(ROLE_OF[kind]), int(owned != last), owned
        else:
            kinds = {kind for _, kind, _ in held}
            role = ROLES.index("jump") if "jump" in kinds else IGNORE if "caption" in kinds else ROLES.index("none")
        goes_on = role == ROLES.index("headline") and labels and labels[-1][0] == role and not begin
        opens = line.start in starts or (role in HEADS and not goes_on)
        labels.append((role, begin, int(opens) if role >= 0 else IGNORE))
    return features(lines).astype(np.float16), np.array(labels, np.int8)


def issue(seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """All pages of one issue."""
    plan = text_pages.plan_issue(seed)
    pages = []
    for page in plan.pages:
        try:
            pages.append(labelled_page(plan, page))
        except ValueError:  # an item of the corpus too long for a column of short news
            continue
    return pages


def single(text: str, titled: bool) -> tuple[np.ndarray, np.ndarray]:
    """A text that is one article: only what its form shows for certain is to be learned."""
    lines = lines_of(text)
    unwrapped = max(line.width for line in lines) > 120
    labels = []
    for n, line in enumerate(lines):
        if n == 0 and titled:
            labels.append((ROLES.index("headline"), 1, 1))
        elif unwrapped and line.width > 80:
            labels.append((ROLES.index("body"), int(n == 0), 1))
        else:
            labels.append((IGNORE, int(n == 0), IGNORE))
    return features(lines).astype(np.float16), np.array(labels, np.int8)


def singles(shared: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Articles by themselves: our own, and as many of the corpus with and without their headline."""
    own = [path.read_bytes().decode("utf-8") for path in sorted((shared / "gold" / "train").glob("*.txt"))]
    pages = [single(text, titled=len(text.split("\n")[0]) <= 40) for text in own if text.strip()]
    for n, row in enumerate(Random("singles").sample(news(shared), 1000)):
        titled = n % 3 > 0
        pages.append(single(f"{row['title']}\n{row['text']}" if titled else row["text"], titled))
    return pages


def main() -> None:
    """Compose and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--issues", type=int, default=6000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--name", default="pages")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    args.build.mkdir(parents=True, exist_ok=True)
    with multiprocessing.get_context("fork").Pool(args.jobs, prepare, (args.shared,)) as pool:
        pages = [p for found in pool.imap(issue, range(args.first, args.first + args.issues), 16) for p in found]
    if not args.first:
        pages += singles(args.shared)
    sizes = np.array([len(x) for x, _ in pages])
    np.savez(
        args.build / f"{args.name}.npz",
        x=np.concatenate([x for x, _ in pages]),
        y=np.concatenate([y for _, y in pages]),
        sizes=sizes,
    )
    print(f"{len(pages)} pages, {sizes.sum()} lines")


if __name__ == "__main__":
    main()
