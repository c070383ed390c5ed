// The officials' roster and the tables of entries: sorted by any column, filtered by typing.

const ROWS_AT_ONCE = 200;
const sorting = { roster: ["last", -1], table: ["articles", -1] };
let rowFilter = "";
let drawnSheet = ""; // what the table on view was made from

const ROSTER_COLUMNS = [
  { key: "name", label: "col_person", value: (e) => nodes.name[edges.from[e]], sort: (e) => nodes.key[edges.from[e]], cell: (e) => entityLink(edges.from[e]) },
  { key: "post", label: "col_post", value: (e) => str(edges.label[e]) },
  { key: "body", label: "col_body", value: (e) => (edges.to[e] < 0 ? "" : nodes.name[edges.to[e]]), cell: (e) => (edges.to[e] < 0 ? "" : entityLink(edges.to[e])) },
  { key: "branch", label: "col_branch", value: (e) => word("branch", str(edges.branch[e])) },
  { key: "status", label: "col_status", value: (e) => word("status", str(edges.status[e])), cell: statusBadge },
  { key: "first", label: "col_first", value: (e) => isoDate(edges.first[e]), optional: true },
  { key: "last", label: "col_last", value: (e) => isoDate(edges.last[e]), optional: true },
];

const TABLE_COLUMNS = [
  { key: "name", label: "col_name", value: (n) => nodes.name[n], sort: (n) => nodes.key[n], cell: (n) => entityLink(n) },
  { key: "post", label: "col_post", value: (n) => (kindOf(n) === "official" ? mainPost(n) : ""), optional: true },
  { key: "aliases", label: "col_aliases", value: (n) => aliasesOf(n).join(t("list_comma")), optional: true },
  { key: "subkind", label: "col_subkind", value: (n) => word("subkind", str(nodes.subkind[n])), optional: true },
  { key: "articles", label: "col_articles", value: (n) => nodes.articles[n], numeric: true },
  { key: "mentions", label: "col_mentions", value: (n) => nodes.mentions[n], numeric: true },
  { key: "first", label: "col_first", value: (n) => isoDate(nodes.first[n]), optional: true },
  { key: "last", label: "col_last", value: (n) => isoDate(nodes.last[n]), optional: true },
];

/** The columns of a table; one that has nothing in any row is left out where it may be. */
function columnsOf(view, rows) {
  const columns = view === "roster" ? ROSTER_COLUMNS : TABLE_COLUMNS;
  return columns.filter((column) => !column.optional || rows.some((row) => column.value(row) !== ""));
}

function rosterRows() {
  const span = dateSpan();
  const rows = [];
  for (let e = 0; e < EDGE_COUNT; e += 1) {
    if (edges.rel[e] !== HOLDS_POST || kindOf(edges.from[e]) !== "official") continue;
    if (!inSpan(edges.first[e], edges.last[e], span)) continue;
    if (state.branch && str(edges.branch[e]) !== state.branch) continue;
    rows.push(e);
  }
  return rows;
}

function tableRows() {
  const code = KINDS.indexOf(state.tableKind);
  const span = dateSpan();
  return nodes.kind.flatMap((kind, node) => (kind === code && inSpan(nodes.first[node], nodes.last[node], span) ? [node] : []));
}

/** The rows of the table on view: filtered and sorted. */
function visibleRows(view) {
  const all = view === "roster" ? rosterRows() : tableRows();
  const columns = columnsOf(view, all);
  const wanted = rowFilter.trim().toLowerCase();
  const hit = (row) => columns.some((column) => String(column.value(row)).toLowerCase().includes(wanted)) || keyOf(view, row).includes(wanted);
  const rows = wanted ? all.filter(hit) : all;
  const [key, direction] = sorting[view];
  const column = columns.find((candidate) => candidate.key === key);
  const keys = new Map(rows.map((row) => [row, column ? (column.sort || column.value)(row) : ""]));
  const person = (row) => (view === "roster" ? edges.from[row] : row); // the more important first, and one's posts together
  rows.sort((a, b) => direction * compareValues(keys.get(a), keys.get(b)) || person(a) - person(b) || a - b);
  return { rows, columns, total: all.length };
}

function keyOf(view, row) {
  return nodes.key[view === "roster" ? edges.from[row] : row];
}

function compareValues(a, b) {
  if (typeof a === "number") return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}

function drawSheet() {
  const sheet = byId("sheet");
  const view = state.view;
  sheet.hidden = view === "graph";
  byId("graph").classList.toggle("away", view !== "graph");
  const { tableKind, from, to, branch } = state;
  const made = JSON.stringify([view, tableKind, from, to, branch, language]);
  if (view === "graph" || made === drawnSheet) return;
  drawnSheet = made;
  const body = el("div", { class: "rows" });
  const filter = el("input", { type: "search", id: "row-filter", placeholder: t("filter_rows"), "aria-label": t("filter_rows"), autocomplete: "off" });
  filter.value = rowFilter;
  filter.addEventListener("input", () => {
    rowFilter = filter.value;
    fillRows(body, view);
  });
  sheet.replaceChildren(sheetHead(view), el("div", { class: "row-tools" }, filter), body);
  fillRows(body, view);
}

function sheetHead(view) {
  if (view === "roster") {
    const rows = rosterRows();
    const people = new Set(rows.map((e) => edges.from[e])).size;
    return el("div", { class: "sheet-head" }, el("h2", {}, t("roster_title")), el("p", {}, t("roster_lead", number(people), number(rows.length))));
  }
  const tabs = KINDS.filter((_, i) => kindCounts[i]).map((kind) => el("button", {
    type: "button", class: "tab", "aria-pressed": String(kind === state.tableKind), onclick: () => go({ tableKind: kind }, { replace: true }),
  }, kindMark(kind), t(`kind.${kind}`), el("span", { class: "count" }, number(kindCounts[KINDS.indexOf(kind)]))));
  return el("div", { class: "sheet-head" }, el("h2", {}, t("table_title")), el("div", { class: "tabs" }, tabs));
}

function fillRows(body, view, most = ROWS_AT_ONCE) {
  const { rows, columns, total } = visibleRows(view);
  const [key, direction] = sorting[view];
  const head = el("tr", {}, columns.map((column) => el("th", {
    scope: "col", class: column.numeric ? "numeric" : null, "aria-sort": column.key === key ? (direction > 0 ? "ascending" : "descending") : null,
  }, button(t(column.label), () => {
    sorting[view] = [column.key, column.key === key ? -direction : column.numeric || column.key === "last" || column.key === "first" ? -1 : 1];
    fillRows(body, view);
  }, { title: t("sort_by", t(column.label)) }))));
  const lines = rows.slice(0, most).map((row) => el("tr", {}, columns.map((column) => el("td", { class: column.numeric ? "numeric" : column.key, "data-col": t(column.label) },
    column.cell ? column.cell(row) : String(column.value(row))))));
  body.replaceChildren(
    el("p", { class: "rows-shown", role: "status" }, t("rows_shown", number(rows.length), number(total))),
    el("table", {}, el("thead", {}, head), el("tbody", {}, lines)));
  if (rows.length > most) body.append(button(t("show_more"), () => fillRows(body, view, most * 4), { class: "plain" }));
}
