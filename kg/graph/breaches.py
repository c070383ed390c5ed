"""What is wrong with a graph, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """Which part of the check found it, the node that is wrong, the property in question, what is wrong, the value."""

    part: str
    node: str
    path: str  # an IRI, with ^ before it where it is followed backwards; "" where no property is in question
    message: str
    value: str = ""
