const CANDIDATE_HEADS = ["candidate_id", "kind", "outlet_id", "name", "role", "gender", "status", "consent_until"];
const RULES_FILE = "shortlist_rules.toml";
const CANDIDATES_FILE = "shortlist_candidates.csv";
const INVITE_COMMAND = `mapping invite --rules ${RULES_FILE} --candidates ${CANDIDATES_FILE} --out invitation.xlsx`;
const MOST_BYTES = 5_000_000;

/** Gives the shortlist as CSV; `outlet_id` and `build` are what an import reads. */
function listCsv() {
  const seated = new Set(seatedRows());
  const heads = ["name", "native", "country", "media", "ownership", "status"].map((key) => word(`column_${key}`));
  const named = (kind, codes) =>
    [codes ?? []]
      .flat()
      .map((code) => label(kind, code))
      .join(", ");
  const lines = listedRows().map((row, at) => [
    at + 1,
    data.nodes.id[row],
    nodeName(row),
    nameLine(row).native,
    label("country", data.nodes.country[row]),
    named("media", data.outlets.media[row]),
    label("ownership_type", data.outlets.ownership_type[row]),
    label("status", data.outlets.status[row]),
    seatOf(row, seated),
    data.build.id,
  ]);
  return csvText([["place", "outlet_id", ...heads, word("list_seat"), "build"], ...lines]);
}

/** Gives in words whether a listed outlet has a seat. */
function seatOf(row, seated) {
  if (barredWhy.has(row)) return word("list_barred", { why: barredWhy.get(row) });
  return word(seated.has(row) ? "list_seated" : "list_waiting");
}

/** Gives the shipped rules with the number of seats and the seated names in them. */
function rulesToml() {
  const text = withoutMust(data.rules.text).trimEnd();
  const seats = seatsNow() === data.rules.seats ? text : withSeats(text);
  const ids = (list) => `[${list.map((id) => JSON.stringify(id)).join(", ")}]`;
  const inside = ids(seatedRows().map((row) => data.nodes.id[row]));
  return [...rulesNotes(), seats, "", "[must]", `in = ${inside}`, `out = ${ids(data.rules.out)}`, ""].join("\n");
}

/** Gives the comments at the head of the rules: from which build, and what does not fit. */
function rulesNotes() {
  const barred = listedRows().filter((row) => barredWhy.has(row));
  return [
    `build: ${data.build.id} (${data.build.date})`,
    ...quotasBroken().map(({ name, n, most }) => word("list_note_over", { name, n: fmt(n), max: fmt(most) })),
    ...barred.map((row) => word("list_note_barred", { id: data.nodes.id[row], why: barredWhy.get(row) })),
  ].map((line) => `# ${line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ")}`);
}

/** Gives a file of rules with its sections apart: the first lines, then each section with its head. */
const sectionsOf = (text) => text.split(/^(?=[ \t]*\[)/m);

/** Gives rules without whom they fix by name. */
const withoutMust = (text) =>
  sectionsOf(text)
    .filter((section) => !/^[ \t]*\[must\]/.test(section))
    .join("");

/** Gives rules for the number of seats that the reader set. */
function withSeats(text) {
  const changed = (section) => section.replace(/^([ \t]*seats[ \t]*=[ \t]*)\d+/m, `$1${seatsNow()}`);
  const isSelection = (section) => /^[ \t]*\[selection\]/.test(section);
  return sectionsOf(text)
    .map((section) => (isSelection(section) ? changed(section) : section))
    .join("");
}

/** Gives the file of candidates: the seated must be in, the other listed may; all others too while seats are free. */
function candidatesCsv() {
  const seated = new Set(seatedRows());
  const listed = new Set(listedRows());
  const free = seated.size < seatsNow();
  const others = free ? allOutlets().filter((row) => !listed.has(row) && !barredWhy.has(row)) : [];
  const lines = [...listed, ...others].map((row) => candidateLine(row, seated.has(row) ? "must" : ""));
  return csvText([CANDIDATE_HEADS, ...lines]);
}

/** Gives an outlet as a line of the file of candidates; a name that a spreadsheet would run is left to the command. */
function candidateLine(row, status) {
  const [id, name] = [data.nodes.id[row], nodeName(row)];
  return [id, "outlet", id, safeCell(name) === name ? name : "", "", "", status, ""];
}

/** Takes the names of a file on: those not listed yet, and says which are not known here. */
async function importFile(file) {
  if (file.size > MOST_BYTES) return notice(word("list_import_large", { name: shortened(file.name) }));
  const { ids, build } = namesIn(await file.text());
  if (!ids) return notice(word("list_import_strange", { name: shortened(file.name) }));
  const known = ids.filter((id) => rowOfId(id) < data.outletRows);
  const unknown = ids.filter((id) => !known.includes(id));
  setList([...new Set([...state.list, ...known])]);
  say(count("list_imported", known.length));
  if (unknown.length) sayUnknown(unknown, build);
}

/** Says which names of a file this page does not hold, and why that may be. */
function sayUnknown(ids, build) {
  const names = ids.slice(0, 10).map(shortened).join(", ") + (ids.length > 10 ? ", …" : "");
  const other = build && build !== data.build.id;
  const builds = { build: shortened(build ?? ""), own: data.build.id };
  const why = other ? word("list_other_build", builds) : word("list_other_unknown");
  notice(`${count("list_unknown_names", ids.length, { names })} ${why}`);
}

/** Gives the ids in a file of rules, a shortlist or a file of candidates, and its build; no ids where it is none. */
function namesIn(text) {
  if (/^[ \t]*\[must\]/m.test(text)) return namesInToml(text);
  const [head = [], ...lines] = csvRows(text.replace(/^\ufeff/, ""));
  const at = ["outlet_id", "candidate_id", "id"].map((name) => head.indexOf(name)).find((place) => place >= 0);
  if (at === undefined) return { ids: null, build: null };
  const status = CANDIDATE_HEADS.every((name) => head.includes(name)) ? head.indexOf("status") : -1;
  const fixed = lines.filter((line) => status >= 0 && ["must", "confirmed"].includes(line[status]));
  const ids = (fixed.length ? fixed : lines).map((line) => line[at]?.trim()).filter(Boolean);
  return { ids: [...new Set(ids)], build: lines[0]?.[head.indexOf("build")] ?? null };
}

/** Gives the ids that a file of rules fixes, and its build. */
function namesInToml(text) {
  const must = sectionsOf(text).find((section) => /^[ \t]*\[must\]/.test(section));
  const listed = /^[ \t]*in[ \t]*=[ \t]*\[([^\]]*)\]/m.exec(must)?.[1] ?? "";
  const ids = [...listed.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, one, other]) => one ?? other);
  return { ids: [...new Set(ids)], build: /^# build: (\S+)/m.exec(text)?.[1] ?? null };
}

/** Gives the rows of a text in CSV; quoted cells may hold commas, quotes and line ends. */
function csvRows(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.some(Boolean));
}
