"""What a name means in a graph: an id, a name, an alias, or the beginning that one name alone has."""

from __future__ import annotations

import networkx as nx

from kg.errors import SettingError


def lookup(graph: nx.MultiDiGraph[str], name: str, *kinds: str) -> list[str]:
    """Ids of the things that ``name`` means, most mentioned first.

    An id means itself. Things of that name come before things of that alias; where there is neither, a beginning
    that one name alone has will do. Posts are found only where ``kinds`` asks for them.
    """
    if name in graph:
        return [name]
    wanted = [
        (node, data)
        for node, data in graph.nodes(data=True)
        if (data["kind"] in kinds if kinds else data["kind"] != "post")
    ]
    for found in (
        [node for node, data in wanted if data["name"] == name],
        [node for node, data in wanted if name in data["aliases"]],
    ):
        if found:
            return sorted(found, key=lambda node: (-graph.nodes[node]["mention_count"], node))
    begun = [node for node, data in wanted if name and data["name"].startswith(name)]
    return begun if len(begun) == 1 else []


def find(graph: nx.MultiDiGraph[str], name: str, *kinds: str) -> str:
    """The key of the one node that a name means; of several the most mentioned.

    Args:
        graph: as ``kg.load`` gives it.
        name: a name, an alias, an id, or the beginning of one name.
        kinds: of which kinds it may be: person, organisation, street, place, initiative, event, post. Posts are found
            only where they are asked for.

    Raises:
        SettingError: the graph has nothing of that name; the message has names that begin so.

    Examples:
        >>> graph.nodes[kg.find(graph, "石矶街道")]["subkind"]
        'subdistrict'
    """
    found = lookup(graph, name, *kinds)
    if not found:
        begun = sorted({data["name"] for _, data in graph.nodes(data=True) if name and data["name"].startswith(name)})
        hint = f"names that begin so: {'、'.join(begun[:5])}" if begun else "look at entities.csv for the names it has"
        raise SettingError(f"{name}: the graph has nothing of that name; {hint}")
    return found[0]
