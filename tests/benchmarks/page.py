"""Measure the page in Chromium, beside what pyvis itself writes for the same graph.

    python tests/benchmarks/page.py [SIZE …] [--runs 3] [--pyvis-limit 60] [--without-pyvis]

For an invented town of SIZE entries (500, 5000, 20000) with four edges each: seconds to write the page, megabytes,
requests that leave the file, seconds from opening to the first view (when 20 marks are on the canvas; the best of the
runs), milliseconds from a key to the list of results (the slowest of 12 queries), and frames a second while the ground
is dragged, with what is drawn at first and with all that can be drawn at once. The network is shut off. pyvis is given
the same nodes and edges with its defaults, and so many seconds to show something. Beside the clock stands the processor
time of all of the browser's processes, which a busy machine changes little.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from networkx import MultiDiGraph
from pyvis.network import Network
from selenium.common.exceptions import TimeoutException

from kg.export.html import render_page
from kg.export.page_data import drawn_edges
from tests.page.chromium import Page, start_browser
from tests.page_graphs import town_graph

SIZES = (500, 5000, 20000)
LINKS = 3.5  # co-mentions for each entry, with posts and acts about four edges
QUERIES = ("单", "单晓", "s", "sx", "shan", "liuyin", "街道", "z", "zh", "qxq", "民政局", "暖冬行动")
WATCH = """(() => {
  const kind = CanvasRenderingContext2D.prototype;
  const fill = kind.fill;
  let count = 0;
  kind.fill = function (...rest) {
    count += 1;
    if (count === 20) requestAnimationFrame(() => setTimeout(() => console.info(`first view ${performance.now()}`)));
    return fill.apply(this, rest);
  };
})();"""
TYPE = """
    const box = document.getElementById("search");
    return arguments[0].map((text) => {
      box.focus();
      box.value = text;
      const begin = performance.now();
      box.dispatchEvent(new Event("input"));
      document.querySelector("#finder .found").getBoundingClientRect(); // the list is laid out
      return performance.now() - begin;
    });"""
DRAG = """
    const done = arguments[0];
    const target = document.querySelector("#canvas canvas");
    // From a corner of the graph, where no mark is likely to be taken for the ground.
    const at = (i) => [250 + 150 * (1 - Math.cos(i / 15)), 90 + 120 * (1 - Math.cos(i / 11))];
    const mouse = { bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, buttons: 1 };
    const send = (kind, i) => {
      const [clientX, clientY] = at(i);
      target.dispatchEvent(new PointerEvent(kind, { ...mouse, clientX, clientY }));
    };
    const before = kgPage.camera().join();
    let i = 0, begin = 0;
    send("pointerdown", 0);
    const step = (now) => {
      if (i === 5) begin = now; // the first frames begin the drag
      if (i === 95) {
        send("pointerup", i);
        return done([90000 / (now - begin), before !== kgPage.camera().join()]);
      }
      i += 1;
      send("pointermove", i);
      return requestAnimationFrame(step);
    };
    requestAnimationFrame(step);"""


def processor_ticks(page: Page) -> dict[int, int]:
    """What each process of the browser has used of the processors so far (Linux)."""
    ticks, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # a process that has just ended
            fields = stat.read_text().rpartition(")")[2].split()
            process = int(stat.parent.name)
            parents[process], ticks[process] = int(fields[1]), int(fields[11]) + int(fields[12])
    driver = page.driver.service.process.pid
    ours = {driver}
    for process in sorted(parents):  # a child has the greater number
        if parents[process] in ours:
            ours.add(process)
    return {process: ticks[process] for process in ours if process in ticks}


def processor_seconds(page: Page, before: dict[int, int]) -> float:
    """What they have used since ``before``."""
    now = processor_ticks(page).items()
    return sum(used - before.get(process, 0) for process, used in now) / os.sysconf("SC_CLK_TCK")


def first_view(page: Page, path: Path, limit: float) -> tuple[float, float, int]:
    """Seconds by the clock from opening to the first view, infinite for more than ``limit``; seconds of the processor;
    requests that left the file.
    """
    page.driver.get("about:blank")
    page.requests()
    page.complaints()
    page.driver.set_page_load_timeout(limit)
    before = processor_ticks(page)
    end = time.monotonic() + limit
    with suppress(TimeoutException):  # a page that is busy with itself is not loaded
        page.driver.get(path.as_uri())
    seen = None
    while seen is None and time.monotonic() < end:
        time.sleep(0.05)  # the log is asked, for a busy page answers nobody
        seen = next((found for line in page.complaints() if (found := re.search(r"first view ([\d.]+)", line))), None)
    used = processor_seconds(page, before)
    asked = [url for url in page.requests() if not url.startswith(("file:", "data:", "about:", "blob:"))]
    return (math.inf if seen is None else float(seen[1]) / 1000), used, len(asked)


def frames(page: Page) -> str:
    """Frames a second while the ground is dragged for 90 frames, and the processor time of one."""
    before = processor_ticks(page)
    rate, moved = page.driver.execute_async_script(DRAG)
    assert moved, "the ground did not move"
    return f"{rate:.0f} frames/s ({1000 * processor_seconds(page, before) / 95:.0f} ms of processor each)"


def ours(page: Page, path: Path, runs: int) -> Iterator[str]:
    seen = [first_view(page, path, 60) for _ in range(runs)]
    yield f"first view {min(s for s, _, _ in seen):.2f} s ({min(used for _, used, _ in seen):.2f} s of processor)"
    yield f"{max(asked for _, _, asked in seen)} requests"
    yield f"key to list {max(page.run(TYPE, list(QUERIES))):.0f} ms"
    page.run("document.getElementById('search').blur()")
    for limit in (300, 1200):
        page.go(f"#l={limit}")
        time.sleep(1.5)
        drawn = page.stats()
        yield f"dragging {drawn['nodes']} points, {drawn['lines']} lines: {frames(page)}"


def pyvis_page(graph: MultiDiGraph[str], path: Path) -> None:
    """The graph as pyvis writes it: the same nodes and drawn edges, its own defaults, its library in the file."""
    network = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        if data["kind"] != "post":
            network.add_node(node, label=data["name"], group=data["kind"])
    for edge in drawn_edges(graph):
        if edge.target is not None:
            evidence = edge.attributes.get("evidence") or ()
            network.add_edge(edge.source, edge.target, title="\n".join(item.text for item in evidence))
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(page: Page, folder: Path, size: int, options: argparse.Namespace) -> None:
    graph = town_graph(size, links=LINKS)
    print(f"{size} entries, {len(drawn_edges(graph))} edges")
    path = folder / f"{size}.html"
    begin = time.perf_counter()
    path.write_text(render_page(graph, title="青溪区知识图谱"), encoding="utf-8")
    written = f"written in {time.perf_counter() - begin:.1f} s, {path.stat().st_size / 1e6:.1f} MB"
    print("  this page:", "; ".join([written, *ours(page, path, options.runs)]), flush=True)
    if options.without_pyvis:
        return
    path = folder / f"{size}-pyvis.html"
    begin = time.perf_counter()
    pyvis_page(graph, path)
    written = f"written in {time.perf_counter() - begin:.1f} s, {path.stat().st_size / 1e6:.1f} MB"
    seconds, used, asked = first_view(page, path, options.pyvis_limit)
    view = f"{seconds:.1f} s" if seconds < math.inf else f"nothing after {options.pyvis_limit:.0f} s"
    print(f"  pyvis:     {written}; first view {view} ({used:.1f} s of processor); {asked} requests", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pyvis-limit", type=float, default=60)
    parser.add_argument("--without-pyvis", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            # A browser for each size: a page that never comes to rest would slow the next.
            driver = start_browser(Path(folder, f"profile-{size}"))
            try:
                page = Page(driver)
                page.set_up()
                page.cdp("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
                measure(page, Path(folder), size, options)
            finally:
                driver.quit()


if __name__ == "__main__":
    main()
