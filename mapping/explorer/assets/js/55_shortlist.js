const LIST_KEPT = "media-landscape-shortlist";
const PICKED = 6;
const SIGNS = { up: "M8 13V3M3.5 7.5L8 3l4.5 4.5", down: "M8 3v10M3.5 8.5L8 13l4.5-4.5" };
let listRoot = null;
let listDrawnFor = null;

/** Gives the button that puts an outlet on the shortlist or takes it off; it follows the list wherever it stands. */
function listButton(row) {
  const id = data.nodes.id[row];
  const element = button("", () => toggleListed(row), { class: "button list-button", "data-listed": id });
  markListed(element);
  return element;
}

/** Writes on a button whether its outlet is listed. */
function markListed(element) {
  const id = element.dataset.listed;
  const listed = state.list.includes(id);
  const name = nodeName(rowOfId(id));
  element.textContent = word(listed ? "list_listed" : "list_add");
  element.setAttribute("aria-label", word(listed ? "list_take_off" : "list_add_named", { name }));
  element.classList.toggle("on", listed);
}

/** Puts an outlet on the shortlist, or takes it off. */
function toggleListed(row) {
  const id = data.nodes.id[row];
  const listed = state.list.includes(id);
  setList(listed ? state.list.filter((other) => other !== id) : [...state.list, id]);
  say(word(listed ? "list_taken_off" : "list_put_on", { name: nodeName(row), n: fmt(state.list.length) }));
}

/** Changes the shortlist and keeps it for the next visit, where the browser keeps anything for a file. */
function setList(list) {
  go({ list });
  try {
    localStorage.setItem(LIST_KEPT, JSON.stringify({ build: data.build.id, list }));
  } catch {
    // A file may have no store: the address keeps the list.
  }
}

/** Takes the list of the last visit on where the address names none. */
function restoreList() {
  if (state.list.length) return;
  const { list, build } = keptList();
  const known = list.filter((id) => rowOfId(id) < data.outletRows);
  const unknown = list.filter((id) => !known.includes(id));
  if (known.length) go({ list: known }, { replace: true });
  if (unknown.length) sayUnknown(unknown, build);
}

/** Gives the list of the last visit; an empty one where none was kept. */
function keptList() {
  try {
    const { list, build } = JSON.parse(localStorage.getItem(LIST_KEPT)) ?? {};
    return { list: Array.isArray(list) ? list.map(String) : [], build: build ? String(build) : null };
  } catch {
    return { list: [], build: null };
  }
}

/** Moves a listed outlet by one place. */
function moveListed(id, step) {
  const list = [...state.list];
  const [from, to] = [list.indexOf(id), list.indexOf(id) + step];
  if (to < 0 || to >= list.length) return;
  [list[from], list[to]] = [list[to], list[from]];
  setList(list);
  say(word("list_moved", { name: nodeName(rowOfId(id)), n: fmt(to + 1) }));
}

/** Gives a search of its own that hands one outlet over: typing finds names, a press or Enter takes one. */
function picker(key, take) {
  const names = h("ul", { class: "picked", "aria-label": word("offered") });
  const outlets = () => found(box.value).filter((row) => row < data.outletRows);
  const rows = () => (box.value.trim() ? outlets().slice(0, PICKED) : []);
  const offer = (row) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", "data-act": "find", onclick: () => take(row) },
        nameOf(row),
        h("span", { class: "soft" }, " · ", label("country", data.nodes.country[row])),
      ),
    );
  const box = h("input", {
    type: "search",
    autocomplete: "off",
    "data-act": "find",
    oninput: () => clear(names, rows().map(offer)),
    onkeydown: (event) => event.key === "Enter" && rows().slice(0, 1).forEach(take),
  });
  return h("div", { class: "picker" }, h("label", {}, word(key), box), names);
}

/** Gives a listed outlet with what speaks against it, and the buttons that move it. */
function listLine(row, seated) {
  const note = !seated.has(row) && h("p", { class: barredWhy.has(row) ? "warning" : "soft" }, seatOf(row, seated));
  const id = data.nodes.id[row];
  const [first, last] = [state.list[0] === id, state.list.at(-1) === id];
  return h(
    "li",
    { class: seated.has(row) ? null : "waiting" },
    h("div", { class: "who" }, nodeLink(row), h("p", { class: "soft" }, aboutListed(row)), note),
    h(
      "div",
      { class: "acts" },
      !first && listAct(row, "up", "list_up", listSign("up"), () => moveListed(id, -1)),
      !last && listAct(row, "down", "list_down", listSign("down"), () => moveListed(id, 1)),
      listAct(row, "off", "list_remove", cross(), () => toggleListed(row)),
    ),
  );
}

/** Gives a small button of a listed outlet. */
function listAct(row, act, key, sign, onclick) {
  const text = word(key, { name: nodeName(row) });
  const told = { "aria-label": text, title: text, "data-act": act, "data-id": data.nodes.id[row] };
  return h("button", { type: "button", class: "icon-button", onclick, ...told }, sign);
}

/** Gives an arrow. */
const listSign = (name) =>
  svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svg("path", { d: SIGNS[name] }));

/** Gives in a line what a listed outlet is. */
function aboutListed(row) {
  const media = (data.outlets.media[row] ?? []).map((code) => label("media", code)).join(", ");
  const owned = data.outlets.ownership_type[row];
  const owner = owned && owned !== "unknown" && label("ownership_type", owned);
  return [label("country", data.nodes.country[row]), media, owner].filter(Boolean).join(" · ");
}

/** Gives the field for the number of seats. */
function seatsField() {
  const set = ({ currentTarget: { value } }) => go({ seats: Number(value) === data.rules.seats ? null : value });
  const field = { type: "number", min: 1, max: 999, value: seatsNow(), "data-act": "seats", onchange: set };
  return h("label", { class: "seats" }, word("list_seats"), h("input", field));
}

/** Gives the buttons that take the list away, and bring one in. */
function listTools() {
  const take = ({ currentTarget: input }) => {
    [...input.files].slice(0, 1).forEach(importFile);
    // The same file may be chosen again, mended.
    input.value = "";
  };
  const chooser = h("input", { type: "file", accept: ".csv,.toml,text/csv", hidden: true, onchange: take });
  const bring = [button(word("list_import"), () => chooser.click()), chooser];
  if (!state.list.length) return h("div", { class: "toolbar" }, bring);
  const save = () => download(fileName("shortlist", "csv"), listCsv(), "text/csv");
  const none = () => setList([]);
  return h("div", { class: "toolbar" }, button(word("list_export"), save), bring, button(word("list_clear"), none));
}

/** Gives the way from the list to the command that invites. */
function inviteBox() {
  const free = seatsNow() - seatedRows().length;
  const broken = quotasBroken().length > 0 && count("list_invite_broken", quotasBroken().length);
  return h(
    "section",
    { class: "invite" },
    h("h3", {}, word("list_invite")),
    h("p", {}, word(free > 0 ? "list_invite_free" : "list_invite_full"), " ", word("list_invite_team")),
    broken && h("p", { class: "warning" }, broken),
    fileTools("rules", RULES_FILE, rulesToml, "application/toml"),
    fileTools("candidates", CANDIDATES_FILE, candidatesCsv, "text/csv"),
    h(
      "div",
      { class: "toolbar" },
      button(word("list_copy_command"), () => copy(INVITE_COMMAND)),
      h("code", {}, INVITE_COMMAND),
    ),
  );
}

/** Gives the buttons that copy or save a file for the command. */
const fileTools = (what, name, made, type) =>
  h(
    "div",
    { class: "toolbar" },
    button(word(`list_copy_${what}`), () => copy(made())),
    button(word(`list_save_${what}`), () => download(name, made(), type)),
    h("code", {}, name),
  );

/** Draws the shortlist, and gives the focus back to where it was. */
function drawList() {
  const { act, id } = document.activeElement?.dataset ?? {};
  clear(listRoot, namesSection(listedRows()), quotasSection());
  const buttons = [...listRoot.querySelectorAll("[data-act]")];
  const ofSame = buttons.filter(({ dataset }) => dataset.id === id);
  const again = ofSame.find(({ dataset }) => dataset.act === act) ?? ofSame[0] ?? buttons[0];
  if (act) again.focus();
}

/** Gives the names on the list, a search that adds to them, and what can be done with them. */
function namesSection(rows) {
  const seated = new Set(seatedRows());
  const add = (row) => !state.list.includes(data.nodes.id[row]) && toggleListed(row);
  return h(
    "section",
    { class: "names" },
    h("h2", {}, word("view_shortlist"), " ", h("span", { class: "number" }, fmt(rows.length))),
    picker("list_find", add),
    rows.length
      ? h(
          "ol",
          { class: "listed" },
          rows.map((row) => listLine(row, seated)),
        )
      : empty(word("list_empty")),
    listTools(),
  );
}

/** Gives how the list stands to the quotas, and the way on from there. */
const quotasSection = () =>
  h(
    "section",
    { class: "counted" },
    h("div", { class: "head" }, h("h2", {}, word("list_quotas")), seatsField()),
    h("p", { class: "soft" }, word("list_quotas_note")),
    quotaTable(),
    state.list.length > 0 && inviteBox(),
  );

defineView("shortlist", {
  label: "view_shortlist",
  mount(root) {
    listRoot = h("div", { class: "shortlist" });
    listDrawnFor = null;
    root.append(listRoot);
  },
  update(now) {
    const drawnFor = JSON.stringify([now.list, now.seats]);
    if (drawnFor !== listDrawnFor) drawList();
    listDrawnFor = drawnFor;
  },
});

onState(() => document.querySelectorAll("[data-listed]").forEach(markListed));
queueMicrotask(restoreList);
