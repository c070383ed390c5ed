// The panel of one entry: names, posts, acts, belonging, statements, and whom it is mentioned with.

function entityLink(row, note = "") {
  return el("a", { href: `#${toHash({ ...state, node: row, pair: null, path: null, view: "graph" })}`, class: "entity", onclick: (event) => { event.preventDefault(); showNode(row, { stay: event.currentTarget.closest("#sheet") !== null }); } },
    kindMark(kindOf(row), 12), el("bdi", { lang: CHINESE }, nodes.name[row]), note ? el("small", {}, note) : null);
}

function nodePanel(row) {
  return [
    panelHead(row),
    nodeActions(row),
    nodeFacts(row),
    postsSection(row),
    officersSection(row),
    actsSection(row, "from", "acts_by"),
    actsSection(row, "to", "acts_on"),
    linksSection(row, "part_of", "from", "belongs"),
    linksSection(row, "part_of", "to", "contains"),
    linksSection(row, "jurisdiction", "from", "charge_of"),
    linksSection(row, "jurisdiction", "to", "in_charge"),
    statementsSection(row),
    togetherSection(row),
  ];
}

function panelHead(row) {
  const kind = kindOf(row);
  const note = [word("subkind", str(nodes.subkind[row])), str(nodes.anchor[row])].filter(Boolean).join(" · ");
  return el("div", { class: "head" },
    el("p", { class: "kind" }, kindMark(kind, 15), el("span", { class: "whole" }, t(`one.${kind}`)), note ? el("span", { class: "note" }, note) : null),
    el("h2", {}, el("bdi", { lang: CHINESE }, nodes.name[row])), closeButton());
}

function closeButton() {
  return el("button", { type: "button", class: "icon close", "aria-label": t("close"), title: t("close"), onclick: closePanel }, icon("close"));
}

function nodeActions(row) {
  const act = (key, glyph, run, pressed = null) => el("button", { type: "button", onclick: run, "aria-pressed": pressed }, icon(glyph), t(key));
  const focused = (steps) => String(state.focus === row && state.steps === steps);
  return el("div", { class: "actions" },
    act("focus_1", "focus", () => (focused(1) === "true" ? go({ focus: -1 }) : showFocus(row, 1)), focused(1)),
    act("focus_2", "focus", () => (focused(2) === "true" ? go({ focus: -1 }) : showFocus(row, 2)), focused(2)),
    act("path_here", "path", () => showPath(row, -1)),
    hasHidden(row) ? act("grow", "plus", () => go({ extra: [...new Set([...state.extra, ...strongestNeighbours(row, 60)])] })) : null,
    act("copy_link", "link", () => copyText(linkToView())));
}

function hasHidden(row) {
  return state.focus < 0 && strongestNeighbours(row, 60).some((other) => !shown.nodeSet.has(other));
}

function nodeFacts(row) {
  const aliases = aliasesOf(row);
  const span = spanText(nodes.first[row], nodes.last[row]);
  const facts = [
    aliases.length ? [t("aliases"), aliases.join(t("list_comma"))] : null,
    str(nodes.code[row]) ? [t("code"), str(nodes.code[row])] : null,
    [t("seen"), [t("seen_articles", number(nodes.articles[row])), t("seen_mentions", number(nodes.mentions[row]))].join(t("list_comma"))],
    span ? [t("dates"), span] : null,
  ];
  return el("dl", { class: "facts" }, facts.filter(Boolean).map(([name, value]) => [el("dt", {}, name), el("dd", {}, el("bdi", {}, value))]));
}

function spanText(first, last) {
  if (first === null) return "";
  return first === last || last === null ? isoDate(first) : t("start_span", isoDate(first), isoDate(last));
}

function section(key, count, ...content) {
  return el("section", { class: "block" }, el("h3", {}, t(key), count ? el("span", { class: "count" }, number(count)) : null), ...content);
}

function edgesFrom(row, relation, side) {
  return edgesOf(row).filter((e) => relationOf(e) === relation && edges[side][e] === row);
}

function latestFirst(a, b) {
  return (edges.last[b] ?? -1) - (edges.last[a] ?? -1) || a - b;
}

function statusBadge(edge) {
  const status = str(edges.status[edge]);
  return status ? el("span", { class: `badge ${status === "current" ? "now" : "then"}` }, word("status", status)) : null;
}

function attested(edge) {
  const span = spanText(edges.first[edge], edges.last[edge]);
  return span ? el("span", { class: "when" }, span) : null;
}

function postsSection(row) {
  const posts = edgesFrom(row, "holds_post", "from").sort(latestFirst);
  if (!posts.length) return null;
  const items = bySentences(posts).map((same) => () => el("div", { class: "fact" },
    same.map((e) => [
      el("p", { class: "line" },
        el("strong", { lang: CHINESE }, str(edges.label[e])), statusBadge(e), attested(e)),
      el("p", { class: "where" }, edges.to[e] >= 0 ? entityLink(edges.to[e]) : t("no_body"))]),
    evidenceList(same)));
  return section("posts", posts.length, timeline(posts, (e) => str(edges.label[e])), folded(items, 12));
}

const MOST_BARS = 16;

/** Bars of when each post is in print, with `nameOf` it before; only worth drawing when there are two dates. */
function timeline(posts, nameOf) {
  const dated = posts.filter((e) => edges.first[e] !== null).slice(0, MOST_BARS);
  const low = Math.min(...dated.map((e) => edges.first[e]));
  const high = Math.max(...dated.map((e) => edges.last[e] ?? edges.first[e]));
  if (dated.length < 2 || low === high) return null;
  const at = (day) => (100 * (day - low)) / (high - low);
  const rows = dated.slice().sort((a, b) => edges.first[a] - edges.first[b]).map((e) => {
    const left = at(edges.first[e]);
    const bar = svg("rect", { x: `${left * 0.97}%`, y: 2, width: `${Math.max(3, (at(edges.last[e] ?? edges.first[e]) - left) * 0.97)}%`, height: 8, rx: 4, class: "bar" });
    return el("div", { class: "time" }, el("span", { title: nameOf(e) }, nameOf(e)), svg("svg", { width: "100%", height: 12, "aria-hidden": "true" }, bar));
  });
  return el("div", { class: "timeline", role: "img", "aria-label": t("timeline_of", dated.map((e) => `${nameOf(e)} ${spanText(edges.first[e], edges.last[e])}`).join(t("list_comma"))), lang: CHINESE }, rows, el("p", { class: "ends" }, el("span", {}, isoDate(low)), el("span", {}, isoDate(high))));
}

function officersSection(row) {
  const posts = edgesFrom(row, "holds_post", "to").sort(latestFirst);
  if (!posts.length) return null;
  return section("officers", posts.length, timeline(posts, (e) => `${nodes.name[edges.from[e]]} ${str(edges.label[e])}`), folded(posts.map((e) => () => el("div", { class: "fact" },
    el("p", { class: "line" }, entityLink(edges.from[e]), el("span", { class: "title", lang: CHINESE }, str(edges.label[e])), statusBadge(e), attested(e)),
    evidenceList(e, 0, "evidence_count"))), 12));
}

function actsSection(row, side, key) {
  const acts = edgesFrom(row, "acts", side).sort(latestFirst);
  if (!acts.length) return null;
  const other = side === "from" ? "to" : "from";
  return section(key, acts.length, folded(bySentences(acts).map((same) => () => el("div", { class: "fact" },
    same.map((e) => el("p", { class: "line" }, el("span", { class: "role" }, word("role", str(edges.label[e]))), entityLink(edges[other][e]), attested(e))),
    evidenceList(same))), 8));
}

function linksSection(row, relation, side, key) {
  const links = edgesFrom(row, relation, side);
  if (!links.length) return null;
  const other = side === "from" ? "to" : "from";
  return section(key, links.length, folded(links.map((e) => () => el("div", { class: "fact" },
    el("p", { class: "line" }, entityLink(edges[other][e])), edges.evidence_count[e] ? evidenceList(e, 0, "evidence_count") : null)), 10));
}

function statementsSection(row) {
  const all = data.statements;
  const said = all.speaker.flatMap((speaker, i) => (speaker === row || all.about[i].includes(row) ? [i] : []));
  if (!said.length) return null;
  const own = said.some((i) => all.speaker[i] === row);
  said.sort((a, b) => (all.date[b] ?? -1) - (all.date[a] ?? -1) || a - b);
  return section(own ? "statements" : "spoken_about", said.length, folded(said.map((i) => () => statement(i, row)), 5));
}

function statement(i, row) {
  const all = data.statements;
  const about = all.about[i].filter((node) => node !== row);
  return el("div", { class: "fact" },
    el("p", { class: "line" }, all.speaker[i] === row ? null : entityLink(all.speaker[i]), el("span", { class: "role" }, str(all.verb[i])), el("span", { class: "when" }, isoDate(all.date[i]))),
    about.length ? el("p", { class: "where" }, t("about"), " ", about.map((node) => entityLink(node))) : null,
    quoted(all.evidence[i], [data.sentences[all.quote[i]] || ""]));
}

function togetherSection(row) {
  const strength = (e) => edges.weight[e] / 1000 + edges.articles[e] - 2 * edgeScope[e];
  const links = edgesOf(row).filter((e) => edges.rel[e] === CO_MENTION).sort((a, b) => strength(b) - strength(a) || a - b);
  if (!links.length) return null;
  const most = Math.max(...links.map((e) => edges.articles[e]), 1);
  return section("together", links.length, folded(links.map((e) => () => {
    const other = otherEnd(e, row);
    const bar = el("span", most > 1 ? { class: "meter", "aria-hidden": "true" } : {}, most > 1 ? el("i", { class: "fill" }) : null);
    if (most > 1) bar.firstChild.style.width = `${(100 * edges.articles[e]) / most}%`;
    return el("div", { class: "together" }, entityLink(other, edgeScope[e] ? word("scope", SCOPES[edgeScope[e]]) : ""), bar,
      button(t("strength_value", number(edges.articles[e])), () => showPair(row, other), { class: "inline", title: t("open_all") }));
  }), 10));
}
