"""Inputs in the order of their issue: the articles of a digital newspaper as the indexes beside them have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.ingest.inputs import Input
from kg.ingest.web.html import LARGEST_PAGE, read_index
from kg.ingest.web.issue_index import IssueIndex, may_be_index
from kg.records import Skipped

_SUFFIXES = (".html", ".htm")
_LAST_PAGE = 10_000

Place = tuple[int, int, int]
"""Number of the page (``_LAST_PAGE`` where nobody says it), of the index among the inputs, of the article in it."""


def in_page_order(
    found: Sequence[Input | Skipped], encoding: str | None = None
) -> list[tuple[Input | Skipped, int | None]]:
    """Put inputs into the order of reading, each with the number of the page that an index gives it.

    Articles that an index of a page links to come together, page by page, where the first of them stands. The index is
    no article: it is left out, or skipped if none of the articles that it links to is there.
    """
    paths = {PurePosixPath(each.path.as_posix()): each for each in found if isinstance(each, Input)}
    alone: dict[Input, Skipped] = {}
    places: dict[Input, Place] = {}
    issues: dict[Input, PurePosixPath] = {}  # article or index to the folder of its index
    indexes = _indexes(found, encoding)
    for number, (entry, index) in enumerate(indexes.items()):
        own = PurePosixPath(entry.path.as_posix())
        linked = [paths[path] for path in index.found_among(paths.keys(), own) if paths[path] not in indexes]
        if not linked:
            alone[entry] = Skipped(entry.name, index.alone())
        for n, article in enumerate(linked):
            issues.setdefault(article, own.parent)
            places.setdefault(article, (index.page or _LAST_PAGE, number, n))
    ordered: list[tuple[Input | Skipped, int | None]] = []
    done: set[PurePosixPath] = set()
    for each in found:
        if isinstance(each, Skipped) or each in alone:
            ordered.append((each if isinstance(each, Skipped) else alone[each], None))
        elif each not in places and each not in indexes:
            ordered.append((each, None))
        elif each in places and issues[each] not in done:
            done.add(issues[each])
            together = [article for article, folder in issues.items() if folder == issues[each]]
            together.sort(key=places.__getitem__)
            ordered += [(article, _page(places[article])) for article in together]
    return ordered


def _page(place: Place) -> int | None:
    return place[0] if place[0] != _LAST_PAGE else None


def _indexes(found: Sequence[Input | Skipped], encoding: str | None) -> Mapping[Input, IssueIndex]:
    indexes: dict[Input, IssueIndex] = {}
    for each in found:
        if isinstance(each, Skipped) or each.path.suffix.lower() not in _SUFFIXES:
            continue
        try:
            with each.opens() as stream:
                data = stream.read(LARGEST_PAGE + 1)
        except (OSError, InputError):
            continue  # reading it as an article will say what is wrong
        if len(data) <= LARGEST_PAGE and may_be_index(each.path.name, data):
            index = read_index(data, encoding, each.path.name)
            if index is not None:
                indexes[each] = index
    return indexes
