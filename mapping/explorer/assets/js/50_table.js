const PAGE_ROWS = 100;

/** The columns of the table: their text or number for an outlet's row, and how the cell is drawn.
 * Those that are `aside` stand only in what leaves the page. */
const COLUMNS = [
  { key: "name", cell: nameCell, text: nodeName },
  ...["country", "media", "ownership", "status", "language"].map(facetColumnOf),
  { ...facetColumnOf("exile"), aside: true },
  { ...facetColumnOf("genre"), aside: true },
  { key: "place", text: placeOf },
  { key: "founded", text: (row) => data.outlets.founded[row]?.slice(0, 4) ?? null },
  { key: "out_strength", number: (row) => data.outlets.out_strength[row] },
  { key: "in_strength", number: (row) => data.outlets.in_strength[row] },
  { key: "n_citations", number: (row) => data.outlets.n_citations[row] },
];
const TABLE_COLUMNS = COLUMNS.filter(({ aside }) => !aside);
let tableRows = [];
let tableBody = null;
let tableWatch = null;

/** Gives the column of a facet: its labels, with colours where there are any. */
function facetColumnOf(key) {
  const facet = FACETS.find((each) => each.key === key);
  const codes = (row) => codesOf(facet, row).filter((code) => code !== UNKNOWN_CODE);
  const coloured = data.colours[facet.kind] && key !== "country";
  return {
    key,
    text: (row) =>
      codes(row)
        .map((code) => label(facet.kind, code))
        .join(", ") || null,
    cell: coloured ? (row) => codes(row).map((code) => chip(facet.kind, code)) : null,
  };
}

/** Gives where an outlet stands, as finely as the page may say. */
function placeOf(row) {
  const region = data.outlets.region[row];
  const named = region && label("region", region);
  const city = data.outlets.city[row] && label("city", data.outlets.city[row]);
  const base = data.outlets.base_country[row];
  const abroad = base && base !== data.nodes.country[row] && label("country", base);
  return [city, city === named ? null : named, abroad].filter(Boolean).join(", ") || null;
}

/** Gives the cell of a name: it opens the card. */
function nameCell(row) {
  const id = data.nodes.id[row];
  return h("button", { type: "button", class: "name", onclick: () => go({ outlet: id }) }, nameOf(row));
}

/** Gives the shown rows in the order that the state asks for; what is not known comes last. */
function sortedRows() {
  const down = state.sort.startsWith("-");
  const column = COLUMNS.find(({ key }) => key === state.sort.replace(/^-/, "")) ?? COLUMNS[0];
  const value = column.number ?? column.text;
  const keyed = [...shown()].map((row) => [value(row), row]);
  const compare = column.number ? (one, other) => one - other : collator.compare;
  const known = keyed.filter(([key]) => key !== null).sort(([one], [other]) => (down ? -1 : 1) * compare(one, other));
  return [...known, ...keyed.filter(([key]) => key === null)].map(([, row]) => row);
}

/** Gives the head of a column: pressing it sorts by it, pressing it again turns the order. */
function headCell({ key, number }) {
  const [up, down] = [key, `-${key}`];
  const now = { [up]: "ascending", [down]: "descending" }[state.sort];
  const next = number ? (state.sort === down ? up : down) : state.sort === up ? down : up;
  return h(
    "th",
    { scope: "col", "aria-sort": now, class: number ? "figures" : null },
    h(
      "button",
      { type: "button", "data-sort": key, onclick: () => go({ sort: next }) },
      word(`column_${key}`),
      h("span", { class: "arrow", "aria-hidden": "true" }, { ascending: "↑", descending: "↓" }[now] ?? ""),
    ),
  );
}

/** Gives the table row of an outlet. */
function tableRow(row) {
  const cells = TABLE_COLUMNS.map((column, at) => {
    const content = column.cell?.(row) ?? (column.number ? fmt(column.number(row)) : column.text(row));
    const known = Array.isArray(content) ? content.length : content !== null;
    const attributes = { class: column.number ? "figures" : `of-${column.key}` };
    return h(
      at ? "td" : "th",
      at ? attributes : { ...attributes, scope: "row" },
      known ? content : h("span", { class: "soft" }, "–"),
    );
  });
  return h(
    "tr",
    { class: data.nodes.id[row] === state.outlet ? "chosen" : null, "data-id": data.nodes.id[row] },
    cells,
    h("td", { class: "of-list" }, listButton(row)),
  );
}

/** Adds the next rows to the table; all of them for paper. */
function addRows(n = PAGE_ROWS) {
  const from = tableBody.children.length;
  tableBody.append(...tableRows.slice(from, from + n).map(tableRow));
  if (tableBody.children.length >= tableRows.length) tableWatch.disconnect();
}

const addAllRows = () => addRows(Infinity);

/** Gives the cells that leave the page: ids and labels of the shown outlets, in the order shown. */
function exportRows() {
  const head = ["id", word("column_native"), ...COLUMNS.map(({ key }) => word(`column_${key}`))];
  const cells = (row) => [
    data.nodes.id[row],
    nameLine(row).native,
    ...COLUMNS.map(({ number, text }) => (number ?? text)(row)),
  ];
  return [head, ...sortedRows().map(cells)];
}

/** Draws the table anew. */
function drawTable(root) {
  tableWatch?.disconnect();
  tableRows = sortedRows();
  if (!tableRows.length) return clear(root, nothingShown());
  tableBody = h("tbody");
  const end = h("div", { class: "table-end", "aria-hidden": "true" });
  const head = h(
    "tr",
    {},
    TABLE_COLUMNS.map(headCell),
    h("th", { scope: "col", class: "of-list" }, h("span", { class: "unseen" }, word("column_list"))),
  );
  const table = h(
    "table",
    { class: "outlets", "aria-rowcount": tableRows.length + 1 },
    h("caption", { class: "unseen" }, word("table_caption")),
    h("thead", {}, head),
    tableBody,
  );
  clear(root, table, end);
  tableWatch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && addRows(), {
    rootMargin: "800px",
  });
  addRows();
  if (tableBody.children.length < tableRows.length) tableWatch.observe(end);
  return root;
}

/** Gives the sentence for no outlet: none in the landscape, or none that passes the filters. */
const nothingShown = () =>
  data.outletRows ? empty(word("nothing_passes"), clearButton()) : empty(word("landscape_empty"));

/** Gives the tools of the table: take its rows away as a file or for a spreadsheet. */
const tableTools = () => [
  button(word("table_export"), () => download(fileName("outlets", "csv"), csvText(exportRows()), "text/csv")),
  button(word("table_copy"), () => copy(pasteText(exportRows()))),
];

let tableRoot = null;
let tableDrawnFor = null;

defineView("table", {
  label: "view_table",
  paints: () => FACETS.filter(({ kind, key }) => data.colours[kind] && key !== "country").map(({ key }) => key),
  mount(root, tools) {
    tableRoot = h("div", { class: "table-rows" });
    tableDrawnFor = null;
    root.append(tableRoot);
    tools.append(...tableTools());
    addEventListener("beforeprint", addAllRows);
  },
  update(now) {
    const drawnFor = [now.q, now.sort, JSON.stringify(now.filters)].join("\n");
    if (drawnFor !== tableDrawnFor) drawTable(tableRoot);
    tableDrawnFor = drawnFor;
    for (const row of tableRoot.querySelectorAll("tbody tr"))
      row.classList.toggle("chosen", row.dataset.id === now.outlet);
  },
  leave() {
    removeEventListener("beforeprint", addAllRows);
    tableWatch?.disconnect();
  },
});
