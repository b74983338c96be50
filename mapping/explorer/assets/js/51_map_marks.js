const MAP_SINGLE_PX = 6;
const MAP_MOST_PX = 27;
const MAP_NAMES = 60;

/** Puts everything that keeps its size where the ground now is. */
function mapPlace() {
  const { k, x, y } = map.zoom;
  map.ground.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
  const rows = [...shown()];
  const spots = mapClusters(mapSpots(rows));
  const hosts = mapHosts(rows);
  clear(map.flows, mapFlows(rows).map(mapFlow));
  clear(map.marks, spots.toReversed().map(mapCluster), hosts.map(mapHost), mapNames(spots, hosts, mapHomes(rows)));
  mapRove();
}

/** Gives a place of the ground as a place of the screen. */
const mapOnScreen = (at) => [at[0] * map.zoom.k + map.zoom.x, at[1] * map.zoom.k + map.zoom.y];

/** Gives the places that have outlets, those with most first. */
function mapSpots(rows) {
  const placed = rows.filter((row) => data.outlets.point[row]);
  const groups = Object.groupBy(placed, (row) => data.outlets.point[row].join(" "));
  return Object.values(groups)
    .map((own) => ({
      rows: own,
      names: [mapTown(own)],
      at: mapOnScreen(data.outlets.point[own[0]]),
      ground: data.outlets.point[own[0]],
    }))
    .sort((one, other) => other.rows.length - one.rows.length);
}

/** Gives how the place of outlets is called: the town, where one may be named, else the region. */
function mapTown(rows) {
  const towns = tallied(rows.map((row) => [data.outlets.city[row]].filter(Boolean)));
  const town = [...towns].sort(([, one], [, other]) => other - one)[0];
  return town ? label("city", town[0]) : label("region", data.outlets.region[rows[0]]);
}

/** Gives the radius of a mark for so many outlets. */
const mapRadius = (n) => (n === 1 ? MAP_SINGLE_PX : Math.min(MAP_MOST_PX, 8 + 2.1 * Math.sqrt(n)));

/** Gives the places with those that would touch a larger one taken up into it. */
function mapClusters(spots) {
  const clusters = [];
  for (const spot of spots) {
    const radius = mapRadius(spot.rows.length);
    const near = clusters.find(
      (other) =>
        Math.hypot(other.at[0] - spot.at[0], other.at[1] - spot.at[1]) < mapRadius(other.rows.length) + radius - 2,
    );
    if (!near) clusters.push({ ...spot, rows: [...spot.rows], names: [...spot.names] });
    else {
      near.rows.push(...spot.rows);
      near.names.push(...spot.names);
    }
  }
  return clusters;
}

/** Gives a cluster: a ring of the ownership of its outlets around their number; a dot for one alone. */
function mapCluster(spot) {
  const n = spot.rows.length;
  const radius = mapRadius(n);
  const title = n === 1 ? nodeName(spot.rows[0]) : spot.names[0];
  const body =
    n === 1
      ? svg("circle", {
          class: "map-one",
          r: radius,
          style: `--colour: ${colourOf("ownership_type", data.outlets.ownership_type[spot.rows[0]])}`,
        })
      : [
          svg("circle", { class: "map-plate", r: radius }),
          mapRing(spot.rows, radius),
          svg("text", { dy: ".35em" }, fmt(n)),
        ];
  return svg(
    "g",
    {
      class: spot.rows.includes(rowOfId(state.outlet)) ? "map-cluster chosen" : "map-cluster",
      transform: `translate(${spot.at.map(Math.round).join(" ")})`,
      "aria-label": pair(title, count("map_outlets", n)),
      ...mapMark(
        () => mapClusterTold(spot),
        () => mapPress(spot),
      ),
    },
    body,
  );
}

/** Gives the ring of a cluster: each type of ownership has its part of the round. */
function mapRing(rows, radius) {
  const tally = tallied(rows.map((row) => [data.outlets.ownership_type[row] ?? "unknown"]));
  const order = [...(data.order.ownership_type ?? []), "unknown"];
  const codes = [...tally.keys()].sort((one, other) => order.indexOf(one) - order.indexOf(other));
  const [inner, whole] = [radius - 2.5, 2 * Math.PI * (radius - 2.5)];
  let turned = 0;
  return codes.map((code) => {
    const part = (tally.get(code) / rows.length) * whole;
    const arc = svg("circle", {
      class: "map-arc",
      r: inner,
      style: `--colour: ${colourOf("ownership_type", code)}`,
      "stroke-dasharray": `${part} ${whole - part}`,
      "stroke-dashoffset": -turned,
    });
    turned += part;
    return arc;
  });
}

/** Gives what is told of a cluster: its places, its number, its types of ownership. */
function mapClusterTold(spot) {
  const one = spot.rows.length === 1;
  const names = spot.names.slice(0, 4).join(", ") + (spot.names.length > 4 ? " …" : "");
  const tally = [...tallied(spot.rows.map((row) => [data.outlets.ownership_type[row] ?? "unknown"]))].sort(
    (a, b) => b[1] - a[1],
  );
  return [
    h("strong", {}, one ? nodeName(spot.rows[0]) : names),
    one && h("span", {}, names),
    one ? h("span", {}, chip("ownership_type", tally[0][0])) : h("span", {}, count("map_outlets", spot.rows.length)),
    !one && tally.map(([code, n]) => h("span", {}, chip("ownership_type", code), fmt(n))),
  ];
}

/** Opens the one outlet of a mark, comes nearer to several places, or lists the outlets of one place. */
function mapPress(spot) {
  if (spot.rows.length === 1) go({ outlet: data.nodes.id[spot.rows[0]] });
  else if (spot.names.length > 1 && map.zoom.k < mapWhole() * MAP_NEAREST * 0.6) mapZoomBy(2.5, ...spot.at);
  else mapSheet(spot.names.slice(0, 3).join(", "), spot.rows);
}

/** Says whether an outlet works from abroad, wholly or partly. */
const mapExiled = (row) => ["exile", "hybrid"].includes(data.outlets.exile_status[row]);

/** Gives the ends of an outlet's way into exile as rows of the map's countries, or null where one is not told. */
function mapFlowOf(row) {
  const [from, to] = [data.outlets.home_country[row], data.outlets.base_country[row]].map((code) =>
    data.map.countries.code.indexOf(code),
  );
  return mapExiled(row) && from >= 0 && to >= 0 && from !== to ? [from, to] : null;
}

/** Gives the ways into exile of outlets: from, to, rows. */
function mapFlows(rows) {
  const told = rows.filter(mapFlowOf);
  return Object.values(Object.groupBy(told, (row) => mapFlowOf(row).join(" "))).map((own) => {
    const [from, to] = mapFlowOf(own[0]);
    return { from, to, rows: own };
  });
}

/** Gives the place of a country of exile on the screen. */
const mapCountryAt = (row) => mapOnScreen([data.map.countries.x[row], data.map.countries.y[row]]);

/** Gives the curve of a way into exile, as broad as it is much used. */
function mapFlow({ from, to, rows }) {
  const [[x, y], [u, v]] = [mapCountryAt(from), mapCountryAt(to)];
  const bend = `${(x + u) / 2} ${Math.min(y, v) + Math.abs(y - v) * 0.25 - 20}`;
  return svg(
    "g",
    {
      class: "map-flow",
      style: `--colour: ${colourOf("exile_status", "exile")}`,
      onpointerenter: (event) => mapTip(mapFlowTold(from, to, rows), event.clientX, event.clientY),
      onpointerleave: () => {
        map.tip.hidden = true;
      },
    },
    svg("path", { d: `M${x} ${y}Q${bend} ${u} ${v}`, "stroke-width": 1.2 + 1.5 * Math.sqrt(rows.length) }),
    svg("circle", { cx: x, cy: y, r: 3 }),
  );
}

/** Gives what is told of a way into exile. */
const mapFlowTold = (from, to, rows) => [
  h("strong", {}, word("map_flow", { from: mapCountryName(from), to: mapCountryName(to) })),
  h("span", {}, count("map_outlets", rows.length)),
];

/** Gives the name of a country of exile. */
const mapCountryName = (row) => label("country", data.map.countries.code[row]);

/** Gives the countries that outlets went to: country, rows. */
function mapHosts(rows) {
  const groups = Object.groupBy(rows.filter(mapFlowOf), (row) => mapFlowOf(row)[1]);
  return Object.entries(groups).map(([country, own]) => ({
    country: Number(country),
    rows: own,
    at: mapCountryAt(Number(country)),
  }));
}

/** Gives the mark of a host country. */
function mapHost(host) {
  const name = mapCountryName(host.country);
  const told = () => [h("strong", {}, name), h("span", {}, count("map_hosted", host.rows.length))];
  const press = () =>
    host.rows.length === 1
      ? go({ outlet: data.nodes.id[host.rows[0]] })
      : mapSheet(word("map_hosts", { country: name }), host.rows);
  return svg(
    "g",
    {
      class: "map-host",
      transform: `translate(${host.at.map(Math.round).join(" ")})`,
      style: `--colour: ${colourOf("exile_status", "exile")}`,
      "aria-label": pair(name, count("map_hosted", host.rows.length)),
      ...mapMark(told, press),
    },
    svg("circle", { r: mapHostRadius(host.rows.length) }),
    svg("text", { dy: ".35em" }, fmt(host.rows.length)),
  );
}

/** Gives the homes of outlets in exile of which no region is drawn, so that only a name says where they lie. */
function mapHomes(rows) {
  const drawn = new Set(data.map.regions.country);
  return [...new Set(mapFlows(rows).map(({ from }) => from))].filter(
    (from) => !drawn.has(data.map.countries.code[from]),
  );
}

/** Gives the names of places, hosts and homes for which there is room, those of large ones first. */
function mapNames(spots, hosts, homes) {
  const towns = spots.map((spot) => ({ at: spot.at, text: spot.names[0], radius: mapRadius(spot.rows.length) }));
  const hosted = hosts.map((host) => ({
    at: host.at,
    text: mapHostName(host.country),
    radius: mapHostRadius(host.rows.length),
  }));
  const left = homes.map((home) => ({ at: mapCountryAt(home), text: mapHostName(home), radius: 3 }));
  const taken = [...towns, ...hosted].map(({ at, radius }) => mapBox(at, radius + 1, radius + 1));
  const several = towns.slice(0, MAP_NAMES).filter((_, at) => spots[at].rows.length > 1);
  const named = [...several, ...hosted].sort((one, other) => other.radius - one.radius);
  return [...named, ...left].map((place) => mapName(place, taken));
}

/** Gives the name of a place where there is room around its mark, under it first; null where all of this is taken. */
function mapName({ at, text, radius }, taken) {
  const half = mapTextWidth(text) / 2;
  const [wide, high] = [map.stage.clientWidth, map.stage.clientHeight];
  for (const [right, down] of mapNameSpots(radius, half)) {
    const [x, y] = [Math.min(wide - half - 4, Math.max(half + 4, at[0] + right)), at[1] + down];
    const box = mapBox([x, y], half, 7);
    if (box[1] < 0 || box[3] > high || mapTaken(box, taken)) continue;
    taken.push(box);
    return svg("text", { class: "map-name", x, y: y + 4, "aria-hidden": "true" }, text);
  }
  return null;
}

/** Gives how far from the middle of a mark the middle of its name may lie: to the right, down. */
const mapNameSpots = (radius, half) => [
  [0, radius + 9],
  ...[0, -0.7, 0.7].flatMap((tilt) => [1, -1].map((side) => [side * (radius + 4 + half), tilt * radius])),
  [0, -radius - 8],
  ...[radius + 9, -radius - 8].flatMap((down) => [half, -half].map((right) => [right, down])),
];

/** Says whether a box lies on one that is taken. */
const mapTaken = (box, taken) =>
  taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);

/** Gives how wide a name is written, in pixels. */
function mapTextWidth(text) {
  mapTextWidth.pen ??= document.createElement("canvas").getContext("2d");
  if (!mapTextWidth.pen) return 7 * text.length;
  mapTextWidth.pen.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  return mapTextWidth.pen.measureText(text).width;
}

/** Gives the radius of the mark of a host country. */
const mapHostRadius = (n) => 7 + 2 * Math.sqrt(n);

/** Gives the name of a host; its code on a small window. */
const mapHostName = (country) =>
  map.stage.clientWidth < 560 ? data.map.countries.code[country] : mapCountryName(country);

/** Gives the box around a middle. */
const mapBox = ([x, y], wide, high) => [x - wide, y - high, x + wide, y + high];
