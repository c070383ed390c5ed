"""Articles of a page to its text and sections: each head and paragraph is one stretch of the text, in reading order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ingest.lines import FINAL
from kg.ingest.pdf.articles import Flow
from kg.ingest.pdf.blocks import Block
from kg.ingest.pdf.heads import Heading
from kg.ingest.pdf.printed_bylines import is_byline
from kg.ingest.pdf.printed_page import Line
from kg.ingest.words import pattern
from kg.records import Section, SectionKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that are one head or one paragraph, or, where ``kind`` is None, a block that belongs to no article."""

    kind: SectionKind | None
    lines: tuple[Line, ...]
    score: float = 1.0


def stretches_of(flow: Flow) -> list[Stretch]:
    """Cut an article into its heads and paragraphs, in reading order."""
    out = _heads(flow.heading, flow.score) if flow.heading else []
    held: list[tuple[Line, Block]] = []
    score = 1.0
    for part in flow.parts:
        if isinstance(part.block, Heading):
            out += paragraphs(held, score)
            held = []
            lines = tuple(line for b in part.block.blocks for line in b.lines)
            out.append(Stretch("subhead", lines, part.score))
            continue
        if not held:
            score = part.score
        score = min(score, part.score)
        held += [(line, part.block) for line in part.block.lines]
    out += paragraphs(held, score)
    out += [Stretch("caption", caption.lines, score) for caption, score in flow.captions]
    return out


def _heads(heading: Heading, score: float) -> list[Stretch]:
    main = heading.main
    mains = [b for b in heading.blocks if b is main or _is_half(b, main)]
    above: list[Stretch] = []
    below: list[Stretch] = []
    for b in heading.blocks:
        if b in mains:
            continue
        if all(is_byline(line.text) for line in b.lines):
            below.append(Stretch("byline", b.lines, score))
        elif _before(b, main):
            above.append(Stretch("kicker", b.lines, score))
        else:
            below.append(Stretch("subtitle", b.lines, score))
    lines = tuple(line for b in mains for line in b.lines)
    return [*above, Stretch("headline", lines, score), *below]


def _is_half(b: Block, main: Block) -> bool:
    """Say whether a block is a piece of the headline: of its size, and in its row or just below it."""
    return abs(b.size - main.size) < 0.04 * main.size and b.lines[0].font == main.lines[0].font


def _before(b: Block, main: Block) -> bool:
    if main.lines[0].vertical:
        return b.box.left > main.box.left if b.lines[0].vertical else b.box.top < main.box.top
    return b.box.top < main.box.top


def paragraphs(lines: Sequence[tuple[Line, Block]], score: float) -> list[Stretch]:
    """Cut the running lines of an article into paragraphs."""
    out: list[Stretch] = []
    held: list[Line] = []
    indents = _uses_indents(lines)
    for n, (line, _block) in enumerate(lines):
        if held and _begins(lines, n, indents):
            out.append(_paragraph(held, score))
            held = []
        held.append(line)
    if held:
        out.append(_paragraph(held, score))
    return out


def _paragraph(lines: Sequence[Line], score: float) -> Stretch:
    return Stretch("byline" if len(lines) == 1 and is_byline(lines[0].text) else "body", tuple(lines), score)


def _uses_indents(lines: Sequence[tuple[Line, Block]]) -> bool:
    """Say whether paragraphs begin set in, as they nearly always do, rather than after a blank line."""
    firsts = indented = 0
    for (line, block), (below, its) in itertools.pairwise(lines):
        if FINAL.search(line.text) and line.box.right < block.right - 2 * line.size:
            firsts += 1
            indented += below.box.left > its.left + 0.8 * below.size
    return indented * 2 >= firsts


def _begins(lines: Sequence[tuple[Line, Block]], n: int, indents: bool) -> bool:
    """Say whether line ``n`` begins a paragraph."""
    line, block = lines[n]
    before, above = lines[n - 1]
    if any(_stands_alone(text) for text in (line.text, before.text)):
        return True
    if pattern("opening").match(line.text) and FINAL.search(before.text):
        return True
    room = above.right - before.box.right
    if indents and _is_indented(lines, n):
        return True
    if FINAL.search(before.text) and room > 1.6 * before.size:
        return True
    if pattern("item").match(line.text) and FINAL.search(before.text):
        return True
    return line.box.left > block.left + 4 * line.size and FINAL.search(before.text) is not None  # a signature


def _stands_alone(text: str) -> bool:
    return is_byline(text) or any(pattern(name).fullmatch(text.strip()) for name in ("jump-on", "jump-from"))


def _is_indented(lines: Sequence[tuple[Line, Block]], n: int) -> bool:
    """Say whether a line is set in as first lines are, and not because its column gives way to a picture."""
    line, block = lines[n]
    offset = (line.box.left - block.left) / line.size
    if offset < 0.8:
        return False
    following = lines[n + 1][0] if n + 1 < len(lines) and lines[n + 1][1] is block else None
    if following is None or following.box.left < line.box.left - 0.8 * line.size:
        return offset >= 0.8
    return 1.5 <= offset <= 2.5


def text_of(groups: Sequence[Sequence[Stretch]]) -> tuple[str, tuple[Section, ...]]:
    """Write stretches below each other, each article's in one group, and say where each stands.

    A newline parts lines, and a blank line parts stretches; the articles are numbered in the order given.
    """
    text: list[str] = []
    length = 0
    sections: list[Section] = []
    article = 0
    for group in groups:
        named = False
        for stretch in group:
            body = "\n".join(line.text for line in stretch.lines)
            if not body.strip():
                continue
            if text:
                text.append("\n\n")
                length += 2
            if stretch.kind:
                sections.append(Section(article, stretch.kind, length, length + len(body), round(stretch.score, 3)))
                named = True
            text.append(body)
            length += len(body)
        article += named
    return "".join(text), tuple(sections)


def leftovers(blocks: Sequence[Block]) -> Iterator[list[Stretch]]:
    """Yield the blocks that belong to no article, each as a group of its own."""
    for b in blocks:
        yield [Stretch(None, b.lines)]
