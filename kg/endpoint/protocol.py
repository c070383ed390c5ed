"""The SPARQL 1.1 protocol: a request to a query, and which format the answer is to have.

https://www.w3.org/TR/sparql11-protocol/: a query comes by GET, by a posted form or as the posted body. Updates are
refused, and so is SERVICE, by which a query would make this machine ask another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

Kind = Literal["rows", "triples"]

FORMATS: Mapping[Kind, Mapping[str, str]] = {
    "rows": {
        "application/sparql-results+json": "json",
        "application/json": "json",
        "application/sparql-results+xml": "xml",
        "application/xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
    },
    "triples": {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdf",
        "application/xml": "rdf",
    },
}
"""Media types to formats: of SELECT and ASK, and of CONSTRUCT and DESCRIBE. The first is what a client gets that takes
anything."""

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"

# What the word SERVICE may stand in without being the keyword: comments, texts, IRIs, variables and prefixed names.
_TOKENS = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]*
      | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      | [?$]\w+ | [\w.-]*:[\w.:%\\-]* | @[\w-]+
      | (?P<word>\w+)""",
    re.VERBOSE | re.DOTALL,
)


class Refusal(Exception):  # noqa: N818 - it is the answer to a request, not a fault of ours
    """An answer that is no result: an HTTP status and one line that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Query:
    """What a client asks."""

    text: str
    accept: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_get(query_string: str, accept: str) -> Query | None:
    """The query of a GET request; None where it has none.

    Raises:
        Refusal: it is no query that can be run.
    """
    pairs = _pairs(query_string)
    if not any(name in ("query", "update") for name, _ in pairs):
        return None
    return _query(pairs, accept)


def read_post(content_type: str, query_string: str, body: bytes, accept: str) -> Query:
    """The query of a POST request.

    Raises:
        Refusal: it is no query that can be run.
    """
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, "the body is not UTF-8") from error
    if kind == _FORM:
        return _query(_pairs(text), accept)
    if kind == _QUERY:
        return _query([*_pairs(query_string), ("query", text)], accept)
    if kind == _UPDATE:
        raise Refusal(403, "this endpoint is read-only: updates are refused")
    raise Refusal(415, f"send a form ({_FORM}) or the query itself ({_QUERY})")


def chosen(accept: str, kind: Kind) -> tuple[str, str]:
    """The media type and format that the client likes best among those there are for this kind of result.

    Raises:
        Refusal: it takes none of them.
    """
    wishes = [wish for wish in map(_wish, accept.split(",")) if wish[0]] or [("*/*", 1.0)]
    offers = FORMATS[kind]
    best = max(offers, key=lambda offer: (_liking(offer, wishes), -list(offers).index(offer)))
    if _liking(best, wishes) <= 0:
        raise Refusal(406, f"this result can be had as {', '.join(offers)}")
    return best, offers[best]


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Refusal(400, "the parameters are not percent-encoded UTF-8") from error


def _query(pairs: list[tuple[str, str]], accept: str) -> Query:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise Refusal(403, "this endpoint is read-only: updates are refused")
    texts = given.get("query", [])
    if len(texts) != 1:
        raise Refusal(400, f"one parameter query is wanted, not {len(texts)}")
    if calls_another_endpoint(texts[0]):
        raise Refusal(403, "SERVICE is switched off: this endpoint asks no other one")
    return Query(texts[0], accept, tuple(given.get("default-graph-uri", ())), tuple(given.get("named-graph-uri", ())))


def calls_another_endpoint(text: str) -> bool:
    """Whether the keyword SERVICE stands in a query, outside of texts, names and comments."""
    return any((match["word"] or "").upper() == "SERVICE" for match in _TOKENS.finditer(text))


def _wish(part: str) -> tuple[str, float]:
    media, _, parameters = part.strip().partition(";")
    match = re.search(r"(?:^|;)\s*q\s*=\s*([01](?:\.\d*)?)\s*(?:;|$)", parameters)
    return media.strip().lower(), float(match[1]) if match else 1.0


def _liking(offer: str, wishes: list[tuple[str, float]]) -> float:
    """How much a client likes a media type: the most specific of its wishes counts."""
    group = offer.partition("/")[0] + "/*"
    for pattern in (offer, group, "*/*"):
        found = [quality for wish, quality in wishes if wish == pattern]
        if found:
            return max(found)
    return 0.0
