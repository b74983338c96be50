const barred = data.rules.barred;
const barredWhy = new Map(barred.outlet.map((row, at) => [row, data.rules.reasons[barred.why[at]]]));

/** Gives the rows of the outlets on the shortlist, in its order. */
const listedRows = () => state.list.map(rowOfId).filter((row) => row < data.outletRows);

/** Gives how many seats there are: as the reader says, or else as the shipped rules do. */
const seatsNow = () => Math.max(0, Math.floor(Number(state.seats))) || data.rules.seats;

/** Gives the listed outlets that have a seat: the first of those that no rule leaves out. */
const seatedRows = () =>
  listedRows()
    .filter((row) => !barredWhy.has(row))
    .slice(0, seatsNow());

/** Gives the fewest seats that reach an amount of the rules, such as "3" or "40 %". */
const leastSeats = (amount, seats) => (amount === null ? 0 : Math.ceil(seatsOf(amount, seats) - 1e-9));

/** Gives the most seats that keep below an amount of the rules. */
const mostSeats = (amount, seats) => (amount === null ? seats : Math.floor(seatsOf(amount, seats) + 1e-9));

/** Gives an amount as a number of seats, not yet rounded. */
const seatsOf = (amount, seats) => (amount.endsWith("%") ? (parseFloat(amount) / 100) * seats : Number(amount));

/** Gives how a quota stands: how many of the seated belong to it, what it asks for, and which of four words fits. */
function quotaNow(quota, seated, seats) {
  const [members, unknown] = [new Set(quota.members), new Set(quota.unknown)];
  const [least, most] = [leastSeats(quota.min, seats), mostSeats(quota.max, seats)];
  const n = seated.filter((row) => members.has(row)).length;
  const unknowns = seated.filter((row) => unknown.has(row)).length;
  const verdict = quotaVerdict(n, least, most, quota.counted);
  return { name: quota.name, asks: quota.asks, n, unknowns, least, most, bounded: quota.max !== null, ...verdict };
}

/** Gives the verdict on a quota and by how many it is missed. */
function quotaVerdict(n, least, most, counted = true) {
  if (!counted) return { verdict: "uncounted", by: 0 };
  if (least > most) return { verdict: "impossible", by: 0 };
  if (n < least) return { verdict: "short", by: least - n };
  return n > most ? { verdict: "over", by: n - most } : { verdict: "met", by: 0 };
}

/** Gives owners of whom more outlets have a seat than the rules let in. */
function ownersOver(seated) {
  const most = data.rules.per_owner;
  if (most === null) return [];
  return data.rules.owners
    .map(({ name, members }) => ({ name: word("list_owner", { name }), members, unknown: [], counted: true }))
    .map((owner) => quotaNow({ ...owner, min: null, max: String(most) }, seated, seatsNow()))
    .filter(({ verdict }) => verdict === "over");
}

/** Gives all quotas as they stand now, the seats themselves first. */
function quotasNow() {
  const [seats, seated] = [seatsNow(), seatedRows()];
  const filled = { name: word("list_seats_filled"), min: String(seats), max: null, unknown: [], counted: true };
  return [
    quotaNow({ ...filled, members: seated }, seated, seats),
    ...data.rules.quotas.map((quota) => quotaNow(quota, seated, seats)),
    ...ownersOver(seated),
  ];
}

/** Gives the quotas that no choice with these seats and names can keep: the command refuses them. */
const quotasBroken = () => quotasNow().filter(({ verdict }) => verdict === "over" || verdict === "impossible");

/** Gives the quotas as a table that says in words how each stands. */
function quotaTable() {
  const heads = ["quota", "asked", "now", "stands"].map((key) => h("th", { scope: "col" }, word(`list_${key}`)));
  return h(
    "table",
    { class: "quotas" },
    h("caption", { class: "unseen" }, word("list_quotas_caption")),
    h("thead", {}, h("tr", {}, heads)),
    h("tbody", {}, quotasNow().map(quotaLine)),
  );
}

/** Gives a quota as a line of the table. */
function quotaLine(quota) {
  const stands = quota.by ? count(`list_${quota.verdict}`, quota.by) : word(`list_${quota.verdict}`);
  const unknown = quota.unknowns > 0 && h("span", { class: "soft" }, count("list_unknown", quota.unknowns));
  return h(
    "tr",
    { class: `quota-${quota.verdict}` },
    h("th", { scope: "row", title: quota.asks }, quota.name),
    h("td", {}, askedOf(quota)),
    h("td", {}, quotaBar(quota), unknown),
    h("td", {}, h("strong", {}, stands)),
  );
}

/** Gives in words how many seats a quota asks for. */
function askedOf({ least, most, bounded }) {
  if (least > most) return word("list_asks_unkept", { min: fmt(least), max: fmt(most) });
  if (least && bounded) return word("list_asks_both", { min: fmt(least), max: fmt(most) });
  return bounded ? word("list_asks_most", { max: fmt(most) }) : word("list_asks_least", { min: fmt(least) });
}

/** Gives the number of a quota with a bar of the seats that it takes. */
function quotaBar({ n, least, most }) {
  const all = Math.max(seatsNow(), n, 1);
  const at = (seats) => `${(100 * seats) / all}%`;
  const ends = [least, most].filter((seats) => seats > 0 && seats < all);
  const marks = ends.map((seats) => h("span", { class: "mark", style: `left: ${at(seats)}` }));
  const fill = h("span", { class: "fill", style: `width: ${at(n)}` });
  return [h("span", { class: "count" }, fmt(n)), h("span", { class: "meter", "aria-hidden": "true" }, fill, marks)];
}
