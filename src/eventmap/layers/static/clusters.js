/** Merging of what would overlap on the screen. Counts are never lost: they add up. */

/** What stays free between two symbols. */
const GAP_PX = 2;
/** Side of a square of the search grid: no two symbols are wider apart and still overlap. */
const SQUARE_PX = 64;

/** Radius in pixels of a cluster of `count` events: grows with its order of magnitude. */
export function clusterRadius(count) {
  return count === 1 ? 10 : Math.min(12 + 4.5 * Math.log10(count), 30);
}

/**
 * Merge the points that would overlap, the largest first, so that the same points always
 * give the same clusters.
 *
 * @template T
 * @param {{x: number, y: number, count: number, members: T[]}[]} points in pixels
 * @param {(count: number) => number} radiusOf radius in pixels of a symbol, 31 at most
 * @returns points of the same kind, none of which overlap
 */
export function mergeOverlapping(points, radiusOf = clusterRadius) {
  let merged = points;
  for (let before = Infinity; merged.length < before;) {
    before = merged.length;
    merged = mergeOnce(merged, radiusOf);
  }
  return merged;
}

function mergeOnce(points, radiusOf) {
  const sorted = [...points].sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y);
  const groups = [];
  const grid = new Map();
  for (const point of sorted) {
    const other = overlapped(grid, point, radiusOf);
    if (other) absorb(other, point);
    else add(groups, grid, { ...point, members: [...point.members] });
  }
  return groups;
}

function add(groups, grid, group) {
  groups.push(group);
  const key = squareOf(group.x, group.y);
  if (!grid.has(key)) grid.set(key, []);
  grid.get(key).push(group);
}

function squareOf(x, y, right = 0, down = 0) {
  return `${Math.floor(x / SQUARE_PX) + right},${Math.floor(y / SQUARE_PX) + down}`;
}

/** The nearest group that `point` would overlap. */
function overlapped(grid, point, radiusOf) {
  let nearest = null;
  let least = Infinity;
  for (const group of around(grid, point)) {
    const distance = Math.hypot(group.x - point.x, group.y - point.y);
    const room = radiusOf(group.count) + radiusOf(point.count) + GAP_PX;
    if (distance < room && distance < least) [nearest, least] = [group, distance];
  }
  return nearest;
}

function* around(grid, { x, y }) {
  for (const right of [-1, 0, 1]) {
    for (const down of [-1, 0, 1]) yield* grid.get(squareOf(x, y, right, down)) ?? [];
  }
}

/** The group moves to the mean of what it holds. It stays in its square of the grid: what it
 * comes to overlap by moving is found in the next round. */
function absorb(group, point) {
  const count = group.count + point.count;
  group.x += ((point.x - group.x) * point.count) / count;
  group.y += ((point.y - group.y) * point.count) / count;
  group.count = count;
  group.members.push(...point.members);
}
