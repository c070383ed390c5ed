"""Ids of entities and records: a prefix and ten hexadecimal digits of a hash of the content, never of an order.

A thing keeps its id for as long as its content stands, whatever else is read beside it, so ids may be linked to.
"""

from __future__ import annotations

import hashlib
from typing import Final

from kg.records import Kind

PREFIXES: Final[dict[Kind, str]] = {
    "person": "per",
    "organisation": "org",
    "street": "str",
    "place": "pla",
    "initiative": "ini",
    "event": "eve",
    "post": "pst",
}
"""Entity ids begin so; records begin with ``ten``, ``act``, ``prt``, ``lnk`` or ``sta``."""


def content_id(prefix: str, *parts: str) -> str:
    """Return ``<prefix>-<10 hex>`` for ``parts``. Parts are kept apart: ("ab", "c") is not ("a", "bc")."""
    digest = hashlib.sha256("\x1f".join((prefix, *parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:10]}"


def entity_id(kind: Kind, name: str, anchor: str | None, homonym: str = "0") -> str:
    """Id of the entity of ``kind`` that bears ``name`` at ``anchor``; ``homonym`` tells namesakes apart.

    It is "0" for the first bearer and, for any other, the address of the article that first names them: a number would
    pass to somebody else as soon as two of them turn out to be one.
    """
    return content_id(PREFIXES[kind], kind, name, anchor or "", homonym)
