/** How much broader than its name the plate of a node is. */
const NET_PLATE = 18;

/** Reads the colours of the page, which the graphics card does not know. */
function netReadLight() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  net.ink = of("--ink");
  net.paper = of("--paper");
  net.soft = of("--soft");
  net.line = of("--line");
  net.dark = net.light.matches;
  net.font = getComputedStyle(document.body).fontFamily;
  net.mixed = new Map();
}

/** Takes the colours of the page on when it turns light or dark. */
function netRelight() {
  netReadLight();
  netPaint();
}

/** Gives `colour` with so much of `other` in it, 0 to 1; both as #RRGGBB. */
function netMix(colour, other, part) {
  const key = `${colour}${other}${part}`;
  if (!net.mixed.has(key)) {
    const mixed = [1, 3, 5].map((at) => {
      const [one, two] = [colour, other].map((each) => parseInt(each.slice(at, at + 2), 16));
      return Math.round(one + (two - one) * part)
        .toString(16)
        .padStart(2, "0");
    });
    net.mixed.set(key, `#${mixed.join("")}`);
  }
  return net.mixed.get(key);
}

/** Gives a colour made for white paper so that it is seen on dark paper too. */
function netTone(colour) {
  if (!net.dark) return colour;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return netMix(colour, "#ffffff", 0.3 * red + 0.6 * green + 0.1 * blue < 70 ? 0.45 : 0.2);
}

/** Gives how a node looks now. */
function netNodeLook(node, at) {
  const away = net.active !== null && !net.near.has(node);
  const fill = away ? netMix(netTone(at.fill), net.paper, 0.76) : netTone(at.fill);
  const chosen = node === net.active;
  return {
    ...at,
    color: at.outlet ? fill : net.paper,
    edge: at.outlet ? (chosen ? net.ink : net.paper) : fill,
    ring: at.outlet ? 0.14 : 0.42,
    label: away ? null : at.label,
    zIndex: chosen ? 2 : Number(!away),
    highlighted: chosen,
    forceLabel: chosen || at.forceLabel,
  };
}

/** Gives how a tie looks now. */
function netEdgeLook(tie, at) {
  const own = net.active !== null && net.graph.hasExtremity(tie, net.active);
  const away = net.active !== null && !own;
  const colour = netTone(colourOf("layer", at.layer));
  return {
    ...at,
    color: netMix(colour, net.paper, own ? 0 : away ? 0.86 : 0.3),
    size: own ? at.size + 0.6 : at.size,
    zIndex: Number(own),
  };
}

/** Writes the labels, those of large nodes first, and leaves out what would lie on another. */
function netDrawLabels() {
  const context = net.renderer.getCanvases().labels.getContext("2d");
  context.font = `500 12px ${net.font}`;
  context.lineJoin = "round";
  const few = Boolean(net.pick?.spots);
  // Among few nodes no name may lie on a dot either.
  const taken = few ? net.labels.map(({ x, y, size }) => [x - size, y - size, x + size, y + size]) : [];
  const order = net.labels.sort(
    (one, other) => Number(other.highlighted) - Number(one.highlighted) || other.size - one.size,
  );
  for (const node of order) netDrawLabel(context, node, taken, few);
}

/** Gives where the name of a node may begin and its middle height: right and left of it, among few over and under it
 * too; first on the side that looks away from the middle. */
function netLabelSpots({ x, y, size }, wide, few) {
  const [right, left] = [
    [x + size + 4, y],
    [x - size - 4 - wide, y],
  ];
  if (!few) return [right, left];
  const beyond = [y - size - 9, y + size + 9].map((height) => [x - wide / 2, height]);
  const [sides, ends] = [
    x < net.canvas.clientWidth / 2 ? [left, right] : [right, left],
    y < net.canvas.clientHeight / 2 ? beyond : beyond.toReversed(),
  ];
  return [...sides, ...ends];
}

/** Writes a label beside its node where there is room. */
function netDrawLabel(context, node, taken, few) {
  const wide = context.measureText(node.label).width;
  if (node.highlighted) {
    const left = netPlateLeft(context, node, wide + NET_PLATE);
    taken.push([left, node.y - 13, left + wide + NET_PLATE, node.y + 13]);
    return;
  }
  for (const [left, middle] of netLabelSpots(node, wide, few)) {
    const box = [left - 2, middle - 8, left + wide + 2, middle + 8];
    if (left < 2 || left + wide > net.canvas.clientWidth - 2) continue;
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]))
      continue;
    taken.push(box);
    context.strokeStyle = net.paper;
    context.lineWidth = 3.5;
    context.strokeText(node.label, left, middle + 4);
    context.fillStyle = net.ink;
    context.fillText(node.label, left, middle + 4);
    return;
  }
}

/** Gives where the plate of a node begins: on its right, or on its left where the window ends. */
const netPlateLeft = (context, { x, size }, wide) =>
  x + size + wide > context.canvas.clientWidth ? x - size - 6 - wide : x + size + 6;

/** Writes the name of the node that stands out on a plate of its own. */
function netDrawHover(context, node) {
  context.font = `600 13px ${net.font}`;
  const wide = context.measureText(node.label ?? "").width + NET_PLATE;
  const left = netPlateLeft(context, node, wide);
  context.beginPath();
  context.roundRect(left, node.y - 13, wide, 26, 6);
  context.fillStyle = net.paper;
  context.strokeStyle = net.line;
  context.fill();
  context.stroke();
  context.beginPath();
  context.arc(node.x, node.y, node.size + 2, 0, 2 * Math.PI);
  context.fillStyle = net.ink;
  context.fill();
  context.fillText(node.label ?? "", left + 9, node.y + 4.5);
}
