"""Paragraphs, sentences and clauses of an article text, as spans.

All functions return half-open spans of code points into the text they were given, in order, without overlap, trimmed
of white space and never empty. A span of a finer level lies inside exactly one span of the next coarser level. Only
punctuation decides: no word is looked at.
"""

from __future__ import annotations

Span = tuple[int, int]

STOPS = frozenset("。！？!?…")
"""A run of these ends a sentence."""
CLOSERS = frozenset("”’\"'」』）)】")
"""These, right after a stop, still belong to its sentence."""
GOES_ON = frozenset("，、；：,;:。》")
"""After a stop and its closers these show that the sentence goes on: “加油！”、“冲啊！”的喊声."""
COMMAS = frozenset("，；：,;:。！？!?…")
OPENS = {"《": "》", "（": "）", "(": ")"}
"""A comma inside one of these pairs parts no clause."""


def paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the lines of ``text``: the headline, each subhead and each paragraph."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        _add(spans, text, start, start + len(line))
        start += len(line) + 1
    return tuple(spans)


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of ``text``. A sentence never crosses a newline; closing quotes stay with it."""
    spans: list[Span] = []
    for begin, stop in paragraphs(text):
        start = at = begin
        while at < stop:
            if text[at] not in STOPS:
                at += 1
                continue
            while at < stop and text[at] in STOPS:
                at += 1
            while at < stop and text[at] in CLOSERS:
                at += 1
            if at < stop and text[at] in GOES_ON:
                continue
            if text[at - 1] == "…" and at < stop:  # …… inside a sentence is a pause unless something closed it
                continue
            _add(spans, text, start, at)
            start = at
        _add(spans, text, start, stop)
    return tuple(spans)


def clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Comma-level pieces of ``text[start:end]``, without the commas that part them.

    An enumeration comma (、) parts nothing, nor does a comma in 《…》 or in brackets, nor one between two digits.
    A pair that is opened and not closed inside the span counts for nothing.
    """
    spans: list[Span] = []
    begin = at = start
    while at < end:
        mark = text[at]
        if mark in OPENS and (close := text.find(OPENS[mark], at, end)) >= 0:
            at = close + 1
            continue
        if mark in COMMAS and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit() and mark in ",:"):
            _add(spans, text, begin, at)
            begin = at + 1
        at += 1
    _add(spans, text, begin, end)
    return tuple(spans)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Append the span without its outer white space, unless nothing is left."""
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + piece.index(body[0])
        spans.append((begin, begin + len(body)))
