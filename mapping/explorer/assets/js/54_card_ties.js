/** Relations that give no control: they never enter a share. */
const LOOSE = new Set(["founded", "funds", "edits"]);
/** Layers of ties that the stakes tell with their shares. */
const TOLD_BY_STAKES = new Set(["ownership", "funding"]);
const FIRST_TIES = 8;

/** Gives who holds a node, up to the last holder known. */
function ownersPart(row, always = true) {
  const tree = stakeTree(row, true);
  const none = always ? nothing("card_owners_none") : null;
  return cardPart("card_owners", tree ? [h("p", { class: "soft" }, word("card_owners_note")), tree] : none);
}

/** Gives what a node holds, and what that holds in turn. */
function heldPart(row, always = false) {
  const tree = stakeTree(row, false);
  const n = new Set(rowsOf("stakes", row, "holder").map((stake) => data.stakes.held[stake])).size;
  return cardPart("card_held", tree ?? (always ? nothing("card_held_none") : null), n || null);
}

/** Gives the stakes in a node (or those that it holds) as a tree; a node met before is not unfolded again. */
function stakeTree(row, up, met = new Set([row])) {
  const [own, end] = up ? ["held", "holder"] : ["holder", "held"];
  const ends = new Map();
  for (const stake of rowsOf("stakes", row, own)) {
    const other = data.stakes[end][stake];
    ends.set(other, [...(ends.get(other) ?? []), stake]);
  }
  if (!ends.size) return null;
  const ordered = [...ends].sort(([, one], [, other]) => stakeRank(one) - stakeRank(other));
  const nodes = ordered.map(([other, stakes]) => stakeNode(other, stakes, up, met));
  return h("ul", { class: "tree" }, nodes);
}

/** Gives how far down a holder is listed: who holds today first, then loose ties, then what has ended. */
const stakeRank = (stakes) =>
  Math.min(...stakes.map((stake) => 2 * hasEnded(stake) + LOOSE.has(data.stakes.relation[stake])));

/** Gives whether a stake has ended by the day of the data. */
const hasEnded = (stake) => (data.stakes.end[stake] ?? "9999") <= data.build.date;

/** Gives an end of stakes with its own tree below. */
function stakeNode(other, stakes, up, met) {
  const again = met.has(other);
  met.add(other);
  const below = again ? null : stakeTree(other, up, met);
  return h(
    "li",
    { class: stakeRank(stakes) > 1 ? "past" : null },
    h("div", { class: "holder" }, nodeLink(other), chip("node_kind", data.nodes.kind[other])),
    stakes.map(stakeLine),
    again && h("p", { class: "soft end" }, word("card_above")),
    up && !again && !below && h("p", { class: "soft end" }, word("card_last_holder")),
    below,
  );
}

/** Gives a stake in words: how, which share, when, how sure. */
function stakeLine(stake) {
  const of = (column) => data.stakes[column][stake];
  const share = LOOSE.has(of("relation")) ? null : shareOf(of("min"), of("max"));
  const parts = [label("relation", of("relation")), share, timeBetween(of("start"), of("end"))].filter(Boolean);
  return h("p", { class: "stake" }, parts.join(" · "), " ", confidenceOf(of("confidence")), cite(of("citations")));
}

/** Gives a share as its range; an unstated one is said to be so. */
function shareOf(least, most) {
  if (least === null || (least === 0 && most === 100)) return word("card_share_unknown");
  if (least === most) return word("card_share", { n: fmt(least) });
  return word("card_share_range", { min: fmt(least), max: fmt(most) });
}

/** Gives the ties of a node, by layer and direction. */
function tiesPart(row) {
  const groups = tieGroups(row);
  const n = groups.reduce((sum, { ends }) => sum + ends.length, 0);
  const blocks = groups.map((group) => [
    h(
      "h4",
      {},
      h("span", { class: "chip" }, dot("layer", group.layer), " ", label("layer", group.layer)),
      " ",
      h("span", { class: "soft" }, word(`card_${group.way}`)),
    ),
    tieList(group.ends),
  ]);
  const none = row < data.outletRows ? nothing("card_ties_none") : null;
  return cardPart("card_ties", n ? [standing(row), blocks] : none, n || null);
}

/** Gives the groups of the ties of a node: its layer, the way it leads, and the other ends, strongest first. */
function tieGroups(row) {
  const gives = tieEnds(row, "from", "to");
  const takes = tieEnds(row, "to", "from");
  const layers = [...new Set([...gives.keys(), ...takes.keys()])].filter((layer) => !TOLD_BY_STAKES.has(layer));
  const order = (layer) => (data.order.layer ?? []).indexOf(layer);
  return layers
    .sort((one, other) => order(one) - order(other))
    .flatMap((layer) => {
      const [out, back] = [gives.get(layer) ?? new Map(), takes.get(layer) ?? new Map()];
      const ends = (from, kept) =>
        [...from]
          .filter(([end]) => kept(end))
          .map(([end, tie]) => ({ end, tie }))
          .sort(byWeight);
      return [
        { layer, way: "both", ends: ends(out, (end) => back.has(end)) },
        { layer, way: "gives", ends: ends(out, (end) => !back.has(end)) },
        { layer, way: "takes", ends: ends(back, (end) => !out.has(end)) },
      ].filter((group) => group.ends.length);
    });
}

/** Gives the ties of a node in one direction: by layer, the tie with each other end. */
function tieEnds(row, own, other) {
  const layers = new Map();
  for (const tie of rowsOf("ties", row, own)) {
    const layer = data.ties.layer[tie];
    if (!layers.has(layer)) layers.set(layer, new Map());
    layers.get(layer).set(data.ties[other][tie], tie);
  }
  return layers;
}

const byWeight = (one, other) =>
  (data.ties.weight[other.tie] ?? 0) - (data.ties.weight[one.tie] ?? 0) ||
  collator.compare(nodeName(one.end), nodeName(other.end));

/** Gives the other ends of ties as a list: the first few, and a button for the rest. */
function tieList(ends) {
  const list = h("ul", { class: "ties" }, ends.slice(0, FIRST_TIES).map(tieLine));
  const rest = ends.slice(FIRST_TIES);
  if (!rest.length) return list;
  const more = button(count("card_more", rest.length), () => {
    list.append(...rest.map(tieLine));
    list.children[FIRST_TIES].querySelector("a").focus();
    more.remove();
  });
  return [list, more];
}

/** Gives the other end of a tie with what the tie rests on. */
function tieLine({ end, tie }) {
  const country = data.nodes.country[end];
  const items = data.ties.n_items[tie];
  const parts = [
    country && label("country", country),
    items && count("card_items", items),
    timeBetween(data.ties.first[tie], data.ties.last[tie]),
  ];
  return h(
    "li",
    {},
    nodeLink(end),
    h(
      "span",
      { class: "soft" },
      parts.filter(Boolean).map((part) => [" · ", part]),
    ),
    data.ties.example[tie] && [" · ", link(data.ties.example[tie], word("card_example"))],
    cite(data.ties.citations[tie]),
  );
}

/** Gives how a node stands in the network of all layers. */
function standing(row) {
  if (row >= data.outletRows || data.outlets.out_strength[row] === null) return null;
  const group = data.nodes.community[row];
  const pairs = [
    ["out_strength", "card_out"],
    ["in_strength", "card_in"],
    ["betweenness", "card_between"],
  ].map(([column, key]) => [key, fmt(data.outlets[column][row])]);
  const told = pairs.map(([key, value]) => h("div", {}, h("dt", {}, word(key)), h("dd", {}, value)));
  const around = group !== null && word("card_community", { name: label("community", group) });
  return [h("dl", { class: "standing" }, told), around && h("p", { class: "soft" }, around)];
}
