// Positions of what is not the whole graph: rings around one node, a chain between two; and the path itself.

const RING_GAP = 190;
const RING_ROOM = 96; // along a ring, for one node and its label

/**
 * Positions of the overview. While no more than the opening's nodes are asked for, these stand as if alone, and others
 * brought in stand near their neighbours; a larger part has its place in the whole.
 */
function overviewPlaces(list) {
  const spots = placesAsWritten(list);
  for (const spot of spots.values()) {
    spot.x = Math.round(spot.x * stretch.x);
    spot.y = Math.round(spot.y * stretch.y);
  }
  return spots;
}

/** By how much places are pulled apart, across or down, so that the opening fills the canvas, high or wide as it is. */
const stretch = { x: 1, y: 1 };

function stretchFor(width, height) {
  const first = nodes.open_row.length > OPEN_ON ? OPEN_ON : nodes.open_row.length;
  const span = (values) => Math.max(1, Math.max(...values) - Math.min(...values));
  if (first < 2 || !width || !height) return;
  const { room, foot } = roomFor(width);
  const wide = Math.max(1, width - room) / Math.max(1, height - room - foot);
  const by = (span(nodes.open_x.slice(0, first)) / span(nodes.open_y.slice(0, first))) / wide;
  stretch.x = Math.min(1.8, Math.max(1, 1 / by));
  stretch.y = Math.min(1.8, Math.max(1, by));
}

function placesAsWritten(list) {
  if (state.limit > nodes.open_x.length) return new Map(list.map((node) => [node, { x: nodes.x[node], y: nodes.y[node] }]));
  const spots = new Map();
  const taken = new Set();
  const cell = ({ x, y }) => Math.round(x / 60) * 100003 + Math.round(y / 60);
  const put = (node, spot) => {
    spots.set(node, spot);
    taken.add(cell(spot));
  };
  const wanted = new Set(list);
  nodes.open_row.forEach((node, i) => { if (wanted.has(node)) put(node, { x: nodes.open_x[i], y: nodes.open_y[i] }); });
  for (const node of list) {
    if (spots.has(node)) continue;
    const near = edgesOf(node).map((e) => spots.get(otherEnd(e, node))).filter(Boolean);
    put(node, freeNear(middleOf(near), (spot) => !taken.has(cell(spot))));
  }
  return spots;
}

function middleOf(spots) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { x: mean(spots.map(({ x }) => x)), y: mean(spots.map(({ y }) => y)) };
}

/** The first free place on a spiral around `centre`. */
function freeNear(centre, isFree) {
  for (let turn = 3; ; turn += 1) {
    const r = 40 * Math.sqrt(turn);
    const spot = { x: Math.round(centre.x + r * Math.cos(turn * 2.4)), y: Math.round(centre.y + r * Math.sin(turn * 2.4)) };
    if (isFree(spot)) return spot;
  }
}

/** Rings around `centre`, each node at about the angle of its nearest inner neighbour, as many rings as room needs. */
function ringPlaces(centre, ringOf) {
  const spots = new Map([[centre, { x: 0, y: 0 }]]);
  const angleOf = new Map([[centre, 0]]);
  let radius = 0;
  for (const step of [1, 2]) {
    const members = [...ringOf].filter(([, ring]) => ring === step).map(([node]) => node);
    const sorted = step === 1 ? sortForRing(members, centre) : sortByInner(members, ringOf, angleOf);
    for (let at = 0; at < sorted.length;) {
      radius += RING_GAP;
      const room = Math.max(8, Math.floor((2 * Math.PI * radius) / RING_ROOM));
      const left = sorted.length - at;
      // The last ring but one shares with the last: no ring of forty is followed by a ring of one.
      const here = sorted.slice(at, at + (left > room && left < 1.5 * room ? Math.ceil(left / 2) : room));
      here.forEach((node, i) => {
        const angle = (2 * Math.PI * i) / here.length - Math.PI / 2;
        angleOf.set(node, angle);
        spots.set(node, { x: Math.round(radius * Math.cos(angle) * 1.25), y: Math.round(radius * Math.sin(angle)) });
      });
      at += here.length;
    }
  }
  return spots;
}

/** By relation to the centre, then by kind: what belongs together stands together. */
function sortForRing(members, centre) {
  const relation = (node) => Math.min(...edgesBetween(centre, node).map((e) => edges.rel[e]));
  const keys = new Map(members.map((node) => [node, [relation(node), nodes.kind[node], node]]));
  return members.sort((a, b) => compareLists(keys.get(a), keys.get(b)));
}

function sortByInner(members, ringOf, angleOf) {
  const angle = new Map(members.map((node) => {
    const inner = edgesOf(node).map((e) => otherEnd(e, node)).filter((other) => angleOf.has(other) && ringOf.get(other) === 1);
    return [node, inner.length ? angleOf.get(inner[0]) : 9];
  }));
  return members.sort((a, b) => angle.get(a) - angle.get(b) || a - b);
}

function compareLists(a, b) {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

/** A gentle wave from left to right, so that no label lies on the next. */
function chainPlaces(chain) {
  const middle = (chain.length - 1) / 2;
  return new Map(chain.map((node, i) => [node, { x: (i - middle) * 210, y: i % 2 ? 46 : -46 }]));
}

/** The cheapest way from one node to another; a co-mention costs more than a stated relation. Empty when there is none. */
function shortestPath(from, to, okEdge, okNode) {
  const cost = new Map([[from, 0]]);
  const before = new Map();
  const done = new Set();
  const queue = [[0, from]];
  while (queue.length) {
    const [so, node] = popLeast(queue);
    if (node === to) break;
    if (done.has(node)) continue;
    done.add(node);
    for (const e of edgesOf(node)) {
      if (!okEdge(e)) continue;
      const other = otherEnd(e, node);
      if (other !== to && !okNode(other)) continue;
      const next = so + (edges.rel[e] === CO_MENTION ? 1.7 : 1);
      if (next < (cost.get(other) ?? Infinity)) {
        cost.set(other, next);
        before.set(other, node);
        pushHeap(queue, [next, other]);
      }
    }
  }
  if (!cost.has(to)) return [];
  const route = [to];
  while (route[0] !== from) route.unshift(before.get(route[0]));
  return route;
}

function pushHeap(heap, item) {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    if (heap[up][0] <= item[0]) break;
    heap[at] = heap[up];
    at = up;
  }
  heap[at] = item;
}

function popLeast(heap) {
  const least = heap[0];
  const item = heap.pop();
  if (!heap.length) return least;
  let at = 0;
  for (;;) {
    let down = 2 * at + 1;
    if (down >= heap.length) break;
    if (down + 1 < heap.length && heap[down + 1][0] < heap[down][0]) down += 1;
    if (heap[down][0] >= item[0]) break;
    heap[at] = heap[down];
    at = down;
  }
  heap[at] = item;
  return least;
}
