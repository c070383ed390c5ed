"""The view of a text that rules and models read: one writing for all, character for character.

Traditional characters become simplified ones, the marks of Taiwan, Hong Kong and vertical setting those of the
mainland, and a character in another shape the plain one. The view is exactly as long as the text, so that an offset
into one is an offset into the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby

from opencc import OpenCC

from kg.ingest.lines import is_blank
from kg.rows import rows

_TABLE = "lexicon/same_characters.tsv"
_SHAPES = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))  # Kangxi radicals, compatibility ideographs
_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff\u3007]"
_HAN_RUN = re.compile(f"{_HAN}+")
_LINE = re.compile(r"[^\r\n]+")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_CORNER = re.compile("[「」『』]")
_ANGLES = re.compile("《[^》]*》|〈([^〈〉《》]*)〉")
_NEAR = 2  # lines above and below that help to tell whether a line is traditional
_HONG_KONG = frozenset("着衞裏綫啓説枱敍")  # where Taiwan writes 著衛裡線啟說檯敘


def reading_view(text: str) -> str:
    """Return ``text`` as rules read it, of the same length, each character in the place of its own.

    A line is read as traditional where it and the lines near it hold more characters that only traditional writing has
    than such as only simplified writing has. So a name in old characters leaves a simplified line as it is.
    """
    view = text.translate(_same("always"))
    view = _between().sub(lambda match: _same("between")[ord(match.group())], view)
    return _simplified(_plain_quotes(view))


def _plain_quotes(text: str) -> str:
    """Return ``text`` with “” for 「」, and ‘’ for 『』 inside them; 『』 by themselves are “” too."""
    inside = False

    def plain(match: re.Match[str]) -> str:
        nonlocal inside
        mark = match.group()
        if mark in "「」":
            inside = mark == "「"
            return "“" if inside else "”"
        return "‘’"["『』".index(mark)] if inside else "“”"["『』".index(mark)]

    return _CORNER.sub(plain, text)


def _simplified(text: str) -> str:
    """Return ``text`` with its traditional lines in simplified writing."""
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    sides = [sum(map(_side, text[start:end])) for start, end in lines]
    if not any(side > 0 for side in sides):
        return text
    near = [sum(sides[max(0, n - _NEAR) : n + _NEAR + 1]) > 0 for n in range(len(lines))]
    converter = _converter("hk2s" if _HONG_KONG.intersection(text) else "tw2s")
    chars = list(text)
    for traditional, group in groupby(zip(near, lines, strict=True), key=lambda pair: pair[0]):
        spans = [span for _, span in group]
        if traditional:
            _simplify(chars, spans[0][0], spans[-1][1], converter)
    return "".join(chars)


def _simplify(chars: list[str], start: int, end: int, converter: OpenCC) -> None:
    """Put simplified characters for those from ``start`` to ``end``, words that a line end breaks read as one."""
    places = [i for i in range(start, end) if not is_blank(chars[i])]
    text = "".join(chars[i] for i in places)
    text = _HAN_RUN.sub(lambda run: _converted(run.group(), converter), text).translate(_same("traditional"))
    text = _ANGLES.sub(lambda match: match.group() if match.group(1) is None else f"《{match.group(1)}》", text)
    for i, c in zip(places, text, strict=True):
        chars[i] = c


def _converted(run: str, converter: OpenCC) -> str:
    found: str = converter.convert(run)
    if len(found) == len(run):
        return found
    singly = [converter.convert(c) for c in run]
    return "".join(new if len(new) == 1 else c for c, new in zip(run, singly, strict=True))


@lru_cache(16384)
def _side(c: str) -> int:
    """Return 1 for a character that only traditional writing has, -1 for one that only simplified writing has."""
    return _has("big5", c) - _has("gb2312", c) if "\u4e00" <= c <= "\u9fff" else 0


def _has(encoding: str, c: str) -> bool:
    try:
        c.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(f"(?<={_HAN})[{re.escape(''.join(map(chr, _same('between'))))}](?={_HAN})")


@cache
def _same(kind: str) -> Mapping[int, str]:
    """Return what each character is read as where rows of ``kind`` hold."""
    found = dict(_shapes()) if kind == "always" else {}
    for row in rows(_TABLE):
        if row["kind"] == kind:
            found |= {ord(c): unescaped(row["read_as"]) for c in unescaped(row["surface"])}
    return found


def _shapes() -> Iterator[tuple[int, str]]:
    for first, last in _SHAPES:
        for code in range(first, last + 1):
            same = unicodedata.normalize("NFKC", chr(code))
            if len(same) == 1 and same != chr(code):
                yield code, same


def unescaped(cell: str) -> str:
    """Return the text of a cell of the table, in which blanks are written as code points."""
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), cell)
