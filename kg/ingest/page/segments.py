"""Lines with their roles to segments: the lines of one article each, and what of the page belongs to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from kg.ingest.lines import FINAL
from kg.ingest.page.borders import with_borders
from kg.ingest.page.line_kinds import line_kind
from kg.ingest.page.line_roles import LineRole
from kg.ingest.words import pattern

_TEXT = ("body", "caption")
_LONGEST_JUMP = 20  # characters that a part of a jump line may have: 练快了四分钟》）
_HEADS = ("headline", "deck", "subhead")


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines of one article in source order, or one ``shared`` line that holds the headlines of its neighbours."""

    lines: tuple[LineRole, ...]
    shared: bool
    sure: float  # how sure its borders are, 0 to 1


def segments(read: Sequence[LineRole]) -> tuple[Segment, ...]:
    """Cut the lines of a page where articles begin; furniture is left out.

    Lines without text, such as a headline under its body that looks like the next article's, go to the neighbour from
    which the less certain border parts them.
    """
    groups: list[list[LineRole]] = []
    for line in with_borders(lines_of_articles(read)):
        parted = not groups or line.begins > 0.5 or line.role == "shared" or groups[-1][-1].role == "shared"
        if parted:
            groups.append([line])
        else:
            groups[-1].append(line)
    groups = _with_text(groups)
    return tuple(
        Segment(tuple(group), group[0].role == "shared", _sure(group, groups[n + 1] if n + 1 < len(groups) else None))
        for n, group in enumerate(groups)
    )


def lines_of_articles(read: Sequence[LineRole]) -> list[LineRole]:
    """Return the lines that are no furniture, with what the wording of jump lines and first lines shows."""
    owned = [line for line in _with_running_text(_with_broken_jumps(read)) if not _is_furniture(line)]
    return _jumps_with_their_text(owned)


def _is_furniture(line: LineRole) -> bool:
    """Say whether a line belongs to no article; what says so of itself does, though it stands amid an article's."""
    return line.role == "none" or (line.role != "jump" and line_kind(line.line.text) == "furniture")


def _with_broken_jumps(read: Sequence[LineRole]) -> list[LineRole]:
    """Return the lines with what ends a jump line that the line end breaks as a part of it: （下转第|四版）."""
    out = [_as_text(line) for line in read]
    for n, (above, line) in enumerate(pairwise(out), 1):
        broken = pattern("jump-broken").search(above.line.text) and pattern("jump-closed").search(line.line.text)
        if broken and line.role == "none" and above.role in ("body", "jump"):
            out[n] = replace(line, role="jump", begins=0.0)
    return out


def _as_text(line: LineRole) -> LineRole:
    """Return a line of text with a jump line at its begin or end, taken for that alone or for furniture, as text."""
    text = line.line.text
    if line.role not in ("jump", "none") or len(text) <= _LONGEST_JUMP or line_kind(text) is not None:
        return line
    jumps = pattern("jump-from-opening").match(text) or pattern("jump-on-closing").search(text)
    return replace(line, role="body") if jumps else line


def _with_running_text(read: Sequence[LineRole]) -> list[LineRole]:
    """Return the lines with the first line of a paragraph as text where it looks like a head, and what it runs on into.

    Below a subhead a first line may be as short as a headline, and what follows looks like a new article then:
    全会指出，要部署未来|五年工作. That somebody points out something is how a paragraph begins, and no headline.
    """
    out = list(read)
    for n, (line, below) in enumerate(pairwise(read)):
        if line.role in _HEADS and pattern("running-opening").match(line.line.text):
            out[n] = replace(line, role="body", opens=1.0)
            if below.role == "body" and not FINAL.search(line.line.text):
                out[n + 1] = replace(below, begins=0.0, opens=0.0)
    return out


def _jumps_with_their_text(lines: Sequence[LineRole]) -> list[LineRole]:
    """Return the lines with a jump from another page beginning what follows it, and one to another page ending it."""
    out = list(lines)
    for n, line in enumerate(out):
        way = jump_way(line)
        below = out[n + 1] if n + 1 < len(out) else None
        if way == "from" and below and below.begins > 0.5 and below.role != "shared":
            out[n], out[n + 1] = replace(line, begins=below.begins), replace(below, begins=line.begins * 0.01)
        elif way == "on" and line.begins > 0.5:
            out[n] = replace(line, begins=1 - line.begins)
            if below and below.begins <= 0.5 and below.role != "shared":
                out[n + 1] = replace(below, begins=line.begins)
    return out


def jump_way(line: LineRole) -> Literal["from", "on"] | None:
    """Say whether a line is a jump from or to another page, or None where it is no line of that kind."""
    match = pattern("jump-target").search(line.line.text) if line.role == "jump" else None
    if match is None:
        return None
    return "from" if match.group("back") else "on"


def _with_text(groups: list[list[LineRole]]) -> list[list[LineRole]]:
    """Join groups that hold heads alone to a neighbour."""
    n = 0
    while n < len(groups) and len(groups) > 1:
        group = groups[n]
        if group[0].role == "shared" or any(line.role in _TEXT for line in group):
            n += 1
            continue
        above = group[0].begins if n and groups[n - 1][0].role != "shared" else 2.0
        below = groups[n + 1][0].begins if n + 1 < len(groups) and groups[n + 1][0].role != "shared" else 2.0
        if min(above, below) > 1:
            n += 1
        elif above <= below:
            groups[n - 1 : n + 1] = [groups[n - 1] + group]
        else:
            groups[n : n + 2] = [group + groups[n + 1]]
    return groups


def _sure(group: Sequence[LineRole], below: Sequence[LineRole] | None) -> float:
    inside = min((1 - line.begins for line in group[1:]), default=1.0)
    return max(0.0, min(group[0].begins, below[0].begins if below else 1.0, inside))
