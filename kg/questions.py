"""The commands that ask a built graph: a line or two each over the questions of kg.graph, printed by kg.answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
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


_CHANGE = ("change", "what", "name", "before", "after", "day")
_TOP = ("name", "kind", "articles", "mentions", "neighbours", "links", "pagerank")


class Kind(StrEnum):
    """What a thing may be."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STREET = "street"
    PLACE = "place"
    INITIATIVE = "initiative"
    EVENT = "event"
    POST = "post"


class By(StrEnum):
    """What the most central things may be told by."""

    PAGERANK = "pagerank"
    ARTICLES = "articles"
    MENTIONS = "mentions"
    NEIGHBOURS = "neighbours"
    LINKS = "links"


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

    built = _load(graph, with_name=at)
    rows = query.officials(built, as_date(on) if on else None, org=at)
    _print(rows, (*_TENURE, "basis") if on else _TENURE, as_csv, as_json, "no officials are known")


@commands.command(
    "on", epilog="Examples:\n\nkg on 2023-03-08\n\nkg on 2023-03-08 --org 石桥街道\n\nkg on 2023-03-08 -g output --json"
)
def on_day(
    day: Annotated[str, typer.Argument(metavar="DATE", help="A day, as 2023-03-08.")],
    org: Annotated[str | None, typer.Option(metavar="NAME", help="Only posts at this organisation or street.")] = None,
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List who held which public post on a day, as far as the papers tell."""
    from kg.graph import query

    built = _load(graph, with_name=org)
    rows = query.officials(built, as_date(day), org=org)
    _print(rows, (*_TENURE, "basis"), as_csv, as_json, f"no post is attested for {day}")


@commands.command(epilog="Examples:\n\nkg doubts\n\nkg doubts --org 石桥街道 --days 90")
def doubts(
    org: Annotated[str | None, typer.Option(metavar="NAME", help="Only posts at this organisation or street.")] = None,
    days: Annotated[int, typer.Option(min=1, metavar="N", help="Days without anybody that make a gap.")] = 30,
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List posts that two people held at once, and posts that nobody is attested in for long."""
    from kg.graph.doubts import doubts

    built = _load(graph, with_name=org)
    shown = ("doubt", "host", "title", "name", "other", "first", "last", "days")
    _print(doubts(built, days=days, org=org), shown, as_csv, as_json, "nothing is in doubt")


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

    Of people of one name the one named most is shown, then who the others are. CSV holds the posts alone, of all of
    them; JSON has everything.
    """
    from kg import answers
    from kg.graph import query, sources
    from kg.graph.lookup import find

    built = _load(graph)
    node = find(built, name)
    is_person = built.nodes[node]["kind"] == "person"
    others = [row for row in query.namesakes(built, name) if row.id != node] if is_person else []
    posts = query.tenures(built, name if as_csv else node) if is_person else query.tenures(built, org=name)
    dated = sources.timeline(built, node)
    beside = query.comentions(built, node)
    if as_json:
        answers.print_json(
            {
                "id": node,
                **built.nodes[node],
                "posts": [asdict(row) for row in posts],
                "namesakes": [asdict(row) for row in others],
                "timeline": [asdict(row) for row in dated],
                "beside": [asdict(row) for row in beside],
            }
        )
        return
    if others and not as_csv:
        answers.print_heading(f"{len(others) + 1} people are called {name}; {node} is named most:")
    _print(posts, _TENURE, as_csv, False, f"no post is known of {name}")
    if not as_csv:
        answers.print_heading("What is dated:")
        _print(dated, ("day", "what", "text", "article"), False, False, "nothing")
        answers.print_heading("Most often named beside:")
        _print(beside[:10], ("name", "kind", "weight", "sentences", "articles"), False, False, "nobody")
    if others and not as_csv:
        answers.print_heading(f"The others called {name}; kg who ID tells more:")
        _print(others, ("id", "posts", "articles", "first", "last"), False, False, "nobody")


@commands.command("path", epilog="Examples:\n\nkg path 林清远 何沐阳\n\nkg path 林清远 江城读书节 -g output --json")
def way(
    start: Annotated[str, typer.Argument(metavar="A", help="A name, an alias or an id.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the shortest way from A to B: stated roles are near, co-mentions far."""
    from kg.graph.paths import path

    rows = path(_load(graph), start, end)
    shown = ("source", "rel", "detail", "target", "sentence")
    _print(rows, shown, as_csv, as_json, f"no way leads from {start} to {end}")


@commands.command(
    epilog="Examples:\n\nkg explain 林清远 石桥街道\n\nkg explain ten-0123456789 -g output --min-score 0.9"
    "\n\nkg explain merge 林清远 林清远\n\nkg explain merge 区教委 江城区教育委员会"
)
def explain(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="[merge] A [B]", help="Two names, or the id of a tenure, act or link; or merge and two names."
        ),
    ],
    graph: Graph = _OUTPUT,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0, max=1, metavar="SHARE", help="Only facts as likely right as this.")
    ] = 0,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the sentences behind what the graph says of A and B, or behind one edge; or why two were merged or not.

    In a table the names are marked with ⟦⟧.
    """
    from kg.graph import sources

    built = _load(graph)
    match names:
        case [edge]:
            rows = sources.evidence(built, edge)
        case ["merge", a, b]:
            from kg.graph.merges import merges

            columns = ("together", "score", "reason", "left", "right")
            _print(merges(graph, built, a, b), columns, as_csv, as_json, "the two were never compared")
            return
        case [a, b]:
            rows = sources.between(built, a, b)
        case _:
            raise typer.BadParameter("give two names, or one id; or merge and two names.")
    rows = [row for row in rows if row.score >= min_score]
    shown = ("rel", "day", "marked", "headline", "source", "score")
    _print(rows, shown, as_csv, as_json, "no sentence says anything of that")


@commands.command(epilog="Examples:\n\nkg top\n\nkg top person --by articles -n 20\n\nkg top initiative --csv")
def top(
    kind: Annotated[Kind | None, typer.Argument(help="Only things of this kind.")] = None,
    by: Annotated[By, typer.Option(help="What to order by.")] = By.PAGERANK,
    number: Annotated[int, typer.Option("--number", "-n", min=1, metavar="N", help="Show the first N.")] = 15,
    graph: Graph = _OUTPUT,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List who and what matters most: named in how many articles, tied to how many things, PageRank.

    CSV and JSON hold the first N too.
    """
    from kg.graph import ranks

    rows = ranks.top(_load(graph), *([kind.value] if kind else []), by=by.value)
    _print(rows[:number], _TOP, as_csv, as_json, f"no {kind.value if kind else 'thing'} is known")


@commands.command(epilog="Examples:\n\nkg diff last-week output\n\nkg diff last-week output --what tenure --csv")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A folder that kg build wrote earlier.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="One that it wrote later.")],
    what: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only these: a kind, tenure or act; may be repeated.")
    ] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show what a new issue changed: people, posts and initiatives that are new, and posts that changed hands.

    CSV and JSON also hold the sentence that says so.
    """
    from kg.graph import changes

    unknown = sorted({*(what or ())} - {*changes.WHAT})
    if unknown:
        raise typer.BadParameter(f"--what {unknown[0]} is none of {', '.join(changes.WHAT)}.")
    rows = [row for row in changes.changes(_load(old), _load(new)) if not what or row.what in what]
    _print(rows, _CHANGE, as_csv, as_json, "nothing changed")


def _things(kind: str, graph: Path, as_csv: bool, as_json: bool) -> None:
    from kg.graph import query

    _print(query.things(_load(graph), kind), _THING, as_csv, as_json, f"no {kind} is known")


def _load(folder: Path, *, with_name: str | None = None) -> nx.MultiDiGraph[str]:
    """A built graph; a name given must mean something in it."""
    from kg.graph.load import load
    from kg.graph.lookup import find

    graph = load(folder)
    if with_name is not None:
        find(graph, with_name)
    return graph


def _print(rows: Sequence[object], columns: tuple[str, ...], as_csv: bool, as_json: bool, empty: str) -> None:
    from kg import answers

    answers.print_rows(rows, columns, answers.format_of(as_csv=as_csv, as_json=as_json), empty=empty)
