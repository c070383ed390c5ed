"""What a line is by its wording alone: a jump line, a byline, a signature, page furniture."""

from __future__ import annotations

from kg.ingest.page.paragraph import LONGEST_HEAD, ParagraphKind
from kg.ingest.words import pattern


def line_kind(text: str) -> ParagraphKind | None:
    """Say what a line is by its wording alone, or None where the wording does not show it."""
    if len(text) > LONGEST_HEAD:
        return None
    if pattern("jump-from").fullmatch(text):
        return "jump-from"
    if pattern("jump-on").fullmatch(text):
        return "jump-on"
    if pattern("furniture").fullmatch(text) or pattern("masthead-line").fullmatch(text):
        return "furniture"
    if pattern("byline-line").fullmatch(text) or pattern("byline-closing").fullmatch(text):
        return "byline"
    if pattern("signature").fullmatch(text):
        return "signature"
    return None
