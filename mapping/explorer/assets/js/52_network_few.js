/** So few nodes get places of their own, spread over the window: those of the whole network would be a knot. */
const NET_FEW = 80;
const NET_ROUNDS = 240;
// Room for names at the edges of the window, and for the buttons at its foot (the y of the network looks up).
const NET_ROOM = [
  [150, 150],
  [70, 34],
];

/** Gives places for the nodes of a pick where they are few: a map from row to pixels of the window; else null.
 * They hold for all years, so that nodes stay where they are while the years pass. */
function netFewSpots(now, pick) {
  const size = [net.canvas.clientWidth, net.canvas.clientHeight];
  const key = `${pick.frame} ${size}`;
  if (net.few?.key === key) return net.few.spots;
  const ties = now.year ? netAsked({ ...now, year: null }) : pick.ties;
  const rows = new Set([...pick.nodes, ...ties.flatMap((tie) => [data.ties.from[tie], data.ties.to[tie]])]);
  const whole = rows.size > NET_FEW || !rows.size || !Math.min(...size);
  net.few = { key, spots: whole ? null : netStretched(netSprung([...rows], ties), size) };
  return net.few.spots;
}

/** Gives places of a few nodes by springs (Fruchterman and Reingold 1991), from where the whole network has them. */
function netSprung(rows, ties) {
  const at = new Map(rows.map((row, place) => [row, place]));
  const pairs = ties.map((tie) => [at.get(data.ties.from[tie]), at.get(data.ties.to[tie])]);
  const spots = netCentred(rows.map((row) => [data.nodes.x[row], data.nodes.y[row]]));
  const best = 1 / Math.sqrt(rows.length);
  for (let round = 0; round < NET_ROUNDS; round += 1)
    netSpringRound(spots, pairs, best, 0.1 * (1 - round / NET_ROUNDS));
  return new Map(rows.map((row, place) => [row, spots[place]]));
}

/** Gives places around a middle of 0, at most 1 away from it. */
function netCentred(spots) {
  const middle = [0, 1].map((axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length);
  const moved = spots.map((spot) => spot.map((value, axis) => value - middle[axis]));
  const far = Math.max(...moved.map(([x, y]) => Math.hypot(x, y))) || 1;
  return moved.map((spot) => spot.map((value) => value / far));
}

/** Moves each of the places by at most `most`: all push each other away, ties pull, and the middle a little. */
function netSpringRound(spots, pairs, best, most) {
  const pushed = spots.map(([x, y]) => [-x * best, -y * best]);
  const move = (one, other, force) => {
    const [dx, dy] = [spots[one][0] - spots[other][0], spots[one][1] - spots[other][1]];
    const far = Math.max(1e-3, Math.hypot(dx, dy));
    const step = force(far) / far;
    pushed[one] = [pushed[one][0] + dx * step, pushed[one][1] + dy * step];
    pushed[other] = [pushed[other][0] - dx * step, pushed[other][1] - dy * step];
  };
  for (let one = 0; one < spots.length; one += 1)
    for (let other = 0; other < one; other += 1) move(one, other, (far) => best ** 2 / far);
  for (const [one, other] of pairs) move(one, other, (far) => -(far ** 2) / best);
  spots.forEach((spot, at) => {
    const far = Math.hypot(...pushed[at]) || 1;
    spots[at] = spot.map((value, axis) => value + (pushed[at][axis] / far) * Math.min(far, most));
  });
}

/** Gives the places stretched over the window, with room for names at its edges. */
function netStretched(spots, size) {
  const stretched = [0, 1].map((axis) => {
    const values = [...spots.values()].map((spot) => spot[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const [before, after] = NET_ROOM[axis].map((room) => Math.min(room, size[axis] / 4));
    const scale = (size[axis] - before - after) / (most - least);
    return (value) => (most > least ? before + (value - least) * scale : size[axis] / 2);
  });
  return new Map([...spots].map(([row, spot]) => [row, spot.map((value, axis) => stretched[axis](value))]));
}
