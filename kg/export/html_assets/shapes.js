// Colours and shapes by kind, the same on the canvas, in the legend and in saved pictures.

const SHAPES = {
  person: "dot", official: "hexagon", street: "square", organisation: "diamond",
  initiative: "triangle", place: "triangleDown", event: "star",
};
const CORNERS = { hexagon: [6, 0], square: [4, 45], diamond: [4, 0], triangle: [3, -90], triangleDown: [3, 90] };
let palette = {};

/** Reads the colours of the present theme from the style sheet. */
function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const byName = (prefix, names) => Object.fromEntries(names.map((name) => [name, read(`${prefix}-${name}`)]));
  palette = {
    kind: byName("kind", KINDS),
    relation: byName("rel", RELATIONS),
    ground: read("ground"), ink: read("ink"), faint: read("faint"), accent: read("accent"), rim: read("rim"),
  };
}

/** The outline of a kind's shape around (x, y) as points, or null for a circle. */
function outline(kind, x, y, r) {
  const shape = SHAPES[kind];
  if (shape === "dot") return null;
  if (shape === "star") {
    return Array.from({ length: 10 }, (_, i) => pointAt(x, y, i % 2 ? r * 0.5 : r * 1.15, i * 36 - 90));
  }
  const [corners, turn] = CORNERS[shape];
  const size = shape === "square" ? r * 1.2 : r * 1.12;
  return Array.from({ length: corners }, (_, i) => pointAt(x, y, size, turn + (i * 360) / corners));
}

function pointAt(x, y, r, degrees) {
  const angle = (degrees * Math.PI) / 180;
  return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
}

/** A kind's mark as an SVG element of `size` pixels. */
function kindMark(kind, size = 14) {
  const half = size / 2;
  const points = outline(kind, half, half, half * 0.85);
  const shape = points
    ? svg("polygon", { points: points.map((p) => p.map((v) => v.toFixed(1)).join(",")).join(" ") })
    : svg("circle", { cx: half, cy: half, r: half * 0.85 });
  shape.setAttribute("class", `fill-${kind}`);
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, width: size, height: size, class: "mark", "aria-hidden": "true" }, shape);
}

const LINES = {
  holds_post: { width: 2.6, dashes: false },
  acts: { width: 2, dashes: false },
  part_of: { width: 1.6, dashes: [7, 4] },
  jurisdiction: { width: 1.6, dashes: [2, 4] },
  co_mention: { width: 0.8, dashes: false },
};

/** A relation's line as a small SVG element. */
function relationMark(relation) {
  const { width, dashes } = LINES[relation];
  const line = svg("line", { x1: 1, y1: 7, x2: 23, y2: 7, "stroke-width": Math.max(1.2, width), class: `stroke-${relation}` });
  if (dashes) line.setAttribute("stroke-dasharray", dashes.join(" "));
  return svg("svg", { viewBox: "0 0 24 14", width: 24, height: 14, class: "mark", "aria-hidden": "true" }, line);
}

function lineWidth(bundle) {
  if (bundle.relation !== "co_mention") return LINES[bundle.relation].width;
  return 0.6 + Math.min(2, 0.35 * Math.log2(1 + Math.max(...bundle.edges.map((e) => edges.articles[e]))));
}

function withAlpha(hex, alpha) {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
}
