"""Names that differ in one character, printed or misprinted: suggested to a reader, never put together.

三洞社区 and 三洞桥社区, 白启明 and 白启铭 of one post. A character that counts or tells where (第二, 东, 新) is no slip
of the pen, and one more at either end makes another thing (石马河街道 and 石马河街).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from pypinyin import lazy_pinyin

from kg.resolution.rules import rules

LONGEST = 24
"""Characters of a name that is looked at; two long titles with one letter between them are two papers."""


def difference(left: str, right: str) -> str | None:
    """How two names differ that may be one: in a character inside one of them, or in two that sound alike.

    >>> difference("三洞社区", "三洞桥社区"), difference("第一小学", "第二小学"), difference("白启明", "白启铭")
    ('桥 stands in one alone', None, '明 and 铭 sound alike')
    """
    short, long = sorted((left, right), key=len)
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        if start == len(short) or short[start + 1 :] != long[start + 1 :]:
            return None
        one, other = left[start], right[start]
        alike = _sound(one) == _sound(other) and rules().telling.isdisjoint((one, other))
        return f"{one} and {other} sound alike" if alike else None
    if long[start + 1 :] != short[start:] or not 0 < start < len(short) or long[start] in rules().telling:
        return None
    return f"{long[start]} stands in one alone"


def neighbours(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ in one character or more or less, sorted, each once; quick for many names."""
    shelves: dict[str, set[str]] = {}
    for name in names:
        if len(name) <= LONGEST:
            for cut in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                shelves.setdefault(cut, set()).add(name)
    yield from sorted({pair for shelf in shelves.values() if len(shelf) > 1 for pair in combinations(sorted(shelf), 2)})


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return "".join(lazy_pinyin(character))
