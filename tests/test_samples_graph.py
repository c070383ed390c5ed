"""What a user gets from ``kg demo``: the samples' graph, read by the tools that people would read it with."""

import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib

import kg
from kg import samples
from kg.graph.load import to_json
from kg.graph.validate import violations

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph(built_output: Path) -> "nx.MultiDiGraph[str]":
    return kg.load(built_output)


def test_the_loaded_graph_is_the_one_that_was_written(built_output: Path, graph: "nx.MultiDiGraph[str]") -> None:
    assert to_json(graph) == (built_output / "graph.json").read_text(encoding="utf-8")
    assert graph.number_of_nodes() > 100


def test_every_parser_finds_the_same_number_of_triples(built_output: Path) -> None:
    path = built_output / "graph.ttl"
    counts = {
        "rdflib": len(rdflib.Graph().parse(path)),
        "pyoxigraph": sum(1 for _ in pyoxigraph.parse(path=str(path))),
    }
    if shutil.which("rapper") or os.environ.get("CI"):
        done = subprocess.run(["rapper", "-i", "turtle", "-c", path], capture_output=True, text=True, check=True)
        counts["rapper"] = int(re.findall(r"returned (\d+) triples", done.stderr)[0])
    assert len(set(counts.values())) == 1, counts
    assert counts["rdflib"] > 10_000


def test_the_turtle_keeps_to_the_shapes(built_output: Path) -> None:
    assert violations((built_output / "graph.ttl").read_text(encoding="utf-8")) == ()


def test_networkx_reads_the_graphml(built_output: Path, graph: "nx.MultiDiGraph[str]") -> None:
    read = nx.read_graphml(built_output / "graph.graphml", force_multigraph=True)
    assert set(read) == set(graph)
    assert read.number_of_edges() == graph.number_of_edges()


def test_every_mention_is_the_text_at_its_offsets(built_output: Path) -> None:
    pages = {path.name: path.read_bytes().decode("utf-8") for path in samples.folder().glob("*.txt")}
    rows = [json.loads(line) for line in (built_output / "mentions.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [row for row in rows if "".join(pages[row["doc"]][row["start"] : row["end"]].split()) != row["text"]]
    assert len(rows) > 500
    assert wrong == []


def test_every_official_has_a_sentence_that_names_the_post(built_output: Path) -> None:
    with (built_output / "officials.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 50
    assert [row["person"] for row in rows if not row["sentence"] or not row["post"]] == []
