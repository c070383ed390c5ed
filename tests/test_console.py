from pathlib import Path

import pytest

from kg.console import print_error, print_skipped, print_summary, printable, progress_shown
from kg.records import Skipped

COUNTS = dict.fromkeys(
    ("articles", "people", "officials", "streets", "organisations", "initiatives", "tenures", "co-mentions"), 1234
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("江城报 1版.txt", "江城报 1版.txt"),
        ("a\nb\r\tc", "a b c"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("half \udcff", "half \\udcff"),
    ],
)
def test_what_a_terminal_would_obey_is_disarmed(text: str, line: str) -> None:
    assert printable(text) == line


def test_skipped_inputs_are_one_line_each_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_skipped([Skipped("a\nb.txt", "is empty"), Skipped("c.txt", "two\nlines")])
    assert capsys.readouterr() == ("", "kg: skipped a b.txt: is empty\nkg: skipped c.txt: two lines\n")


def test_an_error_is_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_error("what\nwhere")
    assert capsys.readouterr() == ("", "kg: what where\n")


def test_the_summary_names_counts_seconds_and_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(COUNTS, 2.345, Path("out/graph.html"))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [*COUNTS, "seconds", "open"]
    assert lines[0].endswith("1,234")
    assert lines[-2].endswith("2.3")
    assert lines[-1] == "open out/graph.html"


def test_quiet_shows_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_shown(quiet=True, verbose=True) as show:
        show("extract", 1, 1, "a.txt")
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_progress_is_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_shown(quiet=False, verbose=False) as show:
        show("extract", 1, 2, "a.txt")
        show("extract", 2, 2, "b.txt")
        show("write", 0, 1, "")
    assert capsys.readouterr() == (
        "",
        "reading articles: 1 of 2 (a.txt)\nreading articles: 2 of 2 (b.txt)\nwriting files\n",
    )


def test_progress_tells_the_rate_and_the_time_left_of_what_was_not_read_before(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, *[20.0] * 9])
    monkeypatch.setattr("kg.console.time.perf_counter", lambda: next(clock))
    with progress_shown(quiet=False, verbose=True) as show:
        show("extract", 10, 50, "a.txt")
        show("extract", 20, 50, "b.txt")
    assert capsys.readouterr().err.splitlines() == [
        "reading articles: 10 of 50 (a.txt)",
        "reading articles: 20 of 50 (b.txt), 0.5/s, 60 s left",
    ]


@pytest.mark.parametrize(("verbose", "lines"), [(False, 20), (True, 10_000)])
def test_many_inputs_make_few_lines_unless_verbose(
    capsys: pytest.CaptureFixture[str], verbose: bool, lines: int
) -> None:
    with progress_shown(quiet=False, verbose=verbose) as show:
        for i in range(10_000):
            show("extract", i + 1, 10_000, "a.txt")
    assert len(capsys.readouterr().err.splitlines()) == lines


def test_on_a_terminal_progress_is_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress_shown(quiet=False, verbose=False) as show:
        show("extract", 1, 2, "a.txt")
        show("write", 0, 1, "")
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "━" in shown.err
    assert "writing files" in shown.err
