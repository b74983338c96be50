/** What ties can be coloured and sized by; each colour is a facet, so that the filters are its legend. */
const NET_COLOURS = ["country", "ownership", "community"];
const NET_SIZES = ["in_strength", "out_strength", "betweenness", "pagerank", "k_core"];
/** What the view holds while it is shown. */
let net = null;

defineView("network", {
  label: "net_label",
  mount: netMount,
  update: netUpdate,
  leave: netLeave,
  paints: (now) => [netColour(now)],
});

/** Gives what nodes are coloured by. */
const netColour = (now) => (NET_COLOURS.includes(now.colour) ? now.colour : NET_COLOURS[0]);

/** Gives the measure that nodes are sized by. */
const netSize = (now) => (NET_SIZES.includes(now.size) ? now.size : NET_SIZES[0]);

/** Draws the frame of the view. */
function netMount(root) {
  net = { pick: null, renderer: null, hovered: null, active: null, near: new Set(), labels: [] };
  if (!netTies().length) {
    root.append(empty(word("net_none")));
    return;
  }
  net.tools = h("div", { class: "toolbar net-tools" });
  net.canvas = h("div", { class: "net-canvas", "aria-hidden": "true" });
  net.message = h("div", { class: "net-message" });
  net.status = h("p", { class: "net-status soft", role: "status" });
  net.list = h("div", { class: "net-list-body" });
  net.drawer = h("details", { class: "net-list", open: !netCanDraw() }, h("summary", {}, word("net_list")), net.list);
  const stage = h("div", { class: "net-stage" }, net.canvas, net.message, netCanDraw() && netZoomButtons());
  root.append(
    net.tools,
    netCanDraw() ? stage : h("p", { class: "net-refused" }, word("net_no_webgl")),
    net.status,
    net.drawer,
  );
  netDrawTools();
  addEventListener("beforeprint", netOnPaper);
  addEventListener("afterprint", netOffPaper);
}

/** Brings the view up to the state. */
function netUpdate(now) {
  if (!net.tools) return;
  const before = net.pick;
  net.pick = netPick(now);
  netUpdateTools(now);
  netSay(net.pick);
  netDrawList(now);
  if (!netCanDraw()) return;
  // Now that the tools stand, the canvas has its size.
  net.pick.spots = netFewSpots(now, net.pick);
  netStart();
  const changed = (...keys) => keys.some((key) => before?.[key] !== net.pick[key]);
  if (changed("ties", "look", "spots")) netFill(net.pick);
  if (changed("frame", "spots")) netFit(net.pick, Boolean(before));
  netPaint();
}

/** Copies what the graphics card shows, which no printer sees. */
function netOnPaper() {
  if (!net.renderer) return;
  net.renderer.refresh();
  const layers = Object.values(net.renderer.getCanvases());
  const sheet = h("canvas", { class: "net-paper", width: layers[0].width, height: layers[0].height });
  const pen = sheet.getContext("2d");
  for (const layer of layers) pen.drawImage(layer, 0, 0);
  net.canvas.append(sheet);
}

/** Takes the copy for the printer away. */
const netOffPaper = () => net.canvas?.querySelector(".net-paper")?.remove();

/** Frees what the graphics card holds. */
function netLeave() {
  removeEventListener("beforeprint", netOnPaper);
  removeEventListener("afterprint", netOffPaper);
  net.renderer?.kill();
  net.light?.removeEventListener("change", netRelight);
  net = null;
}

/** Says whether the browser can draw the network. */
function netCanDraw() {
  netCanDraw.known ??= Boolean(globalThis.Sigma && document.createElement("canvas").getContext("webgl2"));
  return netCanDraw.known;
}

/** Says how much is drawn, what is left out, and why there may be nothing. */
function netSay(pick) {
  const lines = [
    word("net_told", { nodes: count("net_nodes", pick.nodes.size), ties: count("net_ties", pick.ties.length) }),
  ];
  if (pick.left) lines.push(count("net_left", pick.left));
  if (state.year && pick.undated) lines.push(count("net_undated", pick.undated));
  net.status.textContent = lines.join(" ");
  clear(net.message, pick.ties.length ? null : netNothing());
}

/** Gives why no tie is shown, and the way out. */
function netNothing() {
  if (!shown().size) return nothingShown();
  if (state.layers?.length === 0)
    return empty(
      word("net_no_layer"),
      button(word("net_all_layers"), () => go({ layers: null })),
    );
  const whole = () => go({ focus: [], layers: null, year: null });
  return empty(word(state.year ? "net_no_tie_then" : "net_no_tie"), button(word("net_whole"), whole));
}

/** Gives the buttons that bring the network nearer, away and back. */
function netZoomButtons() {
  const camera = (move) => () => net.renderer?.getCamera()[move]({ duration: netPace() });
  return zoomButtons(camera("animatedZoom"), camera("animatedUnzoom"), camera("animatedReset"));
}

/** Gives buttons for nearer, away and the whole. */
const zoomButtons = (nearer, away, whole) =>
  h(
    "div",
    { class: "zoom", role: "group", "aria-label": word("zoom") },
    h("button", { type: "button", "aria-label": word("zoom_in"), onclick: nearer }, "+"),
    h("button", { type: "button", "aria-label": word("zoom_out"), onclick: away }, "−"),
    h("button", { type: "button", class: "zoom-whole", onclick: whole }, word("zoom_whole")),
  );

/** Gives how long a movement takes; none where the reader wants none. */
const netPace = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 250);
