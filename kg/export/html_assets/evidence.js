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

const LONG = 150; // characters of a sentence above which only what surrounds the names is shown at first
const AROUND = 36; // characters left on each side of a name

/** A sentence with the names in it marked; of a long one what lies far from every name waits behind a button. */
function sentence(text, names) {
  const whole = marked(text, names);
  const kept = text.length > LONG ? partsNear(whole) : null;
  const block = el("blockquote", { lang: CHINESE }, kept ?? whole);
  if (kept) {
    const more = button(t("whole_sentence"), () => {
      block.replaceChildren(...marked(text, names));
      block.tabIndex = -1;
      block.focus();
      more.remove();
    }, { class: "inline more" });
    return [block, more];
  }
  return [block];
}

/** Of `parts`, text and marks by turns, what is near a mark's first appearance; null when that saves little. */
function partsNear(parts) {
  const isMark = (part) => part !== undefined && typeof part !== "string";
  const seen = new Set();
  const first = parts.map((part) => isMark(part) && !seen.has(part.textContent) && seen.add(part.textContent) !== undefined);
  const near = parts.map((part, i) => {
    if (isMark(part)) return part.cloneNode(true);
    const [before, after] = [first[i - 1] || (parts.length === 1), first[i + 1] === true];
    const [head, tail] = [before ? (parts.length === 1 ? LONG : AROUND) : 0, after ? AROUND : 0];
    const characters = [...part];
    if (characters.length <= head + tail + 12) return part;
    return `${characters.slice(0, head).join("")} … ${tail ? characters.slice(-tail).join("") : ""}`;
  });
  const length = (list) => list.reduce((sum, part) => sum + (isMark(part) ? part.textContent : part).length, 0);
  return length(near) < 0.8 * length(parts) ? near : null;
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
    sentence(data.sentences[data.evidence.sentence[row]], names),
    el("figcaption", { title: `${how}\n${data.articles.doc[article]}` },
      el("span", {}, el("span", { class: "headline", lang: data.articles.headline[article] ? CHINESE : null }, data.articles.headline[article] || t("untitled")), " ", el("span", { class: "printed" }, printedIn(article))),
      el("button", { type: "button", class: "icon small", title: t("copy_citation"), "aria-label": t("copy_citation"), onclick: () => copyText(citation(row)) }, icon("copy"))));
}

/** All sentences of an edge, or of several, the surest first, then the latest; the first few open, the rest on demand. */
function evidenceList(edge, open = 1, moreKey = "more") {
  const all = [edge].flat();
  const names = all.flatMap((e) => [...namesOf(edges.from[e], edges.to[e]), edges.rel[e] === HOLDS_POST ? str(edges.label[e]) : ""]);
  const sorted = all.flatMap(evidenceOf).sort((a, b) => data.evidence.score[b] - data.evidence.score[a] || evidenceDate(b) - evidenceDate(a) || a - b);
  // What two rules found in one sentence is read once.
  const rows = [...new Map(sorted.map((row) => [`${data.evidence.article[row]}.${data.evidence.sentence[row]}`, row]).reverse()).values()].reverse();
  if (!rows.length) return el("p", { class: "none" }, t("no_evidence"));
  return folded(rows.map((row) => () => quoted(row, names)), open, moreKey);
}

/** Edges that stand beside each other and have the same sentences, in groups: posts named in one breath share their proof. */
function bySentences(list) {
  const sentencesOf = (e) => evidenceOf(e).map((row) => `${data.evidence.article[row]}.${data.evidence.sentence[row]}`).sort().join();
  const groups = [];
  for (const e of list) {
    const key = sentencesOf(e);
    const last = groups.at(-1);
    if (key && last?.key === key) last.edges.push(e);
    else groups.push({ key, edges: [e] });
  }
  return groups.map((group) => group.edges);
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
