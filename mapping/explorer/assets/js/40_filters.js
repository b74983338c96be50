const FOLDED_AFTER = 8;
const UNKNOWN_CODE = "unknown";

/** What can be filtered: its name in the address, whose words it uses, and the codes of an outlet's row. */
const FACETS = [
  { key: "country", kind: "country", of: (row) => data.nodes.country[row] },
  { key: "media", kind: "media", of: (row) => data.outlets.media[row] },
  { key: "ownership", kind: "ownership_type", of: (row) => data.outlets.ownership_type[row] },
  { key: "status", kind: "status", of: (row) => data.outlets.status[row] },
  { key: "exile", kind: "exile_status", of: (row) => data.outlets.exile_status[row] },
  { key: "language", kind: "language", of: (row) => data.outlets.languages[row], closed: true },
  { key: "genre", kind: "genre", of: (row) => data.outlets.genre[row], closed: true },
  { key: "region", kind: "region", of: (row) => data.outlets.region[row], closed: true },
  { key: "labelled", kind: "country", of: (row) => data.outlets.labelled_in[row], closed: true, partial: true },
  { key: "community", kind: "community", of: (row) => data.nodes.community[row], closed: true, partial: true },
];
const facetMemory = new Map();

/** Gives the codes of an outlet in a facet; `unknown` where nothing is known, nothing where that is no lack. */
function codesOf(facet, row) {
  const value = facet.of(row);
  const codes = (Array.isArray(value) ? value : [value]).filter((code) => code !== null && code !== undefined);
  if (codes.length || facet.partial) return codes.map(String);
  return [UNKNOWN_CODE];
}

/** Gives the codes of every outlet in a facet, row by row. */
function facetColumn(facet) {
  if (!facetMemory.has(facet.key))
    facetMemory.set(
      facet.key,
      allOutlets().map((row) => codesOf(facet, row)),
    );
  return facetMemory.get(facet.key);
}

/** Gives the codes that occur in a facet: those of a fixed order in it, others by how often; the unknown last. */
function facetCodes(facet) {
  const tally = tallied(facetColumn(facet));
  const order = new Map((data.order[facet.kind] ?? []).map((code, at) => [String(code), at]));
  const last = (code) => Number(code === UNKNOWN_CODE);
  const place = (code) => order.get(code) ?? order.size;
  return [...tally.keys()].sort(
    (one, other) => last(one) - last(other) || place(one) - place(other) || tally.get(other) - tally.get(one),
  );
}

/** Gives how often each code occurs in lists of codes. */
function tallied(lists) {
  const tally = new Map();
  for (const codes of lists) for (const code of codes) tally.set(code, (tally.get(code) ?? 0) + 1);
  return tally;
}

/** Gives those of the rows that pass the filters, but for the facet `except`. */
function passing(rows, filters, except) {
  const asked = FACETS.filter(({ key }) => filters[key]?.length && key !== except);
  const tests = asked.map((facet) => [facetColumn(facet), new Set(filters[facet.key])]);
  return rows.filter((row) => tests.every(([column, wanted]) => column[row].some((code) => wanted.has(code))));
}

/** Gives how many outlets each code of a facet would show beside the other filters and the search. */
function facetCounts(facet, named) {
  const column = facetColumn(facet);
  return tallied(passing(named, state.filters, facet.key).map((row) => column[row]));
}

/** Puts a code into the filter of its facet, or takes it out. */
function toggleFilter(key, code) {
  const now = state.filters[key] ?? [];
  const next = now.includes(code) ? now.filter((each) => each !== code) : [...now, code];
  go({ filters: { ...state.filters, [key]: next } });
}

/** Takes every filter and the search away. */
const clearFilters = () => go({ filters: {}, q: "" });

/** Gives the button that takes every filter and the search away. */
const clearButton = () => button(word("filters_clear"), clearFilters);

/** Draws the filters: a group for each facet in which outlets differ. */
function drawFilters() {
  const groups = FACETS.map((facet) => [facet, facetCodes(facet)]);
  const told = groups.filter(([facet, codes]) => codes.length > (facet.partial ? 0 : 1));
  clear(
    document.getElementById("facets"),
    told.map(([facet, codes]) => facetGroup(facet, codes)),
  );
  document.getElementById("filters-open").addEventListener("click", openFilters);
  document.getElementById("filters-close").append(cross());
  for (const id of ["filters-close", "filters-done"])
    document.getElementById(id).addEventListener("click", closeFilters);
}

/** Gives the group of a facet: its name, and a row for each code with its colour and its count. */
function facetGroup(facet, codes) {
  const rows = codes.map((code, at) => facetRow(facet, code, at >= FOLDED_AFTER));
  const more = codes.length > FOLDED_AFTER + 1 && moreButton(codes.length - FOLDED_AFTER);
  const list = h("ul", { class: more ? "codes folded" : "codes" }, rows);
  return h(
    "details",
    { class: "facet", "data-facet": facet.key, open: !facet.closed },
    h("summary", {}, h("h3", {}, word(`facet_${facet.key}`))),
    h("fieldset", {}, h("legend", { class: "unseen" }, word(`facet_${facet.key}`)), list, more),
  );
}

/** Gives the row of a code: pressing it is filtering by it. */
function facetRow(facet, code, late) {
  const box = h("input", {
    type: "checkbox",
    name: facet.key,
    value: code,
    onchange: () => toggleFilter(facet.key, code),
  });
  return h(
    "li",
    { class: late ? "late" : null, "data-code": code },
    h(
      "label",
      {},
      box,
      dot(facet.kind, code),
      h("bdi", { class: "code-label" }, label(facet.kind, code)),
      h("span", { class: "n" }),
    ),
  );
}

/** Gives the button that shows the rest of a long facet. */
function moreButton(n) {
  const open = (event) => {
    event.currentTarget.previousSibling.classList.remove("folded");
    event.currentTarget.previousSibling.querySelector(".late input").focus();
    event.currentTarget.remove();
  };
  return h("button", { type: "button", class: "more", onclick: open }, count("filters_more", n));
}

/** Brings counts, ticks and colours of the filters up to the state. */
function updateFilters() {
  const painted = views.get(state.view).paints(state);
  const named = namedOutlets();
  for (const group of document.querySelectorAll("#facets .facet")) {
    const facet = FACETS.find(({ key }) => key === group.dataset.facet);
    group.classList.toggle("painted", painted.includes(facet.key));
    updateGroup(group, facet, facetCounts(facet, named));
  }
  updateSummary();
}

/** Brings one group up to the state. */
function updateGroup(group, facet, counts) {
  const wanted = state.filters[facet.key] ?? [];
  const most = Math.max(1, ...counts.values());
  group.classList.toggle("chosen", wanted.length > 0);
  if (wanted.length) group.open = true;
  for (const row of group.querySelectorAll("li")) {
    const n = counts.get(row.dataset.code) ?? 0;
    const ticked = wanted.includes(row.dataset.code);
    row.classList.toggle("none", n === 0);
    row.classList.toggle("ticked", ticked);
    row.querySelector("input").checked = ticked;
    row.querySelector(".n").textContent = fmt(n);
    row.style.setProperty("--part", n / most);
  }
}

/** Says how many outlets are shown of how many, and which filters hold. */
function updateSummary() {
  const n = shown().size;
  const all = n === data.outletRows;
  const text = all ? count("outlets_all", n) : count("outlets_shown", n, { all: fmt(data.outletRows) });
  const place = document.getElementById("summary");
  if (place.textContent !== text) place.textContent = text;
  const held = FACETS.flatMap(({ key, kind }) => (state.filters[key] ?? []).map((code) => heldFilter(key, kind, code)));
  document.getElementById("filters-done").textContent = count("filters_show", n);
  const words = state.q && heldButton(word("search_held", { text: shortened(state.q) }), () => go({ q: "" }));
  clear(document.getElementById("held"), words, held, (held.length > 0 || state.q) && clearButton());
}

/** Gives the button of a filter that holds; pressing it takes the filter away. */
const heldFilter = (key, kind, code) =>
  heldButton(key === "labelled" ? word("labelled_in", { country: label(kind, code) }) : label(kind, code), () =>
    toggleFilter(key, code),
  );

/** Gives a button with a cross that takes away what it names. */
const heldButton = (text, onclick) =>
  h(
    "button",
    { type: "button", class: "held", onclick, "aria-label": word("filter_remove", { name: text }) },
    h("bdi", {}, text),
    cross(),
  );

/** Opens the filters over the view, on a small window; what lies under them cannot be reached meanwhile. */
function openFilters() {
  document.body.classList.add("filtering");
  document.getElementById("view-place").inert = true;
  document.getElementById("filters-close").focus();
}

/** Closes the filters over the view. */
function closeFilters() {
  document.body.classList.remove("filtering");
  document.getElementById("view-place").inert = false;
  document.getElementById("filters-open").focus();
}
