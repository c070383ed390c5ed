"""Who is who over a composed year: the claims that ``make identity`` prints the figures of, on a smaller year."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.records import Extraction, Knowledge, Settings
from kg.resolution.entities import resolve
from tests.year.corpus import Corpus, compose
from tests.year.scores import Scores, b_cubed, score


@pytest.fixture(scope="module")
def year() -> Corpus:
    return compose(41, 500, people=200)


@pytest.fixture(scope="module")
def pages(year: Corpus) -> list[Extraction]:
    return year.extractions("read")


@pytest.fixture(scope="module")
def resolved(pages: list[Extraction]) -> Knowledge:
    return resolve(pages, Settings())


@pytest.fixture(scope="module")
def scores(year: Corpus, resolved: Knowledge) -> Scores:
    return score(year, resolved)


@pytest.mark.parametrize(("kind", "least"), [("person", 0.97), ("organisation", 0.97), ("street", 0.99)])
def test_names_of_a_year_come_to_their_people_bodies_and_streets(scores: Scores, kind: str, least: float) -> None:
    assert scores.b3[kind][2] >= least


def test_namesakes_of_a_year_are_kept_apart(scores: Scores) -> None:
    assert scores.counts["namesakes"] >= 10
    assert scores.namesakes_merged <= 0.02
    assert scores.reporters_merged == 0


def test_tenures_of_a_year_have_the_right_person_post_and_days(scores: Scores) -> None:
    assert scores.tenures[2] >= 0.95


@pytest.mark.parametrize("seed", range(2))
def test_a_year_comes_to_the_same_in_any_order(pages: list[Extraction], resolved: Knowledge, seed: int) -> None:
    draw = random.Random(seed)
    shuffled = [
        replace(
            page,
            articles=tuple(draw.sample(page.articles, len(page.articles))),
            mentions=tuple(draw.sample(page.mentions, len(page.mentions))),
        )
        for page in draw.sample(pages, len(pages))
    ]
    assert resolve(shuffled, Settings()) == resolved


def test_a_composed_year_is_the_same_from_the_same_seed(year: Corpus) -> None:
    assert compose(41, 500, people=200) == year


def test_b_cubed_of_a_split_and_of_a_merged_pair() -> None:
    assert b_cubed([("a", "1"), ("a", "2")])[:2] == (1.0, 0.5)
    assert b_cubed([("a", "1"), ("b", "1")])[:2] == (0.5, 1.0)
