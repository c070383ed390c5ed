"""Chinese local newspaper pages into a knowledge graph, every fact with the sentence it comes from.

>>> import kg
>>> report = kg.build(["issues/"], output="output", paper="江北报")  # doctest: +SKIP
>>> graph = kg.load("output")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from kg.pipeline import BuildReport

__version__ = "0.1.0"

__all__ = ["build", "load"]

# The functions import what they need when they are called: `import kg` and `kg --help` should not wait for spaCy.


def build(
    inputs: Sequence[str | Path], output: str | Path = "output", *, jobs: int = 1, **settings: Any
) -> BuildReport:
    """Build the graph of newspaper pages and write its files into a folder, as ``kg build`` does.

    Args:
        inputs: files, folders and globs.
        output: the folder; what an earlier build wrote there is replaced.
        jobs: number of processes to read the inputs with.
        **settings: fields of ``kg.records.Settings``: date, paper, home, encoding, base_iri, model.

    Returns:
        Counts, skipped inputs with the reason for each, and seconds by stage.

    Raises:
        SettingError: a setting cannot be used.
        ModelError: the trained pipeline is missing or not ours.
        OutputError: the folder cannot be written; what it held before is still there.
    """
    from kg import pipeline
    from kg.records import Settings

    return pipeline.build([str(item) for item in inputs], Settings(**settings), Path(output), jobs=jobs)


def load(output: str | Path) -> networkx.MultiDiGraph[str]:
    """Give back the graph that a build wrote, equal to the one it was written from.

    Args:
        output: a folder that ``build`` or ``kg build`` wrote.

    Raises:
        OutputError: the folder holds no graph of ours.
    """
    from kg.graph.load import load

    return load(Path(output))
