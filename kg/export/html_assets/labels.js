// Names on the canvas at one size on the screen at every zoom; the more important first, none over another.

const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "Heiti SC", sans-serif';
const LONGEST = 13; // characters of a name on the canvas; the whole name shows on pointing
const CELL = 64;

/** Called by vis-network after each drawing, with its context. */
function drawLabels(context) {
  const canvas = context.canvas;
  const ratio = canvas.width / canvas.clientWidth;
  const view = {
    scale: network.getScale(), centre: network.getViewPosition(),
    width: canvas.clientWidth, height: canvas.clientHeight,
  };
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const label of layOutLabels(context, view)) drawLabel(context, label);
  context.restore();
}

function onScreen(view, { x, y }) {
  return {
    x: (x - view.centre.x) * view.scale + view.width / 2,
    y: (y - view.centre.y) * view.scale + view.height / 2,
  };
}

/** Which labels fit, and where: each {text, x, y, size, bold, colour, alpha}. */
function layOutLabels(context, view) {
  const taken = new Boxes();
  const order = labelOrder();
  const positions = network.getPositions();
  const spots = new Map();
  for (const node of order) {
    if (!positions[node]) continue; // not on the canvas yet
    const at = onScreen(view, positions[node]);
    const r = radiusAt(node, view.scale) * view.scale;
    if (at.x < -80 || at.y < -40 || at.x > view.width + 80 || at.y > view.height + 40) continue;
    spots.set(node, { ...at, r });
    if (r > 3) taken.add({ left: at.x - r * 0.8, right: at.x + r * 0.8, top: at.y - r * 0.8, bottom: at.y + r * 0.8 });
  }
  const labels = [];
  for (const [node, spot] of spots) {
    const faded = bright !== null && !bright.has(node);
    const named = node === hovered || node === state.node || (state.pair || []).includes(node) || state.path !== null;
    const label = nodeLabel(context, node, spot, named);
    const free = freeSpot(label, spot, taken, named && !state.path);
    if (!free) continue;
    taken.add(free.box);
    labels.push({ ...label, x: free.x, y: free.y, alpha: faded ? 0.3 : 1 });
  }
  return labels.concat(edgeLabels(context, view, spots, taken));
}

function labelOrder() {
  const first = [hovered, state.node, ...(state.pair || []), state.focus].filter((node) => shown.nodeSet.has(node));
  const rest = shown.nodes.slice().sort((a, b) => Number(bright?.has(b) ?? 0) - Number(bright?.has(a) ?? 0) || a - b);
  return [...new Set([...first, ...rest])];
}

function nodeLabel(context, node, spot, named) {
  const name = nodes.name[node];
  const bold = named || nodes.radius[node] > 190;
  const size = bold ? 14 : 12.5;
  const text = named ? shorten(name, 30) : shorten(name, LONGEST);
  context.font = fontOf(size, bold);
  return { text, size, bold, width: context.measureText(text).width, colour: palette.ink };
}

function shorten(name, most) {
  const characters = [...name];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : name;
}

function fontOf(size, bold) {
  return `${bold ? 600 : 400} ${size}px ${FONT}`;
}

/** The first free place of: below, above, right, left. */
function freeSpot(label, spot, taken, force) {
  const half = label.width / 2;
  const down = spot.r + label.size * 0.5 + 4;
  const side = spot.r + half + 5;
  const tries = [[0, down], [0, -down], [side, 0], [-side, 0]];
  for (const [dx, dy] of tries) {
    const x = spot.x + dx;
    const y = spot.y + dy;
    const box = { left: x - half - 4, right: x + half + 4, top: y - label.size * 0.7, bottom: y + label.size * 0.7 };
    if (force || taken.free(box)) return { x, y, box };
  }
  return null;
}

/** Titles and roles on lines, when few lines are lit or the view is near. */
function edgeLabels(context, view, spots, taken) {
  const lit = shown.bundles.filter((bundle) => bundle.relation !== "co_mention" && isLit(bundle));
  if (lit.length > 90 || (view.scale < 0.75 && lit.length > 40)) return [];
  context.font = fontOf(11, false);
  const labels = [];
  for (const bundle of lit) {
    const a = spots.get(bundle.a);
    const b = spots.get(bundle.b);
    if (!a || !b) continue;
    const text = shorten(bundleLabel(bundle), 16);
    const half = context.measureText(text).width / 2;
    if (Math.hypot(a.x - b.x, a.y - b.y) < 2 * half + a.r + b.r) continue;
    const x = (a.x + b.x) / 2;
    const y = (a.y + b.y) / 2;
    const box = { left: x - half - 2, right: x + half + 2, top: y - 7, bottom: y + 7 };
    if (!text || !taken.free(box)) continue;
    taken.add(box);
    labels.push({ text, x, y, size: 11, bold: false, colour: palette.relation[bundle.relation], alpha: 1 });
  }
  return labels;
}

function isLit(bundle) {
  if (state.pair) return state.pair.includes(bundle.a) && state.pair.includes(bundle.b);
  return state.node < 0 || bundle.a === state.node || bundle.b === state.node || state.path !== null;
}

function bundleLabel(bundle) {
  const same = bundle.edges.filter((e) => relationOf(e) === bundle.relation);
  const names = same.map((e) => edgeWord(e));
  return [...new Set(names)].join(t("list_comma"));
}

function drawLabel(context, label) {
  context.globalAlpha = label.alpha;
  context.font = fontOf(label.size, label.bold);
  context.strokeStyle = palette.ground;
  context.lineWidth = 3.5;
  context.strokeText(label.text, label.x, label.y);
  context.fillStyle = label.colour;
  context.fillText(label.text, label.x, label.y);
  context.globalAlpha = 1;
}

/** Boxes on the screen, by cells, to ask whether a place is free. */
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  * cellsOf(box) {
    for (let i = Math.floor(box.left / CELL); i <= Math.floor(box.right / CELL); i += 1) {
      for (let j = Math.floor(box.top / CELL); j <= Math.floor(box.bottom / CELL); j += 1) yield i * 100003 + j;
    }
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      if (this.cells.has(cell)) this.cells.get(cell).push(box);
      else this.cells.set(cell, [box]);
    }
  }

  free(box) {
    const hits = (other) => other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
    for (const cell of this.cellsOf(box)) if ((this.cells.get(cell) || []).some(hits)) return false;
    return true;
  }
}
