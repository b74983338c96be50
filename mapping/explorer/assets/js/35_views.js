const VIEW_ORDER = ["map", "network", "table", "compare", "shortlist"];
// These show outlets chosen by name: filters say nothing in them.
const UNFILTERED = ["compare", "shortlist"];
const views = new Map();
let entered = null;

/** Registers a view: the key of its label, and what draws it, follows the state and cleans up.
 * `mount(root, tools)` runs once per entering, then `update(state)` at once and after every change, `leave()` at last.
 * `mount` may put what acts on the whole view into `tools`, beside the number of outlets.
 * `paints(state)` gives the facets whose colours the view shows, which then carry them in the filters. */
const defineView = (name, view) => views.set(name, { leave() {}, paints: () => [], ...view });

/** Gives the names of the views in the order of the tabs. */
const viewNames = () => VIEW_ORDER.filter((name) => views.has(name));

/** Draws the tabs of the views. */
function drawTabs() {
  const tabs = document.getElementById("tabs");
  tabs.setAttribute("aria-label", word("views"));
  clear(tabs, viewNames().map(tab));
  tabs.addEventListener("keydown", moveTab);
}

/** Gives the tab of a view. */
const tab = (name) =>
  h(
    "button",
    { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "view", onclick: () => go({ view: name }) },
    word(views.get(name).label),
  );

/** Marks the tab of the view shown. */
function updateTabs() {
  for (const name of viewNames()) {
    const chosen = name === state.view;
    const element = document.getElementById(`tab-${name}`);
    element.setAttribute("aria-selected", String(chosen));
    element.tabIndex = chosen ? 0 : -1;
    if (chosen) element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  document.getElementById("view").setAttribute("aria-labelledby", `tab-${state.view}`);
}

/** Moves from tab to tab with the arrow keys, as tab lists do. */
function moveTab(event) {
  const names = viewNames();
  const at = names.indexOf(state.view);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const name = names[(next + names.length) % names.length];
  go({ view: name });
  document.getElementById(`tab-${name}`).focus();
}

/** Shows the view of the state: enters it where another stood, and lets it follow. */
function showView() {
  if (entered !== state.view) {
    if (entered) views.get(entered).leave();
    entered = state.view;
    const root = clear(document.getElementById("view"));
    root.dataset.view = entered;
    document.body.classList.toggle("unfiltered", UNFILTERED.includes(entered));
    root.scrollTop = 0;
    views.get(entered).mount(root, clear(document.getElementById("tools")));
  }
  views.get(entered).update(state);
}
