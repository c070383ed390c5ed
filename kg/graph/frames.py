"""Questions to a graph, each answered by a pandas DataFrame: what ``kg.officials(graph)`` and its like give.

Columns are the fields of the rows in ``kg.graph.rows``, always all of them, with one type each even where a table is
empty: days are ``datetime64``, counts ``int64``. Tables go together: those that end in ``id`` hold keys of nodes, and
``edge`` holds keys of edges, for ``graph.nodes[…]`` and ``evidence``.

The examples are about the graph of the sample pages: ``kg demo`` writes it, ``graph = kg.load("output")`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import networkx as nx
import numpy as np

from kg.errors import SettingError
from kg.graph import changes, paths, query, ranks, sources
from kg.graph.ranks import Measure
from kg.graph.rows import (
    ActRow,
    ChangeRow,
    CoMentionRow,
    EventRow,
    EvidenceRow,
    StatementRow,
    StepRow,
    TenureRow,
    ThingRow,
    TopRow,
)
from kg.settings import as_date

if TYPE_CHECKING:
    import pandas as pd

Day = date | str
"""A day as ``datetime.date``, or written as 2023-03-08."""


def officials(graph: nx.MultiDiGraph[str], on: Day | None = None, *, org: str | None = None) -> pd.DataFrame:
    """The roster: who holds which public post where, a row for each tenure, by host.

    Args:
        graph: as ``kg.load`` gives it.
        on: only posts held on this day, as far as the papers tell: attested before and after it, or attested before it
            and not known to have been left. The column ``basis`` says which: "attested" or "last seen".
        org: only posts at this organisation, street or place.

    Returns:
        name, title, host, status, first, last, evidence, basis, person_id, post_id, host_id, edge.

    Examples:
        >>> roster = kg.officials(graph, on="2023-03-08", org="石矶街道")
        >>> roster[["title", "name"]].to_records(index=False).tolist()
        [('党工委书记', '欧阳晓岚'), ('办事处主任', '童一舟')]
    """
    return _frame(query.officials(graph, _day(on), org=org), TenureRow)


def tenures(
    graph: nx.MultiDiGraph[str], person: str | None = None, *, org: str | None = None, on: Day | None = None
) -> pd.DataFrame:
    """Who holds or held which post, public or not, a row for each tenure, by host.

    Args:
        graph: as ``kg.load`` gives it.
        person: only of people of this name; namesakes are told apart by ``person_id``.
        org: only posts at this organisation, street or place.
        on: only posts held on this day, as for ``officials``.

    Returns:
        The columns of ``officials``.

    Examples:
        >>> kg.tenures(graph, "童一舟")[["title", "host", "status"]].values.tolist()
        [['办事处主任', '石矶街道', 'former'], ['局长', '青澜区城市管理局', 'current']]
    """
    return _frame(query.tenures(graph, person, org=org, on=_day(on)), TenureRow)


def acts(graph: nx.MultiDiGraph[str], name: str | None = None, role: str | None = None) -> pd.DataFrame:
    """Who does what to which initiative or event.

    Args:
        graph: as ``kg.load`` gives it.
        name: only acts of this thing or on it.
        role: only acts of this role: host, undertake, lead, issue, implement, propose, attend, award, co_host or guide.

    Returns:
        agent, role, target, first, last, evidence, agent_kind, target_kind, agent_id, target_id, edge.

    Examples:
        >>> "lead" in set(kg.acts(graph).role)
        True
        >>> set(kg.acts(graph, role="host").role)
        {'host'}
    """
    return _frame(query.acts(graph, name, role), ActRow)


def statements(graph: nx.MultiDiGraph[str], name: str | None = None) -> pd.DataFrame:
    """Who is quoted with what, in the order of the papers.

    Args:
        graph: as ``kg.load`` gives it.
        name: only what this person says, or what is said about this initiative or event.

    Returns:
        day, speaker, verb, quote, post, about (names), sentence, article, speaker_id.

    Examples:
        >>> kg.statements(graph, "童一舟").quote.tolist()[0]
        '鞋湿了，心里就有数了。'
    """
    return _frame(sources.statements(graph, name), StatementRow)


def entities(graph: nx.MultiDiGraph[str], *kinds: str) -> pd.DataFrame:
    """The nodes of a graph as a table, the most mentioned first.

    Args:
        graph: as ``kg.load`` gives it.
        kinds: only these: person, organisation, street, place, initiative, event, post.

    Returns:
        name, kind, subkind, official, aliases, mentions, articles, first, last, anchor, code, id.

    Examples:
        >>> streets = kg.entities(graph, "street")
        >>> streets[streets.subkind == "town"].name.tolist()[0]
        '杏坞镇'
    """
    return _frame(query.things(graph, *kinds), ThingRow)


def comentions(graph: nx.MultiDiGraph[str], name: str, *kinds: str) -> pd.DataFrame:
    """What is named beside a thing, the heaviest first.

    Args:
        graph: as ``kg.load`` gives it.
        name: a name, an alias or an id.
        kinds: only things of these kinds.

    Returns:
        name, kind, weight (0 to 1), sentences, articles, first, last, id, edge.

    Raises:
        SettingError: the graph has nothing of that name.

    Examples:
        >>> "童一舟" in kg.comentions(graph, "石矶街道", "person").name.tolist()
        True
    """
    return _frame(query.comentions(graph, name, *kinds), CoMentionRow)


def path(graph: nx.MultiDiGraph[str], start: str, end: str) -> pd.DataFrame:
    """The shortest way from one thing to another by meaning, a row for each step.

    An edge that states a role (a post, its host, an act, belonging) is of length 1; a co-mention is of length 2 to 6,
    the weaker the longer. Edges are gone along either way; ``forward`` says which.

    Args:
        graph: as ``kg.load`` gives it.
        start: a name, an alias or an id.
        end: another.

    Returns:
        source, target, rel, detail, forward, edge, sentence; no row where no way leads there.

    Raises:
        SettingError: the graph has nothing of that name.

    Examples:
        >>> kg.path(graph, "宋听雨", "童一舟")[["source", "rel", "target"]].values.tolist()
        [['宋听雨', 'holds_post', '石矶街道办事处主任'], ['石矶街道办事处主任', 'holds_post', '童一舟']]
    """
    return _frame(paths.path(graph, start, end), StepRow)


def timeline(graph: nx.MultiDiGraph[str], name: str) -> pd.DataFrame:
    """What is dated of a thing, oldest first: posts attested and left, acts, statements.

    Args:
        graph: as ``kg.load`` gives it.
        name: a name, an alias or an id.

    Returns:
        day, what (post, act or statement), text, sentence, article.

    Raises:
        SettingError: the graph has nothing of that name.

    Examples:
        >>> first = kg.timeline(graph, "童一舟").iloc[0]
        >>> first.day.date().isoformat(), first.text
        ('2023-03-01', '童一舟 石矶街道办事处主任 (former)')
    """
    return _frame(sources.timeline(graph, name), EventRow)


def evidence(graph: nx.MultiDiGraph[str], edge: str | Iterable[str]) -> pd.DataFrame:
    """The sentences behind an edge, or behind many, with where they stand.

    Args:
        graph: as ``kg.load`` gives it.
        edge: the key of an edge, or the column ``edge`` of another table.

    Returns:
        rel, day, sentence, headline, article, start, end (into the document's text), source, score, edge,
        marked (the sentence with the names in ⟦⟧).

    Raises:
        SettingError: the graph has no such edge.

    Examples:
        >>> posts = kg.tenures(graph, "宋听雨")
        >>> kg.evidence(graph, posts.edge).headline.tolist()[0]
        '青澜区任免一批工作人员'
    """
    return _frame(sources.evidence(graph, *([edge] if isinstance(edge, str) else edge)), EvidenceRow)


def explain(graph: nx.MultiDiGraph[str], one: str, other: str) -> pd.DataFrame:
    """Every sentence that connects two things; for a person and a host also over the post. Co-mentions come last.

    Args:
        graph: as ``kg.load`` gives it.
        one: a name, an alias or an id.
        other: another.

    Returns:
        The columns of ``evidence``.

    Raises:
        SettingError: the graph has nothing of that name.

    Examples:
        >>> kg.explain(graph, "童一舟", "石矶街道").rel.unique().tolist()
        ['holds_post', 'co_mention']
    """
    return _frame(sources.between(graph, one, other), EvidenceRow)


def top(graph: nx.MultiDiGraph[str], *kinds: str, by: Measure = "pagerank") -> pd.DataFrame:
    """Who and what matters most.

    Args:
        graph: as ``kg.load`` gives it.
        kinds: only things of these kinds; without it all but posts. PageRank is over the whole graph all the same.
        by: what to order by: pagerank, articles, mentions, neighbours or links.

    Returns:
        name, kind, articles, mentions, neighbours, links, pagerank, id.

    Raises:
        SettingError: ``by`` is none of these.

    Examples:
        >>> kg.top(graph, "street", by="articles").kind.unique().tolist()
        ['street']
    """
    return _frame(ranks.top(graph, *kinds, by=by), TopRow)


def diff(old: nx.MultiDiGraph[str], new: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """What a later graph says otherwise than an earlier one: what a new issue changed.

    Args:
        old: the earlier graph.
        new: the later one.

    Returns:
        change (new, gone, renamed or changed), what (a kind, tenure or act), name, before, after, day, sentence, id.
        A post that is "changed" has other holders, a tenure another status. Co-mentions are left out.

    Examples:
        >>> len(kg.diff(graph, graph))
        0
    """
    return _frame(changes.changes(old, new), ChangeRow)


def _day(value: Day | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise SettingError(f"day {value!r} is no date: write it as 2023-03-08")
    return as_date(value)


def _frame(rows: Sequence[object], row: type[Any]) -> pd.DataFrame:
    """The rows of one class as a table whose columns have one type each, whether there are rows or not."""
    import pandas as pd  # takes longer than all else that `import kg` does

    hints = get_type_hints(row)
    columns: dict[str, Any] = {}
    for field in fields(row):
        values, hint = [getattr(item, field.name) for item in rows], hints[field.name]
        if date in (hint, *get_args(hint)):
            columns[field.name] = np.array(values, dtype="datetime64[s]")
        elif hint in (int, float, bool):
            columns[field.name] = np.array(values, dtype=hint)
        else:
            columns[field.name] = pd.Series(values, dtype=object).infer_objects()
    return pd.DataFrame(columns)
