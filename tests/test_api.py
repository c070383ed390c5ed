"""The public functions of ``import kg``: their examples run, their types hold, and importing them costs nothing."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from mypy import api

import kg
from kg.errors import InputError, SettingError
from kg.graph.ranks import weighted
from kg.records import Settings
from kg.settings import SettingValues


def examples() -> Iterator[doctest.DocTest]:
    finder = doctest.DocTestFinder(recurse=False)
    for name in [*kg.__all__]:
        yield from finder.find(getattr(kg, name), f"kg.{name}", module=False)
    yield from finder.find(weighted, "weighted", module=False)
    yield from finder.find(kg, "kg", module=False)


EXAMPLES = {test.name: test for test in examples()}


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_function_has_a_docstring_with_an_example(name: str) -> None:
    function = getattr(kg, name)

    assert inspect.isfunction(function)
    assert EXAMPLES[f"kg.{name}"].examples
    told = function.__doc__ or ""
    assert not list(inspect.signature(function).parameters)[1:] or "Args:" in told


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_example_shows_what_happens(
    name: str, built_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "output").symlink_to(built_output, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    test = EXAMPLES[name]
    test.globs = {"kg": kg, "graph": kg.load("output")}

    failed, _ = doctest.DocTestRunner().run(test, clear_globs=False)

    assert failed == 0, capsys.readouterr().out


SCRIPT = """
from datetime import date

import networkx as nx
import pandas as pd

import kg

report = kg.build("issues/", "output", paper="江北报", date="2023-01-09", jobs=2)
print(report.counts["people"], report.skipped)
graph: nx.MultiDiGraph[str] = kg.load("output")
roster: pd.DataFrame = kg.officials(graph, on=date(2023, 3, 8), org="石桥街道")
node: str = kg.find(graph, "林清远", "person")
near: nx.MultiDiGraph[str] = kg.neighbourhood(graph, node, radius=2, rels=["holds_post"])
kg.save(near, "near.graphml")
sentences: list[str] = kg.evidence(graph, roster["edge"])["sentence"].tolist()
print(kg.path(graph, "林清远", "何沐阳"), kg.comentions(graph, node, "person"), kg.timeline(graph, node))
print(kg.acts(graph, role="lead"), kg.statements(graph), kg.entities(graph, "street"), kg.explain(graph, node, node))
print(kg.top(graph, by="articles"), kg.diff(graph, near), kg.model_folder(), kg.show(near), sentences)
found = kg.extract("石桥街道党工委书记林清远出席。", date="2023-03-08")
names: list[str] = [mention.text for mention in found.mentions if mention.label == "PERSON"]
together: nx.MultiDiGraph[str] = kg.to_graph([found])
"""


def checked(script: str, folder: Path) -> str:
    (folder / "script.py").write_text(script, encoding="utf-8")
    cache = Path(kg.__file__).parents[1] / ".mypy_cache"
    shown, wrong, _ = api.run(["--strict", "--cache-dir", str(cache), "--config-file", "", str(folder / "script.py")])
    assert wrong == ""
    return shown


@pytest.mark.slow
def test_a_users_script_is_clean_under_strict_mypy_and_a_wrong_one_is_not(tmp_path: Path) -> None:
    assert checked(SCRIPT, tmp_path).startswith("Success")

    wrong = checked('import kg\nkg.build("x", papers="y")\nkg.top(kg.load("x"), by="fame")\nkg.nothing\n', tmp_path)
    for part in ('"papers"', "'fame'", '"nothing"'):
        assert part in wrong


def test_importing_kg_waits_for_nothing_heavy() -> None:
    heavy = "spacy", "networkx", "pandas", "numpy", "matplotlib", "typer", "rdflib"
    code = f"import sys, kg; print(sorted(set(sys.modules) & {set(heavy)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_what_is_public_is_there_and_nothing_else_is_made_up() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # type: ignore[attr-defined] # noqa: B018


def test_the_settings_of_a_build_are_those_of_the_record() -> None:
    assert set(SettingValues.__annotations__) == {field.name for field in fields(Settings)}


def test_a_text_without_chinese_or_with_half_a_character_is_refused(without_model: None) -> None:
    with pytest.raises(InputError, match="text: "):
        kg.extract("\ud800")
    with pytest.raises(InputError, match="no article was found"):
        kg.extract("   ")


def test_one_input_need_not_be_in_a_list(page: Path, tmp_path: Path, without_model: None) -> None:
    assert (
        kg.build(str(page), tmp_path / "out").counts["articles"]
        == kg.build([page], tmp_path / "two").counts["articles"]
    )


def test_texts_become_a_graph_without_any_file(without_model: None) -> None:
    texts = {"1": "石桥街道党工委书记林清远出席活动。", "2": "石桥街道办事处主任何沐阳说，读书节办了三年。"}
    found = [kg.extract(text, doc=doc, date="2023-03-08") for doc, text in texts.items()]
    graph = kg.to_graph(found)

    assert {"林清远", "何沐阳", "石桥街道"} <= {name for _, name in graph.nodes(data="name")}
    with pytest.raises(SettingError, match="stands for two texts"):
        kg.to_graph([found[0], found[0]])
    assert kg.to_graph([]).number_of_nodes() == 0


@pytest.mark.slow
def test_spacy_opens_the_shipped_pipeline_by_itself_and_finds_our_names_on_a_doc() -> None:
    code = (
        f"import spacy; nlp = spacy.load({str(kg.model_folder())!r}); "
        "doc = nlp('石矶街道党工委书记欧阳晓岚说，巷子里的灯都亮了。'); "
        "print([(ent.text, ent.label_) for ent in doc.ents], len(doc._.kg_scores))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[('石矶街道', 'STREET'), ('党工委书记', 'POST'), ('欧阳晓岚', 'PERSON')] 3"
