"""Score the reading of PDF files: pages composed for it, their articles found again.

    python tests/benchmarks/articles_from_pdfs.py [--pages 100] [--seed 1] [--show 10] [--pictures]

Composes files in a temporary folder, reads them as ``kg build`` does and cuts them into articles. ``--show`` names the
first articles that were missed or wrong, and ``--pictures`` makes each page a picture of 200 dots an inch, which needs
the extra ``ocr``. What counts as found is said in ``tests/composer/pdf_scores.py``.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kg.ingest.articles import split_articles
from kg.ingest.read import read_documents
from kg.records import Article, Document, Settings, Skipped
from tests.composer.pdf_blocks import GoldPage
from tests.composer.pdf_pages import compose
from tests.composer.pdf_scores import PageScore, offset_errors, score_page

_PAGE = re.compile(r"\.pdf\D+(\d+)$")  # the doc of one page of a file with several


@dataclass(slots=True)
class Tally:
    """Counts over some pages or articles."""

    gold: int = 0
    right: int = 0
    found: int = 0

    def add(self, gold: int, right: int, found: int) -> None:
        """Count some more."""
        self.gold, self.right, self.found = self.gold + gold, self.right + right, self.found + found

    def shown(self) -> str:
        """Return precision, recall and F1 with the counts."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        f1 = 2 * self.right / max(1, self.found + self.gold)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({self.right} of {self.gold}, {self.found} found)"


@dataclass(slots=True)
class Totals:
    """Everything counted over the run."""

    articles: Tally = field(default_factory=Tally)
    by_variation: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_feature: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    reasons: Counter[str] = field(default_factory=Counter)
    scores: list[PageScore] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    offsets: int = 0
    shown: list[str] = field(default_factory=list)


def read_pages(path: Path, count: int) -> Iterator[tuple[int, Document | Skipped]]:
    """Read a file, and give what came of it with the page, counted from 0, that it belongs to."""
    for item in read_documents([str(path)], Settings()):
        named = _PAGE.search(item.doc)
        yield (int(named.group(1)) - 1 if named and count > 1 else 0), item


def as_pictures(data: bytes) -> bytes:
    """Return a PDF file with a picture in place of each page."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    with pdfium.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(page.render(scale=200 / 72).to_pil()), 0, 0, width, height)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def score_file(path: Path, pages: Sequence[GoldPage], totals: Totals) -> None:
    """Score one file."""
    found: dict[int, list[Article]] = {n: [] for n in range(len(pages))}
    for n, item in read_pages(path, len(pages)):
        if isinstance(item, Skipped):
            totals.skipped.append(item)
            continue
        articles = split_articles(item)
        totals.offsets += sum(offset_errors(article, item.text) for article in articles)
        found.setdefault(n, []).extend(articles)
    for n, page in enumerate(pages):
        score = score_page(page, found[n])
        totals.scores.append(score)
        right, out = len(score.pairs), len(score.pairs) + len(score.wrong)
        totals.articles.add(score.gold, right, out)
        for name in page.variations:
            totals.by_variation[name].add(score.gold, right, out)
        for gold in page.articles:
            if gold.kind != "picture":
                hit = any(gold is pair[0] for pair in score.pairs)
                for feature in gold.features:
                    totals.by_feature[feature].add(1, hit, 0)
        where = f"{path.name} page {n + 1}"
        for gold, why in score.missed:
            totals.reasons[f"missed: {why}"] += 1
            totals.shown.append(f"{where}: missed {gold.headlines[0]} ({', '.join(gold.features)}): {why}")
        for wrong in score.wrong:
            totals.reasons[f"wrong: {wrong.why}"] += 1
            totals.shown.append(f"{where}: wrong {wrong.what}: {wrong.why}")


def report(totals: Totals, seconds: float, show: int) -> None:
    """Print the figures."""
    scores = totals.scores
    pairs = sum(len(s.pairs) for s in scores)
    print(f"pages {len(scores)}, {seconds / max(1, len(scores)):.2f} s a page to read and cut")
    print(f"articles    {totals.articles.shown()}")
    for name, part, whole in (
        ("headlines", sum(s.headlines for s in scores), pairs),
        ("paragraphs", sum(s.whole for s in scores), sum(s.paragraphs for s in scores)),
        ("order", sum(s.ordered for s in scores), sum(s.read for s in scores)),
    ):
        print(f"{name:11} {part / max(1, whole):.3f} ({part} of {whole})")
    print(f"offsets     {totals.offsets} wrong")
    print(f"skipped     {len(totals.skipped)}" + "".join(f"\n  {s.doc}: {s.reason}" for s in totals.skipped[:3]))
    for reason, count in totals.reasons.most_common():
        print(f"  {count:4} {reason}")
    print("by page")
    for name, tally in sorted(totals.by_variation.items()):
        print(f"  {name:24} {tally.shown()}")
    print("by article (recall)")
    for name, tally in sorted(totals.by_feature.items()):
        print(f"  {name:28} {tally.right / max(1, tally.gold):.3f} ({tally.right} of {tally.gold})")
    for line in totals.shown[:show]:
        print(line)


def main(arguments: Sequence[str] | None = None) -> None:
    """Compose, read and score."""
    parser = argparse.ArgumentParser(description="Score the reading of PDF pages.")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--pictures", action="store_true")
    given = parser.parse_args(arguments)
    totals, seconds, seed = Totals(), 0.0, given.seed
    with tempfile.TemporaryDirectory() as folder:
        while len(totals.scores) < given.pages:
            made = compose(seed)
            path = Path(folder, f"page-{seed}.pdf")
            path.write_bytes(as_pictures(made.data) if given.pictures else made.data)
            begin = time.perf_counter()
            score_file(path, made.pages, totals)
            seconds += time.perf_counter() - begin
            path.unlink()
            seed += 1
    report(totals, seconds, given.show)


if __name__ == "__main__":
    main()
