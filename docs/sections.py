"""Put sections of README.md into the pages of the documentation, so that what they say is said once.

`<!-- README: entities.csv -->` in a page stands for what README.md has under that heading. Links to files of the
checkout become their names: the pages are read without one.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

_PLACE = re.compile(r"<!-- README: (.+?) -->")
_HEADING = re.compile(r"^#{2,3} (.+)\n", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\((?!\w+:|#)([^)\s]+)\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page.

    Raises:
        KeyError: README.md has no such heading.
    """
    return _PLACE.sub(lambda place: sections()[place[1]], markdown)


@cache
def sections() -> dict[str, str]:
    """What README.md has under each heading of the second and third level, up to the next heading."""
    parts = _HEADING.split((ROOT / "README.md").read_text(encoding="utf-8"))[1:]
    return {head: _LINK.sub(r"`\1`", text).strip() for head, text in zip(parts[::2], parts[1::2], strict=True)}
