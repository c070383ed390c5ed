"""What forbids that two names are of one thing, whoever says so: two codes, districts or bodies of one district."""

from __future__ import annotations

import functools
import re
from typing import Final

from kg.resolution.aliases import Key
from kg.resolution.rules import bodies

ORDINAL: Final = re.compile("第[一二三四五六七八九十百零0-9]+")


def contradiction(
    left: Key, right: Key, codes: tuple[str | None, str | None], units: tuple[str, str]
) -> tuple[str, str] | None:
    """The weight's name and the reason, or None where nothing forbids it.

    Args:
        left: what one of the names was read as.
        right: the other.
        codes: of the authority tables, None where they have none.
        units: full names of the divisions that the names themselves state, "" where they state none.
    """
    if codes[0] and codes[1] and codes[0] != codes[1] and left.kind == right.kind:
        return "codes_clash", f"two codes, {codes[0]} and {codes[1]}"
    if not left.kind == right.kind == "organisation":
        return None
    if units[0] and units[1] and units[0] != units[1]:
        return "units_clash", f"bodies of {units[0]} and {units[1]}"
    if left.scope == right.scope and left.body != right.body and {left.body, right.body} <= formal_bodies():
        return "bodies_clash", "two bodies that one district has both of"
    if numbered_apart(left.body, right.body):
        return "numbers_clash", "two of a numbered kind"
    return None


@functools.cache
def formal_bodies() -> frozenset[str]:
    """Formal names of the public bodies that every district has one of."""
    return frozenset(body for _, body in bodies())


def numbered_apart(left: str, right: str) -> bool:
    """Whether two names differ in a number alone: 人民医院 and 第二人民医院, 第一中学 and 第三中学."""
    return (
        left != right
        and ORDINAL.sub("", left) == ORDINAL.sub("", right)
        and ORDINAL.findall(left) != ORDINAL.findall(right)
    )
