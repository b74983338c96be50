const MAP_NEAREST = 14;

/** Gives the zoom at which the whole map is seen. */
const mapWhole = () => Math.min(map.stage.clientWidth / data.map.width, map.stage.clientHeight / data.map.height);

/** Shows the whole map, in the middle of its place. */
function mapFit() {
  const k = mapWhole();
  if (!k) return;
  map.svg.setAttribute("width", map.stage.clientWidth);
  map.svg.setAttribute("height", map.stage.clientHeight);
  // Paper is of another size: there the drawing is fitted to it.
  map.svg.setAttribute("viewBox", `0 0 ${map.stage.clientWidth} ${map.stage.clientHeight}`);
  map.zoom = {
    k,
    x: (map.stage.clientWidth - data.map.width * k) / 2,
    y: (map.stage.clientHeight - data.map.height * k) / 2,
  };
  mapPlace();
}

/** Comes nearer by a factor; the point (x, y) of the screen stays. */
function mapZoomBy(factor, x = map.stage.clientWidth / 2, y = map.stage.clientHeight / 2) {
  const whole = mapWhole();
  const k = Math.min(whole * MAP_NEAREST, Math.max(whole, map.zoom.k * factor));
  const moved = k / map.zoom.k;
  map.zoom = mapHeld({ k, x: x - (x - map.zoom.x) * moved, y: y - (y - map.zoom.y) * moved });
  mapPlaceSoon();
}

/** Gives a zoom that keeps the middle of the window on the map. */
function mapHeld({ k, x, y }) {
  const within = (at, size, window) => Math.min(window / 2, Math.max(window / 2 - size * k, at));
  return {
    k,
    x: within(x, data.map.width, map.stage.clientWidth),
    y: within(y, data.map.height, map.stage.clientHeight),
  };
}

/** Draws at the next moment that the screen is drawn, once. */
function mapPlaceSoon() {
  map.waiting ??= requestAnimationFrame(() => {
    if (!map) return;
    map.waiting = null;
    mapPlace();
  });
}

/** Gives the buttons for nearer, away and the whole map. */
const mapZoomButtons = () =>
  zoomButtons(
    () => mapZoomBy(1.6),
    () => mapZoomBy(1 / 1.6),
    mapFit,
  );

/** Lets wheel, fingers and keys move the map. */
function mapListen() {
  const fingers = new Map();
  map.svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      mapZoomBy(2 ** (-event.deltaY / 300), ...mapFinger(event));
    },
    { passive: false },
  );
  map.svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, mapFinger(event));
    if (fingers.size === 1) map.dragged = false;
  });
  map.svg.addEventListener("pointermove", (event) => mapDrag(event, fingers));
  for (const end of ["pointerup", "pointercancel", "pointerleave"])
    map.svg.addEventListener(end, (event) => fingers.delete(event.pointerId));
  map.svg.addEventListener("keydown", mapMove);
}

/** Gives where a pointer is on the map. */
function mapFinger(event) {
  const box = map.svg.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** Moves the map with one finger, and zooms with two. */
function mapDrag(event, fingers) {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const now = mapFinger(event);
  const far = Math.hypot(now[0] - before[0], now[1] - before[1]);
  if (!map.dragged && far < 4) return;
  map.dragged = true;
  map.tip.hidden = true;
  fingers.set(event.pointerId, now);
  const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
  if (!other) {
    map.zoom = mapHeld({ ...map.zoom, x: map.zoom.x + now[0] - before[0], y: map.zoom.y + now[1] - before[1] });
    mapPlaceSoon();
    return;
  }
  const reach = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
  mapZoomBy(reach(now) / reach(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
}

/** Makes one mark the one that Tab reaches; the arrow keys lead to the others. */
function mapRove() {
  const marks = [...map.svg.querySelectorAll("[role=button]")];
  if (!marks.some((mark) => mark.tabIndex === 0)) marks[0]?.setAttribute("tabindex", "0");
}

/** Moves the focus to the nearest mark in the direction of an arrow key. */
function mapMove(event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  if (!way) return;
  event.preventDefault();
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const from = event.target;
  const [x, y] = middle(from);
  const cost = (mark) => {
    const [dx, dy] = [middle(mark)[0] - x, middle(mark)[1] - y];
    const [along, aside] = [dx * way[0] + dy * way[1], Math.abs(dx * way[1]) + Math.abs(dy * way[0])];
    return along <= 1 ? Infinity : along + 2 * aside;
  };
  const marks = [...map.svg.querySelectorAll("[role=button]")].filter((mark) => mark !== from);
  const next = marks.reduce((best, mark) => (cost(mark) < cost(best) ? mark : best), marks[0]);
  if (!next || cost(next) === Infinity) return;
  from.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}
