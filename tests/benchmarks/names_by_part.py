"""What each part of the name stage brings: rules, the tagger, the article's memory, and all of them.

    python tests/benchmarks/names_by_part.py GOLD_DIR… [--json FILE]

Exact span and label against the annotation of each folder; articles are cut as ``kg build`` cuts them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from given_gold import gold_articles

import kg
from kg.ner.mentions import as_candidate, believable, find_mentions, remembered
from kg.ner.model import load_model
from kg.ner.rules import rule_candidates
from kg.ner.spans import Candidate, rank_then_length, with_both_marks
from kg.ner.units import cut_units
from kg.records import LABELS, Article

Found = set[tuple[int, int, str]]
Span = tuple[int, int, str, float]


def spans(candidates: Iterable[Candidate]) -> Found:
    return {(candidate.begin, candidate.stop, candidate.label) for candidate in candidates}


def parts(article: Article, tagged: Sequence[Span]) -> dict[str, Found]:
    """Names of an article by each part and by some together."""
    units = cut_units(article.text)
    ruled = rank_then_length([candidate for unit in units for candidate in rule_candidates(unit)])
    every = [with_both_marks(as_candidate(name), article.text) for name in tagged]
    kept = [with_both_marks(as_candidate(name), article.text) for name in tagged if believable(name)]
    return {
        "rules": spans(ruled),
        "rules and memory": spans(rank_then_length([*ruled, *remembered(article.text, units, ruled)])),
        "tagger, whatever its score": spans(rank_then_length(every)),
        "tagger, what is believable": spans(rank_then_length(kept)),
        "tagger and rules": spans(rank_then_length([*ruled, *kept])),
    }


def f1(counts: Counter[str], label: str) -> float:
    right, said, there = (counts[f"{kind} {label}"] for kind in ("right", "said", "there"))
    return round(2 * right / (said + there), 4) if said + there else 0.0


def judge(folder: Path) -> dict[str, dict[str, float]]:
    """F1 of all names and of each label, by part."""
    nlp = load_model()
    gold = [pair for path in sorted(folder.glob("*.gold.json")) for pair in gold_articles(path)]
    tally: dict[str, Counter[str]] = {}
    for (article, wanted), doc in zip(gold, nlp.pipe(article.text for article, _ in gold), strict=True):
        tagged = [
            (e.start_char, e.end_char, e.label_, score) for e, score in zip(doc.ents, doc._.kg_scores, strict=True)
        ]
        found = parts(article, tagged)
        found["all, as shipped"] = {(m.begin, m.stop, m.label) for m in find_mentions([article], nlp)}
        there = {(m.begin, m.stop, m.label) for m in wanted}
        for part, said in found.items():
            counts = tally.setdefault(part, Counter())
            for kind, names in (("right", said & there), ("said", said), ("there", there)):
                for *_, label in names:
                    counts[f"{kind} {label}"] += 1
                    counts[f"{kind} all"] += 1
    return {part: {label: f1(counts, label) for label in ("all", *LABELS)} for part, counts in tally.items()}


def main(print_line: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    tables = {f"{folder.parent.name}/{folder.name}": judge(folder) for folder in args.gold}
    for name, table in tables.items():
        print_line(f"{name}, kg {kg.__version__}")
        print_line(f"{'':28}" + "".join(f"{label:>11}" for label in ("all", *LABELS)))
        for part, row in table.items():
            print_line(f"{part:28}" + "".join(f"{value:11.3f}" for value in row.values()))
    if args.json:
        args.json.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
