"""HTML source to a tree that can be walked without fear: no scripts, no styles, broken tags mended, nesting bounded.

The parser (lxml) reads what browsers read, but its time grows with the square of a tag's attributes, and below 2,048
levels it drops the text. So the source goes through one linear pass first, which also takes out what is never text and
keeps what scripts and comments say for machines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import islice

from lxml import html

_LONGEST_TAG = 20_000  # characters; what does not end within them is no tag but text
_DEEPEST = 250  # levels; real pages have forty
_MOST_BROKEN = 1_000  # tags without an end, after which every "<" is taken as text
_MOST_ATTRIBUTES = 100

# A tag up to its end. In the second form a quoted value holds no "<", so that <a href="x><p>…</p><a class="y"> ends at
# its first ">" and does not swallow the paragraph.
_NAME = r"<(/?)([a-zA-Z][^\s/>\"'=<]*+)"
_TAG = re.compile(_NAME + r"((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)>")
_TIGHT_TAG = re.compile(_NAME + r"((?:[^>\"'=<]++|=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')?+|[\"'])*+)>")
_SWALLOWS = re.compile(
    r"\b(?:href|src|class|id|name|width|height|align|target|rel)\s*=\s*(?:\"[^\"<]*<|'[^'<]*<)", re.I
)
_ATTRIBUTE = re.compile(r"([a-zA-Z_][\w:.-]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]*+)))?")


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SCRIPTS = _tags("script style")
_NO_TEXT = _tags("applet canvas iframe noscript object select svg template textarea title") | _SCRIPTS
_FRAME = _tags("html head body frameset noframes")
_NEVER_NESTED = _tags("area base br col embed hr img input li link meta option p param source td th tr track wbr")
_FIELD_COMMENT = re.compile(r"\s*<?(/?)(?:npm:article-(\w+)|(enpcontent))>?\s*")
_MACHINE_DATA = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Markup:
    """A page's tree, and what the page says beside its text.

    A comment that marks a field (``<!--<npm:article-title>-->``) is an element of the tree (``npm-title``). ``titles``
    are the texts of ``<title>``, ``data`` those of linked-data scripts, ``comments`` those of all other comments.
    """

    root: html.HtmlElement
    titles: tuple[str, ...]
    data: tuple[str, ...]
    comments: tuple[str, ...]


def parse(source: str) -> Markup:
    """Parse the source of a page, whatever it holds, in time that grows with its length."""
    tamed = _Tamed(source)
    tamed.read()
    page = f"<html><body>{''.join(tamed.out)}</body></html>".encode("utf-8", "replace")
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    return Markup(root, tuple(tamed.titles), tuple(tamed.data), tuple(tamed.comments))


@dataclass
class _Tamed:
    """One pass over the source: ``out`` is its markup without scripts, comments and hostile tags."""

    source: str
    out: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    open_tags: list[tuple[str, bool]] = field(default_factory=list)  # with whether the tag was kept
    open_names: Counter[str] = field(default_factory=Counter)
    endless: set[str] = field(default_factory=set)  # what is opened and never closed after the place reached
    broken: int = 0

    def read(self) -> None:
        source, at = self.source, 0
        last = source.rfind(">")
        while 0 <= (begin := source.find("<", at)) < last and self.broken < _MOST_BROKEN:
            self.out.append(source[at:begin])
            after = source[begin + 1 : begin + 2]
            if source.startswith("<!--", begin):
                at = self._comment(begin)
            elif after in ("!", "?"):
                at = source.index(">", begin) + 1
            elif after == "/" or after.isalpha():
                at = self._tag(begin)
            else:
                at = self._text(begin)
        self.out.append(source[at:].replace("<", "&lt;"))

    def _text(self, begin: int) -> int:
        self.out.append("&lt;")
        return begin + 1

    def _comment(self, begin: int) -> int:
        end = -1 if "-->" in self.endless else self.source.find("-->", begin + 2)
        if end < 0:  # a comment without an end ends with its tag, so that the text after it is not lost
            self.endless.add("-->")
            return self.source.index(">", begin) + 1
        inside = self.source[begin + 4 : end]
        marked = _FIELD_COMMENT.fullmatch(inside) if len(inside) < 60 else None
        if marked:
            self.out.append(f"<{marked[1]}{'npm-' + marked[2].lower() if marked[2] else marked[3]}>")
        else:
            self.comments.append(inside)
        return end + 3

    def _tag(self, begin: int) -> int:
        limit = begin + _LONGEST_TAG
        match = _TAG.match(self.source, begin, limit)
        tight = match is None or ("<" in match[3] and _SWALLOWS.search(match[3]) is not None)
        if tight:
            self.broken += 1
            match = _TIGHT_TAG.match(self.source, begin, limit)
        if match is None:
            return self._text(begin)
        name = match[2].lower()
        if match[1]:
            self._close(name)
            return match.end()
        if name in _NO_TEXT:
            return self._pass_over(name, match)
        if name not in _FRAME:
            quotes_paired = match[3].count('"') % 2 == 0 and match[3].count("'") % 2 == 0
            whole = quotes_paired and not tight and len(match[3]) < 1_000
            self._open(name, match.group() if whole else f"<{match[2]}{_few_attributes(match[3])}>")
        return match.end()

    def _open(self, name: str, tag: str) -> None:
        if name in _NEVER_NESTED:
            self.out.append(tag)
            return
        kept = len(self.open_tags) < _DEEPEST
        self.open_tags.append((name, kept))
        self.open_names[name] += 1
        self.out.append(tag if kept else " ")

    def _close(self, name: str) -> None:
        if name in _NEVER_NESTED:
            self.out.append(f"</{name}>")
        while self.open_names[name]:
            opened, kept = self.open_tags.pop()
            self.open_names[opened] -= 1
            if opened == name:
                self.out.append(f"</{name}>" if kept else " ")
                return

    def _pass_over(self, name: str, tag: re.Match[str]) -> int:
        """Leave out an element with all that it holds; of one that never ends only the tag, unless it is a script."""
        end = None
        if name not in self.endless:
            end = re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE).search(self.source, tag.end())
        if end is None:
            self.endless.add(name)
            return len(self.source) if name in _SCRIPTS else tag.end()
        inside = self.source[tag.end() : end.start()]
        if name == "title":
            self.titles.append(unescape(inside))
        elif name == "script" and _MACHINE_DATA in tag[3].lower():
            self.data.append(inside)
        self.out.append(" ")
        return end.end()


def _few_attributes(text: str) -> str:
    few = islice(_ATTRIBUTE.finditer(text), _MOST_ATTRIBUTES)
    return "".join(f' {m[1]}="{escape(m[2] or m[3] or m[4] or "")}"' for m in few)
