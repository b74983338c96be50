const SVG_SPACE = "http://www.w3.org/2000/svg";

/** Gives an HTML element; attributes that are functions become listeners, null ones are left out. */
const h = (tag, attributes, ...children) => built(document.createElement(tag), attributes, children);

/** Gives an SVG element, as `h` does. */
const svg = (tag, attributes, ...children) => built(document.createElementNS(SVG_SPACE, tag), attributes, children);

/** Gives the node with its attributes and children; texts stay texts. */
function built(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Gives the node with its children replaced. */
function clear(node, ...children) {
  node.replaceChildren();
  return built(node, {}, children);
}

/** Gives a link that tells nobody where the reader came from; plain text unless the address is of the web. */
function link(url, text) {
  if (!/^https?:\/\//i.test(url ?? "")) return document.createTextNode(text ?? url ?? "");
  return h("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, text ?? url);
}

/** Gives the dot that stands for a code in its colour. */
function dot(kind, code) {
  const colour = colourOf(kind, code);
  const style = `--colour: ${colour}; --lift: ${100 * liftOf(colour)}%`;
  return h("span", { class: "dot", style, "aria-hidden": "true" });
}

/** Gives a code as a dot of its colour and its label. */
const chip = (kind, code) => h("span", { class: "chip" }, dot(kind, code), " ", label(kind, code));

/** Gives a name, with the node's own spelling beside it; each keeps its own direction of writing. */
function nameOf(row) {
  const { name, native } = nameLine(row);
  return [h("bdi", {}, name), native && [" ", h("bdi", { class: "native" }, native)]];
}

/** Gives a text of the page as a list, with elements in the place of its {names}. */
const worded = (key, elements) =>
  word(key)
    .split(/\{(\w+)\}/)
    .map((part, at) => (at % 2 ? elements[part] : part));

/** Gives small numbered buttons, each opening its citation. */
function cite(rows) {
  const numbered = (rows ?? []).map((row) =>
    h(
      "button",
      { type: "button", class: "cite", "aria-label": citationName(row), onclick: showCitation(row) },
      row + 1,
    ),
  );
  return numbered.length ? h("sup", { class: "cites" }, numbered) : null;
}

/** Gives how a citation is called aloud. */
const citationName = (row) =>
  word("citation_named", { n: row + 1, title: data.citations.title[row] ?? data.citations.url[row] });

/** Gives the listener that opens a citation beside the button pressed. */
const showCitation = (row) => (event) => {
  const box = document.getElementById("citation");
  clear(box, citationLines(row));
  box.showPopover();
  placeBeside(box, event.currentTarget.getBoundingClientRect());
};

/** Gives what is known of a citation, line by line. */
function citationLines(row) {
  const of = (column) => data.citations[column]?.[row];
  const lines = [
    ["citation_publisher", of("publisher")],
    ["citation_published", of("published") && day(of("published"))],
    ["citation_accessed", of("accessed") && day(of("accessed"))],
    ["citation_saved", of("saved")],
  ].filter(([, value]) => value);
  return [
    h("p", { class: "citation-title", tabindex: "-1", autofocus: true }, h("bdi", {}, of("title") ?? of("url"))),
    h(
      "dl",
      { class: "pairs" },
      lines.map(([key, value]) => [h("dt", {}, word(key)), h("dd", {}, h("bdi", {}, value))]),
    ),
    h("p", { class: "address" }, of("warned") ? [of("url"), " ", warning()] : link(of("url"))),
  ];
}

/** Gives the sign beside an address that is printed without a link. */
const warning = () => h("span", { class: "warning" }, word("address_warned"));

/** Puts a floating box under a rectangle, or over it where the window ends. */
function placeBeside(box, anchor) {
  const size = box.getBoundingClientRect();
  const below = anchor.bottom + 6;
  const left = Math.min(anchor.left, innerWidth - size.width - 8);
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${below + size.height < innerHeight ? below : Math.max(8, anchor.top - size.height - 6)}px`;
}

/** Hands the reader a file. */
function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Puts a text on the clipboard and says so; says that it could not where the browser refuses. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(word("copied"));
  } catch {
    notice(word("copy_refused"));
  }
}

/** Says a sentence to screen readers, and shows it for a moment. */
function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.classList.add("fresh");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.classList.remove("fresh"), 2500);
}

/** Shows a sentence above the view until the reader takes it away. */
function notice(text) {
  const gone = (event) => event.currentTarget.parentNode.remove();
  const closing = h("button", { type: "button", class: "close", "aria-label": word("close"), onclick: gone }, cross());
  document.getElementById("notices").append(h("p", { class: "notice" }, text, closing));
}

/** Gives the sign for taking away. */
const cross = () =>
  svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svg("path", { d: "M4 4l8 8M12 4l-8 8" }));

/** Gives the sentence that stands where there is nothing to show, and what to do about it. */
const empty = (text, ...actions) => h("div", { class: "empty" }, h("p", {}, text), actions);

/** Gives a plain button. */
const button = (text, onclick, attributes = {}) =>
  h("button", { type: "button", class: "button", onclick, ...attributes }, text);
