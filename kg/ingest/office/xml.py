"""The XML of office files, read as somebody else's: its elements one after the other, and what is asked of each.

A document type declaration, by which XML draws in other files or grows without end, has no place in such a file and is
refused. So are elements nested deeper than any program nests them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from kg.errors import InputError

_OFF = ("0", "false", "none", "off")


def events_of(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield the starts and ends of the elements in a part.

    Raises:
        InputError: it is damaged, or declares a document type. The message is a clause.
    """
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    try:
        for event, element in events:
            if first and element.getroottree().docinfo.doctype:
                raise InputError("holds a document type declaration, which no Word file has: save it anew")
            first = False
            yield event, element
    except etree.XMLSyntaxError as error:
        raise InputError(f"is a damaged Word file ({error.msg}): save it anew") from error


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its name without a namespace: the two standards of the format have different ones."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def value_of(element: etree._Element, name: str) -> str | None:
    """Return the value of the first element of a name inside another, "" where it says none, None where it is not."""
    found = next((inner for inner in element.iter("{*}" + name) if inner is not element), None)
    return None if found is None else attribute(found, "val")


def has(element: etree._Element, name: str) -> bool:
    """Say whether an element holds one of a name."""
    return value_of(element, name) is not None


def is_on(element: etree._Element, name: str) -> bool:
    """Say whether an element holds one of a name that is not switched off."""
    value = value_of(element, name)
    return value is not None and value not in _OFF
