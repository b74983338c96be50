/** What the page shows, as its address says it; what differs from this stands in the fragment. */
const FRESH = Object.freeze({
  view: "map",
  q: "",
  filters: {},
  sort: "name",
  outlet: null,
  focus: [],
  layers: null,
  ties: "strongest",
  colour: "country",
  size: "in_strength",
  year: null,
  compare: [],
  list: [],
  seats: null,
});
const OF_IDS = ["focus", "compare", "list"];

let state = FRESH;
let shownFor = null;
let shownRows = null;
const watchers = [];

/** Calls `watcher(state, before)` after every change. */
const onState = (watcher) => watchers.push(watcher);

/** Changes what the page shows; `replace` leaves no step to go back to. */
function go(changes, { replace = false } = {}) {
  const next = Object.freeze({ ...state, ...changes });
  const fragment = written(next);
  if (fragment === written(state)) return;
  history[replace ? "replaceState" : "pushState"](null, "", fragment || "#");
  enter(next);
}

/** Takes a state on and tells those who watch. */
function enter(next) {
  const before = state;
  state = next;
  for (const watcher of watchers) watcher(state, before);
}

/** Gives the fragment of the state with `changes`, for links. */
const fragmentOf = (changes) => written({ ...state, ...changes }) || "#";

/** Gives a state as a fragment: `#view=network&country=KZ,KG`. */
function written(wanted) {
  const parts = Object.keys(FRESH)
    .filter((key) => key !== "filters" && String(wanted[key] ?? "") !== String(FRESH[key] ?? ""))
    .map((key) => [key, wanted[key]]);
  if (wanted.layers?.length === 0) parts.push(["layers", []]);
  for (const { key } of FACETS) if (wanted.filters[key]?.length) parts.push([key, wanted.filters[key]]);
  const text = parts.map(([key, value]) => `${key}=${[value].flat().map(encodeURIComponent).join(",")}`).join("&");
  return text && `#${text}`;
}

/** Gives the state that a fragment asks for, and the names in it that mean nothing here. */
function readFragment(fragment) {
  const wanted = { ...FRESH, filters: {} };
  const unknown = [];
  for (const part of fragment.replace(/^#/, "").split("&").filter(Boolean)) {
    const [key, text = ""] = part.split(/=(.*)/s);
    const values = text.split(",").filter(Boolean).map(decoded);
    if (!readPart(wanted, key, values, unknown)) unknown.push(key);
  }
  return { wanted: Object.freeze(wanted), unknown };
}

/** Puts one part of a fragment into the state; says whether its key is known. */
function readPart(wanted, key, values, unknown) {
  const facet = FACETS.find((each) => each.key === key);
  const keep = (known) => values.filter((value) => known(value) || !unknown.push(value));
  if (facet) {
    const codes = new Set(facetCodes(facet));
    wanted.filters[key] = keep((code) => codes.has(code));
  } else if (OF_IDS.includes(key)) wanted[key] = keep((id) => rowById.has(id));
  else if (key === "layers") wanted.layers = keep((code) => entry("labels", "layer", code) !== undefined);
  else if (key === "outlet") wanted.outlet = keep((id) => rowById.has(id))[0] ?? null;
  else if (key === "view") wanted.view = keep((name) => views.has(name))[0] ?? FRESH.view;
  else if (Object.hasOwn(FRESH, key) && key !== "filters") wanted[key] = values.join(",") || FRESH[key];
  else return false;
  return true;
}

/** Gives a part of an address as text; a broken one as it stands. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes on what the address says, and says what in it means nothing here. */
function readAddress() {
  const { wanted, unknown } = readFragment(location.hash);
  if (unknown.length) notice(word("fragment_unknown", { names: unknown.slice(0, 5).map(shortened).join(", ") }));
  if (unknown.length) history.replaceState(null, "", written(wanted) || "#");
  enter(wanted);
}

/** Gives a text of at most 40 letters. */
const shortened = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** Gives the set of outlet rows that pass the filters and the search. */
function shown() {
  if (shownFor !== state) {
    shownRows = new Set(passing(namedOutlets(), state.filters));
    shownFor = state;
  }
  return shownRows;
}

/** Gives the rows of the outlets that the search names, best first. */
const namedOutlets = () => found(state.q).filter((row) => row < data.outletRows);

/** Gives the rows of all outlets. */
const allOutlets = () => Array.from({ length: data.outletRows }, (_, row) => row);
