/**
 * Clusters: what would overlap on the screen is one circle with the number of events and the
 * shares of their types. Counts are never lost: they add up.
 */
import { drawing, svg, svgText } from './dom.js';
import { symbolOf, symbolTypes } from './symbols.js';
import { CELL_PX, cellZoom } from './tiles.js';
import { countOf } from './words.js';

/** @import { Controller } from './controller.js' */
/** @import { Cell } from './tiles.js' */

/**
 * @template T
 * @typedef {{x: number, y: number, count: number, members: T[]}} Group what stands together
 */

/**
 * @typedef {Group<Cell> & {lat: number, lon: number}} Cluster
 *
 * @typedef {(count: number) => number} RadiusOf radius in pixels of a symbol
 */

/** What stays free between two symbols. */
const GAP_PX = 2;
/** Side of a square of the search grid: no two symbols are wider apart and still overlap. */
const SQUARE_PX = 64;

/**
 * Radius in pixels of a cluster of `count` events: grows with its order of magnitude.
 *
 * @param {number} count
 */
export function clusterRadius(count) {
  return count === 1 ? 10 : Math.min(12 + 4.5 * Math.log10(count), 30);
}

/**
 * Merge the points that would overlap, the largest first, so that the same points always
 * give the same clusters.
 *
 * @template T
 * @param {Group<T>[]} points in pixels
 * @param {RadiusOf} radiusOf 31 at most
 * @returns {Group<T>[]} points of the same kind, none of which overlap
 */
export function mergeOverlapping(points, radiusOf = clusterRadius) {
  let merged = points;
  for (let before = Infinity; merged.length < before; ) {
    before = merged.length;
    merged = mergeOnce(merged, radiusOf);
  }
  return merged;
}

/** @template T @param {Group<T>[]} points @param {RadiusOf} radiusOf */
function mergeOnce(points, radiusOf) {
  const sorted = [...points].sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y);
  /** @type {Group<T>[]} */
  const groups = [];
  /** @type {Map<string, Group<T>[]>} */
  const grid = new Map();
  for (const point of sorted) {
    const other = overlapped(grid, point, radiusOf);
    if (other) absorb(other, point);
    else add(groups, grid, { ...point, members: [...point.members] });
  }
  return groups;
}

/**
 * @template T
 * @param {Group<T>[]} groups
 * @param {Map<string, Group<T>[]>} grid
 * @param {Group<T>} group
 */
function add(groups, grid, group) {
  groups.push(group);
  const key = squareOf(group.x, group.y);
  const square = grid.get(key);
  if (square) square.push(group);
  else grid.set(key, [group]);
}

/** @param {number} x @param {number} y @param {number} right @param {number} down */
function squareOf(x, y, right = 0, down = 0) {
  return `${Math.floor(x / SQUARE_PX) + right},${Math.floor(y / SQUARE_PX) + down}`;
}

/**
 * The nearest group that `point` would overlap.
 *
 * @template T
 * @param {Map<string, Group<T>[]>} grid
 * @param {Group<T>} point
 * @param {RadiusOf} radiusOf
 */
function overlapped(grid, point, radiusOf) {
  /** @type {?Group<T>} */
  let nearest = null;
  let least = Infinity;
  for (const group of around(grid, point)) {
    const distance = Math.hypot(group.x - point.x, group.y - point.y);
    const room = radiusOf(group.count) + radiusOf(point.count) + GAP_PX;
    if (distance < room && distance < least) [nearest, least] = [group, distance];
  }
  return nearest;
}

/** @template T @param {Map<string, Group<T>[]>} grid @param {Group<T>} point */
function* around(grid, { x, y }) {
  for (const right of [-1, 0, 1]) {
    for (const down of [-1, 0, 1]) yield* grid.get(squareOf(x, y, right, down)) ?? [];
  }
}

/**
 * The group moves to the mean of what it holds. It stays in its square of the grid: what it
 * comes to overlap by moving is found in the next round.
 *
 * @template T
 * @param {Group<T>} group
 * @param {Group<T>} point
 */
function absorb(group, point) {
  const count = group.count + point.count;
  group.x += ((point.x - group.x) * point.count) / count;
  group.y += ((point.y - group.y) * point.count) / count;
  group.count = count;
  group.members.push(...point.members);
}

/** Width of the ring of shares, and what is free between it and the circle inside. */
const ARC_PX = 3;
const ARC_GAP_PX = 1;

/**
 * The number of events in a circle, and around it the shares of their types.
 *
 * @param {number} radius of the whole in pixels
 * @param {string} text
 * @param {[string, number][]} counts events of each type
 */
export function drawCluster(radius, text, counts) {
  const middle = radius - 1 - ARC_PX / 2;
  return drawing(
    radius * 2,
    svg('circle', { class: 'em-cluster-rim', r: radius }),
    ...arcsOf(counts).map((arc) => drawArc(middle, arc)),
    svg('circle', { class: 'em-cluster', r: middle - ARC_PX / 2 - ARC_GAP_PX }),
    svgText('em-cluster-count', text),
  );
}

/**
 * Where the arc of each type begins and ends, in turns from the top, in the order of the legend,
 * in which types of one colour follow each other.
 *
 * @param {[string, number][]} counts
 * @returns {{type: string, from: number, to: number}[]}
 */
export function arcsOf(counts) {
  const order = symbolTypes();
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let from = 0;
  return [...counts]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([type, count]) => {
      const arc = { type, from, to: from + count / total };
      from = arc.to;
      return arc;
    });
}

/** @param {number} radius @param {{type: string, from: number, to: number}} arc */
function drawArc(radius, { type, from, to }) {
  const attributes = {
    class: 'em-arc',
    'stroke-width': ARC_PX,
    style: `stroke: var(--type-${symbolOf(type).type})`,
  };
  // An arc that ends where it begins would not be drawn.
  if (to - from > 0.999) return svg('circle', { ...attributes, r: radius });
  const [start, end] = [from, to].map((turn) => pointAt(radius, turn));
  const long = to - from > 0.5 ? 1 : 0;
  return svg('path', {
    ...attributes,
    d: `M${start}A${radius},${radius},0,${long},1,${end}`,
  });
}

/** @param {number} radius @param {number} turn */
function pointAt(radius, turn) {
  const angle = turn * 2 * Math.PI;
  return `${(Math.sin(angle) * radius).toFixed(2)},${(-Math.cos(angle) * radius).toFixed(2)}`;
}

/**
 * Tells for a cell in which cluster of an earlier, lower zoom its events were.
 *
 * A cell lies in the square of the grid in which all its events are, and that square of a
 * higher zoom inside one of a lower: so the square of a cell leads to its cluster.
 *
 * @param {L.Map} map
 * @param {Cluster[]} groups
 * @param {number} zoom of `groups`
 * @returns {(cell: Cell) => ?Cluster} the group, if it was a cluster
 */
export function clusterFinder(map, groups, zoom) {
  /** @param {Cell} cell */
  const squareOf = ({ lat, lon }) => {
    const { x, y } = map.project([lat, lon], cellZoom(zoom));
    return `${Math.floor(x / CELL_PX)},${Math.floor(y / CELL_PX)}`;
  };
  /** @type {Map<string, Cluster>} */
  const clusters = new Map();
  for (const group of groups) {
    if (group.count > 1) for (const cell of group.members) clusters.set(squareOf(cell), group);
  }
  return (cell) => clusters.get(squareOf(cell)) ?? null;
}

const ZOOM_STEP = 3;
/** Positions of cells are rounded to as many degrees: a box that ends there must not lose one. */
const ROUNDED_DEGREES = 5e-6;

/**
 * A click on a cluster: zoom in until it splits, or list what no zoom tells apart.
 *
 * @param {Controller} app
 * @param {Cluster} group
 * @param {number} zoom of the map
 * @param {boolean} focus whether the keyboard goes along
 */
export async function openCluster(app, group, zoom, focus) {
  const { map } = app;
  const { lat, lon, count } = group;
  const boxes = group.members.map((cell) => cellBox(map, cell, cellZoom(zoom)));
  if (zoom < map.getMaxZoom() && (await splits(app, group))) {
    const bounds = boxes.reduce((all, box) => all.extend(box), L.latLngBounds([]));
    const target = Math.max(map.getBoundsZoom(bounds), zoom + 1);
    map.setView([lat, lon], Math.min(target, zoom + ZOOM_STEP, map.getMaxZoom()));
  } else {
    app.lists.openBoxes(countOf(count, 'event'), boxes, { at: [lat, lon], count, focus });
  }
}

/**
 * Whether the cluster is more than one cell at the deepest zoom, as far as that can be told.
 *
 * @param {Controller} app
 * @param {Cluster} group
 */
async function splits(app, group) {
  if (group.members.length > 1) return true;
  const at = L.latLng(group.lat, group.lon);
  const asked = app.cells.cellsWithin(L.latLngBounds([at, at]), app.map.getMaxZoom());
  const cells = await asked.catch(() => /** @type {Cell[]} */ ([]));
  return !cells.some((cell) => cell.count === group.count);
}

/**
 * Bounds of the square of the grid in which the events of a cell lie.
 *
 * @param {L.Map} map
 * @param {Cell} cell
 * @param {number} zoom
 */
function cellBox(map, { lat, lon }, zoom) {
  const corner = map.project([lat, lon], zoom).divideBy(CELL_PX).floor().multiplyBy(CELL_PX);
  const box = [corner, corner.add([CELL_PX, CELL_PX])].map((point) => map.unproject(point, zoom));
  const [[northWest, southEast], more] = [box, ROUNDED_DEGREES];
  return L.latLngBounds(
    [southEast.lat - more, northWest.lng - more],
    [northWest.lat + more, southEast.lng + more],
  );
}
