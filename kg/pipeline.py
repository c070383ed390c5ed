"""The chain, and nothing else.

    bytes ─ingest→ pages ─→ articles ─ner→ mentions ─relations→ facts ─resolution→ entities ─graph→ MultiDiGraph ─export→ files

``extract`` is the half that looks at one document and nothing beside it; ``build`` runs it on every input and merges.
"""  # noqa: E501 - the flow is one line in the README too

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from spacy.language import Language

from kg.engine.cache import Cache, opened, store
from kg.engine.engines import engine as engine_named
from kg.engine.extraction_text import with_shared_offsets
from kg.errors import InputError
from kg.export.files import write_output
from kg.export.formats import extra_files
from kg.graph.build import graph_flow
from kg.ingest.page.jumps import jumps_of
from kg.ingest.read import read_documents
from kg.ingest.wholes import Sheet, read_sheet, sheets
from kg.ner.mentions import find_mentions
from kg.ner.model import load_model
from kg.records import Document, Extraction, Fact, Settings, Skipped
from kg.relations.facts import find_facts
from kg.report import count, describe, title
from kg.resolution.entities import resolve
from kg.resolution.judgements import read_judgements
from kg.resolution.pages import on_pages
from kg.settings import check_output, checked

Seconds = dict[str, float]
"""Seconds spent, by stage, in the order of the chain."""

Progress = Callable[[str, int, int, str], None]
"""Called as work goes on: stage, how many are done, of how many, and the document just done ("" where none)."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``output`` is None, and nothing was written, if no input could be used."""

    output: Path | None
    counts: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()  # documents with what reading them had to mend


def extract(sheet: Document | Sheet, nlp: Language, seconds: Seconds | None = None) -> Extraction:
    """Find the articles, mentions and facts of one document: a pure function of the document and the model.

    Args:
        sheet: one decoded input, with the documents that articles of it go on in, if any.
        nlp: the trained pipeline, from ``kg.ner.model.load_model``.
        seconds: where to add the time spent by stage, for a caller who wants to know.
    """
    seconds = {} if seconds is None else seconds
    sheet = Sheet(sheet.doc, sheet) if isinstance(sheet, Document) else sheet
    with _timed("ingest", seconds):
        articles, wholes = read_sheet(sheet)
    with _timed("ner", seconds):
        mentions = find_mentions(articles, nlp)
    with _timed("relations", seconds):
        facts: list[Fact] = []
        for article in articles:
            facts += find_facts(article, [m for m in mentions if m.article == article.id])
    return Extraction(sheet.document, articles, mentions, tuple(facts), wholes)


def build(
    inputs: Sequence[str],
    settings: Settings,
    output: Path,
    *,
    jobs: int = 1,
    formats: Sequence[str] = (),
    compressed: bool = False,
    cached: bool = False,
    engine: str = "local",
    progress: Progress = lambda stage, done, total, doc: None,
) -> BuildReport:
    """Build the graph of ``inputs`` and write its files into the folder ``output``.

    An input that cannot be used is skipped and named in the report; the graph of the others is written all the same.
    With ``cached``, what is found in each document is kept in the folder's cache and not looked for twice.

    Raises:
        SettingError: a setting or the engine cannot be used.
        ModelError: the trained pipeline is missing or not ours.
        OutputError: the folder cannot be written, or another run is working on it; what it held is still there.
    """
    check_output(output)
    extra_files(formats, compressed=compressed)  # an unknown format is refused before hours are spent
    checked(settings)
    engine_named(engine)
    judgements = read_judgements(output)
    with opened(output, settings.model) if cached else nullcontext() as cache:
        extractions, skipped, seconds = extract_all(
            inputs, settings, jobs=jobs, cache=cache, engine=engine, progress=progress
        )
        if not extractions:
            return BuildReport(None, {}, tuple(skipped), seconds)
        notes = [(e.document.doc, note) for e in extractions for note in e.document.notes]
        if cache:
            notes += [(doc, "its entry in the cache was broken: dropped, and read anew") for doc in cache.broken]
        progress("resolve", 0, 1, "")
        with _timed("resolution", seconds):
            knowledge = on_pages(resolve(extractions, settings, judgements), extractions)
        del extractions  # what is written is in the knowledge
        notes += [(f"decisions.csv line {row.line}", "names what is not there") for row in judgements.unused()]
        progress("graph", 0, 1, "")
        with _timed("graph", seconds):
            graph = graph_flow(knowledge, title(knowledge))
        progress("write", 0, 1, "")
        with _timed("export", seconds):
            report = describe(knowledge, skipped, settings, seconds)
            write_output(knowledge, graph, report, settings, output, formats=formats, compressed=compressed, jobs=jobs)
        if cache:
            cache.prune()
    return BuildReport(output, count(knowledge), tuple(skipped), seconds, tuple(notes))


def extract_all(
    inputs: Sequence[str],
    settings: Settings,
    *,
    jobs: int = 1,
    cache: Cache | None = None,
    engine: str = "local",
    progress: Progress = lambda stage, done, total, doc: None,
) -> tuple[list[Extraction], list[Skipped], Seconds]:
    """Extract every input that can be used, in input order; the others come back with why they cannot.

    What is in ``cache`` is taken from there, and what is not is put there as soon as it is found.

    Raises:
        SettingError: a setting cannot be used.
        ModelError: the trained pipeline is missing or not ours.
    """
    checked(settings)
    run = engine_named(engine)
    seconds: Seconds = {}
    with _timed("read", seconds):
        read = list(read_documents(inputs, settings))
    documents = [item for item in read if isinstance(item, Document)]
    skipped = [item for item in read if isinstance(item, Skipped)]
    if not documents:
        return [], skipped, seconds
    with _timed("ingest", seconds):
        bound = tuple(sheets(documents, jumps_of(documents)))
    found: dict[str, Extraction] = {}
    if cache:
        with _timed("cache", seconds):
            found = {sheet.doc: with_shared_offsets(known) for sheet in bound if (known := cache.load(sheet))}
    tasks = [Task(s.doc, s, cache.place(s) if cache else None) for s in bound if s.doc not in found]
    done = len(found)
    if done:
        progress("extract", done, len(bound), bound[done - 1].doc)
    for task, result in zip(tasks, run(tasks, partial(_start, settings.model), jobs), strict=True):
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            extraction, spent = result
            found[task.doc] = with_shared_offsets(extraction)
            for stage, more in spent.items():
                seconds[stage] = seconds.get(stage, 0.0) + more
        done += 1
        progress("extract", done, len(bound), task.doc)
    return [found[sheet.doc] for sheet in bound if sheet.doc in found], skipped, seconds


@dataclass(frozen=True, slots=True)
class Task:
    """A document to extract, and the place in the cache where what is found goes, if it is to go there."""

    doc: str
    sheet: Sheet
    entry: Path | None = None


def _start(model: str | None) -> Callable[[Task], tuple[Extraction, Seconds]]:
    return partial(_extract_timed, load_model(model))


def _extract_timed(nlp: Language, task: Task) -> tuple[Extraction, Seconds]:
    seconds: Seconds = {}
    extraction = extract(task.sheet, nlp, seconds)
    if not extraction.articles and not task.sheet.continued:
        raise InputError("no article was found in it")
    if task.entry:
        with _timed("cache", seconds):
            store(task.entry, extraction)
    return extraction, seconds


@contextmanager
def _timed(stage: str, seconds: Seconds) -> Iterator[None]:
    begin = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - begin
