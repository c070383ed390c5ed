"""Write and read back graphs of 100,000, a million and more triples, beside rdflib's own Turtle writer in the same run.

    python -m tests.benchmarks.turtle [TRIPLES ...] [--rdflib-most TRIPLES] [--fuzz CASES]

For each size: seconds of the processor to write and to read back (pyoxigraph), the memory that writing took beyond the
records themselves, and the same for rdflib up to ``--rdflib-most`` triples, for which it takes minutes. ``--fuzz`` puts
so many hostile names into graphs and reads each graph back with two parsers.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS

from kg.export.formats import write_rdf
from kg.export.rdf_terms import writable
from kg.records import Article, Document, Entity, Evidence, Knowledge, Link, Mention, Settings
from tests.export.made import renamed, sample
from tests.export.test_turtle import HOSTILE

LINKS_AN_ARTICLE = 90
PEOPLE = 400


def collection(triples: int, seed: int = 7) -> Knowledge:
    """Articles of invented people who are named beside each other, with about so many triples in all."""
    rng = random.Random(seed)
    names = ["".join(rng.choices("山川河谷林泉云雨风雪晨光", k=3)) for _ in range(PEOPLE)]
    people = [f"per-{number:010x}" for number in range(PEOPLE)]
    documents, articles, mentions, links = [], [], [], []
    pairs: set[tuple[str, str]] = set()
    for number in range(triples // (LINKS_AN_ARTICLE * 18)):
        doc, date = f"{number:06}.txt", f"20{number % 90 + 10}-0{number % 9 + 1}-11"
        chosen = rng.sample(range(PEOPLE), 20)
        sentences = [
            "".join((names[a], "和", names[b], "一起到会。")) for a, b in zip(chosen[::2], chosen[1::2], strict=True)
        ]
        text = "会议召开\n" + "".join(sentences)
        documents.append(Document(doc, text, f"{number:064x}", "utf-8", date, "file name", "云泉日报", None, 1))
        spots = tuple(range(len(text)))
        articles.append(Article(doc, "a1", text, spots, ((0, len(text)),), "会议召开", 5, date=date))
        at = 5
        evidence = []
        for (a, b), sentence in zip(zip(chosen[::2], chosen[1::2], strict=True), sentences, strict=True):
            evidence.append(Evidence(doc, "a1", at, at + len(sentence), sentence, "rule:beside", 0.9))
            for who, begin in ((a, at), (b, at + 4)):
                end = begin + 3
                mentions.append(
                    Mention(doc, "a1", begin, end, begin, end, "PERSON", names[who], "model", 0.97, people[who])
                )
            at += len(sentence)
        for _ in range(LINKS_AN_ARTICLE):
            a, b = sorted(rng.sample(range(10**7), 2))
            pair = people[a % PEOPLE], people[b % PEOPLE]
            pairs.add(pair)
            ident = f"lnk-{len(links):010x}"
            where = (rng.choice(evidence),)
            links.append(Link(ident, *pair, "sentence", 1, 0, 1, rng.random(), "npmi", date, date, where))
    entities = tuple(Entity(person, "person", name) for person, name in zip(people, names, strict=True))
    return Knowledge(tuple(documents), tuple(articles), tuple(mentions), (), entities, (), (), (), tuple(links), ())


def timed(work: Callable[[], object]) -> tuple[object, float]:
    """What ``work`` gives, and the seconds of the processor that it took."""
    begin = time.process_time()
    result = work()
    return result, time.process_time() - begin


def memory_in(work: Callable[[], object]) -> int:
    """Bytes by which this process grew at most while it did ``work``; Linux only, 0 elsewhere."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not reset.exists():
        work()
        return 0

    def read(name: str) -> int:
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith(name))

    reset.write_text("5")  # the peak begins anew
    before = read("VmRSS")
    work()
    return read("VmHWM") - before


def measure(triples: int, folder: Path, rdflib_most: int) -> Iterator[str]:
    """One line of the table, and one for rdflib."""
    knowledge = collection(triples)
    path = folder / "graph.ttl"
    grown = memory_in(lambda: write_rdf(knowledge, Settings(), path))
    number, write = timed(lambda: write_rdf(knowledge, Settings(), path))
    found, read = timed(lambda: sum(1 for _ in ox.parse(path=str(path))))
    assert found == number, (found, number)
    size = path.stat().st_size
    both = f"{write:>9.2f}{read:>9.2f}{write + read:>9.2f}"
    yield f"{number:>12,} {'kg':8}{both}{size / 2**20:>9.0f}{grown / 2**20:>9.0f}"
    if triples <= rdflib_most:
        graph, read_slow = timed(lambda: Graph().parse(path, format="turtle"))
        assert isinstance(graph, Graph)
        _, write_slow = timed(lambda: graph.serialize(folder / "rdflib.ttl", format="turtle"))
        yield f"{len(graph):>12,} {'rdflib':8}{write_slow:>9.2f}{read_slow:>9.2f}{write_slow + read_slow:>9.2f}"
        ratios = f"{write_slow / write:.1f} in writing, {(write_slow + read_slow) / (write + read):.1f} in both"
        yield f"{'':12} rdflib takes {ratios} times as long"


def fuzz(cases: int, folder: Path) -> int:
    """Graphs with hostile names, each read back by rdflib or Oxigraph; returns how many there were."""
    done = 0
    subject = URIRef("http://example.org/kg/id/per-0000000001")

    @hypothesis.settings(
        max_examples=cases, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    @hypothesis.given(HOSTILE)
    def tried(name: str) -> None:
        nonlocal done
        path = folder / "fuzz.ttl"
        triples = write_rdf(renamed(sample(), name), Settings(), path)
        store = ox.Store()
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
        label = f"SELECT ?l {{ <{subject}> <{SKOS.prefLabel}> ?l }}"
        assert [row["l"].value for row in store.query(label)] == [writable(name)]  # type: ignore[union-attr]
        assert len(store) == triples
        if done % 50 == 0:  # rdflib takes twenty times as long
            graph = Graph().parse(path, format="turtle")
            assert graph.value(subject, SKOS.prefLabel) == Literal(writable(name), lang="zh-Hans")
            assert len(graph) == triples
        done += 1

    tried()
    return done


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--rdflib-most", type=int, default=1_000_000)
    parser.add_argument("--fuzz", type=int, default=0, metavar="CASES")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.fuzz:
            print(f"{fuzz(given.fuzz, folder):,} graphs with hostile names are valid and read back as they were")
            return
        print(f"{'triples':>12} {'by':8}{'write s':>9}{'read s':>9}{'both s':>9}{'MiB':>9}{'grew MiB':>9}")
        for triples in given.triples:
            for line in measure(triples, folder, given.rdflib_most):
                print(line, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
