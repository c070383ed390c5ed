"""The commands that show how inputs are read, before anything is built: their text, and the articles in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg import console
from kg.records import Settings

if TYPE_CHECKING:
    from kg.records import Article, Document

commands = typer.Typer()

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the inputs; else guessed.")]

_SOME_SKIPPED, _NOTHING_DONE = 1, 2


@commands.command(epilog="Examples:\n\nkg text page.pdf\n\nkg text issue.zip")
def text(inputs: Inputs, encoding: Encoding = None) -> int:
    """Print the text that an input is read as: every offset that kg writes points into it."""
    skipped: list[str] = []
    documents = list(_documents(inputs, encoding, skipped))
    for document in documents:
        if len(documents) > 1:
            print(f"==> {console.printable(document.doc)} <==")
        print(document.text)
    return _code(bool(documents), skipped)


@commands.command(epilog="Examples:\n\nkg articles page.txt\n\nkg articles issue/ --json")
def articles(
    inputs: Inputs,
    encoding: Encoding = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object an article.")] = False,
) -> int:
    """Print the articles that inputs are cut into, each headline with how sure it is that it belongs there."""
    from kg.export.jsonl import article_row
    from kg.ingest.page.jumps import jumps_of
    from kg.ingest.wholes import read_sheet, sheets

    skipped: list[str] = []
    documents = list(_documents(inputs, encoding, skipped))
    for sheet in sheets(documents, jumps_of(documents)):
        for article in read_sheet(sheet)[0]:
            printed = article.printed or article.text
            if as_json:
                print(json.dumps({**article_row(article), "text": printed}, ensure_ascii=False))
            else:
                print(f"{_head(article)}\n\n{printed[article.body_start :]}\n")
    return _code(bool(documents), skipped)


def _documents(inputs: list[str], encoding: str | None, skipped: list[str]) -> Iterator[Document]:
    from kg.ingest.read import read_documents
    from kg.records import Skipped
    from kg.settings import checked

    for item in read_documents(inputs, checked(Settings(encoding=encoding))):
        if isinstance(item, Skipped):
            skipped.append(item.doc)
            console.print_skipped([item])
        else:
            yield item


def _code(read: bool, skipped: list[str]) -> int:
    if not read:
        return _NOTHING_DONE
    return _SOME_SKIPPED if skipped else 0


def _head(article: Article) -> str:
    lines = [f"## {article.headline or '-'}", *article.subheads]
    told = {
        "where": f"{article.doc}#{article.id}",
        "date": article.date and f"{article.date} ({article.date_basis})",
        "reporters": "、".join(article.reporters),
        "from": article.continued_from,
        "on": article.continued_on,
        "headline score": f"{article.headline_score:.2f}",
    }
    lines += [f"{name}: {value}" for name, value in told.items() if value]
    return "\n".join(map(console.printable, lines))
