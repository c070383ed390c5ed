// The other panels: a line with all its evidence, a path, and the start view.

/** What an edge says, in a word or two. */
function edgeWord(edge) {
  const relation = relationOf(edge);
  if (relation === "holds_post") return str(edges.label[edge]) || t("rel.holds_post");
  if (relation === "acts") return word("role", str(edges.label[edge]));
  return t(`rel_one.${relation}`);
}

function pairPanel([a, b]) {
  const all = edgesBetween(a, b).sort((x, y) => edges.rel[x] - edges.rel[y] || latestFirst(x, y));
  const byRelation = RELATIONS.map((relation) => all.filter((e) => relationOf(e) === relation)).filter((list) => list.length);
  return [
    el("div", { class: "head" }, el("p", { class: "kind" }, t("between")),
      el("h2", { class: "pair" }, entityLink(a), el("span", { class: "dash", "aria-hidden": "true" }, "—"), entityLink(b)), closeButton()),
    el("div", { class: "actions" }, el("button", { type: "button", onclick: () => copyText(linkToView()) }, icon("link"), t("copy_link"))),
    byRelation.map((list) => section(`rel.${relationOf(list[0])}`, null, bySentences(list).map((same) => pairFact(same, all)))),
  ];
}

/** Facts with the same sentences; a co-mention whose sentences all stand above, under what they state, only says so. */
function pairFact(same, all) {
  const weak = edges.rel[same[0]] === CO_MENTION;
  const line = (edge) => (weak
    ? [t("strength_value", number(edges.articles[edge])), el("span", { class: "badge then" }, word("scope", str(edges.label[edge])))]
    : [entityLink(edges.from[edge]), el("span", { class: "role" }, edgeWord(edge)), relationOf(edge) === "holds_post" ? statusBadge(edge) : entityLink(edges.to[edge])]);
  const sentencesOf = (list) => list.flatMap(evidenceOf).map((row) => data.evidence.sentence[row]);
  const above = new Set(weak ? sentencesOf(all.filter((e) => edges.rel[e] !== CO_MENTION)) : []);
  const repeats = above.size > 0 && sentencesOf(same).every((row) => above.has(row));
  return el("div", { class: "fact" }, same.map((edge) => el("p", { class: "line" }, line(edge), attested(edge))),
    repeats ? el("p", { class: "none" }, t("quoted_above")) : evidenceList(same, 20));
}

function pathPanel() {
  const [from, to] = state.path;
  const ready = from >= 0 && to >= 0;
  return [
    el("div", { class: "head" }, el("h2", {}, t("path_title")), closeButton()),
    pathField("path_from", from, (row) => showPath(row, state.path[1])),
    pathField("path_to", to, (row) => showPath(state.path[0], row)),
    !ready ? el("p", { class: "none" }, t("path_wait")) : !shown.route?.length ? pathless() : pathSteps(shown.route),
  ];
}

function pathField(key, row, onPick) {
  const input = el("input", { type: "search", id: key, placeholder: t("path_pick"), autocomplete: "off", spellcheck: "false" });
  if (row >= 0) input.value = nodes.name[row];
  const field = el("div", { class: "field" }, el("label", { for: key }, t(key)), el("div", { class: "picker" }, input));
  makePicker(input, onPick);
  input.addEventListener("focus", () => input.select());
  return field;
}

function pathless() {
  const { scope, ...open } = freshState();
  const widen = () => go({ kinds: new Set(KINDS), relations: open.relations, scope: "article", together: 1, from: open.from, to: open.to }, { replace: true });
  return [el("p", { class: "none" }, t("path_none")), state.scope === "article" && state.kinds.size === KINDS.length ? null : button(t("path_widen"), widen, { class: "plain" })];
}

function pathSteps(route) {
  const steps = route.slice(1).map((node, i) => [route[i], node]);
  return el("section", { class: "block" }, el("h3", {}, t("path_steps", steps.length)), el("ol", { class: "steps" }, steps.map(pathStep)));
}

function pathStep([a, b], i) {
  const okEdge = edgeTest();
  const list = edgesBetween(a, b).filter(okEdge).sort((x, y) => edges.rel[x] - edges.rel[y] || latestFirst(x, y));
  const [edge] = list;
  return el("li", {}, i === 0 ? entityLink(a) : null,
    el("div", { class: "step" },
      el("p", { class: "line" }, el("span", { class: "role" }, edgeWord(edge)), attested(edge), button(t("open_all"), () => go({ node: -1, pair: [a, b] }), { class: "inline" })),
      evidenceList(edge)),
    entityLink(b));
}

/** The start view: what this is, how much, from when to when, and how to begin. */
function startPanel() {
  const counts = countBy(nodes.kind, KINDS.length);
  const articles = data.articles.doc.length;
  const span = issueDates.length ? spanText(issueDates[0], issueDates[issueDates.length - 1]) : "";
  const kinds = KINDS.map((kind, i) => [kind, counts[i]]).filter(([, count]) => count);
  return [
    el("div", { class: "head start" }, el("p", { class: "kind" }, t("product")), el("h2", {}, el("bdi", { lang: CHINESE }, wholeWords(data.title))), !articles || (span && data.title.includes(isoDate(issueDates[0]))) ? null : el("p", { class: "span" }, span || t("no_dates"))),
    el("p", { class: "lead" }, articles ? t("start_lead", number(articles)) : t("start_lead_one")),
    el("ul", { class: "tally" }, kinds.map(([kind, count]) => el("li", {}, kindMark(kind, 16), el("b", {}, number(count)), el("span", {}, t(`kind.${kind}`))))),
    el("p", { class: "sums" }, [[articles, "start_articles"], [EDGE_COUNT - relationCounts[CO_MENTION], "start_links"], [relationCounts[CO_MENTION], "start_together"], [data.sentences.length, "start_sentences"]]
      .map(([count, key]) => el("span", {}, el("b", {}, number(count)), " ", t(key, number(count))))),
    section("start_how", null, startTips()),
    section("start_most", null, ["official", "street", "organisation", "initiative"].map(startMost)),
    section("start_files", null, el("p", { class: "files" },
      [["graph.ttl", "file_ttl"], ["graph.graphml", "file_graphml"], ["officials.csv", "file_officials"]].map(([href, key]) => el("a", { href }, t(key))))),
  ];
}

function startTips() {
  const sample = nodes.kind.findIndex((kind) => KINDS[kind] === "official");
  const initials = (nodes.key[Math.max(0, sample)] || "").split(" ")[1] || "";
  return el("ul", { class: "tips" },
    initials ? el("li", {}, t("start_tip_search", initials, nodes.name[sample])) : null,
    el("li", {}, t("start_tip_click")),
    el("li", {}, t("start_tip_edge")),
    el("li", {}, t("start_tip_path"), " ", button(t("find_path"), () => showPath(-1, -1), { class: "inline" })),
    el("li", { class: "keys" }, t("key_hint")));
}

function startMost(kind) {
  const code = KINDS.indexOf(kind);
  const rows = [];
  for (let row = 0; row < NODE_COUNT && rows.length < 5; row += 1) if (nodes.kind[row] === code) rows.push(row);
  if (!rows.length) return null;
  return el("div", { class: "most" }, el("h4", {}, t(`kind.${kind}`)), el("ul", {}, rows.map((row) => el("li", {}, entityLink(row, kind === "official" ? mainPost(row) : t("seen_articles", number(nodes.articles[row])))))));
}

/** A title that is broken at its blanks alone: a date stays in one piece. */
function wholeWords(text) {
  return text.split(" ").flatMap((part, i) => [i ? " " : null, el("span", { class: "whole" }, part)]);
}

let drawnPanel = ""; // what the panel on view was made from

function drawPanel() {
  const panel = byId("panel");
  const { node, pair, path, focus, steps } = state;
  const made = JSON.stringify([language, node, pair, path, focus, steps, path ? shown.route : null, node >= 0 && !path && hasHidden(node)]);
  if (made === drawnPanel) return;
  drawnPanel = made;
  if (document.body.dataset.sheet === "low") setSheet("half"); // what the reader asked for is to be seen
  const held = panel.contains(document.activeElement);
  const content = state.path && !state.pair && state.node < 0 ? pathPanel() : state.pair ? pairPanel(state.pair) : state.node >= 0 ? nodePanel(state.node) : startPanel();
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
  if (held) panel.focus({ preventScroll: true }); // what had the focus is gone
}
