const NET_LEAST_PX = 3;
const NET_MORE_PX = 11;
const NET_LINE_PX = 1.5;
const NET_LEAST_SPAN = 14;
const NET_LETTERS = 32;
const NET_ALL_NAMED = 60;
const NET_PADDING = 30;
/** Outlets have a rim where there are no more nodes than this: plain dots are drawn four times as fast. */
const NET_RINGED = 800;

/** Makes the renderer, the first time. */
function netStart() {
  if (net.renderer) return;
  net.graph = new graphology.MultiDirectedGraph();
  net.light = matchMedia("(prefers-color-scheme: dark)");
  net.light.addEventListener("change", netRelight);
  netReadLight();
  net.renderer = new Sigma(net.graph, net.canvas, netSettings());
  net.renderer.on("beforeRender", () => {
    net.labels = [];
  });
  net.renderer.on("afterRender", () => {
    net.fresh = false;
    netDrawLabels();
  });
  net.renderer.on("enterNode", ({ node }) => netHover(Number(node)));
  net.renderer.on("leaveNode", () => netHover(null));
  net.renderer.on("clickNode", ({ node }) => netChoose(data.nodes.id[node]));
  net.renderer.on("doubleClickNode", netExpand);
  net.renderer.on("clickStage", () => state.outlet && go({ outlet: null }));
}

/** Gives how the network is drawn. */
function netSettings() {
  const { createEdgeCompoundProgram, createEdgeClampedProgram, createEdgeArrowHeadProgram, createNodeBorderProgram } =
    Sigma.rendering;
  const head = { lengthToThicknessRatio: 4.5, widenessToThicknessRatio: 3.2 };
  const ring = { size: { attribute: "ring", defaultValue: 0.1 }, color: { attribute: "edge" } };
  return {
    allowInvalidContainer: true,
    hideEdgesOnMove: true,
    hideLabelsOnMove: true,
    zIndex: true,
    labelRenderedSizeThreshold: 0,
    labelDensity: 2,
    labelGridCellSize: 90,
    minEdgeThickness: 0.8,
    minCameraRatio: 0.03,
    maxCameraRatio: 2.5,
    stagePadding: NET_PADDING,
    defaultNodeType: "ring",
    defaultEdgeType: "tie",
    nodeProgramClasses: {
      dot: Sigma.rendering.NodePointProgram,
      ring: createNodeBorderProgram({ borders: [ring, { size: { fill: true }, color: { attribute: "color" } }] }),
    },
    edgeProgramClasses: {
      tie: createEdgeCompoundProgram([createEdgeClampedProgram(head), createEdgeArrowHeadProgram(head)]),
    },
    nodeReducer: netNodeLook,
    edgeReducer: netEdgeLook,
    defaultDrawNodeLabel: (_context, node) => net.labels.push(node),
    defaultDrawNodeHover: netDrawHover,
  };
}

/** Puts nodes and ties of a pick into the graph. */
function netFill(pick) {
  net.fresh = true;
  net.graph.clear();
  // Dots are smaller in a small window, where the whole network has less room, and larger where they are few.
  const room = Math.min(1, Math.max(0.5, Math.min(net.canvas.clientWidth, net.canvas.clientHeight) / 640));
  net.scale = pick.spots ? Math.max(0.8, 1.3 * room) : room;
  const measure = netSize(state);
  for (const row of pick.nodes) net.graph.addNode(row, netNode(row, measure));
  netFill.most ??= netHeaviest();
  for (const tie of pick.ties) {
    const layer = data.ties.layer[tie];
    const size = NET_LINE_PX * (1 + netWeight(tie));
    net.graph.addEdgeWithKey(tie, data.ties.from[tie], data.ties.to[tie], { size, layer });
  }
}

/** Gives a node as it is drawn: outlets full, others hollow. */
function netNode(row, measure) {
  const outlet = data.nodes.kind[row] === "outlet";
  return {
    type: outlet && net.pick.nodes.size > NET_RINGED ? "dot" : "ring",
    ...netSpot(row),
    fill: netFillOf(row),
    outlet,
    size: net.scale * (NET_LEAST_PX + NET_MORE_PX * netRole(row, measure) + (outlet ? 0.5 : 0)),
    label: netShort(nodeName(row)),
    forceLabel: net.pick.nodes.size <= NET_ALL_NAMED,
  };
}

/** Gives the place of a node: among few they have places of their own. */
function netSpot(row) {
  const [x, y] = net.pick.spots?.get(row) ?? [data.nodes.x[row], data.nodes.y[row]];
  return { x, y };
}

/** Gives the colour of a node in what the state colours by. */
function netFillOf(row) {
  const by = netColour(state);
  if (by === "country") return colourOf("country", data.nodes.country[row]);
  if (by === "community") return colourOf("community", data.nodes.community[row]);
  return row < data.outletRows
    ? colourOf("ownership_type", data.outlets.ownership_type[row])
    : colourOf("node_kind", data.nodes.kind[row]);
}

/** Gives how heavy a tie is among those of its layer, 0 to 1; where all weigh alike none stands out. */
function netWeight(tie) {
  const most = netFill.most.get(data.ties.layer[tie]);
  return most > 1 ? Math.sqrt((data.ties.weight[tie] ?? 0) / most) : 0;
}

/** Gives the heaviest tie of each layer. */
function netHeaviest() {
  const most = new Map();
  for (const tie of netTies()) {
    const layer = data.ties.layer[tie];
    most.set(layer, Math.max(most.get(layer) ?? 1, data.ties.weight[tie] ?? 0));
  }
  return most;
}

/** Gives a name short enough for a label. */
const netShort = (name) => (name.length > NET_LETTERS ? `${name.slice(0, NET_LETTERS - 1).trimEnd()}…` : name);

/** Brings the nodes of a pick into sight. */
function netFit(pick, moving) {
  const rows = [...pick.nodes];
  if (!rows.length) return;
  net.renderer.setSetting("stagePadding", pick.spots ? 0 : NET_PADDING);
  net.renderer.setCustomBBox(
    pick.spots
      ? { x: [0, net.canvas.clientWidth], y: [0, net.canvas.clientHeight] }
      : { x: netSpan(rows, data.nodes.x), y: netSpan(rows, data.nodes.y) },
  );
  if (moving) net.renderer.getCamera().animatedReset({ duration: netPace() });
}

/** Gives the least and the most of a coordinate, never so near that two nodes would fill the window. */
function netSpan(rows, column) {
  let [least, most] = [Infinity, -Infinity];
  for (const row of rows) [least, most] = [Math.min(least, column[row]), Math.max(most, column[row])];
  const spare = Math.max(0, NET_LEAST_SPAN - (most - least)) / 2;
  return [least - spare, most + spare];
}

/** Paints the nodes anew around the one that stands out: the one under the pointer, else the one chosen. */
function netPaint() {
  const row = net.hovered ?? rowOfId(state.outlet);
  net.active = row !== undefined && net.graph.hasNode(row) ? String(row) : null;
  net.near = new Set(net.active === null ? [] : [net.active, ...net.graph.neighbors(net.active)]);
  // Where nothing is new since it was last drawn, only colours are read anew.
  const whole = { partialGraph: { nodes: net.graph.nodes(), edges: net.graph.edges() }, skipIndexation: true };
  net.renderer.refresh({ ...(net.fresh ? {} : whole), schedule: true });
}

/** Takes note of the node under the pointer. */
function netHover(row) {
  net.hovered = row;
  net.canvas.style.cursor = row === null ? "" : "pointer";
  netPaint();
}

/** Opens a node; where only some ties are shown, its own join them. */
function netChoose(id) {
  const more = state.focus.length && !state.focus.includes(id);
  go(more ? { outlet: id, focus: [...state.focus, id] } : { outlet: id });
}

/** Shows only the ties of a node pressed twice, or adds them. */
function netExpand(event) {
  event.preventSigmaDefault();
  const id = data.nodes.id[event.node];
  if (!state.focus.includes(id)) go({ outlet: id, focus: [...state.focus, id] });
}
