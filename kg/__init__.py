"""Chinese local newspaper pages into a knowledge graph, every fact with the sentence it comes from.

``kg.build`` reads pages and writes a folder, ``kg.load`` gives the graph in it back as a ``networkx.MultiDiGraph``,
``kg.extract`` looks at one text without any file. The questions (``kg.officials``, ``kg.path``, …) take a graph and a
name, and give a pandas table or a graph. The examples below are about the graph of the sample pages, which ``kg demo``
writes into the folder ``output``:

>>> import kg
>>> graph = kg.load("output")
>>> kg.officials(graph, on="2023-03-08", org="石矶街道").name.tolist()
['欧阳晓岚', '童一舟']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Unpack

if TYPE_CHECKING:
    import networkx

    from kg.export.graph_file import save
    from kg.export.inline import show
    from kg.export.picture import chinese_labels, draw
    from kg.graph.frames import (
        acts,
        comentions,
        diff,
        entities,
        evidence,
        explain,
        officials,
        path,
        statements,
        tenures,
        timeline,
        top,
    )
    from kg.graph.load import load
    from kg.graph.lookup import find
    from kg.graph.query import neighbourhood
    from kg.ner.model import model_folder
    from kg.pipeline import BuildReport
    from kg.records import Extraction
    from kg.settings import SettingValues

__version__ = "0.1.0"

__all__ = [
    "acts",
    "build",
    "chinese_labels",
    "comentions",
    "diff",
    "draw",
    "entities",
    "evidence",
    "explain",
    "extract",
    "find",
    "load",
    "model_folder",
    "neighbourhood",
    "officials",
    "path",
    "save",
    "show",
    "statements",
    "tenures",
    "timeline",
    "to_graph",
    "top",
]

# `import kg` and `kg --help` should not wait for spaCy, networkx or pandas: each module is imported when it is asked.
_HOMES: Final = {
    "kg.export.graph_file": ("save",),
    "kg.export.inline": ("show",),
    "kg.export.picture": ("chinese_labels", "draw"),
    "kg.graph.frames": (
        "acts", "comentions", "diff", "entities", "evidence", "explain", "officials", "path", "statements", "tenures",
        "timeline", "top",
    ),
    "kg.graph.load": ("load",),
    "kg.graph.lookup": ("find",),
    "kg.graph.query": ("neighbourhood",),
    "kg.ner.model": ("model_folder",),
}  # fmt: skip
_HOME: Final = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # a type checker that sees __getattr__ believes in any name

    def __getattr__(name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOME[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


def build(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path = "output",
    *,
    jobs: int = 1,
    formats: Sequence[str] = (),
    compressed: bool = False,
    cached: bool = False,
    engine: str = "local",
    **settings: Unpack[SettingValues],
) -> BuildReport:
    """Build the graph of newspaper pages and write its files into a folder, as ``kg build`` does.

    Args:
        inputs: a file, a folder or a glob, or several.
        output: the folder; what an earlier build wrote there is replaced.
        jobs: number of processes to read the inputs with.
        formats: RDF formats to write beside graph.ttl: "nq", "trig", "jsonld", "nt".
        compressed: whether those are gzipped.
        cached: keep what is found in each input in the folder's ``.kg-cache``, and take it from there the next time.
        engine: "local", or "ray" with the extra of that name.
        **settings: fields of ``kg.records.Settings``: date, paper, home, encoding, base_iri, model, min_score.

    Returns:
        Counts, skipped inputs with the reason for each, and seconds by stage.

    Raises:
        SettingError: a setting cannot be used.
        ModelError: the trained pipeline is missing or not ours.
        OutputError: the folder cannot be written; what it held before is still there.

    Examples:
        >>> from kg import samples
        >>> report = kg.build(samples.folder() / "20230322-01.txt", "one-page", paper="青澜报")
        >>> report.skipped, report.counts["articles"] > 0
        ((), True)
    """
    from kg import pipeline
    from kg.records import Settings

    several = [inputs] if isinstance(inputs, str | Path) else inputs
    names = [str(item) for item in several]
    return pipeline.build(
        names,
        Settings(**settings),
        Path(output),
        jobs=jobs,
        formats=formats,
        compressed=compressed,
        cached=cached,
        engine=engine,
    )


def extract(text: str, *, doc: str = "text", **settings: Unpack[SettingValues]) -> Extraction:
    """Find the articles, names and facts of one text, without any file.

    Args:
        text: a page or an article, as it is printed. All offsets point into it.
        doc: what to call it.
        **settings: as for ``build``.

    Returns:
        ``articles``, ``mentions`` and ``facts``, as ``kg.records`` says; names are not resolved yet. A tuple of
        records makes a table: ``pandas.DataFrame(found.mentions)``.

    Raises:
        InputError: there is no article in it.
        SettingError: a setting cannot be used.
        ModelError: the trained pipeline is missing or not ours.

    Examples:
        >>> found = kg.extract("石矶街道党工委书记欧阳晓岚说，巷子里的灯都亮了。")
        >>> [(mention.text, mention.label) for mention in found.mentions]
        [('石矶街道', 'STREET'), ('党工委书记', 'POST'), ('欧阳晓岚', 'PERSON')]
        >>> [(fact.person, fact.post, fact.org) for fact in found.facts if hasattr(fact, "person")]
        [('欧阳晓岚', '党工委书记', '石矶街道')]
    """
    from hashlib import sha256

    from kg import pipeline
    from kg.errors import InputError
    from kg.ner.model import load_model
    from kg.records import Document, Settings
    from kg.settings import checked

    chosen = checked(Settings(**settings))
    try:
        digest = sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(f"{doc}: holds half a character (a lone surrogate): decode it as UTF-8") from error
    basis = "given" if chosen.date else "none"
    document = Document(doc, text, digest, "utf-8", chosen.date, basis, chosen.paper, chosen.home)
    found = pipeline.extract(document, load_model(chosen.model))
    if not found.articles:
        raise InputError(f"{doc}: no article was found in it; give a page or an article in Chinese")
    return found


def to_graph(extractions: Iterable[Extraction], **settings: Unpack[SettingValues]) -> networkx.MultiDiGraph[str]:
    """Join what was found in several texts into one graph: who is who over all of them, and what ties them.

    Args:
        extractions: as ``extract`` gives them; each ``doc`` once.
        **settings: as for ``build``.

    Raises:
        SettingError: a setting cannot be used, or two texts have one ``doc``.

    Examples:
        >>> texts = {"a": "石矶街道党工委书记欧阳晓岚说，灯亮了。", "b": "童一舟任青澜区城市管理局局长。"}
        >>> small = kg.to_graph(kg.extract(text, doc=doc, date="2023-03-15") for doc, text in texts.items())
        >>> kg.officials(small)[["name", "title"]].values.tolist()
        [['欧阳晓岚', '党工委书记'], ['童一舟', '局长']]
    """
    from collections import Counter

    from kg.errors import SettingError
    from kg.graph.build import build_graph
    from kg.records import Settings
    from kg.report import title
    from kg.resolution.entities import resolve
    from kg.resolution.pages import on_pages
    from kg.settings import checked

    found = list(extractions)
    (doc, times), *_ = Counter(item.document.doc for item in found).most_common(1) or [("", 0)]
    if times > 1:
        raise SettingError(f"doc {doc!r} stands for two texts: give each its own, as in extract(text, doc='2')")
    knowledge = on_pages(resolve(found, checked(Settings(**settings))), found)
    return build_graph(knowledge, title(knowledge))
