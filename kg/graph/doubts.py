"""What the attested days of posts leave in doubt: two people in one post at once, long times without anybody."""

from __future__ import annotations

from datetime import date

import networkx as nx

from kg.graph.query import HEAD, officials
from kg.graph.rows import DoubtRow, TenureRow
from kg.relations.roles import concept


def doubts(graph: nx.MultiDiGraph[str], *, days: int = 30, org: str | None = None) -> list[DoubtRow]:
    """Conflicts and gaps of public posts that one person holds at a time, by host, title and day.

    Args:
        graph: as ``kg.load`` gives it.
        days: how long nobody may be attested in a post before that is a gap.
        org: only posts at this organisation, street or place.

    Examples:
        >>> [row for row in kg.graph.doubts.doubts(graph) if row.doubt == "two at once"]
        []
    """
    posts: dict[str, list[TenureRow]] = {}
    for row in officials(graph, org=org):
        if row.first and row.last and concept(row.title).order == HEAD:
            posts.setdefault(row.post_id, []).append(row)
    found = []
    for held in posts.values():
        held.sort(key=lambda row: (row.first or date.max, row.last or date.max, row.edge))
        for place, row in enumerate(held):
            for other in held[place + 1 :]:
                if row.last and other.first and row.person_id != other.person_id and other.first < row.last:
                    end = min(row.last, other.last or row.last)
                    found.append(_doubt("two at once", row, other, other.first, end))
        last = held[0]
        for row in held[1:]:
            if last.last and row.first and (row.first - last.last).days > days and row.person_id != last.person_id:
                found.append(_doubt("nobody", last, row, last.last, row.first))
            last = max(last, row, key=lambda row: row.last or date.min)
    return sorted(found, key=lambda row: (row.host or "\uffff", row.title, row.first, row.doubt, row.name, row.other))


def _doubt(doubt: str, left: TenureRow, right: TenureRow, first: date, last: date) -> DoubtRow:
    days = (last - first).days
    return DoubtRow(doubt, left.host, left.title, left.name, right.name, first, last, days, left.edge, right.edge)
