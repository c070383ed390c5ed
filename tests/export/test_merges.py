"""Claims about ``owl:sameAs``: ids that builds of fewer articles may have given lead on to what bears another now."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kg.export.files import write_output
from kg.graph.build import build_graph
from kg.graph.validate import check
from kg.ontology import DEFAULT_BASE
from kg.records import Knowledge, Settings
from kg.report import count
from tests.export.made import sample

OLD, NOW = "per-000000000a", "per-0000000001"


def grown() -> Knowledge:
    """The sample with one id that a person may have had."""
    given = sample()
    entities = tuple(dataclasses.replace(e, former=(OLD,)) if e.id == NOW else e for e in given.entities)
    assert entities != given.entities
    return dataclasses.replace(given, entities=entities)


def written(knowledge: Knowledge, folder: Path, form: str) -> Path:
    report = {"settings": {"base_iri": DEFAULT_BASE}, "counts": count(knowledge)}
    write_output(knowledge, build_graph(knowledge), report, Settings(), folder, formats=[form])
    return folder


@pytest.mark.parametrize("form", ["nq", "jsonld", "trig", "nt"])
def test_an_id_of_fewer_articles_is_the_same_as_the_one_now_in_every_format(tmp_path: Path, form: str) -> None:
    folder = written(grown(), tmp_path, form)

    assert f"\nid:{OLD}\n    owl:sameAs id:{NOW} ;\n.\n" in (folder / "graph.ttl").read_text(encoding="utf-8")
    assert "sameAs" in (folder / f"graph.{form}").read_text(encoding="utf-8")
    assert check(folder).breaches == ()


def test_what_lay_in_the_folder_before_changes_no_byte(tmp_path: Path) -> None:
    fresh = written(sample(), tmp_path / "fresh", "nq")
    again = written(sample(), written(grown(), tmp_path / "again", "nq"), "nq")

    for name in ("graph.ttl", "graph.nq", "graph.json"):
        assert (fresh / name).read_bytes() == (again / name).read_bytes()
