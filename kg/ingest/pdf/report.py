"""Pages of single columns, as of a press release or report, to one text: heads, and paragraphs over page breaks.

What stands at the top and foot of every page, a running title or a page number, is left out of the sections.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.ingest.pdf.blocks import Block, blocks, body_size, regions
from kg.ingest.pdf.furniture import sort_out
from kg.ingest.pdf.printed_page import Line, PrintedPage
from kg.ingest.pdf.reading import Reading
from kg.ingest.pdf.sections import Stretch, paragraphs, text_of
from kg.records import SectionKind

_NARROW = 0.55  # share of the widest line that makes a line of a single column
_EDGE = 0.09  # share of a page's height where running titles and page numbers stand
_NUMBER = re.compile(r"[—\-－–·\s第共页/\uff0f.0-9一二三四五六七八九十PpAaGgEeOoFf]{1,20}")


def is_report(pages: Sequence[PrintedPage]) -> bool:
    """Say whether pages hold single columns of running text."""
    single = sum(1 for page in pages if _is_single(page))
    return single == len(pages) if len(pages) < 4 else single >= 0.8 * len(pages)


def _is_single(page: PrintedPage) -> bool:
    """Say whether the running lines of a page all stand in one column."""
    lines = [line for line in page.lines if not line.turned and not line.vertical]
    if not lines:
        return True
    em = body_size(lines)
    running = [line for line in lines if abs(line.size - em) < 0.12 * em and len(line.text) > 3]
    if not running:
        return False
    left = min(line.box.left for line in running)
    right = max(line.box.right for line in running)
    if right - left < 0.45 * page.width and page.width > page.height * 0.6:
        return False
    beside = sum(1 for line in running if line.box.left > left + 0.45 * (right - left) and len(line.text) > 6)
    wide = sum(1 for line in running if line.box.width > _NARROW * (right - left))
    return beside * 8 <= len(running) and wide * 5 >= len(running) * 2


def read_report(pages: Sequence[PrintedPage]) -> Reading:
    """Read pages of single columns as one text with its sections."""
    repeated = _repeated(pages)
    groups: list[list[Stretch]] = []
    article: list[Stretch] = []
    held: list[tuple[Line, Block]] = []
    furniture: list[str] = []
    title: tuple[float, str] | None = None
    sizes = [body_size([line for line in page.lines if not line.turned] or page.lines) for page in pages if page.lines]
    em = Counter(sizes).most_common(1)[0][0] if sizes else 10.0

    def close() -> None:
        nonlocal held
        article.extend(paragraphs(held, 1.0))
        held = []

    for page in pages:
        found = [b for b in blocks(page) if not _is_edge(b, page, repeated)]
        edge = [b for b in blocks(page) if _is_edge(b, page, repeated)]
        sorts = sort_out(page, found, regions(page), em)
        out = [*edge, *sorts.furniture, *sorts.adverts]
        furniture += [line.text for b in out for line in b.lines]
        kept = sorted([*sorts.heads, *sorts.texts, *sorts.captions], key=lambda b: (b.box.top, b.box.left))
        for n, b in enumerate(kept):
            if b in sorts.captions:
                close()
                article.append(Stretch("caption", b.lines))
            elif b.look == "text":
                held += [(line, b) for line in b.lines]
            else:
                close()
                face = (round(b.size, 1), b.lines[0].font)
                begins = title is None or (n == 0 and face == title and b.size > 1.3 * em)
                if begins:
                    if article:
                        groups.append(article)
                    article = []
                    title = face
                article.append(Stretch("headline" if begins else _kind(b, article, title, em), b.lines))
        if out:
            close_later = [Stretch(None, b.lines) for b in out]
            groups.append(close_later) if not held and not article else groups.insert(0, close_later)
    close()
    groups.append(article)
    text, sections = text_of(groups)
    return Reading(text, sections, tuple(furniture))


def _kind(b: Block, article: Sequence[Stretch], title: tuple[float, str] | None, em: float) -> SectionKind:
    first = not any(s.kind == "body" for s in article)
    if first and any(s.kind == "headline" for s in article):
        return "subtitle"
    return "subhead"


def _repeated(pages: Sequence[PrintedPage]) -> frozenset[str]:
    """Return the lines, digits left out, that stand at the edge of several pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_bare(line.text) for line in page.lines if _at_edge(line, page)})
    return frozenset(text for text, count in counts.items() if count > 1 and text)


def _bare(text: str) -> str:
    return re.sub(r"[\d\s]", "", text)


def _at_edge(line: Line, page: PrintedPage) -> bool:
    return line.box.bottom < _EDGE * page.height or line.box.top > (1 - _EDGE) * page.height


def _is_edge(b: Block, page: PrintedPage, repeated: frozenset[str]) -> bool:
    """Say whether a block is a running title or a page number."""
    if not all(_at_edge(line, page) for line in b.lines):
        return False
    return all(_bare(line.text) in repeated or _NUMBER.fullmatch(line.text.strip()) for line in b.lines)
