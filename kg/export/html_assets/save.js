// Taking things along: the view as PNG or SVG, the rows on view as CSV.

function download(name, blob) {
  const href = URL.createObjectURL(blob);
  const link = el("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

function savePng() {
  const drawn = byId("canvas").querySelector("canvas");
  const copy = el("canvas", { width: drawn.width, height: drawn.height });
  const context = copy.getContext("2d");
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => download("graph.png", blob), "image/png");
}

function saveSvg() {
  download("graph.svg", new Blob([svgOfView()], { type: "image/svg+xml" }));
}

/** `text` without what no XML document may hold, such as control characters and half characters. */
function xmlText(text) {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\ufffd");
}

/** What is on the canvas, as an SVG document. */
function svgOfView() {
  const canvas = byId("canvas");
  const view = { scale: network.getScale(), centre: network.getViewPosition(), width: canvas.clientWidth, height: canvas.clientHeight };
  const picture = svg("svg", { xmlns: SVG, viewBox: `0 0 ${view.width} ${view.height}`, width: view.width, height: view.height, "font-family": FONT });
  picture.append(svg("rect", { width: "100%", height: "100%", fill: palette.ground }));
  const at = (node) => onScreen(view, network.getPosition(node));
  for (const bundle of shown.bundles) {
    const [a, b] = [at(bundle.a), at(bundle.b)];
    const { dashes } = LINES[bundle.relation];
    picture.append(svg("line", {
      x1: a.x.toFixed(1), y1: a.y.toFixed(1), x2: b.x.toFixed(1), y2: b.y.toFixed(1), "stroke-width": (lineWidth(bundle) * drawnScale * view.scale).toFixed(2),
      stroke: palette.relation[bundle.relation], "stroke-opacity": lineAlpha(bundle, isChosen(bundle)), "stroke-dasharray": dashes ? dashes.join(" ") : null,
    }));
  }
  for (const node of shown.nodes) picture.append(svgShape(node, at(node), view.scale));
  const context = canvas.querySelector("canvas").getContext("2d");
  for (const label of layOutLabels(context, view)) {
    picture.append(svg("text", {
      x: label.x.toFixed(1), y: label.y.toFixed(1), "font-size": label.size, "font-weight": label.bold ? 600 : 400, "text-anchor": "middle", "dominant-baseline": "central",
      fill: label.colour, stroke: palette.ground, "stroke-width": 3, "paint-order": "stroke",
    }, xmlText(label.text)));
  }
  return new XMLSerializer().serializeToString(picture);
}

function svgShape(node, { x, y }, scale) {
  const kind = kindOf(node);
  const r = radiusAt(node, scale) * scale;
  const points = outline(kind, x, y, r);
  const look = { fill: palette.kind[kind], stroke: palette.rim, "stroke-width": 1 };
  if (!points) return svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1), ...look });
  return svg("polygon", { points: points.map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" "), ...look });
}

/** A CSV cell; what a spreadsheet would take for a formula is made plain text. */
function csvCell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf(head, rows) {
  return `\ufeff${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function csvOfView() {
  if (state.view !== "graph") {
    const { rows, columns } = visibleRows(state.view);
    return csvOf(columns.map((c) => t(c.label)), rows.map((row) => columns.map((c) => c.value(row))));
  }
  const head = ["col_from", "col_relation", "col_to", "col_first", "col_last", "col_articles", "col_sentence"].map((key) => t(key));
  return csvOf(head, shown.bundles.flatMap((bundle) => bundle.edges).map((e) => {
    const [evidence] = evidenceOf(e);
    return [nodes.name[edges.from[e]], edgeWord(e), nodes.name[edges.to[e]], isoDate(edges.first[e]), isoDate(edges.last[e]),
      edges.articles[e] || edges.evidence_count[e], evidence === undefined ? "" : data.sentences[data.evidence.sentence[evidence]]];
  }));
}

function saveCsv() {
  const name = { graph: "relations", roster: "officials", table: state.tableKind }[state.view];
  download(`${name}.csv`, new Blob([csvOfView()], { type: "text/csv;charset=utf-8" }));
}

function drawSaveMenu() {
  const onGraph = state.view === "graph";
  const items = [onGraph ? ["save_png", savePng] : null, onGraph ? ["save_svg", saveSvg] : null, ["save_csv", saveCsv]].filter(Boolean);
  byId("save-menu").replaceChildren(...items.map(([key, run]) => button(t(key), () => { openSaveMenu(false); run(); }, { role: "menuitem" })),
    ...[["graph.ttl", "file_ttl"], ["graph.graphml", "file_graphml"]].map(([href, key]) => el("a", { href, role: "menuitem" }, t(key))));
}

function openSaveMenu(open) {
  const menu = byId("save-menu");
  const held = menu.contains(document.activeElement);
  menu.hidden = !open;
  byId("save").setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("[role=menuitem]").focus();
  else if (held) byId("save").focus();
}

/** In the menu the arrows go round, and Tab leaves it. */
function onMenuKey(event) {
  const items = [...byId("save-menu").querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") openSaveMenu(false);
  if (to === undefined) return;
  items[(to + items.length) % items.length].focus();
  event.preventDefault();
}
