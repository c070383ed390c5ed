"""The ``kg`` command: parse, call, print. Exit codes: 0 done, 1 done but some inputs were skipped, 2 nothing done."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kg import __version__, console, questions, texts
from kg.errors import KgError
from kg.records import Settings

app = typer.Typer(
    name="kg",
    help="Turn Chinese local newspaper pages into a knowledge graph, every fact with the sentence it comes from.",
    epilog="Start with:\n\nkg demo\n\nkg build page.txt -o output\n\nkg officials -g output",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

_DONE, _SOME_SKIPPED, _NOTHING_DONE = 0, 1, 2

Output = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the graph's files.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Read inputs with N processes.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show each input, and the seconds of each stage.")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="FORMAT", help="Write nq, trig, jsonld or nt too; may be given again."),
]
Gzip = Annotated[bool, typer.Option("--gzip", help="Gzip what --format asks for; ttl may be asked for then.")]
Model = Annotated[str | None, typer.Option(metavar="FOLDER", help="A trained pipeline other than the package's own.")]


def main() -> NoReturn:
    """Run the command line and exit. Errors a user can meet are one line on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding lacks must not end a build that went well.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = app(prog_name="kg", standalone_mode=False)
    except typer.TyperException as error:
        console.print_error(f"{error.format_message()} See kg --help.")
        code = _NOTHING_DONE
    except KgError as error:
        console.print_error(str(error))
        code = _NOTHING_DONE
    sys.exit(code)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn Chinese local newspaper pages into a knowledge graph, every fact with the sentence it comes from."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command(
    epilog="Examples:\n\nkg build page.txt"
    "\n\nkg build issues/ more/*.txt -o output --paper 江北报 --home 重庆市江北区"
    "\n\nkg build page.txt --date 2023-01-09 --encoding gb18030"
    "\n\nkg build issues/ --min-score 0.8"
    "\n\nkg build issues/ --format nq --format jsonld --gzip"
    "\n\npdftotext page.pdf - | kg build - -o output"
)
def build(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")],
    output: Output = Path("output"),
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Issue date, as 2023-01-09.")] = None,
    paper: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the paper.")] = None,
    home: Annotated[str | None, typer.Option(metavar="NAME", help="Home district, from the province down.")] = None,
    base_iri: Annotated[str, typer.Option(metavar="IRI", help="What every IRI of graph.ttl begins with.")] = (
        Settings().base_iri
    ),
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the inputs; else guessed.")] = None,
    model: Model = None,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0, max=1, metavar="SHARE", help="Leave out facts less likely right.")
    ] = 0,
    formats: Formats = None,
    compressed: Gzip = False,
    jobs: Jobs = 1,
    cached: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep what is found in each input for the next run.")
    ] = True,
    engine: Annotated[str, typer.Option(metavar="NAME", help="local, or ray with the extra of that name.")] = "local",
    profile: Annotated[bool, typer.Option("--profile", help="Show where the time goes, function by function.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Build the graph of newspaper pages and write it into a folder."""
    settings = Settings(
        date=date, paper=paper, home=home, encoding=encoding, base_iri=base_iri, model=model, min_score=min_score
    )
    how = {"formats": formats or (), "compressed": compressed, "cached": cached, "engine": engine}
    with console.profile_shown(wanted=profile):
        return _build(inputs, settings, output, how, jobs=jobs, quiet=quiet, verbose=verbose)


@app.command(epilog="Examples:\n\nkg demo\n\nkg demo -o samples-graph")
def demo(output: Output = Path("output"), jobs: Jobs = 1, quiet: Quiet = False, verbose: Verbose = False) -> int:
    """Build the graph of the sample pages that come with the package."""
    from kg.samples import folder

    return _build([str(folder())], Settings(), output, {}, jobs=jobs, quiet=quiet, verbose=verbose)


app.add_typer(questions.commands)
app.add_typer(texts.commands)


@app.command(epilog="Examples:\n\nkg evaluate gold/\n\nkg evaluate gold/ --errors 20\n\nkg evaluate gold/ --json")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of NAME.txt and NAME.gold.json pairs.")],
    model: Model = None,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show the first N differences from the gold.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the table as JSON.")] = False,
    jobs: Jobs = 1,
    quiet: Quiet = False,
) -> int:
    """Score what is found in annotated pages: mentions, relations, articles."""
    from kg import pipeline
    from kg.gold import load_gold
    from kg.resolution.pages import extractions_on_pages
    from kg.scoring import score

    wanted = load_gold(gold)
    inputs = [str(item.path) for item in wanted.values()]
    settings = Settings(encoding="utf-8", model=model)
    with console.progress_shown(quiet=quiet, verbose=False) as progress:
        extractions, skipped, _ = pipeline.extract_all(inputs, settings, jobs=jobs, progress=progress)
    console.print_skipped(skipped)
    found = extractions_on_pages(extractions)
    scores = score(wanted, {Path(item.document.doc).name: item for item in found})
    console.print_scores(scores, len(wanted), errors=errors, as_json=as_json)
    return _SOME_SKIPPED if skipped else _DONE


@app.command(epilog="Examples:\n\nkg validate output\n\nkg validate output --json")
def validate(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A folder that kg build wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the breaches as JSON.")] = False,
    by_pyshacl: Annotated[bool, typer.Option("--pyshacl", help="Run the shapes with pyshacl, which is slow.")] = False,
) -> int:
    """Check a built graph: shapes, vocabulary, references, sources, counts. Code 0 if all is right, 1 if not."""
    from kg.graph.validate import check

    found = check(output, by_pyshacl=by_pyshacl)
    console.print_checked(found, as_json=as_json)
    return 1 if found.breaches else _DONE


@app.command(
    epilog="Examples:\n\nkg ask\n\nkg ask holders-on-a-day --set day=2023-03-22\n\nkg ask mine.rq -g output --csv"
)
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A name from the list, or a file that holds a query.")
    ] = None,
    values: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter's value; may be given again.")
    ] = None,
    graph: questions.Graph = Path("output"),
    seconds: Annotated[float, typer.Option(min=0.1, metavar="N", help="Longest time for a query.")] = 60,
    as_csv: questions.AsCsv = False,
    as_json: questions.AsJson = False,
) -> None:
    """Ask a question in SPARQL, of the package or your own; without one, list those of the package."""
    from kg import answers
    from kg.endpoint.ask import ask, questions

    form = answers.format_of(as_csv=as_csv, as_json=as_json)
    if question is None:
        answers.print_rows(questions(), ("name", "zh", "en", "parameters"), form, empty="")
    else:
        found = ask(graph, question, values or (), seconds=seconds)
        answers.print_cells(found.columns, found.rows, form, empty="no answer")


@app.command(epilog="Examples:\n\nkg serve output\n\nkg serve output --port 9000 --seconds 120")
def serve(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A folder that kg build wrote.")] = Path("output"),
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 for a free one.")] = 8008,
    seconds: Annotated[float, typer.Option(min=0.1, metavar="N", help="Longest time for a query.")] = 30,
    megabytes: Annotated[int, typer.Option(min=1, metavar="N", help="Largest answer to a query.")] = 64,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Let pages of this origin ask, such as https://example.org; or *."),
    ] = None,
) -> int:
    """Serve a built graph to this machine alone: a SPARQL 1.1 endpoint, its page and its files. Ctrl-C ends it."""
    from kg.endpoint.run import serve

    serve(output, port, seconds=seconds, megabytes=megabytes, origins=tuple(allow_origin or ()), say=print)
    return _DONE


def _build(
    inputs: list[str],
    settings: Settings,
    output: Path,
    how: Mapping[str, Any],
    *,
    jobs: int,
    quiet: bool,
    verbose: bool,
) -> int:
    from kg import pipeline

    begin = time.perf_counter()
    with console.progress_shown(quiet=quiet, verbose=verbose) as progress:
        report = pipeline.build(inputs, settings, output, jobs=jobs, progress=progress, **how)
    console.print_skipped(report.skipped)
    if not quiet:
        console.print_notes(report.notes, report.counts.get("uncertain headlines", 0))
    if report.output is None:
        console.print_error("nothing was built: no input could be used")
        return _NOTHING_DONE
    if verbose:
        console.print_seconds(report.seconds)
    if not quiet:
        console.print_summary(report.counts, time.perf_counter() - begin, report.output / "graph.html")
    return _SOME_SKIPPED if report.skipped else _DONE
