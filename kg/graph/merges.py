"""Why two names are one thing in a graph, or are not: what review.csv has of them, asked by names, ids or articles."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from kg.errors import OutputError
from kg.graph.lookup import find, lookup
from kg.graph.rows import MergeRow

FILE = "review.csv"


def merges(folder: Path, graph: nx.MultiDiGraph[str], a: str, b: str) -> list[MergeRow]:
    """Every comparison of a thing that ``a`` means with one that ``b`` means, the surest first.

    Args:
        folder: what ``kg build`` wrote.
        graph: what ``kg.load`` makes of it.
        a: a name, an alias, an id, or NAME@DOCUMENT#ARTICLE as review.csv has it.
        b: another, or the same name, for all its namesakes.

    Raises:
        SettingError: the graph has nothing of one of the names.
        OutputError: the folder has no review.csv, or one that cannot be read.
    """
    ids = [_ids(graph, name) for name in (a, b)]
    rows = []
    for row in _review(folder):
        sides = [{row["a"], row["a_id"]}, {row["b"], row["b_id"]}]
        if any(sides[x] & ids[0] and sides[1 - x] & ids[1] for x in (0, 1)):
            rows.append(
                MergeRow(
                    row["together"], float(row["score"]), row["reason"], row["left"], row["right"], row["a"], row["b"]
                )
            )
    if not rows and a != b and ids[0] & ids[1]:
        name = graph.nodes[min(ids[0] & ids[1])]["name"]
        rows.append(MergeRow("yes", 1.0, f"both are read as {name}: the tables and the home say so", a, b, "", ""))
    return sorted(rows, key=lambda row: (-row.score, row.left, row.right))


def _ids(graph: nx.MultiDiGraph[str], name: str) -> set[str]:
    if "@" in name:
        return {name}
    find(graph, name)  # refuses a name that nothing has
    return set(lookup(graph, name))


def _review(folder: Path) -> Iterator[dict[str, str]]:
    try:
        with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OutputError(f"{folder / FILE}: cannot be read ({error}); build the folder anew") from error
