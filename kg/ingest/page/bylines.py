"""Bylines to the names of reporters: 本报讯（记者 闻 川）…, 记者 刘然 文/图, …（邹一禾 洪书远）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.ingest.page.paragraph import ParagraphKind
from kg.ingest.words import pattern

_BRACKETS = "（）()【】[]"
_BETWEEN = re.compile(r"[、，,；;/\uff0f:：|\uff5c]")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of one article as joined text, with its kind."""

    kind: ParagraphKind
    text: str


def find_reporters(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the names in the bylines of one article, in order, each once, the blanks inside a name taken out.

    Args:
        pieces: the paragraphs of the article in source order.
    """
    found: list[str] = []
    body = [n for n, piece in enumerate(pieces) if piece.kind == "body"]
    for n, piece in enumerate(pieces):
        if piece.kind == "byline":
            found += _names(piece.text)
        if piece.kind != "body":
            continue
        opening = pattern("opening-byline").match(piece.text) if n in body[:2] else None
        if opening:
            found += _names(opening.group("credits"))
        closing = pattern("byline-closing").search(piece.text)
        if closing and not (opening and opening.end() >= closing.end()):
            found += _names(closing.group())
        elif n == body[-1] and (bare := pattern("byline-names").search(piece.text)):
            found += _names(bare.group("names"))
    return tuple(dict.fromkeys(found))


def _names(byline: str) -> list[str]:
    """Take the names out of a byline: what is neither a role, nor an outlet, nor what was done."""
    text = byline.strip()
    sign = pattern("list-mark").match(text)
    text = text[sign.end() if sign else 0 :].strip(_BRACKETS)
    first = pattern("role").search(text)
    if first and first.start() and text[first.start() - 1] in "，,":
        text = text[first.start() :]  # 根据录音整理，记者 某某
    text = pattern("outlet").sub("|", pattern("role").sub("|", text))
    text = pattern("credit").sub("|", text)
    names = []
    for part in _BETWEEN.split(text):
        names += _split_names(part.split())
    return [name for name in names if _NAME.fullmatch(name)]


def _split_names(words: list[str]) -> list[str]:
    """Join the characters of names set apart: 易, 川 is 闻川; 刘然, 易, 川 is 刘然 and 闻川; 张, 丽华 is 张丽华."""
    names: list[str] = []
    waiting = ""
    for word in words:
        if waiting:
            names.append(waiting + word)
            waiting = ""
        elif len(word) == 1:
            waiting = word
        else:
            names.append(word)
    return names
