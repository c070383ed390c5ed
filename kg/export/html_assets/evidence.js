// The sentence behind a fact, the names in it marked, and where it was printed.

/** `text` as nodes, with every occurrence of `names` in <mark>; longer names win. */
function marked(text, names) {
  const wanted = [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length);
  const parts = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const name = wanted.find((candidate) => text.startsWith(candidate, at));
    if (!name) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) parts.push(plain);
    plain = "";
    parts.push(el("mark", {}, name));
    at += name.length;
  }
  if (plain) parts.push(plain);
  return parts;
}

function namesOf(...rows) {
  return rows.filter((row) => row >= 0).flatMap((row) => [nodes.name[row], ...aliasesOf(row)]);
}

/** "江北报 2023-01-09 第 1 版", as much of it as is known. */
function printedIn(article) {
  const { paper, date, page, doc } = data.articles;
  const parts = [paper[article], isoDate(date[article]) || t("no_date"), page[article] ? t("page_no", page[article]) : ""];
  return (paper[article] || date[article] !== null ? parts.filter(Boolean).join(" ") : doc[article]) + continuedFrom(article);
}

/** Where the article begins whose rest this is: its page where that is known, else its headline; empty for a whole one. */
function continuedFrom(article) {
  const { continues, page, date, headline, doc } = data.articles;
  const first = continues[article];
  if (first < 0) return "";
  const day = date[first] !== null && date[first] !== date[article] ? isoDate(date[first]) : "";
  const place = [day, page[first] ? t("page_no", page[first]) : ""].filter(Boolean).join(" ");
  return t("continued", place || headline[first] || doc[first]);
}

function citation(row) {
  const article = data.evidence.article[row];
  const headline = data.articles.headline[article] || t("untitled");
  return `“${data.sentences[data.evidence.sentence[row]]}”——《${headline}》，${printedIn(article)}`;
}

/** One quoted sentence with its source. */
function quoted(row, names) {
  const article = data.evidence.article[row];
  const how = t("source_of", str(data.evidence.source[row]), data.evidence.score[row]);
  return el("figure", { class: "quote" },
    el("blockquote", { lang: CHINESE }, marked(data.sentences[data.evidence.sentence[row]], names)),
    el("figcaption", { title: `${how}\n${data.articles.doc[article]}` },
      el("span", {}, el("span", { class: "headline", lang: data.articles.headline[article] ? CHINESE : null }, data.articles.headline[article] || t("untitled")), " ", el("span", { class: "printed" }, printedIn(article))),
      el("button", { type: "button", class: "icon small", title: t("copy_citation"), "aria-label": t("copy_citation"), onclick: () => copyText(citation(row)) }, icon("copy"))));
}

/** All sentences of an edge, the surest first, then the latest; the first few open, the rest on demand. */
function evidenceList(edge, open = 1, moreKey = "more") {
  const names = [...namesOf(edges.from[edge], edges.to[edge]), edges.rel[edge] === HOLDS_POST ? str(edges.label[edge]) : ""];
  const rows = evidenceOf(edge).slice().sort((a, b) => data.evidence.score[b] - data.evidence.score[a] || evidenceDate(b) - evidenceDate(a) || a - b);
  if (!rows.length) return el("p", { class: "none" }, t("no_evidence"));
  return folded(rows.map((row) => () => quoted(row, names)), open, moreKey);
}

function evidenceDate(row) {
  return data.articles.date[data.evidence.article[row]] ?? -1;
}

const MORE_AT_ONCE = 100;

/** A list of which `open` items are made at once, and the rest behind a button, a hundred at a time. */
function folded(makers, open, moreKey = "more") {
  const box = el("div", { class: "folded" });
  box.append(...makers.slice(0, open).map((make) => make()));
  const rest = makers.slice(open);
  if (!rest.length) return box;
  const more = button(t(moreKey, number(rest.length)), () => {
    const made = folded(rest, MORE_AT_ONCE);
    more.replaceWith(made);
    made.querySelector("button, a")?.focus();
  }, { class: "inline more" });
  box.append(more);
  return box;
}
