// Names on the canvas at one size on the screen at every zoom; the more important first, none over another.

const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "Heiti SC", sans-serif';
const LONGEST = 13; // characters of a name on the canvas; the whole name shows on pointing
const LEADING = 40; // so many of the most important names are shown before space is left to marks
const CELL = 64;

let laidOut = null; // the labels as last laid out, and the camera they were laid out for
let panning = false; // while the ground is dragged the labels go with it, and are laid out anew when it rests

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
  if (!panning || laidOut?.scale !== view.scale) laidOut = { ...view, labels: layOutLabels(context, view) };
  context.translate((laidOut.centre.x - view.centre.x) * view.scale, (laidOut.centre.y - view.centre.y) * view.scale);
  for (const label of laidOut.labels) drawLabel(context, label);
  context.restore();
}

function onScreen(view, { x, y }) {
  return {
    x: (x - view.centre.x) * view.scale + view.width / 2,
    y: (y - view.centre.y) * view.scale + view.height / 2,
  };
}

/**
 * Which labels fit, and where: each {text, x, y, size, bold, colour}.
 * No label lies on another. Seen from far, the first few names may lie on marks of lesser entries where no place is free.
 */
function layOutLabels(context, view) {
  const taken = new Boxes(view);
  const marks = new Boxes(view);
  for (const box of overlays()) taken.add(box);
  const order = labelOrder();
  const positions = network.getPositions();
  const spots = new Map();
  for (const node of order) {
    if (!positions[node] || (bright !== null && !bright.has(node))) continue; // not on the canvas yet, or faded
    const at = onScreen(view, positions[node]);
    const r = radiusAt(node, view.scale) * view.scale;
    if (at.x < -80 || at.y < -40 || at.x > view.width + 80 || at.y > view.height + 40) continue;
    spots.set(node, { ...at, r });
    marks.add({ node, left: at.x - r * 0.8, right: at.x + r * 0.8, top: at.y - r * 0.8, bottom: at.y + r * 0.8 });
  }
  const labels = [];
  for (const [node, spot] of spots) {
    const named = node === hovered || node === state.node || (state.pair || []).includes(node) || onPath();
    const label = nodeLabel(context, node, spot, named);
    const mayCover = (view.scale < 0.6 && labels.length < LEADING) || named;
    const free = freeSpot(label, spot, (box) => taken.free(box) && marks.free(box, (mark) => mark.node === node))
      ?? (mayCover ? freeSpot(label, spot, (box) => taken.free(box) && marks.free(box, (mark) => mark.node >= node)) : null)
      ?? (named ? below(label, spot) : null);
    if (!free) continue;
    taken.add(free.box);
    labels.push({ ...label, x: free.x, y: free.y });
  }
  return labels.concat(edgeLabels(context, spots, taken, view.scale));
}

function labelOrder() {
  const first = [hovered, state.node, ...(state.pair || []), state.focus].filter((node) => shown.nodeSet.has(node));
  return [...new Set([...first, ...shown.ranked])];
}

function nodeLabel(context, node, spot, named) {
  const name = nodes.name[node];
  const bold = named || nodes.radius[node] > 190;
  const size = bold ? 14 : 12.5;
  const text = named ? shorten(name, 30) : shorten(name, LONGEST);
  context.font = fontOf(size, bold);
  return { text, size, bold, width: widthOf(context, text), colour: palette.ink };
}

const widths = new Map(); // measuring is most of a frame's work

function widthOf(context, text) {
  const key = `${context.font}\n${text}`;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

function shorten(name, most) {
  const characters = [...name];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : name;
}

function fontOf(size, bold) {
  return `${bold ? 600 : 400} ${size}px ${FONT}`;
}

/** The first free place of: below, above, right, left; null for none. */
function freeSpot(label, spot, isFree) {
  const half = label.width / 2;
  const down = spot.r + label.size * 0.5 + 4;
  const side = spot.r + half + 5;
  const tries = [[0, down], [0, -down], [side, 0], [-side, 0]];
  for (const [dx, dy] of tries) {
    const x = spot.x + dx;
    const y = spot.y + dy;
    const box = { left: x - half - 4, right: x + half + 4, top: y - label.size * 0.7, bottom: y + label.size * 0.7 };
    if (isFree(box)) return { x, y, box };
  }
  return null;
}

/** Where a name stands that must be shown, whatever is there. */
function below(label, spot) {
  const half = label.width / 2;
  const y = spot.y + spot.r + label.size * 0.5 + 4;
  return { x: spot.x, y, box: { left: spot.x - half, right: spot.x + half, top: y - 8, bottom: y + 8 } };
}

/** Titles and roles on lines, when few lines are lit or the view is near. */
function edgeLabels(context, spots, taken, scale) {
  const lit = shown.bundles.filter((bundle) => bundle.id === hoveredLine || (bundle.relation !== "co_mention" && isLit(bundle)));
  if (!hoveredLine && (lit.length > 90 || (scale < 0.75 && lit.length > 40))) return [];
  context.font = fontOf(11, false);
  const labels = [];
  for (const bundle of lit) {
    const a = spots.get(bundle.a);
    const b = spots.get(bundle.b);
    if (!a || !b) continue;
    const text = shorten(bundleLabel(bundle), 16);
    const half = widthOf(context, text) / 2;
    const pointed = bundle.id === hoveredLine;
    if (!pointed && (Math.hypot(a.x - b.x, a.y - b.y) < 2 * half + a.r + b.r || lit.length > 90)) continue;
    const x = (a.x + b.x) / 2;
    const y = (a.y + b.y) / 2;
    const box = { left: x - half - 2, right: x + half + 2, top: y - 7, bottom: y + 7 };
    if (!text || (!pointed && !taken.free(box))) continue;
    taken.add(box);
    labels.push({ text, x, y, size: 11, bold: false, colour: palette.relation[bundle.relation] });
  }
  return labels;
}

function isLit(bundle) {
  return (state.node < 0 && !state.pair) || onPath() || isChosen(bundle);
}

function bundleLabel(bundle) {
  const same = bundle.edges.filter((e) => relationOf(e) === bundle.relation);
  const names = same.map((e) => edgeWord(e));
  return [...new Set(names)].join(t("list_comma"));
}

function drawLabel(context, label) {
  context.font = fontOf(label.size, label.bold);
  context.strokeStyle = palette.ground;
  context.lineWidth = 3.5;
  context.strokeText(label.text, label.x, label.y);
  context.fillStyle = label.colour;
  context.fillText(label.text, label.x, label.y);
}

/** What lies over the canvas, in its coordinates. */
function overlays() {
  const ground = byId("canvas").getBoundingClientRect();
  return ["shown", "zoom"].map((id) => byId(id).getBoundingClientRect()).map((box) => ({
    left: box.left - ground.left, right: box.right - ground.left, top: box.top - ground.top, bottom: box.bottom - ground.top,
  }));
}

/** Boxes on the screen, by cells, to ask whether a place is free. */
class Boxes {
  constructor(view) {
    this.view = view;
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

  /** Whether nothing lies on `box` but what `passes`. */
  free(box, passes = () => false) {
    if (box.left < 2 || box.top < 2 || box.right > this.view.width - 2 || box.bottom > this.view.height - 2) return false;
    const hits = (other) => other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top && !passes(other);
    for (const cell of this.cellsOf(box)) if ((this.cells.get(cell) || []).some(hits)) return false;
    return true;
  }
}
