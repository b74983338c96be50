const COMPARED = [
  "country",
  "home_country",
  "base_country",
  "region",
  "city",
  "media",
  "genre",
  "languages",
  "scope",
  "founded",
  "closed",
  "status",
  "exile_status",
  "ownership_type",
];
const COMPARED_NUMBERS = ["out_strength", "in_strength", "betweenness", "n_citations"];
let compareRoot = null;
let compareDrawnFor = null;

/** Gives the two rows that are compared; undefined where none is chosen yet. */
function comparedRows() {
  const rows = state.compare.map(rowOfId).filter((row) => row < data.outletRows);
  return [rows[0], rows[1]];
}

/** Gives a field of an outlet in words; null where it is not known. */
function comparedValue(field, row) {
  const value = field === "country" ? data.nodes.country[row] : data.outlets[field]?.[row];
  const codes = [value ?? []].flat().filter((code) => code !== "" && code !== "unknown");
  return codes.length ? codes.map((code) => fieldValue(field, code)).join(", ") : null;
}

/** Gives where the materials of an outlet are labelled extremist, or that no such label is on record. */
const labelledIn = (row) => comparedValue("labelled_in", row) ?? word("compare_no_label");

/** Gives the rows of the comparison: for each its heading, and both values as words. */
const comparedLines = ([one, other]) => [
  ...COMPARED.map((field) => [label("field", field), comparedValue(field, one), comparedValue(field, other)]),
  [label("field", "labelled_in"), labelledIn(one), labelledIn(other)],
  ...COMPARED_NUMBERS.map((field) => [word(`compare_${field}`), ...[one, other].map((row) => numberOf(field, row))]),
];

/** Gives a number of an outlet in words; null where it is not known. */
const numberOf = (field, row) => (data.outlets[field][row] === null ? null : fmt(data.outlets[field][row]));

/** Gives how two values stand to each other: same, differs, or unknown where one of both is not known. */
const verdictOf = (one, other) => (one === null || other === null ? "unknown" : one === other ? "same" : "differs");

/** Gives the table of two outlets side by side; lines of which nobody knows either value are counted below it. */
function compareTable(rows) {
  const lines = comparedLines(rows);
  const known = lines.filter(([, one, other]) => one !== null || other !== null);
  const who = (row) => h("div", { class: "who" }, nodeLink(row), listButton(row));
  const names = rows.map((row) => h("th", { scope: "col" }, who(row)));
  const both = lines.filter((each) => !known.includes(each)).map(([name]) => name);
  return [
    h(
      "table",
      { class: "compared" },
      h("caption", { class: "unseen" }, word("compare_caption")),
      h("thead", {}, h("tr", {}, h("td"), names, h("td"))),
      h("tbody", {}, known.map(compareLine)),
    ),
    both.length > 0 && h("p", { class: "soft" }, word("compare_both_unknown", { fields: both.join(", ") })),
  ];
}

/** Gives a line of the comparison, which says in words whether the values differ. */
function compareLine([name, one, other]) {
  const unknown = () => h("span", { class: "soft" }, word("not_known"));
  const cell = (value) => h("td", {}, value === null ? unknown() : h("bdi", {}, value));
  const verdict = verdictOf(one, other);
  return h(
    "tr",
    { class: verdict },
    h("th", { scope: "row" }, name),
    cell(one),
    cell(other),
    h("td", { class: "verdict" }, word(`compare_${verdict}`)),
  );
}

/** Gives everybody above a node, up to the last holder known. */
function allHolders(row, met = new Set()) {
  for (const stake of rowsOf("stakes", row, "held")) {
    const holder = data.stakes.holder[stake];
    if (LOOSE.has(data.stakes.relation[stake]) || met.has(holder)) continue;
    met.add(holder);
    allHolders(holder, met);
  }
  return met;
}

/** Gives the other ends of the ties of a node, each with the layers on which they are tied. */
function neighbours(row) {
  const ends = new Map();
  for (const [own, other] of [
    ["from", "to"],
    ["to", "from"],
  ]) {
    for (const tie of rowsOf("ties", row, own)) {
      const end = data.ties[other][tie];
      ends.set(end, (ends.get(end) ?? new Set()).add(data.ties.layer[tie]));
    }
  }
  return ends;
}

/** Gives a list of nodes that both have in common, or the sentence that there are none. */
function commonList(key, rows, about = () => null) {
  const line = (row) => h("li", {}, nodeLink(row), h("span", { class: "soft" }, about(row)));
  const list = h("ul", { class: "ties" }, rows.map(line));
  return h(
    "section",
    {},
    h("h3", {}, word(key), " ", h("span", { class: "number" }, fmt(rows.length))),
    rows.length ? list : nothing(`${key}_none`),
  );
}

/** Gives what two outlets have in common: owners, ties, and the ties between them. */
function commonParts([one, other]) {
  const [holders, others] = [allHolders(one), allHolders(other)];
  const [ends, otherEnds] = [neighbours(one), neighbours(other)];
  const owners = [...holders].filter((row) => others.has(row));
  const shared = [...ends.keys()].filter((row) => otherEnds.has(row) && !owners.includes(row));
  const layers = (set) => [...set].map((layer) => label("layer", layer)).join(", ");
  const about = (row) => ` · ${layers(ends.get(row))} / ${layers(otherEnds.get(row))}`;
  return h(
    "div",
    { class: "common" },
    commonList("compare_owners", owners, (row) => ` · ${label("node_kind", data.nodes.kind[row])}`),
    commonList("compare_ties", shared, about),
    h(
      "section",
      {},
      h("h3", {}, word("compare_between")),
      ends.has(other) ? h("p", {}, layers(ends.get(other))) : nothing("compare_between_none"),
    ),
  );
}

/** Gives the field that chooses the outlet at a place. */
const compareChooser = (place, rows) =>
  picker(rows[place] === undefined ? `compare_choose_${place + 1}` : `compare_change_${place + 1}`, (row) => {
    const chosen = rows.map((each, at) => (at === place ? row : each)).filter((each) => each !== undefined);
    go({ compare: [...new Set(chosen)].map((each) => data.nodes.id[each]) });
  });

/** Draws the comparison; the focus stays where the next outlet is chosen. */
function drawCompare() {
  const focused = compareRoot.contains(document.activeElement);
  const rows = comparedRows();
  const complete = rows.every((row) => row !== undefined);
  const first = rows[0] !== undefined && !complete && h("p", {}, worded("compare_first", { name: nodeLink(rows[0]) }));
  clear(
    compareRoot,
    h("h2", {}, word("view_compare")),
    h("div", { class: "choosers" }, compareChooser(0, rows), rows[0] !== undefined && compareChooser(1, rows)),
    complete ? [compareTable(rows), commonParts(rows)] : [first, empty(word("compare_empty"))],
  );
  if (focused) [...compareRoot.querySelectorAll(".picker input")].at(-1).focus();
}

defineView("compare", {
  label: "view_compare",
  mount(root) {
    compareRoot = h("div", { class: "compare" });
    compareDrawnFor = null;
    root.append(compareRoot);
  },
  update(now) {
    const drawnFor = now.compare.join();
    if (drawnFor !== compareDrawnFor) drawCompare();
    compareDrawnFor = drawnFor;
  },
});
