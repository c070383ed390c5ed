// Which nodes and edges are drawn: filters, then the whole, a neighbourhood or a path.

const MOST_IN_FOCUS = 400;
const MOST_IN_OVERVIEW = 1200; // more can be neither read nor moved smoothly; search and focus reach the rest
let shown = { nodes: [], nodeSet: new Set(), bundles: [] };

/** Whether a path alone is drawn; while its ends are still being chosen all else is. */
function onPath() {
  return shown.route !== undefined;
}

function dateSpan() {
  if (issueDates.length === 0) return null;
  const whole = state.from === 0 && state.to === issueDates.length - 1;
  return whole ? null : [issueDates[state.from], issueDates[state.to]];
}

function inSpan(first, last, span) {
  if (!span || first === null) return true;
  return first <= span[1] && (last ?? first) >= span[0];
}

/** A test of edges under the present filters. */
function edgeTest() {
  const span = dateSpan();
  const open = RELATIONS.map((relation) => state.relations.has(relation));
  const least = state.together;
  const widest = SCOPES.indexOf(state.scope);
  return (e) => open[edges.rel[e]] && edges.to[e] >= 0
    && (edges.rel[e] !== CO_MENTION || (edgeScope[e] <= widest && (least === 1 || edges.articles[e] >= least)))
    && inSpan(edges.first[e], edges.last[e], span);
}

/** A test of nodes under the present filters. */
function nodeTest() {
  const span = dateSpan();
  const open = KINDS.map((kind) => state.kinds.has(kind));
  const branch = state.branch;
  return (node) => open[nodes.kind[node]]
    && inSpan(nodes.first[node], nodes.last[node], span)
    && (!branch || kindOf(node) !== "official" || branchesOf(node).has(branch));
}

/** The branches of office of a person's posts. */
function branchesOf(node) {
  const found = new Set();
  for (const e of edgesOf(node)) {
    if (edges.rel[e] === HOLDS_POST && edges.from[e] === node) found.add(str(edges.branch[e]));
  }
  return found;
}

/** Pull of an edge in lists, paths and neighbourhoods. */
function strengthOf(edge) {
  if (edges.rel[edge] === CO_MENTION) return Math.min(0.9, 0.1 * edges.articles[edge] + edges.weight[edge] / 4000);
  return [4, 2, 3, 2.5][edges.rel[edge]] ?? 1;
}

function strongestNeighbours(node, most) {
  const pull = new Map();
  const okEdge = edgeTest();
  const okNode = nodeTest();
  for (const e of edgesOf(node)) {
    if (!okEdge(e)) continue;
    const other = otherEnd(e, node);
    if (okNode(other)) pull.set(other, (pull.get(other) || 0) + strengthOf(e));
  }
  return [...pull].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([other]) => other);
}

/** Works out what is drawn, and where. Sets `shown`. */
function computeShown() {
  const okEdge = edgeTest();
  const okNode = nodeTest();
  let found;
  if (state.path && state.path[0] >= 0 && state.path[1] >= 0) found = pathNodes(okEdge, okNode);
  else if (state.focus >= 0) found = neighbourhood(state.focus, state.steps, okEdge, okNode);
  else found = overview(okNode);
  const nodeSet = new Set(found.nodes);
  shown = { ...found, nodeSet, bundles: bundlesAmong(found.nodes, nodeSet, okEdge) };
  shown.scale = ownScale();
  shown.ranked = found.nodes.slice().sort((a, b) => a - b); // rows are sorted by importance
  if (!state.lone && state.focus < 0 && !onPath()) dropLone();
}

function overview(okNode) {
  const have = new Set();
  const take = (node) => { if (have.size < state.limit && okNode(node)) have.add(node); };
  nodes.open_row.forEach(take);
  for (let node = 0; node < NODE_COUNT; node += 1) {
    // Of the kinds left out of the opening those switched on come in beside it.
    if (node < state.limit && HIDDEN_AT_FIRST.includes(kindOf(node)) && okNode(node)) have.add(node);
    else take(node);
  }
  const picked = [...have];
  const extra = [...state.extra, state.node, ...(state.pair || [])].filter((node) => node >= 0 && !have.has(node));
  for (const node of new Set(extra)) if (okNode(node) || node === state.node) picked.push(node);
  const spots = overviewPlaces(picked);
  return { nodes: picked, place: (node) => moved.get(node) || spots.get(node) };
}

/** The scale at which what is drawn has one node for each square of 95 pixels: marks and lines are sized for it. */
function ownScale() {
  const span = (list) => {
    const sorted = list.sort((a, b) => a - b);
    const cut = Math.floor(sorted.length * 0.05); // a few far away do not count
    return Math.max(80, sorted[sorted.length - 1 - cut] - sorted[cut]);
  };
  if (shown.nodes.length < 3) return 1;
  const spots = shown.nodes.map(shown.place);
  const area = span(spots.map(({ x }) => x)) * span(spots.map(({ y }) => y));
  return Math.min(1, Math.sqrt((9000 * shown.nodes.length) / area));
}

function dropLone() {
  const linked = new Set(shown.bundles.flatMap((bundle) => [bundle.a, bundle.b]));
  shown.nodes = shown.nodes.filter((node) => linked.has(node) || node === state.node);
  shown.nodeSet = new Set(shown.nodes);
  shown.ranked = shown.ranked.filter((node) => shown.nodeSet.has(node));
}

function neighbourhood(centre, steps, okEdge, okNode) {
  const ring = new Map([[centre, 0]]);
  let edge = [centre];
  for (let step = 1; step <= steps; step += 1) {
    const next = [];
    for (const node of edge) {
      for (const e of edgesOf(node)) {
        const other = otherEnd(e, node);
        if (!okEdge(e) || ring.has(other) || !okNode(other)) continue;
        ring.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  const rank = ([node, step]) => step * NODE_COUNT + node; // rows are sorted by importance
  const kept = [...ring].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_IN_FOCUS);
  const spots = ringPlaces(centre, new Map(kept));
  return { nodes: kept.map(([node]) => node), place: (node) => spots.get(node), ring };
}

function pathNodes(okEdge, okNode) {
  const route = shortestPath(state.path[0], state.path[1], okEdge, okNode);
  const chain = route.length ? route : state.path;
  const spots = chainPlaces(chain);
  return { nodes: chain, route, place: (node) => spots.get(node) };
}

/** One drawn line per pair of nodes: all edges between the two, strongest relation first. */
function bundlesAmong(list, nodeSet, okEdge) {
  const bundles = new Map();
  for (const node of list) {
    for (const e of edgesOf(node)) {
      if (edges.from[e] !== node || !nodeSet.has(edges.to[e]) || !okEdge(e)) continue;
      const a = Math.min(node, edges.to[e]);
      const b = Math.max(node, edges.to[e]);
      const key = a * NODE_COUNT + b;
      const bundle = bundles.get(key);
      if (bundle) bundle.edges.push(e);
      else bundles.set(key, { id: `${a}-${b}`, a, b, edges: [e] });
    }
  }
  for (const bundle of bundles.values()) {
    bundle.edges.sort((x, y) => edges.rel[x] - edges.rel[y] || x - y);
    bundle.relation = relationOf(bundle.edges[0]);
  }
  return [...bundles.values()];
}
