"""The interactive page: one HTML file that opens from disk and asks the network for nothing.

The template, style and scripts of ``html_assets`` and the vis-network bundle of the installed pyvis are inlined. The
graph goes in as deflated JSON in base64, which the page inflates by itself and which no name or sentence can break out
of; the scripts write it with ``textContent`` alone. A Content-Security-Policy admits the two inlined scripts by their
hashes and forbids every request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from networkx import MultiDiGraph

from kg.errors import DataFileError, OutputError
from kg.export.page_data import page_data
from kg.graph.flow import Flow

ASSETS = Path(__file__).parent / "html_assets"
# In the order in which they are joined: a file may use what stands before it at load, and anything once running.
SCRIPTS = (
    "dom.js",
    "data.js",
    "texts.js",
    "state.js",
    "places.js",
    "shown.js",
    "shapes.js",
    "camera.js",
    "network.js",
    "keys.js",
    "labels.js",
    "search.js",
    "evidence.js",
    "panel_node.js",
    "panel_other.js",
    "side.js",
    "tables.js",
    "save.js",
    "main.js",
)
# What could end or bend a script element, and the line separators that JavaScript once could not read in strings.
_RISKY = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def render_page(graph: MultiDiGraph[str] | Flow, *, title: str) -> str:
    """The page of ``graph`` as a whole HTML document, to be written as UTF-8.

    Args:
        graph: as ``kg.graph.build.build_graph`` makes it.
        title: shown as the page's name, as plain text.

    Raises:
        OutputError: the installed pyvis has no vis-network bundle.
        DataFileError: a row of ``texts.tsv`` breaks its format.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    library, library_style = vis_network()
    script = page_script()
    return environment.from_string(_asset("template.html")).render(
        title=_without_surrogates(title),
        policy=content_policy(library, script),
        library_style=library_style,
        library=library,
        style=_asset("style.css"),
        script=script,
        data=packed(embedded_json(page_data(graph, title))),
        texts=embedded_json(page_texts()),
    )


def embedded_json(value: Any) -> str:
    """``value`` as JSON that is safe inside a script element: no ``<``, no line separator, no half character."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def packed(text: str) -> str:
    """``text`` as UTF-8, deflated without a header, in base64: a third to a sixth of its size."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(deflate.compress(text.encode("utf-8")) + deflate.flush()).decode("ascii")


def content_policy(*scripts: str) -> str:
    """A Content-Security-Policy that runs exactly ``scripts`` and lets no request out."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


@cache
def vis_network() -> tuple[str, str]:
    """The newest vis-network in the installed pyvis: its script and its style sheet.

    Raises:
        OutputError: there is none.
    """
    folders = [
        folder for folder in files("pyvis").joinpath("templates", "lib").iterdir() if folder.name.startswith("vis-")
    ]
    if not folders:
        raise OutputError("pyvis: no vis-network bundle in the installed package; install pyvis 0.3.2 anew")
    newest = max(folders, key=lambda folder: [int(part) for part in folder.name.removeprefix("vis-").split(".")])
    script = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    style = newest.joinpath("vis-network.css").read_text(encoding="utf-8")
    # A source map is a request for another file.
    script = re.sub(r"\n//# sourceMappingURL=\S+", "", script)
    if "</script" in script.lower() or "</style" in style.lower():
        raise OutputError(f"pyvis: {newest.name} cannot be inlined, it closes its own element; install pyvis 0.3.2")
    return script, style


@cache
def page_script() -> str:
    """The page's own scripts, joined into one function; it is asynchronous because it inflates the data first."""
    late = 'document.getElementById("panel").textContent = document.querySelector("noscript").dataset.old'
    return f"""(async () => {{
"use strict";
{chr(10).join(_asset(name) for name in SCRIPTS)}}})().catch((error) => {{
  {late};
  throw error;
}});
"""


@cache
def page_texts() -> dict[str, tuple[str, str]]:
    """The interface's texts: key → Chinese, English.

    Raises:
        DataFileError: a row has not three columns, or a key stands twice.
    """
    texts: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(_asset("texts.tsv").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] in texts:
            raise DataFileError(f"texts.tsv:{number}: wants a new key, Chinese, English; has {line!r}")
        texts[cells[0]] = (cells[1], cells[2])
    return texts


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _without_surrogates(text: str) -> str:
    """``text`` with what is no character, such as a byte of a file name that is not UTF-8, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
