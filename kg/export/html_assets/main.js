// Wiring: one render for every change of state, keys, buttons, and a small hook for tests.

function render() {
  computeShown();
  drawGraph();
  drawPanel();
  drawSide();
  drawSheet();
  drawSaveMenu();
  document.body.dataset.view = state.view;
  document.body.dataset.panel = state.path && state.node < 0 && !state.pair ? "path" : state.pair ? "pair" : state.node >= 0 ? "node" : "start";
  for (const tab of document.querySelectorAll("[data-view]")) tab.setAttribute("aria-current", tab.dataset.view === state.view ? "page" : "false");
}

const DARK = matchMedia("(prefers-color-scheme: dark)");

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  readPalette();
}

/** To the other theme; what the reader chose is kept, what the system changed is not. */
function switchTheme({ keep = true } = {}) {
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  if (keep) remember("kg-theme", document.documentElement.dataset.theme);
  render();
}

const SHEETS = ["half", "full", "low"]; // how much of a narrow window the details take, in the order of the grip

function setSheet(height) {
  document.body.dataset.sheet = height;
  byId("grip").setAttribute("aria-label", t(`sheet_${SHEETS[(SHEETS.indexOf(height) + 1) % SHEETS.length]}`));
}

function switchLanguage() {
  setLanguage(language === "zh" ? "en" : "zh");
  setSheet(document.body.dataset.sheet);
  render();
}

function toggleSide() {
  const open = document.body.classList.toggle("side-open");
  byId("menu").setAttribute("aria-expanded", String(open));
}

function closeTop() {
  if (!byId("save-menu").hidden) openSaveMenu(false);
  else if (document.body.classList.contains("side-open")) toggleSide();
  else closePanel();
}

function onKey(event) {
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape") closeTop();
  else if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
    byId("search").focus();
    byId("search").select();
  } else if (event.key === "?" && !typing) showStart();
  else return;
  event.preventDefault();
}

function wire() {
  byId("title").textContent = data.title;
  makePicker(byId("search"), (row, input) => {
    input.value = "";
    input.blur();
    showNode(row);
    byId("panel").focus({ preventScroll: true });
  });
  for (const tab of document.querySelectorAll("[data-view]")) tab.addEventListener("click", () => go({ view: tab.dataset.view }));
  const zooms = { in: () => zoomBy(1.4), out: () => zoomBy(1 / 1.4), fit: () => fitAll() };
  for (const control of document.querySelectorAll("[data-zoom]")) control.addEventListener("click", zooms[control.dataset.zoom]);
  byId("back").addEventListener("click", () => history.back());
  byId("forward").addEventListener("click", () => history.forward());
  byId("theme").addEventListener("click", () => switchTheme());
  byId("language").addEventListener("click", switchLanguage);
  byId("menu").addEventListener("click", toggleSide);
  byId("save").addEventListener("click", () => openSaveMenu(byId("save-menu").hidden));
  byId("canvas").addEventListener("keydown", onCanvasKey);
  byId("canvas").addEventListener("blur", leaveCanvas);
  byId("canvas").addEventListener("dblclick", onDoubleClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => { if (!event.target.closest("#save, #save-menu")) openSaveMenu(false); });
  byId("main").addEventListener("pointerdown", () => { if (document.body.classList.contains("side-open")) toggleSide(); });
  byId("save-menu").addEventListener("keydown", onMenuKey);
  byId("grip").addEventListener("click", () => setSheet(SHEETS[(SHEETS.indexOf(document.body.dataset.sheet) + 1) % SHEETS.length]));
  DARK.addEventListener("change", () => { if (!remembered("kg-theme")) switchTheme({ keep: false }); });
  addEventListener("hashchange", followAddress);
  addEventListener("resize", () => { network.redraw(); });
}

function main() {
  setTheme(remembered("kg-theme") || (DARK.matches ? "dark" : "light"));
  setLanguage(language);
  setSheet("half");
  state = fromHash(location.hash.slice(1));
  wire();
  startNetwork();
  stretchFor(byId("canvas").clientWidth, byId("canvas").clientHeight);
  render();
  window.kgPage = {
    stats: () => ({ nodes: shown.nodes.length, lines: shown.bundles.length, allNodes: NODE_COUNT, allEdges: EDGE_COUNT, scale: network.getScale() }),
    find: (text) => findNodes(text).map((row) => nodes.name[row]),
    spot: (name) => {
      const node = nodes.name.indexOf(name);
      return node < 0 || !shown.nodeSet.has(node) ? null : network.canvasToDOM(network.getPosition(node));
    },
    camera: cameraNow,
    svg: svgOfView,
    csv: csvOfView,
  };
}

main();
