/** Draws the controls of the network: layers, colours, sizes, year, focus. */
function netDrawTools() {
  const layers = (data.order.layer ?? []).filter((layer) => netTies().some((tie) => data.ties.layer[tie] === layer));
  net.layers = layers;
  clear(
    net.tools,
    h("div", { class: "net-layers", role: "group", "aria-label": word("net_layers") }, layers.map(netLayerButton)),
    netSelect("colour", "net_colour", NET_COLOURS),
    netSelect("size", "net_size", NET_SIZES),
    netYearSlider(),
    h("span", { class: "net-ways" }),
  );
}

/** Gives the button of a layer, which is its legend too. */
const netLayerButton = (layer) =>
  h(
    "button",
    { type: "button", class: "net-layer", "data-layer": layer, onclick: () => netToggle(layer) },
    h("span", { class: "net-line", style: `--colour: ${colourOf("layer", layer)}`, "aria-hidden": "true" }),
    label("layer", layer),
  );

/** Shows a layer or hides it; the first press among all layers leaves it alone. */
function netToggle(layer) {
  const now = state.layers ?? net.layers;
  const next =
    state.layers === null ? [layer] : now.includes(layer) ? now.filter((each) => each !== layer) : [...now, layer];
  go({ layers: next.length === net.layers.length ? null : next });
}

/** Gives a choice of what nodes are coloured or sized by. */
const netSelect = (key, text, values) =>
  h(
    "label",
    { class: "net-choice" },
    h("span", {}, word(text)),
    h(
      "select",
      { "data-key": key, onchange: (event) => go({ [key]: event.currentTarget.value }) },
      values.map((value) => h("option", { value }, word(`${text}_${value}`))),
    ),
  );

/** Gives the slider over the years; its last place is all of them. */
function netYearSlider() {
  const years = netYears();
  if (!years) return null;
  const [first, last] = years.map(Number);
  const read = (event) =>
    go({ year: Number(event.currentTarget.value) > last ? null : event.currentTarget.value }, { replace: true });
  return h(
    "label",
    { class: "net-choice net-year" },
    h("span", {}, word("net_year")),
    h("input", { type: "range", min: first, max: last + 1, step: 1, oninput: read }),
    h("output", {}),
  );
}

/** Brings the controls up to the state. */
function netUpdateTools(now) {
  for (const each of net.tools.querySelectorAll(".net-layer")) {
    each.setAttribute("aria-pressed", String(now.layers === null || now.layers.includes(each.dataset.layer)));
  }
  net.tools.querySelector("[data-key=colour]").value = netColour(now);
  net.tools.querySelector("[data-key=size]").value = netSize(now);
  const slider = net.tools.querySelector("input[type=range]");
  if (slider) {
    slider.value = now.year ?? slider.max;
    const told = now.year ?? word("net_year_all");
    slider.setAttribute("aria-valuetext", told);
    net.tools.querySelector("output").textContent = told;
  }
  netUpdateWays(now);
}

/** Offers what can be done with the node chosen, and the way back. */
function netUpdateWays(now) {
  const row = rowOfId(now.outlet);
  const tied = row !== undefined && data.nodes.x[row] !== null && !now.focus.includes(now.outlet);
  const text = now.focus.length ? "net_expand" : "net_only";
  const focus = () => go({ focus: [...now.focus, now.outlet] });
  clear(
    net.tools.querySelector(".net-ways"),
    tied && button(word(text, { name: shortened(nodeName(row)) }), focus),
    now.focus.length > 0 && button(word("net_whole"), () => go({ focus: [] })),
    net.pick.left > 0 && button(word("net_draw_all"), () => go({ ties: "all" })),
    now.ties === "all" && button(word("net_draw_strongest"), () => go({ ties: "strongest" })),
  );
}

/** Draws the list that says in words what the network draws. */
function netDrawList(now) {
  const row = rowOfId(now.outlet);
  const chosen = row !== undefined && data.nodes.x[row] !== null;
  clear(net.list, chosen ? netNeighbourList(row) : netStrongestList(now));
}

const NET_LISTED = 40;

/** Gives the neighbours of the node chosen, most ties first. */
function netNeighbourList(row) {
  const found = [...netNeighbours(row, net.pick.ties)].sort(([, one], [, other]) => other.length - one.length);
  const lines = found.map(([other, ties]) =>
    h("li", {}, netOpen(other), " ", h("span", { class: "soft" }, netTold(row, ties))),
  );
  return [
    h("p", { class: "net-list-head" }, word("net_ties_of", { name: nodeName(row) })),
    lines.length ? h("ul", {}, lines) : h("p", { class: "soft" }, word("net_ties_of_none")),
  ];
}

/** Gives in words how ties join a node to its neighbour. */
const netTold = (row, ties) =>
  ties
    .map((tie) =>
      word(data.ties.from[tie] === row ? "net_gives" : "net_takes", { layer: label("layer", data.ties.layer[tie]) }),
    )
    .join(" · ");

/** Gives the nodes that stand out in what is drawn. */
function netStrongestList(now) {
  const measure = netSize(now);
  const rows = [...net.pick.nodes].sort(
    (one, other) => netRole(other, measure) - netRole(one, measure) || collator.compare(nodeName(one), nodeName(other)),
  );
  return [
    h("p", { class: "net-list-head" }, word(`net_strongest_${measure}`)),
    h(
      "ol",
      {},
      rows.slice(0, NET_LISTED).map((row) => h("li", {}, netOpen(row))),
    ),
  ];
}

/** Gives the button that opens a node, with its colour. */
const netOpen = (row) =>
  h(
    "button",
    { type: "button", class: "net-open", onclick: () => go({ outlet: data.nodes.id[row] }) },
    h("span", { class: "dot", style: `--colour: ${netFillOf(row)}`, "aria-hidden": "true" }),
    " ",
    nameOf(row),
  );
