import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import OutputError, SettingError
from kg.ingest.read import read_documents
from kg.records import Article, Document, Mention, Settings, Skipped

STAGES = ["read", "ingest", "ner", "relations", "resolution", "graph", "export"]
FILES = {
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
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of an output, the report without what two runs may differ in."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    report = json.loads(files["report.json"])
    del report["seconds"]
    return {**files, "report.json": json.dumps(report).encode()}


def test_extract_goes_from_a_document_to_its_facts(page: Path, without_model: None) -> None:
    (document,) = read_documents([str(page)], Settings())
    assert isinstance(document, Document)
    seconds: dict[str, float] = {}
    extraction = pipeline.extract(document, None, seconds)  # type: ignore[arg-type]
    assert extraction.document is document
    assert [article.headline for article in extraction.articles] == ["区文化馆举办读书节"]
    assert {mention.text for mention in extraction.mentions} >= {"林清远", "石桥街道", "江城读书节"}
    assert extraction.facts
    assert list(seconds) == ["ingest", "ner", "relations"]


@pytest.mark.usefixtures("without_model")
class TestBuild:
    def test_writes_every_file_and_nothing_else(self, page: Path, tmp_path: Path) -> None:
        report = pipeline.build([str(page)], Settings(), tmp_path / "out")
        assert report.output == tmp_path / "out"
        assert {path.name for path in (tmp_path / "out").iterdir()} == FILES

    def test_counts_what_the_graph_holds(self, page: Path, tmp_path: Path) -> None:
        counts = pipeline.build([str(page)], Settings(), tmp_path / "out").counts
        assert counts["articles"] == 1
        assert counts["people"] == 3
        assert counts["streets"] == 1
        assert counts["tenures"] >= 1

    def test_reports_inputs_settings_counts_versions_and_seconds(self, page: Path, tmp_path: Path) -> None:
        settings = Settings(date="2023-03-01", paper="江城报")
        built = pipeline.build([str(page), str(tmp_path / "none.txt")], settings, tmp_path / "out")
        report = json.loads((tmp_path / "out" / "report.json").read_bytes())
        (entry,) = report["inputs"]
        (document,) = read_documents([str(page)], settings)
        assert isinstance(document, Document)
        assert (entry["doc"], entry["sha256"], entry["date"]) == ("page.txt", document.sha256, "2023-03-01")
        assert report["settings"]["paper"] == "江城报"
        assert report["counts"] == built.counts
        assert [item["doc"] for item in report["skipped"]] == [item.doc for item in built.skipped]
        assert {"kg", "python", "spacy"} <= set(report["versions"])
        assert list(built.seconds) == STAGES
        assert set(report["seconds"]) == set(STAGES)

    def test_the_same_input_gives_the_same_bytes(self, page: Path, tmp_path: Path) -> None:
        pipeline.build([str(page)], Settings(), tmp_path / "one")
        pipeline.build([str(page)], Settings(), tmp_path / "two")
        assert contents(tmp_path / "one") == contents(tmp_path / "two")

    def test_facts_below_the_least_score_stay_out_of_the_graph(self, page: Path, tmp_path: Path) -> None:
        def facts(least: float) -> list[tuple[str, float]]:
            pipeline.build([str(page)], Settings(min_score=least), tmp_path / "out", cached=True)
            lines = (tmp_path / "out" / "relations.jsonl").read_text(encoding="utf-8").splitlines()
            return [(row["rel"], row["score"]) for row in map(json.loads, lines) if row["rel"] != "co_mention"]

        everything = facts(0)
        least = sorted(score for _, score in everything)[len(everything) // 2]

        assert facts(least) == [fact for fact in everything if fact[1] >= least]
        assert facts(0) == everything

    def test_without_any_usable_input_nothing_is_written(self, tmp_path: Path) -> None:
        report = pipeline.build([str(tmp_path / "none.txt")], Settings(), tmp_path / "out")
        assert report.output is None
        assert [item.doc for item in report.skipped] == [str(tmp_path / "none.txt")]
        assert not (tmp_path / "out").exists()

    def test_an_error_on_one_input_leaves_the_others(
        self, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "other.txt").write_bytes(page.read_bytes())
        find = pipeline.find_mentions

        def fail_on_page(articles: tuple[Article, ...], nlp: object) -> tuple[Mention, ...]:
            if articles[0].doc == "page.txt":
                raise ZeroDivisionError("by chance")
            return find(articles, nlp)  # type: ignore[arg-type]

        monkeypatch.setattr(pipeline, "find_mentions", fail_on_page)
        report = pipeline.build([str(page), str(tmp_path / "other.txt")], Settings(), tmp_path / "out")
        (skipped,) = report.skipped
        assert skipped.doc == "page.txt"
        assert "ZeroDivisionError: by chance" in skipped.reason
        assert report.counts["articles"] == 1

    def test_a_document_without_articles_is_skipped(
        self, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "read_sheet", lambda sheet: ((), ()))
        report = pipeline.build([str(page)], Settings(), tmp_path / "out")
        assert report.skipped == (Skipped("page.txt", "no article was found in it"),)
        assert report.output is None

    def test_a_page_without_names_still_makes_a_graph(
        self, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "find_mentions", lambda articles, nlp: ())
        assert pipeline.build([str(page)], Settings(), tmp_path / "out").counts["mentions"] == 0
        assert {path.name for path in (tmp_path / "out").iterdir()} == FILES

    def test_progress_is_told_of_every_document_and_stage(self, page: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_bytes(page.read_bytes())
        told: list[tuple[str, int, int, str]] = []
        inputs = [str(page), str(tmp_path / "other.txt")]
        pipeline.build(inputs, Settings(), tmp_path / "out", progress=lambda *step: told.append(step))
        assert told[:2] == [("extract", 1, 2, "page.txt"), ("extract", 2, 2, "other.txt")]
        assert [stage for stage, *_ in told[2:]] == ["resolve", "graph", "write"]

    def test_bad_settings_are_refused_before_anything_is_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "read_documents", _fail)
        with pytest.raises(SettingError):
            pipeline.build(["page.txt"], Settings(date="yesterday"), tmp_path / "out")

    def test_an_output_that_cannot_be_written_is_refused_before_anything_is_read(
        self, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pipeline, "read_documents", _fail)
        with pytest.raises(OutputError):
            pipeline.build([str(page)], Settings(), page)


def _fail(*_: object) -> Callable[[], None]:
    raise AssertionError("called too early")
