"""Who is who in composed years of a paper: how well it is told, and how long that takes for more and more articles.

    python -m tests.benchmarks.identity [--seeds 31 32 33] [--articles 2000] [--text] [--times 1000 10000 100000]

Each seed is another district with its own people, bodies and streets. ``told``: the facts of each article as somebody
tells them who reads without a slip; ``read``: as the stage of relations finds them between the true names; ``text``
(with ``--text``, for the first seed): everything found in the plain text by a build.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg import pipeline
from kg.records import Extraction, Knowledge, Settings
from kg.resolution.entities import resolve
from tests.year.corpus import Corpus, compose
from tests.year.scores import Scores, score

WANTED = {"person": 0.97, "organisation": 0.97, "street": 0.99, "namesakes": 0.02, "tenures": 0.95}
A_YEAR = 2000
"""Articles of one paper in a year; more articles are of more papers, each of another district."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=[31, 32, 33])
    parser.add_argument("--articles", type=int, default=A_YEAR)
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--times", type=int, nargs="*", default=[])
    chosen = parser.parse_args(arguments)
    if chosen.seeds:
        print_scores(chosen.seeds, chosen.articles, text=chosen.text)
    if chosen.times:
        print_times(chosen.times)


def print_scores(seeds: Sequence[int], articles: int, *, text: bool) -> None:
    """One line for each seed and way to the facts."""
    head = ("seed", "home", "facts", "articles", "people", "bodies", "streets", "B³ people", "B³ bodies", "B³ streets",
            "namesakes", "merged", "mentions", "tenures")  # fmt: skip
    print("\t".join(head))
    for number, seed in enumerate(seeds):
        corpus = compose(seed, articles)
        for facts in ("told", "read"):
            print(_line(seed, corpus, facts, score(corpus, resolve(corpus.extractions(facts), Settings()))), flush=True)
        if text and number == 0:
            print(_line(seed, corpus, "text", score(corpus, built(corpus))), flush=True)
    print(
        "wanted\t"
        + "\t".join(f"{name} {'≤' if name == 'namesakes' else '≥'} {value}" for name, value in WANTED.items())
    )


def _line(seed: int, corpus: Corpus, facts: str, scores: Scores) -> str:
    cells = (
        str(seed),
        corpus.world.full,
        facts,
        *(str(scores.counts[key]) for key in ("articles", "person", "organisation", "street")),
        *(f"{scores.b3[kind][2]:.4f}" for kind in ("person", "organisation", "street")),
        str(scores.counts["namesakes"]),
        f"{scores.namesakes_merged:.3f}",
        f"{scores.namesake_mentions_merged:.4f}",
        f"{scores.tenures[2]:.4f}",
    )
    return "\t".join(cells)


def built(corpus: Corpus) -> Knowledge:
    """The plain text of the pages through the whole chain, up to resolution."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for doc, page in corpus.texts().items():
            (folder / doc).write_text(page, encoding="utf-8")
        (folder / "kg.toml").write_text(f'paper = "今日日报"\nhome = "{corpus.world.full}"\n', encoding="utf-8")
        extractions, skipped, _ = pipeline.extract_all([str(folder)], Settings())
    if skipped:
        print("skipped", len(skipped))
    return _placed(corpus, resolve(extractions, Settings()))


def _placed(corpus: Corpus, knowledge: Knowledge) -> Knowledge:
    """Mentions at their places in the composed articles, which stand one after the other on a page."""
    starts: dict[str, list[tuple[int, str]]] = {}
    for sheet in corpus.sheets:
        known = starts.setdefault(sheet.article.doc, [])
        begin = known[-1][0] if known else 0
        known.append((begin + len(sheet.article.text) + 2, sheet.article.id))
    moved = []
    for mention in knowledge.mentions:
        begin = 0
        for end, article in starts.get(mention.doc, ()):
            if mention.start < end:
                at = mention.start - begin
                moved.append(replace(mention, article=article, begin=at, stop=at + mention.end - mention.start))
                break
            begin = end
    return replace(knowledge, mentions=tuple(moved))


def print_times(sizes: Sequence[int]) -> None:
    """Processor seconds of resolution by the number of articles, and beside them what n log n would give."""
    print("articles\tmentions\tfacts\tentities\tseconds\tper n log n, of the first\tpeak memory, MiB")
    first = 0.0
    for size in sizes:
        extractions = list(province(size))
        mentions, facts = (sum(len(getattr(e, name)) for e in extractions) for name in ("mentions", "facts"))
        gc.collect()
        begin = time.process_time()
        entities = len(resolve(extractions, Settings()).entities)
        spent = time.process_time() - begin
        rate = spent / (size * math.log(size))
        first = first or rate
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size}\t{mentions}\t{facts}\t{entities}\t{spent:.1f}\t{rate / first:.2f}\t{peak}", flush=True)


def province(articles: int) -> Iterator[Extraction]:
    """So many articles of as many papers as write two thousand each, every paper of another district."""
    for number, begin in enumerate(range(0, articles, A_YEAR)):
        corpus = compose(number, min(A_YEAR, articles - begin), home=number * 7, prefix=f"{number:03}/")
        yield from corpus.extractions("told")


if __name__ == "__main__":
    main()
