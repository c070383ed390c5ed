"""Load a folder and serve it until the user ends it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from kg.errors import SettingError


def serve(
    folder: Path, port: int, *, seconds: float, megabytes: int, origins: tuple[str, ...], say: Callable[[str], None]
) -> None:
    """Serve an output folder as it is now; a later build of it is seen by the next start.

    Args:
        folder: what ``kg build`` wrote.
        port: where to listen on 127.0.0.1; 0 for a free port.
        seconds: the longest time for one query.
        megabytes: the largest answer to one query.
        origins: other origins whose pages may ask.
        say: called with a line for the user once the server answers.

    Raises:
        OutputError: the folder is no output of a build.
        SettingError: the port cannot be used, or the system is one that cannot fork.
    """
    if not hasattr(os, "fork"):
        raise SettingError("kg serve needs a system that can fork, such as Linux, macOS or WSL: run it there")
    from kg.endpoint.evaluate import Limits
    from kg.endpoint.site import Site, server
    from kg.graph.store import add_named_graphs, open_graph

    loaded = open_graph(folder)
    add_named_graphs(loaded, folder)
    with server(Site(folder, loaded, Limits(seconds, megabytes), origins), port) as made, suppress(KeyboardInterrupt):
        signal.signal(signal.SIGTERM, _end)
        address = f"http://{made.server_address[0]}:{made.server_address[1]}"  # type: ignore[str-bytes-safe]
        say(f"{loaded.triples:,} triples at {address}/sparql, the page at {address}/graph.html; Ctrl-C ends it")
        made.serve_forever()


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
