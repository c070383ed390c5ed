"""README.md says what is so: its commands, examples, fields, terms, map, flow and figures are held to the program.

`python docs/readme.py output` writes all of it anew, `python docs/readme.py` the map and the table of scores alone, and
`python docs/picture.py output docs/graph.png` the picture.
"""

from __future__ import annotations

import csv
import json
import re
import struct
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pyoxigraph
import pytest
import typer

import kg
from docs.readme import README, ROOT, render, render_map
from docs.scores import CARD, render_scores
from kg import ontology, pipeline
from kg.cli import app
from kg.export.files import FILES
from kg.export.jsonl import relation_row
from kg.ingest import metadata
from kg.records import Acts, Evidence, Settings

TEXT = README.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^###? (.+?)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
COMMAND = typer.main.get_command(app)


def rows(section: str) -> Iterator[list[str]]:
    """The cells of the tables in a section, heads left out."""
    for line in SECTIONS[section].splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and cells[0].startswith("`"):
            yield cells


def names(section: str) -> list[str]:
    """What stands in code in the first column of a section's tables."""
    return [row[0].strip("`") for row in rows(section)]


def code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


# what is shown is what the program prints


@pytest.mark.slow
def test_every_example_prints_what_is_shown(built_output: Path) -> None:
    assert render(TEXT, built_output).splitlines() == TEXT.splitlines(), "python docs/readme.py output writes it anew"


def test_a_wrong_example_is_put_right(tmp_path: Path) -> None:
    wrong = "```console\n$ kg --version\nkg 9.9\n```\n```pycon\n>>> 1 + 1\n3\n```\n"
    right = f"```console\n$ kg --version\nkg {kg.__version__}\n```\n```pycon\n>>> 1 + 1\n2\n```\n"
    assert render(wrong, tmp_path) == right


def test_a_command_that_fails_is_no_example(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="kg officials"):
        render("```console\n$ kg officials -g nowhere\n```\n", tmp_path)


def test_seconds_alone_may_differ(tmp_path: Path) -> None:
    block = "```console\n$ echo 'seconds  3.2'; echo 'articles 2'\nseconds  1.5\narticles 1\n```\n"
    assert render(block, tmp_path) == block.replace("articles 1\n", "articles 2\n")


# nothing is left out


@pytest.mark.parametrize("name", sorted(COMMAND.commands))  # type: ignore[attr-defined]
def test_every_command_is_named(name: str) -> None:
    assert re.search(rf"\bkg {name}\b", TEXT)


def test_every_option_of_build_is_named() -> None:
    options = {option for parameter in COMMAND.commands["build"].params for option in parameter.opts}  # type: ignore[attr-defined]
    named = set(code(SECTIONS["What goes in"]))
    assert {option for option in options if option.startswith("--")} - {"--quiet", "--verbose"} <= named
    assert {"-q", "-v"} <= named


def test_every_setting_can_be_given_as_an_option_that_is_named() -> None:
    named = set(code(SECTIONS["What goes in"]))
    assert {"--" + field.name.replace("_", "-") for field in fields(Settings)} <= named


def test_the_default_base_iri_is_the_one_shown() -> None:
    assert f"`{Settings().base_iri}`" in SECTIONS["What goes in"]


def test_the_kg_toml_shown_is_one_the_program_takes(tmp_path: Path) -> None:
    block = re.search(r"^```toml title=\S+\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert block
    (tmp_path / "kg.toml").write_text(block[1], encoding="utf-8")
    metadata.check(tmp_path / "kg.toml")
    shown = tomllib.loads(block[1])
    (name,) = shown["files"]
    known = metadata.metadata_of(tmp_path / name, tmp_path)
    assert known == metadata.Metadata(page=2, date="2023-03-01", paper=shown["paper"], home=shown["home"])


def test_the_flow_is_the_pipelines() -> None:
    flow = next(line for line in (pipeline.__doc__ or "").splitlines() if "─" in line)
    assert flow in TEXT.splitlines()


def test_the_map_names_every_module_and_none_that_is_not_there() -> None:
    shown = re.search(r"<!-- map -->\n```text\n(.*?)```", TEXT, re.DOTALL)
    assert shown
    assert render_map(shown[1]).splitlines() == shown[1].splitlines(), "python docs/readme.py writes it anew"


def test_the_map_has_a_word_for_every_folder() -> None:
    shown = re.search(r"<!-- map -->\n```text\n(.*?)```", TEXT, re.DOTALL)
    assert shown
    assert [line for line in shown[1].splitlines() if re.fullmatch(r"\s*\S+", line)] == []


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)", TEXT))))
def test_every_link_leads_somewhere(link: str) -> None:
    assert "://" in link or (ROOT / link).exists()


def test_the_picture_is_there_and_not_heavy() -> None:
    picture = (ROOT / "docs" / "graph.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (1400, 900)
    assert len(picture) < 400_000


# figures


def test_the_scores_are_those_of_the_metrics() -> None:
    assert render_scores(TEXT) == TEXT, "python docs/scores.py writes it anew"


def test_the_cards_scores_are_those_of_the_metrics() -> None:
    card = CARD.read_text(encoding="utf-8")
    assert render_scores(card, mentions_only=True) == card, "python docs/scores.py writes it anew"


def test_a_table_of_scores_holds_figures_counts_and_baselines() -> None:
    figures = {"p": 0.5, "r": 0.25, "f1": 1 / 3, "n": 1234}
    scores = {"gold/dev": {"entity ORG": figures, "acts": figures}, "baseline": {"other": {"entity ORG": 0.1}}}
    made = render_scores("<!-- scores -->\nold\n<!-- /scores -->", scores).splitlines()
    assert made[1] == "| | P | R | F1 | in the gold | other F1 |"
    assert made[3] == "| ORG | 0.500 | 0.250 | 0.333 | 1,234 | 0.10 |"
    assert made[4].endswith(" | 0.500 | 0.250 | 0.333 | 1,234 | – |")
    assert "old" not in made


# fields


def test_every_file_is_named() -> None:
    assert set(names("What comes out")) == set(FILES)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["articles.jsonl", "mentions.jsonl"])
def test_the_fields_of_jsonl_are_those_written(built_output: Path, name: str) -> None:
    written = {tuple(json.loads(line)) for line in (built_output / name).read_text(encoding="utf-8").splitlines()}
    assert written == {tuple(names(name))}


@pytest.mark.slow
def test_the_fields_of_relations_are_those_written(built_output: Path) -> None:
    written = defaultdict(set)
    for line in (built_output / "relations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        written[row["rel"]].add(tuple(row))
    helped = Acts("区科协", "co_host", "科普节", Evidence("a.txt", "a1", 0, 3, "", "rule:x", 1.0))
    written["assists"].add(tuple(relation_row(helped)))  # nobody does in the sample pages
    around = ("doc", "article", "rel"), ("evidence", "source", "score")
    assert written == {
        row[0].strip("`"): {(*around[0], *code(row[1]), *around[1])} for row in rows("relations.jsonl")
    }  # fmt: skip
    assert code(SECTIONS["relations.jsonl"])[: len(around[0])] == list(around[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["officials.csv", "entities.csv", "relations.csv", "review.csv"])
def test_the_fields_of_csv_are_those_written(built_output: Path, name: str) -> None:
    with (built_output / name).open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == names(name)


@pytest.mark.slow
def test_the_fields_of_the_report_are_those_written(built_output: Path) -> None:
    report = json.loads((built_output / "report.json").read_bytes())
    told = {row[0].strip("`"): row[1] for row in rows("report.json")}
    assert set(told) == set(report)
    assert set(code(told["inputs"])) == {field for item in report["inputs"] for field in item}


@pytest.mark.slow
def test_the_attributes_of_the_graph_are_those_loaded(built_output: Path) -> None:
    graph = kg.load(built_output)
    told = {}
    for line in SECTIONS["graph.json"].splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells:
            told[cells[0].strip("`").partition("`")[0]] = set(code(cells[1]))
    assert {frozenset(data) for _, data in graph.nodes(data=True)} == {frozenset(told["node"])}
    edges = defaultdict(set)
    for _, _, data in graph.edges(data=True):
        edges[data["rel"]].add(frozenset(data))
    assert edges == {rel: {frozenset(told[rel])} for rel in edges}
    assert set(told) - {"node or edge", "---"} == set(edges) | {"node", "a piece of evidence", "graph.graph"}
    assert told["graph.graph"] == set(graph.graph)
    assert told["a piece of evidence"] == {field.name for field in fields(Evidence)}


@pytest.mark.slow
def test_the_terms_of_the_turtle_are_all_told_and_all_known(built_output: Path) -> None:
    """Every property that is written is in README; sub-kinds and kinds of acts, which are many, are in the ontology."""
    prefixes = ontology.prefixes(ontology.DEFAULT_BASE)

    def short(iri: str) -> str:
        prefix = max(
            (name for name in prefixes if iri.startswith(prefixes[name])), key=lambda name: len(prefixes[name])
        )
        return f"{prefix}:{iri[len(prefixes[prefix]) :]}"

    store = pyoxigraph.Store()
    store.load(path=str(built_output / "graph.ttl"))
    properties = {short(quad.predicate.value) for quad in store}
    told = {term for term in code(SECTIONS["graph.ttl"]) if re.fullmatch(r"\w+:\w+", term)}
    assert properties - told == {"rdf:type", "skos:hasTopConcept"}
    own = {term.removeprefix("kg:") for term in told if term.startswith("kg:")}
    assert own <= set(ontology.KG.__annotations__) - {"_NS", "_fail"}
