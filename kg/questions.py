"""The commands that ask a built graph: a line or two each over kg.graph.query and sources, printed by kg.answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.settings import as_date

if TYPE_CHECKING:
    import networkx as nx

commands = typer.Typer(rich_markup_mode="rich")

Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="FOLDER", help="A folder that kg build wrote.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV with all fields.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with all fields.")]
Name = Annotated[str, typer.Argument(help="A name, an alias or an id.")]

_OUTPUT = Path("output")
_TENURE = ("name", "title", "host", "status", "first", "last", "evidence")
_THING = ("name", "subkind", "aliases", "mentions", "articles", "first", "last")


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence that connects two things."""

    relation: str
    day: date | None
    sentence: str
    headline: str | None
    article: str
    source: str
    score: float
    edge: str


@commands.command(
    epilog="Examples:\n\nkg officials\n\nkg officials --at 石桥街道 --on 2023-03-08\n\nkg officials -g output --csv"
)
def officials(
    at: Annotated[str | None, typer.Option(metavar="NAME", help="Only posts at this organisation or street.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only posts held on this day.")] = None,
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List who holds which public post, where, and over which days the papers attest it."""
    from kg.graph import query

    built = _load(graph)
    if at is not None:
        query.one(built, at)
    rows = query.officials(built, as_date(on) if on else None, org=at)
    _print(rows, (*_TENURE, "basis") if on else _TENURE, as_csv, as_json, "no officials are known")


@commands.command("on", epilog="Examples:\n\nkg on 2023-03-08\n\nkg on 2023-03-08 -g output --json")
def on_day(
    day: Annotated[str, typer.Argument(metavar="DATE", help="A day, as 2023-03-08.")],
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List who held which public post on a day, as far as the papers tell."""
    from kg.graph import query

    rows = query.officials(_load(graph), as_date(day))
    _print(rows, (*_TENURE, "basis"), as_csv, as_json, f"no post is attested for {day}")


@commands.command(epilog="Examples:\n\nkg streets\n\nkg streets -g output --csv")
def streets(graph: Graph = _OUTPUT, as_csv: AsCsv = False, as_json: AsJson = False) -> None:
    """List subdistricts, towns and roads, the most mentioned first."""
    _things("street", graph, as_csv, as_json)


@commands.command(epilog="Examples:\n\nkg initiatives\n\nkg initiatives -g output --json")
def initiatives(graph: Graph = _OUTPUT, as_csv: AsCsv = False, as_json: AsJson = False) -> None:
    """List plans, programmes, projects and policies, the most mentioned first."""
    _things("initiative", graph, as_csv, as_json)


@commands.command(epilog="Examples:\n\nkg who 林清远\n\nkg who 石桥街道 -g output\n\nkg who 林清远 --json")
def who(name: Name, graph: Graph = _OUTPUT, as_csv: AsCsv = False, as_json: AsJson = False) -> None:
    """Show a person's posts, or the people in an organisation's; then what is dated, and who is named beside.

    CSV holds the posts alone, JSON all three.
    """
    from kg import answers
    from kg.graph import query, sources

    built = _load(graph)
    node = query.one(built, name)
    is_person = built.nodes[node]["kind"] == "person"
    posts = query.tenures(built, name) if is_person else query.tenures(built, org=name)
    dated = sources.timeline(built, node)
    beside = query.comentions(built, node)
    if as_json:
        answers.print_json(
            {
                "id": node,
                **built.nodes[node],
                "posts": [asdict(row) for row in posts],
                "timeline": [asdict(row) for row in dated],
                "beside": [asdict(row) for row in beside],
            }
        )
        return
    _print(posts, _TENURE, as_csv, False, f"no post is known of {name}")
    if not as_csv:
        answers.print_heading("What is dated:")
        _print(dated, ("day", "what", "text", "article"), False, False, "nothing")
        answers.print_heading("Most often named beside:")
        _print(beside[:10], ("name", "kind", "weight", "sentences", "articles"), False, False, "nobody")


@commands.command(epilog="Examples:\n\nkg path 林清远 何沐阳\n\nkg path 林清远 江城读书节 -g output --json")
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="A name, an alias or an id.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the shortest way from A to B: stated roles are near, co-mentions far."""
    from kg.graph import query

    rows = query.path(_load(graph), start, end)
    shown = ("source", "rel", "detail", "target", "sentence")
    _print(rows, shown, as_csv, as_json, f"no way leads from {start} to {end}")


@commands.command(epilog="Examples:\n\nkg explain 林清远 石桥街道\n\nkg explain ten-0123456789 -g output")
def explain(
    names: Annotated[list[str], typer.Argument(metavar="A [B]", help="Two names, or the id of a tenure, act or link.")],
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the sentences behind what the graph says of A and B, or behind one edge."""
    from kg.graph import sources

    built = _load(graph)
    match names:
        case [edge]:
            found = [("", edge, row) for row in sources.evidence(built, edge)]
        case [a, b]:
            found = sources.between(built, a, b)
        case _:
            raise typer.BadParameter("give two names, or one id.")
    rows = [
        Reason(relation, row.day, row.sentence, row.headline, row.article, row.source, row.score, edge)
        for relation, edge, row in found
    ]
    shown = ("relation", "day", "sentence", "headline", "source", "score")
    _print(rows, shown, as_csv, as_json, "no sentence says anything of that")


def _things(kind: str, graph: Path, as_csv: bool, as_json: bool) -> None:
    from kg.graph import query

    _print(query.things(_load(graph), kind), _THING, as_csv, as_json, f"no {kind} is known")


def _load(folder: Path) -> nx.MultiDiGraph[str]:
    from kg.graph.load import load

    return load(folder)


def _print(rows: Sequence[object], columns: tuple[str, ...], as_csv: bool, as_json: bool, empty: str) -> None:
    from kg import answers

    answers.print_rows(rows, columns, answers.format_of(as_csv=as_csv, as_json=as_json), empty=empty)
