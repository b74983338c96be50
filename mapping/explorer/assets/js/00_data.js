/** The landscape that the page carries: columns of equally long arrays, as `mapping/explorer/payload.py` describes. */
const data = unpacked(JSON.parse(document.getElementById("data").textContent));
data.outletRows = data.n_outlets;

// English dates are written as the reports write them: 21 November 2026.
const locale = data.build.language === "en" ? "en-GB" : data.build.language;
const pluralRules = new Intl.PluralRules(locale);
const numberFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const collator = new Intl.Collator(locale, { numeric: true });
const DAY_FORMS = [
  { year: "numeric", timeZone: "UTC" },
  { year: "numeric", month: "long", timeZone: "UTC" },
  { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" },
].map((form) => new Intl.DateTimeFormat(locale, form));

const rowById = new Map(data.nodes.id.map((id, row) => [id, row]));
const rowIndexes = new Map();

/** Gives the payload with its packed columns, {of: cells, at: places}, as arrays again. */
function unpacked(payload) {
  for (const part of Object.values(payload)) {
    for (const [name, column] of Object.entries(part ?? {})) {
      if (column?.of && column.at) part[name] = column.at.map((place) => column.of[place]);
    }
  }
  return payload;
}

/** Gives the row of the node with this id, or undefined. */
const rowOfId = (id) => rowById.get(id);

/** Gives the rows of a table that point to a node row in `column`. */
function rowsOf(table, row, column = "outlet") {
  const name = `${table}.${column}`;
  if (!rowIndexes.has(name)) rowIndexes.set(name, indexed(data[table]?.[column] ?? []));
  return rowIndexes.get(name).get(row) ?? [];
}

/** Gives a map from each value of a column to the rows that hold it. */
function indexed(column) {
  const index = new Map();
  column.forEach((value, row) => {
    if (index.has(value)) index.get(value).push(row);
    else index.set(value, [row]);
  });
  return index;
}

/** Gives what a table of the payload says of a code, or undefined. */
function entry(table, kind, code) {
  const group = data[table][kind];
  return group && Object.hasOwn(group, code) ? group[code] : undefined;
}

/** Gives a code in the reader's words; the code itself where there are none. */
function label(kind, code) {
  if (code === null || code === undefined) return word("not_known");
  return entry("labels", kind, code) ?? (code === "unknown" ? word("not_known") : String(code));
}

/** Gives the colour of a code; grey where it has none. */
const colourOf = (kind, code) => entry("colours", kind, code ?? "unknown") ?? "#C6C6C6";

/** Gives how much white a colour made for white paper takes up to be seen on dark paper: a share of 1. */
function liftOf(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.3 * red + 0.6 * green + 0.1 * blue < 70 ? 0.45 : 0.2;
}

/** Gives a text of the page, its {names} filled. */
const word = (key, values = {}) => filled(data.words[key] ?? key, values);

/** Gives a name and what it is, as the reader sets the colon. */
const pair = (name, value) => word("pair", { name, value });

/** Gives a text in the plural form that `n` asks for; {n} is the number as the reader writes it. */
function count(key, n, values = {}) {
  const forms = data.words[key] ?? { other: key };
  return filled(forms[pluralRules.select(n)] ?? forms.other, { ...values, n: fmt(n) });
}

/** Gives a text with its {names} filled from `values`. */
const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (name, key) => (Object.hasOwn(values, key) ? String(values[key]) : name));

/** Gives a number as the reader writes it; a dash where there is none. */
const fmt = (number) => (number === null || number === undefined ? "–" : numberFormat.format(number));

/** Gives a day, month or year, as precise as it is known; what is no date is given back. */
function day(text) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text ?? "");
  if (!parts) return text ?? "";
  const known = parts.slice(1).filter(Boolean).map(Number);
  return DAY_FORMS[known.length - 1].format(Date.UTC(known[0], (known[1] ?? 1) - 1, known[2] ?? 1));
}

/** Gives the name of a node in the reader's script. */
const nodeName = (row) => data.nodes.name[row];

/** Gives the name of a node and, where it differs, how the node writes itself. */
function nameLine(row) {
  const name = nodeName(row);
  const native = data.nodes.native[row];
  return { name, native: native && native !== name ? native : null };
}
