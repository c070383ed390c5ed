"""What a page says of its article in linked data (JSON-LD): headline, day, authors."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

_ARTICLES = frozenset(("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "Report"))
_MOST_NODES = 10_000


def article_data(scripts: tuple[str, ...]) -> dict[str, str]:
    """Return ``headline``, ``datePublished`` and ``author`` of the first article in the scripts, as far as given."""
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if _types(node) & _ARTICLES:
                values = {key: _text(node.get(key)) for key in ("headline", "datePublished", "author")}
                return {key: value for key, value in values.items() if value}
    return {}


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in ``data``, outer ones first."""
    waiting = deque([data])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _types(node: Mapping[str, Any]) -> set[str]:
    named = node.get("@type")
    return {t for t in (named if isinstance(named, list) else [named]) if isinstance(t, str)}


def _text(value: Any) -> str:
    """Return a string, the name of an object, or those of a list with a blank between."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return " ".join(filter(None, (_text(each) for each in value if not isinstance(each, list))))
    return value.strip() if isinstance(value, str) else ""
