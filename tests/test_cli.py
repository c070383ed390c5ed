import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg
from kg import cli


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """Lines of stderr that are not progress."""
        return [line for line in self.err.splitlines() if line.startswith("kg:")]


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return Result(exit_.value.code or 0, shown.out, shown.err)  # type: ignore[arg-type]

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, but for what builds keep for the next one."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".kg-cache" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_version(run: Run) -> None:
    assert run("--version") == Result(0, f"kg {kg.__version__}\n", "")


def test_without_a_command_help_is_shown(run: Run) -> None:
    result = run()
    assert result.code == 0
    assert "build" in result.out
    assert "kg demo" in result.out


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["build"], ["build", "a.txt", "--jobs", "0"], ["build", "a.txt", "--nonsense"], ["demo", "--jobs", "x"]],
)
def test_a_command_line_that_makes_no_sense_is_one_line_and_code_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
    assert "kg --help" in result.err


@pytest.mark.parametrize("option", [["--date", "2023-13-01"], ["--base-iri", "x y"], ["--encoding", "utf-99"]])
def test_a_bad_setting_is_one_line_and_code_2(run: Run, page: Path, tmp_path: Path, option: list[str]) -> None:
    result = run("build", page, "-o", tmp_path / "out", *option)
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
    assert option[1] in result.err
    assert not (tmp_path / "out").exists()


def test_importing_the_command_line_does_not_load_spacy() -> None:
    code = "import sys, kg, kg.cli; sys.exit('spacy' in sys.modules or 'networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.usefixtures("without_model")
class TestBuild:
    def test_a_good_page_is_code_0_with_a_summary_and_the_page_to_open(
        self, run: Run, page: Path, tmp_path: Path
    ) -> None:
        result = run("build", page, "-o", tmp_path / "out")
        assert (result.code, result.problems) == (0, [])
        lines = result.out.splitlines()
        assert lines[0].split() == ["articles", "1"]
        assert lines[-1] == f"open {tmp_path / 'out' / 'graph.html'}"
        assert (tmp_path / "out" / "graph.html").exists()

    def test_quiet_says_nothing(self, run: Run, page: Path, tmp_path: Path) -> None:
        assert run("build", page, "-o", tmp_path / "out", "-q") == Result(0, "", "")

    def test_verbose_says_the_seconds_of_each_stage(self, run: Run, page: Path, tmp_path: Path) -> None:
        lines = run("build", page, "-o", tmp_path / "out", "-v").err.splitlines()
        stages = [line.split()[0] for line in lines if line.endswith(" s")]
        assert stages == ["read", "ingest", "cache", "ner", "relations", "resolution", "graph", "export"]

    def test_a_second_run_takes_from_the_cache_unless_told_not_to(self, run: Run, page: Path, tmp_path: Path) -> None:
        run("build", page, "-o", tmp_path / "out")
        assert "ner" not in run("build", page, "-o", tmp_path / "out", "-v").err
        assert "ner" in run("build", page, "-o", tmp_path / "out", "-v", "--no-cache").err

    def test_profile_shows_where_the_time_went(self, run: Run, page: Path, tmp_path: Path) -> None:
        shown = run("build", page, "-o", tmp_path / "out", "-q", "--profile").err
        assert "function calls" in shown
        assert "kg/" in shown

    def test_a_page_can_come_by_standard_input(self, page: Path, tmp_path: Path, run: Run) -> None:
        with page.open() as stream, pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", stream)
            assert run("build", "-", "-o", tmp_path / "out").code == 0

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.txt", b""),
            ("blank.txt", b" \n\n\t\n"),
            ("missing.txt", None),
            ("binary.txt", bytes(range(256)) * 40),
            ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(2000)),
            ("english.txt", b"No Chinese in here, only words.\n" * 20),
        ],
    )
    def test_a_bad_input_is_named_and_the_others_are_built(
        self, run: Run, page: Path, tmp_path: Path, name: str, content: bytes | None
    ) -> None:
        bad = tmp_path / name
        if content is not None:
            bad.write_bytes(content)
        result = run("build", bad, page, "-o", tmp_path / "out")
        assert result.code == 1
        (line,) = result.problems
        assert line.startswith("kg: skipped ")
        assert name in line
        assert "internal error" not in line
        assert json.loads((tmp_path / "out" / "report.json").read_bytes())["counts"]["articles"] == 1

    def test_only_bad_inputs_are_code_2_and_leave_the_old_output(self, run: Run, page: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert run("build", page, "-o", out).code == 0
        before = contents(out)
        result = run("build", tmp_path / "missing.txt", "-o", out)
        assert (result.code, result.out, len(result.problems)) == (2, "", 2)
        assert contents(out) == before

    @pytest.mark.parametrize("where", ["page.txt", "page.txt/out", "/proc/kg-output"])
    def test_an_output_that_cannot_be_written_is_one_line_and_code_2(
        self, run: Run, page: Path, tmp_path: Path, where: str
    ) -> None:
        before = contents(tmp_path)
        result = run("build", page, "-o", tmp_path / where)
        assert (result.code, result.out, len(result.problems)) == (2, "", 1)
        assert contents(tmp_path) == before

    def test_a_disk_that_is_full_halfway_leaves_the_old_output_whole(
        self, run: Run, page: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        assert run("build", page, "-o", out).code == 0
        before = contents(tmp_path)
        with largest_file(20_000):  # graph.html alone is larger
            result = run("build", page, "-o", out, "--paper", "江城报")
        assert (result.code, len(result.problems)) == (2, 1)
        assert contents(tmp_path) == before

    def test_formats_are_written_beside_the_turtle(self, run: Run, page: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert run("build", page, "-o", out, "--format", "nq", "--format", "jsonld", "--gzip").code == 0
        assert {path.name for path in out.glob("graph.*") if path.suffix == ".gz"} == {"graph.jsonld.gz", "graph.nq.gz"}
        assert (out / "graph.ttl").exists()

    def test_an_unknown_format_is_one_line_and_code_2(self, run: Run, page: Path, tmp_path: Path) -> None:
        result = run("build", page, "-o", tmp_path / "out", "--format", "xml")
        assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
        assert not (tmp_path / "out").exists()

    def test_another_build_replaces_the_old_output_and_leaves_other_files(
        self, run: Run, page: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        out.mkdir()
        (out / "notes.md").write_text("mine")
        assert run("build", page, "-o", out).code == 0
        first = contents(out)
        assert run("build", page, "-o", out, "--paper", "江城报").code == 0
        assert contents(out).keys() == first.keys()
        assert contents(out)["notes.md"] == b"mine"
        assert contents(out)["graph.ttl"] != first["graph.ttl"]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size`` bytes, as if the disk were full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("without_model")
class TestEvaluate:
    @pytest.fixture
    def gold(self, tmp_path: Path, page: Path) -> Path:
        folder = tmp_path / "gold"
        folder.mkdir()
        text = page.read_text(encoding="utf-8")
        (folder / "page.txt").write_text(text, encoding="utf-8")
        spans = [[text.index(name), text.index(name) + 3, "PERSON"] for name in ("周晓棠", "林清远", "何沐阳")]
        spans.append([text.index("活动"), text.index("活动") + 2, "EVENT"])
        record = {"entities": spans, "relations": [], "scope": [[text.index("本报讯"), len(text)]]}
        (folder / "page.gold.json").write_text(json.dumps(record), encoding="utf-8")
        return folder

    def test_prints_a_table_of_scores(self, run: Run, gold: Path) -> None:
        result = run("evaluate", gold, "-q")
        assert (result.code, result.err) == (0, "")
        rows = {line[:26].strip(): line.split()[-1] for line in result.out.splitlines()[1:]}
        assert rows["entity PERSON"] == "3/3/3"

    def test_shows_differences_when_asked(self, run: Run, gold: Path) -> None:
        assert "missed EVENT '活动'" not in run("evaluate", gold).out
        assert "page.txt missed EVENT '活动'" in run("evaluate", gold, "--errors", 50).out

    def test_prints_json(self, run: Run, gold: Path) -> None:
        table = json.loads(run("evaluate", gold, "--json").out)
        assert table["entity PERSON"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 3, "pred": 3, "gold": 3}

    def test_a_folder_without_gold_is_code_2(self, run: Run, tmp_path: Path) -> None:
        result = run("evaluate", tmp_path)
        assert (result.code, len(result.err.splitlines())) == (2, 1)


class TestValidate:
    @pytest.fixture
    def output(self, run: Run, page: Path, tmp_path: Path, without_model: None) -> Path:
        assert run("build", page, "-o", tmp_path / "out", "--base-iri", "https://data.example.org/kg#").code == 0
        return tmp_path / "out"

    def test_a_graph_as_built_is_right(self, run: Run, output: Path) -> None:
        result = run("validate", output)
        assert (result.code, result.err) == (0, "")
        assert result.out.splitlines()[-1] == "the graph is right"

    def test_a_graph_that_breaks_the_shapes_is_code_1_with_its_breaches(self, run: Run, output: Path) -> None:
        lines = (output / "graph.ttl").read_text(encoding="utf-8").splitlines(keepends=True)
        unnamed = "".join(line for line in lines if "skos:prefLabel" not in line)
        (output / "graph.ttl").write_text(unnamed, encoding="utf-8")
        result = run("validate", output)
        assert result.code == 1
        breaches = json.loads(run("validate", output, "--json").out)
        assert result.out.splitlines()[-1] == f"{len(breaches)} breaches"
        assert {breach["part"] for breach in breaches} == {"shapes", "counts"}

    def test_a_folder_that_is_no_output_is_code_2(self, run: Run, tmp_path: Path) -> None:
        result = run("validate", tmp_path)
        assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
