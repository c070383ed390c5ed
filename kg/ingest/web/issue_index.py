"""The index of one page of a digital newspaper: no article, but what tells the articles beside it their page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kg.ingest.web.main_text import is_text
from kg.ingest.web.page import WebPage, body_of, page_of_issue
from kg.ingest.web.rules import web_pattern

_LITTLE_TEXT = 100  # characters; a page with more text than that is no index, whatever it links to
_SENTENCE = re.compile("[，。！？；]")
_AREAS = re.compile(rb"<area\b", re.IGNORECASE)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class IssueIndex:
    """``page`` is the number of the page in its issue, ``links`` the articles on it in their order, as linked."""

    page: int | None
    links: tuple[str, ...]

    def found_among(self, paths: Collection[PurePosixPath], own: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """Return those of ``paths`` that the index at ``own`` links to, in its order, each once.

        A link that leads nowhere may still mean a file of that name beside the index: browsers save pages so.
        """
        found: dict[PurePosixPath, None] = {}
        for link in self.links:
            target = _resolved(own.parent, link)
            beside = own.parent / PurePosixPath(link).name
            found.update((path, None) for path in (target, beside)[: 1 if target in paths else 2] if path in paths)
        found.pop(own, None)
        return tuple(found)

    def alone(self) -> str:
        """Return the clause that says what an index without its articles needs."""
        of = f" of page {self.page}" if self.page else ""
        names = [PurePosixPath(link).name for link in self.links]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        shown = ", ".join(names[:_SHOWN]) + more
        return f"is the index{of} and no article: give the articles that it links to as well ({shown})"


def may_be_index(name: str, data: bytes) -> bool:
    """Say quickly whether a file is worth parsing to see if it is an index."""
    return bool(web_pattern("index-name").match(name) or _AREAS.search(data))


def index_of(page: WebPage, name: str) -> IssueIndex | None:
    """Return the index that a page is, or None if it is none.

    Args:
        page: any page.
        name: of its file, which says ``node_1.htm`` where a paper's index does.
    """
    kind = page.properties.get("founder-type")
    areas = tuple(dict.fromkeys(_page_links(page, "area")))
    anchors = tuple(dict.fromkeys(_page_links(page, "a")))
    links = areas or anchors
    if not links or kind == "1" or (kind != "2" and body_of(page) is not None):
        return None
    named = web_pattern("index-name").match(name) is not None
    if kind == "2" or named or (areas and _text_length(page) < _LITTLE_TEXT):
        return IssueIndex(page_of_issue(page), links)
    return None


def _page_links(page: WebPage, tag: str) -> Iterator[str]:
    """Yield the paths of the links to other pages that are no indexes themselves."""
    for element in page.root.iter(tag):
        try:
            path = unquote(urlsplit((element.get("href") or "").strip()).path)
        except ValueError:
            continue
        name = PurePosixPath(path).name
        if web_pattern("page-file").search(name) and not web_pattern("index-name").match(name):
            yield path


def _resolved(folder: PurePosixPath, link: str) -> PurePosixPath:
    """Return the path a relative link leads to, seen from ``folder``."""
    parts = [] if link.startswith("/") else list(folder.parts)
    for part in PurePosixPath(link).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("..", "/", "."):
            parts.append(part)
    return PurePosixPath(*parts)


def _text_length(page: WebPage) -> int:
    texts = (b.text for b in page.blocks if is_text(b) and not b.linked and _SENTENCE.search(b.text))
    return sum(map(len, texts))
