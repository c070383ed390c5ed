// Finding an entry by name, alias or pinyin, from the keyboard first.

const MOST_FOUND = 12;
const searchNames = nodes.name.map((name, row) => [name, ...aliasesOf(row)].join("\n").toLowerCase());

const searchKeys = nodes.key.map((key) => ` ${key} `);

/** Rows that match, best first: the whole name, then its beginning, then any part; a tie goes to the more important. */
function findNodes(typed, most = MOST_FOUND) {
  const query = typed.trim().toLowerCase().replace(/ü/g, "v");
  const typedLetters = query.replace(/[\s'’]/g, "");
  const letters = /^[a-z0-9]+$/.test(typedLetters) ? typedLetters : "";
  if (!query) return [];
  const found = [];
  for (let row = 0; row < NODE_COUNT; row += 1) {
    const rank = rankOf(row, query, letters);
    if (rank < 9) found.push([rank, row]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return Object.assign(found.slice(0, most).map(([, row]) => row), { total: found.length });
}

function rankOf(row, query, letters) {
  const names = searchNames[row];
  const at = names.indexOf(query);
  if (at >= 0) {
    if (names === query || names.startsWith(`${query}\n`)) return 0;
    if (at === 0) return 1;
    if (names[at - 1] === "\n") return 2;
    return 3;
  }
  if (!letters) return 9;
  const keys = searchKeys[row];
  const key = keys.indexOf(letters);
  if (key < 0) return 9;
  if (keys.includes(` ${letters} `)) return 4;
  if (keys.includes(` ${letters}`)) return 5;
  return letters.length >= 3 ? 6 : 9; // two letters inside a word say little
}

let pickerCount = 0;

/** Makes `input` a combo box over all entries; `onPick` gets the row chosen. */
function makePicker(input, onPick) {
  const list = el("ul", { class: "found", role: "listbox", id: `found-${pickerCount += 1}`, hidden: true });
  input.after(list);
  let rows = [];
  let active = -1;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    active = rows.length ? (next + rows.length) % rows.length : -1;
    [...list.querySelectorAll("[role=option]")].forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === active));
      if (i === active) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  };
  const pick = (row) => {
    close();
    onPick(row, input);
  };
  const update = () => {
    rows = findNodes(input.value);
    if (!input.value.trim()) return close();
    const note = rows.length ? t("search_count", number(rows.total)) : t("search_none", input.value.trim());
    list.replaceChildren(...rows.map((row, i) => foundItem(row, `${list.id}-${i}`, pick)), el("li", { class: "note", role: "presentation" }, note));
    list.dataset.query = input.value;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
    return undefined;
  };
  input.addEventListener("input", update);
  input.addEventListener("focus", () => { if (input.value) update(); });
  input.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== input) close(); }, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active - 1);
    else if (event.key === "Enter" && active >= 0 && !list.hidden) pick(rows[active]);
    else if (event.key === "Escape") { if (list.hidden) input.blur(); else close(); } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function foundItem(row, id, pick) {
  const extra = [aliasesOf(row)[0], mainPost(row)].filter(Boolean).join(" · ");
  return el("li", { role: "option", id, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); pick(row); } },
    kindMark(kindOf(row)), el("span", { class: "name", lang: CHINESE }, nodes.name[row]), el("span", { class: "hint", lang: extra ? CHINESE : null }, extra || t(`one.${kindOf(row)}`)));
}

/** The latest post of a person as one short line, or what tells a namesake apart. */
function mainPost(row) {
  const posts = edgesOf(row).filter((e) => edges.rel[e] === HOLDS_POST && edges.from[e] === row);
  if (!posts.length) return str(nodes.anchor[row]);
  posts.sort((a, b) => (edges.last[b] ?? 0) - (edges.last[a] ?? 0));
  const [e] = posts;
  return `${edges.to[e] >= 0 ? nodes.name[edges.to[e]] : ""}${str(edges.label[e])}`;
}
