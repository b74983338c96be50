/** What the view holds while it is shown. */
let map = null;
const MAP_STEPS = [1, 3, 10, 30, 100, 300, 1000, 3000];

defineView("map", {
  label: "map_label",
  mount: mapMount,
  update: mapUpdate,
  leave: mapLeave,
  paints: () => ["ownership"],
});

/** Draws the ground of the map: the regions, and empty layers for what moves. */
function mapMount(root) {
  map = { zoom: { k: 1, x: 0, y: 0 } };
  if (!data.map?.regions?.code?.length) {
    root.append(empty(word("map_none")));
    return;
  }
  map.ground = svg("g", {}, mapCountries());
  map.flows = svg("g", { class: "map-flows" });
  map.marks = svg("g", {});
  map.svg = svg(
    "svg",
    { class: "map", role: "group", "aria-label": word("map_aria") },
    map.ground,
    map.flows,
    map.marks,
  );
  map.tip = h("div", { class: "map-tip", hidden: true, "aria-hidden": "true" });
  map.legend = h("div", { class: "map-legend" });
  map.sheet = h("section", { class: "map-sheet", hidden: true });
  map.stage = h(
    "div",
    { class: "map-stage", style: mapScale() },
    map.svg,
    mapZoomButtons(),
    map.legend,
    map.sheet,
    map.tip,
  );
  root.append(map.stage, h("p", { class: "map-note soft" }, word("map_note")));
  map.note = root.lastChild;
  mapListen();
  map.watcher = new ResizeObserver(() => mapFit());
  map.watcher.observe(map.stage);
}

/** Gives the scale of colours as the style sheet takes it: light paper begins light, dark paper begins dark. */
const mapScale = () => data.map.scale.map((colour, at) => `--scale-${at}: ${colour}`).join(";");

/** Gives the countries as groups of regions; each is first drawn as an outline that its own regions cover inside. */
function mapCountries() {
  const regions = data.map.regions;
  const rows = [...regions.code.keys()];
  const groups = Object.groupBy(rows, (row) => regions.country[row]);
  map.regions = new Map(rows.map((row) => [row, mapRegion(row)]));
  return Object.values(groups).map((own) =>
    svg(
      "g",
      {},
      svg("path", { class: "map-border", d: own.map((row) => regions.path[row]).join("") }),
      own.map((row) => map.regions.get(row)),
    ),
  );
}

/** Gives a region: pressing it is filtering by it. */
const mapRegion = (row) =>
  svg("path", {
    class: "map-region",
    d: data.map.regions.path[row],
    ...mapMark(
      () => mapRegionTold(row),
      () => mapFilter(row),
    ),
  });

/** Filters by a region, or says that no outlet is known there, whatever the filters. */
function mapFilter(row) {
  const code = data.map.regions.code[row];
  if (data.outlets.region.includes(code)) toggleFilter("region", code);
  else say(word("map_region_none", { name: label("region", code) }));
}

/** Gives what makes something a mark: a button that is reached by arrow keys and tells of itself. */
const mapMark = (told, press) => ({
  role: "button",
  tabindex: "-1",
  onclick: (event) => {
    if (!map.dragged) press(event);
  },
  onkeydown: (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      press(event);
    }
  },
  onpointerenter: (event) => event.pointerType === "mouse" && mapTip(told(), event.clientX, event.clientY),
  onpointermove: (event) => event.pointerType === "mouse" && mapTip(null, event.clientX, event.clientY),
  onpointerleave: () => {
    map.tip.hidden = true;
  },
  onfocus: (event) => event.currentTarget.matches(":focus-visible") && mapTipBeside(told(), event.currentTarget),
  onblur: () => {
    map.tip.hidden = true;
  },
});

/** Brings the map up to the state. */
function mapUpdate() {
  if (!map.svg) return;
  map.counts = mapRegionCounts();
  map.steps = mapSteps(Math.max(0, ...map.counts.values()));
  const wanted = new Set(state.filters.region ?? []);
  for (const [row, path] of map.regions) {
    const code = data.map.regions.code[row];
    const n = map.counts.get(code) ?? 0;
    path.style.fill = n ? `var(--fill-${mapShade(n)})` : "";
    path.classList.toggle("chosen", wanted.has(code));
    path.setAttribute("aria-pressed", String(wanted.has(code)));
    path.setAttribute("aria-label", pair(label("region", code), count("map_outlets", n)));
  }
  mapDrawLegend();
  map.note.textContent = mapNote();
  map.sheet.hidden = true;
  mapPlace();
}

/** Gives how many outlets each region has, whichever regions are filtered by. */
function mapRegionCounts() {
  const rows = passing(namedOutlets(), state.filters, "region");
  return tallied(rows.map((row) => [data.outlets.region[row]].filter(Boolean)));
}

/** Gives the lowest number of each shade, at most as many as there are shades. */
const mapSteps = (most) => MAP_STEPS.filter((step) => step <= Math.max(1, most)).slice(0, data.map.scale.length);

/** Gives the shade of a number. */
const mapShade = (n) =>
  Math.round(
    (map.steps.findLastIndex((step) => n >= step) / Math.max(1, map.steps.length - 1)) * (data.map.scale.length - 1),
  );

/** Draws the key of the shades and of the flows. */
function mapDrawLegend() {
  const texts = map.steps.map((step, at) => {
    const next = map.steps[at + 1];
    return !next ? `${fmt(step)}+` : next - step === 1 ? fmt(step) : `${fmt(step)}–${fmt(next - 1)}`;
  });
  clear(
    map.legend,
    h("p", {}, word("map_legend")),
    h(
      "ul",
      {},
      h("li", {}, h("span", { class: "map-key none" }), word("map_legend_none")),
      texts.map((text, at) =>
        h("li", {}, h("span", { class: "map-key", style: `background: var(--fill-${mapShade(map.steps[at])})` }), text),
      ),
    ),
    h(
      "p",
      { class: "map-legend-flow" },
      h("span", { class: "map-key flow", style: `--colour: ${colourOf("exile_status", "exile")}` }),
      word("map_legend_flow"),
    ),
  );
}

/** Says what the map leaves out. */
function mapNote() {
  const rows = [...shown()];
  const placeless = rows.filter((row) => !data.outlets.point[row] && !mapExiled(row)).length;
  const untold = rows.filter((row) => mapExiled(row) && !mapFlowOf(row)).length;
  return [word("map_note"), placeless && count("map_placeless", placeless), untold && count("map_untold", untold)]
    .filter(Boolean)
    .join(" ");
}

/** Gives what is told of a region. */
function mapRegionTold(row) {
  const code = data.map.regions.code[row];
  return [
    h("strong", {}, label("region", code)),
    h("span", {}, label("country", data.map.regions.country[row])),
    h("span", {}, count("map_outlets", map.counts.get(code) ?? 0)),
  ];
}

/** Shows a small plate near a point; the former words stay where none are given. */
function mapTip(lines, x, y) {
  if (lines) clear(map.tip, lines);
  map.tip.hidden = false;
  const stage = map.stage.getBoundingClientRect();
  const left = Math.min(x - stage.left + 14, stage.width - map.tip.offsetWidth - 6);
  const top = y - stage.top + 16;
  const below = top + map.tip.offsetHeight < stage.height;
  map.tip.style.transform = `translate(${Math.max(6, left)}px, ${below ? top : top - map.tip.offsetHeight - 30}px)`;
}

/** Shows the plate of a mark that the keyboard has reached. */
function mapTipBeside(lines, mark) {
  const box = mark.getBoundingClientRect();
  mapTip(lines, box.left + box.width / 2, box.top + box.height / 2);
}

/** Opens the list of outlets of a place. */
function mapSheet(title, rows) {
  const names = rows.toSorted((one, other) => collator.compare(nodeName(one), nodeName(other)));
  const shut = () => {
    map.sheet.hidden = true;
  };
  clear(
    map.sheet,
    h("button", { type: "button", class: "close", "aria-label": word("close"), onclick: shut }, cross()),
    h("h3", { tabindex: "-1" }, title),
    h("p", { class: "soft" }, count("map_outlets", rows.length)),
    h(
      "ul",
      {},
      names.map((row) => h("li", {}, mapOutlet(row))),
    ),
  );
  map.sheet.hidden = false;
  map.sheet.scrollTop = 0;
  map.sheet.querySelector("h3").focus();
}

/** Gives the button that opens an outlet. */
const mapOutlet = (row) =>
  h(
    "button",
    { type: "button", onclick: () => go({ outlet: data.nodes.id[row] }) },
    dot("ownership_type", data.outlets.ownership_type[row]),
    h("span", {}, nameOf(row)),
  );

/** Stops watching the size of the window. */
function mapLeave() {
  map.watcher?.disconnect();
  map = null;
}
