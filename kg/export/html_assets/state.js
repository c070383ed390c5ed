// What is being looked at. The address after # says all of it, so that a link, back and forward restore the view.

const OPEN_ON = innerWidth < 640 ? 70 : 300; // nodes drawn at first
const HIDDEN_AT_FIRST = data.hidden_kinds;
const FIRST_SCOPE = edgeScope.includes(0) ? "sentence" : "article";
const VIEWS = ["graph", "roster", "table"];

function freshState() {
  return {
    view: "graph",
    node: -1, // the node in the panel
    pair: null, // the two ends of the edge in the panel
    focus: -1, // the node whose neighbourhood alone is drawn
    steps: 1,
    path: null, // [from, to], -1 while not chosen
    kinds: new Set(KINDS.filter((kind) => !HIDDEN_AT_FIRST.includes(kind))),
    relations: new Set(RELATIONS),
    scope: FIRST_SCOPE, // co-mentions of a wider scope are left out
    together: 1, // co-mentions in fewer articles are left out
    from: 0, // rows of issueDates
    to: Math.max(0, issueDates.length - 1),
    branch: "",
    lone: true, // whether entries without a line are drawn
    limit: OPEN_ON,
    extra: [], // nodes brought in beyond the first ones
    tableKind: "person",
    camera: null, // x, y and scale that a link asks for; gone with the first change
  };
}

let state = freshState();

/** The state as the text after #; what is as at first is left out. */
function toHash(s) {
  const first = freshState();
  const query = new URLSearchParams();
  const put = (key, value, plain) => { if (value !== plain) query.set(key, value); };
  put("v", s.view, first.view);
  if (s.node >= 0) query.set("n", nodes.id[s.node]);
  if (s.pair) query.set("e", s.pair.map((node) => nodes.id[node]).join("~"));
  if (s.focus >= 0) query.set("f", `${nodes.id[s.focus]}~${s.steps}`);
  if (s.path) query.set("p", s.path.map((node) => (node < 0 ? "" : nodes.id[node])).join("~"));
  put("k", [...s.kinds].sort().join("."), [...first.kinds].sort().join("."));
  put("r", [...s.relations].sort().join("."), [...first.relations].sort().join("."));
  put("s", s.scope, first.scope);
  put("w", String(s.together), String(first.together));
  if (s.from !== first.from || s.to !== first.to) query.set("d", `${isoDate(issueDates[s.from])}~${isoDate(issueDates[s.to])}`);
  put("b", s.branch, first.branch);
  put("l", String(s.limit), String(first.limit));
  if (!s.lone) query.set("o", "0");
  if (s.extra.length) query.set("x", s.extra.map((node) => nodes.id[node]).join("~"));
  put("t", s.tableKind, first.tableKind);
  if (s.camera) query.set("c", s.camera.join("~"));
  return query.toString();
}

/** The state that a # text stands for. What it names and the graph has not is passed over. */
function fromHash(hash) {
  const query = new URLSearchParams(hash);
  const s = freshState();
  const row = (id) => rowOf.get(id) ?? -1;
  const rows = (key) => (query.get(key) || "").split("~").map(row);
  const whole = (key, plain, low, high) => {
    const value = Number.parseInt(query.get(key) ?? "", 10);
    return Number.isNaN(value) ? plain : Math.min(high, Math.max(low, value));
  };
  if (VIEWS.includes(query.get("v"))) s.view = query.get("v");
  s.node = row(query.get("n"));
  const pair = rows("e");
  if (pair.length === 2 && pair.every((node) => node >= 0) && pair[0] !== pair[1]) s.pair = pair;
  const [focus, steps] = (query.get("f") || "").split("~");
  s.focus = row(focus);
  s.steps = steps === "2" ? 2 : 1;
  if (query.has("p")) s.path = [...rows("p"), -1, -1].slice(0, 2);
  s.kinds = readSet(query.get("k"), KINDS, s.kinds);
  s.relations = readSet(query.get("r"), RELATIONS, s.relations);
  if (SCOPES.includes(query.get("s"))) s.scope = query.get("s");
  s.together = whole("w", s.together, 1, 1000);
  s.limit = whole("l", s.limit, 1, MOST_IN_OVERVIEW);
  if (query.has("d")) readDates(s, query.get("d"));
  s.branch = query.get("b") || "";
  s.lone = query.get("o") !== "0";
  s.extra = rows("x").filter((node) => node >= 0);
  if (KINDS.includes(query.get("t"))) s.tableKind = query.get("t");
  const camera = (query.get("c") || "").split("~").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0.005 && camera[2] < 20) s.camera = camera;
  return s;
}

/** The known ones of a list with dots; `plain` when there is no list, or none of it is known. */
function readSet(list, known, plain) {
  const found = (list ?? "").split(".").filter((name) => known.includes(name));
  return list === "" || found.length ? new Set(found) : plain;
}

function readDates(s, value) {
  const [from, to] = value.split("~");
  const after = issueDates.findIndex((day) => isoDate(day) >= from);
  const later = issueDates.findIndex((day) => isoDate(day) > to);
  if (after >= 0) s.from = after;
  if (later > 0) s.to = later - 1;
}

/** Changes the state, the address and what is drawn; `replace` adds no step to the history. */
function go(change, { replace = false } = {}) {
  state = { ...state, camera: null, ...change };
  const hash = toHash(state);
  if (hash !== location.hash.slice(1)) {
    if (replace) location.replace(`#${hash}`);
    else location.hash = hash;
  }
  render();
}

function followAddress() {
  const hash = location.hash.slice(1);
  if (hash === toHash(state)) return; // our own doing
  state = fromHash(hash);
  render();
}

/** Opens the panel of a node; from a table, with `stay`, the table stays on view. */
function showNode(node, { stay = false } = {}) {
  go({ node, pair: null, path: null, view: stay ? state.view : "graph", ...broughtIn([node]) });
}

function showPair(a, b) {
  go({ node: -1, pair: [a, b], view: "graph", ...broughtIn([a, b]) });
}

function showFocus(node, steps) {
  go({ node, pair: null, path: null, focus: node, steps, view: "graph" });
}

function showPath(from, to) {
  go({ node: -1, pair: null, focus: -1, path: [from, to], view: "graph" });
}

function showStart() {
  go({ node: -1, pair: null, path: null, focus: -1, view: "graph" });
}

/** The address of the view as it is, down to where the camera stands. */
function linkToView() {
  return `${location.href.split("#")[0]}#${toHash({ ...state, camera: state.view === "graph" ? cameraNow() : null })}`;
}

/** Closing a line or an entry of a path leads back to the path, all else to the start. */
function closePanel() {
  if (state.path && (state.pair || state.node >= 0)) go({ node: -1, pair: null });
  else if (state.view !== "graph") go({ node: -1, pair: null, path: null, focus: -1 });
  else showStart();
}

/** Nodes that would not be drawn are added, each with its strongest neighbours; a hidden kind is switched on. */
function broughtIn(wanted) {
  const missing = wanted.filter((node) => !shown.nodeSet.has(node));
  if (!missing.length || state.focus >= 0 || state.path) return missing.length ? { focus: -1, ...added(missing) } : {};
  return added(missing);
}

function added(missing) {
  const kinds = new Set([...state.kinds, ...missing.map(kindOf)]);
  const around = missing.flatMap((node) => strongestNeighbours(node, 12));
  return { kinds, extra: [...new Set([...state.extra, ...missing, ...around])] };
}
