// The keyboard on the canvas: every entry and every line can be reached, heard and opened without a mouse.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onCanvasKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  const runs = {
    PageDown: () => stepInOrder(1), PageUp: () => stepInOrder(-1), Home: () => pointAtNode(shown.ranked[0]),
    l: () => stepToLine(1), L: () => stepToLine(-1), Enter: openPointed, " ": focusPointed,
    "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: () => fitAll(),
  };
  if (arrow && event.shiftKey) panBy(80 * arrow[0], 80 * arrow[1]);
  else if (arrow) stepTowards(arrow);
  else if (runs[event.key]) runs[event.key]();
  else return;
  event.preventDefault();
}

/** The entry from which the keyboard goes on: the one pointed at, else the chosen one; -1 for none. */
function standingOn() {
  return [hovered, state.node, state.focus].find((node) => shown.nodeSet.has(node)) ?? -1;
}

function pointAtNode(node) {
  if (node === undefined) return;
  hoveredLine = "";
  hover(node);
  bringIntoView(network.getPosition(node));
  announce(spokenNode(node), { quietly: true });
}

/** The nearest entry in a direction; what lies aside counts as farther than what lies ahead. */
function stepTowards([dx, dy]) {
  const from = standingOn();
  if (from < 0) return pointAtNode(shown.ranked[0]);
  const here = network.getPosition(from);
  let [best, least] = [undefined, Infinity];
  for (const node of shown.nodes) {
    if (node === from) continue;
    const { x, y } = network.getPosition(node);
    const ahead = (x - here.x) * dx + (y - here.y) * dy;
    const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
    if (ahead > 0 && ahead + 2.5 * aside < least) [best, least] = [node, ahead + 2.5 * aside];
  }
  return pointAtNode(best);
}

/** The next entry by importance, from the last back to the first: this way none is left out. */
function stepInOrder(by) {
  const at = shown.ranked.indexOf(standingOn());
  const count = shown.ranked.length;
  pointAtNode(shown.ranked[at < 0 ? 0 : (at + by + count) % count]);
}

/** Points at the next line of the entry one stands on; at any line where one stands on none. */
function stepToLine(by) {
  const from = standingOn();
  const lines = shown.bundles.filter((bundle) => from < 0 || bundle.a === from || bundle.b === from);
  if (!lines.length) return announce(t("no_lines"));
  const at = lines.findIndex((bundle) => bundle.id === hoveredLine);
  const bundle = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : (at + by + lines.length) % lines.length];
  hoverLine(bundle.id);
  const [a, b] = [network.getPosition(bundle.a), network.getPosition(bundle.b)];
  bringIntoView({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  return announce(t("spoken_line", nodes.name[bundle.a], nodes.name[bundle.b], bundleLabel(bundle)), { quietly: true });
}

function openPointed() {
  const line = shown.bundles.find((bundle) => bundle.id === hoveredLine);
  const node = standingOn();
  if (line) showPair(line.a, line.b);
  else if (node >= 0) chooseOnCanvas(node);
  else return;
  byId("panel").focus({ preventScroll: true });
}

function focusPointed() {
  const node = standingOn();
  if (node >= 0) showFocus(node, 1);
}

/** What a screen reader says of an entry: its name, kind, post and number of lines. */
function spokenNode(node) {
  const lines = shown.bundles.filter((bundle) => bundle.a === node || bundle.b === node).length;
  const post = kindOf(node) === "official" ? mainPost(node) : "";
  return [nodes.name[node], t(`one.${kindOf(node)}`), post, t("spoken_lines", number(lines))].filter(Boolean).join(t("list_comma"));
}

/** Moves the camera, as little as is needed, so that a point of the graph is well inside the canvas. */
function bringIntoView(point) {
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  const { x, y } = network.canvasToDOM(point);
  const margin = 70;
  const out = (value, size) => Math.min(0, value - margin) + Math.max(0, value - (size - margin));
  const [dx, dy] = [out(x, width), out(y, height)];
  if (dx || dy) panBy(dx, dy);
}

function leaveCanvas() {
  hover(-1);
  hoverLine("");
}
