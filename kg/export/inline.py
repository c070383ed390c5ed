"""A graph inside a notebook: the interactive page in a frame, and a still picture for where scripts do not run."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from contextlib import suppress

import networkx as nx

from kg.errors import SettingError
from kg.export.html import render_page


class Shown:
    """What a notebook shows of a graph: HTML where it can, else a picture, else a line of text."""

    def __init__(self, graph: nx.MultiDiGraph[str], title: str, height: int) -> None:
        self.graph, self.title, self.height = graph, title, height

    def __repr__(self) -> str:
        return f"<graph of {self.graph.number_of_nodes()} things and {self.graph.number_of_edges()} edges>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, object]:
        page = html.escape(render_page(self.graph, title=self.title), quote=True)
        frame = (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-downloads" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #e2e5ea"></iframe>'
        )
        bundle: dict[str, object] = {"text/plain": repr(self), "text/html": frame}
        with suppress(SettingError):  # without matplotlib there is the page alone
            bundle["image/png"] = _picture(self.graph)
        return bundle


def show(graph: nx.MultiDiGraph[str], *, height: int = 560) -> Shown:
    """Show a graph in a notebook: the interactive page, in a frame that asks the network for nothing.

    Args:
        graph: as ``kg.load`` or ``kg.neighbourhood`` gives it; a part of a graph loads faster than the whole.
        height: of the frame, in pixels.

    Examples:
        >>> kg.show(kg.neighbourhood(graph, "童一舟", rels=["holds_post"]))
        <graph of 3 things and 2 edges>
    """
    return Shown(graph, str(graph.graph.get("title") or "kg"), height)


def _picture(graph: nx.MultiDiGraph[str]) -> bytes:
    from kg.export.picture import draw, new_figure

    figure, ax = new_figure()
    draw(graph, ax)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=90)
    return out.getvalue()
