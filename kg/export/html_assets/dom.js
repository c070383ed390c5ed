// Building the page from text. Data reaches the document through textContent alone, never as markup.

const CHINESE = "zh-Hans"; // the language of names and sentences, whatever that of the interface
const SVG = "http://www.w3.org/2000/svg";

/** An element with properties, attributes and listeners from `options`, and strings or elements as children. */
function el(tag, options = {}, ...children) {
  return fill(document.createElement(tag), options, children);
}

function svg(tag, options = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), options, children);
}

function fill(node, options, children) {
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.setAttribute("class", value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

function button(label, onclick, options = {}) {
  return el("button", { type: "button", onclick, ...options }, label);
}

const ICONS = {
  menu: "M3 5h14M3 10h14M3 15h9",
  back: "M12 4l-6 6 6 6",
  forward: "M8 4l6 6-6 6",
  save: "M10 3v9M6 9l4 4 4-4M4 16h12",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  close: "M5 5l10 10M15 5L5 15",
  path: "M5 15a2 2 0 1 0 0-.01M15 5a2 2 0 1 0 0-.01M6 14C9 11 8 8 14 6",
  link: "M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2",
  focus: "M10 10m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M10 2v3M10 15v3M2 10h3M15 10h3",
  home: "M3 10l7-6 7 6M5 9v7h10V9",
  copy: "M7 7h9v9H7zM4 13V4h9",
};

function icon(name) {
  const path = svg("path", { d: ICONS[name], fill: name === "theme" ? "none" : "none" });
  return svg("svg", { viewBox: "0 0 20 20", class: "glyph", "aria-hidden": "true" }, path);
}

/** Says a line to screen readers, and shows it for a moment unless what it says is seen already. */
function announce(message, { quietly = false } = {}) {
  const said = byId("said");
  said.textContent = message;
  said.classList.toggle("seen", !quietly);
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => said.classList.remove("seen"), 1600);
}

function copyText(value) {
  const area = el("textarea", { class: "unseen", readonly: true });
  area.value = value;
  document.body.append(area);
  area.select();
  document.execCommand("copy"); // a page opened from disk has no clipboard API in every browser
  area.remove();
  announce(t("copied"));
}
