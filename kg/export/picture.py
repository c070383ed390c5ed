"""A graph as a still picture by matplotlib, in the colours and places of the interactive page; and Chinese labels.

matplotlib is no dependency: ``pip install matplotlib`` (or the extra "notebooks") brings it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import SettingError
from kg.export.html import ASSETS
from kg.export.layout import Link, place
from kg.export.page_data import KINDS
from kg.export.pinyin import syllables
from kg.graph.ranks import weighted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Heiti SC", "STHeiti", "Microsoft YaHei", "SimHei", "DengXian", "SimSun", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "Arial Unicode MS", "Noto Serif CJK SC",
)  # fmt: skip
"""Fonts with simplified characters, as systems ship them, the best to read at a small size first."""

SIZE = (9, 6)
"""Of a figure, in inches."""

_RADIUS = 34.0  # room that a labelled node wants, in pixels of the page


def chinese_labels() -> Callable[[str], str]:
    """Let matplotlib write Chinese with a font of this machine; where it has none, give names in pinyin.

    Nothing is fetched. A font is set for all plots drawn from now on, before those that were set.

    Returns:
        A function from a name to how it can be written: the name itself, or its pinyin.

    Raises:
        SettingError: matplotlib is not installed.

    Examples:
        >>> label = kg.chinese_labels()
        >>> label("石矶街道") in ("石矶街道", "Shijijiedao")
        True
    """
    matplotlib = _matplotlib()
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in installed), None)
    if found is None:
        return in_pinyin
    families = [family for family in matplotlib.rcParams["font.sans-serif"] if family != found]
    matplotlib.rcParams["font.family"] = "sans-serif"
    matplotlib.rcParams["font.sans-serif"] = [found, *families]
    matplotlib.rcParams["axes.unicode_minus"] = False  # many Chinese fonts lack U+2212
    return str


def in_pinyin(name: str) -> str:
    """A name in Latin letters: 石矶街道 as Shijijiedao. Latin letters and digits stay, other marks are dropped."""
    return "".join(syllables(name, person=2 <= len(name) <= 3)).capitalize()


def draw(graph: nx.MultiDiGraph[str], ax: Axes | None = None, *, labels: int = 40) -> Axes:
    """Draw a graph: roles as lines, co-mentions as faint ones, things in the colours of the page.

    Args:
        graph: best of a hundred nodes or fewer, as ``kg.neighbourhood`` gives it.
        ax: where to draw; a new figure where it is left out.
        labels: how many things get their name written, those of most articles first.

    Raises:
        SettingError: matplotlib is not installed.

    Examples:
        >>> ax = kg.draw(kg.neighbourhood(graph, "童一舟", rels=["holds_post", "acts"]))
        >>> len(ax.texts) > 2
        True
    """
    _matplotlib()
    from matplotlib.lines import Line2D

    if ax is None:
        from matplotlib import pyplot

        _, ax = pyplot.subplots(figsize=SIZE, layout="constrained")
    label, colours, spots = chinese_labels(), colours_of_kinds(), spots_of(graph)
    for a, b, data in graph.edges(data=True):
        role = data["rel"] != "co_mention"
        style: dict[str, Any] = {"color": "#7b8494", "lw": 1.1} if role else {"color": "#d5dae1", "lw": 0.6}
        ax.plot(*zip(spots[a], spots[b], strict=True), zorder=1 if role else 0, **style)
    order = sorted(graph, key=lambda node: (-graph.nodes[node]["article_count"], node))
    for node in order:
        data = graph.nodes[node]
        kind = shown_kind(data)
        size = 40 + 22 * data["article_count"] if kind != "post" else 18
        ax.scatter(*spots[node], s=size, color=colours[kind], edgecolor="white", linewidth=0.8, zorder=2)
    for node in order[:labels]:
        ax.annotate(
            label(graph.nodes[node]["name"]), spots[node], (0, -11), textcoords="offset points", ha="center", va="top",
            fontsize=8, color="#1c2430", zorder=3,
        )  # fmt: skip
    kinds = sorted({shown_kind(data) for _, data in graph.nodes(data=True)}, key=[*KINDS, "post"].index)
    dots = [Line2D([], [], marker="o", ls="", color=colours[kind], label=kind) for kind in kinds]
    ax.legend(handles=dots, frameon=False, fontsize=8, loc="best")
    ax.set_axis_off()
    ax.margins(0.08)
    return ax


def new_figure() -> tuple[Figure, Axes]:
    """A figure with one plot that no notebook shows by itself.

    Raises:
        SettingError: matplotlib is not installed.
    """
    _matplotlib()
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, layout="constrained")
    return figure, figure.subplots()


def shown_kind(data: Mapping[str, Any]) -> str:
    """The kind that a node is drawn as: its own, or official."""
    return "official" if data["kind"] == "person" and data["official"] else str(data["kind"])


def colours_of_kinds() -> dict[str, str]:
    """The colour of each kind on a light ground, as the page's style sheet has them."""
    style = (ASSETS / "style.css").read_text(encoding="utf-8").partition("prefers-color-scheme")[0]
    found: dict[str, str] = {}
    for kind, colour in re.findall(r"--kind-(\w+): (#[0-9a-f]{6})", style):
        found.setdefault(kind, colour)  # the light ground comes first
    return {**found, "post": "#c9ced6"}


def spots_of(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[int, int]]:
    """Where each node stands; the same for the same graph."""
    links = [Link(a, b, float(data["weight"])) for a, b, data in weighted(graph).edges(data=True)]
    return place(list(graph), links, dict.fromkeys(graph, _RADIUS))


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise SettingError("drawing needs matplotlib: install it with pip install matplotlib") from error
    return matplotlib
