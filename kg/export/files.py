"""Write the output folder: all files beside it first, then all of them in, or none.

The files are written into a hidden folder inside the output folder, which is on the same file system wherever the
output folder is mounted, and only when all of them are complete they replace the old ones, each by one rename. If
one rename fails, those before it are taken back. Whatever else lies in the output folder is never touched.

A run that is killed leaves its hidden folder behind. The next one removes it; if the renames had begun, it first
finishes them, so that what the folder holds is of one run.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import networkx as nx

from kg.errors import OutputError
from kg.export import jsonl, tables
from kg.export.formats import EXTRA_FILES, extra_files, write_rdf
from kg.export.graphml import write_graphml
from kg.export.html import render_page
from kg.export.rdf_terms import writable
from kg.graph.flow import Flow, flow_of
from kg.graph.load import json_parts
from kg.locks import locked
from kg.records import Knowledge, Settings

FILES = (
    "graph.html",
    "graph.ttl",
    "graph.graphml",
    "graph.json",
    "officials.csv",
    "entities.csv",
    "relations.csv",
    "review.csv",
    "articles.jsonl",
    "mentions.jsonl",
    "relations.jsonl",
    "report.json",
)
"""What an output folder holds; report.json alone may differ between two runs over the same inputs."""

_OF_THE_HELPER = ("graph.html", "graph.graphml", "graph.json")
"""What a second process writes where there are several: half the work, and nothing that other files hang on."""

_NEW = ".kg-new"  # files being written
_READY = ".kg-ready"  # all written, being renamed into place
_OLD = ".kg-old"  # what they replace, until all are in place


def write_output(
    knowledge: Knowledge,
    graph: nx.MultiDiGraph[str] | Flow,
    report: Mapping[str, object],
    settings: Settings,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    compressed: bool = False,
    jobs: int = 1,
) -> None:
    """Write every file of ``FILES`` into ``folder``, which is made where it is missing.

    Args:
        knowledge: what is to be written.
        graph: the same as a graph.
        report: what report.json says of the build.
        settings: of the build; the base IRI is used here.
        folder: where to write.
        formats: RDF formats to write beside graph.ttl; a file of an earlier build in another format is removed.
        compressed: whether those are gzipped.
        jobs: with more than one, two processes write.

    Raises:
        SettingError: the base IRI or a format cannot be used.
        OutputError: the folder cannot be written, or another run is writing it; it is as it was before.
    """
    begin = time.perf_counter()
    extra = extra_files(formats, compressed=compressed)
    told: dict[str, object] = {"files": sorted([*FILES, *extra])}

    def write_turtle(path: Path) -> None:
        told["triples"] = write_rdf(knowledge, settings, path)

    contents = {"graph.ttl": write_turtle, **_contents(knowledge, graph)}
    contents.update({name: partial(write_rdf, knowledge, settings) for name in extra})
    contents["report.json"] = partial(_write_text, lambda out: _write_report({**_timed(report, begin), **told}, out))
    made = _make(folder)
    try:
        with locked(folder, folder):
            _recover(folder)
            try:
                _write(contents, folder / _NEW, jobs)
                _replace(folder)
            finally:
                for name in (_NEW, _READY, _OLD):
                    shutil.rmtree(folder / name, ignore_errors=True)
    except OSError as error:
        raise _refusal(folder, error) from error
    finally:
        _unmake(made)


def _contents(knowledge: Knowledge, graph: nx.MultiDiGraph[str] | Flow) -> dict[str, Callable[[Path], Any]]:
    """For each file that is neither RDF nor the report what writes it to a path."""
    graph = flow_of(graph)
    title = str(graph.whole.get("title") or "kg")
    return {
        "graph.html": partial(_write_text, lambda out: out.write(writable(render_page(graph, title=title)))),
        "graph.graphml": partial(_write_text, lambda out: write_graphml(graph, out)),
        "graph.json": partial(_write_text, lambda out: out.writelines(map(writable, json_parts(graph)))),
        "officials.csv": partial(_write_text, lambda out: tables.write_officials(knowledge, out)),
        "entities.csv": partial(_write_text, lambda out: tables.write_entities(knowledge.entities, out)),
        "relations.csv": partial(_write_text, lambda out: tables.write_relations(knowledge, out)),
        "review.csv": partial(_write_text, lambda out: tables.write_review(knowledge.decisions, out)),
        "articles.jsonl": partial(_write_text, lambda out: jsonl.write_articles(knowledge.articles, out)),
        "mentions.jsonl": partial(_write_text, lambda out: jsonl.write_mentions(knowledge.mentions, out)),
        "relations.jsonl": partial(
            _write_text, lambda out: jsonl.write_relations(knowledge.facts, knowledge.mentions, out)
        ),
    }


def _write_text(write: Callable[[TextIO], Any], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:  # newline="": the same bytes on every system
        write(out)


def _timed(report: Mapping[str, object], begin: float) -> Mapping[str, object]:
    """The report with the seconds of this stage among those of the others; it is written last, so they are known."""
    match report.get("seconds"):
        case {**seconds}:
            return {**report, "seconds": {**seconds, "export": round(time.perf_counter() - begin, 3)}}
    return report


def _write_report(report: Mapping[str, object], out: TextIO) -> None:
    out.write(writable(json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)) + "\n")


def _write(contents: Mapping[str, Callable[[Path], Any]], folder: Path, jobs: int) -> None:
    folder.mkdir()
    helper = _forked(contents, folder) if jobs > 1 else None
    mine = [name for name in contents if helper is None or name not in _OF_THE_HELPER]
    try:
        for name in mine:
            contents[name](folder / name)
    finally:
        written = helper is not None and os.waitpid(helper, 0)[1] == 0
    if helper is not None and not written:  # here its error is met again, if it was not the process that failed
        for name in _OF_THE_HELPER:
            contents[name](folder / name)


def _forked(contents: Mapping[str, Callable[[Path], Any]], folder: Path) -> int | None:
    """A second process that writes some of the files from the same memory; None where the system has no fork."""
    if not hasattr(os, "fork"):
        return None
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for name in _OF_THE_HELPER:
            contents[name](folder / name)
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is flushed, unlocked or told twice


def _replace(folder: Path) -> None:
    """Rename the new files into place; take all of it back if one cannot be."""
    ready, old = folder / _READY, folder / _OLD
    old.mkdir()
    for name in (*FILES, *EXTRA_FILES):
        if (folder / name).is_symlink() or (folder / name).exists():
            _keep(folder / name, old / name)
    (folder / _NEW).rename(ready)
    done: list[str] = []
    try:
        for name in (*FILES, *EXTRA_FILES):
            if (ready / name).exists():
                (ready / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)  # of an earlier build that was asked for more formats
            done.append(name)
    except BaseException:
        ready.rename(folder / _NEW)  # so that a run killed from here on is not taken for one to finish
        for name in done:
            if (old / name).is_symlink() or (old / name).exists():
                (old / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise


def _keep(path: Path, copy: Path) -> None:
    """A second name for a file, so that the first never stands empty."""
    try:
        os.link(path, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, copy, follow_symlinks=False)  # a file system without links; a folder fails here too


def _recover(folder: Path) -> None:
    """Finish or clear away what a killed run left behind."""
    ready = folder / _READY
    for name in (*FILES, *EXTRA_FILES):
        if (ready / name).exists():
            (ready / name).replace(folder / name)
    for name in (_NEW, _READY, _OLD):
        shutil.rmtree(folder / name, ignore_errors=True)


def _make(folder: Path) -> list[Path]:
    """Make the folder; returns what had to be made, the innermost first."""
    missing: list[Path] = []
    try:
        missing += [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _unmake(missing)
        raise _refusal(folder, error) from error
    return missing


def _unmake(made: list[Path]) -> None:
    """Remove folders that were made for a run that wrote nothing into them."""
    for path in made:
        with suppress(OSError):
            path.rmdir()


def _refusal(folder: Path, error: OSError) -> OutputError:
    in_the_way = isinstance(error, FileExistsError)
    reason = "a file is in the way" if in_the_way else error.strerror or str(error)
    return OutputError(f"{folder}: cannot be written ({reason}); choose another output folder")
