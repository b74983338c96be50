/** More ties than this are drawn only when the reader asks for all: else the strongest are. */
const NET_MOST = 5000;

/** Gives the rows of the ties whose ends both have a place. */
function netTies() {
  netTies.known ??= [...(data.ties?.from ?? []).keys()].filter(
    (tie) => data.nodes.x[data.ties.from[tie]] !== null && data.nodes.x[data.ties.to[tie]] !== null,
  );
  return netTies.known;
}

/** Gives what of the network the state asks for: its ties and nodes, how many ties are undated or left out.
 * `look` and `frame` change when nodes look otherwise, or when others are to be brought into sight. */
function netPick(now) {
  const frame = JSON.stringify([now.focus, now.filters, now.q, now.layers, now.ties]);
  const key = `${frame}${now.year}`;
  const look = `${netColour(now)} ${netSize(now)}`;
  if (net.pick?.key === key) return { ...net.pick, look };
  const asked = netAsked(now);
  const ties = netStrongest(asked, now.focus.length > 0 || now.ties === "all");
  const ends = ties.flatMap((tie) => [data.ties.from[tie], data.ties.to[tie]]);
  const held = now.focus.map(rowOfId).filter((row) => data.nodes.x[row] !== null);
  const undated = asked.filter((tie) => !data.ties.first[tie] && !data.ties.last[tie]).length;
  return { key, look, frame, ties, nodes: new Set([...ends, ...held]), undated, left: asked.length - ties.length };
}

/** Gives the ties that pass layers, year, filters and focus. */
function netAsked(now) {
  const layers = now.layers && new Set(now.layers);
  const focus = new Set(now.focus.map(rowOfId));
  const stands = netStanding();
  const of = data.ties;
  return netTies().filter(
    (tie) =>
      (!layers || layers.has(of.layer[tie])) &&
      netInYear(tie, now.year) &&
      (!focus.size || focus.has(of.from[tie]) || focus.has(of.to[tie])) &&
      [of.from[tie], of.to[tie]].every((end) => stands(end) || focus.has(end)),
  );
}

/** Says whether a tie may have stood in a year; what is not dated is not ruled out. */
function netInYear(tie, year) {
  if (!year) return true;
  const [first, last] = [data.ties.first[tie], data.ties.last[tie]];
  return (!first || first.slice(0, 4) <= year) && (!last || last.slice(0, 4) >= year);
}

/** Gives the test whether a node passes: outlets by filters and search, others when tied to an outlet that does. */
function netStanding() {
  const rows = shown();
  if (rows.size === data.outletRows) return () => true;
  const beside = new Set();
  for (const tie of netTies()) {
    const [from, to] = [data.ties.from[tie], data.ties.to[tie]];
    if (rows.has(from)) beside.add(to);
    if (rows.has(to)) beside.add(from);
  }
  return (row) => (row < data.outletRows ? rows.has(row) : beside.has(row));
}

/** Gives the strongest of many ties, or all of them. */
function netStrongest(ties, all) {
  if (all || ties.length <= NET_MOST) return ties;
  const weight = (tie) => data.ties.weight[tie] ?? 0;
  return ties.toSorted((one, other) => weight(other) - weight(one)).slice(0, NET_MOST);
}

/** Gives the neighbours of a node among ties: each with the ties that lead there. */
function netNeighbours(row, ties) {
  const found = new Map();
  for (const tie of ties) {
    const [from, to] = [data.ties.from[tie], data.ties.to[tie]];
    if (from !== row && to !== row) continue;
    const other = from === row ? to : from;
    found.set(other, [...(found.get(other) ?? []), tie]);
  }
  return found;
}

/** Gives the first and the last year in which a tie begins or ends, or null where none is dated. */
function netYears() {
  const years = ["first", "last"]
    .flatMap((end) => netTies().map((tie) => data.ties[end][tie]?.slice(0, 4)))
    .filter(Boolean);
  return years.length ? [years.reduce((a, b) => (a < b ? a : b)), years.reduce((a, b) => (a > b ? a : b))] : null;
}

/** Gives how far a node stands out by a measure, 0 to 1; owners and others have none. */
function netRole(row, measure) {
  netRole.most ??= {};
  const values = data.outlets[measure] ?? [];
  netRole.most[measure] ??= values.reduce((most, value) => Math.max(most, value ?? 0), 0) || 1;
  return row < data.outletRows ? Math.sqrt((values[row] ?? 0) / netRole.most[measure]) : 0;
}
