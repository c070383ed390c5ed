// The drawing: vis-network holds nodes and lines; nothing moves by itself.

const moved = new Map(); // nodes that the reader dragged, and to where
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const DIRECTED = new Set(["acts", "part_of", "jurisdiction"]);
const FINGER = 22; // pixels from a mark's rim at which a touch still means it
const MANY_LINES = 160; // above this, arrows and full colour would hide the names
let network = null;
let drawnNodes = null;
let drawnEdges = null;
let hovered = -1;
let hoveredLine = "";
let bright = null; // the nodes not faded, or null when none is
let drawnScale = 1; // the line scale that the lines on the canvas have
let fitted = false; // whether the camera shows everything, and the reader has not moved it since
let lastScale = 1;
let lastFrame = ""; // what the camera was last fitted to

function startNetwork() {
  drawnNodes = new vis.DataSet();
  drawnEdges = new vis.DataSet();
  network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnEdges }, {
    physics: false,
    layout: { improvedLayout: false },
    edges: { smooth: false, selectionWidth: 0, hoverWidth: 0.8, font: { size: 0 } },
    interaction: { hover: true, keyboard: false, tooltipDelay: 1e9, selectConnectedEdges: false, zoomSpeed: 0.6 },
  });
  network.on("click", onClick);
  network.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) showFocus(node, 1); });
  network.on("hold", ({ pointer }) => { // who presses long means it all the same
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) chooseOnCanvas(node);
  });
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(-1));
  network.on("dragStart", ({ nodes: picked }) => {
    panning = picked.length === 0;
    fitted = false;
  });
  network.on("zoom", () => { fitted = false; });
  network.on("resize", () => queueMicrotask(keepCamera));
  network.on("dragEnd", ({ nodes: picked }) => {
    panning = false;
    picked.forEach(keepMoved);
    network.redraw();
  });
  network.on("hoverEdge", ({ edge }) => hoverLine(edge));
  network.on("blurEdge", () => hoverLine(""));
  network.on("afterDrawing", (context) => {
    drawLabels(context);
    keepLinesThin();
    lastScale = network.getScale();
  });
}

function onClick({ nodes: [hit], edges: [edge], pointer, event }) {
  const byFinger = event.srcEvent?.pointerType === "touch";
  const node = hit ?? (byFinger ? nodeNear(pointer.DOM, FINGER) : undefined);
  if (node !== undefined) chooseOnCanvas(node);
  else if (edge !== undefined) showPair(...edge.split("-").map(Number));
  else if (state.node !== state.focus || state.pair) go({ node: state.focus, pair: null });
}

/** The system's own double click: its pace is the reader's, where vis-network wants 0.3 seconds. */
function onDoubleClick({ offsetX, offsetY }) {
  const node = network.getNodeAt({ x: offsetX, y: offsetY });
  if (node !== undefined) showFocus(node, 1);
}

/** Opens an entry of the canvas, or takes it for the end of a path that is still to be chosen. */
function chooseOnCanvas(node) {
  const open = state.path ? state.path.indexOf(-1) : -1;
  if (open < 0) go({ node, pair: null });
  else if (!state.path.includes(node)) showPath(...state.path.map((end, i) => (i === open ? node : end)));
}

/** The entry whose rim is nearest to a point of the canvas element, if within `reach` pixels: a finger is broad. */
function nodeNear({ x, y }, reach) {
  const scale = network.getScale();
  let [best, least] = [undefined, reach];
  for (const node of shown.nodes) {
    const at = network.canvasToDOM(network.getPosition(node));
    const gap = Math.hypot(at.x - x, at.y - y) - radiusAt(node, scale) * scale;
    if (gap < least) [best, least] = [node, gap];
  }
  return best;
}

/** Lines keep about their width on the screen; they are set anew once zooming pauses. */
function keepLinesThin() {
  if (lineScale() === drawnScale) return;
  clearTimeout(keepLinesThin.timer);
  keepLinesThin.timer = setTimeout(drawLines, 100);
}

function drawLines() {
  drawnScale = lineScale();
  sync(drawnEdges, shown.bundles.map(edgeItem));
}

/** By how much a line is drawn thicker than at scale 1, in steps so that small zooms change nothing. */
function lineScale() {
  const steps = Math.round(Math.log2(network.getScale() / shown.scale) * 2) / 2;
  return 2 ** (-0.75 * steps) / shown.scale;
}

function hover(node) {
  hovered = node;
  byId("canvas").classList.toggle("pointing", node >= 0);
  network.redraw();
}

function hoverLine(id) {
  hoveredLine = id;
  byId("canvas").classList.toggle("pointing", id !== "");
  network.redraw();
}

function keepMoved(node) {
  if (state.focus < 0 && !onPath()) moved.set(node, network.getPosition(node));
}

/** Puts `shown` on the canvas and fits the camera when what is drawn has changed as a whole. */
function drawGraph() {
  bright = brightNodes();
  sync(drawnNodes, shown.nodes.map(nodeItem));
  drawLines();
  network.unselectAll();
  const many = shown.bundles.length > 800;
  network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
  fitIfNew();
  showCounts();
}

/** The nodes not faded: the chosen one and its neighbours, or the two ends of the chosen edge; null for all. */
function brightNodes() {
  if (state.pair) return new Set(state.pair);
  if (state.node < 0 || state.node === state.focus || !shown.nodeSet.has(state.node)) return null;
  const near = new Set([state.node]);
  for (const bundle of shown.bundles) {
    if (bundle.a === state.node) near.add(bundle.b);
    if (bundle.b === state.node) near.add(bundle.a);
  }
  return near;
}

function nodeItem(node) {
  const { x, y } = shown.place(node);
  return { id: node, x, y, shape: "custom", ctxRenderer: nodeRenderer };
}

/** Radius on the canvas: on the screen a node shrinks more slowly than the distances when zooming out. */
function radiusAt(node, scale) {
  const seen = scale / shown.scale;
  return (nodes.radius[node] / 10 / shown.scale) * seen ** (seen < 1 ? -0.55 : -0.25);
}

/** vis-network's hook for a shape of our own: draws it, and says how large it is. */
function nodeRenderer({ ctx, id, x, y }) {
  const scale = network.getScale();
  const r = radiusAt(id, scale);
  return { drawNode: () => drawNode(ctx, id, x, y, r, scale), nodeDimensions: { width: 2 * r, height: 2 * r } };
}

function drawNode(context, node, x, y, r, scale) {
  const chosen = node === state.node || (state.pair || []).includes(node);
  const faded = bright !== null && !bright.has(node);
  const points = outline(kindOf(node), x, y, r);
  context.beginPath();
  if (points) points.forEach(([px, py], i) => (i ? context.lineTo(px, py) : context.moveTo(px, py)));
  else context.arc(x, y, r, 0, 2 * Math.PI);
  context.closePath();
  context.lineJoin = "round";
  context.globalAlpha = faded ? 0.2 : 1;
  context.fillStyle = palette.kind[kindOf(node)];
  context.strokeStyle = chosen || node === hovered ? palette.ink : palette.rim;
  context.lineWidth = (chosen ? 3 : 1.5) / scale;
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
}

function edgeItem(bundle) {
  const directed = DIRECTED.has(bundle.relation);
  const first = bundle.edges[0];
  const lit = isChosen(bundle);
  const colour = withAlpha(palette.relation[bundle.relation], lineAlpha(bundle, lit));
  return {
    id: bundle.id,
    from: directed ? edges.from[first] : bundle.a,
    to: directed ? edges.to[first] : bundle.b,
    width: lineWidth(bundle) * drawnScale * (lit ? 1.4 : 1),
    dashes: LINES[bundle.relation].dashes && LINES[bundle.relation].dashes.map((length) => length * drawnScale),
    arrows: directed && (lit || shown.bundles.length < MANY_LINES) ? { to: { enabled: true, scaleFactor: 0.4 * drawnScale } } : "",
    color: { color: colour, hover: palette.accent, highlight: colour, inherit: false },
  };
}

/** Whether a line belongs to what is chosen. */
function isChosen({ a, b }) {
  if (state.pair) return state.pair.includes(a) && state.pair.includes(b);
  return state.node >= 0 && (a === state.node || b === state.node);
}

function lineAlpha(bundle, lit) {
  const weak = bundle.relation === "co_mention";
  if (lit) return weak ? 0.8 : 1;
  if (bright !== null) return 0.05;
  if (onPath()) return 0.9;
  if (state.focus >= 0) return weak ? 0.22 : 0.5;
  return weak ? 0.4 : shown.bundles.length < MANY_LINES ? 0.85 : 0.6;
}

/** Makes a DataSet hold exactly `items`. */
function sync(set, items) {
  const keep = new Set(items.map((item) => item.id));
  const gone = set.getIds().filter((id) => !keep.has(id));
  if (gone.length) set.remove(gone);
  if (items.length) set.update(items);
}

function fitIfNew() {
  const frame = state.path ? `p${state.path}` : state.focus >= 0 ? `f${state.focus}.${state.steps}` : `o${state.limit}.${state.extra.length}`;
  const [before, camera] = [lastFrame, state.camera];
  lastFrame = frame;
  state.camera = null; // once used, the reader's own moves count
  if (camera) return network.moveTo({ position: { x: camera[0], y: camera[1] }, scale: camera[2] });
  if (frame === before) return undefined;
  const first = before === "";
  const newcomer = state.focus < 0 && !state.path && !first && state.node >= 0;
  return newcomer ? lookAt(state.node) : fitAll(!first);
}

function showCounts() {
  const line = byId("shown");
  const text = t("shown", number(shown.nodes.length), number(shown.bundles.length), number(NODE_COUNT));
  line.replaceChildren(text);
  if (state.focus >= 0 || state.path) line.append(" ", button(t("focus_off"), showStart, { class: "inline" }));
  else if (shown.nodes.length >= state.limit && state.limit < MOST_IN_OVERVIEW) {
    line.append(" ", button(t("show_more"), () => go({ limit: Math.min(MOST_IN_OVERVIEW, state.limit * 2) }), { class: "inline" }));
  }
  const empty = byId("empty");
  empty.hidden = shown.nodes.length > 0;
  empty.textContent = t("nothing_shown");
}
