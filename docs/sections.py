"""Put sections of README.md into the pages of the documentation, so that what they say is said once.

`<!-- README: entities.csv -->` in a page stands for what README.md has under that heading. Links to files of the
checkout become their names: the pages are read without one. `<!-- TABLES -->` stands for the list of tables that a user
can add rows to, with the first sentence of the comment that each begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "kg" / "data"

_PLACE = re.compile(r"<!-- README: (.+?) -->")
_HEADING = re.compile(r"^#{2,3} (.+)\n", re.MULTILINE)
_TITLE = re.compile(r"^(```\w+) title=(\S+)$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\((?!\w+:|#)([^)\s]+)\)")


def on_env(env: Any, config: Any, **_: Any) -> Any:
    """Called by mkdocs before pages are rendered: the shim that the offline plugin asks the network for is left out.

    Without it the search field answers where the pages are served, and not where they are opened from disk.
    """
    config.extra["polyfills"] = [url for url in config.extra.get("polyfills", ()) if "://" not in url]
    return env


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page.

    Raises:
        KeyError: README.md has no such heading.
    """
    markdown = _PLACE.sub(lambda place: sections()[place[1]], markdown)
    return markdown.replace("<!-- TABLES -->", "\n".join(["| table | what it holds |", "|---|---|", *tables()]))


@cache
def sections() -> dict[str, str]:
    """What README.md has under each heading of the second and third level, up to the next heading."""
    parts = _HEADING.split((ROOT / "README.md").read_text(encoding="utf-8"))[1:]
    return {
        head: _TITLE.sub(r'\1 title="\2"', _LINK.sub(r"`\1`", text)).strip()
        for head, text in zip(parts[::2], parts[1::2], strict=True)
    }


def tables() -> Iterator[str]:
    """A row for each table of the package that a user's own rows can stand beside."""
    for path in sorted(DATA.rglob("*")):
        is_list = path.suffix == ".yaml" and isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), list)
        if is_list or (path.suffix == ".tsv" and not path.stem.endswith("_weights")):
            head = re.match(r"(?:#.*\n)+", path.read_text(encoding="utf-8"))
            told = " ".join(re.findall(r"^# ?(.*)$", head[0] if head else "", re.MULTILINE))
            sentence = re.split(r"(?<=[.:])\s|\s{2,}", told.strip())[0].rstrip(".:")
            yield f"| `{path.relative_to(DATA).as_posix()}` | {sentence.replace('|', '&#124;')} |"
