// Filters and legend: kinds and relations with counts, co-mention strength, dates, branch of office.

const kindCounts = countBy(nodes.kind, KINDS.length);
const relationCounts = countBy(edges.rel, RELATIONS.length);

function drawSide() {
  const side = byId("side");
  const held = side.contains(document.activeElement) ? document.activeElement.id : "";
  const onGraph = state.view === "graph"; // a table has one kind and no lines: dates and branch alone sift it
  side.replaceChildren(...[
    onGraph && group("legend", KINDS.filter((_, i) => kindCounts[i]).map(kindToggle)),
    onGraph && group("relations", [...RELATIONS.filter((_, i) => relationCounts[i]).map(relationToggle), leftOut()].filter(Boolean)),
    onGraph && togetherGroup(),
    dateRange(),
    (onGraph || state.view === "roster") && branchChoice(),
  ].filter(Boolean));
  const reset = button(t("reset"), resetFilters, { id: "reset", class: "plain" });
  if (side.children.length) side.append(group(null, [onGraph && loneToggle(), reset]));
  else side.append(el("p", { class: "none" }, t("no_filters")));
  if (held) byId(held)?.focus();
}

function group(key, content) {
  return el("section", { class: "group" }, key ? el("h2", {}, t(key)) : null, content);
}

/** That a very large graph has more co-mentions than a page can draw, and where they are. */
function leftOut() {
  return data.left_out ? el("p", { id: "left-out", class: "none" }, t("left_out", number(data.left_out))) : null;
}

function toggle(id, mark, label, count, on, change) {
  return el("button", { type: "button", id, class: "toggle", "aria-pressed": String(on), title: t("show_kind", label), onclick: change },
    mark, el("span", { class: "name" }, label), el("span", { class: "count" }, number(count)));
}

function flipped(set, value) {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function kindToggle(kind) {
  return toggle(`kind-${kind}`, kindMark(kind, 16), t(`kind.${kind}`), kindCounts[KINDS.indexOf(kind)], state.kinds.has(kind),
    () => go({ kinds: flipped(state.kinds, kind) }, { replace: true }));
}

function relationToggle(relation) {
  return toggle(`rel-${relation}`, relationMark(relation), t(`rel.${relation}`), relationCounts[RELATIONS.indexOf(relation)], state.relations.has(relation),
    () => go({ relations: flipped(state.relations, relation) }, { replace: true }));
}

function slider(id, label, value, low, high, show, change) {
  const said = el("output", { for: id }, show(value));
  const input = el("input", { type: "range", id, min: low, max: high, value, "aria-valuetext": show(value) });
  input.addEventListener("input", () => {
    said.textContent = show(Number(input.value));
    input.setAttribute("aria-valuetext", said.textContent);
    clearTimeout(slider.timer);
    slider.timer = setTimeout(() => change(Number(input.value)), 120);
  });
  return el("div", { class: "slider" }, el("label", { for: id }, label, said), input);
}

const mostTogether = edges.articles.reduce((most, count) => Math.max(most, count), 1);

/** How near two names must stand to be joined, and in how many articles. */
function togetherGroup() {
  if (!relationCounts[CO_MENTION]) return null;
  const choice = el("div", { class: "choice", role: "group", "aria-label": t("scope") }, SCOPES.map((scope) => button(word("scope", scope),
    () => go({ scope }, { replace: true }), { id: `scope-${scope}`, "aria-pressed": String(scope === state.scope) })));
  return group("scope", [choice, mostTogether > 1 ? togetherSlider() : null]);
}

function togetherSlider() {
  return slider("together", t("strength"), state.together, 1, Math.min(mostTogether, 20), (n) => t("strength_value", n), (together) => go({ together }, { replace: true }));
}

function dateRange() {
  const last = issueDates.length - 1;
  if (last < 1) return null;
  const show = (i) => isoDate(issueDates[i]);
  return group("dates", [
    dateBars(),
    slider("date-from", t("date_from"), state.from, 0, last, show, (from) => go({ from, to: Math.max(from, state.to) }, { replace: true })),
    slider("date-to", t("date_to"), state.to, 0, last, show, (to) => go({ to, from: Math.min(to, state.from) }, { replace: true })),
  ]);
}

/** How many articles of each date, as bars; those outside the range are pale. */
function dateBars() {
  const row = new Map(issueDates.map((day, i) => [day, i]));
  const bins = Math.min(48, issueDates.length);
  const binOf = (i) => Math.floor((i * bins) / issueDates.length);
  const counts = new Array(bins).fill(0);
  for (const day of data.articles.date) if (day !== null) counts[binOf(row.get(day))] += 1;
  const most = Math.max(...counts);
  const bars = counts.map((count, i) => svg("rect", {
    x: i + 0.1, width: 0.8, y: 20 - (19 * count) / most, height: (19 * count) / most,
    class: i >= binOf(state.from) && i <= binOf(state.to) ? "in" : "out",
  }));
  return svg("svg", { viewBox: `0 0 ${bins} 20`, class: "bars", preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
}

const branches = [...new Set(nodes.kind.flatMap((kind, row) => (KINDS[kind] === "official" ? [...branchesOf(row)] : [])))].sort();

function branchChoice() {
  if (branches.length < 2) return null;
  const select = el("select", { id: "branch", onchange: () => go({ branch: select.value }, { replace: true }) },
    el("option", { value: "" }, t("branch_all")), branches.map((branch) => el("option", { value: branch, selected: branch === state.branch }, word("branch", branch))));
  return group(null, el("div", { class: "field" }, el("label", { for: "branch" }, t("branch")), select));
}

function loneToggle() {
  const box = el("input", { type: "checkbox", id: "lone", onchange: () => go({ lone: !box.checked }, { replace: true }) });
  box.checked = !state.lone;
  return el("label", { class: "check", for: "lone" }, box, t("lone"));
}

function resetFilters() {
  const { kinds, relations, scope, together, from, to, branch, lone, limit, extra } = freshState();
  go({ kinds, relations, scope, together, from, to, branch, lone, limit, extra }, { replace: true });
}
