"""Learn how much each sign counts where pages are cut into articles: the weights of ``kg/ingest/page/borders.py``.

    python models/scripts/page_borders.py SHARED OUT [--issues 250]

composes pages, a third of them of the stories that the network was trained on and the others of such as it has not
seen, reads them with the network, and writes ``OUT/borders.json``: the weights under which the right ways to cut are
likeliest among all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from kg.ingest.lines import lines_of
from kg.ingest.page.borders import OF_BORDERS, OF_PIECES, Cuts, chances_of, cuts_of, heads_first, scores_of, stretches
from kg.ingest.page.line_roles import LineRole, read_roles
from kg.ingest.page.segments import lines_of_articles
from kg.ingest.view import reading_view
from models.scripts import page_lines
from tests.composer.text_pages import GoldPage, compose

SEEN = 61_000  # from this seed on
NAMES = (*OF_BORDERS, *OF_PIECES)
Example = tuple[Cuts, list[tuple[int, int]]]  # and its right pieces


def examples_of(page: GoldPage, read: Sequence[LineRole]) -> list[Example]:
    """The stretches of a page with their right pieces, as far as the network leaves them possible."""
    owner = {i: a.id for a in page.articles for r in a.ranges for i in range(r.start, r.end)}
    lines = lines_of_articles(read)
    found = []
    for stretch, shared in stretches(lines):
        if not stretch:
            continue
        cuts = cuts_of(stretch, shared, heads_first(lines))
        begins, last = [], None
        for n, line in enumerate(stretch):
            own = owner.get(line.line.start)
            if not n or (own and own != last):
                begins.append(n)
            last = own or last
        right = [k for k, place in enumerate(cuts.places) if place in begins]
        found.append((cuts, list(zip(right, [k - 1 for k in right[1:]] + [len(cuts.places) - 1], strict=True))))
    return found


def learn(examples: Sequence[Example], pull: float = 0.3) -> np.ndarray:
    """The weights that make the right ways likeliest; ``pull`` keeps them small."""
    begin = np.zeros(len(NAMES))
    begin[0] = 1.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(NAMES))
        for cuts, right in examples:
            whole, chances = chances_of(scores_of(cuts, weights))
            for (i, j), features in cuts.pieces.items():
                own = np.concatenate([cuts.borders[i], features])
                told = float((i, j) in right)
                total -= told * float(own @ weights)
                slope += (chances[i, j] - told) * own
            total += whole
        return total + pull * float(((weights - begin) ** 2).sum()), slope + 2 * pull * (weights - begin)

    return minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def pages(seeds: Iterable[int]) -> Iterable[GoldPage]:
    for seed in seeds:
        try:
            yield from compose(seed).pages
        except ValueError:  # an item of the corpus too long for a column of short news
            continue


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--issues", type=int, default=250)
    args = parser.parse_args()
    examples: list[Example] = []
    for first in (SEEN, page_lines.UNSEEN, page_lines.UNSEEN + 2000):
        if first == page_lines.UNSEEN:
            page_lines.prepare(args.shared)
        for page in pages(range(first, first + args.issues)):
            examples += examples_of(page, read_roles(lines_of(reading_view(page.text))))
    weights = {name: round(float(weight), 3) for name, weight in zip(NAMES, learn(examples), strict=True)}
    (args.out / "borders.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(len(examples), "stretches", weights)


if __name__ == "__main__":
    main()
