// The interface's language: every text by key, in Chinese and in English.

const TEXTS = JSON.parse(byId("kg-texts").textContent);
let language = remembered("kg-language") === "en" ? "en" : "zh"; // what the papers are written in, unless chosen

/** The text of a key with {0}, {1} … filled in; of "one|many" the form that suits {0}. */
function t(key, ...values) {
  const pair = TEXTS[key];
  const forms = (pair ? pair[language === "zh" ? 0 : 1] : key).split("|");
  const pattern = forms[String(values[0]) === "1" ? 0 : forms.length - 1];
  return pattern.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)] ?? ""));
}

/** The text of "group.value", or the value itself where the page has no word for it. */
function word(group, value) {
  const key = `${group}.${value}`;
  return value === "" ? "" : TEXTS[key] ? t(key) : value;
}

function number(value) {
  return value.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");
}

function setLanguage(next) {
  language = next;
  remember("kg-language", next);
  document.documentElement.lang = next === "zh" ? "zh-Hans" : "en";
  labelPage();
}

/** Writes texts, labels and icons into the elements of the template that ask for them. */
function labelPage() {
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = t(node.dataset.label);
  }
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-icon]")) node.replaceChildren(icon(node.dataset.icon));
}

// Storage can be closed to pages opened from disk; the page then forgets, and works.
function remembered(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* see above */ }
}
