"""RDF terms as Turtle writes them: literals that survive any string, and names for nodes.

A term is a string: a prefixed name (``foaf:Person``), or a literal with its quotes and its datatype or language. Own
node names are ASCII letters, digits and hyphens, so that every tool reads them as local names without escapes.
"""

from __future__ import annotations

import datetime
import hashlib
import math
import re
from collections.abc import Mapping
from functools import cache

# No UTF-8 file can hold a lone surrogate, rapper stops at U+FFFE and U+FFFF, and for it a string ends at NUL.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")

# Controls would break lines or the grammar. Marks of writing direction, line separators and the byte-order mark are
# legal, but can make a file read otherwise than it parses, so that they are written as escapes too.
_ESCAPED = re.compile('["\\\\\x01-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

_DATE = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ID = re.compile(r"[a-z]+-[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")


def writable(text: str) -> str:
    """``text`` with every character that a UTF-8 text format cannot carry replaced by U+FFFD; the length is kept."""
    return _UNWRITABLE.sub("\ufffd", text)


def string(text: str) -> str:
    """A plain literal, for what is not in a human language: a hash, a file's name, a code."""
    return f'"{_ESCAPED.sub(_escape, writable(text))}"'


def chinese(text: str) -> str:
    """A literal tagged as Chinese in simplified script."""
    return string(text) + "@zh-Hans"


def integer(number: int) -> str:
    """An xsd:integer in Turtle's short form."""
    return str(number)


def offset(number: int) -> str:
    """An xsd:nonNegativeInteger, the datatype that NIF gives its indices."""
    return f'"{number}"^^xsd:nonNegativeInteger'


def decimal(number: float) -> str:
    """An xsd:decimal in Turtle's short form, always with four places.

    Raises:
        ValueError: ``number`` is infinite or not a number, for which xsd:decimal has no form.
    """
    if not math.isfinite(number):
        raise ValueError(f"{number} has no decimal form")
    return f"{number:.4f}" if round(number, 4) else "0.0000"  # never -0.0000


@cache
def date(iso: str) -> str:
    """An xsd:date, xsd:gYearMonth or xsd:gYear by the precision of ``iso``; a plain literal where it is no date."""
    match = _DATE.fullmatch(iso)
    if match:
        year, month, day = match.groups()
        try:
            datetime.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return string(iso)
        return f'"{iso}"^^xsd:{"date" if day else "gYearMonth" if month else "gYear"}'
    return string(iso)


def iri(identifier: str) -> str:
    """The prefixed name of an entity or record.

    Raises:
        ValueError: ``identifier`` is not of the form ``per-4c1d0a7e92``, so that it cannot stand in a local name.
    """
    if not _ID.fullmatch(identifier):
        raise ValueError(f"{identifier!r} is no id of an entity or record")
    return f"id:{identifier}"


def node(kind: str, *parts: str | int) -> str:
    """The prefixed name of a node that no record names: ``kind`` and a hash of ``parts``.

    Sixteen hex digits: a year of a paper has millions of mentions, and two of them may not share a name.
    """
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return f"id:{kind}-{hashlib.sha256(joined).hexdigest()[:16]}"


def spelt_out(term: str, namespaces: Mapping[str, str]) -> str:
    """A term as N-Triples writes it: IRIs in full, every datatype named.

    Args:
        term: as the functions of this module write it, or ``a``.
        namespaces: prefix to namespace.
    """
    if term[0] == '"':
        typed = term.rfind('"^^')
        if typed < term.rfind('"'):  # no datatype: what looks like one stands inside the quotes
            return term
        return f"{term[: typed + 3]}{_full(term[typed + 3 :], namespaces)}"
    if term == "a":
        return f"<{namespaces['rdf']}type>"
    if term[0] in "-0123456789":
        return f'"{term}"^^<{namespaces["xsd"]}{"decimal" if "." in term else "integer"}>'
    return _full(term, namespaces)


def _full(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"<{namespaces[prefix]}{local}>"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
